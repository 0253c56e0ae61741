"""Finds the content of a speech verb by its frame. The lexicon of frames is in :mod:`cue_lexicon`."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.clauses import add_quotations_after_cue, content_clause, that_clause
from index.language.attribution.colons import announced_quotation
from index.language.attribution.content_spans import AnnotatedArticle, subtree_indices
from index.language.attribution.cue_lexicon import CAUSING, DECIDING, DESCRIBING, NAMING, PREPOSITIONS, VERBS
from index.language.attribution.dependencies import (
    FINITE,
    frames_of,
    has_no_speaker,
    has_that,
    is_circumstance,
    is_infinitive,
    is_interview,
    own_subject,
    trailing_modifier,
)
from index.language.attribution.parentheticals import parenthetical_content
from index.language.attribution.relays import reported_participle
from index.language.attribution.speakers import RELATIVE_PRONOUNS
from index.language.attribution.voice import agent_of, is_reduced_passive
from index.language.syntax import Block, Token
from index.models import Span

_OBJECTS: Final = ("dobj", "oprd", "ccomp", "xcomp", "prep", "attr", "acomp", "dative")
_DIRECT_OBJECTS: Final = frozenset({"dobj", "oprd", "ccomp", "xcomp", "attr"})
_DESCRIPTIONS: Final = frozenset({"oprd", "ccomp", "xcomp"})
_WISHES: Final = frozenset({"xcomp", "advcl", "ccomp"})
_EMPTY_OBJECTS: Final = frozenset({"nothing", "something", "anything", "everything", "so", "much", "little", "more"})
_NOT_BEFORE_QUOTATION: Final = frozenset({"as", "by", "on", "of", "in", "for", "with", "to", "about", "the", "a"})
_FUTURE: Final = frozenset({"will", "would", "shall", "'ll", "\u2019ll"})
_MAX_TO_QUOTATION: Final = 14  # words between a quotation and its verb


def content_of_verb(verb: Token, block: Block, article: AnnotatedArticle) -> tuple[str, list[Span]]:
    """Return the name of the rule that fits a verb, and the content. Both are empty if no rule fits."""
    frames = frames_of(verb) + ("p" if verb.lemma in PREPOSITIONS else "")
    participle = reported_participle(verb)
    if (
        has_no_speaker(verb)
        or _is_act(verb)
        or (participle is not None and content_of_verb(participle, block, article)[1])
    ):
        return "", []
    quotable = not is_reduced_passive(verb)
    for name, letters, rule in _RULES:
        if any(letter in frames or letter == "*" for letter in letters) and (quotable or name not in _QUOTING_RULES):
            spans = rule(verb, block, article)
            if spans:
                return name, spans
    if frames in {"", "p"} and _governs_that_clause(verb):
        return "generic", content_clause(verb, block, article)
    return "", []


def _is_act(verb: Token) -> bool:
    """Return True for an act: "will determine if …", "would dismiss the council", "considers replacing it"."""
    if verb.lemma == "consider" and any(child.dep == "xcomp" and child.tag == "VBG" for child in verb.children):
        return True
    if verb.lemma not in DECIDING or verb.child("neg") is not None:
        return False
    return any(child.dep == "aux" and child.lower in _FUTURE for child in verb.children)


def _governs_that_clause(verb: Token) -> bool:
    """Return True if a verb outside the lexicon can be a cue, because it governs a clause with "that"."""
    clause = verb.child("ccomp")
    return clause is not None and verb.lemma not in CAUSING and verb.lemma.isalpha() and has_that(clause)


def _adjacent_quotations(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the quotations next to the verb's clause, in the same sentence."""
    first, last = block.sentences[verb.sentence]
    start, end = block.tokens[first].start, block.tokens[last].end
    parts = [part for part in article.quotations.between(start, end) if _is_linked(part, verb, block, article)]
    return add_quotations_after_cue(article.expand_to_quotations(parts), verb, block, article) if parts else []


def _is_linked(part: Span, verb: Token, block: Block, article: AnnotatedArticle) -> bool:
    """Return True if only the verb, its subject and adverbials are between a quotation and the verb."""
    if part.start > verb.start:
        if _has_nearer_cue(part, verb, block):
            return False
        words = article.text[verb.end : part.start].split()
        introduces = (
            not words
            or words[-1].endswith((",", ":", "that"))
            or (len(words) == 1 and words[0] not in _NOT_BEFORE_QUOTATION)
        )
        return introduces and len(words) <= _MAX_TO_QUOTATION
    if part.end > verb.start or not _is_set_off(part, verb, block, article):
        return False
    first, _ = block.sentences[verb.sentence]
    between = [token for token in block.tokens[first : verb.index] if token.start >= part.end and token.is_word]
    return len(between) <= _MAX_TO_QUOTATION and all(_belongs_to_cue(token, verb) for token in between)


def _has_nearer_cue(part: Span, verb: Token, block: Block) -> bool:
    """Return True if another cue with a subject of its own is between a verb and a quotation after it."""
    _, last = block.sentences[verb.sentence]
    between = (token for token in block.tokens[verb.index + 1 : last + 1] if token.end <= part.start)
    return any(
        token.tag in FINITE and token.lemma in VERBS and own_subject(token) is not None and not _is_relative(token)
        for token in between
    )


def _is_relative(verb: Token) -> bool:
    return verb.dep == "relcl"


def _belongs_to_cue(token: Token, verb: Token) -> bool:
    subject = own_subject(verb)
    in_subject = subject is not None and subject.first <= token.index <= subject.last
    return in_subject or token.head is verb or token.tag.startswith("RB")


def _is_set_off(part: Span, verb: Token, block: Block, article: AnnotatedArticle) -> bool:
    """Return True if a quotation before its verb opens the sentence or follows punctuation. A title does not."""
    sentence_start = block.tokens[block.sentences[verb.sentence][0]].start
    before = article.text[min(sentence_start, part.start) : part.start].rstrip()
    return not before[-1:].isalnum()


def _infinitive(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the infinitive that a verb of promising or asking governs, with the verb's object."""
    clause = next(
        (child for child in verb.children if child.dep in {"xcomp", "ccomp", "advcl"} and is_infinitive(child)), None
    )
    is_without_agent = (verb.child("auxpass") is not None or verb.dep == "acl") and verb.child("agent") is None
    if clause is None or is_without_agent:
        return []
    finite = [child for child in clause.children if child.dep == "conj" and child.tag in {"VBD", "VBZ"}]
    addressee = verb.child("dobj")
    content = subtree_indices(clause, finite) | (subtree_indices(addressee) if addressee else set())
    content -= {child.index for child in clause.children if child.dep == "mark" and child.lower == "for"}
    return _without_modifier(content, verb, block, article)


def _object(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the object of a verb and the words that follow it, without the circumstances of speaking."""
    if verb.dep in {"acl", "relcl"} and is_infinitive(verb):
        return []
    if verb.tag == "VBN" and (verb.dep == "acl" or verb.child("auxpass") is not None):
        return _passive_content(verb, block, article)
    objects = [child for child in verb.children if child.index > verb.index and child.dep in _OBJECTS]
    described = _relative_object(verb) if verb.lemma in NAMING or verb.lemma in DESCRIBING else None
    if described is not None and any(child.dep in _DESCRIPTIONS or child.lower == "as" for child in objects):
        objects.insert(0, described)
        return article.content_spans(set[int]().union(*map(subtree_indices, objects)), verb, block)
    if not any(child.dep in _DIRECT_OBJECTS and child.lower not in _EMPTY_OBJECTS for child in objects):
        return []
    if not _has_name(verb, objects, article):
        return []
    content = set[int]()
    for child in objects:
        if not is_circumstance(child):
            content |= subtree_indices(child, filter(is_interview, child.subtree()))
    content |= _purpose(verb, content)
    return _without_modifier(content, verb, block, article)


def _purpose(verb: Token, content: set[int]) -> set[int]:
    """Return the infinitive after the content that the parser attached to the verb: "praised his efforts to …"."""
    after = max(content, default=0) + 1
    infinitive = next((child for child in verb.children if child.dep == "advcl" and child.first == after), None)
    return subtree_indices(infinitive) if infinitive is not None and is_infinitive(infinitive) else set()


def _relative_object(verb: Token) -> Token | None:
    """Return the "what" of "what he calls corruption", or the "which" of "which she described as cruel", or None."""
    return next((child for child in verb.children if child.dep == "dobj" and child.tag in {"WP", "WDT"}), None)


def _has_name(verb: Token, objects: Sequence[Token], article: AnnotatedArticle) -> bool:
    """Return False for a verb of naming without a name, as in "called a meeting" or "calls itself"."""
    if verb.lemma not in NAMING or any(child.lower in RELATIVE_PRONOUNS for child in verb.children):
        return True
    if any(child.lower.endswith(("self", "selves")) for child in objects):
        return False
    several = len(objects) > 1 or any(child.dep in {"ccomp", "xcomp"} for child in objects)
    return several or any(article.is_quoted(token) for child in objects for token in child.subtree())


def _passive_content(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the content of a passive verb with an agent, who is the speaker.

    It is the subject with its description: "The plan was rejected by Berg", "It was called “a crime” by Berg".
    """
    agent = agent_of(verb)
    if agent is None:
        return []
    quoted = _adjacent_quotations(verb, block, article) if verb.lemma in NAMING else []
    if quoted and quoted[0].start < verb.start:
        return quoted
    subject = verb.child("nsubjpass")
    described = [
        child for child in verb.children if child.dep == "oprd" or (child.dep == "prep" and child.lower == "as")
    ]
    content = set[int]()
    if subject is not None and subject.lower not in RELATIVE_PRONOUNS:
        content |= subtree_indices(subject)
    for child in described:
        content |= subtree_indices(child, [token for token in child.subtree() if token.child("pobj") is agent])
    return article.content_spans(content, verb, block)


def _prepositional_object(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the object of the preposition that the lexicon gives for a verb, with an infinitive after it."""
    prepositions = PREPOSITIONS.get(verb.lemma, frozenset[str]())
    if (verb.tag == "VBN" and verb.dep == "acl") or ("o" in frames_of(verb) and verb.child("dobj") is not None):
        return []
    for child in verb.children:
        if child.dep in {"prep", "prt", "agent"} and child.index > verb.index and child.lower in prepositions:
            complements = [sibling for sibling in verb.children if _completes(sibling, child)]
            content = set[int]().union(subtree_indices(child) - {child.index}, *map(subtree_indices, complements))
            return _without_modifier(content, verb, block, article)
    return []


def _completes(sibling: Token, preposition: Token) -> bool:
    """Return True for the rest of "called on them to resign", "referred to it as a crime"."""
    if sibling.index <= preposition.index:
        return False
    if sibling.dep == "prep" and sibling.lower == "as":
        return preposition.child("pobj") is not None
    return sibling.dep in _WISHES and is_infinitive(sibling)


def _without_modifier(content: set[int], verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the spans of the content, without an unquoted modifier at its end."""
    modifier = trailing_modifier(content, block)
    if modifier is not None and not article.is_quoted(modifier):
        content = {index for index in content if index < modifier.first}
    return article.content_spans(content, verb, block)


# Rules that attach a quotation by its position. A reduced passive has none: "asked about it, he said: “No.”".
_QUOTING_RULES: Final = frozenset({"inserted", "quotation", "announced"})
# Name of the rule, the frames that it applies to ("*" for every verb), and the rule. The first rule that finds content
# decides.
_RULES: Final = (
    ("inserted", "cq", parenthetical_content),
    ("clause", "c", content_clause),
    ("that_follows", "c", that_clause),
    ("quotation", "cq", _adjacent_quotations),
    ("announced", "*", announced_quotation),
    ("prepositional", "p", _prepositional_object),
    ("infinitive", "i", _infinitive),
    ("object", "o", _object),
)
