"""Whom a question means: a name or a role, looked up among the people of the collection."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from index.language.names import Likeness, Name, first_initial, forename_keys, how_alike, parse_name, surname_keys
from index.language.spelling import plain, sound
from index.models import Person
from index.people.roles import role_heads, role_words

_LEAST_SIMILAR = 60.0  # of 100, by rapidfuzz's ratio
_NO_NAME = re.compile(r"[:;?!] | (?:on|about|for|to|with|as|and|or|who|is|was|has|over|after|when) ", re.IGNORECASE)
_ARTICLES = ("the ", "The ")

# A role with one of these more is another one: the deputy foreign minister.
_ANOTHER = frozenset(
    {"former", "deputy", "vice", "assistant", "acting", "shadow", "late", "then", "spokesman", "spokeswoman"}
)


class Directory:
    """The people of a collection by every name and role.

    People are known by their position in the list; wherever there are several, those with most statements come first.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._rank = sorted(range(len(people)), key=lambda at: (-people[at].statements, -people[at].articles, at))
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._surnames: dict[str, list[int]] = defaultdict(list)
        self._full: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._forenames: dict[str, list[int]] = defaultdict(list)
        self._roles: dict[frozenset[str], list[int]] = defaultdict(list)
        self._role_words: dict[str, list[frozenset[str]]] = defaultdict(list)  # by what one is
        for at in self._rank:
            self._add(at)
        self._place = {at: place for place, at in enumerate(self._rank)}
        self._plain: list[str] | None = None

    def find(self, asked: str) -> tuple[int, ...]:
        """Return the people whom these words may stand for, most statements first; empty where there are none.

        Looked for in this order, the first that finds anybody counts: names as they are printed and full names in
        other spellings, surnames, roles, forenames.
        """
        words = asked.strip().removeprefix(_ARTICLES[0]).removeprefix(_ARTICLES[1])
        name = None if _NO_NAME.search(words) else parse_name(words)
        found = {at for form in (asked, words) for at in self._exact.get(form.strip().casefold(), ())}
        if name and name.given:
            found |= self._by_full_name(name)
        elif name:
            found |= self._by_surname(name)
        found = found or self._by_role(words) or (self._by_forename(name) if name else set())
        return tuple(sorted(found, key=self._place.__getitem__))

    def similar(self, asked: str, limit: int = 3) -> tuple[str, ...]:
        """Return at most ``limit`` names nearest by spelling, nearest first; the whole name or its last word counts."""
        if self._plain is None:
            self._plain = [plain(person.name) for person in self._people]
        lasts = [name.rsplit(" ", 1)[-1] for name in self._plain]
        scores: dict[int, float] = {}
        for choices in (self._plain, lasts):
            near = process.extract(
                plain(asked), choices, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILAR, limit=limit * 2
            )
            for _, score, at in near:
                scores[at] = max(score, scores.get(at, 0.0))
        nearest = sorted(scores, key=lambda at: (-scores[at], self._place[at]))
        return tuple(dict.fromkeys(self._people[at].name for at in nearest))[:limit]

    def _add(self, at: int) -> None:
        person = self._people[at]
        for form in (person.name, *person.aliases):
            self._exact[form.casefold()].append(at)
        for name in _telling(person):
            self._add_name(at, name)
        for printed in person.roles:
            if role := role_words(printed):
                if role not in self._roles:
                    for word in role_heads(printed):
                        self._role_words[word].append(role)
                _append(self._roles[role], at)

    def _add_name(self, at: int, name: Name) -> None:
        for surname in surname_keys(name):
            _append(self._surnames[surname], at)
            if name.given:
                _append(self._full[surname, first_initial(name)], at)
        if name.given:
            _append(self._forenames[sound(plain(name.given[0]))], at)

    def _by_full_name(self, name: Name) -> set[int]:
        initials = {first_initial(name), *(key[0] for key in forename_keys(name) if key)}
        places = ((surname, initial) for surname in surname_keys(name) for initial in initials)
        found = {at for place in places for at in self._full.get(place, ())}
        alike = {at for at in found if self._likeness(at, name) is Likeness.FULL}
        return alike or {at for at in self._by_surname(name) if not self._is_full(at)}

    def _by_surname(self, name: Name) -> set[int]:
        found = {at for surname in surname_keys(name) for at in self._surnames.get(surname, ())}
        if not name.title:
            return found
        return {at for at in found if self._likeness(at, name) in {Likeness.SURNAME, Likeness.FULL}}

    def _by_role(self, words: str) -> set[int]:
        """Return those whose role says what is asked, else those whose role says more: ``the foreign minister``."""
        asked = role_words(words)
        if asked in self._roles:
            return set(self._roles[asked])
        headed = {role for word in asked for role in self._role_words.get(word, ())}
        return {at for role in headed if asked < role and not (role - asked) & _ANOTHER for at in self._roles[role]}

    def _by_forename(self, name: Name) -> set[int]:
        found = {at for key in _forename_sounds(name) for at in self._forenames.get(key, ())}
        return {at for at in found if self._likeness(at, name) is Likeness.FORENAME}

    def _likeness(self, at: int, name: Name) -> Likeness | None:
        """Return by which of a person's names the one asked for may be theirs."""
        found = (how_alike(name, other) for other in _telling(self._people[at]))
        return max((likeness for likeness in found if likeness), default=None)

    def _is_full(self, at: int) -> bool:
        return any(name.given for name in _telling(self._people[at]))


def _append(positions: list[int], at: int) -> None:
    if not positions or positions[-1] != at:
        positions.append(at)


def _telling(person: Person) -> Iterable[Name]:
    """Return the name, and those of the aliases that are more than a title or an initial before the same surname."""
    last = person.name.rsplit(" ", 1)[-1]
    first = person.name.split(" ", 1)[0]
    others = (
        form
        for form in person.aliases
        if not form.endswith(person.name) and (form.rsplit(" ", 1)[-1] != last or form.count(" ") > 1 or first == last)
    )
    forms = (person.name, *others)
    return [name for name in map(parse_name, forms) if name]


def _forename_sounds(name: Name) -> frozenset[str]:
    return forename_keys(Name((name.surname,), ""))
