"""An answer for the terminal: lines of plain text, each with a style. Pure.

Where the output is piped the lines are printed as they are; on a terminal they are wrapped and
coloured. Either way the text cannot command the terminal: canonical text has no control characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot import wording
from index.build import ReindexReport
from index.models import Answer, Quote
from index.store.snapshot import Manifest
from prompts import phrases

_REJECTED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what goes before it (wrapped lines hang under the text), the text, its style in rich's words."""

    text: str = ""
    lead: str = ""
    style: str = ""


def answer(given: Answer) -> list[Line]:
    """Return an answer: its quotes, or why there are none and what came nearest."""
    return [*_body(given), Line(wording.understood(given.understood), style="dim"), _covered(given)]


def _body(given: Answer) -> Iterator[Line]:
    if given.status == "answered":
        for number, each in enumerate(given.quotes, start=1):
            yield from quote(each, f"{number}. ")
        return
    yield from (Line(phrases.NOTHING_FOUND, style="bold"), Line())
    if given.nearest:
        yield from (Line(phrases.NEAREST), Line())
    for each in given.nearest:
        yield from quote(each, "-  ")


def quote(shown: Quote, lead: str) -> Iterator[Line]:
    """Yield one quote: the words, then who and where, then the link."""
    indent = " " * len(lead)
    yield Line(_one_line(shown.text), lead, "bold")
    yield Line(wording.attribution(shown), indent, "cyan")
    if shown.article.url:
        yield Line(shown.article.url, indent, "blue")
    if shown.also_in:
        yield Line(wording.also_in(shown), indent, "dim")
    yield Line()


def _covered(given: Answer) -> Line:
    return Line(wording.coverage(given.coverage), style="dim")


def report(done: ReindexReport) -> list[Line]:
    """Return what a reindex did."""
    state = "now current" if done.published else "still current: nothing had changed"
    counts = (
        f"{wording.articles(done.articles)} in {done.passages:,} passages: {done.added:,} added, "
        f"{done.changed:,} changed, {done.removed:,} removed, {done.unchanged:,} unchanged, in {done.seconds:.1f} s."
    )
    lines = [Line(counts), Line(f"Snapshot {done.snapshot} is {state}.")]
    if done.kept:
        lines.append(Line(f"{done.kept:,} kept as last read, since their source cannot be read now.", style="yellow"))
    lines += [Line(f"Rejected {each.path}: {each.reason}", style="yellow") for each in done.rejected[:_REJECTED_SHOWN]]
    left = len(done.rejected) - _REJECTED_SHOWN
    if left > 0:
        lines.append(Line(f"… and {left:,} more; --json lists all.", style="yellow"))
    return lines


def status(name: str, manifest: Manifest, covered: str) -> list[Line]:
    """Return what an index holds."""
    return [
        Line(f"Snapshot {name}, made {manifest.created:%Y-%m-%d %H:%M} UTC. Its files are whole."),
        Line(f"{manifest.articles:,} articles, {manifest.sentences:,} sentences, {manifest.passages:,} passages."),
        Line(f"{covered}."),
        Line(f"Embedded with {manifest.embedder} ({manifest.fingerprint[:12]})."),
    ]


def _one_line(text: str) -> str:
    """Return the text with its line ends as spaces: the terminal wraps it anew."""
    return " ".join(text.split())
