"""An answer for the terminal: lines of plain text, each with a style. Pure.

Where the output is piped the lines are printed as they are; on a terminal they are wrapped and
coloured. Either way the text cannot command the terminal: canonical text has no control characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.presentation import wording
from index.indexing.report import ReindexReport
from index.models import Answer, Quote, Span, SpeakerMatch
from index.store.manifest import Manifest
from prompts import messages

_REJECTED_SHOWN = 20
_SHOWN_SECONDS: Final = 1.0  # a shorter stage is not worth a word


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        text: what it says.
        lead: what goes before it; wrapped lines hang under the text.
        style: of the text, in rich's words.
        strong: what stands out in the text, in order.
    """

    text: str = ""
    lead: str = ""
    style: str = ""
    strong: tuple[Span, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The text in pieces, each with its style in rich's words."""
        return [
            (text, "bold" if strong else self.style) for text, strong in wording.split_by_spans(self.text, self.strong)
        ]


def answer(given: Answer) -> list[Line]:
    """Return an answer: its quotes, or why there are none and what came nearest."""
    understood = wording.understood(given.understood, given.speaker)
    return [*_body(given), Line(understood, style="dim"), _covered(given)]


def _body(given: Answer) -> Iterator[Line]:
    nothing = wording.no_answer_reason(given)
    if nothing:
        yield from (Line(nothing, style="bold"), Line())
    yield from _found(given) if given.status == "answered" else _nearest(given)


def _found(given: Answer) -> Iterator[Line]:
    parted = wording.first_passage(given)
    for place, each in enumerate(given.quotes):
        if place == parted:
            yield from (Line(wording.passages_heading(given)), Line())
        yield from quote(each, f"{place + 1}. ", given.speaker)


def _nearest(given: Answer) -> Iterator[Line]:
    if given.nearest:
        yield from (Line(messages.NEAREST), Line())
    for each in given.nearest:
        yield from quote(each, "-  ", given.speaker)


def quote(shown: Quote, lead: str, asked: SpeakerMatch | None = None) -> Iterator[Line]:
    """Yield one quote: the words, those that were said standing out; who, how and where; then the link."""
    indent = " " * len(lead)
    before = wording.before(shown)
    if before:
        yield Line(_one_line(before), lead, "dim")
    strong = tuple(_moved(span, shown.text) for span in wording.spoken(shown))
    yield Line(_one_line(shown.text), indent if before else lead, strong=strong)
    yield Line(wording.attribution(shown, asked), indent, "cyan")
    yield from _below(shown, indent)
    yield Line()


def _below(shown: Quote, indent: str) -> Iterator[Line]:
    doubtful = shown.speaker is not None and shown.speaker.confidence == "low"
    lines = [
        Line(wording.explained(shown), indent, "yellow" if doubtful else "dim"),
        Line(shown.article.url or "", indent, "blue"),
        Line(wording.also_in(shown), indent, "dim"),
    ]
    yield from (line for line in lines if line.text)


def _covered(given: Answer) -> Line:
    return Line(wording.coverage(given.coverage), style="dim")


def report(done: ReindexReport) -> list[Line]:
    """Return what a reindex did."""
    state = "now current" if done.published else "still current: nothing had changed"
    counts = (
        f"{wording.articles(done.articles)}, {done.passages:,} passages, {done.statements:,} statements: "
        f"{done.added:,} added, "
        f"{done.changed:,} changed, {done.removed:,} removed, {done.unchanged:,} unchanged, in {done.seconds:.1f} s."
    )
    copies = (
        [Line(f"{done.near_duplicates:,} of the articles are near-copies of another one.")]
        if done.near_duplicates
        else []
    )
    notes = [Line(f"{note[:1].upper()}{note[1:]}.", style="yellow") for note in done.notes]
    spent = sorted(
        ((seconds, stage) for stage, seconds in done.stages.items() if seconds >= _SHOWN_SECONDS), reverse=True
    )
    times = ", ".join(f"{stage} {seconds:.1f} s" for seconds, stage in spent)
    stages = [Line(f"Of the time: {times}.", style="dim")] if times else []
    lines = [Line(counts), *stages, *copies, Line(f"Snapshot {done.snapshot} is {state}."), *notes]
    if done.retained:
        lines.append(Line(f"{done.retained:,} kept as last read, since their source cannot be read now.", "", "yellow"))
    lines += [Line(f"Rejected {each.path}: {each.reason}", style="yellow") for each in done.rejected[:_REJECTED_SHOWN]]
    left = len(done.rejected) - _REJECTED_SHOWN
    if left > 0:
        lines.append(Line(f"… and {left:,} more; --json lists all.", style="yellow"))
    return lines


def _stages(done: ReindexReport) -> list[Line]:
    """Return where the time went, the longest first."""
    long = sorted(((each, stage) for stage, each in done.stages.items() if each >= _SHOWN_SECONDS), reverse=True)
    told = ", ".join(f"{stage} {seconds:.1f} s" for seconds, stage in long)
    return [Line(f"Of the time: {told}.", style="dim")] if told else []


def status(name: str, manifest: Manifest, covered: str) -> list[Line]:
    """Return what an index holds."""
    return [
        Line(f"Snapshot {name}, made {manifest.created:%Y-%m-%d %H:%M} UTC. Its files are whole."),
        Line(f"{manifest.articles:,} articles, {manifest.sentences:,} sentences, {manifest.passages:,} passages."),
        Line(f"{manifest.statements:,} statements; {manifest.people:,} people are named."),
        Line(f"{manifest.near_duplicates:,} articles are near-copies of another one."),
        Line(f"{covered}."),
        Line(f"Embedded with {manifest.embedder} ({manifest.embedder_fingerprint[:12]})."),
    ]


def _one_line(text: str) -> str:
    """Return the text with its line ends as spaces: the terminal wraps it anew."""
    return " ".join(text.split())


def _moved(span: Span, text: str) -> Span:
    """Return where ``span`` of ``text`` lies once that is one line."""
    return Span(_column(span.start, text), _column(span.end, text))


def _column(offset: int, text: str) -> int:
    start = _one_line(text[:offset])
    return len(start) + (bool(start) and text[offset - 1].isspace())
