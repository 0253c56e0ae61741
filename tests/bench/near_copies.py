"""Near-duplicates: cost and accuracy of the finder, growth with the collection, and repetition in answers.

    python -m tests.bench.near_copies [--articles 1000] [--asked 60] [--growth 1000 4000 16000] [--out RESULTS.json]

The articles are invented news. Three in ten are copies of other articles, as publishers make them from an agency's
story: unchanged, cut to three fifths, with an additional paragraph, or edited. The reindex is complete and uses the
real models.
"""

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.answering.context import SearchContext
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt
from index.config import AnsweringConfig, EngineConfig
from index.duplicates.near_duplicates import groups, minhash_signatures, near_copies
from index.duplicates.shingles import words
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Filter, Question, Quote, Span
from index.store.corpus import Corpus
from index.store.records import RepeatedIn
from tests.bench import harness
from tests.bench.invented_news import Story, invented, write

_SHOWN: Final = 5
_RUNS: Final = 50


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    results: dict[str, Any] = {
        "growth": {str(articles): _measure_finder(articles) for articles in arguments.growth},
    }
    with tempfile.TemporaryDirectory() as folder:
        results["reindex"] = _reindex(Path(folder), invented(arguments.articles), arguments.asked)
    for name, figures in results.items():
        print(name, figures)
    harness.write_results(arguments.out, results, "datasketch", "spacy")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="number of articles to index")
    parser.add_argument("--asked", type=int, default=60, help="number of stories to ask about")
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 4_000, 16_000], help="sizes for the finder")
    return parser.parse_args()


def _measure_finder(articles: int) -> dict[str, float]:
    """Return the finder's milliseconds for each article, and its accuracy on groups of copies."""
    stories = invented(articles)
    texts = [story.text for story in stories]
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    began = time.perf_counter()
    signatures = np.stack(list(minhash_signatures(texts)))
    signed = time.perf_counter()
    pairs = near_copies(signatures, digests, texts.__getitem__)
    ended = time.perf_counter()
    found, expected = {frozenset(group) for group in groups(pairs)}, _groups_of_copies(stories)
    return {
        "signatures_ms": 1000 * (signed - began) / articles,
        "comparing_ms": 1000 * (ended - signed) / articles,
        "stories": len(expected),
        "found_whole": len(found & expected),
        "found_wrongly": len(found - expected),
    }


def _groups_of_copies(stories: Sequence[Story]) -> set[frozenset[int]]:
    """Return the positions of the articles with the same story, for each story of several articles."""
    positions: defaultdict[int, list[int]] = defaultdict(list)
    for position, story in enumerate(stories):
        positions[story.story].append(position)
    return {frozenset(group) for group in positions.values() if len(group) > 1}


def _reindex(folder: Path, stories: Sequence[Story], asked: int) -> dict[str, Any]:
    """Return the share of duplicates in a first reindex, in one after 1% of the articles changed, and in questions."""
    models = IndexingModels(SentenceTransformerEmbedder(), FaissStore(), SpacyAttributor())
    source, root = folder / "news.jsonl", folder / "index"
    write(stories, source)
    first = _timed(Reindexer(root, models, EngineConfig(), stages := _Stages()), source)
    figures = {"articles": len(stories), "seconds": first, "copies_share": stages.seconds("Copies") / first}
    changed = [_shorter(story) if position % 100 == 0 else story for position, story in enumerate(stories)]
    write(changed, source)
    again = _timed(Reindexer(root, models, EngineConfig(), stages := _Stages()), source)
    figures |= {"again_seconds": again, "again_copies_share": stages.seconds("Copies") / again}
    engine = Engine(root, models.embedder, FaissStore(), AnsweringConfig(threshold=0.0))
    return figures | _count_repetition(engine, stories, asked) | _time_deduplication(engine.context)


def _shorter(story: Story) -> Story:
    return Story(story.id, story.story, story.title, story.sentences[1:], story.source, story.published)


def _timed(indexer: Reindexer, source: Path) -> float:
    return harness.seconds(lambda: indexer.reindex([source]))


class _Stages:
    """A progress callback that records the first and the last report of each stage."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[float, float]] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:  # noqa: ARG002 - the signature of Progress
        now = time.perf_counter()
        self._spans[stage] = (self._spans.get(stage, (now, now))[0], now)

    def seconds(self, stage: str) -> float:
        """Return the seconds between a stage's first and last reports."""
        began, ended = self._spans[stage]
        return ended - began


def _count_repetition(engine: Engine, stories: Sequence[Story], asked: int) -> dict[str, Any]:
    """Return the number of answers that repeat a sentence, and of quotes that list other articles."""
    chance = random.Random(1)
    repeats = quotes = also_in = 0
    questions = [question for story in chance.sample(stories, asked) for question in _questions(chance, story)]
    for question in questions:
        answer = engine.ask(Question(question))
        counts = Counter(tuple(words(text)) for quote in answer.quotes for text in _sentences(engine, quote))
        repeats += any(count > 1 for count in counts.values())
        quotes += len(answer.quotes)
        also_in += sum(bool(quote.also_in) for quote in answer.quotes)
    return {"questions": len(questions), "answers_that_repeat": repeats, "quotes": quotes, "quotes_also_in": also_in}


def _questions(chance: random.Random, story: Story) -> Iterator[str]:
    sentence = chance.choice(story.sentences).split()
    yield story.title
    yield " ".join(sentence[:12])
    yield f"who said that {' '.join(sentence[3:14])}"
    yield f"what did {story.sentences[0].split(',')[0]} say about the {story.title.split()[-1]}"


def _sentences(engine: Engine, quote: Quote) -> Iterable[str]:
    corpus = engine.snapshot.corpus
    number = corpus.article_number(quote.article.id) or 0
    text = corpus.article(number).text
    overlapping = corpus.duplicates.overlapping_sentences(number, Span(quote.start, quote.end))
    return (sentence.span.of(text) for sentence in overlapping)


def _time_deduplication(context: SearchContext) -> dict[str, float]:
    """Return the milliseconds to deduplicate five pairs of equal excerpts, and to list their articles."""
    corpus = context.collection.snapshot.corpus
    stories = groups(corpus.duplicates.pairs())
    times = []
    for run in range(_RUNS):
        pairs = [_pair(corpus, stories[(run + step) % len(stories)][0], run) for step in range(_SHOWN)]
        excerpts = [excerpt for pair in pairs for excerpt in pair]
        times.append(1000 * harness.seconds(partial(_shown, context.for_question(), excerpts)))
    return {"five_quotes_ms": statistics.median(times)}


def _pair(corpus: Corpus, article: int, run: int) -> list[Excerpt]:
    """Return one sentence as an excerpt of two copies of an article."""
    wordings = sorted(corpus.duplicates.repeated_sentences(article).values())
    copies = corpus.duplicates.articles_with(wordings[run % len(wordings)], Filter())
    return [_excerpt(corpus, copy) for copy in copies[:2]]


def _excerpt(corpus: Corpus, repeated: RepeatedIn) -> Excerpt:
    return Excerpt(repeated.article, corpus.sentences(repeated.article)[repeated.ordinal], 1.0)


def _shown(context: SearchContext, excerpts: Sequence[Excerpt]) -> int:
    duplicates = Deduplicator(context, Filter())
    return len(duplicates.with_also_in(list(duplicates.unique(excerpts))))


if __name__ == "__main__":
    main()
