"""Metrics of attribution: how well statements and their speakers are predicted.

A statement is the set of its words, without "that" at the beginning. A predicted and a labelled statement match if
their intersection has at least half of the words of their union; an exact match shares all words. Each statement is in
one pair at most, and the most similar ones are paired first. A score is for a subset of the labelled statements. Other
labelled statements are neither missed nor wrongly predicted. Speakers are compared within pairs.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from index.evaluation.attribution_dataset import LabelledArticle, LabelledMention, LabelledStatement, PredictedStatement
from index.evaluation.name_match import compatible
from index.models import Span

_Words: TypeAlias = frozenset[int]
_WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)?")
_MIN_SIMILARITY: Final = 0.5
_HE_OR_SHE: Final = frozenset({"he", "she"})

_SUBSETS: Final[dict[str, Callable[[LabelledStatement], bool]]] = {
    "all": lambda _: True,
    "speech": lambda statement: statement.is_speech or statement.kind in {"direct", "mixed"},
    "quoted": lambda statement: statement.kind in {"direct", "mixed"},
    "direct": lambda statement: statement.kind == "direct",
    "indirect": lambda statement: statement.kind == "indirect" and statement.is_speech,
}
SUBSETS: Final = tuple(_SUBSETS)


@dataclass(frozen=True, slots=True)
class Share:
    """The number of right ones among ``n``, and their share, or None if ``n`` is 0."""

    right: int
    n: int
    share: float | None

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> "Share":
        """Count the True values."""
        flags = list(outcomes)
        return cls(sum(flags), len(flags), sum(flags) / len(flags) if flags else None)


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean. A rate is 0 if its denominator is 0."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, found: int, labelled: int) -> "Rates":
        """Return the rates for these counts."""
        return cls(_divide(right, found), _divide(right, labelled), _divide(2 * right, found + labelled))


@dataclass(frozen=True, slots=True)
class Score:
    """The metrics of one subset.

    Attributes:
        articles: number of articles.
        labelled: number of labelled statements in the subset.
        found: number of predicted statements, excluding predictions of labelled statements outside the subset.
        overlap: rates of statements, for matches with half of the words.
        exact: rates of statements, for exact matches.
        tokens: rates of the words of contents.
        speaker: pairs with a word in both mentions, among pairs with a labelled mention.
        joint_f1: F1 of statements with the right speaker.
        resolved: pairs with a compatible name, among pairs with a labelled person.
        resolved_precision: the same, among pairs that also have a predicted person.
        by_kind: labelled statements that were found, by kind.
        speaker_by_type: ``speaker``, by type of the mention.
        resolved_by_type: ``resolved``, by type of the mention.
    """

    articles: int
    labelled: int
    found: int
    overlap: Rates
    exact: Rates
    tokens: Rates
    speaker: Share
    joint_f1: float
    resolved: Share
    resolved_precision: Share
    by_kind: Mapping[str, Share]
    speaker_by_type: Mapping[str, Share]
    resolved_by_type: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class MentionScore:
    """The metrics of mentions with a labelled person, without regard to the contents.

    Attributes:
        right: mentions that were resolved to the right person, among all mentions.
        precision: the same, among the mentions that were resolved to any person.
    """

    right: Share
    precision: Share


@dataclass(frozen=True, slots=True)
class _ComparedArticle:
    """The labelled and the predicted statements of an article, with their words."""

    words: "_WordIndex"
    labelled: Sequence[tuple[LabelledStatement, _Words]]
    predicted: Sequence[tuple[PredictedStatement, _Words]]


@dataclass(frozen=True, slots=True)
class _MatchedPair:
    """A labelled statement and the prediction that matches it."""

    labelled: LabelledStatement
    predicted: PredictedStatement
    exact: bool
    right_speaker: bool

    @property
    def right_person(self) -> bool:
        """True if the predicted name is compatible with the labelled one."""
        return compatible(self.predicted.person, self.labelled.person)


@dataclass(frozen=True, slots=True)
class _ArticleResult:
    """The comparison of one article: the labelled statements of the subset, the pairs, and the counts."""

    labelled: Sequence[LabelledStatement]
    found: int
    pairs: Sequence[_MatchedPair]
    words_labelled: int
    words_found: int
    words_both: int


class _WordIndex:
    """The numbered words of a text."""

    def __init__(self, text: str) -> None:
        words = list(_WORD.finditer(text))
        self._starts = [word.start() for word in words]
        self._ends = [word.end() for word in words]
        self._that = {number for number, word in enumerate(words) if word[0].lower() == "that"}

    def within(self, spans: Iterable[Span]) -> _Words:
        """Return the words that overlap the spans, without "that" at the beginning."""
        words = set(chain.from_iterable(map(self._overlapping, spans)))
        return frozenset(words - {min(words)} if words and min(words) in self._that else words)

    def _overlapping(self, span: Span) -> range:
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))


class Scorer:
    """A scorer of predicted statements.

    Args:
        results: the labelled articles, each with its predicted statements.
    """

    def __init__(self, results: Iterable[tuple[LabelledArticle, Sequence[PredictedStatement]]]) -> None:
        self._articles = [_compare(article, predicted) for article, predicted in results]

    def score(self, subset: str) -> Score:
        """Return the metrics of a subset, one of :data:`SUBSETS`."""
        results = [_match_article(article, _SUBSETS[subset]) for article in self._articles]
        labelled = [statement for result in results for statement in result.labelled]
        pairs = [pair for result in results for pair in result.pairs]
        found = sum(result.found for result in results)
        with_speaker = [pair for pair in pairs if pair.labelled.speaker]
        with_person = [pair for pair in pairs if pair.labelled.person and pair.labelled.is_person]
        wrong_speaker = sum(not pair.right_speaker for pair in with_speaker)
        words = [(result.words_both, result.words_found, result.words_labelled) for result in results]
        return Score(
            articles=len(results),
            labelled=len(labelled),
            found=found,
            overlap=Rates.of(len(pairs), found, len(labelled)),
            exact=Rates.of(sum(pair.exact for pair in pairs), found, len(labelled)),
            tokens=Rates.of(*(sum(column) for column in zip(*words, strict=True))) if words else Rates.of(0, 0, 0),
            speaker=Share.of(pair.right_speaker for pair in with_speaker),
            joint_f1=Rates.of(len(pairs) - wrong_speaker, found, len(labelled)).f1,
            resolved=Share.of(pair.right_person for pair in with_person),
            resolved_precision=Share.of(pair.right_person for pair in with_person if pair.predicted.person),
            by_kind=_found_by_kind(labelled, pairs),
            speaker_by_type=_by_type(with_speaker, lambda pair: pair.right_speaker),
            resolved_by_type=_by_type(with_person, lambda pair: pair.right_person),
        )


def matched_statements(
    text: str, labelled: Sequence[Sequence[Span]], predicted: Sequence[Sequence[Span]]
) -> list[tuple[int, int]]:
    """Return the positions of each labelled statement and of the predicted statement that matches it.

    Args:
        text: text of the article.
        labelled: the spans of each labelled statement.
        predicted: the spans of each predicted statement.
    """
    words = _WordIndex(text)
    matches = _match([words.within(spans) for spans in labelled], [words.within(spans) for spans in predicted])
    return [(left, right) for left, right, _ in matches]


def score_mentions(
    mentions: Iterable[LabelledMention], predictions: Mapping[str, Sequence[PredictedStatement]]
) -> dict[str, MentionScore]:
    """Return the metrics of mentions, in the groups ``he_she`` and ``other``.

    The person of a mention comes from the predicted statement with a speaker that overlaps the mention. If there are
    several, the statement closest to the labelled content counts. Mentions in articles without predictions are ignored.

    Args:
        mentions: the labelled mentions.
        predictions: the predicted statements, by id of the article.
    """
    groups: dict[str, list[tuple[LabelledMention, str | None]]] = {"he_she": [], "other": []}
    for mention in mentions:
        if mention.article_id in predictions:
            group = "he_she" if mention.words.lower() in _HE_OR_SHE else "other"
            groups[group].append((mention, _predicted_person(mention, predictions[mention.article_id])))
    return {
        name: MentionScore(
            Share.of(compatible(person, mention.person) for mention, person in group),
            Share.of(compatible(person, mention.person) for mention, person in group if person),
        )
        for name, group in groups.items()
    }


def _predicted_person(mention: LabelledMention, predicted: Sequence[PredictedStatement]) -> str | None:
    same_speaker = (
        statement for statement in predicted if statement.speaker and statement.speaker.overlaps(mention.span)
    )
    closest = min(same_speaker, key=lambda statement: abs(statement.spans[0].start - mention.said.start), default=None)
    return closest.person if closest else None


def _compare(article: LabelledArticle, predicted: Sequence[PredictedStatement]) -> _ComparedArticle:
    words = _WordIndex(article.text)
    labelled = [(statement, words.within(statement.spans)) for statement in article.statements]
    predictions = [(statement, words.within(statement.spans)) for statement in predicted]
    return _ComparedArticle(words, [pair for pair in labelled if pair[1]], [pair for pair in predictions if pair[1]])


def _match_article(article: _ComparedArticle, in_subset: Callable[[LabelledStatement], bool]) -> _ArticleResult:
    inside = [pair for pair in article.labelled if in_subset(pair[0]) and not pair[0].is_nested]
    outside = [words for statement, words in article.labelled if not in_subset(statement) or statement.is_nested]
    matches = list(_match([words for _, words in inside], [words for _, words in article.predicted]))
    matched = {position for _, position, _ in matches}
    unmatched = [words for position, (_, words) in enumerate(article.predicted) if position not in matched]
    pairs = [
        _pair(article, inside[left][0], article.predicted[right][0], exact=exact) for left, right, exact in matches
    ]
    words_labelled = _union(words for _, words in inside)
    words_found = _union(words for _, words in article.predicted)
    words_outside = _union(outside) - words_labelled
    return _ArticleResult(
        labelled=[statement for statement, _ in inside],
        found=len(article.predicted) - sum(_is_ignored(words, outside) for words in unmatched),
        pairs=pairs,
        words_labelled=len(words_labelled),
        words_found=len(words_found - words_outside),
        words_both=len(words_labelled & words_found),
    )


def _is_ignored(words: _Words, outside: Sequence[_Words]) -> bool:
    """Return True if half of a prediction is inside a labelled statement outside the subset."""
    return any(len(words & other) >= _MIN_SIMILARITY * len(words) for other in outside)


def _match(labelled: Sequence[_Words], predicted: Sequence[_Words]) -> Iterator[tuple[int, int, bool]]:
    """Yield the positions of each match, most similar first, and True if the match is exact."""
    similarity = {
        (left, right): len(one & other) / len(one | other)
        for left, one in enumerate(labelled)
        for right, other in enumerate(predicted)
        if one & other
    }
    left_matched, right_matched = set[int](), set[int]()
    for left, right in sorted(similarity, key=lambda pair: (-similarity[pair], pair)):
        if similarity[left, right] < _MIN_SIMILARITY:
            return
        if left not in left_matched and right not in right_matched:
            left_matched.add(left)
            right_matched.add(right)
            yield left, right, labelled[left] == predicted[right]


def _pair(
    article: _ComparedArticle, labelled: LabelledStatement, predicted: PredictedStatement, *, exact: bool
) -> _MatchedPair:
    labelled_speaker = article.words.within([labelled.speaker] if labelled.speaker else [])
    predicted_speaker = article.words.within([predicted.speaker] if predicted.speaker else [])
    return _MatchedPair(labelled, predicted, exact, not labelled_speaker.isdisjoint(predicted_speaker))


def _found_by_kind(labelled: Iterable[LabelledStatement], pairs: Iterable[_MatchedPair]) -> dict[str, Share]:
    n = Counter(statement.kind or "unknown" for statement in labelled)
    right = Counter(pair.labelled.kind or "unknown" for pair in pairs)
    return {kind: Share(right[kind], n[kind], right[kind] / n[kind]) for kind in sorted(n)}


def _by_type(pairs: Sequence[_MatchedPair], is_right: Callable[[_MatchedPair], bool]) -> dict[str, Share]:
    types = sorted({pair.labelled.speaker_type for pair in pairs})
    return {name: Share.of(is_right(pair) for pair in pairs if pair.labelled.speaker_type == name) for name in types}


def _union(sets: Iterable[_Words]) -> set[int]:
    return set(chain.from_iterable(sets))


def _divide(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
