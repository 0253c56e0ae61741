"""A sentence-transformers model in bfloat16, for many texts: on CPUs that have it, it takes a third of the time."""

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

BFLOAT16: Final = "avx512_bf16"  # a CPU without this multiplies in bfloat16 slower than in float32
_SHARE: Final = 32  # texts that a worker takes at once
_BATCH: Final = 8  # texts in a matrix: of 1 to 64 the fastest


class HalvedModel:
    """Workers, one a core, that share the weights of a model in bfloat16. One caller at a time.

    Threads of one worker wait for each other at every step, workers do not. Each has a tokenizer of its own, since a
    tokenizer that several threads use refuses to.

    Args:
        model: stays as it is.
    """

    def __init__(self, model: "SentenceTransformer") -> None:
        import torch

        halved = copy.deepcopy(model).bfloat16().eval()
        weights = {id(each): each for each in (*halved.parameters(), *halved.buffers())}
        self._workers: SimpleQueue[SentenceTransformer] = SimpleQueue()
        for _ in range(available_cores()):
            self._workers.put(copy.deepcopy(halved, dict(weights)))
        # The number of threads is each thread's own setting.
        self._pool = ThreadPoolExecutor(available_cores(), "embed", initializer=torch.set_num_threads, initargs=(1,))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors, shape ``(len(texts), dimension)``, of about unit length."""
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        shares = [order[start : start + _SHARE] for start in range(0, len(order), _SHARE)]
        done = self._pool.map(lambda share: self._encode([texts[place] for place in share]), shares)
        made = np.concatenate(list(done))
        vectors = np.empty_like(made)
        vectors[order] = made
        return vectors

    def _encode(self, texts: list[str]) -> Vectors:
        worker = self._workers.get()
        try:
            made = worker.encode(texts, batch_size=_BATCH, convert_to_tensor=True, show_progress_bar=False)
        finally:
            self._workers.put(worker)
        vectors: Vectors = made.float().numpy()
        return vectors
