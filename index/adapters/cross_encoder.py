"""Reranker that runs any cross-encoder with sentence-transformers."""

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
_CLASSIFIER: Final = "ForSequenceClassification"


class CrossEncoderReranker(Reranker):
    """A reranker that loads torch when it is created.

    Scores are the logits of the model without its activation function, so that the scores of all models are comparable.

    Args:
        model: a folder, or a name in the local cache of sentence-transformers.
        download: if True, a model that is not in the cache is fetched from the model hub.

    Raises:
        ModelError: the model is missing, cannot be loaded, or does not return one score for a pair.
    """

    def __init__(self, model: str, *, download: bool = False) -> None:
        self._name = model
        self._model = _load(model, download=download)
        _require_one_score(self._model, model)
        self._lock = Lock()  # the tokenizer keeps state while it truncates and pads

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    def score(self, question: str, texts: Sequence[str]) -> Scores:
        if not texts:
            return np.empty(0, np.float32)
        with self._lock:
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

    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    try:
        loaded: CrossEncoder = CrossEncoder(model, activation_fn=Identity(), local_files_only=not download)
    except (OSError, ValueError) as error:
        msg = (
            f"The reranker {model} cannot be loaded. Set ONRECORD_RERANKER to a folder with a cross-encoder, or set "
            "ONRECORD_MODEL_DOWNLOAD=1 to download the model."
        )
        raise ModelError(msg) from error
    return loaded


def _require_one_score(model: "CrossEncoder", name: str) -> None:
    """Reject classifiers, and models without a trained head, such as embedders: loading adds random weights to them."""
    architecture = type(model.model).__name__
    trained = getattr(model.config, "architectures", None) or ()
    if architecture.endswith(_CLASSIFIER) and architecture not in trained:
        msg = (
            f"{name} is not a cross-encoder: it was not trained to score pairs. Set ONRECORD_RERANKER to another model."
        )
        raise ModelError(msg)
    if model.num_labels != 1:
        msg = (
            f"The reranker {name} returns {model.num_labels} labels for a pair instead of one score. "
            "Set ONRECORD_RERANKER to a cross-encoder with one label."
        )
        raise ModelError(msg)
