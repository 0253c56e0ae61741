"""What is done when somebody writes to the bot: one question, one reply in its thread."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from pydantic import JsonValue, ValidationError
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import blocks
from bot.slack.blocks import SlackMessage
from bot.slack.events import Envelope, Message, Place, plain
from bot.slack.bounded_executor import Line
from bot.slack.recent_events import Seen
from index.errors import OnRecordError
from index.models import Answer, Question
from prompts import messages as phrases

if TYPE_CHECKING:
    from concurrent.futures import Future

Ask: TypeAlias = Callable[[Question], Answer]
Body: TypeAlias = Mapping[str, JsonValue]

EVENTS: Final = ("app_mention", "message")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are taken and answered.

    Attributes:
        ask: answers a question.
        status: a client that gives up soon: a status line is worth no wait.
        seen: what was taken already.
        asked: where questions wait for their answers.
        surplus: where those wait that are told to ask again.
    """

    ask: Ask
    status: WebClient
    seen: Seen
    asked: Line
    surplus: Line

    def take(self, body: Body, client: WebClient) -> None:
        """Let the event in ``body`` be replied to unless it is no question or was taken before; wait for nothing."""
        envelope = Envelope.model_validate(body)
        message = envelope.event
        if not message.is_question or not self.seen.first(*_names(envelope)):
            return
        taken = self.asked.take(partial(self._answer, message, client))
        if taken is not None:
            taken.add_done_callback(partial(_apologise_for_failure, body, client))
        elif self.surplus.take(partial(turn_away, client, message.place)) is None:
            _log.warning("So many questions come that some get no reply")

    def close(self) -> None:
        """Reply to all that was taken."""
        self.asked.close()
        self.surplus.close()

    def _answer(self, message: Message, client: WebClient) -> None:
        self._show_status(message)
        post(client, message.place, self._reply(plain(message.text or "")))

    def _reply(self, text: str) -> SlackMessage:
        if not text:
            return blocks.notice(phrases.SLACK_HELP)
        try:
            return blocks.render(self.ask(Question(text)))
        except OnRecordError as error:
            _log.warning("A question could not be answered: %s", error)
            return blocks.notice(phrases.SLACK_ERROR.format(reason=error))

    def _show_status(self, message: Message) -> None:
        if not message.is_direct:
            return
        place = message.place
        try:
            self.status.assistant_threads_setStatus(
                channel_id=place.channel, thread_ts=place.thread_ts, status=phrases.SLACK_STATUS
            )
        except (SlackApiError, OSError) as error:
            _log.debug("No status shown: %s", error)


def register(app: App, desk: Desk) -> None:
    """Let ``desk`` answer what comes to ``app``.

    Bolt acknowledges an event before its listener runs. Events of other kinds are acknowledged
    and forgotten, or Slack would send them again.
    """
    for kind in EVENTS:
        app.event(kind)(desk.take)
    app.event(re.compile(".*"))(_forget)
    app.error(apologise)


def post(client: WebClient, place: Place, message: SlackMessage) -> None:
    """Post ``message`` in its thread; Slack is to read nothing into its fallback text."""
    client.chat_postMessage(
        channel=place.channel,
        thread_ts=place.thread_ts,
        text=message.text,
        blocks=message.blocks,
        mrkdwn=False,
        parse="none",
        link_names=False,
        unfurl_links=False,
        unfurl_media=False,
    )


def turn_away(client: WebClient, place: Place) -> None:
    """Say that too many questions are waiting."""
    try:
        post(client, place, blocks.notice(phrases.SLACK_BUSY))
    except (SlackApiError, OSError) as error:
        _log.warning("Somebody could not be told to ask again: %s", error)


def apologise(error: BaseException, body: Body, client: WebClient) -> None:
    """Log what nobody expected and say so once, without the error's words."""
    _log.error("An event was not handled", exc_info=error)
    try:
        place = Envelope.model_validate(body).event.place
        post(client, place, blocks.notice(phrases.SLACK_FAILED))
    except ValidationError:
        _log.warning("The event has no place to reply to")
    except (SlackApiError, OSError) as failure:
        _log.warning("The apology could not be posted: %s", failure)


def _apologise_for_failure(body: Body, client: WebClient, taken: "Future[None]") -> None:
    error = taken.exception()
    if error is not None:
        apologise(error, body, client)


def _forget() -> None:
    """Do nothing: Bolt has acknowledged already."""


def _names(envelope: Envelope) -> list[tuple[str | None, ...]]:
    message = envelope.event
    names: list[tuple[str | None, ...]] = [(envelope.team_id, message.channel, message.ts)]
    return [*names, (envelope.event_id,)] if envelope.event_id else names
