"""A snapshot of any size, written directly from invented words, without a model and much faster than by a reindex.

An article has six passages, a passage has four sentences, and each sentence is a statement. There is one person for
five passages.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np

from index.config import PassageSize
from index.models import Article, Attribution, Person, PersonMention, Span, Statement
from index.ports import Vectors, VectorStore
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.full_text import FullTextDocument, write_full_text
from index.store.layout import COLUMNS, CORPUS, STATEMENT_WORDS, VECTORS, WORDS
from index.store.manifest import SCHEMA_VERSION, Manifest
from index.store.publish import describe_files, publish, staging_folder, write_lock, write_manifest
from index.store.records import StoredPassage
from index.store.snapshot import open_folder
from tests.bench.harness import split_list

_DIMENSION: Final = 384
_PASSAGES: Final = 6  # in an article
_SENTENCES: Final = 4  # in a passage
_SPEAKERS: Final = 4  # in an article
_PASSAGES_PER_PERSON: Final = 5
_WORDS: Final = 30_000
_PHRASES: Final = 20_000
_PHRASE: Final = 12  # words in a phrase
_CENTRES: Final = 2_000
_BATCH: Final = 8_192
_SIZE: Final = PassageSize(max_tokens=200, overlap_tokens=0)


_FIRST_NAMES: Final = split_list(
    "Ilse; Torvil; Marta; Edvin; Sanna; Joren; Kasia; Bram; Oda; Pavel; Runa; Silas; Tove; Ulrik; Vera; Anton"
)
_BEGINNINGS: Final = split_list("Mar; Arv; Hol; Kes; Lund; Ober; Tarn; Vel; Wint; Sor; Brem; Dal; Ek; Fal; Grim; Jast")
_MIDDLES: Final = split_list("a; ler; ran; vik; nos; det; ambro; ildo; este; orra; uni")
_ENDINGS: Final = split_list("andt; ane; mark; trel; qvist; haus; owski; berg; sen; ova; ling; garde; stad; mire; fors")
_ROLES: Final = split_list(
    "harbour master; finance minister; mayor; chief engineer; coach; prosecutor; hospital director"
)
_KINDS: Final = split_list("Wire; Courier; Tribune; Gazette")


class SyntheticEmbedder:
    """An embedder that maps a text to a random point near one of the centres of the passages."""

    name = "made up"
    fingerprint = "made up"
    dimension = _DIMENSION
    max_tokens = 200

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text. Equal texts get equal vectors."""
        return np.concatenate([self.embed_question(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of a text, shape ``(1, dimension)``. Equal texts get equal vectors."""
        return _around(np.random.default_rng([*text.encode()]), 1)


@dataclass(frozen=True, slots=True)
class _SyntheticArticle:
    """An article with the spans of its sentences, its statements, and the numbers of its speakers."""

    article: Article
    sentences: Sequence[Span]
    attribution: Attribution
    speakers: Sequence[int]


def people(count: int) -> list[Person]:
    """Return people with different names, each with up to two aliases and up to two roles."""
    chance, by_name = random.Random(3), dict[str, Person]()
    while len(by_name) < count:
        first, second, last = chance.choice(_FIRST_NAMES), chance.choice(_FIRST_NAMES), _surname(chance)
        name = f"{first} {second} {last}"
        aliases = (last, f"{first} {last}")[: chance.randrange(3)]
        roles = tuple(f"{role} of {_surname(chance)}" for role in chance.sample(_ROLES, chance.randrange(3)))
        by_name[name] = Person(name, aliases, roles, chance.randrange(1, 40), chance.randrange(1, 20))
    return list(by_name.values())


def questions(persons: Sequence[Person]) -> list[str]:
    """Return a person and a phrase to ask about, as "person|phrase", for each person."""
    return [f"{person.name}|{phrase}" for person, phrase in zip(persons, _phrases(), strict=False)]


def make(root: Path, passages: int, vector_store: VectorStore) -> None:
    """Publish a snapshot below ``root``. The number of passages is rounded up to complete articles."""
    articles = -(-passages // _PASSAGES)
    with write_lock(root), staging_folder(root) as folder:
        persons = people(passages // _PASSAGES_PER_PERSON)
        with CorpusWriter(folder / CORPUS) as corpus:
            mentions = dict[tuple[int, int], int]()
            for number, synthetic in enumerate(_articles(articles, persons)):
                _add(corpus, number, synthetic)
                mentions.update({(number, position): speaker for position, speaker in enumerate(synthetic.speakers)})
            corpus.statements.add_people(persons, mentions)
        vector_store.write(folder / VECTORS, _vectors(articles * _PASSAGES), _DIMENSION)
        write_full_text(folder / WORDS, _documents(articles, persons))
        write_full_text(folder / STATEMENT_WORDS, _statement_documents(articles, persons))
        manifest = _manifest(folder)
        write_manifest(folder, manifest)
        open_folder(folder, manifest, vector_store).corpus.close()
        publish(root, folder)


def _articles(count: int, persons: Sequence[Person]) -> Iterator[_SyntheticArticle]:
    phrases, chance = _phrases(), random.Random(5)
    publishers = [f"{_surname(chance)} {kind}" for _ in range(100) for kind in _KINDS]
    for number in range(count):
        speakers = [chance.randrange(len(persons)) for _ in range(_SPEAKERS)]
        names = [persons[speaker].name for speaker in speakers]
        parts, sentences, statements, start = [], [], [], 0
        for ordinal in range(_PASSAGES * _SENTENCES):
            name, phrase, person = names[ordinal % _SPEAKERS], chance.choice(phrases), ordinal % _SPEAKERS
            parts.append(f"{name} said {phrase}.")
            sentence, speaker = Span(start, start + len(parts[-1])), Span(start, start + len(name))
            content = Span(speaker.end + len(" said "), sentence.end - 1)
            sentences.append(sentence)
            statements.append(Statement((content,), "indirect", speaker, None, person, "name"))
            start = sentence.end + 1
        text = " ".join(parts)
        day = dt.date(2023, 1, 1) + dt.timedelta(days=number * 1_000 // count)
        digest = hashlib.sha256(text.encode()).hexdigest()
        publisher = chance.choice(publishers)
        article = Article(f"a{number}", chance.choice(phrases), text, None, publisher, day, None, "en", digest, "made")
        mentions = tuple(PersonMention(name, (name,)) for name in names)
        yield _SyntheticArticle(article, sentences, Attribution(mentions, tuple(statements)), speakers)


def _add(corpus: CorpusWriter, number: int, synthetic: _SyntheticArticle) -> None:
    first = number * _PASSAGES
    corpus.add_article(number, synthetic.article)
    corpus.add_sentences(number, synthetic.sentences)
    corpus.add_passages(
        (
            StoredPassage(first + position, number, position * _SENTENCES, (position + 1) * _SENTENCES - 1),
            (first + position).to_bytes(16, "big"),
        )
        for position in range(_PASSAGES)
    )
    passages = [(first + ordinal // _SENTENCES,) * 2 for ordinal in range(_PASSAGES * _SENTENCES)]
    corpus.statements.add(number, synthetic.attribution, first * _SENTENCES, passages)


def _documents(articles: int, persons: Sequence[Person]) -> Iterator[FullTextDocument]:
    for number, synthetic in enumerate(_articles(articles, persons)):
        article, sentences = synthetic.article, synthetic.sentences
        for position in range(_PASSAGES):
            passage = sentences[position * _SENTENCES].hull(sentences[(position + 1) * _SENTENCES - 1])
            text = f"{article.title}\n{passage.of(article.text)}"
            yield FullTextDocument(number * _PASSAGES + position, text, article.published, article.publisher)


def _statement_documents(articles: int, persons: Sequence[Person]) -> Iterator[FullTextDocument]:
    for number, synthetic in enumerate(_articles(articles, persons)):
        article = synthetic.article
        for ordinal, span in enumerate(synthetic.sentences):
            own = span.of(article.text)
            row = number * len(synthetic.sentences) + ordinal
            person = synthetic.speakers[ordinal % _SPEAKERS]
            yield FullTextDocument(row, f"{article.title}\n{own}", article.published, article.publisher, own, person)


def _vectors(count: int) -> Iterator[Vectors]:
    chance = np.random.default_rng(7)
    for start in range(0, count, _BATCH):
        yield _around(chance, min(_BATCH, count - start))


@cache
def _centres() -> Vectors:
    return np.random.default_rng(11).standard_normal((_CENTRES, _DIMENSION), np.float32)


def _around(chance: np.random.Generator, count: int) -> Vectors:
    points = _centres()[chance.integers(0, _CENTRES, count)] + chance.standard_normal((count, _DIMENSION), np.float32)
    unit: Vectors = points / np.linalg.norm(points, axis=1, keepdims=True)
    return unit


def _manifest(folder: Path) -> Manifest:
    corpus = Corpus(folder / CORPUS)
    counts = corpus.counts()
    corpus.columns.write(folder / COLUMNS)
    corpus.close()
    return Manifest(
        schema_version=SCHEMA_VERSION,
        created=dt.datetime.now(dt.UTC),
        embedder=SyntheticEmbedder.name,
        embedder_fingerprint=SyntheticEmbedder.fingerprint,
        dimension=_DIMENSION,
        passage_size=_SIZE,
        attributor="made up",
        corrections_digest="",
        duplicate_finder_version="",
        **counts,
        files=describe_files(folder),
    )


def _phrases() -> list[str]:
    chance = random.Random(1)
    words = [_surname(chance).lower() + str(number) for number in range(_WORDS)]
    weights = [*accumulate(1 / (rank + 10) for rank in range(_WORDS))]
    return [" ".join(chance.choices(words, cum_weights=weights, k=_PHRASE)) for _ in range(_PHRASES)]


def _surname(chance: random.Random) -> str:
    return chance.choice(_BEGINNINGS) + chance.choice(_MIDDLES) + chance.choice(_MIDDLES) + chance.choice(_ENDINGS)
