"""The settings, from ``ONRECORD_*`` variables. No other module reads the environment."""

import os
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.slack.config import SlackSettings
from index.config import AnsweringConfig, EngineConfig, PassageSize, ReadingLimits
from index.errors import SettingsError

_PREFIX = "ONRECORD_"


class Settings(BaseSettings):
    """All settings. For example, ``ONRECORD_SLACK_MODE`` sets ``slack_mode``."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    index: str = Field(default="", description="folder of the index, as --index")
    model: str = Field(default="all-MiniLM-L6-v2", description="embedding model, by name or folder")
    model_download: bool = Field(default=False, description="download a model that is not on this machine")
    language_model: str = Field(default="en_core_web_sm", description="spaCy model that finds statements")
    language_processes: int = Field(default=0, ge=0, description="processes that find statements; 0 for one per core")
    reranker: str = Field(default="", description="model that reorders results, by name or folder")
    reranked: int = Field(default=8, ge=1, description="number of passages, and of quotes, to reorder")
    people: str = Field(default="", description="file that merges or separates people, as --people")
    gold: str = Field(default="", description="questions that a new index must answer, as --gold")
    gold_floor: float = Field(default=0.8, ge=0, le=1, description="minimum share of correct answers to them")
    max_file_bytes: int = Field(default=50_000_000, gt=0, description="maximum size of a source file")
    max_article_characters: int = Field(default=5_000_000, gt=0, description="maximum length of an article")
    passage_tokens: int = Field(default=200, ge=16, description="maximum number of tokens in a passage")
    overlap_tokens: int = Field(default=50, ge=0, description="tokens shared with the previous passage")
    threshold: float = Field(default=0.2, ge=0, le=1, description="minimum confidence to show an answer")
    slack_mode: Literal["socket", "http"] = Field(default="socket", description="connection to Slack")
    slack_bot_token: SecretStr = Field(default=SecretStr(""), description="bot token, xoxb-…")
    slack_app_token: SecretStr = Field(default=SecretStr(""), description="app-level token, xapp-…; Socket Mode only")
    slack_signing_secret: SecretStr = Field(default=SecretStr(""), description="signing secret; HTTP mode only")
    slack_host: str = Field(default="127.0.0.1", description="address to listen on; HTTP mode only")
    slack_port: int = Field(default=3000, ge=0, le=65535, description="port to listen on; HTTP mode only")
    slack_api_url: str = Field(default="https://slack.com/api/", description="base URL of Slack's Web API")

    def engine(self) -> EngineConfig:
        """Return the settings of the engine."""
        return EngineConfig(
            reading=ReadingLimits(self.max_file_bytes, self.max_article_characters),
            passages=PassageSize(max_tokens=self.passage_tokens, overlap_tokens=self.overlap_tokens),
            answering=AnsweringConfig(threshold=self.threshold, reranked=self.reranked),
        )

    def slack(self) -> SlackSettings:
        """Return the settings of the Slack app."""
        return SlackSettings(
            mode=self.slack_mode,
            bot_token=self.slack_bot_token.get_secret_value(),
            app_token=self.slack_app_token.get_secret_value(),
            signing_secret=self.slack_signing_secret.get_secret_value(),
            host=self.slack_host,
            port=self.slack_port,
            api_url=self.slack_api_url,
        )


def load_settings() -> Settings:
    """Read the environment.

    Raises:
        SettingsError: a variable has a wrong value or an unknown name.
    """
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.upper().startswith(_PREFIX) and name.upper() not in known)
    if unknown:
        msg = f"Unknown setting: {', '.join(unknown)}. The settings are {', '.join(sorted(known))}."
        raise SettingsError(msg)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        variable = f"{_PREFIX}{first['loc'][0]}".upper()
        msg = f"{variable} has a wrong value: {first['msg'][:1].lower()}{first['msg'][1:]}."
        raise SettingsError(msg) from error
