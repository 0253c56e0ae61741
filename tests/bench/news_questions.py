"""Plain questions about persons, organisations and roles in news from many countries.

    python -m tests.bench.news_questions FOLDER [--out RESULTS.json] [--errors ERRORS.jsonl]

FOLDER is the same as for :mod:`tests.bench.news`. All articles form one collection. The questions
(``tests/eval/news_questions.jsonl``) were written from the labels alone, before the program saw the articles.

A question is answered *right* if the first quote contains labelled words that answer it, under the labelled name. If
the speaker has no name, only the printed mention may be shown as one. A question is answered *dangerously* if a quote
shows words under a name that the labels give to another speaker, or if the answer claims that the speaker does not
occur, is not quoted, or said nothing about the topic. All questions have an answer, so every such claim is false. "No
statement was recognised" is no such claim, because it tells what the program did. ``unrecognised`` counts such answers.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bot import compose
from bot.cli import render
from bot.settings import Settings
from index.evaluation.attribution_metrics import Share
from index.evaluation.name_match import compatible
from index.models import Answer, Question, Quote, Span
from tests.bench import harness
from tests.bench.news_texts import NewsArticle, NewsStatement, read_news

_QUESTIONS: Final = Path(__file__).parents[1] / "eval" / "news_questions.jsonl"
_HALF: Final = 0.5
# Parts of the sentences that claim an absence, and parts of those that tell what was not recognised.
_CLAIMS: Final = (
    "Nobody in the collection",
    "No article contains",
    "not quoted in any",
    "quoted in none",
    "not their words",
    "not the words of",
    "no statement on this topic was found",
)
_UNRECOGNISED: Final = ("was recognised", "is clearly about this topic")


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question with the places that answer it.

    Attributes:
        id: the first letter names the part of the labels.
        text: the question.
        about: ``person``, ``organisation`` or ``role``.
        speaker: the name of the speaker; None if the article gives no name.
        right: pairs of an article and a span; each answers the question.
    """

    id: str
    text: str
    about: str
    speaker: str | None
    right: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question, and whether its answer was right and dangerous, with the reasons for the latter."""

    question: NewsQuestion
    right: bool
    dangers: tuple[str, ...]
    shown: str


def main() -> None:
    """Index the articles, ask every question, print and write the figures."""
    arguments = _arguments()
    articles = {article.id: article for article in read_news(arguments.clones)}
    questions = list(_read_questions(articles))
    with tempfile.TemporaryDirectory() as folder:
        engine = compose.engine(Settings(), _index(Path(folder), list(articles.values())))
        judgements = [_judge(question, engine.ask(Question(question.text)), articles) for question in questions]
    figures = {
        name: _figures([one for one in judgements if name in {"all", one.question.about}])
        for name in ("all", "person", "organisation", "role")
    } | {f"part_{part}": _figures([one for one in judgements if one.question.id[0] == part]) for part in "abc"}
    for name, figure in figures.items():
        print(f"{name}: " + ", ".join(f"{key} {share.right}/{share.n}" for key, share in figure.items()))
    if arguments.errors:
        lines = [json.dumps(error, ensure_ascii=False) + "\n" for error in _errors(judgements)]
        arguments.errors.write_text("".join(lines), encoding="utf-8")
    shares = {name: {key: asdict(share) for key, share in figure.items()} for name, figure in figures.items()}
    harness.write_results(arguments.out, {"questions": len(questions)} | shares, "spacy", "trafilatura")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("clones", type=Path, help="folder with clones of the repositories")
    parser.add_argument("--errors", type=Path, help="write the errors to this file: text in part a, only ids in others")
    return parser.parse_args()


def _read_questions(articles: Mapping[str, NewsArticle]) -> Iterator[NewsQuestion]:
    """Yield the questions about articles that could be rebuilt."""
    for line in _QUESTIONS.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        right = tuple((article, Span(start, end)) for article, start, end in record["right"] if article in articles)
        if right:
            name = None
            if record["speaker"] is not None:
                article, start, end = record["speaker"]
                name = articles[article].text[start:end]
            yield NewsQuestion(record["id"], record["question"], record["about"], name, right)


def _index(folder: Path, articles: Sequence[NewsArticle]) -> Path:
    """Index the articles as the product does, and return the folder of the index."""
    source, root = folder / "articles.jsonl", folder / "index"
    records = ({"id": one.id, "title": one.title, "text": one.text, "publisher": one.host} for one in articles)
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    compose.reindexer(Settings(), root, lambda *_: None).reindex([source])
    return root


def _judge(question: NewsQuestion, answer: Answer, articles: Mapping[str, NewsArticle]) -> Judgement:
    shown = "\n".join(line.text for line in render.answer(answer))
    wrong = [
        f"{quote.speaker.name}: {quote.text}"
        for quote in answer.quotes
        if quote.speaker is not None and _is_under_wrong_name(quote, articles[quote.article.id])
    ]
    claims = [claim for claim in _CLAIMS if claim in shown]
    return Judgement(question, _is_right(question, answer, articles), (*wrong, *claims), shown)


def _is_right(question: NewsQuestion, answer: Answer, articles: Mapping[str, NewsArticle]) -> bool:
    if not answer.quotes:
        return False
    first = answer.quotes[0]
    span = Span(first.start, first.end)
    if not any(article == first.article.id and place.overlaps(span) for article, place in question.right):
        return False
    if question.speaker is None:
        return not _is_under_wrong_name(first, articles[first.article.id])
    return first.speaker is not None and _same_name(first.speaker.name, question.speaker)


def _is_under_wrong_name(quote: Quote, article: NewsArticle) -> bool:
    """Return True if most words that are shown as said belong to a labelled statement of another speaker."""
    labelled = max(article.statements, key=lambda statement: _shared(quote.said, statement), default=None)
    total = sum(map(len, quote.said))
    if labelled is None or quote.speaker is None or _shared(quote.said, labelled) <= _HALF * total:
        return False
    mention = labelled.mention.of(article.text) if labelled.mention is not None else None
    name = article.name_of(labelled) or mention
    return name is None or not _same_name(quote.speaker.name, name)


def _shared(said: Sequence[Span], statement: NewsStatement) -> int:
    return sum(len(one.intersection(other)) for one in said for other in statement.spans if one.overlaps(other))


def _same_name(shown: str, labelled: str) -> bool:
    words, other = _words(shown), _words(labelled)
    return compatible(shown, labelled) or words <= other or other <= words


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("\u2019s", "").replace("'s", "").split()) - {"the", "of", "for", "and"}


def _figures(judgements: Sequence[Judgement]) -> dict[str, Share]:
    return {
        "right": Share.of(one.right for one in judgements),
        "dangerous": Share.of(bool(one.dangers) for one in judgements),
        "unrecognised": Share.of(any(part in one.shown for part in _UNRECOGNISED) for one in judgements),
    }


def _errors(judgements: Sequence[Judgement]) -> Iterator[dict[str, Any]]:
    for one in judgements:
        if not one.right or one.dangers:
            error: dict[str, Any] = {"id": one.question.id, "right": one.right, "dangers": len(one.dangers)}
            if one.question.id[0] == "a":
                error |= {"question": one.question.text, "reasons": one.dangers, "shown": one.shown}
            yield error


if __name__ == "__main__":
    main()
