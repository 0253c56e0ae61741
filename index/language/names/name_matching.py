"""Decides if two names can belong to one person.

The comparison allows other spellings, initials, nicknames and missing parts. It rejects names with different suffixes
or genders.
"""

from enum import IntEnum
from functools import cache, lru_cache
from typing import Final

from nicknames import NickNamer

from index.language.names.person_name import PARTICLES, Name
from index.language.names.spelling import normalize_name, phonetic_key
from index.language.names.titles import precedes_forename, title_gender

_INITIALS: Final = 2  # letters in initials without stops: JB, TJ


class NameMatch(IntEnum):
    """The parts by which two names match, weakest match first."""

    FORENAME = 1
    SURNAME = 2
    FULL = 3


@lru_cache(maxsize=1 << 16)
def match_names(a: Name, b: Name) -> NameMatch | None:
    """Return how two names match, or None if they cannot belong to one person. The order of the names does not matter.

    Surnames must agree in some spelling. Given names, suffixes and genders must not conflict. A bare surname matches
    any name with that surname. A bare forename matches a full name that starts with it, which is a weaker match.
    """
    if _suffixes_conflict(a, b) or _genders_conflict(a, b):
        return None
    if surname_keys(a) & surname_keys(b) and _surnames_match(a, b):
        if not (a.given and b.given):
            return NameMatch.SURNAME
        return NameMatch.FULL if _given_names_match(_given_names(a), _given_names(b)) else None
    return NameMatch.FORENAME if _is_forename_of(a, b) or _is_forename_of(b, a) else None


def _suffixes_conflict(a: Name, b: Name) -> bool:
    return bool(a.suffix and b.suffix and normalize_name(a.suffix) != normalize_name(b.suffix))


def _genders_conflict(a: Name, b: Name) -> bool:
    """Return True if one name's title implies a gender, and the other name's title or forename the other gender."""
    by_title = [title_gender(name.title) if name.title else None for name in (a, b)]
    if by_title[0] is None and by_title[1] is None:
        return False
    genders = [gender or name.gender for gender, name in zip(by_title, (a, b), strict=True)]
    return None not in genders and genders[0] != genders[1]


@lru_cache(maxsize=1 << 16)
def _surname_sounds(name: Name) -> tuple[str, ...]:
    """Return the phonetic keys of the surname's words, without particles."""
    words = normalize_name(name.surname).split()
    without_particles = [word for word in words if word not in PARTICLES] or words
    return tuple(map(phonetic_key, without_particles))


def surname_keys(name: Name) -> frozenset[str]:
    """Return the phonetic keys of the first and the last word of a surname.

    Names that match by surname share at least one key. The set is empty if the surname has no comparable letter.
    """
    keys = _surname_sounds(name)
    return frozenset((keys[0], keys[-1])) if keys else frozenset()


def _surnames_match(a: Name, b: Name) -> bool:
    """Return True if the surnames are equal or one has a single word: "Peña" and "Peña Nieto" share a key."""
    first, second = _surname_sounds(a), _surname_sounds(b)
    return first == second or len(first) == 1 or len(second) == 1


@lru_cache(maxsize=1 << 16)
def _given_names(name: Name) -> tuple[str, ...]:
    """Return the normalized given names. Initials without stops, "JB", count one by one."""
    names: list[str] = []
    for word in name.given:
        normalized = normalize_name(word).replace(" ", "")
        are_initials = word.isupper() and len(word) == _INITIALS and not name.surname.isupper()
        names += normalized if are_initials else [normalized]
    return tuple(filter(None, names))


def _given_names_match(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return True for the given names of "Paul Davis" and "Paul D.", but not of "George W." and "George H. W."."""
    shorter, longer = sorted((a, b), key=len)
    if all(map(_forenames_match, a, b)) or "".join(a) == "".join(b):
        return True
    # Each name must match a later one than the name before it did, so all searches share one iterator.
    rest = iter(longer)
    return all(
        len(word) > 1 and any(_forenames_match(word, other) and len(other) > 1 for other in rest) for word in shorter
    )


@lru_cache(maxsize=1 << 16)
def _forenames_match(a: str, b: str) -> bool:
    """Return True if one normalized forename is equal to the other, its initial, its nickname or another spelling."""
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return phonetic_key(a) == phonetic_key(b) or b in _nicknames(a) or a in _nicknames(b)


@lru_cache(maxsize=1 << 16)
def _nicknames(forename: str) -> set[str]:
    return _nicknamer().nicknames_of(forename)


@cache
def _nicknamer() -> NickNamer:
    return NickNamer()


def forename_keys(name: Name) -> frozenset[str]:
    """Return the phonetic keys of the given names and their nicknames.

    Given names that match share a key, unless one is an initial.
    """
    words = _given_names(name)
    names = {*words, "".join(words), *(nickname for word in words for nickname in _nicknames(word))}
    return frozenset(phonetic_key(word) for word in names if len(word) > 1)


def first_initial(name: Name) -> str:
    """Return the normalized first letter of the given names, or an empty string."""
    return "".join(_given_names(name))[:1]


def is_initialled(name: Name) -> bool:
    """Return True if the first given name is an initial: "J. Ames"."""
    return any(len(word) == 1 for word in _given_names(name)[:1])


def _is_forename_of(bare: Name, full: Name) -> bool:
    """Return True if a single word is the forename of a full name. A title such as "Mrs." makes it a surname."""
    if bare.given or not full.given or (bare.title and not precedes_forename(bare.title)):
        return False
    word = normalize_name(bare.surname).replace(" ", "")
    forename = next(iter(_given_names(full)), "")
    return len(word) > 1 and len(forename) > 1 and _forenames_match(word, forename)
