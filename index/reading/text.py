"""Plain text. A short first line with a blank one below it is the title, and the text the rest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.config import ReadingLimits
from index.reading.canonical import canonicalise
from index.reading.decode import read_bytes, to_text
from index.reading.draft import Draft

_LONGEST_TITLE: Final = 200  # characters; a longer first line is a paragraph


def read(path: Path, limits: ReadingLimits) -> Iterator[Draft]:
    """Yield the one article of the file."""
    yield draft_of(canonicalise(to_text(read_bytes(path, limits.max_file_bytes))))


def draft_of(text: str) -> Draft:
    """Return the draft of canonical ``text``."""
    first, _, rest = text.strip().partition("\n")
    below, _, _ = rest.partition("\n")
    if rest.strip() and not below.strip() and _reads_as_title(first.strip()):
        return Draft(text=rest, title=first)
    return Draft(text=text)


def _reads_as_title(line: str) -> bool:
    """Tell a headline from a short first paragraph, which ends in a full stop and must stay in the text."""
    return len(line) <= _LONGEST_TITLE and not line.endswith(".")
