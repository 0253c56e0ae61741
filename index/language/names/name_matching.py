"""name_matching."""

from enum import IntEnum
from functools import cache, lru_cache

from nicknames import NickNamer

from index.language.names.person_name import PARTICLES, Name
from index.language.names.spelling import normalize_name, phonetic_key
from index.language.names.titles import goes_with_forename, title_gender


class NameMatch(IntEnum):
    """By what two names may be one person's, weakest first."""

    FORENAME = 1
    SURNAME = 2
    FULL = 3


@lru_cache(maxsize=1 << 16)
def match_names(a: Name, b: Name) -> NameMatch | None:
    """Return by what two names could stand for one person, None where they could not; symmetric.

    Surnames must agree in some spelling, given names, suffixes and genders must not clash. A bare surname fits any
    given name, and, weaker, a bare forename the full name that begins with it.
    """
    if _suffixes_clash(a, b) or _genders_clash(a, b):
        return None
    if surname_keys(a) & surname_keys(b) and _surnames_alike(a, b):
        if not (a.given and b.given):
            return NameMatch.SURNAME
        return NameMatch.FULL if _given_alike(_given(a), _given(b)) else None
    return NameMatch.FORENAME if _is_forename_of(a, b) or _is_forename_of(b, a) else None


def _suffixes_clash(a: Name, b: Name) -> bool:
    return bool(a.suffix and b.suffix and normalize_name(a.suffix) != normalize_name(b.suffix))


def _genders_clash(a: Name, b: Name) -> bool:
    """Whether a title says one gender, and the other name's title or forename another."""
    told = [title_gender(name.title) if name.title else None for name in (a, b)]
    if told[0] is None and told[1] is None:
        return False
    genders = [gender or name.gender for gender, name in zip(told, (a, b), strict=True)]
    return None not in genders and genders[0] != genders[1]


@lru_cache(maxsize=1 << 16)
def _surname(name: Name) -> tuple[str, ...]:
    """Return the spelling keys of the surname's words, without particles."""
    words = normalize_name(name.surname).split()
    core = [word for word in words if word not in PARTICLES] or words
    return tuple(map(phonetic_key, core))


def surname_keys(name: Name) -> frozenset[str]:
    """Return the keys of which names of one surname share at least one: of its first and its last word.

    Empty where the surname has no letter that could be compared.
    """
    core = _surname(name)
    return frozenset((core[0], core[-1])) if core else frozenset()


def _surnames_alike(a: Name, b: Name) -> bool:
    """Whether the surnames are equal, or one is a part of a surname of two: Peña of Peña Nieto."""
    first, second = _surname(a), _surname(b)
    return first == second or len(first) == 1 or len(second) == 1


@lru_cache(maxsize=1 << 16)
def _given(name: Name) -> tuple[str, ...]:
    """Return the plain given names; capitals that are initials, JB, one by one."""
    found: list[str] = []
    for word in name.given:
        together = word.isupper() and len(word) == 2 and not name.surname.isupper()  # noqa: PLR2004 - JB, TJ
        found += normalize_name(word).replace(" ", "") if together else [normalize_name(word).replace(" ", "")]
    return tuple(filter(None, found))


def _given_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two people's given names may be one's: Paul Davis and Paul D.; not George W. and George H. W."""
    shorter, longer = sorted((a, b), key=len)
    if all(map(_one_forename, a, b)) or "".join(a) == "".join(b):
        return True
    at = iter(longer)
    return all(len(word) > 1 and any(_one_forename(word, other) and len(other) > 1 for other in at) for word in shorter)


@lru_cache(maxsize=1 << 16)
def _one_forename(a: str, b: str) -> bool:
    """Whether two plain forenames are one: equal, an initial, a nickname, another spelling."""
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return phonetic_key(a) == phonetic_key(b) or b in _nicknames(a) or a in _nicknames(b)


@lru_cache(maxsize=1 << 16)
def _nicknames(forename: str) -> set[str]:
    return _namer().nicknames_of(forename)


@cache
def _namer() -> NickNamer:
    return NickNamer()


def forename_keys(name: Name) -> frozenset[str]:
    """Return the keys of which alike given names share one, but for initials: of each word and its short forms."""
    words = _given(name)
    names = {*words, "".join(words), *(short for word in words for short in _nicknames(word))}
    return frozenset(phonetic_key(word) for word in names if len(word) > 1)


def first_initial(name: Name) -> str:
    """Return the plain first letter of the given names, empty where there is none."""
    return "".join(_given(name))[:1]


def is_initialled(name: Name) -> bool:
    """Whether the first given name is an initial only: ``J. Ames``."""
    return any(len(word) == 1 for word in _given(name)[:1])


def _is_forename_of(bare: Name, full: Name) -> bool:
    """Whether a single word is the other's forename; a title such as Mrs. would make it a surname."""
    if bare.given or not full.given or (bare.title and not goes_with_forename(bare.title)):
        return False
    word = normalize_name(bare.surname).replace(" ", "")
    return (
        len(word) > 1
        and len(_given(full)[:1]) == 1
        and _one_forename(word, _given(full)[0])
        and len(_given(full)[0]) > 1
    )
