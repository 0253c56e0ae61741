"""Finds the speaker of a cue: the subject of a verb or the source of a noun, and the span of the mention."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import ADDRESSING, GIVING, MEDIA, NOUNS, OCCASIONS
from index.language.attribution.dependencies import (
    FINITE,
    SUBJECTS,
    TIMES,
    frames_of,
    is_name_read_as_modal,
    own_subject,
)
from index.language.attribution.relays import quoted_person
from index.language.attribution.voice import agent_of, is_passive, is_unsaid
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token
from index.models import Span

RELATIVE_PRONOUNS: Final = frozenset({"who", "which", "that", "what", "whom"})
_CLIMBED_RELATIONS: Final = frozenset(
    {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep", "acomp", "advmod"}
)
_GOVERNED: Final = frozenset(
    {"pobj", "dobj", "poss", "appos", "compound", "conj", "amod", "nmod", "case", "punct", "prep", "det"}
)
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
_PAST_OR_PRESENT: Final = frozenset({"VBD", "VBZ", "VBN", "VBP"})
_NAME_TAGS: Final = frozenset({"NNP", "NNPS", "NN", "NNS", "PRP", "DT", "JJ", "PRP$", "POS"})
_NAME_START_TAGS: Final = frozenset({"DT", "PRP", "JJ", "PRP$"})
_MEDIUM_PREPOSITIONS: Final = frozenset({"on", "in", "via", "at", "through", "with"})
_BEFORE_VERB: Final = frozenset({"aux", "advmod", "neg"})
_MODIFIERS: Final = frozenset({"acl", "relcl", "amod"})
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_MISREAD_TAGS: Final = frozenset({"RB", "JJ", "UH", "VBN", "NNP", "MD"})  # of surnames such as "Early", "May"
_RECEIVING: Final = frozenset({"get", "receive", "have", "see", "hear", "read", "find", "face", "attract", "draw"})
_RECEIVED: Final = NOUNS | word_set("""
    call mail email text note phone abuse reply response criticism petition leaflet poster sign banner placard tip
    complaint
""")
_MAX_CLIMB: Final = 6  # heads between a cue and the verb that has its subject
_MAX_TO_SUBJECT: Final = 6  # tokens between a subject and its verb
_MAX_NAME: Final = 12  # tokens in the name after an inverted verb
_MAX_TO_QUOTATION: Final = 30  # tokens between a quotation and its verb


def subject_of(verb: Token) -> Token | None:
    """Return the head of a verb's own subject, of its agent, or of a subject that it shares; else None."""
    own = name_after_participle(verb) or own_subject(verb)
    if own is not None:
        return own
    agent = verb.child("agent")
    return agent.child("pobj") if agent is not None else _shared_subject(verb)


def name_after_participle(verb: Token) -> Token | None:
    """Return the "Berg" of "Speaking to the Daily Mail Berg said", which the parser took for a part of the phrase."""
    phrase = verb.child("csubj", "advcl")
    if phrase is None or phrase.tag != "VBG" or phrase.last != verb.index - 1 or verb.child("nsubj") is not None:
        return None
    return next((token for token in phrase.subtree() if token.index == phrase.last and token.tag == "NNP"), None)


def _shared_subject(verb: Token) -> Token | None:
    """Return the subject of a verb above the given one in the tree, or the noun that the verb modifies."""
    outer = _coordinated_cue(verb) or _cue_before_participle(verb)
    if outer is not None and own_subject(outer) is not None:
        return own_subject(outer)
    token = outer or verb
    for _ in range(_MAX_CLIMB):
        modifies_noun = token.dep in {"acl", "relcl"}
        if token.head is token or not (modifies_noun or token.dep in _CLIMBED_RELATIONS):
            return None
        writer = _writer(token) if token.dep == "acl" else None
        if writer is not None:
            return writer
        token = token.head
        if modifies_noun or token.is_noun or token.tag == "PRP":
            return token
        subject = token.child(*SUBJECTS, "nsubjpass")
        if subject is not None and subject is not verb:
            return subject
    return None


def _writer(participle: Token) -> Token | None:
    """Return the "Berg" of "Berg posted on Twitter accusing …" and of "Berg issued a statement saying …"."""
    medium = participle.head
    if participle.tag != "VBG" or not (medium.lemma in OCCASIONS or medium.lemma in NOUNS or medium.lemma in MEDIA):
        return None
    verb = medium.head.head if medium.dep == "pobj" and medium.head.lower in _MEDIUM_PREPOSITIONS else medium.head
    is_written = medium.dep in {"pobj", "dobj"}
    return subject_of(verb) if is_written and verb.is_verb and not is_passive(verb) else None


def _coordinated_cue(verb: Token) -> Token | None:
    """Return "said" for the "warned" of "said that he would and warned".

    The parser attaches the second cue to the content of the first.
    """
    clause = verb
    while clause.dep == "conj" and clause.head is not clause:
        clause = clause.head
    cue = clause.head
    is_content = clause is not verb and clause.dep == "ccomp" and cue.index < clause.index and "c" in frames_of(cue)
    return cue if is_content and verb.tag in _PAST_OR_PRESENT and cue.tag in _PAST_OR_PRESENT else None


def _cue_before_participle(verb: Token) -> Token | None:
    """Return "said" for the "adding" of "he said that the bridge was old, adding that …".

    The parser attaches the participle to the content. A person who is the subject there may be the speaker.
    """
    clause = verb.head
    if verb.dep != "advcl" or verb.tag != "VBG" or clause.dep != "ccomp" or verb.child("mark") is not None:
        return None
    cue, inner = clause.head, own_subject(clause)
    is_content = cue.index < clause.index and "c" in frames_of(cue)
    return cue if is_content and (inner is None or inner.entity != "PERSON") else None


def source_of(noun: Token) -> Token | None:
    """Return the source of a noun of speech, or None.

    The source is a possessive, the object of "from", "by" or "among", or the subject of "made", "issued" and the like.
    """
    possessive = noun.child("poss")
    if possessive is not None:
        return possessive
    for child in noun.children:
        if child.dep in {"prep", "agent"} and child.lower in {"from", "by", "among"}:
            return child.child("pobj")
    if noun.dep in {"dobj", "attr"} and noun.head.is_verb and noun.head.lemma in GIVING:
        return subject_of(noun.head)
    return None


def adjacent_subject(verb: Token, block: Block, article: AnnotatedArticle) -> Token | None:
    """Return the head of the subject directly before or after a finite verb, or None."""
    subject = name_after_participle(verb) or own_subject(verb)
    if subject is not None and subject.lower in RELATIVE_PRONOUNS:
        return None
    if subject is None or article.is_quoted(subject):
        name = _name_after_quotation(verb, block, article)
        if name is not None or subject is not None:
            return name
        is_after_quotation = article.quotations.ends_before(verb.start)
        return inverted_subject(verb, block, asks=is_after_quotation) if verb.tag in _PAST_OR_PRESENT else None
    distance = verb.index - subject.last if subject.index < verb.index else subject.first - verb.index
    return subject if distance < _MAX_TO_SUBJECT else None


def _name_after_quotation(verb: Token, block: Block, article: AnnotatedArticle) -> Token | None:
    """Return the last word of the name between a quotation and a verb, without use of the tree.

    In "“No,” Anna Berg, the mayor, said" it is "Berg": the words between the commas describe her.
    """
    part = article.quotations.last_before(verb.start)
    if part is None or verb.tag not in _PAST_OR_PRESENT:
        return None
    sentence_start, _ = block.sentences[verb.sentence]
    window = block.tokens[max(sentence_start, verb.index - _MAX_TO_QUOTATION) : verb.index]
    between = [token for token in window if token.start >= part.end]
    if not between or article.text[part.end : between[0].start].strip():
        return None
    if verb.index - between[0].index >= _MAX_TO_QUOTATION:
        return None
    comma = next((position for position, token in enumerate(between) if token.text == ","), len(between))
    name = [token for token in between[:comma] if not token.tag.startswith("RB")]
    is_name = all(token.tag in _NAME_TAGS for token in name) and not any(token.tag in FINITE for token in between)
    return name[-1] if name and is_name and (name[-1].is_noun or name[-1].tag == "PRP") else None


def inverted_subject(verb: Token, block: Block, *, asks: bool = False) -> Token | None:
    """Return the head of the name in "said Anna Berg" if the parser missed the subject, or None.

    Args:
        verb: the verb of the cue.
        block: the block that contains the verb.
        asks: whether the words after "asked" name the person who asks. Otherwise they name the person addressed.
    """
    if verb.index + 1 >= len(block.tokens) or (verb.lemma in ADDRESSING and not (asks and verb.lemma == "ask")):
        return None
    following = block.tokens[verb.index + 1]
    is_capital = following.text[:1].isupper() and following.tag in _MISREAD_TAGS
    is_start = following.is_noun or following.tag in _NAME_START_TAGS or is_capital
    if following.sentence != verb.sentence or not is_start:
        return None
    head = following
    while head.head is not head and verb.index < head.head.index < verb.index + _MAX_NAME and head.head.is_noun:
        head = head.head
    return head if head.is_noun or head.tag == "PRP" or (is_capital and head is following) else None


def name_before(verb: Token, block: Block) -> Token | None:
    """Return the last word of the name directly before a finite verb, if the parser missed the subject, or None."""
    if verb.tag not in _PAST_OR_PRESENT or own_subject(verb) is not None:
        return None
    sentence_start, _ = block.sentences[verb.sentence]
    index = verb.index - 1
    while index > sentence_start and _is_adverbial(block.tokens[index], verb):
        index -= 1
    token = block.tokens[index]
    if index < sentence_start or token.entity in TIMES or token.entity in _PLACES:
        return None
    is_capital = token.text[:1].isupper() and token.tag in _MISREAD_TAGS
    return token if token.is_noun or is_capital else None


def _is_adverbial(token: Token, verb: Token) -> bool:
    """Return True for an auxiliary or an adverb of a verb."""
    return token.head is verb and token.dep in _BEFORE_VERB and not is_name_read_as_modal(token, verb)


def find_speaker(cue: Token, spans: Sequence[Span], block: Block, article: AnnotatedArticle) -> Token | None:
    """Return the head of the speaker's mention, or None. It is never a word of the content."""
    if is_unsaid(cue):
        return None
    quoted = quoted_person(cue)
    if quoted is not None and not article.is_quoted(quoted) and not _is_within(quoted, spans):
        return quoted
    received = received_words(cue, block)
    if received is not None or is_passive(cue):
        return received or agent_of(cue)
    before = name_before(cue, block) if cue.dep not in _MODIFIERS else None
    head = before if before is not None and before.tag == "NNP" else subject_of(cue)
    if head is not None and head.entity in TIMES:
        head = None
    if head is not None and not article.is_quoted(head) and not _is_within(head, spans):
        return head
    for subject in (adjacent_subject(cue, block, article), inverted_subject(cue, block), name_before(cue, block)):
        if subject is not None and not article.is_quoted(subject) and not _is_within(subject, spans):
            return subject
    return _nearest_before(cue, spans, block, article)


def received_words(cue: Token, block: Block) -> Token | None:
    """Return the noun directly before a participle if it names words that somebody received, or None.

    In "she got comments accusing her of theft" the comments accuse her. The parser takes her for the subject.
    """
    noun = block.tokens[cue.index - 1] if cue.index else None
    if cue.tag != "VBG" or noun is None or noun.sentence != cue.sentence or not noun.is_noun:
        return None
    verb = noun.head
    is_received = noun.dep in {"dobj", "attr", "nsubjpass", "pobj"} and verb.lemma in _RECEIVING
    return noun if is_received and noun.lemma in _RECEIVED else None


def _nearest_before(cue: Token, spans: Sequence[Span], block: Block, article: AnnotatedArticle) -> Token | None:
    """Return the nearest name or pronoun before a cue if the parser missed the cue's subject, or None."""
    sentence_start, _ = block.sentences[cue.sentence]
    for token in reversed(block.tokens[sentence_start : cue.index]):
        can_speak = token.tag in {"PRP", "WP"} or token.entity in {"PERSON", "ORG", "NORP"}
        if can_speak and token.dep not in _GOVERNED and not article.is_quoted(token) and not _is_within(token, spans):
            return token
    return None


def speaker_mention(
    head: Token, cue: Token, spans: Sequence[Span], block: Block, article: AnnotatedArticle
) -> Span | None:
    """Return the span of the speaker's mention: the head with its modifiers, up to the cue or the content.

    Return None if the head is only a punctuation mark, which the parser took for a speaker.
    """
    first, last = head.first, head.last
    if name_after_participle(cue) is head:
        first = head.index
        while first > 0 and block.tokens[first - 1].entity == head.entity == "PERSON":
            first -= 1
    for child in head.children:
        if child.dep in _CLAUSES and child.index > head.index:
            last = min(last, child.first - 1)
    if head.index < head.head.index <= last:  # the parser attached words after the verb to its subject
        auxiliaries = (child.index for child in head.head.children if child.dep == "aux" and child.index > head.index)
        last = min([head.head.index, *auxiliaries]) - 1
    if first <= cue.index <= last:
        first, last = (first, cue.index - 1) if cue.index > head.index else (cue.index + 1, last)
    span = block.span(first, max(first, last))
    if any(span.overlaps(content) for content in spans):
        span = Span(head.start, head.end)
    length = len(span.of(article.text).rstrip(" ,;:\u2014\u2013-"))
    return Span(span.start, span.start + length) if length else None


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start < span.end for span in spans)
