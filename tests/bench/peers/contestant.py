"""One contestant in a process of its own, timed from inside; its figures go into a file of JSON.

    python -m tests.bench.peers.contestant NAME MODEL FOLDER FIGURES.json index ARTICLES.jsonl
    python -m tests.bench.peers.contestant NAME MODEL FOLDER FIGURES.json ask QUESTIONS.txt

NAME is a module beside this one with the classes ``Indexer`` and ``Asker``. Only the standard library is imported here,
so that whatever else is imported is the contestant's, and counted as its own.
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

SHOWN: Final = 5  # texts that a question brings
TOKENS, OVERLAP = 200, 50  # of a passage, where tokens are what is counted
WORDS, OVERLAPPING_WORDS = 150, 38  # of a passage, where words are; one is 1.35 tokens in these articles

_BYTES_OF_A_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_T = TypeVar("_T")


class Indexer(Protocol):
    """Makes an index. The model, which lies in a folder, is loaded when this is made.

    ``once`` are the seconds of indexing that a model takes once, however often is indexed.
    """

    once: float

    def __init__(self, model: Path) -> None: ...

    def index(self, articles: Path, folder: Path) -> None:
        """Index a file of JSON Lines; the index is kept in a folder that does not exist yet."""

    def passages(self) -> Iterable[str]:
        """Return the texts that were indexed."""


class Asker(Protocol):
    """Finds texts in the index that lies in a folder."""

    def __init__(self, model: Path, folder: Path) -> None: ...

    def ask(self, question: str) -> list[str]:
        """Return what was found, best first, at most ``SHOWN``."""


@dataclass(slots=True)
class _Stages:
    """Seconds that each stage took, and the peak of the process's resident memory up to its end, in MB."""

    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: dict[str, float] = field(default_factory=dict)

    def __call__(self, stage: str, work: Callable[[], _T]) -> _T:
        began = time.perf_counter()
        done = work()
        self.seconds[stage] = time.perf_counter() - began
        self.peak_mb[stage] = megabytes(resource.getrusage(resource.RUSAGE_SELF))
        return done


def read(articles: Path) -> list[dict[str, str]]:
    """Return the records of a file of JSON Lines."""
    return [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]


def megabytes(usage: resource.struct_rusage) -> float:
    """Return the peak of resident memory."""
    return usage.ru_maxrss * _BYTES_OF_A_UNIT / 1e6


def main() -> None:
    """Run one contestant."""
    arguments = _arguments()
    stages = _Stages()
    module = stages("import", partial(importlib.import_module, f"tests.bench.peers.{arguments.name}"))
    figures: dict[str, Any] = {"seconds": stages.seconds, "peak_mb": stages.peak_mb}
    if arguments.what == "index":
        indexer: Indexer = stages("load", partial(module.Indexer, arguments.model))
        stages("index", partial(indexer.index, arguments.read, arguments.folder))
        figures |= {"once": indexer.once, **_lengths(indexer.passages())}
        figures["versions"] = provenance.versions(*module.DISTRIBUTIONS)
    else:
        asker: Asker = stages("open", partial(module.Asker, arguments.model, arguments.folder))
        figures |= _asked(asker, arguments.read.read_text(encoding="utf-8").splitlines())
    arguments.figures.write_text(json.dumps(figures), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("what", choices=["index", "ask"])
    parser.add_argument("read", type=Path)
    return parser.parse_args()


def _lengths(passages: Iterable[str]) -> dict[str, int]:
    words = [len(text.split()) for text in passages]
    return {"passages": len(words), "words": sum(words)}


def _asked(asker: Asker, questions: Iterable[str]) -> dict[str, Any]:
    """Return the seconds that each question took, and how many texts it brought."""
    seconds, found = [], []
    for question in questions:
        began = time.perf_counter()
        texts = asker.ask(question)
        seconds.append(time.perf_counter() - began)
        found.append(len(texts))
    return {"asked": seconds, "found": found}


if __name__ == "__main__":
    main()
