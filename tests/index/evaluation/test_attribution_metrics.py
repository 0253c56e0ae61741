"""Tests of the attribution metrics, against values calculated by hand and against an external scorer."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.evaluation.attribution_dataset import (
    LabelledArticle,
    LabelledMention,
    LabelledStatement,
    PredictedStatement,
    read_articles,
    write_prediction,
)
from index.evaluation.attribution_metrics import SUBSETS, Rates, Score, Scorer, Share, score_mentions
from index.models import Span

SHARED = Path(__file__).parents[4] / "shared"
SCORER = SHARED / "attribution" / "score.py"
TEXT = (
    "Ilse Marandt said that the quay is far too long. "
    "“The herring are gone,” said Priya Wendel. "
    "She hopes for rain. "
    "The mayor promised “a new bridge” by June."
)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


LABELLED = LabelledArticle(
    "a",
    TEXT,
    (
        LabelledStatement(
            spans=(_span("that the quay is far too long"),),
            kind="indirect",
            is_speech=True,
            speaker=_span("Ilse Marandt"),
            speaker_type="name",
            person="Ilse Marandt",
        ),
        LabelledStatement(
            spans=(_span("“The herring are gone,”"),),
            kind="direct",
            is_speech=True,
            speaker=_span("Priya Wendel"),
            speaker_type="name",
            person="Priya Wendel",
        ),
        LabelledStatement((_span("for rain"),), "indirect", speaker=_span("She"), speaker_type="pronoun"),
        LabelledStatement(
            spans=(_span("“a new bridge” by June"),),
            kind="mixed",
            is_speech=True,
            speaker=_span("The mayor"),
            speaker_type="nominal",
            person="Tamsin Delisle",
        ),
        LabelledStatement((_span("herring"),), "direct", is_nested=True),
    ),
)
FOUND = (
    PredictedStatement((_span("the quay is far too long"),), _span("Marandt"), "Marandt"),  # exact but for "that"
    PredictedStatement(
        (_span("The herring are"),), _span("The mayor"), "Tamsin Delisle"
    ),  # 3 of 4 words, wrong speaker
    PredictedStatement((_span("for rain"),), _span("She"), "Priya Wendel"),  # labelled, but in another class
    PredictedStatement((_span("The mayor promised"),), None, None),  # without a speaker
)


@pytest.fixture
def scores() -> dict[str, Score]:
    scorer = Scorer([(LABELLED, FOUND)])
    return {subset: scorer.score(subset) for subset in SUBSETS}


def test_metrics_match_values_calculated_by_hand(scores: dict[str, Score]) -> None:
    assert SUBSETS == ("all", "speech", "quoted", "direct", "indirect")
    assert scores["speech"] == Score(
        articles=1,
        labelled=3,
        found=3,  # without the one labelled as a wish
        overlap=Rates(2 / 3, 2 / 3, 2 / 3),
        exact=Rates(1 / 3, 1 / 3, 1 / 3),
        tokens=Rates(9 / 12, 9 / 15, 18 / 27),
        speaker=Share(1, 2, 0.5),
        joint_f1=1 / 3,
        resolved=Share(1, 2, 0.5),
        resolved_precision=Share(1, 2, 0.5),
        by_kind={"direct": Share(1, 1, 1.0), "indirect": Share(1, 1, 1.0), "mixed": Share(0, 1, 0.0)},
        speaker_by_type={"name": Share(1, 2, 0.5)},
        resolved_by_type={"name": Share(1, 2, 0.5)},
    )


def test_each_subset_counts_its_statements(scores: dict[str, Score]) -> None:
    counted = {subset: (score.labelled, score.found, score.speaker.n) for subset, score in scores.items()}
    assert counted == {
        "all": (4, 4, 3),
        "speech": (3, 3, 2),
        "quoted": (2, 2, 1),
        "direct": (1, 2, 1),
        "indirect": (1, 2, 1),
    }
    assert scores["all"].overlap == Rates(3 / 4, 3 / 4, 3 / 4)
    assert scores["all"].speaker_by_type == {"name": Share(1, 2, 0.5), "pronoun": Share(1, 1, 1.0)}


def test_most_similar_statements_are_paired_first_and_once() -> None:
    labelled = LabelledArticle("a", "one two three four", (LabelledStatement((Span(0, 18),)),))
    found = [PredictedStatement((Span(0, 13),), person="Ilse Marandt"), PredictedStatement((Span(0, 18),))]
    score = Scorer([(labelled, found)]).score("all")
    assert (score.overlap, score.exact) == (Rates(0.5, 1.0, 2 / 3), Rates(0.5, 1.0, 2 / 3))


def test_statements_match_with_half_of_the_words() -> None:
    labelled = LabelledArticle("a", "one two three four", (LabelledStatement((Span(0, 18),)),))
    assert Scorer([(labelled, [PredictedStatement((Span(0, 7),))])]).score("all").overlap.f1 == 1.0
    assert Scorer([(labelled, [PredictedStatement((Span(0, 3),))])]).score("all").overlap.f1 == 0.0


def test_organisations_do_not_count_as_people() -> None:
    statement = LabelledStatement((Span(0, 3),), person="The Ledger", is_person=False)
    score = Scorer([(LabelledArticle("a", "one", (statement,)), [PredictedStatement((Span(0, 3),))])]).score("all")
    assert (score.overlap.f1, score.resolved) == (1.0, Share(0, 0, None))


def test_scores_without_articles_are_zero_or_none() -> None:
    score = Scorer([]).score("speech")
    assert (score.articles, score.overlap, score.tokens) == (0, Rates(0, 0, 0), Rates(0, 0, 0))
    assert (score.speaker, score.by_kind) == (Share(0, 0, None), {})


def test_mention_is_resolved_by_the_closest_statement() -> None:
    she, mayor = _span("She"), _span("The mayor")
    mentions = [
        LabelledMention("a", she, "She", "Priya Wendel", _span("for rain")),
        LabelledMention("a", mayor, "The mayor", "Tamsin Delisle", _span("“a new bridge”")),
        LabelledMention("a", Span(0, 4), "he", "Ruvan Delisle", Span(5, 9)),
        LabelledMention("elsewhere", she, "She", "Priya Wendel", Span(5, 9)),
    ]
    found = (
        PredictedStatement((Span(0, 5),), she, "Ilse Marandt"),  # farther from the labelled content
        PredictedStatement((_span("for rain"),), she, "Wendel"),
        PredictedStatement((_span("by June"),), mayor, "Ruvan Delisle"),
    )
    scored = score_mentions(mentions, {"a": found})
    assert (scored["he_she"].right, scored["he_she"].precision) == (Share(1, 2, 0.5), Share(1, 1, 1.0))
    assert (scored["other"].right, scored["other"].precision) == (Share(0, 1, 0.0), Share(0, 1, 0.0))


def _scores_of_external_scorer(labelled: Path, predicted: Path) -> list[dict[str, Any]]:
    """Return the metrics of the external scorer, in the order of the subsets."""
    command = [sys.executable, str(SCORER), str(labelled), str(predicted), "--subset", ",".join(SUBSETS), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _with_external_names(score: Score) -> dict[str, Any]:
    by = {
        kind: {"gold": share.n} | ({"tp": share.right} if share.right else {}) for kind, share in score.by_kind.items()
    }
    by |= {f"sp_{name}": {"n": share.n, "ok": share.right} for name, share in score.speaker_by_type.items()}
    by |= {f"rs_{name}": {"n": share.n, "ok": share.right} for name, share in score.resolved_by_type.items()}
    return {
        "articles": score.articles,
        "gold": score.labelled,
        "pred": score.found,
        "P": score.overlap.precision,
        "R": score.overlap.recall,
        "F1": score.overlap.f1,
        "exact_P": score.exact.precision,
        "exact_R": score.exact.recall,
        "exact_F1": score.exact.f1,
        "token_F1": score.tokens.f1,
        "speaker_acc": score.speaker.share,
        "speaker_n": score.speaker.n,
        "joint_F1": score.joint_f1,
        "resolved_acc": score.resolved.share,
        "resolved_prec": score.resolved_precision.share,
        "resolved_n": score.resolved.n,
        "by": by,
    }


def _altered(article: LabelledArticle, draw: random.Random) -> list[PredictedStatement]:
    """Return imperfect predictions: labelled statements that are shifted, lost or invented, with swapped speakers."""
    people = [statement.person for statement in article.statements] + ["Ilse Marandt"]
    predicted = []
    for statement in article.statements:
        if draw.random() < 0.3:
            continue
        shift = draw.choice([0, 0, 0, 5, 20, 60])
        spans = tuple(Span(span.start, max(span.start, span.end - shift)) for span in statement.spans)
        speaker = statement.speaker if draw.random() < 0.8 else draw.choice([None, Span(0, 9)])
        predicted.append(
            PredictedStatement(spans, speaker, statement.person if draw.random() < 0.7 else draw.choice(people))
        )
    for _ in range(5):
        start = draw.randrange(max(1, len(article.text) - 200))
        predicted.append(PredictedStatement((Span(start, start + draw.randrange(1, 200)),), None, draw.choice(people)))
    return predicted


@pytest.mark.parametrize("name", ["polnear.dev", "gum-news.train", "gum-news.dev"])
def test_metrics_equal_those_of_the_external_scorer(name: str, tmp_path: Path) -> None:
    path = SHARED / "data" / "attribution" / f"{name}.jsonl"
    if not (SCORER.is_file() and path.is_file()):
        pytest.skip(f"the scorer and its articles are not in {SHARED}")
    draw = random.Random(name)  # noqa: S311 - the draws are not secrets
    results = [(article, _altered(article, draw)) for article in read_articles(path)]
    with (tmp_path / "predicted.jsonl").open("w", encoding="utf-8") as out:
        for article, predicted in results:
            write_prediction(out, article.id, predicted)
    scorer = Scorer(results)
    ours = [_with_external_names(scorer.score(subset)) for subset in SUBSETS]
    assert ours == _scores_of_external_scorer(path, tmp_path / "predicted.jsonl")
