"""Tests of the metrics of question answering, against values calculated by hand."""

from collections.abc import Sequence

import pytest

from index.evaluation.estimates import Estimate
from index.evaluation.gold_spans import GoldSpan, Groups, TextLocation
from index.evaluation.qa_metrics import Outcome, QaFigures, QaScore, Ranking, overlaps, score
from index.models import Span


def at(article: str, start: int, end: int) -> TextLocation:
    return TextLocation(article, Span(start, end))


def gold(article: str, *spans: tuple[int, int]) -> GoldSpan:
    return GoldSpan(article, tuple(Span(*span) for span in spans))


def outcome(  # noqa: PLR0913, PLR0917 - one parameter for each field
    confidence: float,
    evidence: Groups = (),
    ranked: Sequence[TextLocation] = (),
    quotes: Sequence[TextLocation] = (),
    chosen: Sequence[TextLocation] = (),
    kind: str = "t",
    milliseconds: int = 10,
) -> Outcome:
    return Outcome(
        type=kind,
        answerable=bool(evidence),
        evidence=evidence,
        ranked=ranked,
        quotes=[(location,) for location in quotes],
        chosen=[(location,) for location in chosen or quotes],
        answered=bool(quotes),
        confidence=confidence,
        lengths=[len(location.span) for location in quotes],
        verbatim=[True for _ in quotes],
        seconds=milliseconds / 1000,
    )


ONE = outcome(
    0.9,
    evidence=((gold("a", (10, 20)),),),
    # another article, half of the words, all words
    ranked=[at("b", 0, 50), at("a", 0, 15), at("a", 5, 30)],
    quotes=[at("a", 18, 40)],  # two characters of the evidence
)
TWO = outcome(
    0.4,
    evidence=((gold("a", (100, 200)),), (gold("b", (0, 10)), gold("c", (0, 10)))),
    # the second group by its other piece, then the first group, which is longer than the passage
    ranked=[at("c", 0, 12), at("a", 120, 150)],
    chosen=[at("d", 0, 9), at("c", 5, 9)],
    milliseconds=20,
)
WRONGLY_ANSWERED = outcome(0.4, quotes=[at("d", 0, 9), at("d", 10, 20)], milliseconds=30)
REFUSED = outcome(0.1, kind="u", milliseconds=40)


@pytest.fixture(scope="module")
def scored() -> QaScore:
    return score([ONE, TWO, WRONGLY_ANSWERED, REFUSED])


def values(figures: QaFigures) -> dict[str, float | None]:
    return {name: estimate.value and round(estimate.value, 4) for name, estimate in figures.items()}


def test_passage_metrics_match_values_calculated_by_hand(scored: QaScore) -> None:
    assert values(scored.passage) == {
        "hit@1": 0.5,
        "hit@3": 1.0,
        "hit@5": 1.0,
        "hit@10": 1.0,
        "mrr": 0.6667,  # mean of 1/3 and 1
        "recall@1": 0.25,  # mean of 0/1 and 1/2
        "recall@3": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
    }
    assert {estimate.n for estimate in scored.passage.values()} == {2}


def test_articles_are_ranked_by_their_first_passage(scored: QaScore) -> None:
    assert values(scored.article) == {
        "hit@1": 0.5,
        "hit@3": 1.0,
        "hit@5": 1.0,
        "hit@10": 1.0,
        "mrr": 0.75,  # mean of 1/2 and 1
        "recall@1": 0.25,
        "recall@3": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
    }


def test_quote_metrics_match_values_calculated_by_hand(scored: QaScore) -> None:
    assert values(scored.quote) == {
        "hit@1": 0.5,
        "hit@5": 0.5,
        "half@1": 0.0,
        "half@5": 0.0,
        "answered_hit@1": 1.0,
        "answered_hit@5": 1.0,
        "chosen@1": 0.5,
        "chosen@5": 1.0,
        "words": 13.6667,  # mean of 22, 9 and 10
    }
    assert (scored.quote["hit@1"].n, scored.quote["answered_hit@1"].n, scored.quote["words"].n) == (2, 1, 3)


def test_abstention_metrics_match_values_calculated_by_hand(scored: QaScore) -> None:
    # 0.9 is above both; 0.4 ties with one
    assert values(scored.abstention) == {"auroc": 0.875, "answered": 0.5, "refused": 0.5, "precision": 0.5}
    assert {name: values(figures) for name, figures in scored.by_type.items()} == {
        "t": {"answered": 0.5},
        "t (unanswerable)": {"refused": 0.0, "auroc": 0.75},
        "u": {"refused": 1.0, "auroc": 1.0},
    }
    assert {name: figures["auroc"].n for name, figures in scored.by_type.items() if name != "t"} == {
        "t (unanswerable)": 3,
        "u": 3,
    }


def test_verbatim_share_and_latency_match_values_calculated_by_hand(scored: QaScore) -> None:
    assert (scored.verbatim.value, scored.verbatim.n) == (1.0, 3)
    assert scored.latency_ms == pytest.approx({"p50": 25.0, "p95": 38.5})


def test_half_refers_to_the_shorter_span() -> None:
    evidence = ((gold("a", (10, 20)),),)
    quotes = [at("a", 0, 14), at("a", 0, 15), at("a", 18, 22), at("a", 19, 22), at("a", 0, 90), at("b", 10, 20)]
    scores = [score([outcome(1.0, evidence, quotes=[quote])]) for quote in quotes]
    assert [scored.quote["hit@1"].value for scored in scores] == [1, 1, 1, 1, 1, 0]
    assert [scored.quote["half@1"].value for scored in scores] == [0, 1, 1, 0, 1, 0]


def test_touching_spans_do_not_overlap() -> None:
    touching, overlapping = at("a", 0, 10), at("a", 0, 11)
    pieces = [gold("a", (10, 20)), gold("a", (50, 60), (10, 20)), gold("b", (10, 20)), gold("a")]
    assert [overlaps(touching, piece) for piece in pieces] == [False, False, False, False]
    assert [overlaps(overlapping, piece) for piece in pieces] == [True, True, False, False]


def test_unlocated_evidence_is_a_miss_but_its_article_counts() -> None:
    scored = score([outcome(1.0, ((gold("a"),),), ranked=[at("a", 0, 10)], quotes=[at("a", 0, 10)])])
    assert [scored.passage["hit@1"].value, scored.article["hit@1"].value, scored.quote["hit@1"].value] == [0, 1, 0]


def test_ranks_below_the_tenth_do_not_count() -> None:
    ranked = [at("b", 10 * rank, 10 * rank + 9) for rank in range(10)] + [at("a", 0, 10)]
    scored = score([outcome(1.0, ((gold("a", (0, 10)),),), ranked=ranked)])
    assert (scored.passage["hit@10"].value, scored.passage["mrr"].value) == (0.0, 0.0)
    assert (scored.article["hit@1"].value, scored.article["hit@3"].value, scored.article["mrr"].value) == (0, 1, 0.5)


def test_location_in_another_article_with_the_quote_counts() -> None:
    shown = [(at("a", 0, 10), at("b", 40, 50))]
    assert Ranking.of(((gold("b", (42, 60)),),), shown, overlaps) == Ranking(1, (frozenset({0}),))


def test_metrics_without_their_questions_are_none() -> None:
    only = score([ONE])
    assert (only.abstention["refused"], only.abstention["auroc"].value) == (Estimate(None, 0), None)
    none = score([REFUSED])
    assert (none.passage["hit@1"], none.passage["mrr"], none.quote["words"]) == (Estimate(None, 0),) * 3
    assert (none.verbatim.value, none.abstention["precision"].value) == (None, None)
