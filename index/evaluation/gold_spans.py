"""Locations of evidence and of quotes in the stored text.

The offsets in a file refer to the text of the article in that file. The stored text is canonical and may lack the
title line. Therefore an offset is only an estimate: the words are searched, with any white space between them, and
the occurrence closest to the estimate counts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from index.evaluation.qa_dataset import LabelledEvidence, LabelledQuestion
from index.models import Quote, Span
from index.store.corpus import Corpus
from index.text.canonical import canonicalise


@dataclass(frozen=True, slots=True)
class TextLocation:
    """A span of a stored article, with the id of the article."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A piece of evidence in a stored article. It has no spans if the article does not contain the words."""

    article: str
    spans: tuple[Span, ...]


Groups: TypeAlias = tuple[tuple[GoldSpan, ...], ...]  # a group is found if any piece in it is found


@dataclass(frozen=True, slots=True)
class UnlocatedEvidence:
    """Evidence that is not in the stored article: the ids of the question and the article, and the reason."""

    question: str
    article: str
    reason: str


def place_evidence(
    question: LabelledQuestion, corpus: Corpus, texts: Mapping[str, str]
) -> tuple[Groups, tuple[UnlocatedEvidence, ...]]:
    """Return the groups of the evidence of a question, and the pieces that the stored articles do not contain.

    Such a piece stays in its group, so that it counts as not found.

    Args:
        question: the question.
        corpus: the stored articles.
        texts: the text to which the offsets refer, by id of the article; required for evidence with offsets.
    """
    groups: dict[int, list[GoldSpan]] = {}
    unlocated = []
    for piece in question.evidence:
        number = corpus.article_number(piece.article)
        text = "" if number is None else corpus.article(number).text
        gold = GoldSpan(piece.article, locate(piece, text, texts.get(piece.article)))
        groups.setdefault(piece.group, []).append(gold)
        if not gold.spans:
            reason = "the article is not in the index" if number is None else "the words are not in the article"
            unlocated.append(UnlocatedEvidence(question.id, piece.article, reason))
    return tuple(tuple(group) for group in groups.values()), tuple(unlocated)


def locate(evidence: LabelledEvidence, stored: str, raw: str | None) -> tuple[Span, ...]:
    """Return the occurrence of the words that is closest to the offset, or all occurrences without an offset.

    Args:
        evidence: the words, and their offset in ``raw``.
        stored: the stored text.
        raw: the text in the file, or None if offsets refer to the stored text.
    """
    words = r"\s+".join(map(re.escape, canonicalise(evidence.text).split()))
    occurrences = tuple(Span(*match.span()) for match in re.finditer(words, stored)) if words else ()
    if evidence.start is None or not occurrences:
        return occurrences
    expected = evidence.start if raw is None else _stored_offset(evidence.start, raw, stored)
    return (min(occurrences, key=lambda span: abs(span.start - expected)),)


def _stored_offset(offset: int, raw: str, stored: str) -> int:
    """Estimate the stored offset for an offset in the file. The stored text is the end of the text in the file."""
    removed = len(canonicalise(raw).rstrip()) - len(stored)
    return len(canonicalise(raw[:offset])) - removed


def quote_locations(quote: Quote, corpus: Corpus) -> tuple[TextLocation, ...]:
    """Return all locations of a quote: its own, and those of the same words in the articles of ``also_in``."""
    own = TextLocation(quote.article.id, Span(quote.start, quote.end))
    others = (location for other in quote.also_in for location in _occurrences(quote.text, other.id, corpus))
    return own, *others


def _occurrences(words: str, article_id: str, corpus: Corpus) -> Iterator[TextLocation]:
    number = corpus.article_number(article_id)
    text = "" if number is None else corpus.article(number).text
    for match in re.finditer(re.escape(words), text):
        yield TextLocation(article_id, Span(*match.span()))
