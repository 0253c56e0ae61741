"""The listeners of the Bolt app."""

import re
from typing import Final

from slack_bolt import App

from bot.slack.dispatcher import QuestionDispatcher
from bot.slack.posting import post_failure_reply

EVENTS: Final = ("app_mention", "message")


def register(app: App, dispatcher: QuestionDispatcher) -> None:
    """Connect the events of ``app`` to ``dispatcher``.

    Bolt acknowledges an event before its listener runs. The other kinds of events need a listener too, because Slack
    repeats an event that is not acknowledged.
    """
    for kind in EVENTS:
        app.event(kind)(dispatcher.dispatch)
    app.event(re.compile(".*"))(_ignore)
    app.error(post_failure_reply)


def _ignore() -> None:
    """Do nothing: Bolt has acknowledged the event already."""
