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
_EXPLETIVES: Final = frozenset({"it", "there", "this", "that"})
_NO_CUES: Final = frozenset({"be", "have", "do"})
_MARKS: Final = "\u201d\u2019\"'\u00bb"
_ALL_MARKS: Final = _MARKS + "\u201c\u2018\u00ab`"
_MAX_NAME: Final = 4  # tokens of a name between a quotation inside a sentence and its verb
_MAX_AFTER: Final = 30  # tokens from a quotation to the verb after it
_MIN_WORDS: Final = 4  # in a quotation after its verb
_MIN_WORDS_AFTER_SAYING: Final = 2  # if the verb is one of speech and directly before the quotation


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
    behind = _cue_behind(last, block, article) if _opens_sentence(part, block, article) else None
    return behind or _cue_before(part, block, article)


def saying_beside(part: Span, last: Span, number: int, article: AnnotatedArticle) -> Cue | None:
    """Return the cue beside a quotation if it is a verb of speech with a speaker, or None.

    Unlike :func:`cue_beside`, it finds "he said" behind a quotation inside a sentence, and "saying: " before one.

    Args:
        part: the first part of the quotation.
        last: the last part of it.
        number: ordinal of the block that contains the first part.
        article: the article.
    """
    block = article.blocks[number]
    behind = _cue_behind(last, block, article)
    if behind is not None and not (_opens_sentence(part, block, article) or is_next_to(behind.verb, last, block)):
        behind = None
    return next(
        (cue for cue in (behind, _cue_before(part, block, article)) if cue is not None and _is_saying(cue)), None
    )


def _is_saying(cue: Cue) -> bool:
    return cue.mention is not None and _introduces(cue.verb)


def _is_misread_past(token: Token, tokens: Sequence[Token]) -> bool:
    """Return True for the "asked" of "the 43-year-old asked in a film", which the parser took for a participle."""
    before = tokens[: token.index - tokens[0].index]
    is_name = bool(before) and all(other.is_noun or other.tag in {"DT", "JJ", "HYPH", "PRP", "CD"} for other in before)
    return token.tag == "VBN" and is_name and not {"c", "q"}.isdisjoint(VERBS.get(token.lemma, ""))


def is_next_to(verb: Token, part: Span, block: Block) -> bool:
    """Return True if only a short name is between a quotation and a verb behind it."""
    first = bisect_left(block.tokens, part.end, key=lambda token: token.start)
    return verb.index - first <= _MAX_NAME


def _cue_behind(part: Span, block: Block, article: AnnotatedArticle) -> Cue | None:
    """Return the first verb behind a quotation that ends with a comma."""
    first = bisect_left(block.tokens, part.end, key=lambda token: token.start)
    if first >= len(block.tokens):
        return None
    end = part.of(article.text).rstrip(_MARKS)[-1:]
    if end not in {",", "?", "!"}:
        return None
    sentence = block.tokens[first].sentence
    behind = [token for token in block.tokens[first : first + _MAX_AFTER] if token.sentence == sentence]
    verb = _first_main_verb(behind, article)
    if verb is None or verb.lemma in _NO_CUES or not (end == "," or verb.lemma in VERBS or verb is behind[0]):
        return None
    head = _name_at_start(behind[: verb.index - behind[0].index]) or adjacent_subject(verb, block, article)
    if head is None and _is_misread_past(verb, behind):
        return Cue(verb, block.tokens[verb.index - 1], Span(behind[0].start, block.tokens[verb.index - 1].end))
    return None if head is None or head not in behind else _cue(verb, head, part, block, article)


def _name_at_start(tokens: Sequence[Token]) -> Token | None:
    """Return the "Berg" of "pilot Nils Berg, wearing a hat," if words start with a name and a description of it."""
    end = next((position for position, token in enumerate(tokens) if token.text == ","), None)
    name = tokens[:end] if end is not None else []
    is_name = bool(name) and all(token.is_noun or token.tag in {"DT", "JJ"} for token in name)
    return name[-1] if is_name and name[-1].tag == "NNP" else None


def _first_main_verb(tokens: Sequence[Token], article: AnnotatedArticle) -> Token | None:
    """Return the first tensed verb outside quotations and outside "who founded the paper" and ", who is ill,"."""
    is_relative = is_restrictive = False
    for token in tokens:
        if token.tag in {"WP", "WDT"}:
            is_restrictive = tokens[0] is token or tokens[token.index - tokens[0].index - 1].text != ","
            is_relative = True
        elif token.text == ",":
            is_relative = False
        elif _is_misread_past(token, tokens):
            return token
        elif token.tag in _TENSED and not article.is_quoted(token):
            if not is_relative:
                return token.head if token.dep == "aux" else token
            is_relative = not is_restrictive
    return None


def _opens_sentence(part: Span, block: Block, article: AnnotatedArticle) -> bool:
    before = article.text[block.tokens[0].start : part.start].rstrip()
    return not before or before[-1] in ".!?\u2026" or before[-1] in _MARKS


def _cue_before(part: Span, block: Block, article: AnnotatedArticle) -> Cue | None:
    """Return the last verb before a quotation of a whole sentence and a comma: "Berg shot back, “It will fall.”"."""
    words = part.of(article.text).strip(_ALL_MARKS)
    before = article.text[block.tokens[0].start : part.start].rstrip()
    if not (words[:1].isupper() or words[:1] in "@#") or not before.endswith((",", ":")):
        return None
    end = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    sentence = block.tokens[end - 1].sentence
    clause = [token for token in block.tokens[:end] if token.sentence == sentence and not article.is_quoted(token)]
    verb = next((token for token in reversed(clause) if _is_tensed(token) or _is_participle(token, clause)), None)
    if verb is None or verb.lemma in _NO_CUES or not (_introduces(verb) or _ends_clause(verb, clause)):
        return None
    is_certain = verb.lemma in VERBS and _ends_clause(verb, clause)
    if len(words.split()) < (_MIN_WORDS_AFTER_SAYING if is_certain else _MIN_WORDS):
        return None
    head = _speaker_of(verb)
    return _cue(verb, head if head in clause else None, part, block, article)


def _speaker_of(verb: Token) -> Token | None:
    """Return the subject of a verb before a quotation, or the agent of a passive.

    In "Berg insisted that it was late, adding, “…”" the subject of "adding" is not "it".
    """
    if verb.child("auxpass") is not None:
        agent = verb.child("agent")
        return agent.child("pobj") if agent is not None else None
    subject = subject_of(verb)
    if subject is None or verb.tag != "VBG" or subject.lower not in _EXPLETIVES:
        return subject
    top = verb
    while top.head is not top:
        top = top.head
    return subject_of(top)


def _introduces(verb: Token) -> bool:
    """Return True if words in quotation marks can follow a verb: "said", "called over her shoulder"."""
    frames = VERBS.get(verb.lemma, "")
    return bool(frames) and (not {"c", "q"}.isdisjoint(frames) or verb.child("dobj") is None)


def _is_tensed(token: Token) -> bool:
    """Return True for "said" and for the "said" of "has said"."""
    is_perfect = token.tag == "VBN" and any(child.dep == "aux" and child.lemma == "have" for child in token.children)
    return token.tag in _TENSED or is_perfect


def _is_participle(token: Token, clause: Sequence[Token]) -> bool:
    """Return True if a participle of speech ends a clause: "…, adding,", "…, adding on the matter,"."""
    return (
        token.tag == "VBG"
        and not {"c", "q"}.isdisjoint(VERBS.get(token.lemma, ""))
        and not any(other.is_verb for other in clause if other.index > token.index)
    )


def _ends_clause(verb: Token, clause: Sequence[Token]) -> bool:
    """Return True if only a particle or an adverb follows a verb: "shot back,"."""
    following = [token for token in clause if token.index > verb.index and token.is_word]
    return all(token.tag in {"RB", "RP"} for token in following)


def _cue(verb: Token, head: Token | None, part: Span, block: Block, article: AnnotatedArticle) -> Cue:
    mention = speaker_mention(head, verb, [part], block, article) if head is not None else None
    return Cue(verb, head, mention)
