"""Finds content by cues other than verbs: "according to", "her claim that", "sure that"."""

from typing import Final, NamedTuple

from index.language.attribution.content_spans import AnnotatedArticle, subtree_indices
from index.language.attribution.cue_lexicon import NOUNS, NOUNS_OF
from index.language.attribution.dependencies import FINITE, has_that, is_infinitive
from index.language.attribution.speakers import source_of, subject_of
from index.language.syntax import Block, Token
from index.models import Span

_CONNECTIVES: Final = frozenset({"still", "however", "instead", "meanwhile"})
_PARTS_OF_CLAUSE: Final = frozenset({"conj", "advcl", "acl", "relcl"})


class CueMatch(NamedTuple):
    """The content of one cue, with the name of the rule and the head of the speaker's mention."""

    frame: str
    spans: list[Span]
    head: Token | None


def match_according(token: Token, block: Block, article: AnnotatedArticle) -> CueMatch | None:
    """Match "according to". The content is the clause that the phrase modifies, without the phrase."""
    to = token.child("prep", "pcomp")
    if to is None and token.index + 1 < len(block.tokens) and block.tokens[token.index + 1].lower == "to":
        to = block.tokens[token.index + 1]
    source = to.child("pobj", "pcomp") if to is not None else None
    if to is None or source is None:
        return None
    top = token if to.head is token else to
    while top.head is not top and top.head.lower == "according":
        top = top.head
    verb = _governing_verb(top)
    phrase = subtree_indices(top) | {token.index, to.index}
    content = set(range(verb.first, verb.last + 1)) - phrase
    before = {index for index in content if index < min(phrase)}
    if any(block.tokens[index].tag in FINITE for index in before):
        content = before
    first = min(content, default=0)
    if block.tokens[first].tag == "CC" or block.tokens[first].lower in _CONNECTIVES:
        content.discard(first)
    return CueMatch("according", article.content_spans(content, token, block), source)


def _governing_verb(token: Token) -> Token:
    """Return the verb of the clause that a phrase modifies, or the root of the sentence.

    A phrase after the last of several coordinated clauses modifies all of them.
    """
    governor = token.head
    while governor.head is not governor and (not governor.is_verb or governor.dep in _PARTS_OF_CLAUSE):
        governor = governor.head
    return governor


def match_noun(noun: Token, block: Block, article: AnnotatedArticle) -> CueMatch | None:
    """Match a noun of speech with a named source: "his claim that …", "criticism of … from …"."""
    source = source_of(noun)
    if source is None:
        return None
    clause = next(
        (child for child in noun.children if child.dep in {"acl", "ccomp", "relcl"} and child.index > noun.index), None
    )
    if clause is None and noun.dep == "nsubj" and noun.head.lemma == "be":
        clause = next((child for child in noun.head.children if child.dep == "ccomp" and has_that(child)), None)
    if noun.lemma in NOUNS and clause is not None and (has_that(clause) or is_infinitive(clause)):
        return CueMatch("noun", article.content_spans(subtree_indices(clause), noun, block), source)
    prepositions = NOUNS_OF.get(noun.lemma, frozenset())
    for child in noun.children:
        if child.dep == "prep" and child.lower in prepositions:
            content = subtree_indices(child) - {child.index}
            return CueMatch("noun_of", article.content_spans(content, noun, block), source)
    return None


def match_adjective(adjective: Token, block: Block, article: AnnotatedArticle) -> CueMatch | None:
    """Match an adjective that governs a clause: "he is sure that …"."""
    clause = adjective.child("ccomp")
    if adjective.dep != "acomp" or clause is None:
        return None
    subject = subject_of(adjective.head)
    if subject is None or subject.lower in {"it", "this", "that"}:
        return None
    return CueMatch("adjective", article.content_spans(subtree_indices(clause), adjective, block), subject)
