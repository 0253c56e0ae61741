"""Finds the quotation that a sentence announces with a colon: "Berg turned to Vale: “You are wrong.”"."""

from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.dependencies import FINITE, is_below
from index.language.attribution.speakers import subject_of
from index.language.syntax import Block, Token
from index.models import Span

_SUBORDINATE: Final = frozenset({"advcl", "relcl", "acl", "csubj", "pcomp"})
_SPEAKING_ENTITIES: Final = frozenset({"PERSON", "ORG", "NORP"})
_PRONOUNS: Final = frozenset({"he", "she", "they", "who", "i", "we"})


def announced_quotation(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the quotation after a colon that ends the clause of a verb. The list is empty if there is none."""
    colon = _colon_after(verb, block, article)
    if colon is None or not _is_main(verb) or not _can_speak(subject_of(verb), verb):
        return []
    if any(_is_main(token) for token in block.tokens[verb.index + 1 : colon.index]):
        return []
    ordinal = article.quotations.next_from(colon.end)
    return list(article.quotations.all_parts(ordinal)) if ordinal is not None else []


def _colon_after(verb: Token, block: Block, article: AnnotatedArticle) -> Token | None:
    """Return the colon after a verb, in the same sentence and directly before a quotation, or None."""
    _, last = block.sentences[verb.sentence]
    for token in block.tokens[verb.index + 1 : last + 1]:
        if token.text == ":" and not article.is_quoted(token):
            ordinal = article.quotations.next_from(token.end)
            start = article.quotations.parts[ordinal].start if ordinal is not None else len(article.text)
            return token if not article.text[token.end : start].strip() else None
    return None


def _is_main(verb: Token) -> bool:
    """Return True if a verb is finite and not in a subordinate clause."""
    if verb.tag not in FINITE or verb.tag == "MD" or verb.dep in {"aux", "auxpass", *_SUBORDINATE}:
        return False
    top = verb
    while top.head is not top:
        top = top.head
    return not is_below(verb, top, _SUBORDINATE)


def _can_speak(subject: Token | None, verb: Token) -> bool:
    """Return True if a subject is a name, a person or, with a verb of action, a noun."""
    if subject is None:
        return False
    if subject.entity in _SPEAKING_ENTITIES or subject.tag in {"NNP", "NNPS"} or subject.lower in _PRONOUNS:
        return True
    return subject.is_noun and verb.lemma != "be"
