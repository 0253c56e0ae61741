"""Attributor that parses with spaCy, in this process or, for many articles, in several processes."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from itertools import chain, islice
from typing import Final

from joblib import Parallel, delayed
from joblib.externals.loky.process_executor import TerminatedWorkerError
from typing_extensions import override

from index.adapters.spacy_parser import SpacyParser
from index.errors import ModelError
from index.hardware import available_cores
from index.language.attribution.attribute import RULES_VERSION, attribute
from index.models import Attribution
from index.ports import Attributor

_CHUNK_SIZE: Final = 16  # articles that a process takes at once
_PARALLEL_FROM: Final = 128  # articles; fewer are finished before other processes have loaded the model


class SpacyAttributor(Attributor):
    """An attributor that uses the dependency trees and entities of spaCy.

    Args:
        model: the name of an installed spaCy model, or its folder.
        processes: number of parallel processes; 0 for one per core.

    Raises:
        ModelError: the model is not installed, was altered, or has no parser.
    """

    def __init__(self, model: str = "en_core_web_sm", processes: int = 0) -> None:
        self._model = model
        self._processes = processes or available_cores()
        versions = (_parser(model).fingerprint, version("spacy"), RULES_VERSION)
        self._fingerprint = hashlib.sha256(repr(versions).encode()).hexdigest()

    @property
    @override
    def fingerprint(self) -> str:
        return self._fingerprint

    @override
    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        rest = iter(texts)
        first = list(islice(rest, _PARALLEL_FROM))
        pending = chain(first, rest)
        if self._processes == 1 or len(first) < _PARALLEL_FROM:
            yield from _attribute(self._model, pending)
            return
        chunks = iter(lambda: list(islice(pending, _CHUNK_SIZE)), [])
        parallel = Parallel(n_jobs=self._processes, return_as="generator", batch_size=1)
        try:
            for attributions in parallel(delayed(_attribute_all)(self._model, chunk) for chunk in chunks):
                yield from attributions
        except TerminatedWorkerError as error:
            msg = (
                "A process that looked for statements ended, possibly for lack of memory. "
                "Set ONRECORD_LANGUAGE_PROCESSES=1 and run onrecord reindex again."
            )
            raise ModelError(msg) from error


@lru_cache(maxsize=1)
def _parser(model: str) -> SpacyParser:
    """Load a model once per process."""
    return SpacyParser(model)


def _attribute(model: str, texts: Iterable[str]) -> Iterator[Attribution]:
    for text, blocks in _parser(model).parse(texts):
        yield attribute(text, blocks)


def _attribute_all(model: str, texts: list[str]) -> list[Attribution]:
    return list(_attribute(model, texts))
