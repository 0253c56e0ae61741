"""One person under their spellings, over all articles of a collection.

Two full names belong to one person if :mod:`index.language.names.name_matching` allows it and no other
person is as close.
A bare surname goes to the one person of that surname, or to the one whose role agrees; where there are several
it stays a person of its own. Nothing is guessed: two people taken for one is worse than one shown as two.
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
from index.models import Gender, Person, PersonMention
from index.people.corrections import Corrections, PersonCorrection

MentionKey: TypeAlias = tuple[int, int]  # an article's number and a position in Attribution.people


# Titles that anybody bears say nothing of a role.
_NO_ROLE = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A person of one article."""

    mention: MentionKey
    mentioned: PersonMention
    statements: int
    name: Name | None
    titled: Name | None  # the surname with the title of a form, where one has any
    gender: Gender | None  # what the article tells, else a title or forename


@dataclass(slots=True, eq=False)
class _Cluster:
    """A person in the making."""

    corrected: PersonCorrection | None = None
    names: set[Name] = field(default_factory=set)
    apart: set[tuple[int, int]] = field(default_factory=set)
    entries: list[_Entry] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)
    genders: Counter[Gender] = field(default_factory=Counter)

    def add(self, entry: _Entry) -> None:
        """Take an article's person for this one."""
        self.entries.append(entry)
        self.articles.add(entry.mention[0])
        if entry.gender:
            self.genders[entry.gender] += 1

    @property
    def gender(self) -> Gender | None:
        """What most articles tell, None on a tie."""
        female, male = self.genders["female"], self.genders["male"]
        if female == male:
            return None
        return "female" if female > male else "male"

    def roles(self) -> set[frozenset[str]]:
        """Return the words of each role and title."""
        known = [*self.corrected.roles] if self.corrected else []
        return set(map(role_words, known)).union(*(_roles(entry.mentioned) for entry in self.entries))

    def person(self) -> Person:
        """Return the person; the name is the most frequent full form."""
        shown = Counter(entry.mentioned.name for entry in self.entries)
        forms = shown + Counter(
            form for entry in self.entries for form in {*entry.mentioned.forms} - {entry.mentioned.name}
        )
        full = Counter({form: count for form, count in shown.items() if (name := parse_name(form)) and name.is_full})
        known = self.corrected or PersonCorrection(_ranked(full or shown)[0])
        roles = Counter(role for entry in self.entries for role in set(entry.mentioned.roles))
        return Person(
            known.name,
            tuple(form for form in dict.fromkeys([*_ranked(forms), *known.aliases]) if form != known.name),
            tuple(dict.fromkeys([*known.roles, *_ranked(roles)])),
            sum(entry.statements for entry in self.entries),
            len(self.articles),
        )


def resolve_entities(
    named: Iterable[tuple[int, Sequence[PersonMention], Sequence[int]]],
    corrections: Corrections,
) -> tuple[list[Person], dict[MentionKey, int]]:
    """Tell who of the articles' people are one; in time nearly proportional to their number.

    Args:
        named: for each article its number, its people, and how many statements each of them makes.
        corrections: what an editor corrects.

    Returns:
        The people, most statements first, and for each article's person which of them they are.
    """
    known = _CorrectionIndex(corrections)
    full: dict[str, list[_Entry]] = defaultdict(list)
    bare: list[_Entry] = []
    for entry in _entries(named):
        if cluster := known.find(entry.mentioned):
            cluster.add(entry)
        elif entry.name and entry.name.is_full:
            full[normalize_name(entry.mentioned.name)].append(entry)
        else:
            bare.append(entry)
    surnames = _by_full_name(known, full)
    clusters = [*surnames.clusters, *_by_surname(surnames, bare)]
    return _numbered([cluster for cluster in clusters if cluster.entries])


def _entries(named: Iterable[tuple[int, Sequence[PersonMention], Sequence[int]]]) -> Iterator[_Entry]:
    for article, people, statements in named:
        for position, (mentioned, said) in enumerate(zip(people, statements, strict=True)):
            name = parse_name(mentioned.name)
            titled = name if name and name.is_full else _titled(mentioned.forms) or name
            gender = mentioned.gender or (titled.gender if titled else None)
            yield _Entry((article, position), mentioned, said, name, titled, gender)


def _titled(forms: Iterable[str]) -> Name | None:
    return next((name for name in map(parse_name, forms) if name and name.title and not name.given), None)


def _numbered(clusters: list[_Cluster]) -> tuple[list[Person], dict[MentionKey, int]]:
    people = [(cluster.person(), cluster) for cluster in clusters]
    people.sort(key=lambda item: (-item[0].statements, -item[0].articles, item[0].name, item[1].entries[0].mention))
    numbers = {entry.mention: number for number, (_, cluster) in enumerate(people) for entry in cluster.entries}
    return [person for person, _ in people], numbers


def _ranked(counts: Counter[str]) -> list[str]:
    """Return what was counted, most frequent first, the alphabet deciding between equals."""
    return sorted(counts, key=lambda word: (-counts[word], word))


# --- corrections ---


class _CorrectionIndex:
    """The people that an editor knows, by the names that are theirs."""

    def __init__(self, corrections: Corrections) -> None:
        self.clusters: list[_Cluster] = []
        self._owner: dict[str, _Cluster] = {}
        self._apart: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for group, names in enumerate(corrections.apart):
            for place, name in enumerate(names):
                self._apart[normalize_name(name)].add((group, place))
        for each in corrections.people:
            self._take(each)

    def _take(self, corrected: PersonCorrection) -> None:
        names = (corrected.name, *corrected.aliases)
        parsed = {name for name in map(parse_name, names) if name and name.is_full}
        cluster = _Cluster(corrected, parsed, {mark for name in names for mark in self.apart(name)})
        self.clusters.append(cluster)
        self._owner |= dict.fromkeys(map(normalize_name, names), cluster)

    def apart(self, name: str) -> set[tuple[int, int]]:
        """Return the marks of a name: two of one group with different places are two people."""
        return self._apart.get(normalize_name(name), set())

    def find(self, mentioned: PersonMention) -> _Cluster | None:
        """Return whose name an article's person bears; a form of one word tells only where it is the whole name."""
        found = self._owner.get(normalize_name(mentioned.name))
        forms = (normalize_name(form) for form in mentioned.forms)
        return found or next((self._owner[form] for form in forms if " " in form and form in self._owner), None)


# --- full names ---


class _Surnames:
    """The people with full names, found by surname and given names."""

    def __init__(self, known: list[_Cluster]) -> None:
        self.clusters: list[_Cluster] = []
        self._by_surname: dict[str, dict[_Cluster, None]] = defaultdict(dict)
        self._by_given: dict[tuple[str, str], dict[_Cluster, None]] = defaultdict(dict)
        for cluster in known:
            self.add(cluster, cluster.names)

    def add(self, cluster: _Cluster, names: Iterable[Name]) -> None:
        """Make a cluster found by these names."""
        self.clusters.append(cluster)
        for name in list(names):
            self.teach(cluster, name)

    def teach(self, cluster: _Cluster, name: Name) -> None:
        """Make a cluster found by one more name."""
        cluster.names.add(name)
        for surname in surname_keys(name):
            self._by_surname[surname][cluster] = None
            for given in (*forename_keys(name), _initial_key(name, is_initialled(name))):
                self._by_given[surname, given][cluster] = None

    def alike(self, name: Name) -> list[_Cluster]:
        """Return those whose every name may be one person's with a full name."""
        asked = [*forename_keys(name), _initial_key(name, initialled=True)]
        if is_initialled(name):
            asked.append(_initial_key(name, initialled=False))
        found: dict[_Cluster, None] = {}
        for surname in surname_keys(name):
            for given in asked:
                found |= self._by_given.get((surname, given), {})
        return [each for each in found if all(match_names(name, other) is NameMatch.FULL for other in each.names)]

    def of_surname(self, name: Name) -> list[_Cluster]:
        """Return those who may bear a surname; the title in front may tell a gender."""
        found: dict[_Cluster, None] = {}
        for surname in surname_keys(name):
            found |= self._by_surname.get(surname, {})
        return [each for each in found if any(match_names(name, other) is NameMatch.SURNAME for other in each.names)]


def _initial_key(name: Name, initialled: bool) -> str:  # noqa: FBT001 - one of two kinds of key
    return f"{first_initial(name)}{'.' if initialled else '~'}"


def _by_full_name(known: _CorrectionIndex, groups: dict[str, list[_Entry]]) -> _Surnames:
    """Cluster the people of full names, those who tell most about their names first, then the most frequent."""
    surnames = _Surnames(known.clusters)
    for name, entries in sorted(groups.items(), key=_telling):
        group = _Cluster(apart=known.apart(name))
        for entry in entries:
            group.add(entry)
        names = {entry.name for entry in entries if entry.name}
        _merge(surnames, group, names)
    return surnames


def _telling(item: tuple[str, list[_Entry]]) -> tuple[int, int, int, str]:
    """Order names so that one who may be several others' comes behind them all: George behind George W."""
    name, entries = item
    return (-len(name.split()), -len(name), -len(entries), name)


def _merge(surnames: _Surnames, group: _Cluster, names: set[Name]) -> None:
    alike = [other for name in names for other in surnames.alike(name) if not _clash(group, other)]
    if len(set(alike)) != 1:
        surnames.add(group, names)
        return
    for entry in group.entries:
        alike[0].add(entry)
    alike[0].apart |= group.apart
    for name in names:
        surnames.teach(alike[0], name)


def _clash(one: _Cluster, other: _Cluster) -> bool:
    """Whether genders differ, one article names both, or an editor keeps them apart."""
    if not one.articles.isdisjoint(other.articles):
        return True
    if one.gender and other.gender and one.gender != other.gender:
        return True
    return any(group == theirs and place != there for group, place in one.apart for theirs, there in other.apart)


# --- bare surnames ---


def _by_surname(surnames: _Surnames, bare: Iterable[_Entry]) -> list[_Cluster]:
    """Give bare names to the people of full names; return those who stay people of their own."""
    candidates: dict[Name | None, list[_Cluster]] = {None: []}
    roles: dict[_Cluster, set[frozenset[str]]] = {}
    left: dict[str, list[_Entry]] = defaultdict(list)
    for entry in bare:
        name = entry.titled
        if name and name not in candidates:
            candidates[name] = surnames.of_surname(name)
        owner = _owner(entry, candidates[name], roles)
        if owner:
            owner.add(entry)
        else:
            left[_bare_key(entry)].append(entry)
    return [cluster for entries in left.values() for cluster in _own(entries)]


def _owner(entry: _Entry, candidates: list[_Cluster], known: dict[_Cluster, set[frozenset[str]]]) -> _Cluster | None:
    """Return the one candidate who fits, or the one of several whose role agrees."""
    fitting = [each for each in candidates if _fits(entry, each)]
    mine = _roles(entry.mentioned)
    known |= {each: each.roles() for each in fitting if mine and each not in known}
    if len(fitting) == 1:
        return None if mine and _nations_clash(mine, known[fitting[0]]) else fitting[0]
    agreeing = [each for each in fitting if mine and _agree(mine, known[each])]
    return agreeing[0] if len(agreeing) == 1 else None


def _fits(entry: _Entry, cluster: _Cluster) -> bool:
    """Whether an article's person may be this one: of one gender, and nobody else in the same article."""
    gender = entry.gender
    return entry.mention[0] not in cluster.articles and (not gender or cluster.gender in {None, gender})


def _roles(mentioned: PersonMention) -> set[frozenset[str]]:
    """Return the words of each role and of each title that tells a role."""
    titles = [name.title for form in mentioned.forms if (name := parse_name(form)) and name.title]
    return {words for role in (*mentioned.roles, *titles) if (words := role_words(role) - _NO_ROLE)}


def _agree(mine: set[frozenset[str]], theirs: set[frozenset[str]]) -> bool:
    """Whether one role says no more than another: the president, the president of Kardosa."""
    return any(one <= other or other <= one for one in mine for other in theirs if other)


def _nations_clash(mine: set[frozenset[str]], theirs: set[frozenset[str]]) -> bool:
    here, there = (frozenset[str]().union(*map(nations_of, roles)) for roles in (mine, theirs))
    return bool(here and there and not here & there)


def _bare_key(entry: _Entry) -> str:
    keys = surname_keys(entry.name) if entry.name else frozenset[str]()
    return " ".join(sorted(keys)) or normalize_name(entry.mentioned.name) or entry.mentioned.name


def _own(entries: list[_Entry]) -> Iterator[_Cluster]:
    """Yield the people of one bare name: one, or one for each gender where both occur."""
    genders = {entry.gender for entry in entries} - {None}
    several = len(genders) > 1
    clusters: dict[Gender | None, _Cluster] = {}
    for entry in entries:
        clusters.setdefault(entry.gender if several else None, _Cluster()).add(entry)
    yield from clusters.values()
