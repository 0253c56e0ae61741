"""Bad secrets, an unreachable Slack, Slack's text encoding, and the app manifest."""

from dataclasses import replace
from errno import ECONNREFUSED
from pathlib import Path
from threading import Event

import pytest
import yaml

from bot.slack.app import build_app, serve
from bot.slack.config import SlackSettings, SlackUnreachableError, require_tokens
from bot.slack.events import plain_text
from bot.slack.listeners import EVENTS
from index.errors import SettingsError
from index.models import Answer, Question
from tests.bot.slack.samples import ANSWER
from tests.slack_double.server import SlackDouble, Trouble

APPS = "https://api.slack.com/apps"


def always(_: Question) -> Answer:
    return ANSWER


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            SlackSettings(bot_token="xoxb-1"),
            (
                f"Set ONRECORD_SLACK_APP_TOKEN. Find it at {APPS} under "
                "Basic Information, App-Level Tokens, scope connections:write."
            ),
        ),
        (
            SlackSettings(bot_token="xoxb-1", mode="http"),
            f"Set ONRECORD_SLACK_SIGNING_SECRET. Find it at {APPS} under Basic Information, App Credentials.",
        ),
        (
            SlackSettings(bot_token="xoxp-1", app_token="xapp-1"),
            f"ONRECORD_SLACK_BOT_TOKEN must start with xoxb-. Find it at {APPS} under OAuth & Permissions.",
        ),
        (
            SlackSettings(bot_token="xoxb-1\n", app_token="xapp-1"),
            (
                "ONRECORD_SLACK_BOT_TOKEN must not contain spaces or line ends. "
                f"Copy it again at {APPS} under OAuth & Permissions."
            ),
        ),
        (
            SlackSettings(),
            (
                f"Set ONRECORD_SLACK_BOT_TOKEN. Find it at {APPS} under OAuth & Permissions. "
                f"Set ONRECORD_SLACK_APP_TOKEN. Find it at {APPS} under "
                "Basic Information, App-Level Tokens, scope connections:write."
            ),
        ),
    ],
)
def test_error_names_every_missing_or_malformed_secret(settings: SlackSettings, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        require_tokens(settings)
    assert str(caught.value) == message


def test_secrets_stay_out_of_repr() -> None:
    settings = SlackSettings("xoxb-secret1", "xapp-secret2", "secret3")
    require_tokens(settings)
    assert "secret" not in repr(settings).replace("signing_secret", "")


def test_refused_bot_token_is_an_error(settings: SlackSettings) -> None:
    with pytest.raises(SettingsError) as caught:
        build_app(replace(settings, bot_token="xoxb-wrong"), always)
    assert str(caught.value) == (f"Slack refused ONRECORD_SLACK_BOT_TOKEN (invalid_auth). Copy it again from {APPS}.")


def test_refused_app_token_is_an_error(settings: SlackSettings) -> None:
    wrong = replace(settings, app_token="xapp-wrong")
    app = build_app(wrong, always)
    with pytest.raises(SettingsError) as caught:
        serve(app, wrong, Event())
    assert str(caught.value) == (f"Slack refused ONRECORD_SLACK_APP_TOKEN (invalid_auth). Copy it again from {APPS}.")


def test_unreachable_slack_is_an_error(settings: SlackSettings) -> None:
    url = "http://127.0.0.1:9/api/"
    with pytest.raises(SlackUnreachableError) as caught:
        build_app(replace(settings, api_url=url), always)
    assert str(caught.value) == (
        f"Slack cannot be reached at {url} ([Errno {ECONNREFUSED}] Connection refused)."
        " Check the network and try again."
    )


def test_bot_that_is_stopped_before_it_starts_ends(slack: SlackDouble, settings: SlackSettings) -> None:
    stop = Event()
    stop.set()
    serve(build_app(settings, always), settings, stop)
    assert slack.calls[-1] == "apps.connections.open"


def test_server_error_of_slack_at_the_start_is_an_error(slack: SlackDouble, settings: SlackSettings) -> None:
    slack.trouble("auth.test", Trouble(500))
    with pytest.raises(SettingsError) as caught:
        build_app(settings, always)
    assert str(caught.value) == (f"Slack refused ONRECORD_SLACK_BOT_TOKEN (internal_error). Copy it again from {APPS}.")


@pytest.mark.parametrize(
    ("encoded", "words"),
    [
        ("<@U1> what &lt;b&gt; &amp;amp; <@U2|ida>?", "what <b> &amp; ?"),
        ("see <#C1|general> and <#C2>", "see #general and"),
        (
            "<http://a.example|a.example> <https://b.example/?x=1&amp;y=2>",
            "a.example https://b.example/?x=1&y=2",
        ),
        ("<!here> <!subteam^S1|@desk> <mailto:a@b.example|a@b.example>", "@desk a@b.example"),
        ("  a\n b ", "a b"),
    ],
)
def test_plain_text_undoes_the_encoding_of_slack(encoded: str, words: str) -> None:
    assert plain_text(encoded) == words


def test_manifest_requests_the_events_and_scopes_that_the_code_uses() -> None:
    path = Path(__file__).parents[3] / "deploy" / "slack-manifest.yaml"
    manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_mention", "message.im"]
    assert {name.partition(".")[0] for name in events} == set(EVENTS)
    assert manifest["oauth_config"]["scopes"]["bot"] == ["app_mentions:read", "chat:write", "im:history"]
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert sorted(manifest["features"]["agent_view"]) == ["agent_description", "suggested_prompts"]
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
