"""A sentence-transformers model in bfloat16, for many texts. It takes a third of the time on CPUs with bfloat16."""

import copy
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

import numpy as np

from index.hardware import available_cores
from index.ports import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BFLOAT16: Final = "avx512_bf16"  # a CPU without this flag multiplies in bfloat16 slower than in float32
_TEXTS_PER_TASK: Final = 32
_BATCH_SIZE: Final = 8  # texts per matrix: the fastest size between 1 and 64


class HalvedModel:
    """A pool of workers, one per core, that share the weights of a model in bfloat16. For one caller at a time.

    One worker with several threads is slower, because its threads wait for each other at every step. Each worker has
    its own tokenizer, because a tokenizer does not work in several threads at once.

    Args:
        model: the model to copy. It does not change.
    """

    def __init__(self, model: "SentenceTransformer") -> None:
        import torch

        halved = copy.deepcopy(model).bfloat16().eval()
        weights = {id(tensor): tensor for tensor in (*halved.parameters(), *halved.buffers())}
        self._workers: SimpleQueue[SentenceTransformer] = SimpleQueue()
        for _ in range(available_cores()):
            self._workers.put(copy.deepcopy(halved, dict(weights)))
        # torch keeps the number of threads per calling thread, so each thread of the pool has to set it.
        self._pool = ThreadPoolExecutor(available_cores(), "embed", initializer=torch.set_num_threads, initargs=(1,))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors, shape ``(len(texts), dimension)``. Their length is 1 within a percent."""
        longest_first = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
        tasks = [
            longest_first[start : start + _TEXTS_PER_TASK] for start in range(0, len(longest_first), _TEXTS_PER_TASK)
        ]
        batches = self._pool.map(lambda task: self._encode([texts[position] for position in task]), tasks)
        encoded = np.concatenate(list(batches))
        vectors = np.empty_like(encoded)
        vectors[longest_first] = encoded
        return vectors

    def _encode(self, texts: list[str]) -> Vectors:
        worker = self._workers.get()
        try:
            encoded = worker.encode(texts, batch_size=_BATCH_SIZE, convert_to_tensor=True, show_progress_bar=False)
        finally:
            self._workers.put(worker)
        vectors: Vectors = encoded.float().numpy()
        return vectors
