"""What ``--json`` prints: the engine's nouns under the names that scripts rely on."""

from typing import Any

from pydantic import TypeAdapter

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


def as_json(shown: object) -> Any:  # noqa: ANN401 JSON has no narrower type
    """Return plain JSON values: dates as ISO 8601, coverage as ``{"articles", "from", "to", "snapshot"}``."""
    values = _ANY.dump_python(shown, mode="json")
    if isinstance(values, dict) and "coverage" in values:
        values["coverage"] = coverage(values["coverage"])
    return values


def coverage(values: dict[str, Any]) -> dict[str, Any]:
    """Return a coverage under its printed names: ``from`` is no name in Python."""
    return {"from" if key == "earliest" else "to" if key == "latest" else key: value for key, value in values.items()}
