"""Embedder that runs a model from :mod:`index.adapters.onnx_export` with onnxruntime, without torch."""

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
    """The description of an exported model, stored beside its files.

    Attributes:
        name: the name of the model, for people.
        fingerprint: the fingerprint of the original embedder, which returns the same vectors.
        dimension: length of a vector.
        max_tokens: as :attr:`index.ports.Embedder.max_tokens`.
        question: the prefix of questions.
        passage: the prefix of passages.
        files: the checksum of each file.
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
    """An embedder that loads onnxruntime when it is created, and embeds one text per core at a time.

    Thread-safe. Batches would be slower on a CPU, because the shorter texts of a batch are padded.

    Args:
        folder: an output folder of :func:`index.adapters.onnx_export.export`.

    Raises:
        ModelError: the folder has no exported model, or a file is missing or altered.
    """

    def __init__(self, folder: Path) -> None:
        self._description = _read_verified(folder)
        from tokenizers import Tokenizer

        self._folder = folder
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._session = open_session(folder / GRAPH)
        self._inputs = {tensor.name: _INPUTS[tensor.name] for tensor in self._session.get_inputs()}
        self._workers = ThreadPoolExecutor(available_cores(), thread_name_prefix="embed")

    @property
    @override
    def name(self) -> str:
        return self._description.name

    @property
    @override
    def fingerprint(self) -> str:
        """The fingerprint of the original embedder, which returns the same vectors."""
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
        return [
            len(encoding) for encoding in self._counting_tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ]

    @cached_property
    def _counting_tokenizer(self) -> "Tokenizer":
        """A tokenizer without truncation. It is loaded late, because questions do not need it."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        tokenizer.no_truncation()
        return tokenizer

    @override
    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        prefixed = (self._description.passage + text for text in texts)
        for row, vector in enumerate(self._workers.map(self._embed, prefixed)):
            vectors[row] = vector
        return vectors

    @override
    def embed_question(self, text: str) -> Vectors:
        return self._embed(self._description.question + text)

    def _embed(self, text: str) -> Vectors:
        encoding = self._tokenizer.encode(text)
        inputs = {name: np.array([getattr(encoding, field)], np.int64) for name, field in self._inputs.items()}
        vector: Vectors = self._session.run(None, inputs)[0]
        return vector


def is_whole(folder: Path) -> bool:
    """Return True if the folder contains an exported model with unaltered files."""
    try:
        _read_verified(folder)
    except ModelError:
        return False
    return True


def _read_verified(folder: Path) -> Description:
    """Return the description of an exported model, after a check of the checksums."""
    try:
        description = Description.model_validate_json((folder / DESCRIPTION).read_bytes())
    except (OSError, ValidationError) as error:
        msg = f"{folder} contains no exported embedding model. Run onrecord reindex to export it."
        raise ModelError(msg) from error
    for name in (GRAPH, WEIGHTS, TOKENIZER):
        if checksum(folder / name) != description.files.get(name):
            msg = f"{name} of the embedding model in {folder} is missing or altered. Run onrecord reindex to export it."
            raise ModelError(msg)
    return description
