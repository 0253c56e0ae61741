"""Invariants of the counts of a reindex, over any sequence of source folders."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.config import EngineConfig
from index.errors import SourceError
from index.indexing.reindex import Reindexer
from index.store.layout import current_name
from index.store.snapshot import open_corpus
from tests.fakes import parts

UNREADABLE = b"\x00\x01\x02\xff" * 50
CONTENTS = (b"The quay\n\nThe quay is long.", b"The quay\n\nThe quay was closed.", UNREADABLE)
FOLDERS = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]), st.sampled_from(CONTENTS))


@given(st.lists(st.tuples(FOLDERS, st.booleans()), min_size=2, max_size=5))
@settings(deadline=None, max_examples=12)
def test_counts_add_up_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory, reindexes: list[tuple[dict[str, bytes], bool]]
) -> None:
    root, news = tmp_path_factory.mktemp("counts") / "index", tmp_path_factory.mktemp("news")
    stored = dict[str, bytes]()
    for sources, full in reindexes:
        for path in news.iterdir():
            path.unlink()
        for name, content in sources.items():
            (news / name).write_bytes(content)
        kept = {name: stored[name] for name in sources if sources[name] == UNREADABLE and name in stored}
        readable = {name: content for name, content in sources.items() if content != UNREADABLE}
        reindexer = Reindexer(root, parts(), EngineConfig(), lambda *_: None)
        if not kept and not readable:
            with pytest.raises(SourceError, match="No article could be read"):
                reindexer.reindex([news], full=full)
            continue
        report = reindexer.reindex([news], full=full)
        expected = kept | readable

        assert report.added + report.changed + report.unchanged + report.retained == report.articles == len(expected)
        assert len(stored) + report.added - report.removed == report.articles
        assert report.added == len(readable.keys() - stored.keys())
        assert report.changed == sum(stored.get(name, content) != content for name, content in readable.items())
        assert report.unchanged == sum(stored.get(name) == content for name, content in readable.items())
        assert report.retained == len(kept)
        assert report.removed == len(stored.keys() - expected.keys())
        assert len(report.rejected) == len(sources) - len(readable)
        assert report.published == (full or bool(report.added or report.changed or report.removed))
        corpus = open_corpus(root, current_name(root))
        assert {Path(article.origin).name for article in corpus.articles()} == expected.keys()
        corpus.close()
        stored = expected
