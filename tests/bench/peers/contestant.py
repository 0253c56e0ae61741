"""One contestant in a separate process, which measures its own times and writes them to a JSON file.

    python -m tests.bench.peers.contestant NAME MODEL FOLDER FIGURES.json index ARTICLES.jsonl
    python -m tests.bench.peers.contestant NAME MODEL FOLDER FIGURES.json ask QUESTIONS.txt

NAME is a module of this package with the classes ``Indexer`` and ``Asker``. This module imports only the standard
library, so that all other imports belong to the contestant and count in its figures.
"""

import argparse
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from tests.bench import provenance

SHOWN: Final = 5  # texts for a question
TOKENS, OVERLAP = 200, 50  # size of a passage for a contestant that counts tokens
WORDS, OVERLAPPING_WORDS = 150, 38  # size for a contestant that counts words, of 1.35 tokens each in these articles

_BYTES_OF_A_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_T = TypeVar("_T")


class Indexer(Protocol):
    """An indexer of articles. Its constructor loads the model from a folder.

    Attributes:
        once: seconds of the indexing that are needed only once for each model, not for each index.
    """

    once: float

    def __init__(self, model: Path) -> None: ...

    def index(self, articles: Path, folder: Path) -> None:
        """Index a file of JSON Lines, and write the index to a new folder."""

    def passages(self) -> Iterable[str]:
        """Return the indexed texts."""


class Asker(Protocol):
    """A search in the index of a folder."""

    def __init__(self, model: Path, folder: Path) -> None: ...

    def ask(self, question: str) -> list[str]:
        """Return at most ``SHOWN`` texts, best first."""


@dataclass(slots=True)
class _Stages:
    """The seconds of each stage, and the process's peak resident memory at the end of each stage, in MB."""

    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: dict[str, float] = field(default_factory=dict)

    def __call__(self, stage: str, work: Callable[[], _T]) -> _T:
        began = time.perf_counter()
        result = work()
        self.seconds[stage] = time.perf_counter() - began
        self.peak_mb[stage] = megabytes(resource.getrusage(resource.RUSAGE_SELF))
        return result


def read(articles: Path) -> list[dict[str, str]]:
    """Return the records of a file of JSON Lines."""
    return [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]


def megabytes(usage: resource.struct_rusage) -> float:
    """Return the peak resident memory in MB."""
    return usage.ru_maxrss * _BYTES_OF_A_UNIT / 1e6


def main() -> None:
    """Run one contestant."""
    arguments = _arguments()
    stages = _Stages()
    module = stages("import", partial(importlib.import_module, f"tests.bench.peers.{arguments.name}"))
    figures: dict[str, Any] = {"seconds": stages.seconds, "peak_mb": stages.peak_mb}
    if arguments.action == "index":
        indexer: Indexer = stages("load", partial(module.Indexer, arguments.model))
        stages("index", partial(indexer.index, arguments.source, arguments.folder))
        figures |= {"once": indexer.once, **_lengths(indexer.passages())}
        figures["versions"] = provenance.versions(*module.DISTRIBUTIONS)
    else:
        asker: Asker = stages("open", partial(module.Asker, arguments.model, arguments.folder))
        figures |= _ask(asker, arguments.source.read_text(encoding="utf-8").splitlines())
    arguments.figures.write_text(json.dumps(figures), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="module of the contestant")
    parser.add_argument("model", type=Path, help="folder of the embedding model")
    parser.add_argument("folder", type=Path, help="folder of the index")
    parser.add_argument("figures", type=Path, help="file for the figures")
    parser.add_argument("action", choices=["index", "ask"])
    parser.add_argument("source", type=Path, help="file of the articles or of the questions")
    return parser.parse_args()


def _lengths(passages: Iterable[str]) -> dict[str, int]:
    words = [len(text.split()) for text in passages]
    return {"passages": len(words), "words": sum(words)}


def _ask(asker: Asker, questions: Iterable[str]) -> dict[str, Any]:
    """Return the seconds of each question, and the number of its texts."""
    seconds, counts = [], []
    for question in questions:
        began = time.perf_counter()
        texts = asker.ask(question)
        seconds.append(time.perf_counter() - began)
        counts.append(len(texts))
    return {"asked": seconds, "found": counts}


if __name__ == "__main__":
    main()
