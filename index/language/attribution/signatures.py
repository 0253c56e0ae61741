"""Finds the speaker that stands below or behind a quotation: "“We will.” — Anna Berg, mayor"."""

import re
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.syntax import Block, Token
from index.models import Span

_DASHES: Final = "[-\u2013\u2014\u2015~]{1,2}"
_WORD: Final = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*"
_NAME: Final = rf"{_WORD}(?:\s+(?:{_WORD}|de|van|der|von|bin|al)){{0,6}}"
_ROLE: Final = r"(?:,\s[^\n\"\u201c\u201d:?!]{1,90}|\s\([^()\n]{1,60}\))?"
_BEHIND: Final = re.compile(rf"\s*(?:{_DASHES}\s*(?P<name>{_NAME}){_ROLE}|\((?P<inner>{_NAME}){_ROLE}\))\s*\.?\s*")
_DASH: Final = re.compile(rf"\s*{_DASHES}\s*(?=\S)")
_BELOW: Final = re.compile(rf"\s*(?:{_DASHES}\s*)?(?P<name>{_NAME}){_ROLE}\.?\s*")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FULL_NAME: Final = 2  # words
_MAX_WORDS: Final = 16  # in a line below a quotation


def signature_of(part: Span, number: int, article: AnnotatedArticle) -> tuple[Token | None, Span] | None:
    """Return the last word and the span of the name that signs a quotation, or None.

    The name is behind a dash or in brackets at the end of the paragraph, or it is the next paragraph.

    Args:
        part: the last part of the quotation.
        number: ordinal of the block that contains the part.
        article: the article.
    """
    block = article.blocks[number]
    end = block.tokens[-1].end
    match = _BEHIND.fullmatch(article.text, part.end, max(part.end, end))
    if match is not None and match.end() > part.end:
        return _signer(Span(*match.span("name" if match["name"] else "inner")), block)
    described = _described_signer(part.end, block, article)
    if described is not None:
        return described
    is_paragraph = not article.text[block.tokens[0].start : part.start].strip(" \u2018'") and end <= part.end
    return _signer_below(number, article) if is_paragraph else None


def _described_signer(start: int, block: Block, article: AnnotatedArticle) -> tuple[Token | None, Span] | None:
    """Return the only person in a few words behind a dash: "— opposition leader Anna Berg on her defeat"."""
    dash = _DASH.match(article.text, start)
    if dash is None:
        return None
    behind = [token for token in block.tokens if token.start >= dash.end()]
    names = [
        entity for entity in block.entities if entity.label == "PERSON" and behind and entity.first >= behind[0].index
    ]
    if len(names) != 1 or len(behind) > _MAX_WORDS or any(token.tag in _FINITE for token in behind):
        return None
    last = block.tokens[names[0].last]
    return last, Span(behind[0].start, last.end)


def _signer_below(number: int, article: AnnotatedArticle) -> tuple[Token | None, Span] | None:
    """Return the name in the paragraph after a quotation if the paragraph is a name with a dash or a role."""
    if number + 1 >= len(article.blocks) or not article.blocks[number + 1].tokens:
        return None
    block = article.blocks[number + 1]
    line = Span(block.tokens[0].start, block.tokens[-1].end)
    described = _described_signer(line.start, block, article)
    if described is not None:
        return described
    match = _BELOW.fullmatch(article.text, line.start, line.end)
    if match is None or len(line.of(article.text).split()) > _MAX_WORDS:
        return None
    has_dash = not article.text[line.start].isalnum()
    is_role = match.end("name") < line.end and article.text[line.end - 1] != "."
    is_full = len(match["name"].split()) >= _FULL_NAME
    has_verb = any(token.tag in _FINITE for token in block.tokens)
    if not has_dash and not (is_role and is_full and not has_verb):
        return None
    return _signer(Span(*match.span("name")), block)


def _signer(name: Span, block: Block) -> tuple[Token | None, Span]:
    """Return the last word of a name and the span of the name."""
    return next((token for token in reversed(block.tokens) if token.end <= name.end and token.is_word), None), name
