"""Error messages for a failed connection to Slack."""

from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.slack.config import SlackUnreachableError
from index.errors import SettingsError


def refused(variable: str, error: SlackApiError) -> SettingsError:
    """Return the error for a token that Slack refused. ``variable`` is the setting that contains the token."""
    reason = error.response.get("error", "no reason given")
    msg = f"Slack refused {variable} ({reason}). Copy it again from https://api.slack.com/apps."
    return SettingsError(msg)


def unreachable(url: str, error: OSError) -> SlackUnreachableError:
    """Return the error for a Slack that does not answer at ``url``."""
    reason = error.reason if isinstance(error, URLError) else error
    msg = f"Slack cannot be reached at {url} ({reason}). Check the network and try again."
    return SlackUnreachableError(msg)
