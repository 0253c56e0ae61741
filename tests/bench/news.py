"""Who said what in news from many countries: the person or organisation that the product shows for a statement.

    python -m tests.bench.news FOLDER [--out RESULTS.json] [--errors ERRORS.jsonl]

FOLDER holds clones of the repositories with the pages (:mod:`tests.bench.news_texts`). The labels are in
``tests/eval/news_labels.jsonl``. They were made by hand before the program saw the articles. The rules may be changed
after reading errors in the part ``a``; the parts ``b`` and ``c`` stay unread.

A labelled and a predicted statement match as in :mod:`index.evaluation.attribution_metrics`. The figures:

- ``person_right``: of the matched statements that are shown under a person's name, those that this person makes;
- ``he_she_right``, ``medium_right``: the same for statements with a pronoun as speaker, and with medium confidence;
- ``under_their_name``: of the labelled statements of a named person, those that are found and shown under the name;
- ``organisations``: F1 of the statements that are shown under an organisation's name, against the labelled ones. The
  precision counts only predictions that match a labelled statement. The labels leave out wishes, plans and praise,
  which the program finds, too;
- ``organisations_strict``: the same, but a prediction that matches no labelled statement counts as wrong;
- ``found``: of all labelled statements, those that match a prediction.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.adapters.spacy_parser import SpacyParser
from index.evaluation.attribution_metrics import Rates, Share, matched_statements
from index.evaluation.name_match import compatible
from index.language.attribution.attribute import attribute
from index.models import Attribution, PersonMention, Statement
from tests.bench import harness
from tests.bench.news_texts import NewsArticle, NewsStatement, read_news


@dataclass(frozen=True, slots=True)
class Comparison:
    """A labelled statement, a predicted statement, or a matched pair of both.

    Attributes:
        article: the article.
        labelled: the labelled statement; None if the prediction matches none.
        predicted: the predicted statement; None if the labelled statement was missed.
        speaker: the person or organisation that the prediction shows; None if it shows none.
    """

    article: NewsArticle
    labelled: NewsStatement | None
    predicted: Statement | None
    speaker: PersonMention | None

    @property
    def shows_right_speaker(self) -> bool:
        """Whether the prediction shows the labelled speaker as the kind of speaker that it is."""
        if self.labelled is None or self.speaker is None or self.speaker.kind != self.labelled.kind_of_speaker:
            return False
        name = self.article.name_of(self.labelled)
        return name is not None and _is_named(name, self.speaker)


def main() -> None:
    """Attribute the articles, print and write the figures."""
    arguments = _arguments()
    articles = list(read_news(arguments.clones))
    parser = SpacyParser(arguments.model)
    parsed = parser.parse(article.text for article in articles)
    comparisons = [
        comparison
        for article, (text, blocks) in zip(articles, parsed, strict=True)
        for comparison in _compare(article, attribute(text, blocks))
    ]
    results = {"articles": len(articles), "hosts": len({article.host for article in articles})}
    results["countries"] = len({article.country for article in articles})
    parts = {"all": "", "part_a": "a", "parts_b_c": "bc"}
    figures = {
        name: _figures([one for one in comparisons if not part or one.article.id[0] in part])
        for name, part in parts.items()
    }
    for name, values in figures.items():
        print(name, *(f"{key} {_shown(value)}" for key, value in values.items()), sep="\n  ")
    if arguments.errors:
        lines = (json.dumps(error, ensure_ascii=False) + "\n" for error in _errors(comparisons))
        arguments.errors.write_text("".join(lines), encoding="utf-8")
    written = {name: {key: _json(value) for key, value in values.items()} for name, values in figures.items()}
    harness.write_results(arguments.out, results | written, "spacy", "trafilatura")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("clones", type=Path, help="folder with clones of the repositories")
    parser.add_argument("--model", default="en_core_web_sm", help="spaCy model")
    parser.add_argument("--errors", type=Path, help="write the errors of part a to this file, with text")
    return parser.parse_args()


def _compare(article: NewsArticle, attribution: Attribution) -> Iterator[Comparison]:
    labelled, predicted = article.statements, attribution.statements
    pairs = dict(
        matched_statements(
            article.text, [statement.spans for statement in labelled], [statement.spans for statement in predicted]
        )
    )
    for position, statement in enumerate(labelled):
        found = predicted[pairs[position]] if position in pairs else None
        yield Comparison(article, statement, found, _speaker(found, attribution))
    matched = set(pairs.values())
    for position, found in enumerate(predicted):
        if position not in matched:
            yield Comparison(article, None, found, _speaker(found, attribution))


def _speaker(statement: Statement | None, attribution: Attribution) -> PersonMention | None:
    """Return the speaker of a statement. An office alone, "Norway's finance minister", names nobody in its article."""
    speaker = None if statement is None or statement.person is None else attribution.people[statement.person]
    return speaker if speaker is not None and speaker.forms else None


def _is_named(name: str, speaker: PersonMention) -> bool:
    """Return True if a labelled name is one of a speaker's names."""
    forms = {form.casefold() for form in (speaker.name, *speaker.forms)}
    if name.casefold() in forms:
        return True
    if speaker.kind == "person":
        return compatible(name, speaker.name)
    words = _words(name)
    return any(words <= _words(form) or _words(form) <= words for form in forms)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("\u2019s", "").replace("'s", "").split()) - {"the", "of", "for", "and"}


def _figures(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    labelled = [one for one in comparisons if one.labelled is not None]
    with_person = [one for one in labelled if one.speaker is not None and one.speaker.kind == "person"]
    named = [one for one in labelled if one.labelled is not None and one.labelled.kind_of_speaker == "person"]
    return {
        "statements": len(labelled),
        "predicted": sum(one.predicted is not None for one in comparisons),
        "found": Share.of(one.predicted is not None for one in labelled),
        "person_right": _right(with_person),
        "he_she_right": _right(one for one in with_person if _is_pronoun(one)),
        "medium_right": _right(one for one in with_person if one.predicted and one.predicted.confidence == "medium"),
        "under_their_name": _right(named),
        "organisations": _organisations(labelled),
        "organisations_strict": _organisations(comparisons),
    }


def _right(comparisons: Iterable[Comparison]) -> Share:
    return Share.of(one.shows_right_speaker for one in comparisons)


def _is_pronoun(one: Comparison) -> bool:
    return one.predicted is not None and one.predicted.resolved_by == "pronoun"


def _organisations(comparisons: Sequence[Comparison]) -> Rates:
    shown = [one for one in comparisons if one.speaker is not None and one.speaker.kind == "organisation"]
    labelled = [one for one in comparisons if one.labelled and one.labelled.kind_of_speaker == "organisation"]
    return Rates.of(sum(one.shows_right_speaker for one in shown), len(shown), len(labelled))


def _errors(comparisons: Iterable[Comparison]) -> Iterator[dict[str, Any]]:
    """Yield the errors of part a: wrong speakers, missed statements, and statements that are not labelled."""
    for one in comparisons:
        wanted = one.labelled is not None and one.labelled.kind_of_speaker in {"person", "organisation"}
        if one.article.id[0] != "a" or one.shows_right_speaker or (not wanted and one.speaker is None):
            continue
        text, labelled, predicted = one.article.text, one.labelled, one.predicted
        yield {
            "id": one.article.id,
            "labelled": " … ".join(span.of(text) for span in labelled.spans) if labelled else None,
            "by": one.article.name_of(labelled) if labelled else None,
            "is": labelled.kind_of_speaker if labelled else None,
            "predicted": " … ".join(span.of(text) for span in predicted.spans) if predicted else None,
            "mention": predicted.speaker.of(text) if predicted and predicted.speaker else None,
            "shown": one.speaker.name if one.speaker else None,
            "resolved_by": predicted.resolved_by if predicted else None,
            "confidence": predicted.confidence if predicted else None,
        }


def _json(value: Share | Rates | int) -> Any:  # noqa: ANN401 - JSON has no narrower type
    return value if isinstance(value, int) else asdict(value)


def _shown(value: Share | Rates | int) -> str:
    if isinstance(value, Share):
        return f"{value.right}/{value.n}" + ("" if value.share is None else f" = {value.share:.3f}")
    if isinstance(value, Rates):
        return f"P {value.precision:.3f} R {value.recall:.3f} F1 {value.f1:.3f}"
    return str(value)


if __name__ == "__main__":
    main()
