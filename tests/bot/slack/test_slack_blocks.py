"""Answers as blocks: exact ones, and what holds for any."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack import blocks
from bot.slack.blocks import SlackMessage
from bot.slack.measure import units
from index.models import Answer, Coverage, Quote, Source, Speaker, Understood
from prompts import phrases
from tests.bot.slack.samples import ANSWER, ARTICLE, HOSTILE, QUOTE, answer, elements, quotes
from tests.slack_double.limits import refusal, total

WORDS = st.text(max_size=400) | st.text(min_size=1, max_size=30).map(lambda text: text * 500)
NAMED = st.text(min_size=1, max_size=300).filter(str.strip)
DAYS = st.none() | st.dates()
SOURCES = st.builds(
    Source,
    id=st.just("a"),
    title=NAMED | st.just("x" * 9_000),
    author=st.none() | NAMED,
    source=st.none() | NAMED,
    published=DAYS,
    url=st.none() | st.text() | st.just("https://a.example/" + "p" * 2_500) | st.just("https://a.example"),
    sha256=st.just(""),
)
QUOTES = st.builds(
    Quote,
    text=WORDS.filter(str.strip),
    start=st.just(0),
    end=st.just(1),
    kind=st.just("direct"),
    speaker=st.none() | st.builds(Speaker, NAMED, st.just("x"), st.just(0), st.just(1)),
    before=st.just(""),
    after=st.just(""),
    score=st.just(1.0),
    article=SOURCES,
    also_in=st.lists(SOURCES, max_size=3).map(tuple),
)
MANY = st.lists(QUOTES, max_size=4).map(tuple) | QUOTES.map(lambda quote: (quote,) * 60)
ANSWERS = st.builds(
    Answer,
    question=WORDS,
    status=st.sampled_from(["answered", "nothing_found"]),
    understood=st.builds(Understood, st.none() | NAMED, WORDS, DAYS, DAYS, st.none() | WORDS),
    quotes=MANY,
    nearest=MANY,
    coverage=st.builds(Coverage, st.integers(0, 10**9), DAYS, DAYS, st.just("s")),
)


def rendered(given_answer: Answer) -> tuple[SlackMessage, list[Any]]:
    message = blocks.render(given_answer)
    return message, [*message.blocks]


def words(shown: list[Any]) -> str:
    """Return all that can be read outside quotes."""
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
def test_any_answer_is_within_limits_and_its_quotes_are_verbatim(any_answer: Answer) -> None:
    message, shown = rendered(any_answer)
    assert refusal({"channel": "C1", "text": message.text, "blocks": shown}) is None
    assert total(shown) + units(message.text) <= 9_000
    assert not {"<", ">"} & set(message.text)
    found = any_answer.status == "answered" and any_answer.quotes
    there = any_answer.quotes if found else any_answer.nearest
    texts = quotes(shown)
    assert bool(texts) == bool(there)
    whole = [quote.text for quote in there]
    assert texts[1:] == whole[1 : len(texts)]
    if texts:
        assert texts[0]
        assert whole[0].startswith(texts[0])
    if len(texts) > 1:
        assert texts[0] == whole[0]


@given(st.text())
def test_any_notice_is_taken(text: str) -> None:
    message = blocks.notice(f"I {text}")
    assert refusal({"channel": "C1", "text": message.text, "blocks": message.blocks}) is None
    assert not {"<", ">"} & set(message.text)


def test_a_quote_has_its_attribution_under_it() -> None:
    message, shown = rendered(ANSWER)
    [quote, understood, coverage] = shown
    assert elements(quote, "rich_text_quote") == [{"type": "text", "text": QUOTE.text}]
    assert elements(quote, "rich_text_section") == [
        {"type": "text", "text": "Sergey Lavrov · "},
        {"type": "link", "url": "https://news.example/summit?a=1&b=2", "text": "Summit & after"},
        {"type": "text", "text": " · Velmara Wire · 28 June 2025 · by Ida Holm"},
        {"type": "text", "text": "Also in Harbour Gazette (28 June 2025)"},
    ]
    assert words([understood]) == "Looked for: the summit"
    assert words([coverage]) == "Looked through 12 articles from 1 June 2025 to 31 July 2025."
    assert "Summit &amp; after" in message.text


def test_hostile_words_stand_in_literal_elements_only() -> None:
    hostile = replace(
        answer(HOSTILE),
        question=HOSTILE,
        understood=Understood(HOSTILE, HOSTILE, None, None, HOSTILE),
    )
    _, shown = rendered(hostile)
    assert quotes(shown) == [HOSTILE]
    assert {block["type"] for block in shown} == {"rich_text", "context"}
    assert all("<!channel>" not in str(block) for block in shown if block["type"] == "context")
    assert "mrkdwn" not in str(shown)


def test_an_address_that_slack_would_refuse_is_no_link() -> None:
    for url in ("ftp://a.example", "javascript:x", "https://", "http://a b", "https://a.example|x>", None):
        shown = blocks.render(replace(ANSWER, quotes=(replace(QUOTE, article=replace(ARTICLE, url=url)),)))
        assert "'link'" not in str(shown.blocks)
        assert "Summit & after" in words([*shown.blocks])


def test_a_long_quote_is_cut_at_its_end_with_the_marker_outside() -> None:
    text = "Ten 🙂 chars " * 2_000
    _, shown = rendered(answer(text))
    [start] = quotes(shown)
    assert text.startswith(start)
    assert len(start) > 5_000
    assert f"… shortened, {len(text) - len(start):,} more characters; read on at the link." in words(shown)


def test_last_quotes_go_before_the_first_is_cut() -> None:
    texts = ["a" * 3_000, "b" * 3_000, "c" * 3_000]
    _, shown = rendered(answer(*texts))
    assert quotes(shown) == texts[:2]
    assert "1 more quote did not fit into this message." in words(shown)
    _, shown = rendered(answer(texts[0], "b" * 9_000, "c"))
    assert quotes(shown) == texts[:1]
    assert "2 more quotes did not fit into this message." in words(shown)


def test_nothing_found_says_so_and_shows_the_nearest() -> None:
    nothing = replace(ANSWER, status="nothing_found", quotes=(), nearest=(QUOTE,))
    message, shown = rendered(nothing)
    assert words(shown).startswith(
        f"{phrases.NOTHING_FOUND}Looked for: the summit"
        f"Looked through 12 articles from 1 June 2025 to 31 July 2025.{phrases.NEAREST}"
    )
    assert quotes(shown) == [QUOTE.text]
    assert "Nothing in the collection answers that" in message.text


def test_nothing_at_all_is_still_an_answer() -> None:
    empty = Coverage(0, None, None, "s")
    nothing = replace(ANSWER, status="nothing_found", quotes=(), nearest=(), coverage=empty)
    _, shown = rendered(nothing)
    assert words(shown) == f"{phrases.NOTHING_FOUND}Looked for: the summit{phrases.NOTHING_WITHIN}"
