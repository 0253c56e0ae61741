"""The stages of a reindex: how far each is, and how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Told how far a stage is."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take the stage's name, what is done, and of how many (None where not known)."""


class Stopwatch:
    """Adds up the wall time of stages."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the time until the context ends as the stage's."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + time.monotonic() - began

    @property
    def seconds(self) -> dict[str, float]:
        """The stages in the order in which they began, in seconds."""
        return {stage: round(seconds, 3) for stage, seconds in self._seconds.items()}
