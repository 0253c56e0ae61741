"""The embedding model as a reindex uses it: what was exported of it for a few texts, itself in bfloat16 for many.

Loading torch takes seconds, in which the exported model has embedded a thousand passages. So a reindex of what one day
brings never loads it.
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

_FEW: Final = 1000  # texts, embedded by the exported model in the time that loading torch takes
_ACCELERATORS: Final = ("nvidia0", "kfd")  # devices that torch may use


class ReindexingEmbedder(Embedder):
    """Embeds as :class:`SentenceTransformerEmbedder`, which is loaded when it pays.

    Args:
        model: as there.
        download: as there.
        exported: where a model of this fingerprint lies, once it was exported.

    Raises:
        ModelError: the model is missing, altered or cannot be loaded.
    """

    def __init__(self, model: str, exported: Callable[[str], Path], *, download: bool = False) -> None:
        self._model = model
        self._download = download
        folder = model_files_folder(model)
        self._fingerprint = fingerprint_of(model, folder) if folder else self._loaded.fingerprint
        self._exported = _opened(exported(self._fingerprint))
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
        loaded = "_loaded" in self.__dict__
        many = (loaded or self._embedded > _FEW) and _pays_to_load()
        return (self._loaded if many else self._light).embed_passages(texts)

    @override
    def embed_question(self, text: str) -> Vectors:
        return self._light.embed_question(text)

    def export(self, folder: Path) -> None:
        """Export the model for questions, as :func:`index.adapters.onnx_export.export`, unless it lies there."""
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


def _opened(folder: Path) -> OnnxEmbedder | None:
    """Return what was exported there, None where it has to be exported anew."""
    try:
        return OnnxEmbedder(folder)
    except ModelError:
        return None


def _pays_to_load() -> bool:
    """Return whether torch embeds faster here than onnxruntime: in float32 on a CPU it does not."""
    return BFLOAT16 in cpu_flags() or any((Path("/dev") / name).exists() for name in _ACCELERATORS)
