"""JSON Lines that people labelled: an object a line; what is wrong is told by file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import SourceError

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Record(BaseModel):
    """An object of a labelled file; other fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


_T = TypeVar("_T", bound=Record)


def read_records(path: Path, kind: type[_T]) -> Iterator[tuple[str, _T]]:
    """Yield each object of a file with its place, ``file:line`` from 1; blank lines say nothing.

    Raises:
        SourceError: a line is no such object.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if content.strip():
                place = f"{path}:{number}"
                yield place, _validated(place, content, kind)


def _validated(place: str, line: bytes, kind: type[_T]) -> _T:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        said = first["msg"][:1].lower() + first["msg"][1:]
        msg = f"{place}: {f'{where}: ' if where else ''}{said}"
        raise SourceError(msg) from error
