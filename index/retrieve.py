"""Finding passages: words and meaning, fused by rank; and whether what was found is an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.ports import Vectors
from index.store.corpus import Filter
from index.store.snapshot import Snapshot
from prompts.asking import ASKING

_DEPTH = 100  # passages taken from each ranking
_RANK_CONSTANT = 60  # of reciprocal rank fusion, as its authors set it

_PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: its number and its fused score."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a question found.

    Attributes:
        passages: best first.
        terms: the question's terms as the word index holds them, the asking words left out.
        cosine: nearness of the nearest passage, -1 where nothing was searched.
        searched: how many passages there were to search.
    """

    passages: tuple[Found, ...]
    terms: tuple[str, ...]
    cosine: float
    searched: int


def retrieve(snapshot: Snapshot, text: str, vector: Vectors, limits: Filter) -> Retrieved:
    """Find the passages that may answer, by words and by meaning.

    Args:
        snapshot: what is searched.
        text: the question.
        vector: its unit vector, shape ``(1, dimension)``.
        limits: applied before the search, exactly.
    """
    allowed = snapshot.corpus.passages_within(limits) if limits else None
    near, cosines = snapshot.vectors.search(vector, _DEPTH, allowed)
    terms = topic_terms(snapshot, text)
    worded, _ = snapshot.words.search(terms, _DEPTH, limits)
    return Retrieved(
        passages=fuse([near.tolist(), worded.tolist()]),
        terms=tuple(terms),
        cosine=float(cosines[0]) if len(cosines) else -1.0,
        searched=len(snapshot.vectors) if allowed is None else len(allowed),
    )


def topic_terms(snapshot: Snapshot, text: str) -> list[str]:
    """Return the terms that a question is about; all its terms where it has only asking words."""
    words = [word for word in text.split() if word.strip(_PUNCTUATION).casefold() not in ASKING]
    return snapshot.words.terms(" ".join(words)) or snapshot.words.terms(text)


def fuse(rankings: Sequence[Sequence[int]]) -> tuple[Found, ...]:
    """Fuse rankings by reciprocal rank, best first (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, start=1):
            scores[number] = scores.get(number, 0.0) + 1.0 / (_RANK_CONSTANT + rank)
    return tuple(Found(number, scores[number]) for number in sorted(scores, key=lambda each: -scores[each]))


def coverage(snapshot: Snapshot, wanted: Sequence[str], text: str) -> float:
    """Return how much of the wanted terms a text holds, each weighted by its rarity: 0 to 1.

    A term that no passage holds weighs as much as the rarest: nobody here speaks of it.
    """
    held = set(snapshot.words.terms(text))
    weights = np.array([snapshot.words.rarity(term) for term in wanted])
    weights[weights == 0] = max(weights.max(initial=0.0), np.log1p(len(snapshot.words) + 0.5))
    present = np.array([term in held for term in wanted])
    return float(weights[present].sum() / weights.sum()) if len(wanted) else 0.0
