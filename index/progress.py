"""Progress and wall time of the stages of a reindex."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """A callback that shows the progress of a stage."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Show the progress.

        Args:
            stage: name of the stage.
            done: number of items that are done.
            total: number of all items; None if it is not known yet.
        """


class Stopwatch:
    """A sum of the wall time of each stage."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time until the context ends to the stage."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + time.monotonic() - began

    @property
    def seconds(self) -> dict[str, float]:
        """Wall time of each stage in seconds, in the order in which the stages began."""
        return {stage: round(seconds, 3) for stage, seconds in self._seconds.items()}
