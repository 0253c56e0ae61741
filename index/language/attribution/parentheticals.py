"""Cues set apart from what they tell: "The plan, he said, is dead", "The plan is dead, said Berg", "As Berg noted"."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import ADDRESSING, MENTAL, SUBORDINATORS, VERBS, words
from index.language.attribution.dependencies import FINITE, TIMES, frames_of, is_below, is_occasion, own_subject
from index.language.attribution.speakers import beside
from index.language.syntax import Block, Token
from index.models import Span

_BREAKS: Final = frozenset({",", ";", "\u2014", "\u2013", "--", "\u201d", '"', "''", "\u2019", "?", "!", "\u2026"})
_COLONS: Final = frozenset({":", "-", "\u2014", "\u2013", "--"})
_UNFINISHED: Final = frozenset({"?", "!", ",", "\u2026", "-", "\u2014"})
_NOT_CONTINUING: Final = words("in on at during after before when while according as by from since with to if until")
_ASIDE: Final = frozenset({"advcl", "relcl", "acl", "pobj", "pcomp"})
_OBJECTS: Final = frozenset({"dobj", "oprd", "acomp", "attr"})
_MARKS: Final = "\u201d\u201c\"'\u2019"
_TITLE: Final = 5  # words of a quotation that may be a programme's name
_LONGEST: Final = 25  # tokens of a cue with its subject
_OPENS: Final = 3  # tokens of a sentence within which "as he said" opens it


class Insertion:
    """One verb of saying that marks or breaks set apart from its sentence."""

    def __init__(self, verb: Token, subject: Token, block: Block, page: AnnotatedArticle) -> None:
        self._verb, self._subject, self._block, self._page = verb, subject, block, page
        self._tokens = block.tokens
        self._begin, self._end = block.sentences[verb.sentence]
        self._low = min(
            [verb.index, self._first(), *(each.index for each in verb.children if each.dep in {"aux", "neg"})]
        )

    def _first(self) -> int:
        """Return the first word of the subject, without the quotation that trees hang on it."""
        at = self._subject.first
        while at < self._subject.index and (not self._tokens[at].is_word or self._page.is_quoted(self._tokens[at])):
            at += 1
        return at

    def said(self) -> list[Span]:
        """Return what is said around the cue, empty where it is not set apart."""
        if self._low > self._begin and self._tokens[self._low - 1].lower == "as":
            return self._as_told()
        if self._low == self._begin:
            return self._quoted_before()
        if not self._is_apart() or not any(each.is_word for each in self._tokens[self._begin : self._low]):
            return []
        high = self._until_break(max(self._verb.index, self._subject.index))
        if not self._is_light(self._low, high):
            return []
        before = set(range(self._from(), self._low))
        after = self._continues(high + 1)
        goes_on_quoted = bool(after) and self._is_quoted_at(min(after))
        if self._page.marks.close_before(self._tokens[self._low].start):
            return self._spans(before | after if goes_on_quoted else before)
        return self._spans(
            before | after if self._is_said_before(goes_on=bool(after), quoted=goes_on_quoted) else after
        )

    def _quoted_before(self) -> list[Span]:
        """Return the quotation that ends with the sentence before: "“Who knows?” asked Berg."."""
        part = self._page.marks.last_before(self._tokens[self._begin].start)
        high = self._until_break(max(self._verb.index, self._subject.index))
        if part is None or not self._page.marks.close_before(self._tokens[self._begin].start) or not self._begin:
            return []
        if part.of(self._page.text).rstrip(_MARKS)[-1:] not in _UNFINISHED:
            return []
        return self._page.grown([part]) if self._is_light(self._low, high) else []

    def _from(self) -> int:
        """Return the first token that may be said: the quotation right before the cue where a colon opens it."""
        tokens = self._tokens
        part = self._page.marks.last_before(tokens[self._low].start)
        if part is None or not self._page.marks.close_before(tokens[self._low].start):
            return self._begin
        for at in range(self._begin + 1, self._low):
            if tokens[at].start >= part.start and tokens[at - 1].text in _COLONS:
                return at
            if tokens[at].start > part.start:
                break
        return self._begin

    def _spans(self, indices: set[int]) -> list[Span]:
        return self._page.spans(indices, self._verb, self._block)

    def _is_apart(self) -> bool:
        if self._low <= self._begin or not _is_break(self._tokens[self._low - 1]):
            return False
        if self._subject.index < self._verb.index:
            return True
        between = self._tokens[self._verb.index + 1 : self._subject.first]
        return self._low == self._verb.index and not any(each.is_word for each in between)

    def _until_break(self, at: int) -> int:
        """Return the last token before the next break; a programme's name in quotation marks is none."""
        before = at - 1
        while before < at:
            while at < self._end and not _is_break(self._tokens[at + 1]):
                at += 1
            before, at = at, self._title_behind(at)
        return at

    def _title_behind(self, at: int) -> int:
        """Return the last token of a short quotation that goes on with the cue: "told “Today” on Monday"."""
        if at >= self._end or not self._tokens[at].is_word:
            return at
        parts = self._page.marks.between(self._tokens[at + 1].start, self._tokens[at + 1].end)
        if not parts or parts[0].start < self._tokens[at].start or len(parts[0].of(self._page.text).split()) >= _TITLE:
            return at
        while at < self._end and self._tokens[at + 1].end <= parts[0].end:
            at += 1
        return at

    def _as_told(self) -> list[Span]:
        """Return the sentence without its "as Berg noted"."""
        low = self._low - 1
        high = self._until_break(self._verb.index)
        if own_subject(self._verb) is None or not self._is_light(self._low, high):
            return []
        before = set(range(self._begin, low)) if low > self._begin and _is_break(self._tokens[low - 1]) else set()
        if high + 1 >= self._end:
            return self._spans(before)
        return self._spans(before | set(range(high + 1, self._end + 1))) if before or low - self._begin < _OPENS else []

    def _is_quoted_at(self, at: int) -> bool:
        return any(self._page.is_quoted(each) or each.tag in {"``", '"'} for each in self._tokens[at : at + 2])

    def _is_said_before(self, *, goes_on: bool, quoted: bool) -> bool:
        """Whether the words before the cue are said, and no mere adverbial of it."""
        before = self._tokens[self._begin : self._low]
        words = [each for each in before if each.is_word]
        if words[0].tag == "CC" and len(words) > 1:
            words = words[1:]
        if words[0].tag == "VBN":
            return False
        if goes_on and quoted and _has_told(words):
            return False
        aside = _ASIDE if self._subject.index < self._verb.index else frozenset[str]()
        finite = any(each.tag in FINITE and not is_below(each, self._verb, aside) for each in words)
        if words[0].lower in SUBORDINATORS:
            return (goes_on and not quoted) or (finite and any(each.text == "," for each in before[:-1]))
        return finite or (goes_on and not quoted and words[0].tag != "RB" and not any(map(is_occasion, words)))

    def _quoted_end(self, first: int) -> int:
        """Return the last token of what goes on: a quotation's if it ends as sentences do, else the sentence's."""
        parts = self._page.marks.between(self._tokens[first].start, self._tokens[min(first + 1, self._end)].end)
        if not parts or not self._is_quoted_at(first):
            return self._end
        inner = parts[0].of(self._page.text).rstrip(_MARKS)
        if inner[-1:] not in {".", "?", "!"}:
            return self._end
        return max(each.index for each in self._tokens[first : self._end + 1] if each.start < parts[0].end)

    def _is_light(self, low: int, high: int) -> bool:
        """Whether nothing but subject, addressee and adverbials stand with the verb: what is said stands elsewhere."""
        return high - low < _LONGEST and not any(map(self._is_content, self._tokens[low : high + 1]))

    def _is_content(self, token: Token) -> bool:
        verb, subject = self._verb, self._subject
        if token is verb or token is subject or token.head is subject:
            return False
        if token.tag in FINITE and not is_below(token, verb, {"relcl", "advcl"}):
            return True
        if token.dep in {"mark", "nsubj", "nsubjpass", "ccomp"} and token.head.dep not in {"relcl", "advcl"}:
            return True
        if token.dep == "xcomp" and token.head is verb:
            return True
        return token.head is verb and token.dep in _OBJECTS and verb.lemma not in ADDRESSING

    def _continues(self, first: int) -> set[int]:
        """Return the tokens behind the cue that go on with what is said."""
        tokens, end = self._tokens, self._end
        while first <= end and not tokens[first].is_word and tokens[first].tag not in {"``", '"', "''"}:
            first += 1
        if first >= end or self._subject.first <= first <= self._subject.last:
            return set()
        rest = set(range(first, self._quoted_end(first) + 1))
        if any(each.lower in SUBORDINATORS for each in tokens[self._begin : self._begin + 2]):
            return rest
        opening = tokens[first]
        if opening.tag in {"VBG", "WP", "WDT", "WRB"} or opening.lower in _NOT_CONTINUING:
            return set()
        return set() if opening.lower in {"and", "but"} and _has_cue(tokens[first : first + 5]) else rest


def inserted(verb: Token, block: Block, page: AnnotatedArticle) -> list[Span]:
    """Return what is said around a cue that is set apart; marks tell what trees often miss."""
    subject = beside(verb, block, page)
    if subject is None or subject.entity in TIMES or (verb.lemma in MENTAL and own_subject(verb) is None):
        return []
    spans = Insertion(verb, subject, block, page).said()
    needs_marks = "c" not in frames_of(verb)
    return [] if needs_marks and not any(page.marks.between(each.start, each.end) for each in spans) else spans


def _is_break(token: Token) -> bool:
    return token.text in _BREAKS or (not token.is_word and token.tag in {"''", "``", '"', ",", ":"})


def _has_told(tokens: Sequence[Token]) -> bool:
    """Whether a cue with what it tells stands among tokens."""
    return any("c" in VERBS.get(each.lemma, "") and each.tag in FINITE and each.child("ccomp") for each in tokens)


def _has_cue(tokens: Sequence[Token]) -> bool:
    return any(each.lemma in VERBS and each.tag in {"VBD", "VBZ"} for each in tokens)
