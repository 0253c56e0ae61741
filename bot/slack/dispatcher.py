"""Takes events from Slack, answers each question once, and turns others away."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import blocks
from bot.slack.blocks import SlackMessage
from bot.slack.bounded_executor import BoundedExecutor
from bot.slack.events import Envelope, Message, plain_text
from bot.slack.posting import Body, apologise_for_failure, post, turn_away
from bot.slack.recent_events import RecentEvents
from index.errors import OnRecordError
from index.models import Answer, Question
from prompts import messages

_log = logging.getLogger(__name__)

Ask: TypeAlias = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class QuestionDispatcher:
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
    seen: RecentEvents
    asked: BoundedExecutor
    surplus: BoundedExecutor

    def take(self, body: Body, client: WebClient) -> None:
        """Let the event in ``body`` be replied to unless it is no question or was taken before; wait for nothing."""
        envelope = Envelope.model_validate(body)
        message = envelope.event
        if not message.is_question or not self.seen.first(*_event_keys(envelope)):
            return
        taken = self.asked.take(partial(self._answer, message, client))
        if taken is not None:
            taken.add_done_callback(partial(apologise_for_failure, body, client))
        elif self.surplus.take(partial(turn_away, client, message.place)) is None:
            _log.warning("So many questions come that some get no reply")

    def close(self) -> None:
        """Reply to all that was taken."""
        self.asked.close()
        self.surplus.close()

    def _answer(self, message: Message, client: WebClient) -> None:
        self._show_status(message)
        post(client, message.place, self._reply(plain_text(message.text or "")))

    def _reply(self, text: str) -> SlackMessage:
        if not text:
            return blocks.notice(messages.SLACK_HELP)
        try:
            return blocks.render(self.ask(Question(text)))
        except OnRecordError as error:
            _log.warning("A question could not be answered: %s", error)
            return blocks.notice(messages.SLACK_ERROR.format(reason=error))

    def _show_status(self, message: Message) -> None:
        if not message.is_direct:
            return
        place = message.place
        try:
            self.status.assistant_threads_setStatus(
                channel_id=place.channel, thread_ts=place.thread_ts, status=messages.SLACK_STATUS
            )
        except (SlackApiError, OSError) as error:
            _log.debug("No status shown: %s", error)


def _event_keys(envelope: Envelope) -> list[tuple[str | None, ...]]:
    message = envelope.event
    names: list[tuple[str | None, ...]] = [(envelope.team_id, message.channel, message.ts)]
    return [*names, (envelope.event_id,)] if envelope.event_id else names
