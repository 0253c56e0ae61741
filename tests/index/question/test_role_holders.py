import pytest

from index.adapters.faiss_store import FaissStore
from index.config import PassageSize
from index.question.collection import Collection
from index.question.role_holders import people_in_role
from index.store.layout import current_name
from index.store.snapshot import open_snapshot
from tests.fakes import WordEmbedder
from tests.small_index import make_index

ARTICLES = [
    (
        "ferry",
        "2025-06-03",
        "Gazette",
        "Bertil Aune, a lorry driver, left. The lorry driver Odd Brandt slept.",
    ),
    (
        "court",
        "2025-06-04",
        "Gazette",
        "The former harbour master Lise Holm left. Per Holm is the owner of the café.",
    ),
    (
        "crash",
        "2025-06-05",
        "Gazette",
        "A bus driver met Tamsin Delisle. The wife of the fire chief, Ida Delisle, left.",
    ),
]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    root = make_index(tmp_path_factory.mktemp("roles"), ARTICLES, PassageSize(40, 0))
    return Collection.of(open_snapshot(root, current_name(root), FaissStore(), WordEmbedder().fingerprint))


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("the lorry driver", ["Bertil Aune", "Odd Brandt"]),
        ("the owner of the café", ["Per Holm"]),
        ("the café's owner", ["Per Holm"]),
        ("the harbour master", []),
        ("the bus driver", []),
        ("the fire chief", []),
        ("the tram driver", []),
        ("the ferry", []),
        ("Tamsin Delisle", []),
    ],
)
def test_people_beside_the_words_of_a_role_have_it(collection: Collection, phrase: str, names: list[str]) -> None:
    assert [collection.people[number].name for number in people_in_role(phrase, collection)] == names
