"""Indexes of a few short articles, created with fakes."""

import json
from collections.abc import Iterable
from pathlib import Path

from index.config import EngineConfig, PassageSize
from index.indexing.reindex import Reindexer
from tests.fakes import parts


def make_index(folder: Path, articles: Iterable[tuple[str, str | None, str | None, str]], size: PassageSize) -> Path:
    """Index articles, each with id, day, publisher and text, in passages of this size. Return the index folder."""
    rows = [
        {"id": name, "title": "News", "published": day, "source": source, "text": text}
        for name, day, source, text in articles
    ]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    Reindexer(folder / "index", parts(), EngineConfig(passages=size), lambda *_: None).reindex([folder / "news.jsonl"])
    return folder / "index"
