"""Finds content by sentences of a fixed form: "So said Berg.", "Those were the words of Berg.", "Said Berg: “…”"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import NOUNS
from index.language.attribution.speakers import inverted_subject, subject_of
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token
from index.models import Span

_INVERTED: Final = word_set("said says wrote writes asked asks added adds replied tweeted told declared")
_SAYING: Final = word_set("say write speak argue declare warn claim tweet read think reason")
_SPOKEN: Final = NOUNS | word_set(
    "word answer reply response verdict reaction motto advice line slogan conviction cry take"
)
_DEMONSTRATIVES: Final = frozenset({"that", "those", "these", "this", "such"})
_SOURCE_PREPOSITIONS: Final = frozenset({"of", "from", "by"})
_MAX_TO_SPEAKER: Final = 9  # tokens from the start of a sentence to its speaker
_MAX_TO_COLON: Final = 14  # tokens from an inverted verb to the colon


class Formula(NamedTuple):
    """The content of a sentence of a fixed form, its cue, the head of the speaker, and the last token of the form."""

    frame: str
    spans: list[Span]
    cue: Token
    head: Token
    last: int


def match_formula(number: int, first: int, article: AnnotatedArticle) -> Formula | None:
    """Return the formula that the sentence which starts with a token is, or None.

    Args:
        number: ordinal of the block.
        first: index of the first token of the sentence.
        article: the article.
    """
    block = article.blocks[number]
    last = block.sentences[block.tokens[first].sentence][1]
    tokens = block.tokens[first : last + 1]
    return _said_before_colon(tokens, block, article) or _pointing_back(tokens, block, article)


def _said_before_colon(tokens: Sequence[Token], block: Block, article: AnnotatedArticle) -> Formula | None:
    """Match "Said Anna Berg, the mayor: “We will.”"."""
    verb = tokens[0]
    colon = next((token for token in tokens[:_MAX_TO_COLON] if token.text == ":"), None)
    if verb.lower not in _INVERTED or colon is None:
        return None
    name = [token for token in tokens[1 : colon.index - verb.index] if token.tag.startswith("NNP")]
    ordinal = article.quotations.next_from(colon.start)
    if not name or ordinal is None or tokens[1].index != name[0].index:
        return None
    part = article.quotations.parts[ordinal]
    if article.text[colon.end : part.start].strip():
        return None
    comma = next((token.index for token in tokens if token.text == "," and token.index < colon.index), colon.index)
    head = next(token for token in reversed(name) if token.index < comma)
    last = max(token.index for token in block.tokens if token.start < part.end)
    return Formula("inverted", list(article.quotations.all_parts(ordinal)), verb, head, last)


def _pointing_back(tokens: Sequence[Token], block: Block, article: AnnotatedArticle) -> Formula | None:
    """Match "So said Anna Berg." and "Those were the words of Anna Berg." after the content."""
    found = _so_said(tokens, block) or _words_of(tokens)
    if found is None:
        return None
    cue, head = found
    spans = _content_before(tokens[0], block, article)
    return Formula("pointing_back", spans, cue, head, tokens[-1].index) if spans else None


def _so_said(tokens: Sequence[Token], block: Block) -> tuple[Token, Token] | None:
    if len(tokens) <= 2 or tokens[0].lower not in {"so", "thus"} or tokens[1].lemma not in _SAYING:  # noqa: PLR2004 - "So said Berg"
        return None
    head = subject_of(tokens[1]) or inverted_subject(tokens[1], block)
    return (tokens[1], head) if head is not None and head.index > tokens[1].index else None


def _words_of(tokens: Sequence[Token]) -> tuple[Token, Token] | None:
    if len(tokens) < 2 or tokens[0].lower not in _DEMONSTRATIVES or tokens[1].lemma != "be":  # noqa: PLR2004 - "Those were"
        return None
    for noun in tokens[2:_MAX_TO_SPEAKER]:
        if noun.lemma in _SPOKEN and noun.is_noun:
            source = next((child for child in noun.children if child.lower in _SOURCE_PREPOSITIONS), None)
            head = source.child("pobj") if source is not None else noun.child("poss")
            return (noun, head) if head is not None else None
    return None


def _content_before(first: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the quotation that ends before a sentence, or the sentence before it in the same paragraph."""
    quotations = article.quotations
    part = quotations.last_before(first.start)
    if part is not None and not article.text[part.end : first.start].strip():
        return article.expand_to_quotations([part])
    if not first.index:
        return []
    start, end = block.sentences[first.sentence - 1]
    return [block.span(start, end)]
