"""The manifest of a snapshot."""

import datetime as dt
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from index.config import PassageSize
from index.errors import IndexDamagedError, IndexMismatchError
from index.store.layout import MANIFEST

SCHEMA_VERSION: Final = 4


class StoredFile(BaseModel):
    """One file of a snapshot."""

    model_config = ConfigDict(frozen=True)
    sha256: str
    bytes: int


class Manifest(BaseModel):
    """What a snapshot is made of, and by what.

    ``fingerprint`` is the embedder's, ``attributor`` the attributor's; ``corrections`` the digest of what an editor
    corrected about people; ``copy_finder`` tells how copies were found. ``copies`` counts the articles that are
    near-copies of another one.
    """

    model_config = ConfigDict(frozen=True)
    schema_version: int
    created: dt.datetime
    embedder: str
    fingerprint: str
    dimension: int
    passage_size: PassageSize
    attributor: str
    corrections: str
    copy_finder: str
    articles: int
    sentences: int
    passages: int
    statements: int
    people: int
    copies: int
    files: dict[str, StoredFile]


def read_manifest(folder: Path) -> Manifest:
    """Return a snapshot's manifest.

    Raises:
        IndexDamagedError: it is missing or unreadable.
        IndexMismatchError: it is of another schema version.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        version = _SchemaOnly.model_validate_json(text).schema_version
        if version != SCHEMA_VERSION:
            msg = f"the index has schema version {version}, this program reads {SCHEMA_VERSION}; reindex to renew it"
            raise IndexMismatchError(msg)
        return Manifest.model_validate_json(text)
    except (FileNotFoundError, IsADirectoryError, ValidationError) as error:
        msg = f"{path} is missing or damaged; reindex --full to make the index anew"
        raise IndexDamagedError(msg) from error


class _SchemaOnly(BaseModel):
    schema_version: int
