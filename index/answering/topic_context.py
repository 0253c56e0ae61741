"""The words of the topic in the sentences just before a statement that calls it "it" or "them".

"The commission called them unjustified" is about the tariffs that the sentence before it names.
"""

import re
from collections.abc import Mapping
from typing import Final

from index.answering.context import SearchContext
from index.ports import Numbers
from index.store.records import StoredStatement
from index.text.sentence_range import sentence_range, text_of

_MAX_READ: Final = 60  # statements
_NEAR: Final = 2  # sentences before a statement
_PRONOUN: Final = re.compile(r"\b(?:it|they|them|this|these|those|its|theirs?)\b", re.IGNORECASE)


def coverage_with_sentences_before(
    context: SearchContext, weights: Mapping[str, float], numbers: Numbers
) -> dict[int, float]:
    """Return the coverage of the topic by statements with a pronoun and the sentences before, by their numbers.

    It counts as much as the coverage by the context of a statement. Other statements have none.

    Args:
        context: the collection.
        weights: weight of each term of the topic.
        numbers: the statements, best first. Only the first ones are read.
    """
    index, coverage = context.collection.snapshot.statement_words, dict[int, float]()
    for stored in context.collection.snapshot.corpus.statements.get_many(numbers[:_MAX_READ].tolist()):
        terms = set(index.tokens(_text_with_sentences_before(context, stored)))
        held = sum(weight for term, weight in weights.items() if term in terms)
        coverage[stored.number] = context.config.context_weight * held
    return coverage


def _text_with_sentences_before(context: SearchContext, stored: StoredStatement) -> str:
    article = context.articles[stored.article]
    if not any(_PRONOUN.search(span.of(article.article.text)) for span in stored.statement.spans):
        return ""
    first, last = sentence_range(article.sentences, stored.statement.hull)
    return text_of(article.article, article.sentences, max(0, first - _NEAR), last)
