"""Fakes of a few lines: an embedder, a reranker and an attributor.

For the embedder and the reranker, texts with common words are similar. The attributor knows two patterns.
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
    rf"(?P<speaker>The council|{_NAME}) (?P<cue>said) that (?P<content>(?:(?! and [A-Z])[^.])+)"
    rf"|(?P<quoted>“[^”]+”) (?P<speaker_after>{_NAME}) (?P<cue_after>said)"
)
_NAMED = re.compile(rf"{_NAME}(?= said\b)|[A-Z][a-z]+ [A-Z][a-z]+")


class WordEmbedder:
    """An embedder that counts words. Each word has its own dimension, apart from collisions of the hash."""

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
            vectors[row, 0] = 0.1  # so that a text without words has a direction
            for word in _WORD.findall(text.lower()):
                vectors[row, 1 + zlib.crc32(word.encode()) % (_DIMENSION - 1)] += 1
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths


class WordReranker:
    """A reranker that scores the share of the words of the question in the text, from -10 for none to 10 for all."""

    name = "shared words"

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        self.asked.append((question, tuple(texts)))
        words = set(_WORD.findall(question.lower()))
        shared = [len(words & set(_WORD.findall(text.lower()))) / max(len(words), 1) for text in texts]
        return np.array([20 * share - 10 for share in shared], np.float32)


class ScriptedAttributor:
    """An attributor of "NAME said that …" and "“…,” NAME said". A name has one to three capitalised words."""

    def __init__(self, fingerprint: str = "scripted-1") -> None:
        self.fingerprint = fingerprint
        self.attributed: list[str] = []

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        for text in texts:
            self.attributed.append(text)
            yield _scripted(text)


def _scripted(text: str) -> Attribution:
    mentions = [match for match in _NAMED.finditer(text) if match[0] not in {"He", "She"}]
    names = list(dict.fromkeys(match[0] for match in mentions))
    full = [name for name in names if " " in name]
    people = full + [name for name in names if " " not in name and not any(person.endswith(name) for person in full)]
    person_of = {name: next(i for i, person in enumerate(people) if person.endswith(name)) for name in names}
    forms = [tuple(name for name in names if person_of[name] == i) for i in range(len(people))]
    statements = []
    for match in _SAID.finditer(text):
        speaker = Span(*match.span("speaker" if match["speaker"] else "speaker_after"))
        resolved_by: Resolution = "pronoun" if speaker.of(text) in {"He", "She"} else "name"
        earlier = [mention for mention in mentions if mention.end() <= speaker.start]
        antecedent = Span(*earlier[-1].span()) if resolved_by == "pronoun" and earlier else None
        name = antecedent.of(text) if antecedent else speaker.of(text)
        statements.append(
            Statement(
                spans=(Span(*match.span("content" if match["content"] else "quoted")),),
                kind="indirect" if match["content"] else "direct",
                speaker=speaker,
                cue=Span(*match.span("cue" if match["cue"] else "cue_after")),
                person=person_of.get(name),
                resolved_by=resolved_by if name in person_of else None,
                named_at=antecedent,
                confidence="medium" if antecedent else "high",
            )
        )
    return Attribution(tuple(PersonMention(name, forms[i]) for i, name in enumerate(people)), tuple(statements))


def parts(
    embedder: Embedder | None = None, attributor: Attributor | None = None, vector_store: VectorStore | None = None
) -> IndexingModels:
    """Return models for a reindexer: the given ones, and fakes for the others."""
    return IndexingModels(embedder or WordEmbedder(), vector_store or FaissStore(), attributor or ScriptedAttributor())
