"""Embedding with onnxruntime: serves what :mod:`index.adapters.onnx_export` wrote. Loads no torch."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from typing_extensions import override

from index.adapters.onnx_session import open_session
from index.checksum import checksum
from index.errors import ModelError
from index.hardware import available_cores
from index.ports import Embedder, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

GRAPH: Final = "model.onnx"
WEIGHTS: Final = "model.onnx.data"
TOKENIZER: Final = "tokenizer.json"
DESCRIPTION: Final = "embedder.json"
_INPUTS: Final = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}


class Description(BaseModel):
    """What an exported model is, beside its files.

    ``fingerprint`` is that of the embedder it was exported from: it gives the same vectors. ``question`` and
    ``passage`` are put in front of texts. ``files`` are the checksums.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    fingerprint: str
    dimension: int
    max_tokens: int
    question: str
    passage: str
    files: dict[str, str]


class OnnxEmbedder(Embedder):
    """Embeds texts one by one, as many at a time as there are cores; loads onnxruntime when it is made.

    May be asked from several threads at once. On a CPU batches are slower: they pad.

    Args:
        folder: what :func:`index.adapters.onnx_export.export` made.

    Raises:
        ModelError: nothing was exported there, or a file of it is missing or altered.
    """

    def __init__(self, folder: Path) -> None:
        self._description = _verified(folder)
        from tokenizers import Tokenizer

        self._folder = folder
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._session = open_session(folder / GRAPH)
        self._inputs = {given.name: _INPUTS[given.name] for given in self._session.get_inputs()}
        self._workers = ThreadPoolExecutor(available_cores(), thread_name_prefix="embed")

    @property
    @override
    def name(self) -> str:
        return self._description.name

    @property
    @override
    def fingerprint(self) -> str:
        """Of the embedder that this was exported from, whose vectors it gives."""
        return self._description.fingerprint

    @property
    @override
    def dimension(self) -> int:
        return self._description.dimension

    @property
    @override
    def max_tokens(self) -> int:
        return self._description.max_tokens

    @override
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(coded) for coded in self._uncut.encode_batch(list(texts), add_special_tokens=False)]

    @cached_property
    def _uncut(self) -> "Tokenizer":
        """The tokenizer that does not cut; a question never needs it."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        tokenizer.no_truncation()
        return tokenizer

    @override
    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        prefixed = (self._description.passage + text for text in texts)
        for number, vector in enumerate(self._workers.map(self._embed, prefixed)):
            vectors[number] = vector
        return vectors

    @override
    def embed_question(self, text: str) -> Vectors:
        return self._embed(self._description.question + text)

    def _embed(self, text: str) -> Vectors:
        coded = self._tokenizer.encode(text)
        inputs = {name: np.array([getattr(coded, part)], np.int64) for name, part in self._inputs.items()}
        vector: Vectors = self._session.run(None, inputs)[0]
        return vector


def is_whole(folder: Path) -> bool:
    """Return whether an exported model lies there with its files as they were written."""
    try:
        _verified(folder)
    except ModelError:
        return False
    return True


def _verified(folder: Path) -> Description:
    """Return the description of an exported model whose files are as they were written."""
    try:
        description = Description.model_validate_json((folder / DESCRIPTION).read_bytes())
    except (OSError, ValidationError) as error:
        msg = f"{folder} holds no exported embedding model; reindex makes it anew"
        raise ModelError(msg) from error
    for name in (GRAPH, WEIGHTS, TOKENIZER):
        if checksum(folder / name) != description.files.get(name):
            msg = f"{name} of the embedding model in {folder} is missing or altered; reindex makes it anew"
            raise ModelError(msg)
    return description
