"""Embedder that runs the packaged model or any other one with sentence-transformers."""

import copy
import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from typing_extensions import override

from index.adapters.bfloat16 import BFLOAT16, HalvedModel
from index.adapters.model_files import PACKAGED_MODEL, fingerprint_of, model_files_folder
from index.errors import ModelError
from index.hardware import cpu_flags
from index.ports import Embedder, Vectors
from prompts.embedding_prefixes import prefixes_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedTokenizerBase

_BATCH_SIZE: Final = 64
_BFLOAT16_FROM: Final = 24  # texts; for fewer, the conversion of the model takes longer than it saves
_MIN_COSINE: Final = 0.999
_PROBES: Final = (
    "The minister said on Tuesday that the talks would go on.",
    "Prices rose by 4.2 percent in June, the statistics office reported.",
    "“We will not leave,” she told reporters after the vote.",
)


class SentenceTransformerEmbedder(Embedder):
    """An embedder that loads torch when it is created.

    Args:
        model: ``all-MiniLM-L6-v2`` for the packaged model, a folder, or a name in the local cache of
            sentence-transformers.
        download: if True, a model that is not in the cache is fetched from the model hub.

    Raises:
        ModelError: the model is missing, altered or cannot be loaded.
    """

    def __init__(self, model: str = PACKAGED_MODEL, *, download: bool = False) -> None:
        self._name = model
        folder = model_files_folder(model)
        self._model = _load(str(folder or model), download=download)
        self._prefixes = prefixes_of(model)
        self._fingerprint = (
            fingerprint_of(model, folder) if folder else _fingerprint_of_weights(self._model, repr(self._prefixes))
        )

    @property
    @override
    def name(self) -> str:
        return self._name

    @property
    def model(self) -> "SentenceTransformer":
        """The model itself, in float32."""
        return self._model

    @property
    @override
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    @override
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    @override
    def max_tokens(self) -> int:
        total = int(self._model.max_seq_length or self._model.tokenizer.model_max_length)
        special = int(self._model.tokenizer.num_special_tokens_to_add(pair=False))
        return total - special - self.count_tokens([self._prefixes.passage])[0]

    @override
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        encoded = self._counting_tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    @cached_property
    def _counting_tokenizer(self) -> "PreTrainedTokenizerBase":
        """A copy of the tokenizer of the model, for calls while another thread embeds.

        Each call of a tokenizer sets its padding for all threads, so that a shared one fails or counts padding.
        """
        tokenizer: PreTrainedTokenizerBase = copy.deepcopy(self._model.tokenizer)
        return tokenizer

    @override
    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        prefixed = [self._prefixes.passage + text for text in texts]
        if len(texts) >= _BFLOAT16_FROM and self._halved is not None:
            return _unit(self._halved.encode(prefixed))
        return _encode(self._model, prefixed)

    @override
    def embed_question(self, text: str) -> Vectors:
        return _encode(self._model, [self._prefixes.question + text])

    @cached_property
    def _halved(self) -> HalvedModel | None:
        """The model in bfloat16, or None if the CPU does not support it or the vectors differ."""
        if self._model.device.type != "cpu" or BFLOAT16 not in cpu_flags():
            return None
        halved = HalvedModel(self._model)
        cosines = (_unit(halved.encode(_PROBES)) * _encode(self._model, _PROBES)).sum(axis=1)
        return halved if cosines.min() >= _MIN_COSINE else None


def _encode(model: "SentenceTransformer", texts: Sequence[str]) -> Vectors:
    if not texts:
        return np.empty((0, int(model.get_embedding_dimension() or 0)), np.float32)
    vectors = model.encode(list(texts), batch_size=_BATCH_SIZE, convert_to_tensor=True, show_progress_bar=False)
    return _unit(vectors.float().cpu().numpy())


def _unit(vectors: Vectors) -> Vectors:
    # Normalise in float32: in bfloat16, lengths are wrong by up to a percent.
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def _load(model: str, *, download: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    try:
        return SentenceTransformer(model, local_files_only=not download)
    except (OSError, ValueError) as error:
        msg = (
            f"The embedding model {model} cannot be loaded. Set ONRECORD_MODEL to a folder with a model, or set "
            "ONRECORD_MODEL_DOWNLOAD=1 to download the model."
        )
        raise ModelError(msg) from error


def _fingerprint_of_weights(model: "SentenceTransformer", prefixes: str) -> str:
    digest = hashlib.sha256(prefixes.encode())
    for name, weights in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(weights.cpu().float().numpy().tobytes())
    digest.update(repr(model).encode())
    return digest.hexdigest()
