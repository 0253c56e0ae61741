"""Checksums of files."""

import hashlib
from pathlib import Path


def checksum(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal, empty where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
