"""The events that Slack sends, parsed once. Pure.

In Slack's text, ``& < >`` are HTML entities, and mentions and links are in angle brackets.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict, JsonValue

_MARKUP: Final = re.compile(r"<([@#!]?)([^|<>]*)(?:\|([^<>]*))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class ThreadRef:
    """A thread: its channel, and the timestamp of its first message."""

    channel: str
    thread_ts: str


class Message(BaseModel):
    """The fields of a ``message`` or ``app_mention`` event that the bot needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str
    channel: str
    ts: str
    thread_ts: str | None = None
    text: str | None = None
    user: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    channel_type: str | None = None
    edited: Mapping[str, JsonValue] | None = None

    @property
    def thread(self) -> ThreadRef:
        """The thread of the message, or the new thread that a reply starts."""
        return ThreadRef(self.channel, self.thread_ts or self.ts)

    @property
    def is_direct(self) -> bool:
        """True for a direct message to the bot."""
        return self.channel_type == "im" or self.channel.startswith("D")

    @property
    def is_question(self) -> bool:
        """True if a person addresses the bot. Messages by bots, edits and notices are not questions."""
        by_person = self.user is not None and self.bot_id is None
        addressed = self.type == "app_mention" or self.is_direct
        return by_person and addressed and self.subtype is None and self.edited is None


class Envelope(BaseModel):
    """The fields of the body around an event that the bot needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_id: str | None = None
    team_id: str | None = None
    event: Message


def plain_text(text: str) -> str:
    """Return the text of a message without Slack's encoding. Mentions of people are removed."""
    words = _MARKUP.sub(_visible_text, text)
    for entity, character in _ENTITIES:
        words = words.replace(entity, character)
    return " ".join(words.split())


def _visible_text(markup: re.Match[str]) -> str:
    """Return the name of a channel, or the text of a link; "" for the mention of a person."""
    sigil, target, label = markup.groups()
    if sigil == "@":
        return ""
    if sigil == "#":
        return f"#{label}" if label else ""
    return str(label or ("" if sigil else target))
