"""A progress bar on stderr, where that is a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from index.progress import Progress as ToldProgress


@contextmanager
def bar() -> Iterator[ToldProgress]:
    """Show a bar a stage while the context lasts: how long it will take still, and how long it took."""
    remaining = TimeRemainingColumn(elapsed_when_finished=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), remaining)
    console = Console(stderr=True)
    stages: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as shown:

        def told(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                stages[stage] = shown.add_task(stage, total=total)
            shown.update(stages[stage], completed=done, total=total)

        yield told
