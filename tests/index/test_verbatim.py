"""Every quote is a slice of its article, letter for letter, for any text."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.errors import SourceError
from index.indexing.reindex import Reindexer
from index.models import Question
from index.text.canonical import canonicalise
from tests.fakes import WordEmbedder, parts

PIECES = st.sampled_from(
    [
        "“No,” he said. ",
        "Gen. Xu left… ",
        "e\u0301t\u00e9\r\n\r\n",
        "\u202etxt\u202c ",
        "\x00\x1b[31m",
        "Привет. ",
        "🙂! ",
        "a" * 90,
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.text(min_size=1, max_size=200), PIECES), min_size=1, max_size=12))
def test_every_sentence_passage_and_quote_is_a_slice(pieces: list[str]) -> None:
    text = "".join(pieces).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        source, root = Path(folder) / "a.md", Path(folder) / "index"
        source.with_suffix(".json").write_text(_json(text), encoding="utf-8")
        try:
            Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source.with_suffix(".json")])
        except SourceError:
            assert not any(character.isalnum() for character in canonicalise(text))  # the text has no words
            return
        engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=0.0))
        corpus = engine.snapshot.corpus
        stored = corpus.article(0)
        spans = corpus.sentences(0)
        covered = {position for span in spans for position in range(span.start, span.end)}
        assert all(position in covered or letter.isspace() for position, letter in enumerate(stored.text))
        for passage in corpus.passages_of(0):
            first, last = spans[passage.first_sentence], spans[passage.last_sentence]
            assert 0 <= first.start < last.end <= len(stored.text)
        for quote in engine.ask(Question("what did he say about a")).quotes:
            assert quote.text == stored.text[quote.start : quote.end]
            assert quote.text.strip()


def _json(text: str) -> str:
    return json.dumps({"id": "a", "title": "A title", "text": text})
