"""Capitalised words in an article: runs that may be names, and the signs of a person's name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from index.language.names.gender import forename_gender
from index.language.names.nations import is_national
from index.language.names.spelling import word_set
from index.language.names.titles import begins_title, is_person_noun, title_gender
from index.language.organisations.nouns import ends_name
from index.language.syntax import Block, Token

NAME_TAGS: Final = frozenset({"NNP", "NNPS"})
MARKS: Final = frozenset({"'s", "\u2019s", "'", "\u2019"})  # of a possessive
PROPER: Final = frozenset({"GPE", "LOC", "NORP", "ORG", "PERSON", "FAC"})
_PARTICLES: Final = frozenset({"van", "von", "bin", "al", "della", "dos", "ibn", "bint", "ter"})  # of surnames
# Roles that firms and teams have, too: "owner Orley".
_ROLES_OF_FIRMS: Final = word_set(
    "owner rival partner host leader founder developer producer trader broker champion peer guard"
)
_DIGITS_OF_AGE: Final = 2
_LONG_WORD: Final = 4  # letters; shorter words of a headline often have no capital
_MIN_HEADLINE: Final = 4  # words
MAX_PERSON: Final = 3  # words in a person's name
_TITLES: Final = frozenset({"rep", "sen", "gov", "gen", "col", "lt", "sgt", "capt", "prof", "rev", "dr"})
_LINKS: Final = MARKS | {"and"}
SAINTS: Final = frozenset({"st", "st.", "saint"})
_GROUPS_OF_PEOPLE: Final = frozenset({"children", "women", "men", "people"})
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")


def name_runs(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the first and the last token of each run of capitalised words, with "&" and hyphens between them."""
    start: int | None = None
    tokens = block.tokens
    for token in tokens:
        is_part = _can_be_in_name(token) or (start is not None and _joins_words(block, token.index))
        if start is not None and (not is_part or token.sentence != tokens[start].sentence):
            yield start, token.index - 1
            start = None
        if start is None and is_part:
            start = token.index
    if start is not None:
        yield start, len(tokens) - 1


def _joins_words(block: Block, index: int) -> bool:
    """Return True for the mark or word between two capitalised words of one name: "&", the hyphen of "Bell-Orr"."""
    tokens = block.tokens
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or not _can_be_in_name(after) or not _can_be_in_name(tokens[index - 1]):
        return False
    mark = tokens[index].text
    return mark in {"&", "-", "\u2013"} or (mark in _LINKS and _links_parts(block, index))


def _links_parts(block: Block, index: int) -> bool:
    """Return True for the "and" of "Air and Marine Operations" and the possessive of "Ostrel Teachers' Union".

    "Orr's Justice Department" and "Orley and Bell Bank" are two names.
    """
    tokens, end = block.tokens, index + 1
    while end + 1 < len(tokens) and _can_be_in_name(tokens[end + 1]):
        end += 1
    if not ends_name(tokens[end].text):
        return False
    before = tokens[index - 1]
    is_one = any(entity.first < index and end <= entity.last for entity in block.entities)
    if tokens[index].text == "and":
        return is_one and before.entity == "ORG" and not ends_name(before.text)
    is_saint = index > 1 and tokens[index - 2].lower in SAINTS
    is_kind = before.tag == "NNPS" or before.lower in _GROUPS_OF_PEOPLE or is_person_noun(before.lower)
    return is_one or is_saint or is_kind


def _can_be_in_name(token: Token) -> bool:
    if not token.text[0].isupper() or token.entity in {"DATE", "TIME"}:
        return False
    return (
        token.tag in NAME_TAGS
        or token.text == "WHO"
        or (token.entity == "ORG" and token.tag not in {"DT", "PRP", "IN", "CC", "WRB"})
        or (token.tag in {"JJ", "NN", "NNS", "VBG", "VBN"} and (ends_name(token.text) or token.entity in PROPER))
    )


def is_headline(block: Block) -> bool:
    """Return True if almost all long words of a line have a capital, and no full stop is at its end."""
    words = [token for token in block.tokens if token.is_word and len(token.text) >= _LONG_WORD]
    capitals = sum(token.text[0].isupper() for token in words)
    return (
        len(words) >= _MIN_HEADLINE and capitals >= len(words) - 1 and block.tokens[-1].text not in {".", "?", "\u201d"}
    )


def is_proper(token: Token) -> bool:
    """Return True if a word in a description is a name or an adjective of a country."""
    return token.text[0].isupper() and (token.tag in NAME_TAGS or token.entity in PROPER or is_national(token.text))


def is_person_like(words: Sequence[Token]) -> bool:
    """Return True if words look like a person's name: a forename or initials, and one or two more words."""
    opening = words[0].text
    marks = {word.text for word in words if not word.is_word}
    length = len(words) - 2 * sum(word.text == "-" for word in words)  # "Bell-Orr" is one word
    is_forename = forename_gender(opening) is not None or bool(_INITIALS.fullmatch(opening))
    return 1 < length <= MAX_PERSON and is_forename and "&" not in marks


def has_role(words: Sequence[Token]) -> bool:
    """Return True if the words around a name show a person: "Orr, the union's secretary", "Orr, who"."""
    head = next((word for word in words if word.head not in words), words[-1])
    described = [child for child in head.children if child.dep == "appos" and child not in words]
    governor = [head.head] if head.dep == "appos" else []
    if any(is_person_noun(noun.lower) for noun in (*described, *governor)):
        return True
    if any(child not in words and _shows_person(child) for child in words[-1].children):
        return True
    return any(
        child.dep == "relcl" and any(token.lower == "who" for token in child.children) for child in head.children
    )


def _shows_person(word: Token) -> bool:
    """Return True for a role, an age or a particle beside a name: "counsel Morgan Orr", "Morgan Orr, 43"."""
    is_role = is_person_noun(word.lower) and word.lower not in _ROLES_OF_FIRMS
    is_age = word.text.isdigit() and len(word.text) == _DIGITS_OF_AGE and word.dep != "compound"
    return is_role or is_age or word.lower in _PARTICLES


def is_title(token: Token) -> bool:
    """Return True if a word shows that a person's name follows: "Mr.", "President", "Lady"."""
    return _is_title_word(token.text)


@lru_cache(maxsize=1 << 16)
def _is_title_word(word: str) -> bool:
    is_abbreviated = word.endswith(".") and begins_title(word) and not is_national(word)
    return is_abbreviated or word.lower() in _TITLES or is_person_noun(word) or title_gender(word) is not None


def on_one_line(text: str, block: Block, first: int, last: int) -> str:
    """Return the tokens ``first`` to ``last`` of a block as printed, on one line."""
    return " ".join(block.span(first, last).of(text).split())


def follows_article(tokens: Sequence[Token], first: int) -> bool:
    """Return True if "the" is directly before a token."""
    return first > 0 and tokens[first - 1].lower == "the"


class PeopleNames:
    """The words of the people's names: of full names that the parser labels, and of names after a title."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._surnames: dict[str, tuple[int, int]] = {}  # with the position of the first name
        self._single = set[str]()  # words that are labelled as a person somewhere
        self._forenames: dict[str, tuple[int, int]] = {}  # with the position of the first full name
        for number, block in enumerate(blocks):
            for entity in block.entities:
                tokens = block.tokens[entity.first : entity.last + 1]
                words = [token for token in tokens if token.text not in MARKS]
                is_part = any(token.text in MARKS for token in tokens[:-1])  # "Meta's Orley" is no person
                is_person = entity.label == "PERSON" or (
                    entity.label == "ORG" and is_person_like(words) and not is_part
                )
                if is_person and words and not any(ends_name(word.text) for word in words):
                    self._add(number, block, words)

    def _add(self, number: int, block: Block, words: Sequence[Token]) -> None:
        first = words[0]
        if len(words) == 1 and not (first.index and is_title(block.tokens[first.index - 1])):
            self._single.add(first.lower)
            return
        for word in words[1:] or words:
            self._surnames.setdefault(word.lower, (number, word.index))
        if len(words) > 1:
            self._forenames.setdefault(first.lower, (number, first.index))

    def have(self, name: str) -> bool:
        """Return True if a normalized name is the surname or the forename of a person with a full name."""
        return name in self._surnames or name in self._forenames

    def include(self, block: int, token: Token) -> bool:
        """Return True if a word is the surname of a person, or the forename of one who was named before it.

        The name of a country is a surname only after the full name: "Michael Jordan … Jordan said".
        """
        surname, forename = self._surnames.get(token.lower), self._forenames.get(token.lower)
        if surname is not None and not is_national(token.lower):
            return True
        return any(place is not None and place < (block, token.index) for place in (surname, forename))

    def may_include(self, token: Token) -> bool:
        """Return True if the parser labels a word as a person in some places."""
        return token.lower in self._single
