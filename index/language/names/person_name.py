"""A name as printed, taken apart, and compared with another one.

The titles that may precede a name are in :mod:`index.language.names.titles`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from index.language.names.gender import forename_gender
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title, title_gender, title_length
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
PARTICLES = word_set(
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
    key = normalize_name(first)
    return begins_title(first) or key in PARTICLES or key in _ARTICLES or key in _FAMILY_FIRST


def _is_name(words: Sequence[str]) -> bool:
    """Whether words may be a name: no article first, none in small letters among capitals but a particle."""
    small = [word for word in words if word.islower() and normalize_name(word) not in PARTICLES]
    return normalize_name(words[0]) not in _ARTICLES and (not small or not any(word[0].isupper() for word in words))


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
    while len(words) > 1 and normalize_name(words[-1]) in _DEGREES and words[-1].isupper():
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
        elif normalize_name(word).strip("0123456789 ") and normalize_name(word) != "s":
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
    first, rest = normalize_name(words[0]), [normalize_name(word) for word in words[1:]]
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
        return last - (last > 1 and _SPANISH.fullmatch(normalize_name(words[last - 1])) is not None)
    start = particles[-1]
    while start and start - 1 in particles:
        start -= 1
    return start - (start > 1 and _SPANISH.fullmatch(normalize_name(words[start - 1])) is not None)


def _is_particle(words: list[str], at: int) -> bool:
    key = normalize_name(words[at])
    if key not in PARTICLES or (len(key) == 1 and words[at][0].isupper()):  # 't Hooft; not T. Hooft
        return False
    return at > 0 or words[0].islower() or key not in _FORENAMES_TOO
