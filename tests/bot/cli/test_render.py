"""Results as lines: their text and their style."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.cli import render
from bot.cli.render import Line
from index.indexing.report import ReindexReport, RejectedFile
from index.models import Answer, Person, Span, Speaker, SpeakerMatch
from index.people.listing import PeoplePage
from tests.bot.slack.samples import ANSWER, ARTICLE, ASKED, PASSAGE, QUOTE, RESOLVED

WHERE = "Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm"


def piped(answer: Answer) -> list[str]:
    return [f"{line.prefix}{line.text}" for line in render.answer(answer)]


def test_statements_come_before_passages_by_others() -> None:
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
        "Passages on this topic, in which no statement by Torvil Arvane was recognised:",
        "",
        "3. Arvane’s words met with silence.",
        f"   passage: mentions Torvil Arvane · {WHERE}",
        "   https://news.example/summit?a=1&b=2",
        "",
        "Looked for: what Torvil Arvane said about the summit",
        "Looked through 12 articles from 1 June 2025 to 31 July 2025.",
    ]


def test_spoken_words_are_bold_and_the_preceding_sentence_is_dim() -> None:
    before, quote, attribution, explained, link, _ = render.quote(RESOLVED, "1. ")
    assert before.parts == [("The sentence before: Torvil Arvane, the minister, came last.", "dim")]
    assert quote.parts == [("He stated ", ""), ("that the treaty could wait", "bold"), (".", "")]
    assert (attribution.style, explained.style, link.style) == ("cyan", "dim", "blue")
    assert next(render.quote(PASSAGE, "1. ")).parts == [(PASSAGE.text, "")]


def test_correction_follows_the_attribution_and_other_places_are_dim() -> None:
    article = replace(ARTICLE, first_indexed=dt.date(2025, 6, 29), corrected=dt.date(2025, 7, 3))
    _, attribution, _, also_in, _ = render.quote(replace(QUOTE, article=article), "1. ")
    assert attribution.text.endswith(" · by Ida Holm · corrected 3 July 2025; first indexed 29 June 2025")
    assert also_in == Line("Also in Harbour Gazette (28 June 2025)", "   ", "dim")


REPORT = ReindexReport(
    added=3, changed=0, removed=0, unchanged=0, retained=0, rejected=(), articles=1_003, passages=5, statements=7,
    near_duplicates=0, seconds=75.25,
    snapshot="s1", published=True, stages={"reading": 1.25, "export": 0.04, "embedding": 73.1},
)  # fmt: skip


def test_report_shows_sizes_changes_and_times() -> None:
    lines = [line.text for line in render.report(replace(REPORT, near_duplicates=1_002))]
    assert lines == [
        "The index contains 1,003 articles, 5 passages and 7 statements.",
        "Articles: 3 added, 0 changed, 0 removed, 0 unchanged.",
        "Total time: 75.2 s.",
        "Time by stage: embedding 73.1 s, reading 1.2 s.",
        "1,002 articles are near-duplicates of another article.",
        "Snapshot s1 is now current.",
    ]
    assert [line.text for line in render.report(REPORT)] == [*lines[:4], lines[5]]
    one = [line.text for line in render.report(replace(REPORT, near_duplicates=1, stages={}, published=False))]
    assert one[3:] == [
        "1 article is a near-duplicate of another article.",
        "Nothing changed, so snapshot s1 is still current.",
    ]


def test_report_warns_about_notes_retained_articles_and_rejected_files() -> None:
    rejected = tuple(RejectedFile(f"{number}.txt", "the file is empty; fill it") for number in range(22))
    notes = ("the gold questions were skipped", "Nothing changed. Use --full.")
    report = replace(REPORT, notes=notes, retained=3, rejected=rejected)
    shown = [line for line in render.report(report) if line.style == "yellow"]
    assert [line.text for line in shown[:4]] == [
        "The gold questions were skipped.",
        "Nothing changed. Use --full.",
        "3 articles kept from the previous index because the source could not be read.",
        "Rejected 0.txt: the file is empty; fill it.",
    ]
    assert len(shown) == 3 + 20 + 1
    assert shown[-1].text == "… and 2 more. Use --json to list all rejected files."


def test_people_are_shown_with_counts_aliases_and_roles() -> None:
    holm = Person("Ida Holm", tuple(f"I. Holm {number}" for number in range(7)), ("mayor", "poet"), 1, 1_003)
    assert render.people(PeoplePage((holm,), 3, None, ())) == [
        Line("Ida Holm: 1 statement, named in 1,003 articles"),
        Line("also I. Holm 0, I. Holm 1, I. Holm 2, I. Holm 3, I. Holm 4, I. Holm 5", "   ", "dim"),
        Line("mayor; poet", "   ", "dim"),
        Line("… and 2 more. Use --limit to list more people.", style="dim"),
    ]


def test_organisation_is_marked_in_the_list_of_people() -> None:
    board = Person("Hask Valley Health Board", (), (), 2, 1, "organisation")
    assert render.people(PeoplePage((board,), 1, None, ())) == [
        Line("Hask Valley Health Board (organisation): 2 statements in 1 article")
    ]


def test_empty_list_of_people_is_explained() -> None:
    assert render.people(PeoplePage((), 0, None, ())) == [Line("The articles name no people.")]
    assert render.people(PeoplePage((), 0, "Hulm", (), 2)) == [
        Line("The list of speakers has no “Hulm”, but the words appear in 2 articles.")
    ]
    assert render.people(PeoplePage((), 0, "Hulm", ("Ida Holm",))) == [
        Line("The list of speakers has no “Hulm”. Similar names: Ida Holm.")
    ]


def test_uncertain_attribution_is_yellow() -> None:
    uncertain = replace(QUOTE, speaker=Speaker("Torvil Arvane", "Arvane", 10, 16, confidence="low"))
    assert Line("The attribution is uncertain", "   ", "yellow") in list(render.quote(uncertain, "1. "))


def test_spoken_words_are_bold_after_line_ends_become_spaces() -> None:
    text = "\n He \n\n stated\tthat  the\n treaty waits .\n"
    start, end = text.index("that"), text.index(".")
    quote = replace(PASSAGE, text=text, start=7, end=7 + len(text), said=(Span(7 + start, 7 + end),))
    line = next(render.quote(quote, "1. "))
    assert line.parts == [("He stated ", ""), ("that the treaty waits ", "bold"), (".", "")]


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_line_contains_the_words_of_the_quote(text: str, one: int, other: int) -> None:
    said = (Span(min(one, other), max(one, other)),)
    line = next(render.quote(replace(PASSAGE, text=text, start=0, end=len(text), said=said), ""))
    assert "".join(part for part, _ in line.parts) == line.text == " ".join(text.split())
    highlighted = "".join(part for part, style in line.parts if style)
    assert highlighted.split() == text[said[0].start : said[0].end].split()


def test_question_without_a_person_has_no_passages_heading() -> None:
    lines = piped(replace(ANSWER, quotes=(QUOTE, PASSAGE), understood=replace(ANSWER.understood, speaker=None)))
    assert not any(line.startswith("Passages") for line in lines)
    assert f"   passage · {WHERE}" in lines
    assert lines[-2] == "Looked for: the summit"


def test_passages_alone_are_shown_under_a_reason_and_a_heading() -> None:
    lines = render.answer(replace(ANSWER, quotes=(PASSAGE,), speaker=replace(ASKED, statements=0)))
    assert lines[:5] == [
        Line("Torvil Arvane is named in 12 articles, but no statement was recognised.", style="bold"),
        Line(),
        Line("Passages on this topic, in which no statement by Torvil Arvane was recognised:"),
        Line(),
        Line("Arvane’s words met with silence.", "1. "),
    ]


def test_unknown_person_gets_similar_names_and_the_closest_passages() -> None:
    asked = SpeakerMatch("Arvene", (), 0, 0, ("Torvil Arvane",))
    nearest = replace(PASSAGE, article=replace(ARTICLE, url=None))
    assert piped(replace(ANSWER, status="nothing_found", quotes=(), nearest=(nearest,), speaker=asked)) == [
        "No article contains “Arvene”. Similar names: Torvil Arvane.",
        "",
        "Closest passages:",
        "",
        "-  Arvane’s words met with silence.",
        f"   passage · {WHERE}",
        "",
        "Looked for: what Arvene said about the summit",
        "Looked through 12 articles from 1 June 2025 to 31 July 2025.",
    ]


def test_answer_without_passages_shows_the_interpretation() -> None:
    assert piped(replace(ANSWER, status="nothing_found", quotes=()))[:3] == [
        "Nothing in the collection answers that.",
        "",
        "Looked for: what Torvil Arvane said about the summit",
    ]
