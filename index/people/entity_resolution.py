"""Entity resolution: decides which mentions in all articles are the same person.

Two full names belong to one person if :mod:`index.language.names.name_matching` allows it and no other person matches
equally well. A bare surname belongs to the only person with that surname, or to the only one with a compatible role.
Otherwise it is a person of its own. The rules do not guess, because merging two people is worse than splitting one.
A mention by an office alone, "Norway's finance minister", belongs to the only person with that role, else to nobody.
Organisations are kept apart from people: :mod:`index.people.organisation_resolution` compares their names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from index.language.names.name_matching import (
    NameMatch,
    first_initial,
    forename_keys,
    is_initialled,
    match_names,
    surname_keys,
)
from index.language.names.person_name import Name, parse_name
from index.language.names.roles import nations_of, role_words
from index.language.names.spelling import normalize_name
from index.language.organisations.names import is_acronym
from index.models import Gender, Person, PersonMention
from index.people.corrections import Corrections, PersonCorrection
from index.people.organisation_resolution import group_organisations

MentionKey: TypeAlias = tuple[int, int]  # number of an article, position in Attribution.people

_MANY_ARTICLES = 8  # that name a person, for a bare surname to mean this person although others share it
_DOMINANCE = 8  # times the articles of the others
# Words of a role that name another holder of the office.
_OTHER_HOLDER = frozenset({"former", "deputy", "vice", "shadow", "acting", "assistant", "then", "elect", "candidate"})
# Titles that do not indicate a role.
_TITLES_WITHOUT_ROLE = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A mention in one article, with its parsed name.

    Attributes:
        key: article and position of the mention.
        mention: the mention.
        statements: number of statements.
        name: parsed name; None if it is not the name of a person.
        titled: full name, or the surname with a title if a form has one.
        gender: gender in the article, or the gender that a title or a forename indicates.
    """

    key: MentionKey
    mention: PersonMention
    statements: int
    name: Name | None
    titled: Name | None
    gender: Gender | None


@dataclass(slots=True, eq=False)
class _Cluster:
    """The mentions that belong to one person.

    Attributes:
        correction: correction that defines the person, if any.
        names: full names of the person.
        apart: separated groups that contain a name of the person, each with the position of the name.
        entries: mentions of the person.
        articles: numbers of the articles that mention the person.
        genders: number of mentions with each gender.
    """

    correction: PersonCorrection | None = None
    names: set[Name] = field(default_factory=set)
    apart: set[tuple[int, int]] = field(default_factory=set)
    entries: list[_Entry] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)
    genders: Counter[Gender] = field(default_factory=Counter)

    def add(self, entry: _Entry) -> None:
        """Add a mention."""
        self.entries.append(entry)
        self.articles.add(entry.key[0])
        if entry.gender:
            self.genders[entry.gender] += 1

    @property
    def gender(self) -> Gender | None:
        """The most frequent gender, None on a tie."""
        female, male = self.genders["female"], self.genders["male"]
        if female == male:
            return None
        return "female" if female > male else "male"

    def roles(self) -> set[frozenset[str]]:
        """Return the words of each role and each title."""
        corrected = self.correction.roles if self.correction else ()
        return set(map(role_words, corrected)).union(*(_roles(entry.mention) for entry in self.entries))

    def person(self) -> Person:
        """Return the person. Without a correction, the most frequent full name is the name.

        The name of an organisation is its most frequent name, but no acronym if it has another one.
        """
        named = [entry for entry in self.entries if not _is_role_only(entry.mention)]
        names = Counter(entry.mention.name for entry in named)
        forms = names + Counter(form for entry in named for form in {*entry.mention.forms} - {entry.mention.name})
        full = Counter({form: count for form, count in names.items() if self._is_full(form)})
        correction = self.correction or PersonCorrection(_ranked(full or names)[0])
        roles = Counter(role for entry in self.entries for role in set(entry.mention.roles))
        return Person(
            correction.name,
            tuple(form for form in dict.fromkeys([*_ranked(forms), *correction.aliases]) if form != correction.name),
            tuple(dict.fromkeys([*correction.roles, *_ranked(roles)])),
            sum(entry.statements for entry in self.entries),
            len(self.articles),
            "person" if any(entry.mention.kind == "person" for entry in self.entries) else "organisation",
        )

    def _is_full(self, form: str) -> bool:
        if self.entries[0].mention.kind == "organisation":
            return not is_acronym(form)
        name = parse_name(form)
        return name is not None and name.is_full


def resolve_entities(
    named: Iterable[tuple[int, Sequence[PersonMention], Sequence[int]]],
    corrections: Corrections,
) -> tuple[list[Person], dict[MentionKey, int]]:
    """Resolve the mentions of all articles to people. The time is nearly proportional to the number of mentions.

    Args:
        named: number of each article, its mentions, and the number of statements of each mention.
        corrections: corrections of an editor.

    Returns:
        The people, the one with the most statements first, and the position of the person for each mention.
    """
    corrected = _CorrectionIndex(corrections)
    full: dict[str, list[_Entry]] = defaultdict(list)
    bare: list[_Entry] = []
    by_role: list[_Entry] = []
    organisations: list[_Entry] = []
    for entry in _entries(named):
        is_full = entry.mention.kind == "person" or " " in entry.mention.name
        # An editor who writes a full name knows the kind better than the parser.
        if is_full and (cluster := corrected.find(entry.mention)):
            cluster.add(entry)
        elif entry.mention.kind == "organisation":
            organisations.append(entry)
        elif _is_role_only(entry.mention):  # before names, because "Health Minister" can look like one
            by_role.append(entry)
        elif entry.name and entry.name.is_full:
            full[normalize_name(entry.mention.name)].append(entry)
        else:
            bare.append(entry)
    by_name = _resolve_full_names(corrected, full)
    people = [*by_name.clusters, *_resolve_bare_names(by_name, bare)]
    _add_by_role([cluster for cluster in people if cluster.entries], by_role)
    clusters = [*people, *_organisation_clusters(organisations)]
    return _numbered([cluster for cluster in clusters if cluster.entries])


def _is_role_only(mention: PersonMention) -> bool:
    """Return True if an article names a speaker only by an office."""
    return not mention.forms and bool(mention.roles)


def _add_by_role(clusters: Sequence[_Cluster], entries: Sequence[_Entry]) -> None:
    """Add each mention by an office to the only person with that role. Other mentions belong to nobody."""
    if not entries:
        return
    holders: dict[str, dict[frozenset[str], list[_Cluster]]] = defaultdict(lambda: defaultdict(list))
    for cluster in clusters:
        for words in cluster.roles():
            for word in words:
                holders[word][words].append(cluster)
    for entry in entries:
        words = role_words(entry.mention.name)
        rarest = min((holders.get(word, {}) for word in words), key=len, default={})
        fitting = {
            cluster
            for role, people in rarest.items()
            if words <= role and not (role - words) & _OTHER_HOLDER
            for cluster in people
        }
        if len(fitting) == 1:
            fitting.pop().add(entry)


def _organisation_clusters(entries: Sequence[_Entry]) -> Iterator[_Cluster]:
    for positions in group_organisations([entry.mention for entry in entries]):
        cluster = _Cluster()
        for position in positions:
            cluster.add(entries[position])
        yield cluster


def _entries(named: Iterable[tuple[int, Sequence[PersonMention], Sequence[int]]]) -> Iterator[_Entry]:
    for article, mentions, statements in named:
        for position, (mention, count) in enumerate(zip(mentions, statements, strict=True)):
            name = parse_name(mention.name)
            titled = name if name and name.is_full else _titled_surname(mention.forms) or name
            gender = mention.gender or (titled.gender if titled else None)
            yield _Entry((article, position), mention, count, name, titled, gender)


def _titled_surname(forms: Iterable[str]) -> Name | None:
    return next((name for name in map(parse_name, forms) if name and name.title and not name.given), None)


def _numbered(clusters: list[_Cluster]) -> tuple[list[Person], dict[MentionKey, int]]:
    people = [(cluster.person(), cluster) for cluster in clusters]
    people.sort(key=lambda item: (-item[0].statements, -item[0].articles, item[0].name, item[1].entries[0].key))
    numbers = {entry.key: number for number, (_, cluster) in enumerate(people) for entry in cluster.entries}
    return [person for person, _ in people], numbers


def _ranked(counts: Counter[str]) -> list[str]:
    """Return the words, the most frequent first, and words with equal counts in alphabetical order."""
    return sorted(counts, key=lambda word: (-counts[word], word))


# --- corrections ---


class _CorrectionIndex:
    """The people that the corrections define, by their names."""

    def __init__(self, corrections: Corrections) -> None:
        self.clusters: list[_Cluster] = []
        self._owner: dict[str, _Cluster] = {}
        self._apart: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for group, names in enumerate(corrections.apart):
            for position, name in enumerate(names):
                self._apart[normalize_name(name)].add((group, position))
        for person in corrections.people:
            self._add(person)

    def _add(self, correction: PersonCorrection) -> None:
        names = (correction.name, *correction.aliases)
        parsed = {name for name in map(parse_name, names) if name and name.is_full}
        cluster = _Cluster(correction, parsed, {mark for name in names for mark in self.apart(name)})
        self.clusters.append(cluster)
        self._owner |= dict.fromkeys(map(normalize_name, names), cluster)

    def apart(self, name: str) -> set[tuple[int, int]]:
        """Return the groups that contain a name, with its positions. Two positions in one group are two people."""
        return self._apart.get(normalize_name(name), set())

    def find(self, mention: PersonMention) -> _Cluster | None:
        """Return the person of a mention, or None. A form of one word counts only if it is the whole name."""
        owner = self._owner.get(normalize_name(mention.name))
        forms = (normalize_name(form) for form in mention.forms)
        return owner or next((self._owner[form] for form in forms if " " in form and form in self._owner), None)


# --- full names ---


class _NameIndex:
    """The people with full names, by surname and given names."""

    def __init__(self, corrected: Iterable[_Cluster]) -> None:
        self.clusters: list[_Cluster] = []
        self._by_surname: dict[str, dict[_Cluster, None]] = defaultdict(dict)
        self._by_given: dict[tuple[str, str], dict[_Cluster, None]] = defaultdict(dict)
        for cluster in corrected:
            self.add(cluster, cluster.names)

    def add(self, cluster: _Cluster, names: Iterable[Name]) -> None:
        """Add a cluster with these names."""
        self.clusters.append(cluster)
        for name in list(names):
            self.add_name(cluster, name)

    def add_name(self, cluster: _Cluster, name: Name) -> None:
        """Add a name to a cluster of this index."""
        cluster.names.add(name)
        for surname in surname_keys(name):
            self._by_surname[surname][cluster] = None
            for given in (*forename_keys(name), _initial_key(name, is_initialled(name))):
                self._by_given[surname, given][cluster] = None

    def matching(self, name: Name) -> list[_Cluster]:
        """Return the people if all their names match a full name."""
        keys = [*forename_keys(name), _initial_key(name, initialled=True)]
        if is_initialled(name):
            keys.append(_initial_key(name, initialled=False))
        people: dict[_Cluster, None] = {}
        for surname in surname_keys(name):
            for given in keys:
                people |= self._by_given.get((surname, given), {})
        return [
            person for person in people if all(match_names(name, other) is NameMatch.FULL for other in person.names)
        ]

    def of_surname(self, name: Name) -> list[_Cluster]:
        """Return the people with a surname. A title before the surname may restrict the gender."""
        people: dict[_Cluster, None] = {}
        for surname in surname_keys(name):
            people |= self._by_surname.get(surname, {})
        return [
            person for person in people if any(match_names(name, other) is NameMatch.SURNAME for other in person.names)
        ]


def _initial_key(name: Name, initialled: bool) -> str:  # noqa: FBT001 - one of two kinds of key
    return f"{first_initial(name)}{'.' if initialled else '~'}"


def _resolve_full_names(corrected: _CorrectionIndex, groups: dict[str, list[_Entry]]) -> _NameIndex:
    """Cluster the mentions with full names: the longest names first, then the most frequent."""
    people = _NameIndex(corrected.clusters)
    for name, entries in sorted(groups.items(), key=_specific_first):
        group = _Cluster(apart=corrected.apart(name))
        for entry in entries:
            group.add(entry)
        names = {entry.name for entry in entries if entry.name}
        _merge(people, group, names)
    return people


def _specific_first(item: tuple[str, list[_Entry]]) -> tuple[int, int, int, str]:
    """Return a sort key that puts a name behind the longer names of the same person: George behind George W."""
    name, entries = item
    return (-len(name.split()), -len(name), -len(entries), name)


def _merge(people: _NameIndex, group: _Cluster, names: set[Name]) -> None:
    """Merge a group into the only person that matches, or add it as a person."""
    matches = {person for name in names for person in people.matching(name) if not _clash(group, person)}
    if len(matches) != 1:
        people.add(group, names)
        return
    [person] = matches
    for entry in group.entries:
        person.add(entry)
    person.apart |= group.apart
    for name in names:
        people.add_name(person, name)


def _clash(one: _Cluster, other: _Cluster) -> bool:
    """Return True if the genders differ, one article names both, or a correction separates them."""
    if not one.articles.isdisjoint(other.articles):
        return True
    if one.gender and other.gender and one.gender != other.gender:
        return True
    return any(
        group == other_group and position != other_position
        for group, position in one.apart
        for other_group, other_position in other.apart
    )


# --- bare surnames ---


def _resolve_bare_names(people: _NameIndex, bare: Iterable[_Entry]) -> list[_Cluster]:
    """Add bare names to the people with full names. Return the others as people of their own."""
    candidates: dict[Name | None, list[_Cluster]] = {None: []}
    roles: dict[_Cluster, set[frozenset[str]]] = {}
    unresolved: dict[str, list[_Entry]] = defaultdict(list)
    for entry in bare:
        name = entry.titled
        if name and name not in candidates:
            candidates[name] = people.of_surname(name)
        owner = _owner(entry, candidates[name], roles)
        if owner:
            owner.add(entry)
        else:
            unresolved[_bare_key(entry)].append(entry)
    return [cluster for entries in unresolved.values() for cluster in _by_gender(entries)]


def _owner(entry: _Entry, candidates: list[_Cluster], cache: dict[_Cluster, set[frozenset[str]]]) -> _Cluster | None:
    """Return the only candidate that fits, the only one with a compatible role, or the one that dominates, else None.

    Cache the candidates' roles.
    """
    fitting = [person for person in candidates if _fits(entry, person)]
    roles = _roles(entry.mention)
    cache |= {person: person.roles() for person in fitting if roles and person not in cache}
    if len(fitting) == 1:
        return None if roles and _nations_clash(roles, cache[fitting[0]]) else fitting[0]
    compatible = [person for person in fitting if roles and _are_compatible(roles, cache[person])]
    if len(compatible) == 1:
        return compatible[0]
    return None if roles else _dominant(fitting)


def _dominant(people: Sequence[_Cluster]) -> _Cluster | None:
    """Return the person that many more articles name than all others of the surname together, or None."""
    first = max(people, key=lambda person: len(person.articles), default=None)
    if first is None or len(first.articles) < _MANY_ARTICLES:
        return None
    others = sum(len(person.articles) for person in people if person is not first)
    return first if len(first.articles) >= _DOMINANCE * others else None


def _fits(entry: _Entry, cluster: _Cluster) -> bool:
    """Return True if the genders agree and the article has no other mention of this person."""
    gender = entry.gender
    return entry.key[0] not in cluster.articles and (not gender or cluster.gender in {None, gender})


def _roles(mention: PersonMention) -> set[frozenset[str]]:
    """Return the words of each role, and of each title that indicates a role."""
    titles = [name.title for form in mention.forms if (name := parse_name(form)) and name.title]
    return {words for role in (*mention.roles, *titles) if (words := role_words(role) - _TITLES_WITHOUT_ROLE)}


def _are_compatible(roles: set[frozenset[str]], others: set[frozenset[str]]) -> bool:
    """Return True if one role contains another: the president of Kardosa, the president."""
    return any(role <= other or other <= role for role in roles for other in others if other)


def _nations_clash(roles: set[frozenset[str]], others: set[frozenset[str]]) -> bool:
    nations, other_nations = (frozenset[str]().union(*map(nations_of, words)) for words in (roles, others))
    return bool(nations and other_nations and not nations & other_nations)


def _bare_key(entry: _Entry) -> str:
    keys = surname_keys(entry.name) if entry.name else frozenset[str]()
    return " ".join(sorted(keys)) or normalize_name(entry.mention.name) or entry.mention.name


def _by_gender(entries: list[_Entry]) -> Iterator[_Cluster]:
    """Yield the people with one bare name: one person, or one for each gender if both genders occur."""
    both_genders = len({entry.gender for entry in entries} - {None}) > 1
    clusters: dict[Gender | None, _Cluster] = {}
    for entry in entries:
        clusters.setdefault(entry.gender if both_genders else None, _Cluster()).add(entry)
    yield from clusters.values()
