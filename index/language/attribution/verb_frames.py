"""Finds the content of a speech verb by its frame. The lexicon of frames is in :mod:`cue_lexicon`."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.clauses import clausal, cut_by_cue, that_follows
from index.language.attribution.content_spans import AnnotatedArticle, below
from index.language.attribution.cue_lexicon import CAUSING, NAMING, PREPOSITIONS
from index.language.attribution.dependencies import (
    addition,
    frames_of,
    has_that,
    is_idle,
    is_infinitive,
    is_tail,
    own_subject,
)
from index.language.attribution.parentheticals import inserted
from index.language.attribution.speakers import RELATIVES
from index.language.syntax import Block, Token
from index.models import Span

_OBJECTS: Final = ("dobj", "oprd", "ccomp", "xcomp", "prep", "attr", "acomp", "dative")
_DIRECT: Final = frozenset({"dobj", "oprd", "ccomp", "xcomp", "attr"})
_WISHES: Final = frozenset({"xcomp", "advcl", "ccomp"})
_EMPTY: Final = frozenset({"nothing", "something", "anything", "everything", "so", "much", "little", "more"})
_NO_LINKS: Final = frozenset({"as", "by", "on", "of", "in", "for", "with", "to", "about", "the", "a"})
_LINK: Final = 14  # words between a quotation and its verb


def of_verb(verb: Token, block: Block, page: AnnotatedArticle) -> tuple[str, list[Span]]:
    """Return the frame of a verb and what it says is said, empty where it says nothing."""
    frames = frames_of(verb) + ("p" if verb.lemma in PREPOSITIONS else "")
    if is_idle(verb):
        return "", []
    for name, letters, rule in _RULES:
        if any(letter in frames for letter in letters):
            spans = rule(verb, block, page)
            if spans:
                return name, spans
    return ("generic", clausal(verb, block, page)) if frames in {"", "p"} and _may_tell(verb) else ("", [])


def _may_tell(verb: Token) -> bool:
    """Whether a verb that is in no list tells a clause with "that"."""
    clause = verb.child("ccomp")
    return clause is not None and verb.lemma not in CAUSING and verb.lemma.isalpha() and has_that(clause)


def quotation(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the quotations that stand beside the verb's clause in the same sentence."""
    first, last = block.sentences[verb.sentence]
    begin, end = block.tokens[first].start, block.tokens[last].end
    near = [part for part in page.marks.between(begin, end) if _is_linked(part, verb, block, page)]
    return cut_by_cue(page.grown(near), verb, block, page) if near else []


def _is_linked(part: Span, verb: Token, block: Block, page: AnnotatedArticle) -> bool:
    """Whether nothing but the verb, its subject and adverbials stand between a quotation and the verb."""
    if part.start > verb.start:
        words = page.text[verb.end : part.start].split()
        near = not words or words[-1].endswith((",", ":", "that")) or (len(words) == 1 and words[0] not in _NO_LINKS)
        return near and len(words) <= _LINK
    if part.end > verb.start or not _is_set_off(part, verb, block, page):
        return False
    first, _ = block.sentences[verb.sentence]
    between = [each for each in block.tokens[first : verb.index] if each.start >= part.end and each.is_word]
    return len(between) <= _LINK and all(_is_of_cue(each, verb) for each in between)


def _is_of_cue(token: Token, verb: Token) -> bool:
    subject = own_subject(verb)
    within = subject is not None and subject.first <= token.index <= subject.last
    return within or token.head is verb or token.tag.startswith("RB")


def _is_set_off(part: Span, verb: Token, block: Block, page: AnnotatedArticle) -> bool:
    """Whether a quotation before its verb opens the sentence or stands behind a mark, as no title in it does."""
    begin = block.tokens[block.sentences[verb.sentence][0]].start
    before = page.text[min(begin, part.start) : part.start].rstrip()
    return not before[-1:].isalnum()


def infinitive(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the infinitive that a verb of promising or asking has."""
    clause = next((t for t in verb.children if t.dep in {"xcomp", "ccomp", "advcl"} and is_infinitive(t)), None)
    unsaid = verb.child("auxpass") is not None and verb.child("agent") is None
    if clause is None or verb.dep == "acl" or unsaid:
        return []
    finite = [t for t in clause.children if t.dep == "conj" and t.tag in {"VBD", "VBZ"}]
    hearer = verb.child("dobj")
    return _plain(below(clause, finite) | (below(hearer) if hearer else set()), verb, block, page)


def objective(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the object and what follows it, but for when and where it was said."""
    if verb.dep in {"acl", "relcl"} and is_infinitive(verb):
        return []
    if verb.tag == "VBN" and (verb.dep == "acl" or verb.child("auxpass") is not None):
        return _passive(verb, block, page)
    parts = [each for each in verb.children if each.index > verb.index and each.dep in _OBJECTS]
    if not any(each.dep in _DIRECT and each.lower not in _EMPTY for each in parts) or not _is_named(verb, parts, page):
        return []
    kept = set[int]()
    for each in parts:
        if not is_tail(each):
            kept |= below(each, [token for token in each.subtree() if is_tail(token)])
    return _plain(kept, verb, block, page)


def _is_named(verb: Token, parts: Sequence[Token], page: AnnotatedArticle) -> bool:
    """Whether a verb of naming has both what is named and its name: no "called a meeting", no "calls itself"."""
    if verb.lemma not in NAMING or any(each.lower in RELATIVES for each in verb.children):
        return True
    if any(each.lower.endswith(("self", "selves")) for each in parts):
        return False
    several = len(parts) > 1 or any(each.dep in {"ccomp", "xcomp"} for each in parts)
    return several or any(page.is_quoted(token) for each in parts for token in each.subtree())


def _passive(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the subject of a passive verb whose agent speaks: "The plan was rejected by Berg"."""
    subject = verb.child("nsubjpass")
    if subject is None or verb.child("agent") is None or subject.lower in RELATIVES:
        return []
    return page.spans(below(subject), verb, block)


def prepositional(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return the object of a preposition that goes with the verb."""
    wanted = PREPOSITIONS.get(verb.lemma, frozenset[str]())
    if (verb.tag == "VBN" and verb.dep == "acl") or ("o" in frames_of(verb) and verb.child("dobj") is not None):
        return []
    for each in verb.children:
        if each.dep in {"prep", "prt", "agent"} and each.index > verb.index and each.lower in wanted:
            wish = [t for t in verb.children if t.index > each.index and t.dep in _WISHES and is_infinitive(t)]
            inside = set[int]().union(below(each) - {each.index}, *map(below, wish))
            return _plain(inside, verb, block, page)
    return []


def _plain(inside: set[int], verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return tokens as spans, without what only adds to their end."""
    added = addition(inside, block)
    if added is not None and not page.is_quoted(added):
        inside = {each for each in inside if each < added.first}
    return page.spans(inside, verb, block)


_RULES: Final = (
    ("inserted", "cq", inserted),
    ("clause", "c", clausal),
    ("that_follows", "c", that_follows),
    ("quotation", "cq", quotation),
    ("prepositional", "p", prepositional),
    ("infinitive", "i", infinitive),
    ("object", "o", objective),
)
