"""What is done when somebody writes to the bot: one question, one reply in its thread."""

import re
from typing import Final

from slack_bolt import App

from bot.slack.dispatcher import QuestionDispatcher
from bot.slack.posting import apologise

EVENTS: Final = ("app_mention", "message")


def register(app: App, desk: QuestionDispatcher) -> None:
    """Let ``desk`` answer what comes to ``app``.

    Bolt acknowledges an event before its listener runs. Events of other kinds are acknowledged
    and forgotten, or Slack would send them again.
    """
    for kind in EVENTS:
        app.event(kind)(desk.take)
    app.event(re.compile(".*"))(_forget)
    app.error(apologise)


def _forget() -> None:
    """Do nothing: Bolt has acknowledged already."""
