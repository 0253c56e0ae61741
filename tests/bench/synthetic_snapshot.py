"""A snapshot of any size, made by the writers themselves from invented words: no model, a fraction of a reindex.

Six passages an article, four sentences a passage, each a statement; a person for five passages.
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

_DIMENSION: Final = 384
_PASSAGES: Final = 6  # of an article
_SENTENCES: Final = 4  # of a passage
_SPEAKERS: Final = 4  # of an article
_PASSAGES_A_PERSON: Final = 5
_WORDS: Final = 30_000
_PHRASES: Final = 20_000
_PHRASE: Final = 12  # words
_CENTRES: Final = 2_000
_BATCH: Final = 8_192
_SIZE: Final = PassageSize(max_tokens=200, overlap_tokens=0)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


_FIRST_NAMES: Final = _listed(
    "Ilse; Torvil; Marta; Edvin; Sanna; Joren; Kasia; Bram; Oda; Pavel; Runa; Silas; Tove; Ulrik; Vera; Anton"
)
_BEGINNINGS: Final = _listed("Mar; Arv; Hol; Kes; Lund; Ober; Tarn; Vel; Wint; Sor; Brem; Dal; Ek; Fal; Grim; Jast")
_MIDDLES: Final = _listed("a; ler; ran; vik; nos; det; ambro; ildo; este; orra; uni")
_ENDINGS: Final = _listed("andt; ane; mark; trel; qvist; haus; owski; berg; sen; ova; ling; garde; stad; mire; fors")
_ROLES: Final = _listed("harbour master; finance minister; mayor; chief engineer; coach; prosecutor; hospital director")
_KINDS: Final = _listed("Wire; Courier; Tribune; Gazette")


class MadeUp:
    """Embeds a question as a point near one of the centres that passages lie around."""

    name = "made up"
    fingerprint = "made up"
    dimension = _DIMENSION
    max_tokens = 200

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text; the same for the same text."""
        return np.concatenate([self.embed_question(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """Return a vector for the text; the same for the same text."""
        return _around(np.random.default_rng([*text.encode()]), 1)


@dataclass(frozen=True, slots=True)
class _Made:
    """An article with its units; sentences are spans of its text."""

    article: Article
    sentences: Sequence[Span]
    attribution: Attribution
    speakers: Sequence[int]


def people(count: int) -> list[Person]:
    """Return so many people, each with up to two aliases and roles; no two have one name."""
    chance, made = random.Random(3), dict[str, Person]()
    while len(made) < count:
        first, second, last = chance.choice(_FIRST_NAMES), chance.choice(_FIRST_NAMES), _surname(chance)
        name = f"{first} {second} {last}"
        aliases = (last, f"{first} {last}")[: chance.randrange(3)]
        roles = tuple(f"{role} of {_surname(chance)}" for role in chance.sample(_ROLES, chance.randrange(3)))
        made[name] = Person(name, aliases, roles, chance.randrange(1, 40), chance.randrange(1, 20))
    return list(made.values())


def questions(named: Sequence[Person]) -> list[str]:
    """Return phrases to ask about, and for each somebody to be asked about."""
    return [f"{person.name}|{phrase}" for person, phrase in zip(named, _phrases(), strict=False)]


def make(root: Path, passages: int, vector_store: VectorStore) -> None:
    """Publish a snapshot of so many passages, rounded up to whole articles, below ``root``."""
    articles = -(-passages // _PASSAGES)
    with write_lock(root), staging_folder(root) as folder:
        everybody = people(passages // _PASSAGES_A_PERSON)
        with CorpusWriter(folder / CORPUS) as corpus:
            mentioned = dict[tuple[int, int], int]()
            for number, made in enumerate(_articles(articles, everybody)):
                _add(corpus, number, made)
                mentioned.update({(number, position): speaker for position, speaker in enumerate(made.speakers)})
            corpus.statements.add_people(everybody, mentioned)
        vector_store.write(folder / VECTORS, _vectors(articles * _PASSAGES), _DIMENSION)
        write_full_text(folder / WORDS, _documents(articles, everybody))
        write_full_text(folder / STATEMENT_WORDS, _statement_documents(articles, everybody))
        manifest = _manifest(folder)
        write_manifest(folder, manifest)
        open_folder(folder, manifest, vector_store).corpus.close()
        publish(root, folder)


def _articles(count: int, everybody: Sequence[Person]) -> Iterator[_Made]:
    phrases, chance = _phrases(), random.Random(5)
    publishers = [f"{_surname(chance)} {kind}" for _ in range(100) for kind in _KINDS]
    for number in range(count):
        speakers = [chance.randrange(len(everybody)) for _ in range(_SPEAKERS)]
        names = [everybody[speaker].name for speaker in speakers]
        parts, sentences, statements, start = [], [], [], 0
        for at in range(_PASSAGES * _SENTENCES):
            name, phrase = names[at % _SPEAKERS], chance.choice(phrases)
            parts.append(f"{name} said {phrase}.")
            stop, named = start + len(parts[-1]), start + len(name)
            sentences.append(Span(start, stop))
            statements.append(
                Statement((Span(named + 6, stop - 1),), "indirect", Span(start, named), None, at % _SPEAKERS, "name")
            )
            start = stop + 1
        text = " ".join(parts)
        day = dt.date(2023, 1, 1) + dt.timedelta(days=number * 1_000 // count)
        digest = hashlib.sha256(text.encode()).hexdigest()
        source = chance.choice(publishers)
        article = Article(f"a{number}", chance.choice(phrases), text, None, source, day, None, "en", digest, "made")
        mentioned = tuple(PersonMention(name, (name,)) for name in names)
        yield _Made(article, sentences, Attribution(mentioned, tuple(statements)), speakers)


def _add(corpus: CorpusWriter, number: int, made: _Made) -> None:
    first = number * _PASSAGES
    corpus.add_article(number, made.article)
    corpus.add_sentences(number, made.sentences)
    corpus.add_passages(
        (
            StoredPassage(first + at, number, at * _SENTENCES, (at + 1) * _SENTENCES - 1),
            (first + at).to_bytes(16, "big"),
        )
        for at in range(_PASSAGES)
    )
    places = [(first + at // _SENTENCES,) * 2 for at in range(_PASSAGES * _SENTENCES)]
    corpus.statements.add(number, made.attribution, first * _SENTENCES, places)


def _documents(articles: int, everybody: Sequence[Person]) -> Iterator[FullTextDocument]:
    for number, made in enumerate(_articles(articles, everybody)):
        article = made.article
        for at in range(_PASSAGES):
            first, last = (made.sentences[row] for row in (at * _SENTENCES, (at + 1) * _SENTENCES - 1))
            text = f"{article.title}\n{article.text[first.start : last.end]}"
            yield FullTextDocument(number * _PASSAGES + at, text, article.published, article.publisher)


def _statement_documents(articles: int, everybody: Sequence[Person]) -> Iterator[FullTextDocument]:
    for number, made in enumerate(_articles(articles, everybody)):
        article = made.article
        for at, span in enumerate(made.sentences):
            own = span.of(article.text)
            row, person = number * len(made.sentences) + at, made.speakers[at % _SPEAKERS]
            yield FullTextDocument(row, f"{article.title}\n{own}", article.published, article.publisher, own, person)


def _vectors(count: int) -> Iterator[Vectors]:
    chance = np.random.default_rng(7)
    for start in range(0, count, _BATCH):
        yield _around(chance, min(_BATCH, count - start))


@cache
def _centres() -> Vectors:
    return np.random.default_rng(11).standard_normal((_CENTRES, _DIMENSION), np.float32)


def _around(chance: np.random.Generator, count: int) -> Vectors:
    made = _centres()[chance.integers(0, _CENTRES, count)] + chance.standard_normal((count, _DIMENSION), np.float32)
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


def _manifest(folder: Path) -> Manifest:
    corpus = Corpus(folder / CORPUS)
    counts = corpus.counts()
    corpus.columns.write(folder / COLUMNS)
    corpus.close()
    return Manifest(
        schema_version=SCHEMA_VERSION,
        created=dt.datetime.now(dt.UTC),
        embedder=MadeUp.name,
        embedder_fingerprint=MadeUp.fingerprint,
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
