"""How well statements and their speakers are found, in the shared scorer's figures.

A statement is the set of its words, without an opening "that". One that was found and one that was labelled are a pair
where they share at least half of the words of both together (exact: all of them); each is in one pair at most, the
likest first. A figure is for a subset of what was labelled: the rest is neither missed nor, where it is found,
wrong. Speakers are judged on pairs.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from index.evaluation.attribution_dataset import LabelledArticle, LabelledMention, LabelledStatement, Predicted
from index.evaluation.name_match import compatible
from index.models import Span

_Words: TypeAlias = frozenset[int]
_WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)?")
_ALIKE: Final = 0.5
_HE_OR_SHE: Final = frozenset({"he", "she"})

_SUBSETS: Final[dict[str, Callable[[LabelledStatement], bool]]] = {
    "all": lambda _: True,
    "speech": lambda each: each.is_speech or each.kind in {"direct", "mixed"},
    "quoted": lambda each: each.kind in {"direct", "mixed"},
    "direct": lambda each: each.kind == "direct",
    "indirect": lambda each: each.kind == "indirect" and each.is_speech,
}
SUBSETS: Final = tuple(_SUBSETS)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``n`` are right; ``share`` is None where there are none."""

    right: int
    n: int
    share: float | None

    @classmethod
    def of(cls, judged: Iterable[bool]) -> "Share":
        """Count the right ones."""
        flags = list(judged)
        return cls(sum(flags), len(flags), sum(flags) / len(flags) if flags else None)


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, found: int, labelled: int) -> "Rates":
        """Return the rates of counts."""
        return cls(_divided(right, found), _divided(right, labelled), _divided(2 * right, found + labelled))


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one subset.

    Attributes:
        articles: how many were scored.
        labelled: statements of the subset.
        found: statements that were found, less those that are of no concern to the subset.
        overlap: of statements, half of their words alike.
        exact: of statements, all of their words alike.
        tokens: of words that are said.
        speaker: of pairs with a labelled mention, those whose mention shares a word with it.
        joint_f1: F1 of statements whose speaker is right too.
        resolved: of pairs with a labelled person, those with a compatible name.
        resolved_precision: the same, of those with any name.
        by_kind: of labelled statements, those found.
        speaker_by_type: ``speaker``, by the mention's type.
        resolved_by_type: ``resolved``, by the mention's type.
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
    """Mentions whose person is known, whatever is said there.

    Attributes:
        right: of all mentions, those that were taken for the person.
        precision: of the mentions that were taken for anybody.
    """

    right: Share
    precision: Share


@dataclass(frozen=True, slots=True)
class _Sides:
    """The statements of an article with their words: as labelled, as found."""

    words: "_Text"
    labelled: Sequence[tuple[LabelledStatement, _Words]]
    found: Sequence[tuple[Predicted, _Words]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A labelled statement and the one that was found for it."""

    labelled: LabelledStatement
    found: Predicted
    exact: bool
    right_speaker: bool

    @property
    def right_person(self) -> bool:
        """Whether the person is the labelled one."""
        return compatible(self.found.person, self.labelled.person)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of an article: its statements of the subset, how many were found, pairs, and counts of words."""

    labelled: Sequence[LabelledStatement]
    found: int
    pairs: Sequence[_Pair]
    words_labelled: int
    words_found: int
    words_both: int


class _Text:
    """The words of a text, numbered."""

    def __init__(self, text: str) -> None:
        places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self._that = {number for number, (start, end) in enumerate(places) if text[start:end].lower() == "that"}

    def within(self, spans: Iterable[Span]) -> _Words:
        """Return the words that spans touch, less an opening "that"."""
        words = set(chain.from_iterable(map(self._touched, spans)))
        return frozenset(words - {min(words)} if words and min(words) in self._that else words)

    def _touched(self, span: Span) -> range:
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))


class Scorer:
    """Scores what was found in articles.

    Args:
        results: labelled articles, each with what was found in it.
    """

    def __init__(self, results: Iterable[tuple[LabelledArticle, Sequence[Predicted]]]) -> None:
        self._articles = [_sides(article, found) for article, found in results]

    def score(self, subset: str) -> Score:
        """Return the figures of a subset, one of :data:`SUBSETS`."""
        wanted = _SUBSETS[subset]
        outcomes = [_outcome(each, wanted) for each in self._articles]
        labelled = [statement for each in outcomes for statement in each.labelled]
        pairs = [pair for each in outcomes for pair in each.pairs]
        found = sum(each.found for each in outcomes)
        with_speaker = [pair for pair in pairs if pair.labelled.speaker]
        with_person = [pair for pair in pairs if pair.labelled.person and pair.labelled.is_person]
        wrong_speaker = sum(not pair.right_speaker for pair in with_speaker)
        words = [(each.words_both, each.words_found, each.words_labelled) for each in outcomes]
        return Score(
            articles=len(outcomes),
            labelled=len(labelled),
            found=found,
            overlap=Rates.of(len(pairs), found, len(labelled)),
            exact=Rates.of(sum(pair.exact for pair in pairs), found, len(labelled)),
            tokens=Rates.of(*(sum(column) for column in zip(*words, strict=True))) if words else Rates.of(0, 0, 0),
            speaker=Share.of(pair.right_speaker for pair in with_speaker),
            joint_f1=Rates.of(len(pairs) - wrong_speaker, found, len(labelled)).f1,
            resolved=Share.of(pair.right_person for pair in with_person),
            resolved_precision=Share.of(pair.right_person for pair in with_person if pair.found.person),
            by_kind=_found_by_kind(labelled, pairs),
            speaker_by_type=_by_type(with_speaker, lambda pair: pair.right_speaker),
            resolved_by_type=_by_type(with_person, lambda pair: pair.right_person),
        )


def score_mentions(
    mentions: Iterable[LabelledMention], found: Mapping[str, Sequence[Predicted]]
) -> dict[str, MentionScore]:
    """Return how many mentions are taken for the right person, ``he_she`` and ``other`` apart.

    A mention is judged by the statement whose speaker's mention overlaps it, where there are several by the one
    nearest to what is said there. Mentions in other articles are left out.

    Args:
        mentions: with their people.
        found: what was found, by the article's id.
    """
    judged = [(each, _taken_for(each, found[each.article_id])) for each in mentions if each.article_id in found]
    groups: dict[str, list[tuple[LabelledMention, str | None]]] = {"he_she": [], "other": []}
    for mention, person in judged:
        groups["he_she" if mention.words.lower() in _HE_OR_SHE else "other"].append((mention, person))
    return {
        name: MentionScore(
            Share.of(compatible(person, mention.person) for mention, person in group),
            Share.of(compatible(person, mention.person) for mention, person in group if person),
        )
        for name, group in groups.items()
    }


def _taken_for(mention: LabelledMention, found: Sequence[Predicted]) -> str | None:
    at_mention = [each for each in found if each.speaker and _overlaps(each.speaker, mention.span)]
    nearest = min(at_mention, key=lambda each: abs(each.spans[0].start - mention.said.start), default=None)
    return nearest.person if nearest else None


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _sides(article: LabelledArticle, found: Sequence[Predicted]) -> _Sides:
    text = _Text(article.text)
    labelled = [(each, text.within(each.spans)) for each in article.statements]
    predicted = [(each, text.within(each.spans)) for each in found]
    return _Sides(text, [each for each in labelled if each[1]], [each for each in predicted if each[1]])


def _outcome(sides: _Sides, wanted: Callable[[LabelledStatement], bool]) -> _Outcome:
    inside = [each for each in sides.labelled if wanted(each[0]) and not each[0].is_nested]
    outside = [words for each, words in sides.labelled if not wanted(each) or each.is_nested]
    matches = list(_matches([words for _, words in inside], [words for _, words in sides.found]))
    used = {match[1] for match in matches}
    ignored = sum(_is_ignored(words, outside) for at, (_, words) in enumerate(sides.found) if at not in used)
    pairs = [_pair(sides, inside[mine][0], sides.found[theirs][0], exact=exact) for mine, theirs, exact in matches]
    words_labelled = _union(words for _, words in inside)
    words_found = _union(words for _, words in sides.found)
    elsewhere = _union(outside) - words_labelled
    return _Outcome(
        labelled=[each for each, _ in inside],
        found=len(sides.found) - ignored,
        pairs=pairs,
        words_labelled=len(words_labelled),
        words_found=len(words_found - elsewhere),
        words_both=len(words_labelled & words_found),
    )


def _is_ignored(words: _Words, outside: Sequence[_Words]) -> bool:
    """Return whether half of what was found lies in a statement that is none of the subset's."""
    return any(len(words & other) >= _ALIKE * len(words) for other in outside)


def _matches(labelled: Sequence[_Words], found: Sequence[_Words]) -> Iterator[tuple[int, int, bool]]:
    """Yield pairs of positions, the likest first, no position twice; and whether they are alike in every word."""
    likeness = {
        (mine, theirs): len(one & other) / len(one | other)
        for mine, one in enumerate(labelled)
        for theirs, other in enumerate(found)
        if one & other
    }
    mine_taken, theirs_taken = set[int](), set[int]()
    for mine, theirs in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if likeness[mine, theirs] < _ALIKE:
            return
        if mine not in mine_taken and theirs not in theirs_taken:
            mine_taken.add(mine)
            theirs_taken.add(theirs)
            yield mine, theirs, labelled[mine] == found[theirs]


def _pair(sides: _Sides, labelled: LabelledStatement, found: Predicted, *, exact: bool) -> _Pair:
    both = labelled.speaker is not None and found.speaker is not None
    mine = sides.words.within([labelled.speaker] if labelled.speaker else [])
    theirs = sides.words.within([found.speaker] if found.speaker else [])
    return _Pair(labelled, found, exact, both and bool(mine & theirs))


def _found_by_kind(labelled: Iterable[LabelledStatement], pairs: Iterable[_Pair]) -> dict[str, Share]:
    n = Counter(each.kind or "unknown" for each in labelled)
    right = Counter(each.labelled.kind or "unknown" for each in pairs)
    return {kind: Share(right[kind], n[kind], right[kind] / n[kind]) for kind in sorted(n)}


def _by_type(pairs: Sequence[_Pair], is_right: Callable[[_Pair], bool]) -> dict[str, Share]:
    types = sorted({pair.labelled.speaker_type for pair in pairs})
    return {name: Share.of(is_right(pair) for pair in pairs if pair.labelled.speaker_type == name) for name in types}


def _union(sets: Iterable[_Words]) -> set[int]:
    return set(chain.from_iterable(sets))


def _divided(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
