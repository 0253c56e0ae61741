"""Attribution scores as a table of at most 80 columns."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.evaluation.attribution_metrics import MentionScore, Score, Share

_MENTIONS: Final = {"he_she": "he and she", "other": "other mentions"}
_HEADINGS: Final = (
    f"{'':9}{'labelled':>9}{'found':>7}{'P':>6}{'R':>6}{'F1':>6}{'exact':>7}{'words':>7}"
    f"{'speaker':>9}{'joint':>7}{'person':>7}"
)
_LEGEND: Final = (
    "P, R, F1: at least half of the words match. exact: F1 if every word matches.",
    "words: F1 over words. speaker: right mention, share of the statements found.",
    "joint: F1 of statements with the right mention. person: right person, share of",
    "the statements found whose person is labelled.",
)


def table(scores: Mapping[str, "Score"], mentions: Mapping[str, "MentionScore"]) -> list[str]:
    """Return the lines of the table. Figures are in per cent.

    Args:
        scores: scores by subset. The subset ``all`` is required.
        mentions: scores by group of mentions, from :func:`index.evaluation.attribution_metrics.score_mentions`.
    """
    whole = scores["all"]
    mention_recall = {_MENTIONS[group]: score.right for group, score in mentions.items()}
    mention_precision = {_MENTIONS[group]: score.precision for group, score in mentions.items()}
    return [
        f"Articles: {whole.articles:,}. Statements: {whole.labelled:,} labelled, {whole.found:,} found. In per cent:",
        "",
        _HEADINGS,
        *(_row(subset, score) for subset, score in scores.items()),
        "",
        *_LEGEND,
        "",
        *_group("found, by kind:", whole.by_kind),
        *_group("speaker, by mention:", whole.speaker_by_type),
        *_group("person, by mention:", whole.resolved_by_type),
        *_group("person, if one is given:", {"any": whole.resolved_precision}),
        *_group("mentions, right person:", mention_recall),
        *_group("same, if one is given:", mention_precision),
    ]


def _row(subset: str, score: "Score") -> str:
    overlap = (score.overlap.precision, score.overlap.recall, score.overlap.f1)
    return (
        f"{subset:9}{score.labelled:9,}{score.found:7,}{''.join(f'{_percent(share):>6}' for share in overlap)}"
        f"{_percent(score.exact.f1):>7}{_percent(score.tokens.f1):>7}{_percent(score.speaker.share):>9}"
        f"{_percent(score.joint_f1):>7}{_percent(score.resolved.share):>7}"
    )


def _group(title: str, shares: Mapping[str, "Share"]) -> Iterator[str]:
    """Yield one line for each share that was counted. The first line starts with the title."""
    counted = {name: share for name, share in shares.items() if share.n}
    for position, (name, share) in enumerate(counted.items()):
        yield f"{'' if position else title:26}{name:16}{_percent(share.share):>6}  (n={share.n:,})"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
