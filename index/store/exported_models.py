"""Folders of the exported embedders, beside the snapshots. Each embedder is exported once."""

import shutil
from collections.abc import Collection
from pathlib import Path

_DIGITS = 16  # of the fingerprint, as the name of the folder


def model_folder(root: Path, fingerprint: str) -> Path:
    """Return the folder of an exported embedder.

    Args:
        root: folder of the index.
        fingerprint: fingerprint of the embedder.
    """
    return root / "models" / fingerprint[:_DIGITS]


def prune_models(root: Path, fingerprints: Collection[str]) -> None:
    """Remove all exported embedders except those with these fingerprints."""
    kept = {model_folder(root, fingerprint) for fingerprint in fingerprints}
    for folder in (root / "models").glob("*"):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)  # the next reindex tries again
