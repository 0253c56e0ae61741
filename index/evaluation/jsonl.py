"""Reading of labelled data in JSON Lines. Errors name the file and the line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import SourceError

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Record(BaseModel):
    """An object of a labelled file. Unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


_T = TypeVar("_T", bound=Record)


def read_records(path: Path, kind: type[_T]) -> Iterator[tuple[str, _T]]:
    """Yield each object of a file with its location, ``file:line`` from 1. Skip blank lines.

    Raises:
        SourceError: a line is not a valid object.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if content.strip():
                location = f"{path}:{number}"
                yield location, _validate(location, content, kind)


def _validate(location: str, line: bytes, kind: type[_T]) -> _T:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        reason = first["msg"][:1].lower() + first["msg"][1:]
        msg = f"{location}: {f'{field}: ' if field else ''}{reason}. Correct this line."
        raise SourceError(msg) from error
