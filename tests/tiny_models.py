"""Models with one layer and random weights, for tests that load and run a model."""

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

_LETTERS = [chr(code) for code in range(ord("a"), ord("z") + 1)]
_VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]


def write_cross_encoder(folder: Path, labels: int) -> Path:
    """Write a cross-encoder with this many labels. Return its folder."""
    torch.manual_seed(7)
    config = _config()
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    return folder


def write_embedder(folder: Path, *, prompt: str = "") -> Path:
    """Write an embedder. The prompt precedes every text, but the mean leaves it out. Return the folder."""
    torch.manual_seed(7)
    BertModel(_config()).save_pretrained(folder / "bert")
    _tokenizer().save_pretrained(folder / "bert")
    bert = Transformer(str(folder / "bert"))
    pooling = Pooling(16, "mean", include_prompt=not prompt)
    prompts = {"document": prompt} if prompt else None
    model = SentenceTransformer(
        modules=[bert, pooling], device="cpu", prompts=prompts, default_prompt_name="document" if prompt else None
    )
    model.save(str(folder / "model"))
    return folder / "model"


def _config() -> BertConfig:
    return BertConfig(
        vocab_size=len(_VOCABULARY),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
        initializer_range=1.0,
    )


def _tokenizer() -> BertTokenizer:
    return BertTokenizer(vocab={token: number for number, token in enumerate(_VOCABULARY)})
