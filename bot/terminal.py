"""An answer for the terminal. Pure: an Answer in, what rich prints out."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot import wording
from index.build import ReindexReport
from index.models import Answer, Quote
from index.store.snapshot import Manifest
from prompts import phrases

_REJECTED_SHOWN = 20


def answer(given: Answer) -> RenderableType:
    """Return an answer: its quotes, or why there are none and what came nearest."""
    parts: list[RenderableType] = []
    if given.status == "answered":
        parts += [quote(each, number) for number, each in enumerate(given.quotes, start=1)]
    else:
        parts += [Text(phrases.NOTHING_FOUND, style="bold"), Text()]
        if given.nearest:
            parts += [Text(phrases.NEAREST), Text()]
            parts += [quote(each, None) for each in given.nearest]
    parts.append(Text(f"{wording.understood(given.understood)}\n{wording.coverage(given.coverage)}", style="dim"))
    return Group(*parts)


def quote(shown: Quote, number: int | None) -> RenderableType:
    """Return one quote: the words, then who and where, then the link."""
    words = Text(_one_line(shown.text), style="default" if number else "dim")
    lines = [Text(wording.attribution(shown), style="cyan")]
    if shown.article.url:
        lines.append(Text(shown.article.url, style="blue underline", overflow="fold"))
    if shown.also_in:
        lines.append(Text(wording.also_in(shown), style="dim"))
    mark = f"{number}. " if number else "-  "
    first = Text.assemble((mark, "bold"), words)
    return Group(Padding(first, (0, 0)), *(Padding(line, (0, 0, 0, 3)) for line in lines), Text())


def report(done: ReindexReport) -> RenderableType:
    """Return what a reindex did."""
    state = "now current" if done.published else "still current, nothing had changed"
    lines = [
        Text(
            f"{done.articles:,} articles in {done.passages:,} passages: {done.added:,} added, {done.changed:,} changed, "
            f"{done.removed:,} removed, {done.unchanged:,} unchanged, in {done.seconds:.1f} s."
        ),
        Text(f"Snapshot {done.snapshot} is {state}."),
    ]
    if done.kept:
        lines.append(Text(f"{done.kept:,} kept as last read, since their source cannot be read now.", style="yellow"))
    for each in done.rejected[:_REJECTED_SHOWN]:
        lines.append(Text(f"Rejected {each.path}: {each.reason}", style="yellow"))
    if len(done.rejected) > _REJECTED_SHOWN:
        lines.append(Text(f"… and {len(done.rejected) - _REJECTED_SHOWN:,} more; --json lists all.", style="yellow"))
    return Group(*lines)


def status(name: str, manifest: Manifest, covered: str) -> RenderableType:
    """Return what an index holds."""
    return Group(
        Text(f"Snapshot {name}, made {manifest.created:%Y-%m-%d %H:%M} UTC"),
        Text(f"{manifest.articles:,} articles, {manifest.sentences:,} sentences, {manifest.passages:,} passages"),
        Text(f"{covered}"),
        Text(f"Embedded with {manifest.embedder} ({manifest.fingerprint[:12]})"),
    )


def _one_line(text: str) -> str:
    """Return the text with its line ends as spaces: the terminal wraps it anew."""
    return " ".join(text.split())
