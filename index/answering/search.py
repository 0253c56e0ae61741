"""Searching: from an interpreted question to the excerpts that answer it."""

from index.answering.answer_from_passages import answer_from_passages
from index.answering.answer_from_statements import answer_from_statements
from index.answering.context import SearchContext, SearchResult
from index.question.interpret import SearchQuery


def search(context: SearchContext, query: SearchQuery) -> SearchResult:
    """Search for an answer, first among statements if the question asks for them, then among passages."""
    statements = answer_from_statements(context, query)
    if statements.excerpts or (statements.nearest and query.parsed.wants_statements):
        return statements
    passages = answer_from_passages(context, query)
    if not query.is_exclusive:
        return passages
    # Only the speakers' own words would answer, and there are none. Passages show how near the articles come.
    nearest = (passages.excerpts or passages.nearest)[: context.config.max_nearest]
    return SearchResult(query.filter, nearest=nearest, confidence=statements.confidence)
