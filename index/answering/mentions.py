"""mentions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.answering.answer_from_passages import _apart, _one
from index.answering.confidence import answerable, evidence_of
from index.answering.context import Asked, Search
from index.answering.deduplicate import Copies
from index.answering.query_terms import topic_of
from index.answering.retrieve_passages import retrieve
from index.answering.select_sentences import Choice, Place
from index.models import Article, Quote, Span
from index.store.records import StoredPassage
from index.store.statements import StatementReader
from index.text.sentence_range import sentence_range

_NEARLY = 0.5  # of the words that the best sentence of a passage holds, for another to be shown


def naming(search: Search, asked: Asked, people: Sequence[int], copies: Copies, least: float) -> Iterator[Quote]:
    """Yield sentences about the topic that name any of these people and are not what they say; in nobody's name.

    Nothing is embedded: a passage is judged by its stored vector and its words, its sentences by their words.

    Args:
        search: what is searched.
        asked: the topic.
        people: who is named.
        copies: what repeats is left out.
        least: how likely a passage must be about the topic, 0 to 1.
    """
    snapshot, config = search.snapshot, search.config
    among = snapshot.corpus.statements.passages_naming(people, asked.limits)
    topic = topic_of(snapshot.words, asked.text)
    retrieved = retrieve(replace(search, reranker=None), topic, asked, among)
    given = set[Place]()
    for judged in _apart(copies, retrieved, config.passages_read):
        told = evidence_of(topic, judged, retrieved.passages, retrieved.searched)
        if answerable(config.confidence, told) < least:
            continue
        each = judged.passage.stored
        article, spans = snapshot.corpus.article(each.article), snapshot.corpus.sentences(each.article)
        scores = {
            (each.article, at): topic.held(set(judged.tokens[at - each.first_sentence]))
            for at in _naming_only(snapshot.corpus.statements, article, spans, each, people)
        }
        best = max(scores.values(), default=0.0)
        for place in sorted(scores, key=lambda place: -scores[place]):
            if place not in given and scores[place] > best * _NEARLY:
                given.add(place)
                yield from _one(article, spans, Choice(*place, place[1], scores[place]))


def _naming_only(
    statements: StatementReader,
    article: Article,
    sentences: Sequence[Span],
    passage: StoredPassage,
    people: Sequence[int],
) -> Iterator[int]:
    """Yield the ordinals of a passage's sentences that name any of these people and hold nothing that they say."""
    named = _any_form(statements.forms(passage.article, people))
    theirs = [each.statement for each in statements.for_article(passage.article) if each.person in people]
    said = [sentence_range(sentences, span) for each in theirs for span in each.spans]
    for at in range(passage.first_sentence, passage.last_sentence + 1):
        if named.search(sentences[at].of(article.text)) and not any(first <= at <= last for first, last in said):
            yield at


def _any_form(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
