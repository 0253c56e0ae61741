"""The manifest of a snapshot."""

import datetime as dt
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from index.config import PassageSize
from index.errors import IndexDamagedError, IndexMismatchError
from index.store.layout import MANIFEST

SCHEMA_VERSION: Final = 5


class StoredFile(BaseModel):
    """One file of a snapshot."""

    model_config = ConfigDict(frozen=True)
    sha256: str
    bytes: int


class Manifest(BaseModel):
    """The contents of a snapshot, and the versions of everything that made it.

    Attributes:
        embedder_fingerprint: hash of the embedder's weights and settings.
        attributor: fingerprint of the attributor.
        corrections_digest: hash of the editor's corrections of people.
        duplicate_finder_version: version of the rules that find near-duplicates.
        near_duplicates: number of articles that are near-duplicates of another one.
    """

    model_config = ConfigDict(frozen=True)
    schema_version: int
    created: dt.datetime
    embedder: str
    embedder_fingerprint: str
    dimension: int
    passage_size: PassageSize
    attributor: str
    corrections_digest: str
    duplicate_finder_version: str
    articles: int
    sentences: int
    passages: int
    statements: int
    people: int
    organisations: int
    near_duplicates: int
    files: dict[str, StoredFile]


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a snapshot.

    Raises:
        IndexDamagedError: the manifest is missing or damaged.
        IndexMismatchError: the manifest has another schema version.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        version = _SchemaOnly.model_validate_json(text).schema_version
        if version != SCHEMA_VERSION:
            msg = f"The index has schema version {version}. This program reads {SCHEMA_VERSION}. Reindex to update it."
            raise IndexMismatchError(msg)
        return Manifest.model_validate_json(text)
    except (FileNotFoundError, IsADirectoryError, ValidationError) as error:
        msg = f"{path} is missing or damaged. Rebuild the index with reindex --full."
        raise IndexDamagedError(msg) from error


class _SchemaOnly(BaseModel):
    schema_version: int
