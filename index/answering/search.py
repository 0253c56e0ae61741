"""Searching: from an interpreted question to the excerpts that answer it."""

from index.answering.answer_from_passages import answer_from_passages
from index.answering.answer_from_statements import answer_from_statements
from index.answering.context import SearchContext, SearchResult
from index.answering.mentions import nearest_mentions
from index.question.interpret import SearchQuery


def search(context: SearchContext, query: SearchQuery) -> SearchResult:
    """Search for an answer, first among statements if the question asks for them, then among passages."""
    statements = answer_from_statements(context, query)
    if statements.excerpts or (statements.nearest and query.parsed.wants_statements):
        return statements
    passages = answer_from_passages(context, query)
    if not query.is_exclusive:
        return passages
    # Only the speakers' own words would answer, and none are known. Sentences that name the speakers may contain some.
    # Without such sentences, passages show how near the articles come.
    nearest = nearest_mentions(context, query) or (passages.excerpts or passages.nearest)[: context.config.max_nearest]
    return SearchResult(query.filter, nearest=nearest, confidence=statements.confidence)
