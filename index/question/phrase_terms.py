"""The words of a phrase as index terms, each with the other spellings that articles may print.

"the Russian defence ministry" is printed as "Russia's Defense Ministry", too.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from index.language.names.nations import is_country, nation_words, replace_nations
from index.language.names.spelling import normalize_name
from index.store.full_text import FullTextIndex, Spellings
from prompts import question_words

_POSSESSIVE: Final = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_MARKS: Final = '.,;:!?"\u201c\u201d\u2018()'
_MAX_NATION_WORDS: Final = 3
_SLACK: Final = 3  # other terms between the words of a phrase
_SPELLINGS: Final = tuple(tuple(line.split()) for line in question_words.SPELLINGS)
_STOPWORDS: Final = frozenset({"the", "a", "an", "of", "for", "in", "at", "to", "and", "s"})


def phrase_terms(index: FullTextIndex, phrase: str) -> list[Spellings]:
    """Return the spellings of each word of a phrase, as the terms of an index. Articles and prepositions are left out.

    Args:
        index: the index that splits texts into terms.
        phrase: the phrase as it was asked or printed.
    """
    words = [_POSSESSIVE.sub("", word.strip(_MARKS)) for word in phrase.split()]
    words = [word for word in words if word and normalize_name(word) not in _STOPWORDS]
    terms, position = list[Spellings](), 0
    while position < len(words):
        length, spellings = _spellings(words, position)
        terms.append({tokens for spelling in spellings if (tokens := tuple(index.tokens(spelling)))})
        position += length
    return [spellings for spellings in terms if spellings]


def _spellings(words: Sequence[str], position: int) -> tuple[int, Collection[str]]:
    """Return the number of words at a position that are one unit, and its spellings: "United States", "US", "U.S."."""
    for length in range(min(_MAX_NATION_WORDS, len(words) - position), 0, -1):
        unit = words[position : position + length]
        [*nations] = replace_nations(normalize_name(" ".join(unit)).split())
        if len(nations) == 1 and is_country(nations[0]):
            return length, {" ".join(unit), *_with_stops(nation_words(nations[0]))}
    word = words[position]
    folded = normalize_name(word)
    return 1, {word, *(spelling for group in _SPELLINGS if folded in group for spelling in group)}


def _with_stops(words: Collection[str]) -> set[str]:
    """Return names of countries, and the short ones also with stops: "us", "u.s."."""
    short = 3
    return {*words, *(".".join(word) for word in words if len(word) <= short)}


def occurs(terms: Sequence[Spellings], tokens: Sequence[str]) -> bool:
    """Return True if the words of a phrase stand close to each other in a text.

    Args:
        terms: the words, as :func:`phrase_terms` returns them.
        tokens: the terms of the text, in order.
    """
    found = sorted((start, word) for word, spellings in enumerate(terms) for start in _starts(spellings, tokens))
    if len(terms) == 1:
        return bool(found)
    window = len(terms) + sum(max(map(len, spellings)) - 1 for spellings in terms) + _SLACK
    return any(
        len({word for start, word in found if first <= start < first + window}) == len(terms) for first, _ in found
    )


def _starts(spellings: Spellings, tokens: Sequence[str]) -> list[int]:
    """Return the positions at which one of the spellings starts in a text."""
    wanted = {spelling for spelling in spellings if spelling}
    return [
        position
        for position, token in enumerate(tokens)
        for spelling in wanted
        if spelling[0] == token and tuple(tokens[position : position + len(spelling)]) == spelling
    ]
