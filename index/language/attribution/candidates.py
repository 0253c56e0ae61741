"""Statement candidates, and the record of which candidate claims which part of the text."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.language.syntax import Token
from index.models import Span

_UNOWNED: Final = -1


@dataclass(slots=True)
class StatementCandidate:
    """A statement with a speaker that is not yet resolved to a person.

    Attributes:
        spans: the content, in order.
        cue: the token that introduces the content; None for a transcript line or a quotation without a cue.
        head: head word of the speaker's mention, or None.
        mention: span of the speaker's mention, or None.
        block: ordinal of the block that contains the cue.
        frame: name of the rule that found the candidate.
    """

    spans: list[Span]
    cue: Token | None
    head: Token | None
    mention: Span | None
    block: int
    frame: str

    @property
    def start(self) -> int:
        """Start of the content, in code points."""
        return self.spans[0].start

    @property
    def length(self) -> int:
        """Length of the content, in code points."""
        return sum(map(len, self.spans))


class TextOwnership:
    """Record of the candidate that owns each code point. A lookup takes the same time for any number of candidates.

    Args:
        length: length of the text in code points.
    """

    def __init__(self, length: int) -> None:
        self._owners = array("q", [_UNOWNED]) * length
        self._claimed = bytearray(length)

    def claim(self, spans: Iterable[Span], owner: int) -> None:
        """Assign the unclaimed code points of the spans to an owner. Claimed code points keep their owner."""
        for span in spans:
            for position in range(span.start, span.end):
                if not self._claimed[position]:
                    self._claimed[position], self._owners[position] = 1, owner

    def is_claimed(self, position: int) -> bool:
        """Return True if the code point at a position has an owner."""
        return bool(self._claimed[position])

    def overlaps(self, span: Span) -> bool:
        """Return True if any code point of the span has an owner."""
        return self._claimed.find(1, span.start, span.end) >= 0

    def count_shared(self, spans: Iterable[Span]) -> dict[int, int]:
        """Return the number of code points of the spans that each owner has claimed."""
        counts = Counter(owner for span in spans for owner in self._owners[span.start : span.end])
        return {owner: count for owner, count in counts.items() if owner != _UNOWNED}
