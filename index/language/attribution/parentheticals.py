"""Finds content around a parenthetical cue, which punctuation separates from it.

Examples are "The plan, he said, is dead", "The plan is dead, said Berg" and "As Berg noted, the plan is dead".
"""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import ADDRESSING, MENTAL, SUBORDINATORS, VERBS
from index.language.attribution.dependencies import FINITE, TIMES, frames_of, is_below, is_occasion, own_subject
from index.language.attribution.relays import trailing_cue
from index.language.attribution.speakers import adjacent_subject
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token
from index.models import Span

_BREAKS: Final = frozenset({",", ";", "\u2014", "\u2013", "--", "\u201d", '"', "''", "\u2019", "?", "!", "\u2026"})
_COLONS: Final = frozenset({":", "-", "\u2014", "\u2013", "--"})
_UNFINISHED: Final = frozenset({"?", "!", ",", "\u2026", "-", "\u2014"})
_CUE_CONTINUATIONS: Final = word_set(
    "in on at during after before when while according as by from since with to if until"
)
_SUBORDINATE: Final = frozenset({"advcl", "relcl", "acl", "pobj", "pcomp"})
_OBJECTS: Final = frozenset({"dobj", "oprd", "acomp", "attr"})
_CONNECTIVES: Final = frozenset({"and", "still", "however"})
_NOMINAL_TAGS: Final = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$"})
_CONDITIONS: Final = frozenset({"if", "when", "while", "whether", "although", "though", "because", "unless", "once"})
_QUOTATION_MARKS: Final = "\u201d\u201c\"'\u2019"
_OPENING_MARK_TAGS: Final = frozenset({"``", '"'})
_TITLE_WORDS: Final = 5  # a quotation with fewer words may be the name of a programme
_MAX_CUE: Final = 25  # tokens of a cue with its subject
_AS_CLAUSE_POSITION: Final = 3  # an "as he said" before this token opens its sentence


class _Parenthetical:
    """A speech verb with its subject, set off from the rest of its sentence by punctuation."""

    def __init__(self, verb: Token, subject: Token, block: Block, article: AnnotatedArticle) -> None:
        self._verb, self._subject, self._block, self._article = verb, subject, block, article
        self._tokens = block.tokens
        self._sentence_first, self._sentence_last = block.sentences[verb.sentence]
        auxiliaries = (child.index for child in verb.children if child.dep in {"aux", "neg"})
        self._cue_first = min([verb.index, self._subject_first(), *auxiliaries])

    def _subject_first(self) -> int:
        """Return the first word of the subject, without a quotation that the parser attached to it."""
        index = self._subject.first
        while index < self._subject.index and (
            not self._tokens[index].is_word or self._article.is_quoted(self._tokens[index])
        ):
            index += 1
        return index

    def content(self) -> list[Span]:
        """Return the content around the cue. The list is empty if the cue is not set off."""
        if self._cue_first > self._sentence_first and self._tokens[self._cue_first - 1].lower == "as":
            return self._around_as_clause()
        if self._cue_first == self._sentence_first:
            return self._quotation_before_sentence()
        before_cue = self._tokens[self._sentence_first : self._cue_first]
        if not self._is_set_off() or not any(token.is_word for token in before_cue):
            return []
        cue_last = self._last_before_break(max(self._verb.index, self._subject.index))
        if not self._is_bare_cue(self._cue_first, cue_last):
            return []
        before = set(range(self._content_first(), self._cue_first))
        after = self._content_after(cue_last + 1)
        quoted_after = bool(after) and self._is_quoted_at(min(after))
        if self._ends_quotation(self._cue_first):
            return self._spans(before | after if quoted_after else before)
        is_before = self._is_content_before(
            continues=bool(after), quoted=quoted_after, continued=self._is_continued(after)
        )
        return self._spans(self._without_connective(before) | after if is_before else after)

    def _is_continued(self, content: set[int]) -> bool:
        """Return True if the content after the cue starts in lower case."""
        words = (self._tokens[index] for index in sorted(content) if self._tokens[index].is_word)
        return next((word.text[:1].islower() for word in words), False)

    def _without_connective(self, content: set[int]) -> set[int]:
        """Return the content before the cue without a connective of the reporter at its start: "But", "Still"."""
        first = min(content)
        opening = self._tokens[first]
        is_connective = opening.tag == "CC" or self._tokens[first + 1].text == ","
        if not is_connective or opening.lower not in _CONNECTIVES or self._article.is_quoted(opening):
            return content
        return content - {first}

    def _ends_quotation(self, index: int) -> bool:
        """Return True if a quotation ends directly before a token."""
        return self._article.quotations.ends_before(self._tokens[index].start)

    def _quotation_before_sentence(self) -> list[Span]:
        """Return the quotation at the end of the previous sentence: "“Who knows?” asked Berg."."""
        part = self._article.quotations.last_before(self._tokens[self._sentence_first].start)
        cue_last = self._last_before_break(max(self._verb.index, self._subject.index))
        if part is None or not self._sentence_first or not self._ends_quotation(self._sentence_first):
            return []
        if part.of(self._article.text).rstrip(_QUOTATION_MARKS)[-1:] not in _UNFINISHED:
            return []
        is_bare = self._is_bare_cue(self._cue_first, cue_last)
        return self._article.expand_to_quotations([part]) if is_bare else []

    def _content_first(self) -> int:
        """Return the first token of the content before the cue: after a colon, the start of the quotation."""
        tokens = self._tokens
        part = self._article.quotations.last_before(tokens[self._cue_first].start)
        if part is None or not self._ends_quotation(self._cue_first):
            return self._sentence_first
        for index in range(self._sentence_first + 1, self._cue_first):
            if tokens[index].start >= part.start and tokens[index - 1].text in _COLONS:
                return index
            if tokens[index].start > part.start:
                break
        return self._sentence_first

    def _spans(self, indices: set[int]) -> list[Span]:
        return self._article.content_spans(indices, self._verb, self._block)

    def _is_set_off(self) -> bool:
        """Return True if punctuation precedes the cue, and no word is between the verb and an inverted subject."""
        if self._cue_first <= self._sentence_first or not _is_break(self._tokens[self._cue_first - 1]):
            return False
        if self._subject.index < self._verb.index:
            return True
        between = self._tokens[self._verb.index + 1 : self._subject.first]
        return self._cue_first == self._verb.index and not any(token.is_word for token in between)

    def _last_before_break(self, index: int) -> int:
        """Return the last token before the next break. A programme's name in quotation marks is no break."""
        previous = index - 1
        while previous < index:
            while index < self._sentence_last and not _is_break(self._tokens[index + 1]):
                index += 1
            previous, index = index, self._programme_name_last(index)
        return index

    def _programme_name_last(self, index: int) -> int:
        """Return the last token of a short quotation that is part of the cue: "told “Today” on Monday".

        Return ``index`` if no such quotation follows the token with that index.
        """
        if index >= self._sentence_last or not self._tokens[index].is_word:
            return index
        following = self._tokens[index + 1]
        parts = self._article.quotations.between(following.start, following.end)
        if not parts or parts[0].start < self._tokens[index].start:
            return index
        if len(parts[0].of(self._article.text).split()) >= _TITLE_WORDS:
            return index
        while index < self._sentence_last and self._tokens[index + 1].end <= parts[0].end:
            index += 1
        return index

    def _around_as_clause(self) -> list[Span]:
        """Return the sentence without its "as Berg noted"."""
        as_index = self._cue_first - 1
        cue_last = self._last_before_break(self._verb.index)
        if own_subject(self._verb) is None or not self._is_bare_cue(self._cue_first, cue_last):
            return []
        before = set[int]()
        if as_index > self._sentence_first and _is_break(self._tokens[as_index - 1]):
            before = set(range(self._sentence_first, as_index))
        if cue_last + 1 >= self._sentence_last:
            return self._spans(before)
        if before or as_index - self._sentence_first < _AS_CLAUSE_POSITION:
            return self._spans(before | set(range(cue_last + 1, self._sentence_last + 1)))
        return []

    def _is_quoted_at(self, index: int) -> bool:
        """Return True if the token with this index, or the next token, is quoted or opens a quotation."""
        return any(
            self._article.is_quoted(token) or token.tag in _OPENING_MARK_TAGS
            for token in self._tokens[index : index + 2]
        )

    def _is_content_before(self, *, continues: bool, quoted: bool, continued: bool) -> bool:
        """Return True if the words before the cue are content, not an adverbial of the cue.

        Args:
            continues: whether content follows the cue.
            quoted: whether that content is quoted.
            continued: whether its first word is in lower case, so that it continues the sentence.
        """
        before = self._tokens[self._sentence_first : self._cue_first]
        words = [token for token in before if token.is_word]
        if words[0].tag == "CC" or words[0].lower in _CONNECTIVES:
            words = words[1:]
        if not words or words[0].tag == "VBN" or (continues and quoted and _has_cue_with_content(words)):
            return False
        opens_clause = words[0].tag in _NOMINAL_TAGS or words[0].lower in _CONDITIONS
        if continued and opens_clause and not any(map(is_occasion, words)):
            return True
        ignored = _SUBORDINATE if self._subject.index < self._verb.index else frozenset[str]()
        finite = any(token.tag in FINITE and not is_below(token, self._verb, ignored) for token in words)
        if words[0].lower in SUBORDINATORS:
            return (continues and not quoted) or (finite and any(token.text == "," for token in before[:-1]))
        if finite:
            return True
        return continues and not quoted and words[0].tag != "RB" and not any(map(is_occasion, words))

    def _content_last(self, first: int) -> int:
        """Return the last token of the content after the cue.

        It is the end of a quotation that ends with a full stop or another final mark, else the end of the sentence.
        """
        following = self._tokens[min(first + 1, self._sentence_last)]
        parts = self._article.quotations.between(self._tokens[first].start, following.end)
        if not parts or not self._is_quoted_at(first):
            return self._sentence_last
        inner = parts[0].of(self._article.text).rstrip(_QUOTATION_MARKS)
        if inner[-1:] not in {".", "?", "!"}:
            return self._sentence_last
        rest = self._tokens[first : self._sentence_last + 1]
        return max(token.index for token in rest if token.start < parts[0].end)

    def _is_bare_cue(self, first: int, last: int) -> bool:
        """Return True if tokens contain only the verb, its subject, an addressee and adverbials."""
        return last - first < _MAX_CUE and not any(map(self._is_content, self._tokens[first : last + 1]))

    def _is_content(self, token: Token) -> bool:
        """Return True if a token beside the verb shows that the content is part of the verb's own clause."""
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

    def _content_after(self, first: int) -> set[int]:
        """Return the tokens after the cue that continue the content. The set is empty if there are none."""
        tokens, last = self._tokens, self._sentence_last
        while first <= last and not tokens[first].is_word and tokens[first].tag not in {"``", '"', "''"}:
            first += 1
        if first >= last or self._subject.first <= first <= self._subject.last:
            return set()
        content = set(range(first, self._content_last(first) + 1))
        if trailing_cue(content | {first - 1}, self._block) == first:
            return set()
        if any(token.lower in SUBORDINATORS for token in tokens[self._sentence_first : self._sentence_first + 2]):
            return content
        opening = tokens[first]
        if opening.tag in {"VBG", "WP", "WDT", "WRB"} or opening.lower in _CUE_CONTINUATIONS:
            return set()
        return set() if opening.lower in {"and", "but"} and _has_cue(tokens[first : first + 5]) else content


def parenthetical_content(verb: Token, block: Block, article: AnnotatedArticle) -> list[Span]:
    """Return the content around a parenthetical cue. The list is empty if the verb is no such cue.

    Punctuation decides, because the parser often misses the relation between the cue and its content.
    """
    subject = adjacent_subject(verb, block, article)
    if subject is None or subject.entity in TIMES or (verb.lemma in MENTAL and own_subject(verb) is None):
        return []
    spans = _Parenthetical(verb, subject, block, article).content()
    if "c" in frames_of(verb):
        return spans
    return spans if any(article.quotations.between(span.start, span.end) for span in spans) else []


def _is_break(token: Token) -> bool:
    return token.text in _BREAKS or (not token.is_word and token.tag in {"''", "``", '"', ",", ":"})


def _has_cue_with_content(tokens: Sequence[Token]) -> bool:
    """Return True if tokens include a cue that governs a clause."""
    return any("c" in VERBS.get(token.lemma, "") and token.tag in FINITE and token.child("ccomp") for token in tokens)


def _has_cue(tokens: Sequence[Token]) -> bool:
    return any(token.lemma in VERBS and token.tag in {"VBD", "VBZ"} for token in tokens)
