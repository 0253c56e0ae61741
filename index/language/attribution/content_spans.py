"""Converts token indices to content spans: expanded to whole quotations, without the cue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.language.attribution.dependencies import own_subject
from index.language.attribution.quotation_marks import QuotationIndex
from index.language.syntax import Block, Token
from index.models import Span

_TRIMMED_BEFORE: Final = " \t\n\u00a0,;:-\u2013\u2014\u2015."
_TRIMMED_AFTER: Final = " \t\n\u00a0,;:-\u2013\u2014\u2015"


@dataclass(slots=True)
class AnnotatedArticle:
    """An article with its parsed blocks and its quotations.

    Attributes:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        quotations: the quotations of the text.
    """

    text: str
    blocks: Sequence[Block]
    quotations: QuotationIndex = field(init=False)

    def __post_init__(self) -> None:
        """Find the quotations."""
        self.quotations = QuotationIndex(self.text)

    def is_quoted(self, token: Token) -> bool:
        """Return True if a token is inside quotation marks."""
        return self.quotations.contains(token.start, token.end)

    def content_spans(self, indices: Iterable[int], cue: Token, block: Block) -> list[Span]:
        """Return the spans of tokens of a block, expanded to whole quotations and without the cue."""
        runs = [self._trimmed(run) for run in _runs(sorted(indices), block)]
        return self._without_cue(self.expand_to_quotations([run for run in runs if len(run)]), cue, block)

    def expand_to_quotations(self, spans: Sequence[Span]) -> list[Span]:
        """Add every quotation that shares a word with one of the spans, and merge spans that then overlap."""
        expanded = list(spans)
        for span in spans:
            for ordinal in self.quotations.overlapping(span):
                part = self.quotations.parts[ordinal]
                if _has_word(span.intersection(part).of(self.text)):
                    expanded.extend(self.quotations.all_parts(ordinal))
        return merge_spans(expanded)

    def _trimmed(self, span: Span) -> Span:
        """Return a span without punctuation and white space at its ends; empty if it contains no word."""
        text = span.of(self.text)
        if not _has_word(text):
            return Span(span.start, span.start)
        return Span(
            span.start + len(text) - len(text.lstrip(_TRIMMED_BEFORE)), span.start + len(text.rstrip(_TRIMMED_AFTER))
        )

    def _without_cue(self, spans: Sequence[Span], cue: Token, block: Block) -> list[Span]:
        """Cut the cue and its subject out of the spans, unless the cue is quoted."""
        remaining: list[Span] = []
        for span in spans:
            if span.start <= cue.start < span.end and not self.is_quoted(cue):
                subject = own_subject(cue)
                first, last = (subject.first, subject.last) if subject is not None else (cue.index, cue.index)
                cut_start = min(cue.start, block.tokens[first].start)
                cut_end = max(cue.end, block.tokens[last].end)
                parts = (Span(span.start, max(span.start, cut_start)), Span(min(cut_end, span.end), span.end))
                remaining.extend(part for part in map(self._trimmed, parts) if len(part))
            else:
                remaining.append(span)
        return remaining


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order. Spans that overlap, or are at most one code point apart, become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = merged[-1].hull(span)
        else:
            merged.append(span)
    return merged


def subtree_indices(top: Token, without: Iterable[Token] = ()) -> set[int]:
    """Return the indices of a token and its descendants, without the subtrees of the tokens in ``without``."""
    indices = {token.index for token in top.subtree()}
    for branch in without:
        indices -= {token.index for token in branch.subtree()}
    return indices


def _runs(indices: Sequence[int], block: Block) -> Iterator[Span]:
    """Yield one span for each run of consecutive indices.

    A conjunction or a comma at the end of a run is left out, because it joined the run to the cue.
    """
    first = 0
    for position, index in enumerate(indices):
        if position + 1 < len(indices) and indices[position + 1] == index + 1:
            continue
        last = index
        while last > indices[first] and (block.tokens[last].tag == "CC" or block.tokens[last].text == ","):
            last -= 1
        yield block.span(indices[first], last)
        first = position + 1


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))
