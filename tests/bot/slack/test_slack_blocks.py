"""Answers as Slack blocks: exact messages, and properties of any message."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import blocks
from bot.slack.blocks import SlackMessage
from bot.slack.utf16 import utf16_length
from index.models import Answer, ArticleInfo, Coverage, Interpretation, Quote, Span, Speaker, SpeakerMatch
from prompts import messages
from tests.bot.slack.samples import ANSWER, ARTICLE, ASKED, HOSTILE, PASSAGE, QUOTE, RESOLVED, answer, elements, quotes
from tests.slack_double.block_kit_limits import refusal, total

WORDS = st.text(max_size=400) | st.text(min_size=1, max_size=30).map(lambda text: text * 500)
NAMED = st.text(min_size=1, max_size=300).filter(str.strip)
DAYS = st.none() | st.dates()
SOURCES = st.builds(
    ArticleInfo,
    id=st.just("a"),
    title=NAMED | st.just("x" * 9_000),
    author=st.none() | NAMED,
    publisher=st.none() | NAMED,
    published=DAYS,
    url=st.none() | st.text() | st.just("https://a.example/" + "p" * 2_500) | st.just("https://a.example"),
    sha256=st.just(""),
    first_indexed=DAYS,
    corrected=DAYS,
)
SPEAKERS = st.builds(
    Speaker,
    name=NAMED | st.just("x" * 9_000),
    mention_text=NAMED | st.just("He"),
    start=st.just(1),
    end=st.just(2),
    resolved_by=st.sampled_from(["name", "pronoun", "role", "continued"]),
    antecedent_distance=st.none() | st.integers(-2, 5),
    confidence=st.sampled_from(["high", "medium", "low"]),
)
SPANS = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda ends: Span(min(ends), max(ends)))
ASKED_ABOUT = st.builds(
    SpeakerMatch,
    phrase=WORDS,
    names=st.lists(NAMED | st.just("y" * 9_000), max_size=5).map(tuple),
    statements=st.integers(0, 3),
    mentioned_in=st.integers(0, 3),
    similar=st.lists(NAMED, max_size=9).map(tuple),
)
QUOTES = st.builds(
    Quote,
    text=WORDS.filter(str.strip),
    start=st.just(0),
    end=st.just(1),
    kind=st.sampled_from(["direct", "indirect", "mixed", "passage"]),
    speaker=st.none() | SPEAKERS,
    before=st.just("") | WORDS,
    after=st.just(""),
    score=st.just(1.0),
    article=SOURCES,
    also_in=st.lists(SOURCES, max_size=3).map(tuple) | SOURCES.map(lambda source: (source,) * 50),
    said=st.lists(SPANS, max_size=4).map(tuple),
)
MANY = st.lists(QUOTES, max_size=4).map(tuple) | QUOTES.map(lambda quote: (quote,) * 60)
ANSWERS = st.builds(
    Answer,
    question=WORDS,
    status=st.sampled_from(["answered", "nothing_found"]),
    understood=st.builds(Interpretation, st.none() | NAMED, WORDS, DAYS, DAYS, st.none() | WORDS),
    quotes=MANY,
    nearest=MANY,
    coverage=st.builds(Coverage, st.integers(0, 10**9), DAYS, DAYS, st.just("s")),
    speaker=st.none() | ASKED_ABOUT,
)


def rendered(given_answer: Answer) -> tuple[SlackMessage, list[Any]]:
    message = blocks.render(given_answer)
    return message, [*message.blocks]


def words(shown: list[Any]) -> str:
    """Return the visible text outside the quotes."""
    parts = [block["elements"] for block in shown]
    inlines = [
        inline
        for elements_of in parts
        for part in elements_of
        if part["type"] != "rich_text_quote"
        for inline in part.get("elements", [part])
    ]
    return "".join(inline["text"] for inline in inlines)


@given(ANSWERS)
@settings(deadline=None)
def test_any_answer_is_within_the_limits_and_its_quotes_are_verbatim(any_answer: Answer) -> None:
    message, shown = rendered(any_answer)
    assert refusal({"channel": "C1", "text": message.text, "blocks": shown}) is None
    assert total(shown) + utf16_length(message.text) <= 9_000
    assert not {"<", ">"} & set(message.text)
    found = any_answer.status == "answered" and any_answer.quotes
    expected = any_answer.quotes if found else any_answer.nearest
    texts = quotes(shown)
    assert bool(texts) == bool(expected)
    whole = [quote.text for quote in expected]
    assert texts[1:] == whole[1 : len(texts)]
    if texts:
        assert texts[0]
        assert whole[0].startswith(texts[0])
    if len(texts) > 1:
        assert texts[0] == whole[0]


@given(st.text())
def test_any_notice_is_accepted(text: str) -> None:
    message = blocks.notice(f"I {text}")
    assert refusal({"channel": "C1", "text": message.text, "blocks": message.blocks}) is None
    assert not {"<", ">"} & set(message.text)


def test_quote_is_followed_by_its_attribution() -> None:
    message, shown = rendered(ANSWER)
    [quote, understood, coverage] = shown
    assert elements(quote, "rich_text_quote") == [
        {"type": "text", "text": "Arvane said: "},
        {"type": "text", "text": '"We will not sign."', "style": {"bold": True}},
    ]
    assert elements(quote, "rich_text_section") == [
        {"type": "text", "text": "Torvil Arvane · direct quotation · "},
        {"type": "link", "url": "https://news.example/summit?a=1&b=2", "text": "Summit & after"},
        {"type": "text", "text": " · Velmara Wire · 28 June 2025 · by Ida Holm"},
        {"type": "text", "text": "Also in Harbour Gazette (28 June 2025)"},
    ]
    assert words([understood]) == "Looked for: what Torvil Arvane said about the summit"
    assert words([coverage]) == "Looked through 12 articles from 1 June 2025 to 31 July 2025."
    assert "Summit &amp; after" in message.text


def test_hostile_text_is_in_literal_elements_only() -> None:
    hostile = replace(
        ANSWER,
        question=HOSTILE,
        quotes=(
            replace(
                QUOTE,
                text=HOSTILE,
                kind="indirect",
                speaker=Speaker(HOSTILE, "<!channel>", 10, 20, "pronoun", 1, "low"),
                before=HOSTILE,
            ),
            replace(PASSAGE, text=HOSTILE),
        ),
        understood=Interpretation(HOSTILE, HOSTILE, None, None, HOSTILE),
        speaker=SpeakerMatch(HOSTILE, (HOSTILE,), 1, 1, (HOSTILE,)),
    )
    message, shown = rendered(hostile)
    assert quotes(shown) == [HOSTILE, HOSTILE]
    assert not {"<", ">"} & set(message.text)
    assert {block["type"] for block in shown} == {"rich_text", "context"}
    assert all("<!channel>" not in str(block) for block in shown if block["type"] == "context")
    assert "mrkdwn" not in str(shown)


def test_pronoun_is_explained_and_the_preceding_sentence_is_outside_the_quote() -> None:
    message, shown = rendered(replace(ANSWER, quotes=(RESOLVED,)))
    before, quote, attribution, explained = shown[0]["elements"]
    assert before == {
        "type": "rich_text_section",
        "elements": [
            {
                "type": "text",
                "text": "The sentence before: Torvil Arvane, the minister, came last.",
                "style": {"italic": True},
            }
        ],
    }
    assert quote == {
        "type": "rich_text_quote",
        "elements": [
            {"type": "text", "text": "He stated "},
            {"type": "text", "text": "that the treaty could wait", "style": {"bold": True}},
            {"type": "text", "text": "."},
        ],
    }
    assert attribution["elements"][0] == {"type": "text", "text": "Torvil Arvane · indirect speech · "}
    assert explained["elements"] == [{"type": "text", "text": "He is Torvil Arvane, named in the sentence before"}]
    assert "He is Torvil Arvane, named in the sentence before" in message.text


def test_passages_by_others_are_listed_under_a_heading() -> None:
    _, shown = rendered(replace(ANSWER, quotes=(QUOTE, PASSAGE, PASSAGE), speaker=ASKED))
    _, heading, first, second, _, _ = shown
    line = "Passages on this topic, in which no statement by Torvil Arvane was recognised:"
    assert heading["elements"] == [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": line, "style": {"bold": True}}]}
    ]
    for passage in (first, second):
        assert elements(passage, "rich_text_quote") == [{"type": "text", "text": PASSAGE.text}]
        assert words([passage]).startswith("passage: mentions Torvil Arvane · Summit & after · Velmara Wire")


def test_heading_is_omitted_if_no_passage_fits() -> None:
    long = replace(PASSAGE, text="a" * 7_400)
    _, shown = rendered(replace(ANSWER, quotes=(QUOTE, long), speaker=ASKED))
    assert quotes(shown) == [QUOTE.text]
    assert "Passages on" not in words(shown)


def test_passages_alone_do_not_answer_a_question_about_a_person() -> None:
    message, shown = rendered(replace(ANSWER, quotes=(PASSAGE,), speaker=ASKED))
    reason = "Torvil Arvane is quoted, but no statement is clearly about this topic."
    assert words(shown).startswith(
        f"{reason}Passages on this topic, in which no statement by Torvil Arvane was recognised:passage: mentions"
    )
    assert quotes(shown) == [PASSAGE.text]
    assert message.text.startswith(reason[:-1])


def test_unknown_person_gets_similar_names() -> None:
    asked = SpeakerMatch("Arvene", (), 0, 0, ("Torvil Arvane", "Ida Arven"))
    nobody = replace(ANSWER, status="nothing_found", quotes=(), nearest=(PASSAGE,), speaker=asked)
    _, shown = rendered(nobody)
    assert words(shown).startswith(
        "No article contains “Arvene”. Similar names: Torvil Arvane, Ida Arven."
        "Looked for: what Arvene said about the summit"
    )
    assert messages.NOTHING_FOUND not in words(shown)
    assert all("Arv" not in str(block) for block in shown if block["type"] == "context")
    assert "passage · Summit & after" in words(shown)


def test_corrections_and_other_places_are_literal() -> None:
    corrected = replace(ARTICLE, first_indexed=dt.date(2025, 6, 29), corrected=dt.date(2025, 7, 3))
    others = (replace(corrected, publisher=HOSTILE), *(replace(ARTICLE, publisher="x" * 9_000),) * 3)
    _, shown = rendered(replace(ANSWER, quotes=(replace(QUOTE, article=corrected, also_in=others),)))
    *_, attribution, also_in = elements(shown[0], "rich_text_section")
    assert attribution["text"].endswith(" · by Ida Holm · corrected 3 July 2025; first indexed 29 June 2025")
    hostile = " ".join(HOSTILE.split())
    assert also_in == {
        "type": "text",
        "text": f"Also in {hostile} (28 June 2025, corrected 3 July 2025), {'x' * 199}… (28 June 2025)",
    }


def test_url_that_slack_refuses_is_not_a_link() -> None:
    for url in ("ftp://a.example", "javascript:x", "https://", "http://a b", "https://a.example|x>", None):
        shown = blocks.render(replace(ANSWER, quotes=(replace(QUOTE, article=replace(ARTICLE, url=url)),)))
        assert "'link'" not in str(shown.blocks)
        assert "Summit & after" in words([*shown.blocks])


def test_long_quote_is_cut_at_its_end_with_a_marker_outside() -> None:
    text = "Ten 🙂 chars " * 2_000
    _, shown = rendered(answer(text))
    [start] = quotes(shown)
    assert text.startswith(start)
    assert len(start) > 5_000
    assert f"… shortened by {len(text) - len(start):,} characters. Read on at the link." in words(shown)


def test_last_quotes_are_omitted_before_the_first_is_cut() -> None:
    texts = ["a" * 3_000, "b" * 3_000, "c" * 3_000]
    _, shown = rendered(answer(*texts))
    assert quotes(shown) == texts[:2]
    assert "1 more quote did not fit into this message." in words(shown)
    _, shown = rendered(answer(texts[0], "b" * 9_000, "c"))
    assert quotes(shown) == texts[:1]
    assert "2 more quotes did not fit into this message." in words(shown)


def test_nothing_found_shows_the_reason_and_the_closest_passages() -> None:
    nothing = replace(ANSWER, status="nothing_found", quotes=(), nearest=(QUOTE,))
    message, shown = rendered(nothing)
    assert words(shown).startswith(
        f"{messages.NOTHING_FOUND}{messages.TERMS_MATCH_ONLY}Looked for: what Torvil Arvane said about the summit"
        f"Looked through 12 articles from 1 June 2025 to 31 July 2025.{messages.CLOSEST_PASSAGES}"
    )
    assert quotes(shown) == [QUOTE.text]
    assert "Nothing in the collection answers that" in message.text


def test_empty_answer_says_that_no_article_was_searched() -> None:
    empty = Coverage(0, None, None, "s")
    nothing = replace(ANSWER, status="nothing_found", quotes=(), nearest=(), coverage=empty)
    _, shown = rendered(nothing)
    assert (
        words(shown)
        == f"{messages.NOTHING_FOUND}Looked for: what Torvil Arvane said about the summit{messages.NO_ARTICLE_MATCHES}"
    )
