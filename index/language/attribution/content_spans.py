"""From tokens to the stretches of text that are said: grown to whole quotations, without the cue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.language.attribution.dependencies import own_subject
from index.language.attribution.quotation_marks import Marks
from index.language.syntax import Block, Token
from index.models import Span

_BEFORE: Final = " \t\n\u00a0,;:-\u2013\u2014\u2015."
_BEHIND: Final = " \t\n\u00a0,;:-\u2013\u2014\u2015"


@dataclass(slots=True)
class AnnotatedArticle:
    """An article as the rules see it.

    Attributes:
        text: canonical text of the article.
        blocks: the same, parsed.
        marks: its quotations.
    """

    text: str
    blocks: Sequence[Block]
    marks: Marks = field(init=False)

    def __post_init__(self) -> None:
        """Find the quotations."""
        self.marks = Marks(self.text)

    def is_quoted(self, token: Token) -> bool:
        """Whether a token stands in quotation marks."""
        return self.marks.hold(token.start, token.end)

    def spans(self, indices: Iterable[int], cue: Token, block: Block) -> list[Span]:
        """Return tokens as spans, grown to the quotations that they touch and without the cue."""
        runs = [self._trimmed(run) for run in _runs(sorted(indices), block)]
        return self._without_cue(self.grown([run for run in runs if len(run)]), cue, block)

    def grown(self, spans: Sequence[Span]) -> list[Span]:
        """Grow spans to the whole quotations that they touch, and join what then overlaps."""
        result = list(spans)
        for span in spans:
            for at in self.marks.touched(span):
                part = self.marks.parts[at]
                if _has_word(self.text[max(span.start, part.start) : min(span.end, part.end)]):
                    result.extend(self.marks.whole(at))
        return joined(result)

    def _trimmed(self, span: Span) -> Span:
        text = span.of(self.text)
        if not _has_word(text):
            return Span(span.start, span.start)
        return Span(span.start + len(text) - len(text.lstrip(_BEFORE)), span.start + len(text.rstrip(_BEHIND)))

    def _without_cue(self, spans: Sequence[Span], cue: Token, block: Block) -> list[Span]:
        """Cut the cue, and its subject, out of what is said."""
        result: list[Span] = []
        for span in spans:
            if span.start <= cue.start < span.end and not self.is_quoted(cue):
                subject = own_subject(cue)
                first, last = (subject.first, subject.last) if subject is not None else (cue.index, cue.index)
                low = min(cue.start, block.tokens[first].start)
                high = max(cue.end, block.tokens[last].end)
                parts = (Span(span.start, max(span.start, low)), Span(min(high, span.end), span.end))
                result.extend(part for part in map(self._trimmed, parts) if len(part))
            else:
                result.append(span)
        return result


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap or all but touch made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end + 1:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def below(top: Token, without: Iterable[Token] = ()) -> set[int]:
    """Return the indices of a token and all that hangs on it, but for some branches."""
    indices = {each.index for each in top.subtree()}
    for branch in without:
        indices -= {each.index for each in branch.subtree()}
    return indices


def _runs(indices: Sequence[int], block: Block) -> Iterator[Span]:
    """Yield spans of the runs of neighbours among token indices, without an "and" that a cue cut off at their end."""
    first = 0
    for at, index in enumerate(indices):
        if at + 1 < len(indices) and indices[at + 1] == index + 1:
            continue
        last = index
        while last > indices[first] and (block.tokens[last].tag == "CC" or block.tokens[last].text == ","):
            last -= 1
        yield block.span(indices[first], last)
        first = at + 1


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))
