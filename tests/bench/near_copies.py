"""Near-copies: what finding them costs, how that grows, whether answers repeat themselves, and what seeing to it takes.

    python -m tests.bench.near_copies [--articles 1000] [--asked 60] [--growth 1000 4000 16000] [--out RESULTS.json]

Over invented news, three in ten articles copies of others as outlets make them of a wire's: as it is, cut to three
fifths, with a paragraph of their own, or edited. The reindex is the whole one, with the real models.
"""

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.answering.deduplicate import Copies
from index.answering.quotes import Extract, cut
from index.config import AnsweringConfig, EngineConfig
from index.duplicates.near_duplicates import groups, minhash_signatures, near_copies
from index.duplicates.shingles import words
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Filter, Question, Quote, Span
from index.store.corpus import Corpus
from index.store.records import RepeatedIn
from tests.bench import provenance
from tests.bench.invented_news import Story, invented, write

_SHOWN: Final = 5
_RUNS: Final = 50


def main() -> None:
    """Print the figures; write them where a file is named."""
    arguments = _arguments()
    results: dict[str, Any] = {"commit": provenance.commit(), "versions": provenance.versions("datasketch", "spacy")}
    results["growth"] = {str(articles): _finder(articles) for articles in arguments.growth}
    with tempfile.TemporaryDirectory() as folder:
        results["reindex"] = _reindex(Path(folder), invented(arguments.articles), arguments.asked)
    for name, figures in results.items():
        print(name, figures)
    if arguments.out:
        provenance.write(arguments.out, results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--asked", type=int, default=60, help="stories that are asked about")
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 4_000, 16_000])
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _finder(articles: int) -> dict[str, float]:
    """Return what the finder alone takes over so many articles, in milliseconds an article, and what it finds."""
    stories = invented(articles)
    texts = [each.text for each in stories]
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    began = time.perf_counter()
    signed = np.stack(list(minhash_signatures(texts)))
    signed_at = time.perf_counter()
    pairs = near_copies(signed, digests, texts.__getitem__)
    ended = time.perf_counter()
    found = {frozenset(group) for group in groups(pairs)}
    return {
        "signatures_ms": 1000 * (signed_at - began) / articles,
        "comparing_ms": 1000 * (ended - signed_at) / articles,
        "stories": len(_told(stories)),
        "found_whole": len(found & _told(stories)),
        "found_wrongly": len(found - _told(stories)),
    }


def _told(stories: Sequence[Story]) -> set[frozenset[int]]:
    """Return which articles tell one story, of stories that several tell."""
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(stories):
        gathered[each.story].append(number)
    return {frozenset(numbers) for numbers in gathered.values() if len(numbers) > 1}


def _reindex(folder: Path, stories: Sequence[Story], asked: int) -> dict[str, Any]:
    """Return what copies take of a whole reindex and of one after a hundredth was changed, and of questions."""
    parts = IndexingModels(SentenceTransformerEmbedder(), FaissStore(), SpacyAttributor())
    source, root = folder / "news.jsonl", folder / "index"
    write(stories, source)
    first = _timed(Reindexer(root, parts, EngineConfig(), stages := _Stages()), source)
    figures = {"articles": len(stories), "seconds": first, "copies_share": stages.seconds("Copies") / first}
    changed = [_shorter(each) if number % 100 == 0 else each for number, each in enumerate(stories)]
    write(changed, source)
    again = _timed(Reindexer(root, parts, EngineConfig(), stages := _Stages()), source)
    figures |= {"again_seconds": again, "again_copies_share": stages.seconds("Copies") / again}
    engine = Engine(root, parts.embedder, FaissStore(), AnsweringConfig(threshold=0.0))
    return figures | _answers(engine, stories, asked) | _share_of_a_question(engine.snapshot.corpus)


def _shorter(story: Story) -> Story:
    return Story(story.id, story.story, story.title, story.sentences[1:], story.source, story.published)


def _timed(indexer: Reindexer, source: Path) -> float:
    began = time.perf_counter()
    indexer.reindex([source])
    return time.perf_counter() - began


class _Stages:
    """Notes when each stage first and last said how far it is."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[float, float]] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:  # noqa: ARG002 a Progress
        now = time.perf_counter()
        self._spans[stage] = (self._spans.get(stage, (now, now))[0], now)

    def seconds(self, stage: str) -> float:
        """Return how long a stage took."""
        began, ended = self._spans[stage]
        return ended - began


def _answers(engine: Engine, stories: Sequence[Story], asked: int) -> dict[str, Any]:
    """Return how many answers show a sentence twice, and how many quotes name other places."""
    chance = random.Random(1)
    twice = shown = also_in = 0
    questions = [question for each in chance.sample(stories, asked) for question in _questions(chance, each)]
    for question in questions:
        answer = engine.ask(Question(question))
        held = Counter(tuple(words(text)) for quote in answer.quotes for text in _sentences(engine, quote))
        twice += any(count > 1 for count in held.values())
        shown += len(answer.quotes)
        also_in += sum(bool(quote.also_in) for quote in answer.quotes)
    return {"questions": len(questions), "answers_that_repeat": twice, "quotes": shown, "quotes_also_in": also_in}


def _questions(chance: random.Random, story: Story) -> Iterator[str]:
    told = chance.choice(story.sentences).split()
    yield story.title
    yield " ".join(told[:12])
    yield f"who said that {' '.join(told[3:14])}"
    yield f"what did {story.sentences[0].split(',')[0]} say about the {story.title.split()[-1]}"


def _sentences(engine: Engine, quote: Quote) -> Iterable[str]:
    corpus = engine.snapshot.corpus
    number = corpus.article_number(quote.article.id) or 0
    text = corpus.article(number).text
    return (
        each.span.of(text) for each in corpus.duplicates.overlapping_sentences(number, Span(quote.start, quote.end))
    )


def _share_of_a_question(corpus: Corpus) -> dict[str, float]:
    """Return the milliseconds that it takes to keep five of ten quotes that are pairwise the same, and place them."""
    stories = groups(corpus.duplicates.pairs())
    times = []
    for run in range(_RUNS):
        chosen = [_pair(corpus, stories[(run + step) % len(stories)][0], run) for step in range(_SHOWN)]
        quotes = [quote for pair in chosen for quote in pair]
        times.append(_milliseconds(lambda quotes=quotes: _shown(corpus, quotes)))  # type: ignore[misc]
    return {"five_quotes_ms": statistics.median(times)}


def _pair(corpus: Corpus, article: int, at: int) -> list[Quote]:
    """Return a sentence of an article as two copies hold it."""
    wordings = sorted(corpus.duplicates.repeated_sentences(article).values())
    return [
        _quote(corpus, each) for each in corpus.duplicates.articles_with(wordings[at % len(wordings)], Filter())[:2]
    ]


def _quote(corpus: Corpus, held: RepeatedIn) -> Quote:
    sentences = corpus.sentences(held.article)
    quote = cut(corpus.article(held.article), sentences, Extract(sentences[held.ordinal], 1.0))
    if quote is None:
        msg = "the corpus was altered"
        raise ValueError(msg)
    return quote


def _shown(corpus: Corpus, quotes: Sequence[Quote]) -> int:
    copies = Copies(corpus, Filter())
    return len(copies.told(list(copies.once(quotes))))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
