"""Answering from statements: the words of the person asked about, or the people who said something."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from index.answering.context import SearchContext, SearchResult
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt
from index.answering.mentions import mentions_of_speakers
from index.answering.retrieve_statements import StatementHit, retrieve_statements
from index.answering.statement_excerpts import StatementExcerpts
from index.question.interpret import AnswerMode, SearchQuery
from index.store.records import StoredStatement

_CANDIDATES_PER_QUOTE = 2  # excerpts, because duplicates and the surplus of an article are left out


def answer_from_statements(context: SearchContext, query: SearchQuery) -> SearchResult:
    """Answer with statements, if the question asks for any.

    Statements of a speaker about a topic are followed by sentences that only mention the speaker. If there are no such
    statements, return the nearest: the speaker's nearest statement, then sentences about the topic that mention the
    speaker, then further statements.
    """
    if query.mode is AnswerMode.PASSAGES:
        return SearchResult(query.filter)
    hits = retrieve_statements(context, query)
    confidence = hits[0].score if hits else 0.0
    duplicates = Deduplicator(context, query.filter)
    own = _excerpts(context, _relevant(context, hits), query.question.max_quotes, duplicates)
    if query.mode is not AnswerMode.SPEAKER:
        return SearchResult(query.filter, excerpts=duplicates.with_also_in(own), confidence=confidence)
    config = context.config
    threshold = config.threshold if own else config.threshold * config.relative_threshold
    mentions = mentions_of_speakers(context, query, duplicates, threshold)
    if own:
        surplus = query.question.max_quotes - len(own)
        excerpts = [*own, *islice(_scaled_below(own, duplicates.unique(_without_overlap(mentions, own))), surplus)]
        return SearchResult(query.filter, excerpts=duplicates.with_also_in(excerpts), confidence=confidence)
    nearest = _nearest(context, hits, mentions, duplicates)
    return SearchResult(query.filter, nearest=duplicates.with_also_in(nearest), confidence=confidence)


def _nearest(
    context: SearchContext, hits: Sequence[StatementHit], mentions: Iterable[Excerpt], duplicates: Deduplicator
) -> list[Excerpt]:
    """Return the nearest excerpts: one statement, sentences that mention the speaker, then further statements."""
    most = context.config.max_nearest
    statements = _excerpts(context, hits, most, duplicates)
    first, further = statements[:1], statements[1:]
    others = list(islice(duplicates.unique(_without_overlap(mentions, first)), most - len(first)))
    return [*first, *others, *islice(_without_overlap(further, others), most - len(first) - len(others))]


def _relevant(context: SearchContext, hits: Sequence[StatementHit]) -> Sequence[StatementHit]:
    """Return the hits to show: none unless the best one answers, then all with a sufficient part of its score."""
    if not hits or hits[0].score < context.config.threshold:
        return ()
    return [hit for hit in hits if hit.score >= context.config.relative_threshold * hits[0].score]


def _scaled_below(own: Sequence[Excerpt], mentions: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Yield mentions with scores below those of the speakers' own words."""
    for excerpt in mentions:
        yield replace(excerpt, score=excerpt.score * own[-1].score)


def _excerpts(
    context: SearchContext, hits: Iterable[StatementHit], most: int, duplicates: Deduplicator
) -> tuple[Excerpt, ...]:
    """Return excerpts that show the statements, best first, no word twice."""
    statements = context.collection.snapshot.corpus.statements
    shown = StatementExcerpts(context.articles.with_statements)
    for hit in hits:
        if len(shown) == most * _CANDIDATES_PER_QUOTE:
            break
        [stored] = statements.get_many([hit.number])
        if _has_speaker(stored) and duplicates.is_first(stored):
            shown.add(stored, hit.score)
    return duplicates.select(shown.excerpts(context.collection.people), most)


def _has_speaker(stored: StoredStatement) -> bool:
    return stored.person is not None or stored.statement.speaker is not None


def _without_overlap(excerpts: Iterable[Excerpt], others: Sequence[Excerpt]) -> Iterator[Excerpt]:
    """Yield the excerpts that share no word with others."""
    for excerpt in excerpts:
        if not any(other.article == excerpt.article and other.span.overlaps(excerpt.span) for other in others):
            yield excerpt
