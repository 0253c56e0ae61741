"""Posting to Slack: replies, and the apologies for questions that get none."""

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
from prompts import messages

_log = logging.getLogger(__name__)

Body: TypeAlias = Mapping[str, JsonValue]


def post(client: WebClient, place: ThreadRef, message: SlackMessage) -> None:
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


def turn_away(client: WebClient, place: ThreadRef) -> None:
    """Say that too many questions are waiting."""
    try:
        post(client, place, blocks.notice(messages.SLACK_BUSY))
    except (SlackApiError, OSError) as error:
        _log.warning("Somebody could not be told to ask again: %s", error)


def apologise(error: BaseException, body: Body, client: WebClient) -> None:
    """Log what nobody expected and say so once, without the error's words."""
    _log.error("An event was not handled", exc_info=error)
    try:
        place = Envelope.model_validate(body).event.place
        post(client, place, blocks.notice(messages.SLACK_FAILED))
    except ValidationError:
        _log.warning("The event has no place to reply to")
    except (SlackApiError, OSError) as failure:
        _log.warning("The apology could not be posted: %s", failure)


def apologise_for_failure(body: Body, client: WebClient, taken: Future[None]) -> None:
    """Apologise if the work of a question ended in an error."""
    error = taken.exception()
    if error is not None:
        apologise(error, body, client)
