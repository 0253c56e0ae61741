"""Finding the people who have a role that the list of people does not give them in these words.

The list may have "finance minister" for a Norwegian, or no role at all for "Bertil, the lorry driver". The texts have
the rest.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

import numpy as np

from index.language.names.roles import role_words
from index.models import Filter
from index.question.collection import Collection
from index.question.phrase_terms import occurs, phrase_terms
from index.question.speaker_mentions import head_noun, is_role
from prompts.question_words import DISTINCTIVE

_MAX_WORDS: Final = 6  # of a role; it has two times as many shorter roles for each further word
_MAX_PASSAGES: Final = 300
_EXTRA_WORDS: Final = 3  # articles and prepositions in a role
# The words between a role and the name beside it: "Bertil, the lorry driver", "Bertil, who is the lorry driver".
_BETWEEN: Final = re.compile(
    r"[\s,()\u2013\u2014-]*(?:(?:who|is|was|has been|as|the|a|an|named|called|himself|herself)[\s,]+)*", re.IGNORECASE
)


def people_in_role(phrase: str, collection: Collection) -> tuple[int, ...]:
    """Return the numbers of the people who have a role according to the texts, most statements first."""
    if not is_role(phrase):
        return ()
    people = {*_in_shorter_role(phrase, collection)} or {*_beside_role(phrase, collection)}
    return tuple(sorted(people, key=lambda number: (-collection.people[number].statements, number)))


def _in_shorter_role(phrase: str, collection: Collection) -> Iterator[int]:
    """Yield the people with a shorter role if an article that names them contains the other words of the role."""
    words, head = sorted(role_words(phrase)), role_words(head_noun(phrase))
    if len(words) > _MAX_WORDS:
        return
    for length in range(len(words) - 1, 0, -1):
        people = [
            number
            for role in map(frozenset, combinations(words, length))
            if head <= role
            for number in collection.directory.in_role(role)
            if _named_with(number, [word for word in words if word not in role], collection)
        ]
        if people:
            yield from people
            return


def _named_with(person: int, words: list[str], collection: Collection) -> bool:
    """Return True if an article that names a person contains all of these words."""
    snapshot = collection.snapshot
    articles_of = snapshot.corpus.columns.articles_of_passages
    naming = np.unique(articles_of[snapshot.corpus.statements.passages_naming([person], Filter())])
    for spellings in phrase_terms(snapshot.words, " ".join(words)):
        containing = snapshot.words.containing([spellings], Filter(), len(snapshot.words))
        naming = np.intersect1d(naming, articles_of[containing])
    return len(naming) > 0


def _beside_role(phrase: str, collection: Collection) -> Iterator[int]:
    """Yield the people with names beside the words of a role in a text."""
    snapshot = collection.snapshot
    terms = phrase_terms(snapshot.words, phrase)
    numbers = snapshot.words.containing(terms, Filter(), _MAX_PASSAGES)
    for passage in snapshot.corpus.read_passages(numbers.tolist()):
        sentences = map(passage.sentence, range(len(passage.sentences)))
        matching = [text for text in sentences if occurs(terms, snapshot.words.tokens(text))]
        if not matching:
            continue
        for mention in snapshot.corpus.statements.attribution(passage.stored.article).people:
            if any(_is_beside(form, phrase, text) for form in mention.forms for text in matching):
                yield from collection.directory.find(mention.name)


def _is_beside(name: str, phrase: str, sentence: str) -> bool:
    """Return True if nothing but commas and words such as "who is" stands between a name and the words of a role."""
    role = role_words(phrase)
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence):
        between = _BETWEEN.match(sentence, match.end())
        following = sentence[between.end() if between else match.end() :].split()
        preceding = sentence[: match.start()].rstrip(" ,(").split()
        lengths = range(1, len(role) + _EXTRA_WORDS + 1)
        if any(_is_role(following[:length], role) for length in lengths):
            return True
        shortest = next((length for length in lengths if _is_role(preceding[-length:], role)), None)
        if shortest is not None and _begins_phrase(preceding[:-shortest]):
            return True
    return False


def _begins_phrase(before: list[str]) -> bool:
    """Return True unless the words before a role make it another one: "the former", "the wife of the"."""
    words = [word.casefold() for word in before]
    if words and words[-1] in {"the", "a", "an"}:
        words = words[:-1]
    return not words or words[-1] not in DISTINCTIVE | {"of", "for"}


def _is_role(words: list[str], role: frozenset[str]) -> bool:
    return role_words(" ".join(words)) == role
