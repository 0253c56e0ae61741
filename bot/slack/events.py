"""What Slack sends, read once at the edge. Pure.

Slack encodes text: ``& < >`` arrive as entities, and mentions and links in angle brackets.
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
    """Where a reply goes: a channel, and the message that opens the thread."""

    channel: str
    thread_ts: str


class Message(BaseModel):
    """The parts of a ``message`` or ``app_mention`` event that are looked at."""

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
    def place(self) -> ThreadRef:
        """Return the thread it stands in, or the one that an answer opens."""
        return ThreadRef(self.channel, self.thread_ts or self.ts)

    @property
    def is_direct(self) -> bool:
        """Return whether it was written to the bot alone."""
        return self.channel_type == "im" or self.channel.startswith("D")

    @property
    def is_question(self) -> bool:
        """Return whether a person addresses the bot: no bot, no edit, no notice about a message."""
        by_person = self.user is not None and self.bot_id is None
        addressed = self.type == "app_mention" or self.is_direct
        return by_person and addressed and self.subtype is None and self.edited is None


class Envelope(BaseModel):
    """The parts of the body around an event that are looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_id: str | None = None
    team_id: str | None = None
    event: Message


def plain_text(text: str) -> str:
    """Return the words of a message: mentions of people gone, channels and links by their name."""
    words = _MARKUP.sub(_name, text)
    for entity, character in _ENTITIES:
        words = words.replace(entity, character)
    return " ".join(words.split())


def _name(markup: re.Match[str]) -> str:
    sigil, target, label = markup.groups()
    if sigil == "@":
        return ""
    if sigil == "#":
        return f"#{label}" if label else ""
    return str(label or ("" if sigil else target))
