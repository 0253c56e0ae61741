"""Parses a printed name into given names, surname, title and suffix.

The titles that can precede a name are in :mod:`index.language.names.titles`, and the comparison of two names is in
:mod:`index.language.names.name_matching`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

from index.language.names.gender import forename_gender
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title, title_gender, title_length
from index.models import Gender

_MAX_LENGTH: Final = 120  # characters
_MAX_WORDS: Final = 8
_SYLLABLES: Final = 2  # in a hyphenated Chinese or Korean given name: Ki-moon

_QUOTES = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`"
_NICKNAME = re.compile(rf"(?<=\S)\s(?:[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}]+|\([^()]*\)|\[[^\[\]]*\])(?=\s|,|$)")
_SIMPLE = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]{3,}(?<!s)")  # most names; no other rule is needed
_POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_GLUED_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
_INITIAL = re.compile(r"([^\W\d_])\.?")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
# Degrees, honours and seats after a name, without a comma: Kenneth Cole MD.
_DEGREES = word_set("md phd qc kc sc san mp mep msp mla mlc mpp mna td obe mbe cbe oam ao jp esq mba dds jd rn")

_AFTER_NAME = frozenset({"of", "in", "from", "at", "on", "who", "with", "as", "to", "for", "the", "is", "was", "has"})

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "some", "any", "every", "no", "my", "our"})

# Words that are part of the surname that follows them.
PARTICLES = word_set(
    """
    van von vander der den de del della dela di da dos das du la le ter ten tot te zu zum zur af av bin ibn bint
    al el ben abu ould op t st santa san y e ni nic ui
    """,
)
_SON_OF = frozenset({"bin", "ibn", "bint"})
# Particles that are forenames if they come first with a capital: Al Gore, Ben Carson.
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
# Chinese family names as they are spelt in Malaysia, Singapore and Hong Kong.
_SOUTHERN_CHINESE = word_set(
    """
    tan lim lee ng ong goh teo chua wong lau yap chong loh teoh liew cheong leong chan chew khoo lai tay heng toh koh
    low sim foo kwok yeoh yeo ang phua quek soh gan cheah chin chow fong hon kam lok mok yip yiu leung cheung tsang
    """,
)
_FAMILY_FIRST = _CHINESE | _KOREAN | _VIETNAMESE | _SOUTHERN_CHINESE
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|eng|ing|iao|uai|i?an|uan|en|in|un|ai|ei|ao|ou|ia|ie|iu"
    r"|u[aeio]|er|[aeiou])){1,2}",
)
_SYLLABLE = re.compile(
    r"(?:kk|tt|pp|jj|ch|ph|th|tr|nh|ng|kh|gi|qu|hw|ky|hy|gy|[bcdghjklmnprstvxyw])?[aeiouy]{1,3}(?:ng|nh|ch|ck|[bckhlmnprt])?"
)

# Surnames that are the first of two if another word follows: Enrique Peña Nieto, Gabriel García Márquez.
_SPANISH = re.compile(
    r"[a-z]{3,}ez|garcia|pena|salinas|garza|castro|rojas|silva|morales|torres|flores|rivera|ortega|vargas|reyes|ramos"
    r"|cruz|ortiz|medina|aguilar|castillo|mendoza|moreno|romero|herrera|ruiz|guerrero|rubalcaba|zapata|calderon|fox"
    r"|ocasio|rubio|chacon|duarte|bustamante|correa|molina|delgado|vega|leon|cabello",
)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name, as printed.

    Attributes:
        given: the given names; empty for a bare surname. They follow the surname if the family name comes first.
        surname: the surname with its particles, "van der Leyen". A single word counts as a surname.
        title: the title before the name, "Mrs." or "Russian Foreign Minister", or None.
        suffix: "Jr." or "III", or None.
    """

    given: tuple[str, ...]
    surname: str
    title: str | None = None
    suffix: str | None = None

    @property
    def gender(self) -> Gender | None:
        """Gender that the title implies, or else the forename."""
        by_title = title_gender(self.title) if self.title else None
        return by_title or (forename_gender(self.given[0]) if self.given else None)

    @property
    def is_full(self) -> bool:
        """Whether the name has a given name."""
        return bool(self.given)


@lru_cache(maxsize=1 << 16)
def parse_name(written: str) -> Name | None:
    """Parse a printed name. Return None if no name remains without titles, quotation marks and digits.

    A possessive ``'s``, nicknames in quotation marks or brackets, and the text after a comma are dropped. A suffix
    after a comma is kept.
    """
    if len(written) > _MAX_LENGTH:
        return None
    if _SIMPLE.fullmatch(written) and not _is_special(written.split(" ", 1)[0]):
        *names, last = written.split(" ")
        return Name(tuple(names), last)
    head, _, tail = _NICKNAME.sub(" ", written).partition(",")
    words, suffix = _split_suffix([*_words(head), *_suffix_after_comma(tail)])
    length = title_length(words)
    if length == len(words) and tail and not suffix:  # as in "the minister, Ann Bell"
        words += _words(tail.partition(",")[0])
        length = title_length(words)
    name_words = _name_words(words[length:])
    if not 0 < len(name_words) <= _MAX_WORDS or not _is_name(name_words):
        return None
    given, surname = _split_surname(name_words)
    return Name(given, surname, " ".join(words[:length]) or None, suffix)


def is_post_nominal(word: str) -> bool:
    """Return True for letters after a name that show a degree, an honour or a seat: "MP", "QC"."""
    return word.isupper() and len(word) > 1 and normalize_name(word) in _DEGREES


def _is_special(first: str) -> bool:
    """Return True if a first word can be a title, a particle, an article or a family name that comes first."""
    key = normalize_name(first)
    return begins_title(first) or key in PARTICLES or key in _ARTICLES or key in _FAMILY_FIRST


def _is_name(words: Sequence[str]) -> bool:
    """Return True if words can be a name: without an article, and in lower case only for particles or throughout."""
    if normalize_name(words[0]) in _ARTICLES and not words[0].endswith("."):  # "A." is an initial
        return False
    has_lower_case = any(word.islower() and normalize_name(word) not in PARTICLES for word in words)
    return not has_lower_case or not any(word[0].isupper() for word in words)


def _words(part: str) -> list[str]:
    """Return the words without punctuation around them, and without the possessive of the last word."""
    words = [word for word in map(_strip_marks, part.split()) if word]
    if words:
        words[-1] = _POSSESSIVE.sub("", words[-1])
    return [word for word in words if word]


def _strip_marks(word: str) -> str:
    word = word.strip('()[]{}<>*_;:!?\u2026,/|\u201c\u201d\u201e\u00ab\u00bb"`').lstrip("'\u2018\u2019")
    return word if _POSSESSIVE.search(word) else word.rstrip("'\u2018\u2019")


def _suffix_after_comma(tail: str) -> list[str]:
    """Return the suffix at the start of the text after a comma. The list is empty if there is none."""
    words = tail.split()
    return words[:1] if words and _SUFFIX.fullmatch(words[0].strip(",")) else []


def _split_suffix(words: list[str]) -> tuple[list[str], str | None]:
    """Return the words without academic degrees and a suffix, and the suffix."""
    while len(words) > 1 and normalize_name(words[-1]) in _DEGREES and words[-1].isupper():
        words = words[:-1]
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1].strip(",")):
        return words[:-1], words[-1].strip(",")
    return words, None


def _name_words(words: Sequence[str]) -> list[str]:
    """Return the words before "of Ohio", with "J.B." divided. The list is empty if the words name two people."""
    if any(word in {"and", "&", "or"} for word in words):
        return []
    name_words: list[str] = []
    for word in takewhile(lambda word: word not in _AFTER_NAME, words):
        if _GLUED_INITIALS.fullmatch(word):
            name_words += [f"{letter}." for letter in _INITIAL.findall(word)]
        elif normalize_name(word).strip("0123456789 ") and normalize_name(word) != "s":
            name_words.append(word)
    if name_words and not _INITIAL.fullmatch(name_words[-1]):
        name_words[-1] = name_words[-1].rstrip(".")
    return name_words


def _split_surname(words: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the given names and the surname among the words of a name."""
    if _is_family_first(words):
        return tuple(words[1:]), words[0]
    words = _without_lineage(words)
    start = _surname_start(words)
    return tuple(words[:start]), " ".join(words[start:])


def _without_lineage(words: list[str]) -> list[str]:
    """Return an Arabic name up to its first patronym: "Mohammed bin Salman" for "Mohammed bin Salman Al Saud"."""
    son_of = next((index for index in range(1, len(words) - 1) if words[index].lower() in _SON_OF), None)
    return words if son_of is None else words[: son_of + 2]


def _is_family_first(words: list[str]) -> bool:
    """Return True if the family name comes first, as in Chinese, Korean and Vietnamese names."""
    first, rest = normalize_name(words[0]), [normalize_name(word) for word in words[1:]]
    if len(rest) == 1:
        parts = rest[0].split()
        two_syllables = len(parts) == _SYLLABLES and all(map(_SYLLABLE.fullmatch, parts))
        if two_syllables and first in _CHINESE | _KOREAN | _SOUTHERN_CHINESE:
            return True
        return first in _CHINESE - _KOREAN and all(map(_PINYIN.fullmatch, parts))
    are_syllables = len(rest) in {2, 3} and all(len(word) > 1 and _SYLLABLE.fullmatch(word) for word in rest)
    return are_syllables and first in _FAMILY_FIRST


def _surname_start(words: list[str]) -> int:
    """Return the index of the first word of the surname."""
    last = len(words) - 1
    particles = [index for index in range(last) if _is_particle(words, index)]
    if not particles:
        return last - (last > 1 and _SPANISH.fullmatch(normalize_name(words[last - 1])) is not None)
    start = particles[-1]
    while start and start - 1 in particles:
        start -= 1
    return start - (start > 1 and _SPANISH.fullmatch(normalize_name(words[start - 1])) is not None)


def _is_particle(words: list[str], index: int) -> bool:
    key = normalize_name(words[index])
    if words[index] == "\u00d3":  # Irish: "Ó Murchú"
        return True
    if key not in PARTICLES or (len(key) == 1 and words[index][0].isupper()):  # "'t Hooft", not "T. Hooft"
        return False
    return index > 0 or words[0].islower() or key not in _FORENAMES_TOO
