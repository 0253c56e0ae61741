"""Rebuilds the labelled news articles of ``tests/eval/news_labels.jsonl`` from public test pages.

The labels contain offsets only, because the articles belong to their publishers. Each label file line names the
repository, the commit and the path of a web page that an extraction library uses as a test fixture. This module reads
the page from a clone, extracts its text with trafilatura, and compares the digest of the text with the labels' digest.
Another version of trafilatura may extract another text; such an article is left out and reported.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import trafilatura

from index.models import Span
from index.text.canonical import canonicalise, single_line

LABELS: Final = Path(__file__).parents[1] / "eval" / "news_labels.jsonl"


@dataclass(frozen=True, slots=True)
class NewsStatement:
    """A labelled statement.

    Attributes:
        spans: the pieces of the content.
        mention: mention of the speaker; None if there is none.
        speaker: place of the speaker's fullest name; None for a speaker without a name.
        kind_of_speaker: ``person``, ``organisation``, ``unnamed`` or ``none``.
    """

    spans: tuple[Span, ...]
    mention: Span | None
    speaker: Span | None
    kind_of_speaker: str


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """A labelled article with its text."""

    id: str
    title: str
    host: str
    country: str
    text: str
    statements: tuple[NewsStatement, ...]

    def name_of(self, statement: NewsStatement) -> str | None:
        """Return the labelled name of a statement's speaker, or None."""
        return statement.speaker.of(self.text) if statement.speaker is not None else None


def read_news(clones: Path) -> Iterator[NewsArticle]:
    """Yield the labelled articles whose text can be rebuilt, and print the ids of the others.

    Args:
        clones: folder that holds a clone of each repository, as ``OWNER+NAME``; a bare clone may be in
            ``OWNER+NAME/repo``.
    """
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        page = _page(clones, labels)
        title, text = _extracted(page) if page else ("", "")
        if hashlib.sha256(text.encode()).hexdigest() != labels["sha256"]:
            print(
                f"{labels['id']} is left out: {labels['path']} is missing, or its text differs from the labelled one."
            )
            continue
        yield NewsArticle(
            labels["id"],
            title,
            labels["host"],
            labels["country"],
            text,
            tuple(_statement(record) for record in labels["statements"]),
        )


def _page(clones: Path, labels: Mapping[str, Any]) -> bytes | None:
    """Return the page from the commit that the labels name, or None."""
    folder = clones / labels["repository"].replace("/", "+")
    git = folder / "repo" if (folder / "repo").is_dir() else folder
    command = ["git", "-C", str(git), "show", f"{labels['commit']}:{labels['path']}"]
    shown = subprocess.run(command, capture_output=True, check=False)
    return shown.stdout if shown.returncode == 0 else None


def _extracted(page: bytes) -> tuple[str, str]:
    """Return the title and the text of a page in canonical form."""
    extracted = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    if extracted is None:
        return "", ""
    fields = extracted if isinstance(extracted, dict) else extracted.as_dict()
    return single_line(fields["title"] or ""), canonicalise(fields["text"] or "")


def _statement(record: Mapping[str, Any]) -> NewsStatement:
    return NewsStatement(
        tuple(Span(*span) for span in record["spans"]),
        Span(*record["mention"]) if record["mention"] else None,
        Span(*record["speaker"]) if record["speaker"] else None,
        record["kind_of_speaker"],
    )
