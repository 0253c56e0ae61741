"""A statement as the rules find it, and which words are taken by which."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.language.syntax import Token
from index.models import Span

_NOBODY: Final = -1


@dataclass(slots=True)
class StatementCandidate:
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


class TextOwnership:
    """Which stretches of a text are said by which of some statements; quick however many they are.

    Args:
        length: of the text, in code points.
    """

    def __init__(self, length: int) -> None:
        self._owners = array("q", [_NOBODY]) * length
        self._said = bytearray(length)

    def take(self, spans: Iterable[Span], owner: int) -> None:
        """Give spans to a statement, told by an ordinal; what is taken keeps its owner."""
        for span in spans:
            for at in range(span.start, span.end):
                if not self._said[at]:
                    self._said[at], self._owners[at] = 1, owner

    def hold(self, position: int) -> bool:
        """Whether a position is taken."""
        return bool(self._said[position])

    def touch(self, span: Span) -> bool:
        """Whether anything of a span is taken."""
        return self._said.find(1, span.start, span.end) >= 0

    def shared(self, spans: Iterable[Span]) -> dict[int, int]:
        """Return how many code points of some spans each statement has."""
        counts = Counter(owner for span in spans for owner in self._owners[span.start : span.end])
        return {owner: count for owner, count in counts.items() if owner != _NOBODY}
