"""What every embedder must do; and the values of the packaged one, which an index relies on."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.errors import ModelError
from index.ports import Embedder
from prompts.models import prefixes_of
from tests.fakes import WordEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

PINNED = [0.03888, -0.04904, -0.01957, -0.05749, 0.03184]
TEXTS = ["The harbour opened a new quay.", "The minister spoke of water prices.", "A striker was sold."]


@pytest.fixture(params=["packaged", "fake"])
def any_embedder(request: pytest.FixtureRequest, embedder: SentenceTransformerEmbedder) -> Embedder:
    return embedder if request.param == "packaged" else WordEmbedder()


def test_vectors_are_of_unit_length(any_embedder: Embedder) -> None:
    vectors = any_embedder.embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, any_embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-6)


def test_no_texts_no_vectors(any_embedder: Embedder) -> None:
    assert any_embedder.embed_passages([]).shape == (0, any_embedder.dimension)
    assert any_embedder.count_tokens([]) == []


def test_order_is_kept(any_embedder: Embedder) -> None:
    forth, back = any_embedder.embed_passages(TEXTS), any_embedder.embed_passages(TEXTS[::-1])
    assert np.allclose(forth, back[::-1], atol=1e-5)


def test_a_question_is_nearest_to_its_answer(any_embedder: Embedder) -> None:
    question = any_embedder.embed_question("who spoke of the price of water")
    assert (any_embedder.embed_passages(TEXTS) @ question[0]).argmax() == 1


def test_packaged_values(embedder: SentenceTransformerEmbedder) -> None:
    vector = embedder.embed_question(TEXTS[0])[0]
    assert vector[:5] == pytest.approx(PINNED, abs=2e-4)
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == ("all-MiniLM-L6-v2", 384, 254)
    assert embedder.fingerprint == "a0f579247d3bdf158c7e2c5c9f7bbf815eb0cc6a803c4c6a9e744b9a65566c27"


def test_tokens_are_the_models_own(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.count_tokens(["Hello there, Mr. Lavrov", ""]) == [8, 0]


def test_many_texts_keep_the_vectors_of_few(embedder: SentenceTransformerEmbedder) -> None:
    """Many texts go through bfloat16 where the CPU has it."""
    many: Sequence[str] = [f"{text} It happened {number} times." for number in range(100) for text in TEXTS]
    cosines = (embedder.embed_passages(many)[:30] * embedder.embed_passages(many[:30])).sum(axis=1)
    assert cosines.min() >= 0.999


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(ModelError, match="no-such-folder/model cannot be loaded"):
        SentenceTransformerEmbedder("no-such-folder/model")


@pytest.mark.parametrize(
    ("model", "question", "passage"),
    [
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("/models/e5-small-v2/", "query: ", "passage: "),
        ("all-MiniLM-L6-v2", "", ""),
    ],
)
def test_prefixes(model: str, question: str, passage: str) -> None:
    assert prefixes_of(model) == (question, passage)
