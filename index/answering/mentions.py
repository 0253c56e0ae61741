"""Finding sentences that mention people without quoting them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from index.answering.answerability import answer_probability, features_of_one
from index.answering.context import SearchContext
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt, SentenceId
from index.answering.passage_features import ScoredPassage
from index.answering.retrieve_passages import Candidates, retrieve_passages
from index.question.interpret import SearchQuery
from index.store.records import StoredArticle, StoredPassage
from index.store.statements import StatementReader
from index.text.sentence_range import sentence_range

_RELATIVE_COVERAGE = 0.5  # of the coverage of a passage's best sentence, for another sentence to be shown


def mentions_of_speakers(
    context: SearchContext, query: SearchQuery, duplicates: Deduplicator, threshold: float
) -> Iterator[Excerpt]:
    """Yield sentences about the topic that name the speakers and are not theirs. They have no speaker.

    Args:
        context: the collection to search.
        query: its topic, its filter and its speakers.
        duplicates: leaves repetitions out.
        threshold: minimum probability that a passage is about the topic, 0 to 1.
    """
    config, statements = context.config, context.collection.snapshot.corpus.statements
    people = query.speakers.people if query.speakers else ()
    among = statements.passages_naming(people, query.filter)
    found = retrieve_passages(context.without_reranker(), query, query.parsed.topic, query.filter, among)
    yielded = set[SentenceId]()
    for scored in unique_passages(duplicates, found, config.passages_read):
        features = features_of_one(found.terms, scored, found.passages, found.searched)
        if answer_probability(config.answerability_weights, features) < threshold:
            continue
        stored = scored.passage.stored
        article = context.articles.with_statements(stored.article)
        coverages = {
            SentenceId(article.number, ordinal): found.terms.coverage(
                set(scored.tokens[ordinal - stored.first_sentence])
            )
            for ordinal in _mentions_only(statements, article, stored, people)
        }
        highest = max(coverages.values(), default=0.0)
        for sentence in sorted(coverages, key=lambda sentence: -coverages[sentence]):
            if sentence not in yielded and coverages[sentence] > highest * _RELATIVE_COVERAGE:
                yielded.add(sentence)
                yield Excerpt(article.number, article.sentences[sentence.ordinal], coverages[sentence])


def unique_passages(duplicates: Deduplicator, candidates: Candidates, most: int) -> list[ScoredPassage]:
    """Return the best candidates, at most this many, without those that only repeat the ones before."""
    by_number = {scored.passage.stored.number: scored for scored in candidates.passages}
    unique = duplicates.unique_passages(scored.passage.stored for scored in candidates.passages)
    return [by_number[passage.number] for passage, _ in zip(unique, range(most), strict=False)]


def _mentions_only(
    statements: StatementReader, article: StoredArticle, passage: StoredPassage, people: Sequence[int]
) -> Iterator[int]:
    """Yield the positions of a passage's sentences that name any of these people and contain nothing they say."""
    names = _any_of(statements.forms(article.number, people))
    theirs = (stored.statement for stored in article.statements if stored.person in people)
    said = [sentence_range(article.sentences, span) for statement in theirs for span in statement.spans]
    for ordinal in range(passage.first_sentence, passage.last_sentence + 1):
        is_named = names.search(article.sentences[ordinal].of(article.article.text))
        if is_named and not any(first <= ordinal <= last for first, last in said):
            yield ordinal


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
