"""What can be set about the Slack face, and what is checked before Slack is asked anything."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from index.errors import OnRecordError, SettingsError


class SlackUnreachableError(OnRecordError):
    """Slack does not answer."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack. Secrets stay out of ``repr``.

    Attributes:
        bot_token: of the bot user, ``xoxb-…``.
        app_token: of the app, ``xapp-…``; Socket Mode only.
        signing_secret: proves that a request is Slack's; HTTP mode only.
        mode: Socket Mode needs no public address; HTTP mode does.
        host: address to listen on, HTTP mode only.
        port: port to listen on, HTTP mode only.
        api_url: base of the Web API, with a slash at the end.
        workers: how many questions are answered at a time.
        waiting: how many more may wait; who asks then is told to ask again.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    mode: Literal["socket", "http"] = "socket"
    host: str = "127.0.0.1"
    port: int = 3000
    api_url: str = "https://slack.com/api/"
    workers: int = 4
    waiting: int = 100


class _Secret(NamedTuple):
    variable: str
    value: str
    prefix: str
    where: str


def require_tokens(settings: SlackSettings) -> None:
    """Check that the secrets of the chosen mode are there and look right.

    Raises:
        SettingsError: names each variable that is missing or has another prefix, and where to get it.
    """
    complaints = [complaint for secret in _needed(settings) if (complaint := _complaint(secret))]
    if complaints:
        msg = "; ".join(complaints) + "."
        raise SettingsError(msg[0].upper() + msg[1:])


def _needed(settings: SlackSettings) -> list[_Secret]:
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


def _complaint(needed: _Secret) -> str:
    where = f"at https://api.slack.com/apps under {needed.where}"
    if not needed.value.strip():
        return f"set {needed.variable}: find it {where}"
    if needed.value.split() != [needed.value]:
        return f"{needed.variable} must hold no space and no line end: copy it again {where}"
    if not needed.value.startswith(needed.prefix):
        return f"{needed.variable} must start with {needed.prefix}: find it {where}"
    return ""
