"""Finding statements: the words that say that something is said, what is said, and by whom.

Works on the trees of :mod:`index.language.syntax` and on quotation marks together. The tree shows the clause that a
speech verb governs. The marks correct the tree, because parsers read quotations badly. The rules for one cue are in
:mod:`verb_frames`, :mod:`parentheticals` and :mod:`nonverbal_cues`; :mod:`speakers` finds the speaker. This module
turns the candidates into the statements of an article.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.continuations import carry_on, floating
from index.language.attribution.cue_lexicon import ADJECTIVES
from index.language.attribution.dependencies import own_subject
from index.language.attribution.nonverbal_cues import Said, according, of_adjective, of_noun, transcript
from index.language.attribution.speakers import mention, speaker
from index.language.attribution.verb_frames import of_verb
from index.language.syntax import Block, Token

__all__ = ["Finder", "StatementCandidate"]

_SAME: Final = 0.3  # of the shorter one's text: two finds that share more are one


class Finder:
    """Finds the statements of one article.

    Args:
        text: canonical text of the article.
        blocks: the same, parsed.

    Attributes:
        page: the article with its quotations.
    """

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.page = AnnotatedArticle(text, blocks)

    def find(self) -> list[StatementCandidate]:
        """Return the statements in the order of their text; none lies within another."""
        found = [each for number, block in enumerate(self.page.blocks) for each in self._in_block(number, block)]
        kept = _outermost(found, len(self.page.text))
        claims = TextOwnership(len(self.page.text))
        for each in kept:
            claims.take(each.spans, 0)
        carry_on(kept, claims, self.page)
        return sorted([*kept, *floating(kept, claims, self.page)], key=lambda each: each.start)

    def _in_block(self, number: int, block: Block) -> Iterator[StatementCandidate]:
        line = transcript(block, self.page) if block.tokens else None
        if line is not None:
            name, told = line
            yield StatementCandidate(told.spans, None, told.head, name, number, told.frame)
            return
        for token in block.tokens:
            said = self._of_token(token, block) if not self.page.is_quoted(token) else None
            if said is not None and said.spans:
                where = mention(said.head, token, said.spans, block, self.page) if said.head is not None else None
                yield StatementCandidate(said.spans, token, said.head, where, number, said.frame)

    def _of_token(self, token: Token, block: Block) -> Said | None:
        if token.lower == "according":
            return according(token, block, self.page)
        if token.tag.startswith("VB") or (token.is_noun and token.dep == "ROOT" and own_subject(token)):
            frame, spans = of_verb(token, block, self.page)
            return Said(frame, spans, speaker(token, spans, block, self.page)) if spans else None
        if token.is_noun:
            return of_noun(token, block, self.page)
        if token.tag.startswith("JJ") and token.lemma in ADJECTIVES:
            return of_adjective(token, block, self.page)
        return None


def _outermost(found: Sequence[StatementCandidate], length: int) -> list[StatementCandidate]:
    """Leave out what hangs on a cue that another statement says, and the second reading of the same words."""
    kept: list[StatementCandidate] = []
    claims = TextOwnership(length)
    for each in sorted(found, key=lambda each: -each.length):
        at = each.cue.start if each.cue is not None else each.start
        if claims.hold(at) or _is_second(each, kept, claims):
            continue
        claims.take(each.spans, len(kept))
        kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _is_second(each: StatementCandidate, kept: Sequence[StatementCandidate], claims: TextOwnership) -> bool:
    shared = claims.shared(each.spans)
    return any(count > _SAME * min(each.length, kept[owner].length) for owner, count in shared.items())
