"""The embedder of a reindex: the exported model for a few texts, the original model in bfloat16 for many.

Loading torch takes seconds. The exported model embeds a thousand passages in that time, so a reindex of the articles
of one day never loads torch.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from index.adapters.bfloat16 import BFLOAT16
from index.adapters.model_files import fingerprint_of, model_files_folder
from index.adapters.onnx_embedder import OnnxEmbedder
from index.errors import ModelError
from index.hardware import cpu_flags
from index.ports import Embedder, Vectors

if TYPE_CHECKING:
    from index.adapters.sentence_transformer import SentenceTransformerEmbedder

_TEXTS_WHILE_LOADING: Final = 1000  # the exported model embeds them while torch would be loading
_ACCELERATORS: Final = ("nvidia0", "kfd")  # in /dev


class ReindexingEmbedder(Embedder):
    """An embedder that loads :class:`SentenceTransformerEmbedder` only if it saves time.

    Args:
        model: as in :class:`SentenceTransformerEmbedder`.
        export_folder: returns the folder of the exported model for a fingerprint.
        download: as in :class:`SentenceTransformerEmbedder`.

    Raises:
        ModelError: the model is missing, altered or cannot be loaded.
    """

    def __init__(self, model: str, export_folder: Callable[[str], Path], *, download: bool = False) -> None:
        self._model = model
        self._download = download
        folder = model_files_folder(model)
        self._fingerprint = fingerprint_of(model, folder) if folder else self._loaded.fingerprint
        self._exported = _open_export(export_folder(self._fingerprint))
        self._embedded = 0

    @property
    @override
    def name(self) -> str:
        return self._model

    @property
    @override
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    @override
    def dimension(self) -> int:
        return self._light.dimension

    @property
    @override
    def max_tokens(self) -> int:
        return self._light.max_tokens

    @override
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._light.count_tokens(texts)

    @override
    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self._embedded += len(texts)
        is_loaded = "_loaded" in self.__dict__
        is_worth_loading = (is_loaded or self._embedded > _TEXTS_WHILE_LOADING) and _torch_is_faster()
        return (self._loaded if is_worth_loading else self._light).embed_passages(texts)

    @override
    def embed_question(self, text: str) -> Vectors:
        return self._light.embed_question(text)

    def export(self, folder: Path) -> None:
        """Export the model as :func:`index.adapters.onnx_export.export`, unless it was exported before."""
        if self._exported is None:
            from index.adapters.onnx_export import export

            export(self._loaded, folder)
            self._exported = OnnxEmbedder(folder)

    @property
    def _light(self) -> Embedder:
        return self._exported or self._loaded

    @cached_property
    def _loaded(self) -> "SentenceTransformerEmbedder":
        from index.adapters.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(self._model, download=self._download)


def _open_export(folder: Path) -> OnnxEmbedder | None:
    """Return the exported model in a folder, or None if the model has to be exported."""
    try:
        return OnnxEmbedder(folder)
    except ModelError:
        return None


def _torch_is_faster() -> bool:
    """Return True if torch embeds faster on this machine than onnxruntime. In float32 on a CPU it does not."""
    return BFLOAT16 in cpu_flags() or any((Path("/dev") / name).exists() for name in _ACCELERATORS)
