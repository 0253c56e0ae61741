"""A statement as the rules find it."""

from dataclasses import dataclass

from index.language.syntax import Token
from index.models import Span


@dataclass(slots=True)
class Found:
    """A statement before it is known who its speaker is.

    Attributes:
        spans: what is said.
        cue: the token that tells it, None for a transcript's line.
        head: the head word of the speaker's mention, None where there is none.
        mention: where the mention stands, None where there is none.
        block: ordinal of the block that the cue stands in.
        frame: by which rule it was found.
    """

    spans: list[Span]
    cue: Token | None
    head: Token | None
    mention: Span | None
    block: int
    frame: str

    @property
    def start(self) -> int:
        """Where its first words begin."""
        return self.spans[0].start

    @property
    def length(self) -> int:
        """How many code points are said."""
        return sum(map(len, self.spans))

    def covers(self, position: int) -> bool:
        """Whether a position lies in what is said."""
        return any(span.start <= position < span.end for span in self.spans)

    def touches(self, span: Span) -> bool:
        """Whether what is said overlaps a span."""
        return any(each.start < span.end and span.start < each.end for each in self.spans)
