"""Sample answers, and events in the form that Slack sends."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any, Final

from index.models import Answer, ArticleInfo, Coverage, Interpretation, Quote, Span, Speaker, SpeakerMatch

CHANNEL: Final = "C1"
ASKER: Final = "U1"
_NUMBERS: Final = count(1)
HOSTILE: Final = "<!channel> *bold* <http://evil|x> & _low_ :tada: @here #general `code`\n> 1. end"

ARTICLE: Final = ArticleInfo(
    id="a1",
    title="Summit & after",
    author="Ida Holm",
    publisher="Velmara Wire",
    published=dt.date(2025, 6, 28),
    url="https://news.example/summit?a=1&b=2",
    sha256="0" * 64,
)
QUOTE: Final = Quote(
    text='Arvane said: "We will not sign."',
    start=10,
    end=42,
    kind="direct",
    speaker=Speaker("Torvil Arvane", "Arvane", 10, 16),
    before="",
    after="",
    score=1.0,
    article=ARTICLE,
    also_in=(replace(ARTICLE, id="a2", publisher="Harbour Gazette"),),
    said=(Span(23, 42),),
)
RESOLVED: Final = replace(
    QUOTE,
    text="He stated that the treaty could wait.",
    end=47,
    kind="indirect",
    speaker=Speaker("Torvil Arvane", "He", 10, 12, "pronoun", 1),
    before="Torvil Arvane,\nthe minister, came last.",
    also_in=(),
    said=(Span(20, 46),),
)
PASSAGE: Final = replace(
    QUOTE, text="Arvane’s words met with silence.", kind="passage", speaker=None, also_in=(), said=()
)
ASKED: Final = SpeakerMatch("Arvane", ("Torvil Arvane",), 4, 12, ())
ANSWER: Final = Answer(
    question="what did Arvane say",
    status="answered",
    understood=Interpretation("Torvil Arvane", "the summit", None, None, None),
    quotes=(QUOTE,),
    nearest=(),
    coverage=Coverage(12, dt.date(2025, 6, 1), dt.date(2025, 7, 31), "s1"),
)


def answer(*texts: str) -> Answer:
    """Return an answer with quotes of these texts."""
    return replace(ANSWER, quotes=tuple(replace(QUOTE, text=text) for text in texts))


def elements(block: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the inline elements of all parts of this kind."""
    return [inline for part in block["elements"] if part["type"] == kind for inline in part["elements"]]


def quotes(blocks: list[dict[str, Any]]) -> list[str]:
    """Return the text of each quote, joined from its elements."""
    return [
        "".join(inline["text"] for inline in part["elements"])
        for block in blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
    ]


def mention(text: str = "<@U0BOT> what did Arvane say", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return a new ``app_mention`` event. ``event_id`` and ``team_id`` change the body around the event."""
    return _body({"type": "app_mention", "channel": CHANNEL, "text": text}, changes)


def message(text: str = "what did Arvane say", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return a new ``message`` event for a direct message."""
    event = {"type": "message", "channel": "D1", "channel_type": "im", "text": text}
    return _body(event, changes)


def _body(event: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    around: dict[str, Any] = {key: changes.pop(key) for key in ("event_id", "team_id") if key in changes}
    number = next(_NUMBERS)
    return {
        "type": "event_callback",
        "event_id": f"Ev{number}",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": {"user": ASKER, "ts": f"1700000000.{number:06}", **event, **changes},
        **around,
    }
