"""The dispatcher of Slack events: it answers each question once, or rejects it if too many are waiting."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.presentation.small_talk import is_small_talk
from bot.slack import blocks
from bot.slack.blocks import SlackMessage
from bot.slack.bounded_executor import BoundedExecutor
from bot.slack.events import Envelope, Message, plain_text
from bot.slack.posting import Body, post, post_busy_reply, reply_if_failed
from bot.slack.recent_events import RecentEvents
from index.errors import OnRecordError
from index.models import Answer, Question
from prompts import slack_messages

_log = logging.getLogger(__name__)

Ask: TypeAlias = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class QuestionDispatcher:
    """A dispatcher of Slack events to the threads that answer them.

    Attributes:
        ask: answers a question.
        status_client: client with a short timeout, because the status line is optional.
        recent: keys of the events that were accepted or rejected already.
        answers: runs the questions that are answered.
        rejections: posts the "busy" replies.
    """

    ask: Ask
    status_client: WebClient
    recent: RecentEvents
    answers: BoundedExecutor
    rejections: BoundedExecutor

    def dispatch(self, body: Body, client: WebClient) -> None:
        """Submit the question in an event. Ignore other events and repeated ones. Never block."""
        envelope = Envelope.model_validate(body)
        message = envelope.event
        if not message.is_question or not self.recent.add(*_event_keys(envelope)):
            return
        future = self.answers.submit(partial(self._answer, message, client))
        if future is not None:
            future.add_done_callback(partial(reply_if_failed, body, client))
        elif self.rejections.submit(partial(post_busy_reply, client, message.thread)) is None:
            _log.warning("Queue full: dropping questions without a reply")

    def close(self) -> None:
        """Wait until every accepted question has its reply."""
        self.answers.close()
        self.rejections.close()

    def _answer(self, message: Message, client: WebClient) -> None:
        self._show_status(message)
        post(client, message.thread, self._reply(plain_text(message.text or "")))

    def _reply(self, text: str) -> SlackMessage:
        if not text or is_small_talk(text):
            return blocks.notice(slack_messages.HELP)
        try:
            return blocks.render(self.ask(Question(text)))
        except OnRecordError as error:
            _log.warning("Could not answer a question: %s", error)
            return blocks.notice(slack_messages.ERROR.format(reason=error))

    def _show_status(self, message: Message) -> None:
        if not message.is_direct:
            return
        thread = message.thread
        try:
            self.status_client.assistant_threads_setStatus(
                channel_id=thread.channel, thread_ts=thread.thread_ts, status=slack_messages.STATUS
            )
        except (SlackApiError, OSError) as error:
            _log.debug("Could not show the status: %s", error)


def _event_keys(envelope: Envelope) -> list[tuple[str | None, ...]]:
    """Return the keys of an event. Slack may repeat it under another id, or send one message as two events."""
    message = envelope.event
    keys: list[tuple[str | None, ...]] = [(envelope.team_id, message.channel, message.ts)]
    return [*keys, (envelope.event_id,)] if envelope.event_id else keys
