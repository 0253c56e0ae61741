"""A name as printed, taken apart, and compared with another one.

Names are compared by their spelling keys (:mod:`index.language.names.spelling`), so Sergei Lavrov and Sergey Lavroff are one.
What stands before a name is known to :mod:`index.language.names.titles`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.metadata import distribution
from itertools import takewhile

from nicknames import NickNamer

from index.language.names.spelling import plain, sound, word_set
from index.language.names.titles import begins_title, goes_with_forename, title_gender, title_length
from index.models import Gender

_LONGEST = 120  # characters; longer is no name
_MOST_WORDS = 8

_QUOTES = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`"
_NICKNAME = re.compile(rf"(?<=\S)\s(?:[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}]+|\([^()]*\)|\[[^\[\]]*\])(?=\s|,|$)")
_SIMPLE = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]{3,}(?<!s)")  # most names, and quickly taken apart
_POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_GLUED_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
_INITIAL = re.compile(r"([^\W\d_])\.?")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
# Behind a name without a comma: Kenneth Cole MD.
_DEGREES = frozenset({"md", "phd", "qc", "kc", "mp", "mep", "obe", "mbe", "cbe", "esq", "mba", "dds", "jd", "rn"})

_AFTER_A_NAME = frozenset({"of", "in", "from", "at", "on", "who", "with", "as", "to", "for", "the", "is", "was", "has"})

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "some", "any", "every", "no", "my", "our"})

# Words that belong to the surname behind them.
_PARTICLES = word_set(
    """
    van von vander der den de del della dela di da dos das du la le ter ten tot te zu zum zur af av bin ibn bint
    al el ben abu ould op t st santa san y e
    """,
)
_SON_OF = frozenset({"bin", "ibn", "bint"})
# With a capital these may be forenames when they come first: Al Gore, Ben Carson.
_FORENAMES_TOO = frozenset({"al", "ben", "la", "le", "san", "santa", "te", "el"})

_CHINESE = word_set(
    """
    xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song
    tang deng han feng yu dong xiao cheng cao yuan fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan
    du dai xia zhong tian ren fan fang shi yao liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao
    meng long wan duan qian yin bo mo hua geng tsai chiang tung lam qi
    """,
)
_KOREAN = word_set(
    """
    kim lee park choi jung jeong chung kang cho jo yoon yun jang chang lim im han oh seo shin suh kwon hwang ahn
    an song ryu yoo yu hong jeon jun ko koh moon son sohn bae baek paik huh heo nam noh roh ha kwak sung cha joo
    ju woo koo ku min jin na chun ban ri ro hyon pak paek
    """,
)
_VIETNAMESE = word_set(
    """
    nguyen tran pham phan vu vo dang bui do ho ngo duong ly le hoang huynh truong dinh trinh doan luong
    """,
)
_FAMILY_FIRST = _CHINESE | _KOREAN | _VIETNAMESE
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|eng|ing|iao|uai|i?an|uan|en|in|un|ai|ei|ao|ou|ia|ie|iu"
    r"|u[aeio]|er|[aeiou])){1,2}",
)
_SYLLABLE = re.compile(
    r"(?:kk|tt|pp|jj|ch|ph|th|tr|nh|ng|kh|gi|qu|hw|ky|hy|gy|[bcdghjklmnprstvxyw])?[aeiouy]{1,3}(?:ng|nh|ch|ck|[bckhlmnprt])?"
)

# Surnames that are the first of two where another word follows: Enrique Peña Nieto, Gabriel García Márquez.
_SPANISH = re.compile(
    r"[a-z]{3,}ez|garcia|pena|salinas|garza|castro|rojas|silva|morales|torres|flores|rivera|ortega|vargas|reyes|ramos"
    r"|cruz|ortiz|medina|aguilar|castillo|mendoza|moreno|romero|herrera|ruiz|guerrero|rubalcaba|zapata|calderon|fox"
    r"|ocasio|rubio|chacon|duarte|bustamante|correa|molina|delgado|vega|leon|cabello",
)

_LIKELY, _UNLIKELY, _LEAST_COUNT = 0.85, 0.15, 10
_GENDERED = re.compile(rb'"([a-z]+)": \[\d+, (\d+), ([\d.]+)')


class Likeness(IntEnum):
    """By what two names may be one person's, weakest first."""

    FORENAME = 1
    SURNAME = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts, as printed.

    Attributes:
        given: the names before the surname, or behind it where the family comes first; may be empty.
        surname: with its particles: ``van der Leyen``; the word itself where there is one only.
        title: what stands before: ``Mrs.``, ``Russian Foreign Minister``.
        suffix: ``Jr.``, ``III``.
    """

    given: tuple[str, ...]
    surname: str
    title: str | None = None
    suffix: str | None = None

    @property
    def gender(self) -> Gender | None:
        """What the title says, else the forename."""
        told = title_gender(self.title) if self.title else None
        return told or (forename_gender(self.given[0]) if self.given else None)

    @property
    def is_full(self) -> bool:
        """Whether there is more than a single word."""
        return bool(self.given)


@lru_cache(maxsize=1 << 16)
def parse_name(written: str) -> Name | None:
    """Take a name apart; None where nothing like a name is left without titles, quotation marks and digits.

    The possessive's ``'s`` and nicknames in quotation marks or brackets are dropped; what follows a comma too, but for
    a suffix.
    """
    if len(written) > _LONGEST:
        return None
    if _SIMPLE.fullmatch(written) and not _is_special(written.split(" ", 1)[0]):
        *names, last = written.split(" ")
        return Name(tuple(names), last)
    head, _, tail = _NICKNAME.sub(" ", written).partition(",")
    words, suffix = _without_suffix([*_words(head), *_suffix_behind(tail)])
    length = title_length(words)
    if length == len(words) and tail and not suffix:  # the minister, Ann Bell
        words += _words(tail.partition(",")[0])
        length = title_length(words)
    rest = _name_words(words[length:])
    if not 0 < len(rest) <= _MOST_WORDS or not _is_name(rest):
        return None
    given, surname = _divided(rest)
    return Name(given, surname, " ".join(words[:length]) or None, suffix)


def _is_special(first: str) -> bool:
    """Whether a first word may be a title, a particle, or a family that comes first."""
    key = plain(first)
    return begins_title(first) or key in _PARTICLES or key in _ARTICLES or key in _FAMILY_FIRST


def _is_name(words: Sequence[str]) -> bool:
    """Whether words may be a name: no article first, none in small letters among capitals but a particle."""
    small = [word for word in words if word.islower() and plain(word) not in _PARTICLES]
    return plain(words[0]) not in _ARTICLES and (not small or not any(word[0].isupper() for word in words))


def _words(part: str) -> list[str]:
    """Return the words that hold more than marks, without what quotes or closes them and the last one's possessive."""
    words = [word for word in map(_bare, part.split()) if word]
    if words:
        words[-1] = _POSSESSIVE.sub("", words[-1])
    return [word for word in words if word]


def _bare(word: str) -> str:
    word = word.strip('()[]{}<>*_;:!?\u2026,/|\u201c\u201d\u201e\u00ab\u00bb"`').lstrip("'\u2018\u2019")
    return word if _POSSESSIVE.search(word) else word.rstrip("'\u2018\u2019")


def _suffix_behind(tail: str) -> list[str]:
    words = tail.split()
    return words[:1] if words and _SUFFIX.fullmatch(words[0].strip(",")) else []


def _without_suffix(words: list[str]) -> tuple[list[str], str | None]:
    while len(words) > 1 and plain(words[-1]) in _DEGREES and words[-1].isupper():
        words = words[:-1]
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1].strip(",")):
        return words[:-1], words[-1].strip(",")
    return words, None


def _name_words(words: Sequence[str]) -> list[str]:
    """Return the words up to ``of Ohio``, none where there are two people; ``J.B.`` becomes ``J.``, ``B.``."""
    if any(word in {"and", "&", "or"} for word in words):
        return []
    found: list[str] = []
    for word in takewhile(lambda word: word not in _AFTER_A_NAME, words):
        if _GLUED_INITIALS.fullmatch(word):
            found += [f"{letter}." for letter in _INITIAL.findall(word)]
        elif plain(word).strip("0123456789 ") and plain(word) != "s":
            found.append(word)
    if found and not _INITIAL.fullmatch(found[-1]):
        found[-1] = found[-1].rstrip(".")
    return found


def _divided(words: list[str]) -> tuple[tuple[str, ...], str]:
    """Return given names and surname of a name's words."""
    if _family_first(words):
        return tuple(words[1:]), words[0]
    words = _without_house(words)
    at = _surname_start(words)
    return tuple(words[:at]), " ".join(words[at:])


def _without_house(words: list[str]) -> list[str]:
    """Return an Arabic name up to its first ``bin``: Mohammed bin Salman bin Abdulaziz Al Saud is bin Salman."""
    at = next((at for at in range(1, len(words) - 1) if words[at].lower() in _SON_OF), None)
    return words if at is None else words[: at + 2]


def _family_first(words: list[str]) -> bool:
    first, rest = plain(words[0]), [plain(word) for word in words[1:]]
    if len(rest) == 1:
        parts = rest[0].split()
        hyphened = first in _CHINESE | _KOREAN and len(parts) == 2 and all(map(_SYLLABLE.fullmatch, parts))  # noqa: PLR2004
        return hyphened or (first in _CHINESE - _KOREAN and all(map(_PINYIN.fullmatch, parts)))
    syllables = len(rest) in {2, 3} and all(map(_SYLLABLE.fullmatch, rest)) and all(len(word) > 1 for word in rest)
    return syllables and first in _FAMILY_FIRST


def _surname_start(words: list[str]) -> int:
    """Return the position of the surname's first word."""
    last = len(words) - 1
    particles = [at for at in range(last) if _is_particle(words, at)]
    if not particles:
        return last - (last > 1 and _SPANISH.fullmatch(plain(words[last - 1])) is not None)
    start = particles[-1]
    while start and start - 1 in particles:
        start -= 1
    return start - (start > 1 and _SPANISH.fullmatch(plain(words[start - 1])) is not None)


def _is_particle(words: list[str], at: int) -> bool:
    key = plain(words[at])
    if key not in _PARTICLES or (len(key) == 1 and words[at][0].isupper()):  # 't Hooft; not T. Hooft
        return False
    return at > 0 or words[0].islower() or key not in _FORENAMES_TOO


# --- comparing ---


@lru_cache(maxsize=1 << 16)
def how_alike(a: Name, b: Name) -> Likeness | None:
    """Return by what two names could stand for one person, None where they could not; symmetric.

    Surnames must agree in some spelling, given names, suffixes and genders must not clash. A bare surname fits any
    given name, and, weaker, a bare forename the full name that begins with it.
    """
    if _suffixes_clash(a, b) or _genders_clash(a, b):
        return None
    if surname_keys(a) & surname_keys(b) and _surnames_alike(a, b):
        if not (a.given and b.given):
            return Likeness.SURNAME
        return Likeness.FULL if _given_alike(_given(a), _given(b)) else None
    return Likeness.FORENAME if _is_forename_of(a, b) or _is_forename_of(b, a) else None


def _suffixes_clash(a: Name, b: Name) -> bool:
    return bool(a.suffix and b.suffix and plain(a.suffix) != plain(b.suffix))


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
    words = plain(name.surname).split()
    core = [word for word in words if word not in _PARTICLES] or words
    return tuple(map(sound, core))


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
        found += plain(word).replace(" ", "") if together else [plain(word).replace(" ", "")]
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
    return sound(a) == sound(b) or b in _nicknames(a) or a in _nicknames(b)


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
    return frozenset(sound(word) for word in names if len(word) > 1)


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
    word = plain(bare.surname).replace(" ", "")
    return (
        len(word) > 1
        and len(_given(full)[:1]) == 1
        and _one_forename(word, _given(full)[0])
        and len(_given(full)[0]) > 1
    )


# --- gender ---


def forename_gender(forename: str) -> Gender | None:
    """Return the gender of at least 85 in 100 bearers of a forename, None where there is none or few are known."""
    word = plain(forename).split()
    return _genders().get(word[0]) if word else None


@cache
def _genders() -> dict[str, Gender]:
    """Read the packaged counts; a second's work, and the package itself would import pandas."""
    path = distribution("nomquamgender").locate_file("nomquamgender/name_data.json")
    found: dict[str, Gender] = {}
    with open(str(path), "rb") as file:  # noqa: PTH123 - a path of importlib.metadata is no pathlib path
        for name, count, female in _GENDERED.findall(file.read()):
            if int(count) >= _LEAST_COUNT and not _UNLIKELY < float(female) < _LIKELY:
                found[name.decode()] = "female" if float(female) >= _LIKELY else "male"
    return found
