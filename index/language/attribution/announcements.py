"""Finds the speaker of a quotation without a cue in the sentence before the quotation.

In "Berg was not convinced. “It is late.”" the sentence announces the quotation, and Berg is its speaker. If the
sentence is about no person or about two, the quotation has no speaker.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from index.language.attribution.candidates import StatementCandidate
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.dependencies import own_subject
from index.language.attribution.speakers import RELATIVE_PRONOUNS, speaker_mention
from index.language.names.spelling import word_set
from index.language.names.titles import is_person_noun
from index.language.syntax import Block, Token
from index.models import Span

_PERSONAL: Final = frozenset({"he", "she", "i", "they", "we"})
_SPEAKERS: Final = frozenset({"PERSON", "ORG", "NORP"})  # labels of entities that can speak
_NOBODIES: Final = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW"})
# After an indirect question, another person speaks.
_ASKING: Final = word_set("ask inquire enquire wonder question press quiz")
# In a passive of these verbs, the subject is expected to answer: "Berg was asked about it".
_ASKED: Final = word_set("ask question interview press quiz reach contact invite challenge approach")
# The words that follow these verbs are often somebody else's.
_PERCEIVING: Final = word_set("listen hear watch read receive remember recall quote cite imitate")
_SUBORDINATE: Final = frozenset({"advcl", "relcl", "acl", "pcomp"})
_COPULAS: Final = frozenset({"be", "come", "go", "stand", "sit"})


class _Sentence(NamedTuple):
    """A sentence of an article: its block, the ordinal of the block, and its tokens."""

    block: Block
    number: int
    tokens: Sequence[Token]

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)


def speaker_of_previous_sentence(
    part: Span, number: int, earlier: Sequence[StatementCandidate], article: AnnotatedArticle
) -> tuple[Token | None, Span | None]:
    """Return head and mention of the person that the sentence before a quotation is about, or None for both.

    Args:
        part: the quotation, or its first part.
        number: ordinal of the block that contains the quotation.
        earlier: the candidates that start before the quotation, in order.
        article: the article.
    """
    sentence = _sentence_before(part, number, article)
    if sentence is None:
        return None, None
    stated = [candidate for candidate in earlier if _is_stated_in(candidate, sentence.span)]
    subject = _subject_of(sentence, article)
    if any(candidate.mention is not None for candidate in stated):
        return _common_speaker(stated, subject)
    if subject is None or not _may_go_on(subject, sentence, article):
        return None, None
    return subject, speaker_mention(subject, sentence.tokens[-1], [part], sentence.block, article)


def _sentence_before(part: Span, number: int, article: AnnotatedArticle) -> _Sentence | None:
    """Return the sentence before a quotation, in its paragraph or at the end of the one before, or None."""
    block = article.blocks[number]
    position = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    word = next((token for token in reversed(block.tokens[:position]) if token.is_word), None)
    if word is None:
        if not number or not article.blocks[number - 1].tokens:
            return None
        number, block = number - 1, article.blocks[number - 1]
        word = block.tokens[-1]
    first, last = block.sentences[word.sentence]
    return _Sentence(block, number, block.tokens[first : last + 1])


def _is_stated_in(candidate: StatementCandidate, sentence: Span) -> bool:
    """Return True if a sentence contains a part of a candidate or its cue."""
    is_cued = candidate.cue is not None and sentence.start <= candidate.cue.start < sentence.end
    return is_cued or any(span.overlaps(sentence) for span in candidate.spans)


def _common_speaker(
    candidates: Sequence[StatementCandidate], subject: Token | None
) -> tuple[Token | None, Span | None]:
    """Return the speaker that all candidates share, unless their sentence is about another person, its subject.

    After an indirect question, nobody is expected to go on.
    """
    last = candidates[-1]
    if last.cue is not None and last.cue.lemma in _ASKING and last.frame != "quotation":
        return None, None
    named = [candidate for candidate in candidates if candidate.head is not None and not _is_pronoun(candidate.head)]
    if len({candidate.head.index for candidate in named if candidate.head is not None}) > 1:
        return None, None
    chosen = named[-1] if named else last
    return (None, None) if _is_about_another(subject, chosen) else (chosen.head, chosen.mention)


def _is_about_another(subject: Token | None, candidate: StatementCandidate) -> bool:
    """Return True if the subject of a sentence is a person other than the speaker of the statement in it."""
    head = candidate.head
    if subject is None or head is None or subject is head or _is_pronoun(head):
        return False
    return not any(span.start <= subject.start < span.end for span in candidate.spans)


def _is_pronoun(token: Token) -> bool:
    return token.tag in {"PRP", "WP"} or token.lower in RELATIVE_PRONOUNS


def _subject_of(sentence: _Sentence, article: AnnotatedArticle) -> Token | None:
    """Return the head of the person or group that a sentence is about, or None."""
    if all(article.is_quoted(token) for token in sentence.tokens if token.is_word):
        return None
    if not any(token.is_verb for token in sentence.tokens):
        return _only_name(sentence)
    subject = next((token for token in sentence.tokens if _is_main_subject(token)), None)
    if subject is None:
        verbs = (token for token in sentence.tokens if token.head is token)
        return next((name for name in map(_inverted_subject, verbs) if name is not None), None)
    return None if article.is_quoted(subject) or not _can_speak(subject, article) else subject


def _may_go_on(subject: Token, sentence: _Sentence, article: AnnotatedArticle) -> bool:
    """Return True if the subject of a sentence, and no other person in it, may be the one who goes on to speak."""
    verb = subject.head
    if verb.lemma in _PERCEIVING or (verb.child("agent") is not None and verb.lemma not in _ASKED):
        return False
    return _is_alone(subject, sentence, article)


def _is_main_subject(token: Token) -> bool:
    """Return True if a word is the subject of a clause that is not subordinate."""
    return token.dep in {"nsubj", "nsubjpass", "csubj"} and token.head.dep not in _SUBORDINATE


def _inverted_subject(verb: Token) -> Token | None:
    """Return the subject after a verb, as in "Then came Anna Berg."."""
    after = verb.child("attr", "dobj", "acomp") if verb.lemma in _COPULAS else None
    return after if after is not None and after.entity == "PERSON" else None


def _only_name(sentence: _Sentence) -> Token | None:
    """Return the last word of the name that a sentence without a verb consists of, as in "Not Anna Berg.", or None."""
    names = [token for token in sentence.tokens if token.tag == "NNP" and token.entity not in _NOBODIES]
    return names[-1] if names and names[-1].head is names[-1] and _is_one_name(names) else None


def _is_one_name(names: Sequence[Token]) -> bool:
    return all(following.index == name.index + 1 for name, following in pairwise(names))


def _can_speak(token: Token, article: AnnotatedArticle) -> bool:
    """Return True if a word names or denotes a person or a group."""
    if token.entity in _SPEAKERS or token.lower in _PERSONAL or is_surname(token, article):
        return True
    if token.tag == "NNP" and token.entity not in _NOBODIES:
        return True
    return token.is_noun and (is_person_noun(token.lemma) or any(map(_is_name_below, token.children)))


def is_surname(token: Token, article: AnnotatedArticle) -> bool:
    """Return True if a word in capitals ends the name of a person somewhere in the article."""
    return token.text[0].isupper() and any(
        entity.label == "PERSON" and block.tokens[entity.last].text == token.text
        for block in article.blocks
        for entity in block.entities
    )


def _is_name_below(token: Token) -> bool:
    return token.entity == "PERSON" and token.dep in {"appos", "compound", "nmod"}


def _is_alone(subject: Token, sentence: _Sentence, article: AnnotatedArticle) -> bool:
    """Return True if no other person is an agent in a sentence: the subject of a clause, or coordinated with it."""
    if any(child.dep == "conj" and _can_speak(child, article) for child in subject.children):
        return False
    others = (own_subject(token) for token in sentence.tokens if token.is_verb)
    return not any(other is not None and other is not subject and is_surname(other, article) for other in others)
