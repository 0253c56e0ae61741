"""A parsed block of text: tokens in a dependency tree, and named entities.

Plain data, made by a parser in :mod:`index.adapters`, so that the rules above it know no library. Labels are
those of the ClearNLP scheme, tags those of the Penn Treebank, entities those of OntoNotes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from index.models import Span


@dataclass(slots=True, eq=False)
class Token:
    """A word or a mark.

    Attributes:
        index: its place in the block.
        start: where it begins in the article's text.
        end: where it ends there.
        text: as printed.
        lemma: its dictionary form, in lower case.
        tag: Penn Treebank tag.
        dep: its relation to ``head``.
        entity: label of the named entity it is part of, empty where it is in none.
        sentence: ordinal of its sentence in the block.
        head: the word it depends on; itself for the root of a sentence.
        children: the words that depend on it, in order.
        first: index of the first token of its subtree.
        last: index of the last token of its subtree.
        lower: the word in lower case.
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
        """Fold the case once: it is asked for often."""
        self.lower = self.text.lower()

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb or an auxiliary."""
        return self.tag.startswith("VB") or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun or a name."""
        return self.tag.startswith("NN")

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit."""
        return any(map(str.isalnum, self.text))

    def child(self, *deps: str) -> Self | None:
        """Return the first child in one of these relations."""
        return next((each for each in self.children if each.dep in deps), None)

    def subtree(self) -> Iterator[Self]:
        """Yield the token and all that depends on it, in no order."""
        stack = [self]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(token.children)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens ``first`` to ``last`` of its block."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of sentences that belong together, most often a paragraph.

    Attributes:
        tokens: in order.
        entities: in order, disjoint.
        sentences: index of the first and the last token of each sentence.
    """

    tokens: Sequence[Token]
    entities: Sequence[Entity]
    sentences: Sequence[tuple[int, int]]

    def span(self, first: int, last: int) -> Span:
        """Return where tokens ``first`` to ``last`` stand in the article."""
        return Span(self.tokens[first].start, self.tokens[last].end)


def link(tokens: Sequence[Token], heads: Sequence[int]) -> None:
    """Tie tokens into trees.

    Args:
        tokens: of one block.
        heads: index of each one's head.
    """
    for token, head in zip(tokens, heads, strict=True):
        token.head, token.children = tokens[head], []
        token.first = token.last = token.index
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
    roots = [token for token in tokens if token.head is token]
    downwards = [below for root in roots for below in root.subtree()]
    for token in reversed(downwards):
        token.head.first = min(token.head.first, token.first)
        token.head.last = max(token.head.last, token.last)
