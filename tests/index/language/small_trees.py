"""Parsed articles written by hand, for tests that need one exact dependency tree."""

import re
from collections.abc import Sequence

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.syntax import Block, Entity, Token, link
from index.models import Span

_NO_SPACE_BEFORE = frozenset(",.;:?!\u201d")


def article(*paragraphs: Sequence[str]) -> AnnotatedArticle:
    """Return an article of hand-written trees.

    Args:
        paragraphs: sentences, each with its tokens as ``text/TAG/dep/head`` or ``text=lemma/TAG/dep/head/ENTITY``.
            The head is an index in the paragraph. The lemma is the text in lower case unless it is written out.
    """
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        text, block = _parsed(paragraph, text)
        blocks.append(block)
    return AnnotatedArticle(text, blocks)


def _parsed(sentences: Sequence[str], text: str) -> tuple[str, Block]:
    tokens, heads, bounds = list[Token](), list[int](), list[tuple[int, int]]()
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for written in sentence.split():
            word, tag, dep, head, *entity = written.split("/")
            form, _, lemma = word.partition("=")
            if tokens and form not in _NO_SPACE_BEFORE and not text.endswith(("\u201c", "(")):
                text += " "
            start, text = len(text), text + form
            label = "".join(entity)
            tokens.append(Token(len(tokens), start, len(text), form, lemma or form.lower(), tag, dep, label, number))
            heads.append(int(head))
        bounds.append((first, len(tokens) - 1))
    link(tokens, heads)
    return text, Block(tokens, _entities(tokens), bounds)


def _entities(tokens: Sequence[Token]) -> list[Entity]:
    """Return the runs of tokens with one label."""
    labels = "".join(token.entity[:1] or " " for token in tokens)
    runs = re.finditer(r"(\S)\1*", labels)
    return [Entity(run.start(), run.end() - 1, tokens[run.start()].entity) for run in runs]


def printed(page: AnnotatedArticle, spans: Sequence[Span]) -> list[str]:
    """Return spans as they are printed."""
    return [span.of(page.text) for span in spans]
