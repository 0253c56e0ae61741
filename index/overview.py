"""Shows the people and the contents of an index. It needs no embedder, so it opens at once."""

from dataclasses import dataclass
from pathlib import Path

from index.models import Coverage, Filter
from index.people.directory import Directory
from index.people.listing import PeoplePage, find_people
from index.store.corpus import Corpus
from index.store.layout import CORPUS, current_name, snapshot_folder
from index.store.manifest import Manifest, read_manifest
from index.store.snapshot import open_corpus, verify


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The contents of an intact index."""

    snapshot: str
    coverage: Coverage
    manifest: Manifest


def index_status(root: Path) -> IndexStatus:
    """Verify every file of the current snapshot and return its contents.

    Raises:
        IndexMissingError: there is no index.
        IndexMismatchError: another schema version made it.
        IndexDamagedError: a file of it is missing, truncated or altered.
    """
    name = current_name(root)
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    verify(folder, manifest)
    return IndexStatus(name, Corpus(folder / CORPUS).coverage(Filter(), name), manifest)


def people_of_index(root: Path, name: str, limit: int) -> PeoplePage:
    """Return the people of the current snapshot: those that a name may stand for, or all if it is empty.

    Raises:
        IndexMissingError: there is no index.
        IndexMismatchError: another schema version made it.
        IndexDamagedError: its corpus is missing, truncated or altered.
    """
    people = open_corpus(root, current_name(root), trusting=True).people
    return find_people(people, Directory(people, people), name, limit)
