"""Finds the speaker in the words before a colon and a quotation: "Berg's answer was short: “No.”"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.language.attribution.announcements import is_surname
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import GIVING, NOUNS, OCCASIONS, VERBS
from index.language.attribution.dependencies import own_subject
from index.language.attribution.speakers import RELATIVE_PRONOUNS, speaker_mention, subject_of
from index.language.attribution.transcripts import can_be_name
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token
from index.models import Span

_PLATFORMS: Final = word_set(
    "twitter x facebook instagram threads whatsapp telegram tiktok youtube linkedin truth social weibo"
)
# Nouns for words in quotation marks that are not in the list of nouns that govern a clause.
_SPOKEN: Final = NOUNS | word_set("""
    answer reply response retort word phrase motto advice verdict reaction line slogan order instruction wish
    text caption summary take lesson rule mantra quote quotation sentence apology greeting criticism praise
""")
# Verbs of the body that introduce speech: "Berg turned to Ryle: “…”".
_GESTURES: Final = word_set("""
    turn nod shrug smile laugh grin frown sigh pause stand rise look point wave lean gesture react speak talk conclude
    finish open close start begin step go come sum
""")
_STATES: Final = frozenset({"be", "have", "hear", "read", "see", "receive", "listen", "watch"})
_NAME: Final = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*(?:\s(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*|de|van|der|von|bin|al)){0,5}"
_LABEL: Final = re.compile(
    rf"[*_\s]*(?P<name>{_NAME})(?:,\s[^:\n.?!\"\u201c\u201d]{{1,80}}|\s\([^()\n]{{1,60}}\))?[*_\s]*:[*_\s]*"
)


def speaker_before_colon(part: Span, number: int, article: AnnotatedArticle) -> tuple[Token | None, Span | None] | None:
    """Return head and mention of the speaker before a colon and a quotation, or None if there is no colon.

    Args:
        part: the quotation, or its first part.
        number: ordinal of the block that contains it.
        article: the article.
    """
    block = article.blocks[number]
    colon = _last_word_or_colon(part, block)
    if colon is None or not colon.text.endswith(":"):
        return None
    first, _ = block.sentences[colon.sentence]
    label = _labelled(Span(block.tokens[first].start, part.start), block, article)
    if label is not None:
        return label
    head = announcing_head(block.tokens[first : colon.index])
    if head is None:
        return None, None
    return head, speaker_mention(head, colon, [], block, article)


def acting_speaker(part: Span, number: int, article: AnnotatedArticle) -> tuple[Token, Span | None] | None:
    """Return head and mention of the person who acts before a colon and a quotation, or None.

    In "Berg wagged a finger: “Not today.”" the verb is no verb of speech, so the speaker is less certain.
    """
    block = article.blocks[number]
    colon = _last_word_or_colon(part, block)
    if colon is None or not colon.text.endswith(":"):
        return None
    first, _ = block.sentences[colon.sentence]
    subjects = [token for token in block.tokens[first : colon.index] if token.dep == "nsubj" and token.head.is_verb]
    if len(subjects) != 1 or subjects[0].head.index > colon.index or subjects[0].head.lemma in _STATES:
        return None
    head = subjects[0]
    can_act = head.entity == "PERSON" or head.lower in {"he", "she", "i"}
    return (head, speaker_mention(head, colon, [], block, article)) if can_act else None


def _last_word_or_colon(part: Span, block: Block) -> Token | None:
    """Return the last word or colon before a quotation, or None."""
    before = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    return next((token for token in reversed(block.tokens[:before]) if token.is_word or token.text.endswith(":")), None)


def _labelled(before: Span, block: Block, article: AnnotatedArticle) -> tuple[Token, Span] | None:
    """Return the name in "Anna Berg, mayor: “…”" if a name is all that stands before the quotation."""
    match = _LABEL.fullmatch(article.text, before.start, before.end)
    return None if match is None else _last_word_of_name(Span(*match.span("name")), block, article)


def _last_word_of_name(name: Span, block: Block, article: AnnotatedArticle) -> tuple[Token, Span] | None:
    words = [token for token in block.tokens if name.start <= token.start and token.end <= name.end and token.is_word]
    if not words or not (words[-1].tag.startswith("NNP") or is_surname(words[-1], article)):
        return None
    if not words[0].is_noun and len(words) > 1:
        return None
    return (words[-1], name) if can_be_name(name.of(article.text).split()) else None


def announcing_head(tokens: Sequence[Token]) -> Token | None:
    """Return the head of the speaker that words before a colon announce, or None.

    It is the owner of a noun of speech, else the subject of a verb of speech, else the only name.
    """
    owners = [owner for token in tokens if token.lemma in _SPOKEN and (owner := _owner(token)) is not None]
    if owners:
        return owners[-1]
    for token in reversed(tokens):
        head = _announcing_subject(token, tokens)
        if head is not None:
            return head
    people, others = _names(tokens, "PERSON"), _names(tokens, "ORG")
    names = people or others
    return names[0] if len(names) == 1 and not _is_in_state(names[0], tokens) else None


def _names(tokens: Sequence[Token], label: str) -> list[Token]:
    """Return the heads of the names with a label, without platforms and places of speaking."""
    names = [token for token in tokens if token.entity == label and token.lower not in _PLATFORMS]
    return [token for token in names if token.head not in names and not _is_occasion(token)]


def _is_in_state(token: Token, tokens: Sequence[Token]) -> bool:
    """Return True if a name is the subject of "has" or "is": "Berg has a boat" announces no words."""
    return token.dep == "nsubj" and token.head in tokens and token.head.lemma in _STATES


def _owner(noun: Token) -> Token | None:
    """Return the owner of the words that a noun names: "her answer", "a message from Berg"."""
    possessive = noun.child("poss")
    if possessive is not None:
        return possessive
    source = next((child for child in noun.children if child.dep == "prep" and child.lower == "from"), None)
    return source.child("pobj") if source is not None else None


def _announcing_subject(token: Token, tokens: Sequence[Token]) -> Token | None:
    """Return the subject of a verb that announces speech, or None.

    "Berg has a question" announces speech, and "Berg has a boat" does not.
    """
    if not token.is_verb:
        return None
    gives = token.lemma in GIVING and any(child.lemma in _SPOKEN for child in token.children if child in tokens)
    if (token.lemma in VERBS and token.lemma not in GIVING) or gives:
        head = subject_of(token)
    else:
        head = own_subject(token) if token.lemma in _GESTURES and token.head is token else None
    return head if head is not None and head.lower not in RELATIVE_PRONOUNS else None


def _is_occasion(token: Token) -> bool:
    """Return True if a name is the place or the outlet of speaking: "on Radio Nine", "in The Echo"."""
    return token.dep == "pobj" and (token.head.lower in {"in", "on", "at", "to", "via"} or token.lemma in OCCASIONS)
