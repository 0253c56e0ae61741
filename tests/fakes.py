"""An embedder, a reranker and an attributor of a few lines, for tests that are not about meaning or language.

To the first two, texts that share words are near; the attributor reads one frame.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from index.adapters.faiss_store import FaissStore
from index.indexing.reindex import IndexingModels
from index.models import Attribution, PersonMention, Resolution, Span, Statement
from index.ports import Attributor, Embedder, Scores, Vectors, VectorStore

_DIMENSION = 256
_WORD = re.compile(r"\w+")
_NAME = r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
_SAID = re.compile(
    rf"(?P<who>The council|{_NAME}) (?P<cue>said) that (?P<what>(?:(?! and [A-Z])[^.])+)"
    rf"|(?P<quoted>“[^”]+”) (?P<behind>{_NAME}) (?P<cue_behind>said)"
)
_NAMED = re.compile(rf"{_NAME}(?= said\b)|[A-Z][a-z]+ [A-Z][a-z]+")


class WordEmbedder:
    """Counts words, each in a place of its own (or nearly: places are hashed)."""

    name = "words"
    dimension = _DIMENSION

    def __init__(self, fingerprint: str = "words-1", max_tokens: int = 254) -> None:
        self.fingerprint = fingerprint
        self.max_tokens = max_tokens
        self.embedded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self._embed(texts)

    def embed_question(self, text: str) -> Vectors:
        return self._embed([text])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), _DIMENSION), np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.1  # a text without words has a direction too
            for word in _WORD.findall(text.lower()):
                vectors[row, 1 + zlib.crc32(word.encode()) % (_DIMENSION - 1)] += 1
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths


class WordReranker:
    """Scores by the share of the question's words that a text has: from -10 for none to 10 for all."""

    name = "shared words"

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        self.asked.append((question, tuple(texts)))
        words = set(_WORD.findall(question.lower()))
        shared = [len(words & set(_WORD.findall(text.lower()))) / max(len(words), 1) for text in texts]
        return np.array([20 * share - 10 for share in shared], np.float32)


class ScriptedAttributor:
    """Finds "NAME said that …", "“…,” NAME said" and "He said that …"; people are two or three capitalised words."""

    def __init__(self, fingerprint: str = "scripted-1") -> None:
        self.fingerprint = fingerprint
        self.attributed: list[str] = []

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        for text in texts:
            self.attributed.append(text)
            yield _scripted(text)


def _scripted(text: str) -> Attribution:
    named = [match for match in _NAMED.finditer(text) if match[0] not in {"He", "She"}]
    names = list(dict.fromkeys(match[0] for match in named))
    full = [name for name in names if " " in name]
    people = full + [name for name in names if " " not in name and not any(each.endswith(name) for each in full)]
    whose = {name: next(at for at, each in enumerate(people) if each.endswith(name)) for name in names}
    forms = [tuple(name for name in names if whose[name] == at) for at in range(len(people))]
    statements = []
    for found in _SAID.finditer(text):
        speaker = Span(*found.span("who" if found["who"] else "behind"))
        resolved: Resolution = "pronoun" if speaker.of(text) in {"He", "She"} else "name"
        by_name = [match for match in named if resolved == "name" or match.end() <= speaker.start]
        before = Span(*by_name[-1].span()) if resolved == "pronoun" and by_name else None
        name = before.of(text) if before else speaker.of(text)
        statements.append(
            Statement(
                spans=(Span(*found.span("what" if found["what"] else "quoted")),),
                kind="indirect" if found["what"] else "direct",
                speaker=speaker,
                cue=Span(*found.span("cue" if found["cue"] else "cue_behind")),
                person=whose.get(name),
                resolved_by=resolved if name in whose else None,
                named_at=before,
                confidence="medium" if before else "high",
            )
        )
    return Attribution(tuple(PersonMention(name, forms[at]) for at, name in enumerate(people)), tuple(statements))


def parts(
    embedder: Embedder | None = None, attributor: Attributor | None = None, vector_store: VectorStore | None = None
) -> IndexingModels:
    """Return what a reindexer needs: what is given, the rest light."""
    return IndexingModels(embedder or WordEmbedder(), vector_store or FaissStore(), attributor or ScriptedAttributor())
