"""Models that questions are embedded with, beside the snapshots: exported once for each embedder."""

import shutil
from collections.abc import Collection
from pathlib import Path

_DIGITS = 16  # of a fingerprint


def model_folder(root: Path, fingerprint: str) -> Path:
    """Return where the exported model of an embedder lies, below the folder where snapshots live."""
    return root / "models" / fingerprint[:_DIGITS]


def prune_models(root: Path, fingerprints: Collection[str]) -> None:
    """Remove all exported models but those of these embedders."""
    kept = {model_folder(root, fingerprint) for fingerprint in fingerprints}
    for folder in (root / "models").glob("*"):
        if folder not in kept:
            # What cannot be removed now is removed the next time.
            shutil.rmtree(folder, ignore_errors=True)
