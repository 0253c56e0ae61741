"""Who said it, how that is known, and what is said where they did not."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation import wording
from bot.presentation.json_output import as_json
from index.models import Answer, Confidence, Interpretation, Quote, QuoteKind, Resolution, Span, Speaker, SpeakerMatch
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
def test_the_speaker_comes_first_then_the_kind_in_words(kind: QuoteKind, said: str) -> None:
    quote = replace(QUOTE, kind=kind)
    assert wording.attribution(quote) == (
        f"Torvil Arvane · {said} · Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm"
    )
    assert wording.attribution(replace(quote, speaker=None)).startswith(f"{said} · Summit & after · ")


def test_an_attribution_is_cut_around_the_title_even_where_another_part_reads_alike() -> None:
    quote = replace(QUOTE, article=replace(ARTICLE, title="direct", publisher=None, published=None, author=None))
    assert wording.attributed(quote) == (
        "Torvil Arvane · direct quotation · ",
        "direct",
        " · source not given · no date",
    )


CORRECTED = replace(ARTICLE, first_indexed=dt.date(2025, 6, 29), corrected=dt.date(2025, 7, 3))


def test_a_correction_is_told_with_the_day_since_which_the_article_is_known() -> None:
    assert wording.attribution(replace(PASSAGE, article=CORRECTED)) == (
        "passage · Summit & after · Velmara Wire · 28 June 2025 · by Ida Holm · "
        "corrected 3 July 2025; first indexed 29 June 2025"
    )
    undated = replace(CORRECTED, author=None, published=None, first_indexed=None)
    assert wording.attribution(replace(PASSAGE, article=undated)).endswith("Wire · no date · corrected 3 July 2025")
    never = replace(CORRECTED, corrected=None)
    assert wording.attribution(replace(PASSAGE, article=never)) == wording.attribution(PASSAGE)


def places(*named: tuple[str | None, int | None]) -> Quote:
    """Return a quote that ran in these outlets on these days of June, too."""
    others = (
        replace(ARTICLE, id=f"{at}", publisher=publisher, published=dt.date(2025, 6, day) if day else None)
        for at, (publisher, day) in enumerate(named)
    )
    return replace(QUOTE, also_in=tuple(others))


def test_where_else_it_ran() -> None:
    assert wording.also_in(places()) == ""
    assert wording.also_in(places(("Harbour Gazette", 28), (None, 29), ("Ostrel Courier", None))) == (
        "Also in Harbour Gazette (28 June 2025), source not given (29 June 2025), Ostrel Courier"
    )
    twice = places(("Harbour Gazette", 28), ("Ostrel Courier", 28), ("Harbour Gazette", 28))
    assert wording.also_in(twice) == "Also in Harbour Gazette (28 June 2025), Ostrel Courier (28 June 2025)"
    assert wording.also_in(replace(QUOTE, also_in=(CORRECTED, replace(CORRECTED, published=None)))) == (
        "Also in Velmara Wire (28 June 2025, corrected 3 July 2025), Velmara Wire (corrected 3 July 2025)"
    )


def test_many_places_are_counted() -> None:
    assert wording.also_in(places(*((f"P{at}", None) for at in range(6)))) == "Also in P0, P1, P2, P3, P4, P5"
    assert wording.also_in(places(*((f"P{at}", None) for at in range(1_007)))) == (
        "Also in P0, P1, P2, P3, P4 and 1,002 more"
    )


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("Arvane’s words met with silence.", ("Torvil Arvane",), "passage: mentions Torvil Arvane, not their words"),
        ("ARVANE was silent.", ("Torvil Arvane",), "passage: mentions Torvil Arvane, not their words"),
        ("The Arvanes were silent.", ("Torvil Arvane",), "passage: not the words of Torvil Arvane"),
        ("Mr Holm left.", PEOPLE[:2], "passage: mentions Ida Holm or Per Holm, not their words"),
        ("The quay is closed.", (), "passage"),
    ],
)
def test_a_passage_is_not_the_words_of_whom_was_asked_about(text: str, names: tuple[str, ...], said: str) -> None:
    attribution = wording.attribution(replace(PASSAGE, text=text), replace(ASKED, names=names))
    assert attribution.startswith(f"{said} · Summit & after · ")


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
        ("He", "pronoun", -1, "He is Torvil Arvane, named further down"),
        ("He", "pronoun", None, "He is Torvil Arvane"),
        ("they", "pronoun", 1, "“they” is Torvil Arvane, named in the sentence before"),
        ("the\nminister", "role", 2, "“the minister” is taken to be Torvil Arvane, named two sentences before"),
        ("Arvane", "continued", 1, "Goes on from the statement before"),
    ],
)
def test_a_mention_that_does_not_name_them_is_explained(
    mention_text: str, resolved_by: Resolution, back: int | None, said: str
) -> None:
    assert wording.explained(quote_of(Speaker("Torvil Arvane", mention_text, 10, 16, resolved_by, back))) == said


@pytest.mark.parametrize(
    ("confidence", "alone", "after"),
    [
        ("high", "", ""),
        ("medium", "Who said this is fairly certain", "; who said this is fairly certain"),
        ("low", "That they said this is not certain", "; that they said this is not certain"),
    ],
)
def test_doubt_is_said(confidence: Confidence, alone: str, after: str) -> None:
    assert wording.explained(quote_of(Speaker("Torvil Arvane", "Arvane", 10, 16, confidence=confidence))) == alone
    pronoun = Speaker("Torvil Arvane", "He", 10, 12, "pronoun", 1, confidence)
    assert wording.explained(quote_of(pronoun)) == f"He is Torvil Arvane, named in the sentence before{after}"


def test_nobody_is_not_explained() -> None:
    assert not wording.explained(PASSAGE)


def test_the_sentence_before_is_told_only_where_it_names_whom_the_quote_does_not() -> None:
    speaker = Speaker("Torvil Arvane", "He", 10, 12, "pronoun", 1)
    told = "The sentence before: The envoy came last."
    quote = replace(RESOLVED, before="The envoy came last.", speaker=speaker)
    assert wording.before(quote) == told
    assert (
        wording.before(replace(quote, speaker=replace(speaker, mention_text="the envoy", resolved_by="role"))) == told
    )
    far = replace(quote, speaker=replace(speaker, antecedent_distance=2))
    assert not wording.before(far)
    assert wording.before(replace(far, before="Arvane came last.")) == "The sentence before: Arvane came last."


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
def test_else_the_sentence_before_is_not_told(quote: Quote) -> None:
    assert not wording.before(quote)


def test_what_was_said_lies_within_the_quote_in_order_and_apart() -> None:
    said = (Span(30, 60), Span(0, 14), Span(12, 16), Span(50, 60), Span(20, 20))
    assert wording.spoken(replace(QUOTE, start=10, text="x" * 32, said=said)) == (Span(0, 4), Span(4, 6), Span(20, 32))


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_pieces_put_together_are_the_text(text: str, ends: list[tuple[int, int]]) -> None:
    said = tuple(Span(min(pair), max(pair)) for pair in ends)
    spoken = wording.spoken(replace(QUOTE, start=5, text=text, said=said))
    pieces = list(wording.split_by_spans(text, spoken))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    covered = {at for span in said for at in range(span.start - 5, span.end - 5)}
    marked = [strong for piece, strong in pieces for _ in piece]
    assert marked == [at in covered for at in range(len(text))]


@pytest.mark.parametrize(
    ("names", "said"),
    [(0, ""), (1, "Ida Holm"), (2, "Ida Holm or Per Holm"), (3, "Ida Holm, Per Holm or Una Holm")],
)
def test_few_names_are_told_all(names: int, said: str) -> None:
    assert wording.join_names(PEOPLE[:names]) == said


def test_many_names_are_counted() -> None:
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
def test_how_a_question_was_read(speaker: str | None, topic: str, said: str) -> None:
    assert wording.understood(Interpretation(speaker, topic, dt.date(2025, 6, 3), None, None)) == said


def test_whom_a_question_may_mean_is_told() -> None:
    how = Interpretation("Holm", "the quay", None, None, None)
    both = SpeakerMatch("Holm", PEOPLE[:2], 3, 4, ())
    assert wording.understood(how, both) == "Looked for: what Ida Holm or Per Holm said about the quay"
    assert wording.understood(how, replace(both, names=())) == "Looked for: what Holm said about the quay"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (None, "Nothing in the collection answers that."),
        (SpeakerMatch("Arvene", (), 0, 0, ()), "Nobody in the collection is known as “Arvene”."),
        (
            SpeakerMatch("Arvene", (), 0, 0, ("Torvil Arvane", "Ida Arven")),
            "Nobody in the collection is known as “Arvene”. Nearest by spelling: Torvil Arvane, Ida Arven.",
        ),
        (ASKED, "Torvil Arvane is mentioned in 12 articles but no statement about that was found."),
        (replace(ASKED, statements=0), "Torvil Arvane is named in 12 articles but quoted in none."),
        (replace(ASKED, statements=0, mentioned_in=1), "Torvil Arvane is named in 1 article but quoted in none."),
        (
            replace(ASKED, statements=0, mentioned_in=0),
            "Torvil Arvane is named in no article within these limits.",
        ),
    ],
)
def test_why_nothing_was_found(asked: SpeakerMatch | None, said: str) -> None:
    nothing: Answer = replace(ANSWER, status="nothing_found", quotes=(), speaker=asked)
    assert wording.no_answer_reason(nothing) == said
    only_passages = replace(ANSWER, quotes=(PASSAGE,), speaker=asked)
    assert wording.no_answer_reason(only_passages) == (said if asked else "")
    assert not wording.no_answer_reason(replace(ANSWER, quotes=(QUOTE, PASSAGE), speaker=asked))


@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        (("walrus",), "What is nearest does not mention “walrus”."),
        (("walrus", "migrate"), "What is nearest does not mention “walrus” or “migrate”."),
        ((), "What is nearest has these words, but is not near enough in meaning."),
    ],
)
def test_why_what_is_nearest_is_not_enough(lacking: tuple[str, ...], why: str) -> None:
    nothing = replace(ANSWER, status="nothing_found", quotes=(), nearest=(PASSAGE,), speaker=None, missing_terms=lacking)
    assert wording.no_answer_reason(nothing) == f"Nothing in the collection answers that. {why}"


def test_any_day_where_too_little_is_of_those_that_were_asked_about() -> None:
    other = replace(ANSWER, dates_relaxed=True, speaker=None)
    assert wording.no_answer_reason(other) == "Too little published then answers that; these quotes are of any day."


def test_passages_are_parted_from_the_words_of_whom_was_asked_about() -> None:
    given_answer = replace(ANSWER, quotes=(QUOTE, QUOTE, PASSAGE, PASSAGE), speaker=ASKED)
    assert wording.first_passage(given_answer) == 2
    assert wording.first_passage(replace(given_answer, speaker=None)) is None
    assert wording.first_passage(replace(given_answer, quotes=(QUOTE,))) is None
    assert wording.passages_heading(given_answer) == "Passages that mention it, not the words of Torvil Arvane:"
    without_topic = replace(given_answer, understood=replace(ANSWER.understood, topic=""))
    assert wording.passages_heading(without_topic) == "Passages, not the words of Torvil Arvane:"
    nobody = replace(given_answer, speaker=replace(ASKED, names=()))
    assert wording.passages_heading(nobody) == "The nearest that was found:"


def test_json_tells_corrections() -> None:
    [quote] = as_json(replace(ANSWER, quotes=(replace(QUOTE, article=CORRECTED),)))["quotes"]
    assert (quote["article"]["first_indexed"], quote["article"]["corrected"]) == ("2025-06-29", "2025-07-03")
    assert [(each["id"], each["first_indexed"], each["corrected"]) for each in quote["also_in"]] == [("a2", None, None)]


def test_json_tells_speaker_and_what_was_said() -> None:
    printed = as_json(replace(ANSWER, quotes=(RESOLVED,), speaker=ASKED))
    assert printed["quotes"][0]["speaker"] == {
        "name": "Torvil Arvane",
        "as_written": "He",
        "start": 10,
        "end": 12,
        "resolved_by": "pronoun",
        "antecedent_distance": 1,
        "confidence": "high",
    }
    assert printed["quotes"][0]["kind"] == "indirect"
    assert printed["quotes"][0]["said"] == [{"start": 20, "end": 46}]
    assert printed["speaker"] == {
        "asked": "Arvane",
        "names": ["Torvil Arvane"],
        "statements": 4,
        "mentioned_in": 12,
        "similar": [],
    }
    assert as_json(replace(ANSWER, quotes=(PASSAGE,)))["speaker"] is None
