"""Shared parts of the benchmark scripts: arguments, timing, and results with the versions that produced them."""

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import provenance


def argument_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the option ``--out``. Its help prints the description with the given line breaks."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="write the results to this file as JSON")
    return parser


def write_results(path: Path | None, results: dict[str, Any], *distributions: str) -> None:
    """Write the results after the commit and the versions that produced them.

    Args:
        path: file to write, or None to write nothing.
        results: figures by name.
        distributions: installed distributions; the file records their versions beside Python's.
    """
    if path is not None:
        origin = {"commit": provenance.commit(), "versions": provenance.versions(*distributions)}
        provenance.write(path, origin | results)


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0))


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fastest(work: Callable[[], object], runs: int) -> float:
    """Return the seconds of the fastest run. Other processes on the machine only ever make the work slower."""
    return min(seconds(work) for _ in range(runs))


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list that is separated by semicolons."""
    return tuple(part.strip() for part in text.split(";"))
