"""The output of ``--json``: the engine's data under stable keys."""

from typing import Any, Final

from pydantic import TypeAdapter

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
# Scripts rely on these keys. In the code, "source" means a file with articles.
_KEYS: Final = {"publisher": "source", "mention_text": "as_written"}
_COVERAGE_KEYS: Final = {"earliest": "from", "latest": "to"}


def as_json(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return plain JSON values. Dates are in ISO 8601. Coverage is ``{"articles", "from", "to", "snapshot"}``."""
    return _with_stable_keys(_ANY.dump_python(value, mode="json"))


def coverage(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a coverage under their stable keys."""
    return {_COVERAGE_KEYS.get(key, key): value for key, value in values.items()}


def _with_stable_keys(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, list):
        return [_with_stable_keys(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        _KEYS.get(key, key): coverage(item) if key == "coverage" else _with_stable_keys(item)
        for key, item in value.items()
    }
