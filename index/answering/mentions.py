"""Finding sentences that mention people without quoting them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from index.answering.answerability import answer_probability, features_of_one
from index.answering.context import SearchContext
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt, SentenceId
from index.answering.passage_features import ScoredPassage
from index.answering.retrieve_passages import Candidates, retrieve_passages
from index.question.interpret import SearchQuery
from index.question.phrase_terms import occurs, phrase_terms
from index.question.speakers import SpeakerFilter
from index.store.records import StoredArticle, StoredPassage
from index.text.sentence_range import sentence_range

_MAX_FOLLOWING = 2  # sentences after a mention
_RELATIVE_COVERAGE = 0.5  # of the coverage of a passage's best sentence, for another sentence to be shown


def mentions_of_speakers(
    context: SearchContext, query: SearchQuery, duplicates: Deduplicator, threshold: float
) -> Iterator[Excerpt]:
    """Yield sentences about the topic that name the speakers and are not known to be theirs. They have no speaker.

    Args:
        context: the collection to search.
        query: its topic, its filter and its speakers.
        duplicates: leaves repetitions out.
        threshold: minimum probability that a passage is about the topic, 0 to 1; with 0, every sentence counts.
    """
    config, speakers = context.config, query.speakers
    if speakers is None:
        return
    naming = context.collection.snapshot.corpus.statements.passages_naming(speakers.people, query.filter)
    topic = query.parsed.topic or " ".join(speakers.phrases)
    among = np.union1d(naming, speakers.passages)
    found = retrieve_passages(context.without_reranker(), query, topic, query.filter, among)
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
            for ordinal in _mentions_only(context, article, stored, speakers)
        }
        highest = max(coverages.values(), default=0.0)
        for sentence in sorted(coverages, key=lambda sentence: -coverages[sentence]):
            is_about = coverages[sentence] > highest * _RELATIVE_COVERAGE or not threshold
            if sentence not in yielded and is_about:
                yielded.add(sentence)
                yield Excerpt(article.number, article.sentences[sentence.ordinal], coverages[sentence])


def nearest_mentions(context: SearchContext, query: SearchQuery) -> tuple[Excerpt, ...]:
    """Return sentences that name the speakers, those about the topic first, whether or not they are near it.

    The sentences after them are added if somebody speaks there who is not known. It may be the person named.
    """
    duplicates = Deduplicator(context, query.filter)
    mentions = mentions_of_speakers(context, query, duplicates, 0.0)
    extended = (_with_words_of_unknown_speakers(context, mention) for mention in mentions)
    return duplicates.with_also_in(islice(duplicates.unique(extended), context.config.max_nearest))


def _with_words_of_unknown_speakers(context: SearchContext, mention: Excerpt) -> Excerpt:
    article = context.articles.with_statements(mention.article)
    _, last = sentence_range(article.sentences, mention.span)
    unknown = [stored.statement.hull for stored in article.statements if stored.person is None]
    span = mention.span
    for sentence in article.sentences[last + 1 : last + 1 + _MAX_FOLLOWING]:
        if not any(hull.overlaps(sentence) for hull in unknown):
            break
        span = span.hull(sentence)
    return replace(mention, span=span)


def unique_passages(duplicates: Deduplicator, candidates: Candidates, most: int) -> list[ScoredPassage]:
    """Return the best candidates, at most this many, without those that only repeat the ones before."""
    by_number = {scored.passage.stored.number: scored for scored in candidates.passages}
    unique = duplicates.unique_passages(scored.passage.stored for scored in candidates.passages)
    return [by_number[passage.number] for passage, _ in zip(unique, range(most), strict=False)]


def _mentions_only(
    context: SearchContext, article: StoredArticle, passage: StoredPassage, speakers: SpeakerFilter
) -> Iterator[int]:
    """Yield the positions of a passage's sentences that name the speakers and contain nothing they are known to say."""
    theirs = (
        stored.statement
        for stored in article.statements
        if stored.person in speakers.people or stored.number in speakers.printed
    )
    said = [sentence_range(article.sentences, span) for statement in theirs for span in statement.spans]
    is_named = _naming(context, article, speakers)
    for ordinal in range(passage.first_sentence, passage.last_sentence + 1):
        sentence = article.sentences[ordinal].of(article.article.text)
        if is_named(sentence) and not any(first <= ordinal <= last for first, last in said):
            yield ordinal


def _naming(context: SearchContext, article: StoredArticle, speakers: SpeakerFilter) -> Callable[[str], bool]:
    """Return a function that returns True if a sentence of an article names the speakers."""
    forms = context.collection.snapshot.corpus.statements.forms(article.number, speakers.people)
    if forms:
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
        return lambda sentence: pattern.search(sentence) is not None
    index = context.collection.snapshot.words
    phrases = [phrase_terms(index, phrase) for phrase in speakers.phrases]
    return lambda sentence: any(occurs(terms, index.tokens(sentence)) for terms in phrases)
