"""Finding the words of a speaker in the texts of the articles, whether or not anybody is known by them."""

from typing import Final

import numpy as np

from index.models import Filter
from index.ports import Numbers
from index.question.phrase_terms import occurs, phrase_terms
from index.question.speaker_mentions import is_name
from index.store.corpus import Corpus
from index.store.full_text import FullTextIndex

_MAX_PASSAGES: Final = 1000  # that are read


def passages_with(phrase: str, corpus: Corpus, index: FullTextIndex, limits: Filter) -> Numbers:
    """Return the numbers of the passages in which the words of a phrase stand close to each other, ascending.

    The words of a description may also be far apart: "the boy's mother" is printed as "his mother". If no passage has
    them close together, return those that contain them all.

    Args:
        phrase: the words of a name, a role or an organisation.
        corpus: the corpus.
        index: the full-text index of its passages.
        limits: filter of the articles.
    """
    terms = phrase_terms(index, phrase)
    numbers = index.containing(terms, limits, _MAX_PASSAGES)
    if len(terms) == 1:
        return numbers
    near = [
        passage.stored.number
        for passage in corpus.read_passages(numbers.tolist())
        if occurs(terms, index.tokens(passage.text)) or occurs(terms, index.tokens(passage.title))
    ]
    return np.array(near, np.int64) if near or is_name(phrase) else numbers


def count_articles_with(phrase: str, corpus: Corpus, index: FullTextIndex) -> int:
    """Return the number of articles in which the words of a phrase stand close to each other."""
    return len(np.unique(corpus.columns.articles_of_passages[passages_with(phrase, corpus, index, Filter())]))
