"""Attribution scores as a table of at most 80 columns."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.evaluation.attribution_metrics import MentionScore, Score, Share

_MENTIONS = {"he_she": "he and she", "other": "other mentions"}
_HEADINGS = (
    f"{'':9}{'labelled':>9}{'found':>7}{'P':>6}{'R':>6}{'F1':>6}{'exact':>7}{'words':>7}"
    f"{'speaker':>9}{'joint':>7}{'person':>7}"
)
_LEGEND = (
    "P, R, F1: at least half of the words alike. exact: F1 with every word alike.",
    "words: F1 of words. speaker: the right mention, of those found. joint: F1 with",
    "the right mention. person: the right one, of those found whose person is known.",
)


def table(scores: Mapping[str, "Score"], mentions: Mapping[str, "MentionScore"]) -> list[str]:
    """Return scores as lines of at most 80 columns; figures are per cent.

    Args:
        scores: by subset, ``all`` among them.
        mentions: by group, as :func:`index.evaluation.attribution_metrics.score_mentions` makes them.
    """
    whole = scores["all"]
    return [
        f"Articles: {whole.articles:,}. Statements labelled: {whole.labelled:,}, found: {whole.found:,}. In per cent:",
        "",
        _HEADINGS,
        *(_row(subset, score) for subset, score in scores.items()),
        "",
        *_LEGEND,
        "",
        *_group("found, by kind:", whole.by_kind),
        *_group("speaker, by mention:", whole.speaker_by_type),
        *_group("person, by mention:", whole.resolved_by_type),
        *_group("person, of those named:", {"any": whole.resolved_precision}),
        *_group("mentions taken right:", {_MENTIONS[name]: each.right for name, each in mentions.items()}),
        *_group("the same, of those named:", {_MENTIONS[name]: each.precision for name, each in mentions.items()}),
    ]


def _row(subset: str, score: "Score") -> str:
    overlap = (score.overlap.precision, score.overlap.recall, score.overlap.f1)
    return (
        f"{subset:9}{score.labelled:9,}{score.found:7,}{''.join(f'{_percent(each):>6}' for each in overlap)}"
        f"{_percent(score.exact.f1):>7}{_percent(score.tokens.f1):>7}{_percent(score.speaker.share):>9}"
        f"{_percent(score.joint_f1):>7}{_percent(score.resolved.share):>7}"
    )


def _group(title: str, shares: Mapping[str, "Share"]) -> Iterator[str]:
    """Yield a line a share, the title in front of the first; nothing where nothing was counted."""
    counted = {name: share for name, share in shares.items() if share.n}
    for position, (name, share) in enumerate(counted.items()):
        yield f"{'' if position else title:26}{name:16}{_percent(share.share):>6}  (n={share.n:,})"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
