"""Precision and recall of attributed quotes: gold questions over labelled articles.

    python -m tests.bench.answers FOLDER/polnear.dev.jsonl [--out RESULTS.json] [--errors ERRORS.jsonl]

The articles are not part of this repository. ``tests/eval/polnear_dev_people.jsonl`` names the speaker of each labelled
statement, and ``polnear_dev_questions.jsonl`` contains the questions; both identify statements by article and offset.
The labels are incomplete. The strict precision counts a quote outside all labels as wrong, the lenient precision does
not count it.

``right_person`` is the lenient precision if one shared character with that person's statements is enough. ``held`` is
the share of the listed statements that the index attributes to that person, shown or not: the upper limit of the
recall. ``understood`` is the share of the answerable questions that were interpreted as asking for that person.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.evaluation.name_match import compatible
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Answer, Question, Quote, Span
from index.text.canonical import canonicalise
from tests.bench import harness

_EVAL = Path(__file__).parents[1] / "eval"
_PEOPLE = _EVAL / "polnear_dev_people.jsonl"
_QUESTIONS = _EVAL / "polnear_dev_questions.jsonl"
_HALF = 0.5

# right: at least half of the quoted statement is labelled with the shown speaker; partly: less than half is;
# wrong: it is labelled with another speaker or with none; unlabelled: it overlaps no label.
Verdict: TypeAlias = Literal["right", "partly", "wrong", "unlabelled"]
# Statements of the index, by article: the speaker's name and the spans.
IndexedStatements: TypeAlias = dict[str, list[tuple[str, Sequence[Span]]]]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A labelled statement, in canonical offsets; ``person`` is None if no person is named as the speaker."""

    span: Span
    person: str | None


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A gold question; its statements are pairs of an article id and a canonical span."""

    id: str
    question: str
    person: str
    answerable: bool
    statements: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Labelled articles (canonical texts and statements, by article id) and the questions about them."""

    texts: Mapping[str, str]
    statements: Mapping[str, Sequence[GoldStatement]]
    questions: Sequence[GoldQuestion]


@dataclass(slots=True)
class Tally:
    """Counts over all questions."""

    verdicts: Counter[str] = field(default_factory=Counter)
    listed: int = 0
    held: int = 0
    shown: int = 0
    recalls: list[float] = field(default_factory=list)
    answerable: int = 0
    answered: int = 0
    understood: int = 0
    unanswerable: int = 0
    refused: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return counts and shares."""
        quotes = self.verdicts.total()
        right = self.verdicts["right"]
        return {
            "quotes_under_a_name": quotes,
            "verdicts": dict(self.verdicts),
            "precision_strict": _share(right, quotes),
            "precision_lenient": _share(right, quotes - self.verdicts["unlabelled"]),
            "right_person": _share(right + self.verdicts["partly"], quotes - self.verdicts["unlabelled"]),
            "statements_listed": self.listed,
            "held": _share(self.held, self.listed),
            "recall": _share(self.shown, self.listed),
            "recall_by_question": _share(sum(self.recalls), len(self.recalls)),
            "answerable": self.answerable,
            "answered": _share(self.answered, self.answerable),
            "understood": _share(self.understood, self.answerable),
            "unanswerable": self.unanswerable,
            "nothing_found": _share(self.refused, self.unanswerable),
        }


def main() -> None:
    """Index the articles, ask every question, print the figures."""
    arguments = _arguments()
    gold = read_gold(arguments.articles)
    with tempfile.TemporaryDirectory() as folder:
        engine = _engine(Path(folder), arguments.articles, arguments.model)
        indexed, tally = _indexed_statements(engine, gold), Tally()
        for question in gold.questions:
            answer = engine.ask(Question(question.question, max_quotes=arguments.limit))
            _count(tally, question, answer, gold, indexed)
        manifest = engine.snapshot.manifest
    figures = tally.figures()
    for name, figure in figures.items():
        print(f"{name}: {figure:.3f}" if isinstance(figure, float) else f"{name}: {figure}")
    if arguments.errors:
        lines = [json.dumps(error, ensure_ascii=False) + "\n" for error in tally.errors]
        arguments.errors.write_text("".join(lines), encoding="utf-8")
    models = {
        "embedder": manifest.embedder_fingerprint,
        "attributor": manifest.attributor,
        "model": arguments.model,
    }
    harness.write_results(arguments.out, models | {"limit": arguments.limit, "figures": figures}, "spacy", "torch")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("articles", type=Path, help="the labelled articles")
    parser.add_argument("--model", default="en_core_web_sm", help="spaCy model")
    parser.add_argument("--limit", type=int, default=20, help="maximum number of quotes")
    parser.add_argument("--errors", type=Path, help="write the errors to this file, one in a line, without text")
    return parser.parse_args()


def _engine(folder: Path, articles: Path, model: str) -> Engine:
    """Index ids, titles and texts as the product does."""
    source, root, embedder = folder / "articles.jsonl", folder / "index", SentenceTransformerEmbedder()
    lines = [{name: article[name] for name in ("id", "title", "text")} for article in _lines(articles)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    models = IndexingModels(embedder, FaissStore(), SpacyAttributor(model, processes=1))
    report = Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([source])
    print(f"{report.articles} articles, {report.statements} statements, {len(report.rejected)} rejected")
    return Engine(root, embedder, FaissStore(), AnsweringConfig())


# Gold.


def read_gold(path: Path) -> GoldSet:
    """Return the labelled articles and the questions about them, in canonical offsets."""
    articles = {article["id"]: article for article in _lines(path)}
    offsets = {name: _CanonicalOffsets(article["text"]) for name, article in articles.items()}
    people = {(row["article_id"], row["start"], row["end"]): row["person"] for row in _lines(_PEOPLE)}
    statements = {
        name: [
            GoldStatement(
                offsets[name].span(label["start"], label["end"]), people.get((name, label["start"], label["end"]))
            )
            for label in article["statements"]
        ]
        for name, article in articles.items()
    }
    questions = [
        GoldQuestion(
            row["id"],
            row["question"],
            row["person"],
            row["answerable"],
            tuple((name, offsets[name].span(start, end)) for name, start, end in row["statements"]),
        )
        for row in _lines(_QUESTIONS)
    ]
    return GoldSet({name: text.canonical for name, text in offsets.items()}, statements, questions)


class _CanonicalOffsets:
    """Maps offsets in a text as a file contains it to offsets in the canonical text."""

    def __init__(self, text: str) -> None:
        self._text = text
        unstripped = canonicalise(text)
        self.canonical = unstripped.strip()
        self._stripped = len(unstripped) - len(unstripped.lstrip())

    def span(self, start: int, end: int) -> Span:
        return Span(self._offset(start), self._offset(end))

    def _offset(self, offset: int) -> int:
        canonical = len(canonicalise(self._text[:offset])) - self._stripped
        return min(max(canonical, 0), len(self.canonical))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


# Scoring.


def _indexed_statements(engine: Engine, gold: GoldSet) -> IndexedStatements:
    """Return the statements of the index that have a named speaker."""
    corpus = engine.snapshot.corpus
    people = corpus.statements.people()
    indexed: IndexedStatements = {}
    for name in gold.texts:
        number = corpus.article_number(name)
        stored = [] if number is None else corpus.statements.for_article(number)
        indexed[name] = [(people[row.person].name, row.statement.spans) for row in stored if row.person is not None]
    return indexed


def _characters_by(person: str, statements: Sequence[tuple[str, Sequence[Span]]]) -> set[int]:
    return {offset for name, spans in statements if compatible(name, person) for offset in _characters(spans)}


def _covers(characters: set[int], span: Span) -> bool:
    return len(characters & _range(span)) >= _HALF * len(span)


def _count(tally: Tally, question: GoldQuestion, answer: Answer, gold: GoldSet, indexed: IndexedStatements) -> None:
    for quote in answer.quotes:
        if quote.speaker is not None and quote.speaker.name:
            verdict = _verdict(quote, quote.speaker.name, gold)
            tally.verdicts[verdict] += 1
            if verdict != "right":
                tally.errors.append(_wrong_quote(question, quote, verdict, gold))
    if not question.answerable:
        tally.unanswerable += 1
        tally.refused += answer.status == "nothing_found"
        return
    tally.answerable += 1
    tally.answered += answer.status == "answered"
    names = answer.speaker.names if answer.speaker else ()
    tally.understood += any(compatible(name, question.person) for name in names)
    shown = _shown_characters(question.person, answer.quotes, gold)
    missed = [(name, span) for name, span in question.statements if not _covers(shown[name], span)]
    tally.held += sum(
        _covers(_characters_by(question.person, indexed[name]), span) for name, span in question.statements
    )
    hits = len(question.statements) - len(missed)
    tally.listed += len(question.statements)
    tally.shown += hits
    tally.recalls.append(hits / len(question.statements))
    tally.errors += [_missed_statement(question, name, span, answer) for name, span in missed]


def _verdict(quote: Quote, name: str, gold: GoldSet) -> Verdict:
    said = _characters(quote.said)
    statements = gold.statements[quote.article.id]
    right = said & _characters(statement.span for statement in statements if compatible(statement.person, name))
    if right:
        return "right" if len(right) >= _HALF * len(said) else "partly"
    return "wrong" if said & _characters(statement.span for statement in statements) else "unlabelled"


def _shown_characters(person: str, quotes: Iterable[Quote], gold: GoldSet) -> defaultdict[str, set[int]]:
    """Return the offsets of the statements that the quotes attribute to a person, by article.

    A quote that also appeared in other articles counts in these articles, too.
    """
    shown: defaultdict[str, set[int]] = defaultdict(set)
    for quote in quotes:
        if quote.speaker is None or not compatible(quote.speaker.name, person):
            continue
        said = _characters(quote.said)
        shown[quote.article.id] |= said
        for other in quote.also_in:
            start = gold.texts[other.id].find(quote.text)
            if start >= 0:
                shown[other.id] |= {offset - quote.start + start for offset in said}
    return shown


def _characters(spans: Iterable[Span]) -> set[int]:
    return {offset for span in spans for offset in _range(span)}


def _range(span: Span) -> set[int]:
    return set(range(span.start, span.end))


def _wrong_quote(question: GoldQuestion, quote: Quote, verdict: Verdict, gold: GoldSet) -> dict[str, Any]:
    said = _characters(quote.said)
    overlapping = [statement for statement in gold.statements[quote.article.id] if said & _range(statement.span)]
    return {
        "question": question.id,
        "verdict": verdict,
        "article_id": quote.article.id,
        "said": [[span.start, span.end] for span in quote.said],
        "speaker": asdict(quote.speaker) if quote.speaker else None,
        "labelled": sorted({statement.person or "" for statement in overlapping}),
    }


def _missed_statement(question: GoldQuestion, name: str, span: Span, answer: Answer) -> dict[str, Any]:
    understood = {"speaker": answer.understood.speaker, "topic": answer.understood.topic}
    place = {"article_id": name, "said": [[span.start, span.end]]}
    return {"question": question.id, "verdict": "missed"} | place | understood | {"quotes": len(answer.quotes)}


def _share(part: float, total: float) -> float | None:
    return part / total if total else None


if __name__ == "__main__":
    main()
