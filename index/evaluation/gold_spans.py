"""Where evidence lies in the stored text, and where the words of a quote do.

A file gives offsets in an article's text as it stands there. The stored text is canonical and may lack its title line,
so an offset only says where the words are to be expected: they are looked for, white space alike, and the nearest
place counts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from index.evaluation.qa_dataset import Evidence, LabelledQuestion
from index.models import Quote, Span
from index.store.corpus import Corpus
from index.text.canonical import canonicalise


@dataclass(frozen=True, slots=True)
class TextLocation:
    """Words of a stored article: its id, and the span."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A piece of evidence in the stored article; no spans where its words were not found there."""

    article: str
    spans: tuple[Span, ...]


Groups: TypeAlias = tuple[tuple[GoldSpan, ...], ...]  # each is one thing to be found, by any of its pieces


@dataclass(frozen=True, slots=True)
class UnlocatedEvidence:
    """Evidence that is not where it should be: of which question, in which article, and why."""

    question: str
    article: str
    reason: str


def place_evidence(
    question: LabelledQuestion, corpus: Corpus, texts: Mapping[str, str]
) -> tuple[Groups, tuple[UnlocatedEvidence, ...]]:
    """Return the groups of a question's evidence, and the pieces of it that have no place.

    A piece without a place stays in its group: it counts as not found.

    Args:
        question: what is asked.
        corpus: the stored articles.
        texts: by id, articles' texts as the offsets mean them; needed for evidence that has offsets.
    """
    groups: dict[int, list[GoldSpan]] = {}
    unplaced = []
    for each in question.evidence:
        number = corpus.article_number(each.article)
        text = "" if number is None else corpus.article(number).text
        gold = GoldSpan(each.article, locate(each, text, texts.get(each.article)))
        groups.setdefault(each.group, []).append(gold)
        if not gold.spans:
            why = "the article is not in the index" if number is None else "its words do not stand in the article"
            unplaced.append(UnlocatedEvidence(question.id, each.article, why))
    return tuple(tuple(group) for group in groups.values()), tuple(unplaced)


def locate(evidence: Evidence, stored: str, raw: str | None) -> tuple[Span, ...]:
    """Return where the words of evidence stand: nearest to its offset, or everywhere where it has none.

    Args:
        evidence: the words, and their offset in ``raw``.
        stored: the text as it is stored.
        raw: the text as the file has it; None for the stored one.
    """
    words = r"\s+".join(map(re.escape, canonicalise(evidence.text).split()))
    found = tuple(Span(*match.span()) for match in re.finditer(words, stored)) if words else ()
    if evidence.start is None or not found:
        return found
    expected = evidence.start if raw is None else _stored_offset(evidence.start, raw, stored)
    return (min(found, key=lambda span: abs(span.start - expected)),)


def _stored_offset(offset: int, raw: str, stored: str) -> int:
    """Return where an offset in the text of a file is to be expected in the stored one, which is the end of it."""
    taken_off = len(canonicalise(raw).rstrip()) - len(stored)
    return len(canonicalise(raw[:offset])) - taken_off


def quote_places(quote: Quote, corpus: Corpus) -> tuple[TextLocation, ...]:
    """Return every place of a quote: its own, and where the same words stand in articles that it also ran in."""
    own = TextLocation(quote.article.id, Span(quote.start, quote.end))
    return (own, *(place for each in quote.also_in for place in _occurrences(quote.text, each.id, corpus)))


def _occurrences(words: str, article_id: str, corpus: Corpus) -> Iterator[TextLocation]:
    number = corpus.article_number(article_id)
    text = "" if number is None else corpus.article(number).text
    for match in re.finditer(re.escape(words), text):
        yield TextLocation(article_id, Span(*match.span()))
