"""Whose words answers show, and how many of them: gold questions over labelled articles.

    python -m tests.bench.answers FOLDER/polnear.dev.jsonl [--out RESULTS.json] [--errors ERRORS.jsonl]

The articles are not part of this repository; ``tests/eval/polnear_dev_people.jsonl`` names who makes each labelled
statement, ``polnear_dev_questions.jsonl`` asks, both by article and offset. Articles are labelled incompletely: what is
shown where nothing is labelled counts as wrong in the strict precision and not at all in the lenient one.

right_person is the lenient precision where any word of that person's is enough; held is the share of the listed
statements that the index knows as that person's, whether or not they are shown: recall cannot be more. understood is
the share of the answerable questions that were read as asking for that person's words.
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
from tests.bench import provenance

_EVAL = Path(__file__).parents[1] / "eval"
_PEOPLE = _EVAL / "polnear_dev_people.jsonl"
_QUESTIONS = _EVAL / "polnear_dev_questions.jsonl"
_HALF = 0.5

# right: half of what is shown as said is labelled as that person's; partly: less of it is; wrong: it is labelled, as
# another's or nobody's; unlabelled: nothing is labelled there.
Verdict: TypeAlias = Literal["right", "partly", "wrong", "unlabelled"]
Held: TypeAlias = dict[str, list[tuple[str, Sequence[Span]]]]  # by article: who, and what they say


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled statement, in canonical offsets; ``person`` is None where it is nobody's by name."""

    span: Span
    person: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A gold question; statements by article and canonical span."""

    id: str
    question: str
    person: str
    answerable: bool
    statements: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """Labelled articles: their canonical texts and statements, by id; and the questions about them."""

    texts: Mapping[str, str]
    labelled: Mapping[str, Sequence[Labelled]]
    questions: Sequence[Asked]


@dataclass(slots=True)
class Tally:
    """What was counted over all questions."""

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
        judged = self.verdicts.total()
        right = self.verdicts["right"]
        return {
            "quotes_under_a_name": judged,
            "verdicts": dict(self.verdicts),
            "precision_strict": _share(right, judged),
            "precision_lenient": _share(right, judged - self.verdicts["unlabelled"]),
            "right_person": _share(right + self.verdicts["partly"], judged - self.verdicts["unlabelled"]),
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
        held, tally = _held(engine, gold), Tally()
        for asked in gold.questions:
            _count(tally, asked, engine.ask(Question(asked.question, max_quotes=arguments.limit)), gold, held)
        manifest = engine.snapshot.manifest
    figures = tally.figures()
    for name, figure in figures.items():
        print(f"{name}: {figure:.3f}" if isinstance(figure, float) else f"{name}: {figure}")
    if arguments.errors:
        lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in tally.errors]
        arguments.errors.write_text("".join(lines), encoding="utf-8")
    if arguments.out:
        made_by = {
            "embedder": manifest.embedder_fingerprint,
            "attributor": manifest.attributor,
            "model": arguments.model,
        }
        made_from = {"commit": provenance.commit(), "versions": provenance.versions("spacy", "torch")}
        provenance.write(arguments.out, made_from | made_by | {"limit": arguments.limit, "figures": figures})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="the labelled articles")
    parser.add_argument("--model", default="en_core_web_sm", help="spaCy model")
    parser.add_argument("--limit", type=int, default=20, help="quotes asked for")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    parser.add_argument("--errors", type=Path, help="write what is not right, one a line, without text")
    return parser.parse_args()


def _engine(folder: Path, articles: Path, model: str) -> Engine:
    """Index ids, titles and texts as the product does."""
    source, root, embedder = folder / "articles.jsonl", folder / "index", SentenceTransformerEmbedder()
    lines = [{name: each[name] for name in ("id", "title", "text")} for each in _lines(articles)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    parts = IndexingModels(embedder, FaissStore(), SpacyAttributor(model, processes=1))
    report = Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([source])
    print(f"{report.articles} articles, {report.statements} statements, {len(report.rejected)} rejected")
    return Engine(root, embedder, FaissStore(), AnsweringConfig())


# Gold.


def read_gold(path: Path) -> Gold:
    """Return the labelled articles and the questions about them, in canonical offsets."""
    articles = {each["id"]: each for each in _lines(path)}
    places = {name: _Places(each["text"]) for name, each in articles.items()}
    people = {(each["article_id"], each["start"], each["end"]): each["person"] for each in _lines(_PEOPLE)}
    labelled = {
        name: [
            Labelled(places[name].span(said["start"], said["end"]), people.get((name, said["start"], said["end"])))
            for said in each["statements"]
        ]
        for name, each in articles.items()
    }
    questions = [
        Asked(
            each["id"],
            each["question"],
            each["person"],
            each["answerable"],
            tuple((name, places[name].span(start, end)) for name, start, end in each["statements"]),
        )
        for each in _lines(_QUESTIONS)
    ]
    return Gold({name: each.canonical for name, each in places.items()}, labelled, questions)


class _Places:
    """Offsets of a text as it stands in a file, to offsets of the text as it is stored."""

    def __init__(self, text: str) -> None:
        self._text = text
        whole = canonicalise(text)
        self.canonical = whole.strip()
        self._lead = len(whole) - len(whole.lstrip())

    def span(self, start: int, end: int) -> Span:
        return Span(self._moved(start), self._moved(end))

    def _moved(self, offset: int) -> int:
        moved = len(canonicalise(self._text[:offset])) - self._lead
        return min(max(moved, 0), len(self.canonical))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


# Judging.


def _held(engine: Engine, gold: Gold) -> Held:
    """Return who says what, as the index has it."""
    corpus = engine.snapshot.corpus
    people = corpus.statements.people()
    held: Held = {}
    for name in gold.texts:
        number = corpus.article_number(name)
        stored = [] if number is None else corpus.statements.for_article(number)
        held[name] = [(people[each.person].name, each.statement.spans) for each in stored if each.person is not None]
    return held


def _held_by(person: str, held: Sequence[tuple[str, Sequence[Span]]]) -> set[int]:
    return {each for name, spans in held if compatible(name, person) for each in _characters(spans)}


def _covers(characters: set[int], span: Span) -> bool:
    return len(characters & _range(span)) >= _HALF * len(span)


def _count(tally: Tally, asked: Asked, answer: Answer, gold: Gold, held: Held) -> None:
    for quote in answer.quotes:
        if quote.speaker is not None and quote.speaker.name:
            verdict = _verdict(quote, quote.speaker.name, gold)
            tally.verdicts[verdict] += 1
            if verdict != "right":
                tally.errors.append(_described(asked, quote, verdict, gold))
    if not asked.answerable:
        tally.unanswerable += 1
        tally.refused += answer.status == "nothing_found"
        return
    tally.answerable += 1
    tally.answered += answer.status == "answered"
    tally.understood += any(compatible(name, asked.person) for name in (answer.speaker.names if answer.speaker else ()))
    said = _said_by(asked.person, answer.quotes, gold)
    missed = [(name, span) for name, span in asked.statements if not _covers(said[name], span)]
    tally.held += sum(_covers(_held_by(asked.person, held[name]), span) for name, span in asked.statements)
    found = len(asked.statements) - len(missed)
    tally.listed += len(asked.statements)
    tally.shown += found
    tally.recalls.append(found / len(asked.statements))
    tally.errors += [_missed(asked, name, span, answer) for name, span in missed]


def _verdict(quote: Quote, name: str, gold: Gold) -> Verdict:
    said = _characters(quote.said)
    labelled = gold.labelled[quote.article.id]
    theirs = said & _characters(each.span for each in labelled if compatible(each.person, name))
    if theirs:
        return "right" if len(theirs) >= _HALF * len(said) else "partly"
    return "wrong" if said & _characters(each.span for each in labelled) else "unlabelled"


def _said_by(person: str, quotes: Iterable[Quote], gold: Gold) -> defaultdict[str, set[int]]:
    """Return the characters that are shown as said by a person, by article; where the same ran elsewhere, there too."""
    shown: defaultdict[str, set[int]] = defaultdict(set)
    for quote in quotes:
        if quote.speaker is None or not compatible(quote.speaker.name, person):
            continue
        said = _characters(quote.said)
        shown[quote.article.id] |= said
        for other in quote.also_in:
            at = gold.texts[other.id].find(quote.text)
            if at >= 0:
                shown[other.id] |= {each - quote.start + at for each in said}
    return shown


def _characters(spans: Iterable[Span]) -> set[int]:
    return {each for span in spans for each in _range(span)}


def _range(span: Span) -> set[int]:
    return set(range(span.start, span.end))


def _described(asked: Asked, quote: Quote, verdict: Verdict, gold: Gold) -> dict[str, Any]:
    said = _characters(quote.said)
    touched = [each for each in gold.labelled[quote.article.id] if said & _range(each.span)]
    return {
        "question": asked.id,
        "verdict": verdict,
        "article_id": quote.article.id,
        "said": [[each.start, each.end] for each in quote.said],
        "speaker": asdict(quote.speaker) if quote.speaker else None,
        "labelled": sorted({each.person or "" for each in touched}),
    }


def _missed(asked: Asked, name: str, span: Span, answer: Answer) -> dict[str, Any]:
    understood = {"speaker": answer.understood.speaker, "topic": answer.understood.topic}
    place = {"article_id": name, "said": [[span.start, span.end]]}
    return {"question": asked.id, "verdict": "missed"} | place | understood | {"quotes": len(answer.quotes)}


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


if __name__ == "__main__":
    main()
