"""The settings of the Slack app, and the checks that need no connection."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from index.errors import OnRecordError, SettingsError


class SlackUnreachableError(OnRecordError):
    """An error for a Slack that does not answer."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """The settings of the connection to Slack. ``repr`` does not show the secrets.

    Attributes:
        bot_token: token of the bot user, ``xoxb-…``.
        app_token: token of the app, ``xapp-…``. Socket Mode only.
        signing_secret: secret that verifies the requests of Slack. HTTP mode only.
        mode: ``socket`` needs no public address; ``http`` does.
        host: address to listen on. HTTP mode only.
        port: port to listen on. HTTP mode only.
        api_url: base URL of the Web API, with a slash at the end.
        workers: number of questions that are answered at the same time.
        max_pending: number of further questions that may wait. The bot rejects any more.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    mode: Literal["socket", "http"] = "socket"
    host: str = "127.0.0.1"
    port: int = 3000
    api_url: str = "https://slack.com/api/"
    workers: int = 4
    max_pending: int = 100


class _Secret(NamedTuple):
    variable: str
    value: str
    prefix: str
    page: str


def require_tokens(settings: SlackSettings) -> None:
    """Check that the secrets of the chosen mode are set and have the right form.

    Raises:
        SettingsError: a secret is missing or malformed. The message names each such variable and its page at Slack.
    """
    problems = [problem for secret in _required_secrets(settings) if (problem := _problem(secret))]
    if problems:
        raise SettingsError(" ".join(problems))


def _required_secrets(settings: SlackSettings) -> list[_Secret]:
    bot = _Secret("ONRECORD_SLACK_BOT_TOKEN", settings.bot_token, "xoxb-", "OAuth & Permissions")
    app = _Secret(
        "ONRECORD_SLACK_APP_TOKEN",
        settings.app_token,
        "xapp-",
        "Basic Information, App-Level Tokens, scope connections:write",
    )
    signing = _Secret(
        "ONRECORD_SLACK_SIGNING_SECRET",
        settings.signing_secret,
        "",
        "Basic Information, App Credentials",
    )
    return [bot, app] if settings.mode == "socket" else [bot, signing]


def _problem(secret: _Secret) -> str:
    """Return a sentence about a bad secret and its remedy, or "". The secret itself is not shown."""
    page = f"at https://api.slack.com/apps under {secret.page}"
    if not secret.value.strip():
        return f"Set {secret.variable}. Find it {page}."
    if secret.value.split() != [secret.value]:
        return f"{secret.variable} must not contain spaces or line ends. Copy it again {page}."
    if not secret.value.startswith(secret.prefix):
        return f"{secret.variable} must start with {secret.prefix}. Find it {page}."
    return ""
