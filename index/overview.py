"""Shows the people and the contents of an index. It needs no embedder, so it opens at once."""

from dataclasses import dataclass
from pathlib import Path

from index.models import Coverage, Filter
from index.people.directory import Directory
from index.people.listing import PeoplePage, find_people
from index.question.occurrences import count_articles_with
from index.store.corpus import Corpus
from index.store.layout import CORPUS, current_name, snapshot_folder
from index.store.manifest import Manifest, read_manifest
from index.store.snapshot import open_corpus, open_words, verify


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
        IndexDamagedError: its corpus or its words are missing, truncated or altered.
    """
    snapshot = current_name(root)
    corpus = open_corpus(root, snapshot, trusting=True)

    def count(words: str) -> int:
        return count_articles_with(words, corpus, open_words(root, snapshot, trusting=True))

    return find_people(corpus.people, Directory(corpus.people, corpus.people), name, limit, count)
