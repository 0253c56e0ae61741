"""Settings from the environment, and the errors for wrong ones."""

import pytest

from bot.settings import load_settings
from index.errors import SettingsError


def test_settings_have_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_INDEX", raising=False)
    settings = load_settings()
    assert (settings.model, settings.index, settings.slack_mode) == ("all-MiniLM-L6-v2", "", "socket")
    assert (settings.reranker, settings.reranked) == ("", 8)


def test_variables_override_defaults_and_secrets_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PASSAGE_TOKENS", "99")
    monkeypatch.setenv("ONRECORD_SLACK_BOT_TOKEN", "xoxb-1")
    settings = load_settings()
    assert settings.engine().passages.max_tokens == 99
    assert settings.slack().bot_token == "xoxb-1"
    assert "xoxb-1" not in repr(settings) + repr(settings.slack())


def test_wrong_value_is_an_error_that_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PASSAGE_TOKENS", "many")
    with pytest.raises(
        SettingsError, match=r"^ONRECORD_PASSAGE_TOKENS has a wrong value: input should be a valid integer, .*\.$"
    ):
        load_settings()


def test_number_of_reordered_results_is_at_least_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_RERANKED", "0")
    with pytest.raises(
        SettingsError, match=r"^ONRECORD_RERANKED has a wrong value: input should be greater than or equal to 1\.$"
    ):
        load_settings()


@pytest.mark.parametrize("name", ["ONRECORD_MODLE", "ONRECORD_SLACK_TOKEN"])
def test_unknown_setting_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(
        SettingsError, match=f"^Unknown setting: {name}. The settings are ONRECORD_GOLD, .*ONRECORD_THRESHOLD.$"
    ):
        load_settings()
