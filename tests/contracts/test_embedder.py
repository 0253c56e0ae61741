"""Tests of every embedder, of the exact vectors of the packaged model, and of the export to ONNX."""

import importlib.util
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.adapters.model_files import PACKAGED_MODEL
from index.adapters.onnx_embedder import OnnxEmbedder
from index.adapters.onnx_export import export
from index.adapters.reindexing_embedder import ReindexingEmbedder
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.errors import ModelError
from index.ports import Embedder
from prompts.embedding_prefixes import prefixes_of
from tests.fakes import WordEmbedder
from tests.tiny_models import write_embedder

if TYPE_CHECKING:
    from collections.abc import Sequence

PINNED = [0.03888, -0.04904, -0.01957, -0.05749, 0.03184]
TEXTS = ["The harbour opened a new quay.", "The minister spoke of water prices.", "A striker was sold."]


VARIED = [
    *TEXTS,
    "",
    " \t\n",
    "Łódź, İstanbul, Οδησσός, 東京: ﬁve ① 🙂",
    "ة\u0301" * 40,
    "x" * 5000,
    "The harbour opened a new quay, and nobody came. " * 100,
    "[SEP] [CLS] [PAD]",
]

EXPORTED = ("onnx", "reindexing")
needs_exporter = pytest.mark.skipif(
    not all(importlib.util.find_spec(package) for package in ("onnxruntime", "onnxscript")),
    reason="the extra 'onnx' is not installed",
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    folder = tmp_path_factory.mktemp("export") / "model"
    export(embedder, folder)
    return folder


@pytest.fixture(params=["packaged", "fake", *(pytest.param(kind, marks=needs_exporter) for kind in EXPORTED)])
def any_embedder(request: pytest.FixtureRequest, embedder: SentenceTransformerEmbedder) -> Embedder:
    match request.param:
        case "packaged":
            return embedder
        case "onnx":
            return OnnxEmbedder(request.getfixturevalue("exported"))
        case "reindexing":
            folder: Path = request.getfixturevalue("exported")
            return ReindexingEmbedder(PACKAGED_MODEL, lambda _: folder)
        case _:
            return WordEmbedder()


def test_vectors_have_unit_length(any_embedder: Embedder) -> None:
    vectors = any_embedder.embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, any_embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-6)


def test_no_texts_have_no_vectors(any_embedder: Embedder) -> None:
    assert any_embedder.embed_passages([]).shape == (0, any_embedder.dimension)
    assert any_embedder.count_tokens([]) == []


def test_vectors_keep_the_order_of_the_texts(any_embedder: Embedder) -> None:
    vectors, reversed_vectors = any_embedder.embed_passages(TEXTS), any_embedder.embed_passages(TEXTS[::-1])
    assert reversed_vectors[::-1] == pytest.approx(vectors, abs=1e-5)


def test_question_is_most_similar_to_its_answer(any_embedder: Embedder) -> None:
    question = any_embedder.embed_question("who spoke of the price of water")
    assert (any_embedder.embed_passages(TEXTS) @ question[0]).argmax() == 1


def test_packaged_model_has_known_values(embedder: SentenceTransformerEmbedder) -> None:
    vector = embedder.embed_question(TEXTS[0])[0]
    assert vector[:5] == pytest.approx(PINNED, abs=2e-4)
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == ("all-MiniLM-L6-v2", 384, 254)
    assert embedder.fingerprint == "a0f579247d3bdf158c7e2c5c9f7bbf815eb0cc6a803c4c6a9e744b9a65566c27"


def test_tokens_are_counted_with_the_tokenizer_of_the_model(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.count_tokens(["Hello there, Mr. Lavrov", ""]) == [8, 0]


def test_many_texts_have_the_vectors_of_few(embedder: SentenceTransformerEmbedder) -> None:
    """If the CPU supports bfloat16, many texts are embedded in bfloat16."""
    many: Sequence[str] = [f"{text} It happened {number} times." for number in range(100) for text in TEXTS]
    cosines = embedder.embed_passages(many)[:30] @ embedder.embed_passages(many[:30]).T
    assert cosines.argmax(axis=1).tolist() == list(range(30))
    assert cosines.diagonal().min() >= 0.999


def test_missing_model_is_an_error() -> None:
    with pytest.raises(
        ModelError, match=r"^The embedding model no-such-folder/model cannot be loaded\. Set ONRECORD_MODEL to a folder"
    ):
        SentenceTransformerEmbedder("no-such-folder/model")


@pytest.mark.parametrize(
    ("model", "question", "passage"),
    [
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("/models/e5-small-v2/", "query: ", "passage: "),
        ("all-MiniLM-L6-v2", "", ""),
    ],
)
def test_prefixes_depend_on_the_name_of_the_model(model: str, question: str, passage: str) -> None:
    assert prefixes_of(model) == (question, passage)


@needs_exporter
def test_exported_model_returns_the_same_vectors(embedder: SentenceTransformerEmbedder, exported: Path) -> None:
    onnx = OnnxEmbedder(exported)
    original = np.concatenate([embedder.embed_question(text) for text in VARIED])
    assert (original * onnx.embed_passages(VARIED)).sum(axis=1).min() >= 0.9999
    assert (original * np.concatenate([onnx.embed_question(text) for text in VARIED])).sum(axis=1).min() >= 0.9999
    assert onnx.embed_question(TEXTS[0])[0, :5] == pytest.approx(PINNED, abs=2e-4)


@needs_exporter
def test_exported_model_keeps_its_properties(embedder: SentenceTransformerEmbedder, exported: Path) -> None:
    onnx = OnnxEmbedder(exported)
    assert (onnx.name, onnx.fingerprint, onnx.dimension, onnx.max_tokens) == (
        embedder.name,
        embedder.fingerprint,
        embedder.dimension,
        embedder.max_tokens,
    )
    assert onnx.count_tokens(VARIED) == embedder.count_tokens(VARIED)


@needs_exporter
def test_exported_model_does_not_import_torch(exported: Path) -> None:
    code = """if True:
        import sys
        from pathlib import Path
        from index.adapters.onnx_embedder import OnnxEmbedder
        vector = OnnxEmbedder(Path(sys.argv[1])).embed_question("The harbour opened a new quay.")
        print(round(float(vector[0, 0]), 3), {"torch", "transformers", "sentence_transformers"} & set(sys.modules))
    """
    process = subprocess.run([sys.executable, "-c", code, exported], capture_output=True, text=True, check=True)
    assert process.stdout == "0.039 set()\n"


@needs_exporter
def test_exported_model_returns_the_same_vectors_in_threads(exported: Path) -> None:
    onnx = OnnxEmbedder(exported)
    alone = onnx.embed_passages(TEXTS)
    with ThreadPoolExecutor(8) as threads:
        for vectors in threads.map(lambda _: onnx.embed_passages(TEXTS), range(16)):
            assert vectors.tolist() == alone.tolist()


@needs_exporter
@pytest.mark.parametrize("name", ["model.onnx", "model.onnx.data", "tokenizer.json"])
def test_altered_export_is_an_error(exported: Path, tmp_path: Path, name: str) -> None:
    for file in exported.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(b"other")
    with pytest.raises(
        ModelError, match=rf"^{name} of the embedding model in .* is missing or altered\. Run onrecord reindex"
    ):
        OnnxEmbedder(tmp_path)


def test_folder_without_an_export_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"contains no exported embedding model\. Run onrecord reindex"):
        OnnxEmbedder(tmp_path)


@needs_exporter
def test_model_with_another_shape_is_exported(tmp_path: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(write_embedder(tmp_path)))
    export(embedder, tmp_path / "exported")
    onnx = OnnxEmbedder(tmp_path / "exported")
    assert (onnx.dimension, onnx.max_tokens) == (16, 126)
    assert (embedder.embed_passages(VARIED) * onnx.embed_passages(VARIED)).sum(axis=1).min() >= 0.9999


@needs_exporter
def test_model_with_other_vectors_in_onnx_is_not_exported(tmp_path: Path) -> None:
    """The mean of the model leaves out the prompt, but the exported graph does not."""
    embedder = SentenceTransformerEmbedder(str(write_embedder(tmp_path, prompt="a passage about ")))
    with pytest.raises(ModelError, match=r"returns other vectors in ONNX \(cosine 0\."):
        export(embedder, tmp_path / "exported")
    assert not (tmp_path / "exported").exists()


@needs_exporter
def test_reindexing_few_passages_does_not_import_torch(exported: Path, embedder: SentenceTransformerEmbedder) -> None:
    code = """if True:
        import sys
        from pathlib import Path
        from index.adapters.reindexing_embedder import ReindexingEmbedder
        embedder = ReindexingEmbedder("all-MiniLM-L6-v2", lambda fingerprint: Path(sys.argv[1]))
        embedder.export(Path(sys.argv[1]))
        vectors = embedder.embed_passages(["The harbour opened a new quay."] * 30)
        print(embedder.fingerprint, round(float(vectors[29, 0]), 3), "torch" in sys.modules)
    """
    process = subprocess.run([sys.executable, "-c", code, exported], check=True, capture_output=True, text=True)
    assert process.stdout.split() == [embedder.fingerprint, "0.039", "False"]


@needs_exporter
def test_reindexing_many_passages_has_the_vectors_of_few(exported: Path, embedder: SentenceTransformerEmbedder) -> None:
    many = [f"{text} It happened {number} times." for number in range(400) for text in TEXTS]
    vectors = ReindexingEmbedder(PACKAGED_MODEL, lambda _: exported).embed_passages(many)
    few = [0, 17, 600, 1199]
    cosines = vectors[few] @ embedder.embed_passages([many[row] for row in few]).T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert cosines.diagonal().min() >= 0.999


@needs_exporter
@pytest.mark.parametrize("damaged", [True, False])
def test_reindexing_exports_a_missing_or_damaged_model(tmp_path: Path, *, damaged: bool) -> None:
    model, folder = write_embedder(tmp_path), tmp_path / "exported"
    if damaged:
        ReindexingEmbedder(str(model), lambda _: folder).export(folder)
        (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    embedder = ReindexingEmbedder(str(model), lambda _: folder)
    embedder.export(folder)
    onnx = OnnxEmbedder(folder)
    assert (onnx.fingerprint, onnx.dimension) == (embedder.fingerprint, 16)
    assert (embedder.embed_question("a quay") * onnx.embed_question("a quay")).sum() == pytest.approx(1, abs=1e-5)


@needs_exporter
def test_model_without_an_export_counts_and_embeds_in_two_threads(tmp_path: Path) -> None:
    """A reindex counts the tokens of the next passages while another thread embeds the previous ones."""
    model = write_embedder(tmp_path, prompt="a passage about ")
    embedder = ReindexingEmbedder(str(model), lambda _: tmp_path / "exported")
    with pytest.raises(ModelError, match="returns other vectors in ONNX"):
        embedder.export(tmp_path / "exported")
    counts, vectors = embedder.count_tokens(VARIED), embedder.embed_passages(VARIED)
    with ThreadPoolExecutor(1) as thread:
        embedding = thread.submit(lambda: [embedder.embed_passages(VARIED) for _ in range(100)])
        counted = [embedder.count_tokens(VARIED)]
        while not embedding.done():
            counted.append(embedder.count_tokens(VARIED))
    assert counted == [counts] * len(counted)
    assert all(np.allclose(repeated, vectors, atol=1e-5) for repeated in embedding.result())
