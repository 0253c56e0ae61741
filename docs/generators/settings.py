"""The settings, from the fields of ``bot.settings.Settings``."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, get_args

from annotated_types import Ge, Gt, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings
from docs.generators.markdown import code, table

PREFIX: Final = str(Settings.model_config["env_prefix"])
# The settings that most people need. The reference has all of them.
COMMON: Final = ("index", "people", "gold", "threshold", "reranker", "slack_bot_token", "slack_app_token")


def all_settings() -> str:
    """Return every setting: variable, default, allowed values, description."""
    rows = [
        (code(variable(name)), _default(field), _allowed(field), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return table(("variable", "default", "allowed", "description"), rows)


def common_settings() -> str:
    """Return the settings that most people need: variable, default, description."""
    fields = Settings.model_fields
    rows = [(code(variable(name)), _default(fields[name]), fields[name].description or "") for name in COMMON]
    return table(("variable", "default", "description"), rows)


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{PREFIX}{name}".upper()


def _default(field: FieldInfo) -> str:
    value: Any = field.default
    if isinstance(value, SecretStr) or value == "":
        return ""
    return code(str(value).lower() if isinstance(value, bool) else value)


def _allowed(field: FieldInfo) -> str:
    choices = get_args(field.annotation)
    if choices:
        return ", ".join(map(code, choices))
    if field.annotation is bool:
        return "`true`, `false`"
    return _bounds(field.metadata)


def _bounds(metadata: Iterable[object]) -> str:
    """Return the bounds of a number in words."""
    bounds = []
    for bound in metadata:
        if isinstance(bound, Ge):
            bounds.append(f"{bound.ge} or more")
        elif isinstance(bound, Gt):
            bounds.append(f"more than {bound.gt}")
        elif isinstance(bound, Le):
            bounds.append(f"at most {bound.le}")
    return ", ".join(bounds)


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {"settings": all_settings, "common settings": common_settings}
