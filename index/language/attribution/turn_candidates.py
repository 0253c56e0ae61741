"""Makes statement candidates of the turns of a transcript."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.attribution.candidates import StatementCandidate
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.dependencies import FINITE
from index.language.attribution.letters import find_letters
from index.language.attribution.transcripts import Turn, TurnKind, find_turns
from index.language.syntax import Token
from index.models import Span

_FRAMES: Final = {TurnKind.ANSWER: "floating", TurnKind.HEADLINE: "headline"}


def turn_candidates(article: AnnotatedArticle) -> tuple[list[StatementCandidate], frozenset[int]]:
    """Return a candidate for each turn of an article, and the ordinals of the blocks that the turns cover."""
    found = find_turns(article.text) or find_letters(article.text)
    turns = [turn for turn in found if article.blocks and _is_statement(turn, article)]
    interviewee = _interviewee(turns, article)
    candidates, covered = [], set[int]()
    for turn in turns:
        numbers = [_block_at(span.start, article) for span in (turn.label, *turn.content)]
        covered.update(numbers)
        head = interviewee if turn.kind is TurnKind.ANSWER else _last_word(turn.name, article)
        head = None if turn.kind is TurnKind.QUESTION else head
        frame = _FRAMES.get(turn.kind, "transcript")
        candidates.append(StatementCandidate(list(turn.content), None, head, turn.name, numbers[1], frame))
    return candidates, frozenset(covered)


def _is_statement(turn: Turn, article: AnnotatedArticle) -> bool:
    """Return True unless a turn is a headline without a clause and without quotation marks: "Ryle: A life"."""
    if turn.kind is not TurnKind.HEADLINE:
        return True
    content = turn.content[0]
    has_verb = any(token.tag in FINITE for token in _tokens_in(content, article))
    return has_verb or bool(article.quotations.between(content.start, content.end))


def _block_at(position: int, article: AnnotatedArticle) -> int:
    """Return the ordinal of the block that contains a position, or of the one before it."""
    return max(0, bisect_right(article.blocks, position, key=lambda block: block.tokens[0].start) - 1)


def _tokens_in(span: Span, article: AnnotatedArticle) -> Iterator[Token]:
    for token in article.blocks[_block_at(span.start, article)].tokens:
        if span.start <= token.start and token.end <= span.end:
            yield token


def _last_word(span: Span, article: AnnotatedArticle) -> Token | None:
    """Return the last word inside a span, or None."""
    words = [token for token in _tokens_in(span, article) if token.is_word]
    return words[-1] if words else None


def _interviewee(turns: Sequence[Turn], article: AnnotatedArticle) -> Token | None:
    """Return the last word of the only full name before the first question, or None if there are several or none."""
    start = turns[0].label.start if turns else 0
    names = [
        block.tokens[entity.last]
        for block in article.blocks
        for entity in block.entities
        if entity.label == "PERSON" and entity.last > entity.first and block.tokens[entity.last].end <= start
    ]
    return names[-1] if len({name.text for name in names}) == 1 else None
