"""An answer as lines: what they say, how they look, and that they are plain where piped."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.cli import render
from bot.cli.render import Line
from index.indexing.report import ReindexReport
from index.models import Answer, Span, Speaker, SpeakerMatch
from tests.bot.slack.samples import ANSWER, ARTICLE, ASKED, PASSAGE, QUOTE, RESOLVED

WHERE = "Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm"


def piped(answer: Answer) -> list[str]:
    return [f"{line.lead}{line.text}" for line in render.answer(answer)]


def test_statements_then_passages() -> None:
    assert piped(replace(ANSWER, quotes=(QUOTE, RESOLVED, PASSAGE), speaker=ASKED)) == [
        '1. Arvane said: "We will not sign."',
        f"   Torvil Arvane · direct quotation · {WHERE}",
        "   https://news.example/summit?a=1&b=2",
        "   Also in Harbour Gazette (28 June 2025)",
        "",
        "2. The sentence before: Torvil Arvane, the minister, came last.",
        "   He stated that the treaty could wait.",
        f"   Torvil Arvane · indirect speech · {WHERE}",
        "   He is Torvil Arvane, named in the sentence before",
        "   https://news.example/summit?a=1&b=2",
        "",
        "Passages that mention it, not the words of Torvil Arvane:",
        "",
        "3. Arvane’s words met with silence.",
        f"   passage: mentions Torvil Arvane, not their words · {WHERE}",
        "   https://news.example/summit?a=1&b=2",
        "",
        "Looked for: what Torvil Arvane said about the summit",
        "Looked through 12 articles from 1 June 2025 to 31 July 2025.",
    ]


def test_what_was_said_stands_out_and_the_sentence_before_stands_back() -> None:
    before, quote, attribution, explained, link, _ = render.quote(RESOLVED, "1. ")
    assert before.parts == [("The sentence before: Torvil Arvane, the minister, came last.", "dim")]
    assert quote.parts == [("He stated ", ""), ("that the treaty could wait", "bold"), (".", "")]
    assert (attribution.style, explained.style, link.style) == ("cyan", "dim", "blue")
    assert next(render.quote(PASSAGE, "1. ")).parts == [(PASSAGE.text, "")]


def test_a_correction_stands_with_the_attribution_and_other_places_stand_back() -> None:
    article = replace(ARTICLE, first_indexed=dt.date(2025, 6, 29), corrected=dt.date(2025, 7, 3))
    _, attribution, _, also_in, _ = render.quote(replace(QUOTE, article=article), "1. ")
    assert attribution.text.endswith(" · by Ida Holm · corrected 3 July 2025; first indexed 29 June 2025")
    assert also_in == Line("Also in Harbour Gazette (28 June 2025)", "   ", "dim")


REPORT = ReindexReport(
    added=3, changed=0, removed=0, unchanged=0, retained=0, rejected=(), articles=1_003, passages=5, statements=7,
    near_duplicates=0, seconds=75.25,
    snapshot="s1", published=True, stages={"reading": 1.25, "export": 0.04, "embedding": 73.1},
)  # fmt: skip


def test_a_reindex_tells_how_many_articles_are_copies() -> None:
    told = [line.text for line in render.report(replace(REPORT, near_duplicates=1_002))]
    assert told == [
        "1,003 articles, 5 passages, 7 statements: 3 added, 0 changed, 0 removed, 0 unchanged, in 75.2 s.",
        "Of the time: embedding 73.1 s, reading 1.2 s.",
        "1,002 of the articles are near-copies of another one.",
        "Snapshot s1 is now current.",
    ]
    assert [line.text for line in render.report(REPORT)] == [told[0], told[1], told[3]]


def test_low_confidence_catches_the_eye() -> None:
    doubtful = replace(QUOTE, speaker=Speaker("Torvil Arvane", "Arvane", 10, 16, confidence="low"))
    assert Line("That they said this is not certain", "   ", "yellow") in list(render.quote(doubtful, "1. "))


def test_what_was_said_is_found_again_once_the_quote_is_one_line() -> None:
    text = "\n He \n\n stated\tthat  the\n treaty waits .\n"
    start, end = text.index("that"), text.index(".")
    quote = replace(PASSAGE, text=text, start=7, end=7 + len(text), said=(Span(7 + start, 7 + end),))
    line = next(render.quote(quote, "1. "))
    assert line.parts == [("He stated ", ""), ("that the treaty waits ", "bold"), (".", "")]


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_the_words_of_a_line_are_those_of_the_quote(text: str, one: int, other: int) -> None:
    said = (Span(min(one, other), max(one, other)),)
    line = next(render.quote(replace(PASSAGE, text=text, start=0, end=len(text), said=said), ""))
    assert "".join(part for part, _ in line.parts) == line.text == " ".join(text.split())
    strong = "".join(part for part, style in line.parts if style)
    assert strong.split() == text[said[0].start : said[0].end].split()


def test_no_person_no_line_between() -> None:
    lines = piped(replace(ANSWER, quotes=(QUOTE, PASSAGE), understood=replace(ANSWER.understood, speaker=None)))
    assert not any(line.startswith("Passages") for line in lines)
    assert f"   passage · {WHERE}" in lines
    assert lines[-2] == "Looked for: the summit"


def test_passages_only() -> None:
    lines = render.answer(replace(ANSWER, quotes=(PASSAGE,), speaker=replace(ASKED, statements=0)))
    assert lines[:5] == [
        Line("Torvil Arvane is named in 12 articles but quoted in none.", style="bold"),
        Line(),
        Line("Passages that mention it, not the words of Torvil Arvane:"),
        Line(),
        Line("Arvane’s words met with silence.", "1. "),
    ]


def test_nobody_by_that_name() -> None:
    asked = SpeakerMatch("Arvene", (), 0, 0, ("Torvil Arvane",))
    nearest = replace(PASSAGE, article=replace(ARTICLE, url=None))
    assert piped(replace(ANSWER, status="nothing_found", quotes=(), nearest=(nearest,), speaker=asked)) == [
        "Nobody in the collection is known as “Arvene”. Nearest by spelling: Torvil Arvane.",
        "",
        "The nearest that was found:",
        "",
        "-  Arvane’s words met with silence.",
        f"   passage · {WHERE}",
        "",
        "Looked for: what Arvene said about the summit",
        "Looked through 12 articles from 1 June 2025 to 31 July 2025.",
    ]


def test_nothing_at_all() -> None:
    assert piped(replace(ANSWER, status="nothing_found", quotes=()))[:3] == [
        "Nothing in the collection answers that.",
        "",
        "Looked for: what Torvil Arvane said about the summit",
    ]
