"""Settings come from the environment; what is wrong there is said by its name."""

import pytest

from bot.settings import load_settings
from index.errors import SettingsError


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_INDEX", raising=False)
    settings = load_settings()
    assert (settings.model, settings.index, settings.slack_mode) == ("all-MiniLM-L6-v2", "", "socket")
    assert (settings.reranker, settings.reranked) == ("", 8)


def test_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PASSAGE_TOKENS", "99")
    monkeypatch.setenv("ONRECORD_SLACK_BOT_TOKEN", "xoxb-1")
    settings = load_settings()
    assert settings.engine().passages.max_tokens == 99
    assert settings.slack().bot_token == "xoxb-1"
    assert "xoxb-1" not in repr(settings) + repr(settings.slack())


def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PASSAGE_TOKENS", "many")
    with pytest.raises(SettingsError, match=r"^ONRECORD_PASSAGE_TOKENS: input should be a valid integer"):
        load_settings()


def test_nothing_to_reorder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_RERANKED", "0")
    with pytest.raises(SettingsError, match=r"^ONRECORD_RERANKED: input should be greater than or equal to 1"):
        load_settings()


@pytest.mark.parametrize("name", ["ONRECORD_MODLE", "ONRECORD_SLACK_TOKEN"])
def test_a_misspelt_name_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError, match=f"^{name} is not a setting; the settings are ONRECORD_GOLD, "):
        load_settings()
