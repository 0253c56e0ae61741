"""A progress bar on stderr, if stderr is a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich import progress
from rich.console import Console

from index.progress import Progress


@contextmanager
def bar() -> Iterator[Progress]:
    """Show one bar for each stage until the context ends: the time left, then the time taken."""
    remaining = progress.TimeRemainingColumn(elapsed_when_finished=True)
    label, count = progress.TextColumn("{task.description}"), progress.MofNCompleteColumn()
    console = Console(stderr=True)
    stages: dict[str, progress.TaskID] = {}
    with progress.Progress(
        label, progress.BarColumn(), count, remaining, console=console, disable=not console.is_terminal, transient=True
    ) as bars:

        def update(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield update
