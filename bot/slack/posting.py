"""Posts to Slack: answers, "busy" replies and failure replies."""

import logging
from collections.abc import Mapping
from concurrent.futures import Future
from typing import TypeAlias

from pydantic import JsonValue, ValidationError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import blocks
from bot.slack.blocks import SlackMessage
from bot.slack.events import Envelope, ThreadRef
from prompts import slack_messages

_log = logging.getLogger(__name__)

Body: TypeAlias = Mapping[str, JsonValue]


def post(client: WebClient, thread: ThreadRef, message: SlackMessage) -> None:
    """Post a message in a thread. Slack must not interpret its fallback text or expand its links."""
    client.chat_postMessage(
        channel=thread.channel,
        thread_ts=thread.thread_ts,
        text=message.text,
        blocks=message.blocks,
        mrkdwn=False,
        parse="none",
        link_names=False,
        unfurl_links=False,
        unfurl_media=False,
    )


def post_busy_reply(client: WebClient, thread: ThreadRef) -> None:
    """Reply that too many questions are waiting."""
    try:
        post(client, thread, blocks.notice(slack_messages.BUSY))
    except (SlackApiError, OSError) as error:
        _log.warning('Could not post the "busy" reply: %s', error)


def post_failure_reply(error: BaseException, body: Body, client: WebClient) -> None:
    """Log an unexpected error and reply that something went wrong. The reply does not show the error's text."""
    _log.error("Could not handle an event", exc_info=error)
    try:
        thread = Envelope.model_validate(body).event.thread
        post(client, thread, blocks.notice(slack_messages.FAILURE))
    except ValidationError:
        _log.warning("Could not post the failure reply: the event names no thread")
    except (SlackApiError, OSError) as failure:
        _log.warning("Could not post the failure reply: %s", failure)


def reply_if_failed(body: Body, client: WebClient, future: Future[None]) -> None:
    """Post the failure reply if answering a question raised an error."""
    error = future.exception()
    if error is not None:
        post_failure_reply(error, body, client)
