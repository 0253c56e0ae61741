"""The clause that hangs on a verb of saying, made whole where the tree broke it."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle, below
from index.language.attribution.cue_lexicon import VERBS
from index.language.attribution.dependencies import addition, further_cues, is_infinitive, own_subject
from index.language.syntax import Block, Token
from index.models import Span

_STOPS: Final = frozenset({",", ";", "\u2014", "--", "-", "\u2013"})
_JOINING: Final = frozenset({"and", "but", "while"})
_OPENING: Final = frozenset({"DT", "PRP", "PRP$", "NNP", "NNS", "NN", "IN", "EX", "CD", "JJ", "``"})
_OF_CUE: Final = frozenset({"prep", "npadvmod", "conj", "cc", "advmod", "prt", "dobj", "dative"})
_ARGUMENTS: Final = frozenset({"det", "nsubj", "nsubjpass", "dobj", "pobj"})
_WITHOUT_OBJECT: Final = frozenset({"say", "claim", "argue", "insist", "suggest", "think", "believe"})
_LARGE: Final = 0.6  # of what is said: a longer addition is the article's own
_GAP: Final = 12  # tokens between a cue and the quotation that goes on behind it
_TITLE: Final = 5  # words of a quotation that may be a programme's name
_NEAR: Final = 9  # tokens from a cue to its "that"


def clausal(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the clause that hangs on the verb."""
    clause = _clause(verb, block, page)
    if clause is None:
        return []
    inside = _completed(below(clause, further_cues(clause)), verb, block)
    inside = _without_addition(_begun(inside, verb, block), block, page)
    return cut_by_cue(page.spans(inside, verb, block), verb, block, page)


def _clause(verb: Token, block: Block, page: AnnotatedArticle) -> Token | None:
    clause = verb.child("ccomp")
    if clause is None and verb.lemma != "show":
        clause = next((each for each in verb.children if each.dep == "xcomp" and not is_infinitive(each)), None)
    if clause is None:
        return next((each for each in verb.children if each.dep == "advcl" and _is_question(each)), None)
    if verb.lemma in {"see", "find"} and clause.tag == "VB" and not clause.child("mark"):
        return None
    if clause.last < verb.index and _is_apart(clause, verb, block, page):
        return next((each for each in verb.children if each.dep == "ccomp" and each.index > verb.index), None)
    return clause


def _is_question(clause: Token) -> bool:
    """Whether a clause is what was asked: "asked them if …", which trees take for a condition."""
    asks = clause.head.lemma in {"ask", "wonder", "question", "inquire"} and clause.index > clause.head.index
    return asks and any(each.dep == "mark" and each.lower in {"if", "whether"} for each in clause.children)


def _is_apart(clause: Token, verb: Token, block: Block, page: AnnotatedArticle) -> bool:
    """Whether a clause before the cue is a sentence of its own: "It is late; he said so."."""
    marks = [each.text for each in block.tokens[clause.last + 1 : verb.index] if not each.is_word]
    return bool(marks) and marks[0] in {";", ":"} and not page.is_quoted(clause)


def _without_addition(inside: set[int], block: Block, page: AnnotatedArticle) -> set[int]:
    """Cut a long addition to a short clause: it is the article's own."""
    added = addition(inside, block)
    if added is None or page.is_quoted(added):
        return inside
    shorter = {each for each in inside if each < added.first}
    return shorter if len(inside) - len(shorter) > _LARGE * len(inside) else inside


def _completed(inside: set[int], verb: Token, block: Block) -> set[int]:
    """Take in the rest of what is said where the tree broke it off."""
    last, end = max(inside), block.sentences[verb.sentence][1]
    if last < verb.index:
        return inside
    reached = last
    while last < end:
        further = _further(last, end, verb, block.tokens)
        if further is None:
            break
        last = further
    return inside | set(range(reached + 1, last + 1))


def _further(last: int, end: int, verb: Token, tokens: Sequence[Token]) -> int | None:
    """Return up to where what is said goes on behind a token, None where it ends there."""
    at = last + 2 if tokens[last + 1].text == "," and last + 1 < end else last + 1
    following = tokens[at]
    if following.lower in {"and", "but"} and at < end and tokens[at + 1].lower == "that":
        return _stretch(at + 2, end, tokens)
    if following.lower == "but" and at < end and _is_objection(tokens[at + 1], verb):
        return max(at, _top(tokens[at + 1], verb).last)
    if at == last + 1 and following.is_word and not _is_of(following, verb):
        return _stretch(at, end, tokens)
    if following.text == ":" and at < end and tokens[at + 1].is_word:
        return end
    return None


def _is_objection(token: Token, verb: Token) -> bool:
    """Whether what follows "but" has a subject of its own, other than the speaker, and tells no cue."""
    joined = _top(token, verb)
    if joined.head is not verb or joined.dep != "conj" or joined.lemma in VERBS:
        return False
    return own_subject(joined) is not None


def _begun(inside: set[int], verb: Token, block: Block) -> set[int]:
    """Take in the first words of what is said where the tree broke them off."""
    first = at = min(inside)
    if verb.index + 1 < first and _opens(block.tokens[verb.index + 1], verb):
        at = verb.index + 1
    while at - 1 > verb.index and block.tokens[at - 1].is_word and not _is_of(block.tokens[at - 1], verb):
        at -= 1
    return inside | set(range(at, first))


def _opens(token: Token, verb: Token) -> bool:
    """Whether what is said begins with the word right behind the cue."""
    if token.tag not in _OPENING:
        return False
    return not _is_of(token, verb) or (verb.lemma in _WITHOUT_OBJECT and _top(token, verb).dep == "dobj")


def _top(token: Token, verb: Token) -> Token:
    """Return what a word is a part of among what hangs on a verb, or the root where it hangs elsewhere."""
    while token.head is not verb and token.head is not token:
        token = token.head
    return token


def _stretch(at: int, end: int, tokens: Sequence[Token]) -> int:
    """Return the last token before the next break in the sentence."""
    while at < end and tokens[at + 1].text not in _STOPS and tokens[at + 1].lower not in _JOINING:
        at += 1
    return min(at, end)


def _is_of(token: Token, verb: Token) -> bool:
    """Whether a word belongs to the cue: when and where it was said, or what else the speaker did."""
    while token.head is not verb and token.head is not token:
        if token.dep in {"conj", "cc"}:
            return True
        token = token.head
    if token.head is not verb:
        return token.lower in _JOINING
    if token.dep == "advcl":
        mark = token.child("mark")
        return mark is None or mark.lower not in {"if", "because", "unless", "until"}
    return token.dep in _OF_CUE


def that_follows(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the clause of "told them that …" where the tree did not see it."""
    end, tokens = block.sentences[verb.sentence][1], block.tokens
    for token in tokens[verb.index + 1 : min(verb.index + _NEAR, end)]:
        if token.lower == "that" and (token.tag == "IN" or token.dep not in _ARGUMENTS):
            return page.spans(range(token.index, _stretch(token.index, end, tokens) + 1), verb, block)
        if token.is_verb or page.is_quoted(token):
            return []
    return []


def cut_by_cue(spans: list[Span], verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Add the quotations that go on behind the cue in its sentence."""
    if not spans or spans[-1].start > verb.start or not page.marks.between(spans[-1].start, spans[-1].end):
        return spans
    last = block.sentences[verb.sentence][1]
    behind = [part for part in page.marks.between(verb.end, block.tokens[last].end) if part.start > verb.start]
    while behind and _is_title(behind[0], verb, page):
        behind.pop(0)
    gap = [each for each in block.tokens[verb.index + 1 : last + 1] if behind and each.end <= behind[0].start]
    if not behind or len(gap) > _GAP or any(each.lemma in VERBS and each.is_verb for each in gap):
        return spans
    return page.grown([*spans, *behind])


def _is_title(part: Span, verb: Token, page: AnnotatedArticle) -> bool:
    """Whether a short quotation goes on with the cue's own words: "told “Today” on Monday"."""
    before = page.text[verb.end : part.start].rstrip()
    return before[-1:].isalnum() and len(part.of(page.text).split()) < _TITLE
