"""Results as lines of text for the terminal. Pure.

A pipe gets the plain lines. A terminal gets them wrapped and in colour. The text cannot command the terminal, because
canonical text has no control characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.presentation import wording
from index.models import Answer, Person, Quote, Span, SpeakerMatch
from prompts import messages

if TYPE_CHECKING:
    from index.indexing.report import ReindexReport
    from index.overview import IndexStatus
    from index.people.listing import PeoplePage

_MAX_REJECTED: Final = 20
_MAX_ALIASES: Final = 6
_MAX_ROLES: Final = 3
_MIN_STAGE_SECONDS: Final = 1.0
_FINGERPRINT_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output.

    Attributes:
        text: the text, which a terminal wraps.
        prefix: text before it, such as a number. Wrapped lines are indented to its width.
        style: style of the text, in the terms of rich.
        highlights: parts of the text to show in bold, in order and without overlaps.
    """

    text: str = ""
    prefix: str = ""
    style: str = ""
    highlights: tuple[Span, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The pieces of the text, each with its style."""
        pieces = wording.split_by_spans(self.text, self.highlights)
        return [(text, "bold" if is_highlight else self.style) for text, is_highlight in pieces]


def answer(result: Answer) -> list[Line]:
    """Return the lines of an answer: the quotes, or the reason why there are none and the closest passages."""
    interpretation = wording.interpretation_line(result.understood, result.speaker)
    searched = wording.searched_line(result.coverage)
    return [*_body(result), Line(interpretation, style="dim"), Line(searched, style="dim")]


def _body(result: Answer) -> Iterator[Line]:
    reason = wording.no_answer_reason(result)
    if reason:
        yield from (Line(reason, style="bold"), Line())
    yield from _quotes(result) if result.status == "answered" else _closest_passages(result)


def _quotes(result: Answer) -> Iterator[Line]:
    first_passage = wording.first_passage(result)
    for position, shown in enumerate(result.quotes):
        if position == first_passage:
            yield from (Line(wording.passages_heading(result)), Line())
        yield from quote(shown, f"{position + 1}. ", result.speaker)


def _closest_passages(result: Answer) -> Iterator[Line]:
    if result.nearest:
        yield from (Line(messages.CLOSEST_PASSAGES), Line())
    for passage in result.nearest:
        yield from quote(passage, "-  ", result.speaker)


def quote(shown: Quote, prefix: str, asked: SpeakerMatch | None = None) -> Iterator[Line]:
    """Yield the lines of one quote: its words, its attribution, its link, and an empty line.

    Args:
        shown: the quote. The speaker's words are highlighted.
        prefix: number or dash before the first line.
        asked: the speaker of the question, if it names one.
    """
    indent = " " * len(prefix)
    preceding = wording.preceding_sentence(shown)
    if preceding:
        yield Line(_one_line(preceding), prefix, "dim")
    highlights = tuple(_span_in_one_line(span, shown.text) for span in wording.spoken_spans(shown))
    yield Line(_one_line(shown.text), indent if preceding else prefix, highlights=highlights)
    yield Line(wording.attribution(shown, asked), indent, "cyan")
    yield from _details(shown, indent)
    yield Line()


def _details(shown: Quote, indent: str) -> Iterator[Line]:
    is_uncertain = shown.speaker is not None and shown.speaker.confidence == "low"
    lines = [
        Line(wording.speaker_explanation(shown), indent, "yellow" if is_uncertain else "dim"),
        Line(shown.article.url or "", indent, "blue"),
        Line(wording.also_in(shown), indent, "dim"),
    ]
    yield from (line for line in lines if line.text)


def people(page: "PeoplePage") -> list[Line]:
    """Return the lines of a list of people: for each person the counts, the aliases and the roles."""
    lines = [line for person in page.people for line in _person(person)]
    hidden = page.total - len(page.people)
    if hidden:
        lines.append(Line(messages.MORE_PEOPLE.format(count=hidden), style="dim"))
    if lines:
        return lines
    return [
        Line(
            messages.NO_PEOPLE
            if page.asked is None
            else wording.unknown_person(page.asked, page.similar, page.appears_in)
        )
    ]


def _person(person: Person) -> Iterator[Line]:
    statements, articles = wording.counted(person.statements, "statement"), wording.counted(person.articles, "article")
    pattern = messages.ORGANISATION if person.kind == "organisation" else messages.PERSON
    yield Line(pattern.format(name=person.name, statements=statements, articles=articles))
    if person.aliases:
        yield Line(messages.ALSO_CALLED.format(names=", ".join(person.aliases[:_MAX_ALIASES])), "   ", "dim")
    if person.roles:
        yield Line("; ".join(person.roles[:_MAX_ROLES]), "   ", "dim")


def report(result: "ReindexReport") -> list[Line]:
    """Return the lines of a reindex report."""
    return [
        Line(
            messages.INDEXED.format(
                articles=wording.counted(result.articles, "article"),
                passages=wording.counted(result.passages, "passage"),
                statements=wording.counted(result.statements, "statement"),
            )
        ),
        Line(
            messages.CHANGES.format(
                added=result.added,
                changed=result.changed,
                removed=result.removed,
                unchanged=result.unchanged,
            )
        ),
        Line(messages.TOTAL_TIME.format(seconds=result.seconds)),
        *_stage_times(result),
        *_near_duplicates(result.near_duplicates),
        Line((messages.PUBLISHED if result.published else messages.NOTHING_CHANGED).format(name=result.snapshot)),
        *_warnings(result),
    ]


def _stage_times(result: "ReindexReport") -> Iterator[Line]:
    """Yield the stages that took a second or more, longest first."""
    stages = sorted(
        ((seconds, stage) for stage, seconds in result.stages.items() if seconds >= _MIN_STAGE_SECONDS), reverse=True
    )
    if stages:
        times = ", ".join(messages.STAGE_TIME.format(stage=stage, seconds=seconds) for seconds, stage in stages)
        yield Line(messages.STAGE_TIMES.format(times=times), style="dim")


def _near_duplicates(count: int) -> Iterator[Line]:
    if count:
        pattern = messages.ONE_NEAR_DUPLICATE if count == 1 else messages.NEAR_DUPLICATES
        yield Line(pattern.format(count=count))


def _warnings(result: "ReindexReport") -> Iterator[Line]:
    for note in result.notes:
        yield Line(wording.with_stop(f"{note[:1].upper()}{note[1:]}"), style="yellow")
    if result.retained:
        yield Line(messages.RETAINED.format(articles=wording.counted(result.retained, "article")), style="yellow")
    for rejected in result.rejected[:_MAX_REJECTED]:
        message = messages.REJECTED.format(path=rejected.path, reason=rejected.reason)
        yield Line(wording.with_stop(message), style="yellow")
    hidden = len(result.rejected) - _MAX_REJECTED
    if hidden > 0:
        yield Line(messages.MORE_REJECTED.format(count=hidden), style="yellow")


def status(contents: "IndexStatus") -> list[Line]:
    """Return the lines that describe an index with correct checksums."""
    manifest = contents.manifest
    return [
        Line(messages.CREATED.format(name=contents.snapshot, created=manifest.created)),
        Line(messages.VERIFIED),
        Line(
            messages.CONTENTS.format(
                articles=wording.counted(manifest.articles, "article"),
                sentences=wording.counted(manifest.sentences, "sentence"),
                passages=wording.counted(manifest.passages, "passage"),
            )
        ),
        Line(
            messages.ATTRIBUTED.format(
                statements=wording.counted(manifest.statements, "statement"),
                people=wording.counted(manifest.people, "person", "people"),
                organisations=wording.counted(manifest.organisations, "organisation"),
            )
        ),
        *_near_duplicates(manifest.near_duplicates),
        Line(wording.coverage_line(contents.coverage)),
        Line(
            messages.EMBEDDED_WITH.format(
                model=manifest.embedder, fingerprint=manifest.embedder_fingerprint[:_FINGERPRINT_DIGITS]
            )
        ),
    ]


def _one_line(text: str) -> str:
    """Return the text with every run of white space as one space. The terminal wraps the lines itself."""
    return " ".join(text.split())


def _span_in_one_line(span: Span, text: str) -> Span:
    """Return the span of the same words in :func:`_one_line` of the text."""
    return Span(_offset_in_one_line(span.start, text), _offset_in_one_line(span.end, text))


def _offset_in_one_line(offset: int, text: str) -> int:
    start = _one_line(text[:offset])
    return len(start) + (bool(start) and text[offset - 1].isspace())
