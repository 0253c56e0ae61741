"""Who says what, found with spaCy's trees: in this process, or in several where there is enough to do."""

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

_CHUNK: Final = 16  # articles that a process takes at once
_WORTH_IT: Final = 128  # articles; fewer are done before other processes have loaded the model


class SpacyAttributor(Attributor):
    """Finds who says what.

    Args:
        model: an installed spaCy model by name, or its folder.
        processes: how many work at once; 0 for as many as there are cores.

    Raises:
        ModelError: the model is not installed, altered, or makes no trees.
    """

    def __init__(self, model: str = "en_core_web_sm", processes: int = 0) -> None:
        self._model = model
        self._processes = processes or available_cores()
        made_by = (_parser(model).fingerprint, version("spacy"), RULES_VERSION)
        self._fingerprint = hashlib.sha256(repr(made_by).encode()).hexdigest()

    @property
    @override
    def fingerprint(self) -> str:
        return self._fingerprint

    @override
    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        rest = iter(texts)
        first = list(islice(rest, _WORTH_IT))
        if self._processes == 1 or len(first) < _WORTH_IT:
            yield from _attribute(self._model, chain(first, rest))
            return
        together = chain(first, rest)
        chunks = iter(lambda: list(islice(together, _CHUNK)), [])
        parallel = Parallel(n_jobs=self._processes, return_as="generator", batch_size=1)
        try:
            for done in parallel(delayed(_attribute_all)(self._model, chunk) for chunk in chunks):
                yield from done
        except TerminatedWorkerError as error:
            msg = (
                "a process that looked for statements was ended, for want of memory perhaps; "
                "set ONRECORD_LANGUAGE_PROCESSES=1 and reindex again"
            )
            raise ModelError(msg) from error


@lru_cache(maxsize=1)
def _parser(model: str) -> SpacyParser:
    """Load a model once a process."""
    return SpacyParser(model)


def _attribute(model: str, texts: Iterable[str]) -> Iterator[Attribution]:
    for text, blocks in _parser(model).parse(texts):
        yield attribute(text, blocks)


def _attribute_all(model: str, texts: list[str]) -> list[Attribution]:
    return list(_attribute(model, texts))
