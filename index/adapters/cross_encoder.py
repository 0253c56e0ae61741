"""Reranking with any cross-encoder that sentence-transformers loads, by name or folder."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
from typing_extensions import override

from index.errors import ModelError
from index.ports import Reranker, Scores

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH: Final = 16
_HEAD: Final = "ForSequenceClassification"


class CrossEncoderReranker(Reranker):
    """Scores pairs with sentence-transformers; loads torch when it is made.

    Scores are the model's logits whatever activation it was saved with, so that thresholds compare.

    Args:
        model: a folder, or a name that sentence-transformers finds in its local cache.
        download: whether a name that is not there may be fetched from the model hub.

    Raises:
        ModelError: the model is missing, cannot be loaded, or does not give one score for a pair.
    """

    def __init__(self, model: str, *, download: bool = False) -> None:
        self._name = model
        self._model = _load(model, download=download)
        _require_one_score(self._model, model)
        self._one_at_a_time = Lock()  # its tokenizer keeps state while it cuts and pads

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    def score(self, question: str, texts: Sequence[str]) -> Scores:
        if not texts:
            return np.empty(0, np.float32)
        with self._one_at_a_time:
            scores = self._model.predict(
                [(question, text) for text in texts],
                batch_size=_BATCH,
                convert_to_tensor=True,
                show_progress_bar=False,
            )
        logits: Scores = scores.float().cpu().numpy()
        return logits


def _load(model: str, *, download: bool) -> "CrossEncoder":
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        loaded: CrossEncoder = CrossEncoder(model, activation_fn=Identity(), local_files_only=not download)
    except (OSError, ValueError) as error:
        msg = (
            f"the reranker {model} cannot be loaded: name a folder that holds a cross-encoder, or set "
            "ONRECORD_MODEL_DOWNLOAD=1 to fetch one by its name"
        )
        raise ModelError(msg) from error
    return loaded


def _require_one_score(model: "CrossEncoder", name: str) -> None:
    """Refuse classifiers, and models whose head was made up when they were loaded: an embedder, for one."""
    head = type(model.model).__name__
    trained = getattr(model.config, "architectures", None) or ()
    if head.endswith(_HEAD) and head not in trained:
        msg = f"{name} is not a cross-encoder: it was not trained to score a pair; name another in ONRECORD_RERANKER"
        raise ModelError(msg)
    if model.num_labels != 1:
        msg = (
            f"the reranker {name} gives {model.num_labels} labels to a pair, not one score; "
            "name a cross-encoder with one label in ONRECORD_RERANKER"
        )
        raise ModelError(msg)
