"""Settings, from ``ONRECORD_*`` variables. The only reader of the environment."""

import os
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.slack.config import SlackSettings
from index.config import AnsweringConfig, EngineConfig, PassageSize, ReadingLimits
from index.errors import SettingsError

_PREFIX = "ONRECORD_"


class Settings(BaseSettings):
    """Every setting. The variable of ``slack_mode`` is ``ONRECORD_SLACK_MODE``, and so on."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    index: str = Field(default="", description="folder where snapshots live; as --index")
    model: str = Field(default="all-MiniLM-L6-v2", description="embedding model: a name or a folder")
    model_download: bool = Field(default=False, description="fetch a model that is not on this machine, by its name")
    language_model: str = Field(default="en_core_web_sm", description="spaCy model that finds who says what")
    language_processes: int = Field(default=0, ge=0, description="processes that it runs in; 0 for one a core")
    reranker: str = Field(default="", description="model that reorders what was found: a name or a folder; empty: none")
    reranked: int = Field(default=8, ge=1, description="how many passages, and quotes, it reorders")
    people: str = Field(default="", description="file of corrections about people; as --people")
    gold: str = Field(default="", description="file of questions that a new index must answer; as --gold")
    gold_floor: float = Field(default=0.8, ge=0, le=1, description="least share of them, answered rightly")
    max_file_bytes: int = Field(default=50_000_000, gt=0, description="a larger source file is rejected")
    max_article_characters: int = Field(default=5_000_000, gt=0, description="a longer article is rejected")
    passage_tokens: int = Field(default=200, ge=16, description="most tokens in a passage")
    overlap_tokens: int = Field(default=50, ge=0, description="tokens that a passage shares with the one before")
    threshold: float = Field(default=0.2, ge=0, le=1, description="least confidence that is answered")
    slack_mode: Literal["socket", "http"] = Field(default="socket", description="how Slack reaches the bot")
    slack_bot_token: SecretStr = Field(default=SecretStr(""), description="xoxb-…")
    slack_app_token: SecretStr = Field(default=SecretStr(""), description="xapp-…, for Socket Mode")
    slack_signing_secret: SecretStr = Field(default=SecretStr(""), description="for HTTP")
    slack_host: str = Field(default="127.0.0.1", description="address that HTTP listens on")
    slack_port: int = Field(default=3000, ge=0, le=65535, description="port that HTTP listens on")
    slack_api_url: str = Field(default="https://slack.com/api/", description="another one for tests")

    def engine(self) -> EngineConfig:
        """Return the engine's part."""
        return EngineConfig(
            reading=ReadingLimits(self.max_file_bytes, self.max_article_characters),
            passages=PassageSize(max_tokens=self.passage_tokens, overlap_tokens=self.overlap_tokens),
            answering=AnsweringConfig(threshold=self.threshold, reranked=self.reranked),
        )

    def slack(self) -> SlackSettings:
        """Return Slack's part."""
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
        SettingsError: a variable has a value that cannot be, or a name that is not known.
    """
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.upper().startswith(_PREFIX) and name.upper() not in known)
    if unknown:
        msg = f"{', '.join(unknown)} is not a setting; the settings are {', '.join(sorted(known))}"
        raise SettingsError(msg)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        variable = f"{_PREFIX}{first['loc'][0]}".upper()
        msg = f"{variable}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        raise SettingsError(msg) from error
