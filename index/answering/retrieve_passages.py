"""Finding passages, by words and by meaning, and ranking what was found."""

from dataclasses import dataclass

import numpy as np

from index.answering.context import Asked, Search
from index.answering.passage_features import Judged, judged
from index.answering.query_terms import Topic
from index.answering.rerank import rerank_passages
from index.ports import Numbers


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a question found: passages, best first, out of so many that were searched."""

    passages: tuple[Judged, ...]
    searched: int


def retrieve(search: Search, topic: Topic, asked: Asked, among: Numbers | None = None) -> Retrieved:
    """Find the passages that may answer, by words and by meaning.

    Args:
        search: what is searched, how many passages are judged, and by which weights.
        topic: what is asked about.
        asked: its vector, and the limits, which are applied before the search, exactly.
        among: only these passages, all within the limits; None for all within them.
    """
    snapshot, most = search.snapshot, search.config.candidates
    allowed = snapshot.corpus.passages_within(asked.limits) if among is None and asked.limits else among
    near, _ = snapshot.vectors.search(asked.vector, most, allowed)
    worded, _ = snapshot.words.search(topic.terms, most, asked.limits, among=among)
    numbers = np.union1d(near, worded)
    cosines = snapshot.vectors.vectors(numbers) @ asked.vector[0]
    found = list(zip(snapshot.corpus.read_passages(numbers.tolist()), cosines.tolist(), strict=True))
    ranked = judged(snapshot.words, topic, found, asked.today, search.config.ranking)
    return Retrieved(
        passages=tuple(rerank_passages(search, asked, ranked)),
        searched=len(snapshot.vectors) if allowed is None else len(allowed),
    )
