"""Finds the cue beside a quotation by its place alone: "“It will fall,” Berg charged in a speech".

The rules of verbs have failed there, because the verb is in no list or the parser misread the sentence.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import VERBS
from index.language.attribution.speakers import adjacent_subject, speaker_mention, subject_of
from index.language.syntax import Block, Token
from index.models import Span

_TENSED: Final = frozenset({"VBD", "VBZ", "VBP"})
_NO_CUES: Final = frozenset({"be", "have", "do"})
_MARKS: Final = "\u201d\u2019\"'\u00bb"
_MAX_AFTER: Final = 30  # tokens from a quotation to the verb after it
_MIN_WORDS: Final = 4  # in a quotation after its verb


class Cue(NamedTuple):
    """A verb beside a quotation, with the head and the span of its speaker's mention, if there is one."""

    verb: Token
    head: Token | None
    mention: Span | None


def cue_beside(part: Span, last: Span, number: int, article: AnnotatedArticle) -> Cue | None:
    """Return the cue directly behind or before a quotation, or None.

    Args:
        part: the first part of the quotation.
        last: the last part of it.
        number: ordinal of the block that contains the first part.
        article: the article.
    """
    block = article.blocks[number]
    return _cue_behind(last, block, article) or _cue_before(part, block, article)


def _cue_behind(part: Span, block: Block, article: AnnotatedArticle) -> Cue | None:
    """Return the first verb behind a quotation that opens its sentence and ends with a comma."""
    first = bisect_left(block.tokens, part.end, key=lambda token: token.start)
    if first >= len(block.tokens) or not _opens_sentence(part, block, article):
        return None
    end = part.of(article.text).rstrip(_MARKS)[-1:]
    if end not in {",", "?", "!"}:
        return None
    sentence = block.tokens[first].sentence
    behind = [token for token in block.tokens[first : first + _MAX_AFTER] if token.sentence == sentence]
    verb = next((token for token in behind if token.tag in _TENSED and not article.is_quoted(token)), None)
    if verb is None or verb.lemma in _NO_CUES or not (end == "," or verb.lemma in VERBS or verb is behind[0]):
        return None
    head = adjacent_subject(verb, block, article)
    return None if head is None or head not in behind else _cue(verb, head, part, block, article)


def _opens_sentence(part: Span, block: Block, article: AnnotatedArticle) -> bool:
    before = article.text[block.tokens[0].start : part.start].rstrip()
    return not before or before[-1] in ".!?\u2026" or before[-1] in _MARKS


def _cue_before(part: Span, block: Block, article: AnnotatedArticle) -> Cue | None:
    """Return the last verb before a quotation of a whole sentence and a comma: "Berg shot back, “It will fall.”"."""
    words = part.of(article.text)
    before = article.text[block.tokens[0].start : part.start].rstrip()
    if len(words.split()) < _MIN_WORDS or not words[1:2].isupper() or not before.endswith(","):
        return None
    end = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    sentence = block.tokens[end - 1].sentence
    clause = [token for token in block.tokens[:end] if token.sentence == sentence and not article.is_quoted(token)]
    verb = next((token for token in reversed(clause) if token.tag in _TENSED or _is_participle(token, clause)), None)
    if verb is None or verb.lemma in _NO_CUES or (verb.lemma not in VERBS and not _ends_clause(verb, clause)):
        return None
    passive = verb.child("auxpass") is not None
    agent = verb.child("agent")
    head = (agent.child("pobj") if agent is not None else None) if passive else subject_of(verb)
    return _cue(verb, head if head in clause else None, part, block, article)


def _is_participle(token: Token, clause: Sequence[Token]) -> bool:
    """Return True if a participle of speech ends a clause: "…, adding,"."""
    return token.tag == "VBG" and token.lemma in VERBS and _ends_clause(token, clause)


def _ends_clause(verb: Token, clause: Sequence[Token]) -> bool:
    """Return True if only a particle or an adverb follows a verb: "shot back,"."""
    following = [token for token in clause if token.index > verb.index and token.is_word]
    return all(token.tag in {"RB", "RP"} for token in following)


def _cue(verb: Token, head: Token | None, part: Span, block: Block, article: AnnotatedArticle) -> Cue:
    mention = speaker_mention(head, verb, [part], block, article) if head is not None else None
    return Cue(verb, head, mention)
