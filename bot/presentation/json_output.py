"""The values that ``--json`` prints: the engine's nouns under the keys that scripts rely on."""

from typing import Any, Final

from pydantic import TypeAdapter

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
# The printed keys are a contract. In the code, "source" means a file that articles are read from.
_PRINTED_KEYS: Final = {"publisher": "source", "mention_text": "as_written"}
_COVERAGE_KEYS: Final = {"earliest": "from", "latest": "to"}


def as_json(shown: object) -> Any:  # noqa: ANN401 JSON has no narrower type
    """Return plain JSON values: dates as ISO 8601, coverage as ``{"articles", "from", "to", "snapshot"}``."""
    return _printed(_ANY.dump_python(shown, mode="json"))


def coverage(values: dict[str, Any]) -> dict[str, Any]:
    """Return a coverage under its printed keys."""
    return {_COVERAGE_KEYS.get(key, key): value for key, value in values.items()}


def _printed(value: Any) -> Any:  # noqa: ANN401 JSON has no narrower type
    if isinstance(value, list):
        return [_printed(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        _PRINTED_KEYS.get(key, key): coverage(item) if key == "coverage" else _printed(item)
        for key, item in value.items()
    }
