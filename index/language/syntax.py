"""A parsed block of text: tokens in a dependency tree, and named entities.

The classes are plain data. A parser in :mod:`index.adapters` creates them, so the rules depend on no parser library.
Relations follow the ClearNLP scheme, tags the Penn Treebank and entity labels OntoNotes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from index.models import Span


@dataclass(slots=True, eq=False)
class Token:
    """A word or a punctuation mark.

    Attributes:
        index: position in the block.
        start: first code point of the token in the article's text.
        end: end of the token in the article's text, exclusive.
        text: the token as printed.
        lemma: dictionary form, in lower case.
        tag: Penn Treebank tag.
        dep: relation to ``head``.
        entity: label of the named entity that contains the token, or an empty string.
        sentence: ordinal of the sentence in the block.
        head: the token that this token depends on; the root of a sentence is its own head.
        children: the tokens that depend on this token, in order.
        first: index of the first token of the subtree.
        last: index of the last token of the subtree.
        lower: the token in lower case.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    dep: str
    entity: str
    sentence: int
    head: Self = field(init=False, repr=False)
    children: list[Self] = field(init=False, repr=False)
    first: int = field(init=False)
    last: int = field(init=False)
    lower: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute the lower case once, because the rules read it often."""
        self.lower = self.text.lower()

    @property
    def is_verb(self) -> bool:
        """Whether the token is a verb or an auxiliary."""
        return self.tag.startswith("VB") or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        """Whether the token is a noun or a name."""
        return self.tag.startswith("NN")

    @property
    def is_word(self) -> bool:
        """Whether the token contains a letter or a digit."""
        return any(map(str.isalnum, self.text))

    def child(self, *deps: str) -> Self | None:
        """Return the first child with one of the relations, or None."""
        return next((child for child in self.children if child.dep in deps), None)

    def subtree(self) -> Iterator[Self]:
        """Yield the token and all its descendants, in no particular order."""
        stack = [self]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(token.children)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: the tokens ``first`` to ``last`` of its block, inclusive."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of consecutive sentences, usually a paragraph.

    Attributes:
        tokens: the tokens in order.
        entities: the named entities in order; they do not overlap.
        sentences: index of the first and of the last token of each sentence.
    """

    tokens: Sequence[Token]
    entities: Sequence[Entity]
    sentences: Sequence[tuple[int, int]]

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens ``first`` to ``last``, inclusive, in the article's text."""
        return Span(self.tokens[first].start, self.tokens[last].end)


def link(tokens: Sequence[Token], heads: Sequence[int]) -> None:
    """Link the tokens of a block into dependency trees.

    Args:
        tokens: all tokens of the block, in order.
        heads: for each token, the index of its head.
    """
    for token, head in zip(tokens, heads, strict=True):
        token.head, token.children = tokens[head], []
        token.first = token.last = token.index
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
    roots = [token for token in tokens if token.head is token]
    parents_first = [token for root in roots for token in root.subtree()]
    for token in reversed(parents_first):
        token.head.first = min(token.head.first, token.first)
        token.head.last = max(token.head.last, token.last)
