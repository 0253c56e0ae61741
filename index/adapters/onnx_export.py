"""Export of an embedding model to ONNX, with pooling and normalisation. It needs torch, onnx and onnxscript."""

import copy
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.adapters.onnx_embedder import (
    DESCRIPTION,
    GRAPH,
    TOKENIZER,
    WEIGHTS,
    Description,
    OnnxEmbedder,
    is_whole,
)
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.checksum import checksum
from index.errors import ModelError
from prompts.embedding_prefixes import prefixes_of

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

_MIN_COSINE: Final = 0.9999
_PROBES: Final = (
    "The minister said on Tuesday that the talks would go on.",
    "PRICES rose by 4.2% in June, the Statistics Office reported.",
    "“We will not leave,” she told reporters after the vote.",
    "Łódź, 東京, Οδησσός: 🙂",
    "",
    "The harbour opened a new quay, and nobody came. " * 60,
)


def export(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
    """Export the model in float32 to a folder for :class:`OnnxEmbedder`, which returns the same vectors.

    An existing export is kept if its files are unaltered. The messages of errors have no final stop, because the
    report of a reindex continues them.

    Args:
        embedder: the embedder with the model to export.
        folder: the output folder, written completely or not at all. Its parent exists.

    Raises:
        ModelError: the model cannot be exported, or the exported model returns other vectors.
        OSError: the disk is full, or the folder cannot be written.
    """
    if is_whole(folder):
        return
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as parent:
        staging = Path(parent) / "export"
        staging.mkdir()
        _write(embedder, staging)
        _require_same_vectors(embedder, OnnxEmbedder(staging))
        shutil.rmtree(folder, ignore_errors=True)  # an existing folder is damaged
        staging.replace(folder)


def _write(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
    model = embedder.model
    _write_tokenizer(model, embedder.name, folder / TOKENIZER)
    _write_graph(model, embedder.name, folder / GRAPH)
    prompt = model.prompts.get(model.default_prompt_name or "") or ""
    prefixes = prefixes_of(embedder.name)
    description = Description(
        name=embedder.name,
        fingerprint=embedder.fingerprint,
        dimension=embedder.dimension,
        max_tokens=embedder.max_tokens,
        question=prompt + prefixes.question,
        passage=prompt + prefixes.passage,
        files={name: checksum(folder / name) for name in (GRAPH, WEIGHTS, TOKENIZER)},
    )
    (folder / DESCRIPTION).write_text(description.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _write_tokenizer(model: "SentenceTransformer", name: str, path: Path) -> None:
    """Write the tokenizer with the truncation of the model."""
    from tokenizers import Tokenizer

    original = model.tokenizer
    if not hasattr(original, "backend_tokenizer"):
        msg = f"the embedding model {name} cannot be exported to ONNX: its tokenizer is not from the library tokenizers"
        raise ModelError(msg)
    tokenizer = Tokenizer.from_str(original.backend_tokenizer.to_str())
    tokenizer.enable_truncation(int(model.max_seq_length or original.model_max_length))
    tokenizer.no_padding()
    tokenizer.save(str(path))


def _write_graph(model: "SentenceTransformer", name: str, path: Path) -> None:
    import torch

    float32 = copy.deepcopy(model).cpu().float().eval()
    example = float32.tokenizer(["A quay was opened.", "Nobody came."], padding=True, return_tensors="pt")
    shape = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=int(float32.max_seq_length or 0) or None)}
    try:
        with torch.no_grad(), _quiet():
            torch.onnx.export(
                _with_one_output(float32, tuple(example)),
                tuple(example.values()),
                path,
                input_names=list(example),
                output_names=["vectors"],
                dynamic_shapes=(tuple(shape for _ in example),),
                dynamo=True,
                external_data=True,
                verbose=False,
            )
    except (torch.onnx.OnnxExporterError, ModuleNotFoundError) as error:
        msg = f"the embedding model {name} cannot be exported to ONNX ({str(error).splitlines()[0]})"
        raise ModelError(msg) from error


def _with_one_output(model: "SentenceTransformer", names: tuple[str, ...]) -> "torch.nn.Module":
    """Return a module that takes the named tensors in this order and returns unit vectors."""
    from torch import nn

    class WholeModel(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: "torch.Tensor") -> "torch.Tensor":
            pooled = self.model(dict(zip(names, inputs, strict=True)))["sentence_embedding"]
            return nn.functional.normalize(pooled, dim=1)

    return WholeModel()


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the messages of the exporter about its internals."""
    exporter = logging.getLogger("torch.onnx")
    level = exporter.level
    exporter.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        exporter.setLevel(level)


def _require_same_vectors(embedder: SentenceTransformerEmbedder, exported: OnnxEmbedder) -> None:
    cosines = (embedder.embed_passages(_PROBES) * exported.embed_passages(_PROBES)).sum(axis=1)
    if cosines.min() < _MIN_COSINE:
        msg = f"the embedding model {embedder.name} returns other vectors in ONNX (cosine {cosines.min():.4f})"
        raise ModelError(msg)
