"""Finds the clause that a speech verb governs, and repairs it if the parser broke it off."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle, subtree_indices
from index.language.attribution.cue_lexicon import VERBS
from index.language.attribution.dependencies import embedded_cues, is_infinitive, own_subject, trailing_modifier
from index.language.attribution.relays import without_trailing_cue
from index.language.syntax import Block, Token
from index.models import Span

_BREAKS: Final = frozenset({",", ";", "\u2014", "--", "-", "\u2013"})
_CLOSING_MARKS: Final = frozenset({"\u201d", '"', "''"})
_CONJUNCTIONS: Final = frozenset({"and", "but", "while"})
_OPENING_TAGS: Final = frozenset({"DT", "PRP", "PRP$", "NNP", "NNS", "NN", "IN", "EX", "CD", "JJ", "``"})
_CUE_RELATIONS: Final = frozenset(
    {"nsubj", "prep", "npadvmod", "conj", "cc", "advmod", "prt", "dobj", "dative", "agent"}
)
_ARGUMENTS: Final = frozenset({"det", "nsubj", "nsubjpass", "dobj", "pobj"})
_VERBS_WITHOUT_OBJECT: Final = frozenset({"say", "claim", "argue", "insist", "suggest", "think", "believe"})
_MAX_MODIFIER_SHARE: Final = 0.6  # of the content's tokens; the reporter wrote a longer modifier
_OBJECTIONS: Final = frozenset({"want", "plan", "find", "feel", "expect", "hope", "think", "believe", "know"})
_PERCEIVING: Final = frozenset({"see", "find"})
_NONFINITE: Final = frozenset({"VB", "VBN", "VBG"})
_MAX_GAP: Final = 12  # tokens between a cue and a quotation that continues its content
_TITLE_WORDS: Final = 5  # a quotation with fewer words may be the name of a programme
_MAX_TO_THAT: Final = 9  # tokens from a cue to its "that"


def content_clause(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the clause that a verb governs. The list is empty if there is none."""
    clause = _find_clause(verb, block, article)
    if clause is None:
        return []
    embedded = embedded_cues(clause)
    content = _extend_end(subtree_indices(clause, embedded), verb, embedded, block)
    content = without_trailing_cue(_extend_start(content, verb, block), block, article)
    content = _without_long_modifier(content, block, article)
    return add_quotations_after_cue(article.content_spans(content, verb, block), verb, block, article)


def _find_clause(verb: Token, block: Block, article: AnnotatedArticle) -> Token | None:
    clause = verb.child("ccomp")
    if clause is None and verb.lemma != "show":
        clause = next((child for child in verb.children if child.dep == "xcomp" and not is_infinitive(child)), None)
    if clause is None:
        return next((child for child in verb.children if child.dep == "advcl" and _is_question(child)), None)
    if verb.lemma in _PERCEIVING and clause.tag in _NONFINITE and clause.child("mark", "aux", "auxpass") is None:
        return None
    if clause.last < verb.index and not article.is_quoted(clause):
        after = next((child for child in verb.children if child.dep == "ccomp" and child.index > verb.index), None)
        if after is not None or _is_separate_sentence(clause, verb, block):
            return after
    return clause


def _is_question(clause: Token) -> bool:
    """Return True for an indirect question, "asked them if …", which the parser takes for a condition."""
    asks = clause.head.lemma in {"ask", "wonder", "question", "inquire"} and clause.index > clause.head.index
    return asks and any(child.dep == "mark" and child.lower in {"if", "whether"} for child in clause.children)


def _is_separate_sentence(clause: Token, verb: Token, block: Block) -> bool:
    """Return True if a clause before the cue is a sentence of its own: "It is late; he said so."."""
    marks = [token.text for token in block.tokens[clause.last + 1 : verb.index] if not token.is_word]
    return bool(marks) and marks[0] in {";", ":"}


def _without_long_modifier(content: set[int], block: Block, article: AnnotatedArticle) -> set[int]:
    """Remove a long modifier from the end of a short clause: the reporter wrote it, not the speaker."""
    modifier = trailing_modifier(content, block)
    if modifier is None or article.is_quoted(modifier):
        return content
    shorter = {index for index in content if index < modifier.first}
    return shorter if len(content) - len(shorter) > _MAX_MODIFIER_SHARE * len(content) else content


def _extend_end(content: set[int], verb: Token, embedded: Sequence[Token], block: Block) -> set[int]:
    """Add the end of the content if the parser broke it off."""
    clause_end, sentence_end = max(content), block.sentences[verb.sentence][1]
    if clause_end < verb.index:
        return content
    last = clause_end
    while last < sentence_end and all(cue.first != last + 1 for cue in embedded):
        extended = _continuation_end(last, sentence_end, verb, block.tokens)
        if extended is None:
            break
        last = extended
    return content | set(range(clause_end + 1, last + 1))


def _continuation_end(last: int, end: int, verb: Token, tokens: Sequence[Token]) -> int | None:
    """Return the last token of the continuation after a token, or None if the content ends at that token."""
    start = last + 2 if tokens[last + 1].text == "," and last + 1 < end else last + 1
    if tokens[start].text in _CLOSING_MARKS and start + 2 < end and tokens[start + 2].lower == "that":
        start += 1
    following = tokens[start]
    if following.lower in {"and", "but"} and start < end and tokens[start + 1].lower == "that":
        return _before_break(start + 2, end, tokens)
    if following.lower == "but" and start < end and _is_objection(tokens[start + 1], verb):
        return max(start, _dependent_of(verb, tokens[start + 1]).last)
    if start == last + 1 and following.is_word and not _belongs_to_cue(following, verb):
        return _before_break(start, end, tokens)
    if following.text == ":" and start < end and tokens[start + 1].is_word:
        return end
    return None


def _is_objection(token: Token, verb: Token) -> bool:
    """Return True if the clause after "but" is not a report of other words: "but they refused", "but plans to stay"."""
    clause = _dependent_of(verb, token)
    if clause.head is not verb or clause.dep != "conj" or not clause.is_verb:
        return False
    return clause.lemma in _OBJECTIONS or (clause.lemma not in VERBS and own_subject(clause) is not None)


def _extend_start(content: set[int], verb: Token, block: Block) -> set[int]:
    """Add the first words of the content if the parser broke them off."""
    first = start = min(content)
    if verb.index + 1 < first and _can_open(block.tokens[verb.index + 1], verb):
        start = verb.index + 1
    while (
        start - 1 > verb.index
        and block.tokens[start - 1].is_word
        and not _belongs_to_cue(block.tokens[start - 1], verb)
    ):
        start -= 1
    return content | set(range(start, first))


def _can_open(token: Token, verb: Token) -> bool:
    """Return True if the word right after the cue can be the first word of the content."""
    if token.tag not in _OPENING_TAGS:
        return False
    is_object = verb.lemma in _VERBS_WITHOUT_OBJECT and _dependent_of(verb, token).dep == "dobj"
    return not _belongs_to_cue(token, verb) or is_object


def _dependent_of(verb: Token, token: Token) -> Token:
    """Return the direct dependent of a verb that contains a token, or the root if the verb does not govern it."""
    while token.head is not verb and token.head is not token:
        token = token.head
    return token


def _before_break(index: int, end: int, tokens: Sequence[Token]) -> int:
    """Return the last token before the next break in the sentence, counted from ``index``."""
    while index < end and tokens[index + 1].text not in _BREAKS and tokens[index + 1].lower not in _CONJUNCTIONS:
        index += 1
    return min(index, end)


def _belongs_to_cue(token: Token, verb: Token) -> bool:
    """Return True if a word belongs to the cue: time and place of speaking, or another action of the speaker."""
    while token.head is not verb and token.head is not token:
        if token.dep in {"conj", "cc"}:
            return True
        token = token.head
    if token.head is not verb:
        return token.lower in _CONJUNCTIONS
    if token.dep == "advcl":
        mark = token.child("mark")
        return mark is None or mark.lower not in {"if", "because", "unless", "until"}
    return token.dep in _CUE_RELATIONS


def that_clause(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the clause of "told them that …" if the parser did not attach it to the verb."""
    end, tokens = block.sentences[verb.sentence][1], block.tokens
    for token in tokens[verb.index + 1 : min(verb.index + _MAX_TO_THAT, end)]:
        if token.lower == "that" and (token.tag == "IN" or token.dep not in _ARGUMENTS):
            last = _before_break(token.index, end, tokens)
            return article.content_spans(range(token.index, last + 1), verb, block)
        if token.is_verb or article.is_quoted(token):
            return []
    return []


def add_quotations_after_cue(spans: list[Span], verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Add the quotations that continue the content after the cue, in the same sentence."""
    quotations = article.quotations
    if not spans or spans[-1].start > verb.start or not quotations.between(spans[-1].start, spans[-1].end):
        return spans
    last = block.sentences[verb.sentence][1]
    after = [part for part in quotations.between(verb.end, block.tokens[last].end) if part.start > verb.start]
    while after and _is_programme_name(after[0], verb, article):
        after.pop(0)
    gap = [token for token in block.tokens[verb.index + 1 : last + 1] if after and token.end <= after[0].start]
    if not after or len(gap) > _MAX_GAP or any(token.lemma in VERBS and token.is_verb for token in gap):
        return spans
    return article.expand_to_quotations([*spans, *after])


def _is_programme_name(part: Span, verb: Token, article: AnnotatedArticle) -> bool:
    """Return True if a short quotation follows a word of the cue's own clause: "told the “Today” show"."""
    before = article.text[verb.end : part.start].rstrip()
    return before[-1:].isalnum() and len(part.of(article.text).split()) < _TITLE_WORDS
