"""Embedding with sentence-transformers: the packaged model, or any other by name or folder."""

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

_BATCH: Final = 64
_BFLOAT16_FROM: Final = 24  # texts; below, converting the model costs more than it saves
_LEAST_COSINE: Final = 0.999
_PROBES: Final = (
    "The minister said on Tuesday that the talks would go on.",
    "Prices rose by 4.2 percent in June, the statistics office reported.",
    "“We will not leave,” she told reporters after the vote.",
)


class SentenceTransformerEmbedder(Embedder):
    """Embeds with sentence-transformers; loads torch when it is made.

    Args:
        model: ``all-MiniLM-L6-v2`` for the packaged model, a folder, or a name that
            sentence-transformers finds in its local cache.
        download: whether a name that is not there may be fetched from the model hub.

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
        longest = int(self._model.max_seq_length or self._model.tokenizer.model_max_length)
        special = int(self._model.tokenizer.num_special_tokens_to_add(pair=False))
        return longest - special - self.count_tokens([self._prefixes.passage])[0]

    @override
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        encoded = self._counting_tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    @cached_property
    def _counting_tokenizer(self) -> "PreTrainedTokenizerBase":
        """A copy of the model's tokenizer, because each call changes a tokenizer's padding for all threads.

        A reindex counts tokens in one thread while another one embeds.
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
        """The model in bfloat16, where the CPU has it in hardware and the vectors stay the same."""
        if self._model.device.type != "cpu" or BFLOAT16 not in cpu_flags():
            return None
        halved = HalvedModel(self._model)
        cosines = (_unit(halved.encode(_PROBES)) * _encode(self._model, _PROBES)).sum(axis=1)
        return halved if cosines.min() >= _LEAST_COSINE else None


def _encode(model: "SentenceTransformer", texts: Sequence[str]) -> Vectors:
    if not texts:
        return np.empty((0, int(model.get_embedding_dimension() or 0)), np.float32)
    made = model.encode(list(texts), batch_size=_BATCH, convert_to_tensor=True, show_progress_bar=False)
    return _unit(made.float().cpu().numpy())


def _unit(vectors: Vectors) -> Vectors:
    # In float32: bfloat16 leaves lengths off by up to a percent.
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def _load(model: str, *, download: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(model, local_files_only=not download)
    except (OSError, ValueError) as error:
        msg = (
            f"the embedding model {model} cannot be loaded: name a folder that holds one, or set "
            "ONRECORD_MODEL_DOWNLOAD=1 to fetch a model by its name"
        )
        raise ModelError(msg) from error


def _fingerprint_of_weights(model: "SentenceTransformer", prefixes: str) -> str:
    digest = hashlib.sha256(prefixes.encode())
    for name, weights in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(weights.cpu().float().numpy().tobytes())
    digest.update(repr(model).encode())
    return digest.hexdigest()
