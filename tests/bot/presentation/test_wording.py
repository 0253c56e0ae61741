"""Answers in words: attributions, explanations, reasons for no answer, and their JSON form."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation import wording
from bot.presentation.json_output import as_json
from index.models import (
    Answer,
    Confidence,
    Coverage,
    Interpretation,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Speaker,
    SpeakerMatch,
)
from tests.bot.slack.samples import ANSWER, ARTICLE, ASKED, PASSAGE, QUOTE, RESOLVED

PEOPLE = ("Ida Holm", "Per Holm", "Una Holm", "Odd Holm", "Eva Holm")


def quote_of(speaker: Speaker) -> Quote:
    return replace(QUOTE, speaker=speaker)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("direct", "direct quotation"),
        ("indirect", "indirect speech"),
        ("mixed", "partly direct quotation"),
        ("passage", "passage"),
    ],
)
def test_attribution_starts_with_the_speaker_and_the_kind(kind: QuoteKind, said: str) -> None:
    quote = replace(QUOTE, kind=kind)
    assert wording.attribution(quote) == (
        f"Torvil Arvane · {said} · Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm"
    )
    assert wording.attribution(replace(quote, speaker=None)).startswith(f"{said} · Summit & after · ")


def test_attribution_parts_are_split_at_the_title_even_if_another_part_repeats_it() -> None:
    quote = replace(QUOTE, article=replace(ARTICLE, title="direct", publisher=None, published=None, author=None))
    assert wording.attribution_parts(quote) == (
        "Torvil Arvane · direct quotation · ",
        "direct",
        " · publisher unknown · date unknown",
    )


CORRECTED = replace(ARTICLE, first_indexed=dt.date(2025, 6, 29), corrected=dt.date(2025, 7, 3))


def test_attribution_shows_a_correction_and_the_first_indexed_day() -> None:
    assert wording.attribution(replace(PASSAGE, article=CORRECTED)) == (
        "passage · Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm · "
        "corrected 3 July 2025; first indexed 29 June 2025"
    )
    undated = replace(CORRECTED, author=None, published=None, first_indexed=None)
    assert wording.attribution(replace(PASSAGE, article=undated)).endswith(
        "Wire · date unknown · corrected 3 July 2025"
    )
    never = replace(CORRECTED, corrected=None)
    assert wording.attribution(replace(PASSAGE, article=never)) == wording.attribution(PASSAGE)


def places(*named: tuple[str | None, int | None]) -> Quote:
    """Return a quote that these publishers repeated on these days of June."""
    others = (
        replace(ARTICLE, id=f"{number}", publisher=publisher, published=dt.date(2025, 6, day) if day else None)
        for number, (publisher, day) in enumerate(named)
    )
    return replace(QUOTE, also_in=tuple(others))


def test_other_places_are_listed_once() -> None:
    assert wording.also_in(places()) == ""
    assert wording.also_in(places(("Harbour Gazette", 28), (None, 29), ("Ostrel Courier", None))) == (
        "Also in Harbour Gazette (28 June 2025), publisher unknown (29 June 2025), Ostrel Courier"
    )
    twice = places(("Harbour Gazette", 28), ("Ostrel Courier", 28), ("Harbour Gazette", 28))
    assert wording.also_in(twice) == "Also in Harbour Gazette (28 June 2025), Ostrel Courier (28 June 2025)"
    assert wording.also_in(replace(QUOTE, also_in=(CORRECTED, replace(CORRECTED, published=None)))) == (
        "Also in Velmara Wire (28 June 2025, corrected 3 July 2025), Velmara Wire (corrected 3 July 2025)"
    )


def test_many_places_are_counted_after_the_fifth() -> None:
    assert wording.also_in(places(*((f"P{number}", None) for number in range(6)))) == "Also in P0, P1, P2, P3, P4, P5"
    assert wording.also_in(places(*((f"P{number}", None) for number in range(1_007)))) == (
        "Also in P0, P1, P2, P3, P4 and 1,002 more"
    )


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("Arvane’s words met with silence.", ("Torvil Arvane",), "passage: mentions Torvil Arvane"),
        ("ARVANE was silent.", ("Torvil Arvane",), "passage: mentions Torvil Arvane"),
        ("The Arvanes were silent.", ("Torvil Arvane",), "passage"),
        ("Mr Holm left.", PEOPLE[:2], "passage: mentions Ida Holm or Per Holm"),
        ("The quay is closed.", (), "passage"),
    ],
)
def test_passage_that_names_the_person_in_the_question_is_marked_as_a_mention(
    text: str, names: tuple[str, ...], said: str
) -> None:
    attribution = wording.attribution(replace(PASSAGE, text=text), replace(ASKED, names=names))
    assert attribution == f"{said} · Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm"


@pytest.mark.parametrize(
    ("mention_text", "resolved_by", "back", "said"),
    [
        ("Arvane", "name", None, ""),
        ("Minister Torvald Arvane", "name", None, ""),
        ("TORVIL ARVANE", "role", 1, ""),
        ("Foreign Minister Torvil Arvane", "role", 0, ""),
        ("Арване", "name", None, "Printed as “Арване”"),
        ("He", "pronoun", 1, "He is Torvil Arvane, named in the sentence before"),
        ("he", "pronoun", 0, "He is Torvil Arvane, named in the same sentence"),
        ("She", "pronoun", 2, "She is Torvil Arvane, named two sentences before"),
        ("she", "pronoun", 3, "She is Torvil Arvane, named three sentences before"),
        ("He", "pronoun", 4, "He is Torvil Arvane, named earlier in the article"),
        ("He", "pronoun", -1, "He is Torvil Arvane, named later in the article"),
        ("He", "pronoun", None, "He is Torvil Arvane"),
        ("they", "pronoun", 1, "“they” refers to Torvil Arvane, named in the sentence before"),
        ("the\nminister", "role", 2, "“the minister” probably refers to Torvil Arvane, named two sentences before"),
        ("Arvane", "continued", 1, "Continues the previous statement"),
    ],
)
def test_mention_without_the_name_is_explained(
    mention_text: str, resolved_by: Resolution, back: int | None, said: str
) -> None:
    assert (
        wording.speaker_explanation(quote_of(Speaker("Torvil Arvane", mention_text, 10, 16, resolved_by, back))) == said
    )


@pytest.mark.parametrize(
    ("confidence", "alone", "after"),
    [
        ("high", "", ""),
        ("medium", "The attribution is fairly certain", "; the attribution is fairly certain"),
        ("low", "The attribution is uncertain", "; the attribution is uncertain"),
    ],
)
def test_uncertain_attribution_is_marked(confidence: Confidence, alone: str, after: str) -> None:
    assert (
        wording.speaker_explanation(quote_of(Speaker("Torvil Arvane", "Arvane", 10, 16, confidence=confidence)))
        == alone
    )
    pronoun = Speaker("Torvil Arvane", "He", 10, 12, "pronoun", 1, confidence)
    assert wording.speaker_explanation(quote_of(pronoun)) == f"He is Torvil Arvane, named in the sentence before{after}"


def test_quote_without_a_speaker_has_no_explanation() -> None:
    assert wording.speaker_explanation(PASSAGE) == ""


def test_preceding_sentence_is_shown_if_it_names_the_speaker_and_the_quote_does_not() -> None:
    speaker = Speaker("Torvil Arvane", "He", 10, 12, "pronoun", 1)
    line = "The sentence before: The envoy came last."
    quote = replace(RESOLVED, before="The envoy came last.", speaker=speaker)
    assert wording.preceding_sentence(quote) == line
    by_role = replace(speaker, mention_text="the envoy", resolved_by="role")
    assert wording.preceding_sentence(replace(quote, speaker=by_role)) == line
    far = replace(quote, speaker=replace(speaker, antecedent_distance=2))
    assert wording.preceding_sentence(far) == ""
    assert (
        wording.preceding_sentence(replace(far, before="Arvane came last.")) == "The sentence before: Arvane came last."
    )


@pytest.mark.parametrize(
    "quote",
    [
        replace(RESOLVED, before=""),
        replace(RESOLVED, speaker=None),
        replace(QUOTE, before="Torvil Arvane came last."),
        replace(RESOLVED, speaker=Speaker("Torvil Arvane", "He", 10, 12, "pronoun", 0)),
        replace(
            RESOLVED, speaker=Speaker("Torvil Arvane", "he", 35, 37, "pronoun", 1), text="Arvane paused. Then he spoke."
        ),
    ],
)
def test_preceding_sentence_is_not_shown_if_it_adds_nothing(quote: Quote) -> None:
    assert wording.preceding_sentence(quote) == ""


def test_spoken_spans_are_in_order_and_do_not_overlap() -> None:
    said = (Span(30, 60), Span(0, 14), Span(12, 16), Span(50, 60), Span(20, 20))
    assert wording.spoken_spans(replace(QUOTE, start=10, text="x" * 32, said=said)) == (
        Span(0, 4),
        Span(4, 6),
        Span(20, 32),
    )


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_joined_pieces_are_the_text(text: str, ends: list[tuple[int, int]]) -> None:
    said = tuple(Span(min(pair), max(pair)) for pair in ends)
    spoken = wording.spoken_spans(replace(QUOTE, start=5, text=text, said=said))
    pieces = list(wording.split_by_spans(text, spoken))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    covered = {offset for span in said for offset in range(span.start - 5, span.end - 5)}
    marked = [is_spoken for piece, is_spoken in pieces for _ in piece]
    assert marked == [offset in covered for offset in range(len(text))]


@pytest.mark.parametrize(
    ("names", "said"),
    [(0, ""), (1, "Ida Holm"), (2, "Ida Holm or Per Holm"), (3, "Ida Holm, Per Holm or Una Holm")],
)
def test_up_to_three_names_are_joined(names: int, said: str) -> None:
    assert wording.join_names(PEOPLE[:names]) == said


def test_names_after_the_third_are_counted_if_there_are_two_or_more() -> None:
    assert wording.join_names(PEOPLE[:4]) == "Ida Holm, Per Holm, Una Holm or Odd Holm"
    assert wording.join_names(PEOPLE) == "Ida Holm, Per Holm, Una Holm or 2 others"


@pytest.mark.parametrize(
    ("speaker", "topic", "said"),
    [
        (None, "the summit", "Looked for: the summit, since 3 June 2025"),
        (None, "", "Looked for: anything, since 3 June 2025"),
        ("Torvil Arvane", "the summit", "Looked for: what Torvil Arvane said about the summit, since 3 June 2025"),
        ("Torvil Arvane", "", "Looked for: what Torvil Arvane said, since 3 June 2025"),
    ],
)
def test_interpretation_line_shows_speaker_and_topic(speaker: str | None, topic: str, said: str) -> None:
    assert wording.interpretation_line(Interpretation(speaker, topic, dt.date(2025, 6, 3), None, None)) == said


@pytest.mark.parametrize(
    ("since", "until", "publisher", "filters"),
    [
        (None, None, None, ""),
        (None, dt.date(2025, 6, 3), None, ", until 3 June 2025"),
        (dt.date(2025, 6, 3), dt.date(2025, 7, 1), None, ", from 3 June 2025 to 1 July 2025"),
        (dt.date(2025, 6, 3), dt.date(2025, 6, 3), None, ", on 3 June 2025"),
        (dt.date(2025, 6, 3), None, "Velmara Wire", ", since 3 June 2025, in Velmara Wire"),
    ],
)
def test_interpretation_line_shows_filters(
    since: dt.date | None, until: dt.date | None, publisher: str | None, filters: str
) -> None:
    interpretation = Interpretation(None, "the summit", since, until, publisher)
    assert wording.interpretation_line(interpretation) == f"Looked for: the summit{filters}"


def test_interpretation_line_shows_everyone_a_name_may_refer_to() -> None:
    interpretation = Interpretation("Holm", "the quay", None, None, None)
    both = SpeakerMatch("Holm", PEOPLE[:2], 3, 4, ())
    assert (
        wording.interpretation_line(interpretation, both) == "Looked for: what Ida Holm or Per Holm said about the quay"
    )
    assert (
        wording.interpretation_line(interpretation, replace(both, names=()))
        == "Looked for: what Holm said about the quay"
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (None, "Nothing in the collection answers that."),
        (SpeakerMatch("Arvene", (), 0, 0, ()), "No article contains “Arvene”."),
        (
            SpeakerMatch("Arvene", (), 0, 0, ("Torvil Arvane", "Ida Arven")),
            "No article contains “Arvene”. Similar names: Torvil Arvane, Ida Arven.",
        ),
        (
            SpeakerMatch("Arvene", (), 0, 2, ()),
            "No statement by “Arvene” was recognised. The words appear in 2 articles.",
        ),
        (
            SpeakerMatch("the council", (), 3, 2, ()),
            "“the council” is quoted, but no statement is clearly about this topic.",
        ),
        (ASKED, "Torvil Arvane is quoted, but no statement is clearly about this topic."),
        (replace(ASKED, statements=0), "Torvil Arvane is named in 12 articles, but no statement was recognised."),
        (
            replace(ASKED, statements=0, mentioned_in=1),
            "Torvil Arvane is named in 1 article, but no statement was recognised.",
        ),
        (replace(ASKED, statements=0, mentioned_in=0), "No article contains “Arvane”."),
    ],
)
def test_no_answer_reason_depends_on_the_speaker(asked: SpeakerMatch | None, said: str) -> None:
    nothing: Answer = replace(ANSWER, status="nothing_found", quotes=(), speaker=asked)
    assert wording.no_answer_reason(nothing) == said
    only_passages = replace(ANSWER, quotes=(PASSAGE,), speaker=asked)
    assert wording.no_answer_reason(only_passages) == (said if asked else "")
    assert wording.no_answer_reason(replace(ANSWER, quotes=(QUOTE, PASSAGE), speaker=asked)) == ""


def test_absent_name_is_absent_from_the_articles_that_match_the_filters() -> None:
    understood = replace(ANSWER.understood, since=dt.date(2025, 6, 1))
    nothing: Answer = replace(
        ANSWER, status="nothing_found", quotes=(), speaker=SpeakerMatch("Arvene", (), 0, 0, ()), understood=understood
    )
    assert wording.no_answer_reason(nothing) == ("No article that matches these filters contains “Arvene”.")


def test_filters_that_no_article_matches_are_named_once() -> None:
    nothing: Answer = replace(
        ANSWER,
        status="nothing_found",
        quotes=(),
        speaker=replace(ASKED, statements=0, mentioned_in=0),
        coverage=Coverage(0, None, None, "s"),
    )
    assert wording.no_answer_reason(nothing) == "Nothing in the collection answers that."
    assert wording.searched_line(nothing.coverage) == "No article matches these filters."


@pytest.mark.parametrize(
    ("missing_terms", "reason"),
    [
        (("walrus",), "The closest passage does not mention “walrus”."),
        (("walrus", "migrate"), "The closest passage does not mention “walrus” or “migrate”."),
        ((), "The closest passage contains these words but is about something else."),
    ],
)
def test_no_answer_reason_lists_terms_missing_from_the_closest_passage(
    missing_terms: tuple[str, ...], reason: str
) -> None:
    nothing = replace(
        ANSWER, status="nothing_found", quotes=(), nearest=(PASSAGE,), speaker=None, missing_terms=missing_terms
    )
    assert wording.no_answer_reason(nothing) == f"Nothing in the collection answers that. {reason}"


def test_no_answer_reason_says_that_quotes_come_from_any_date() -> None:
    other = replace(ANSWER, dates_relaxed=True, speaker=None)
    assert wording.no_answer_reason(other) == (
        "No article from those dates answers this, so these quotes come from any date."
    )


@pytest.mark.parametrize(
    ("coverage", "searched", "dates"),
    [
        (
            Coverage(1_003, dt.date(2025, 6, 3), dt.date(2025, 7, 15), "s"),
            "Looked through 1,003 articles from 3 June 2025 to 15 July 2025.",
            "The articles were published from 3 June 2025 to 15 July 2025.",
        ),
        (
            Coverage(1, dt.date(2025, 6, 3), dt.date(2025, 6, 3), "s"),
            "Looked through 1 article from 3 June 2025.",
            "The articles were published on 3 June 2025.",
        ),
        (Coverage(2, None, None, "s"), "Looked through 2 articles.", "No article has a date."),
        (Coverage(0, None, None, "s"), "No article matches these filters.", "No article has a date."),
    ],
)
def test_coverage_is_a_sentence(coverage: Coverage, searched: str, dates: str) -> None:
    assert (wording.searched_line(coverage), wording.coverage_line(coverage)) == (searched, dates)


@pytest.mark.parametrize("text", ["Set X.", "Set X!", "Set X?", "Set X…"])
def test_stop_is_added_once(text: str) -> None:
    assert (wording.with_stop(text), wording.with_stop("Set X")) == (text, "Set X.")


def test_passages_heading_precedes_the_first_passage() -> None:
    given_answer = replace(ANSWER, quotes=(QUOTE, QUOTE, PASSAGE, PASSAGE), speaker=ASKED)
    assert wording.first_passage(given_answer) == 2
    assert wording.first_passage(replace(given_answer, speaker=None)) is None
    assert wording.first_passage(replace(given_answer, quotes=(QUOTE,))) is None
    assert wording.passages_heading(given_answer) == (
        "Passages on this topic, in which no statement by Torvil Arvane was recognised:"
    )
    without_topic = replace(given_answer, understood=replace(ANSWER.understood, topic=""))
    assert wording.passages_heading(without_topic) == (
        "Passages in which no statement by Torvil Arvane was recognised:"
    )
    nobody = replace(given_answer, speaker=replace(ASKED, names=()))
    assert wording.passages_heading(nobody) == "Closest passages:"


def test_json_contains_corrections() -> None:
    [quote] = as_json(replace(ANSWER, quotes=(replace(QUOTE, article=CORRECTED),)))["quotes"]
    assert (quote["article"]["first_indexed"], quote["article"]["corrected"]) == ("2025-06-29", "2025-07-03")
    assert [(place["id"], place["first_indexed"], place["corrected"]) for place in quote["also_in"]] == [
        ("a2", None, None)
    ]


def test_json_contains_the_speaker_and_the_spoken_spans() -> None:
    printed = as_json(replace(ANSWER, quotes=(RESOLVED,), speaker=ASKED))
    assert printed["quotes"][0]["speaker"] == {
        "name": "Torvil Arvane",
        "as_written": "He",
        "start": 10,
        "end": 12,
        "resolved_by": "pronoun",
        "antecedent_distance": 1,
        "confidence": "high",
        "kind": "person",
    }
    assert printed["quotes"][0]["kind"] == "indirect"
    assert printed["quotes"][0]["said"] == [{"start": 20, "end": 46}]
    assert printed["speaker"] == {
        "phrase": "Arvane",
        "names": ["Torvil Arvane"],
        "statements": 4,
        "mentioned_in": 12,
        "similar": [],
    }
    assert as_json(replace(ANSWER, quotes=(PASSAGE,)))["speaker"] is None
