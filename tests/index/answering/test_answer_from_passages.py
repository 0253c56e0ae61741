"""Answering with passages: quotes are slices, as long and as many as is set, and of the days that are named first."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.answer_from_passages import by_passages, ranked
from index.answering.context import Asked, Findings, Search
from index.config import AnsweringConfig, ConfidenceWeights, PassageSize
from index.engine import Engine
from index.models import Filter, Question, Quote
from index.store.layout import current_name
from index.store.snapshot import open_snapshot
from tests.fakes import WordEmbedder, WordReranker
from tests.small_index import make_index

TODAY = dt.date(2026, 5, 10)
RAIN = "It rained on the hills of Ostrel all day, and nobody there wanted to go out at all."
WIRE = (
    "The ferry to Isaro is late again. Ninety lorries wait for the ferry at the gate of the harbour. "
    "The captain of the ferry blames the fog. Fishermen 🙂 sold soup to the crews in the night. "
    "The harbour counted 240 ships last year and wants more. Nobody knows what the railway will do about it."
)
ARTICLES = [
    ("rain", "2023-03-01", "Gazette", RAIN),
    (
        "early",
        "2024-02-01",
        "Courier",
        "The quay was closed. The ferry waits at the quay. The crane fell into the sea.",
    ),
    ("wire", "2026-05-01", "Gazette", WIRE),
    ("copy", "2026-05-02", "Herald", WIRE),
    ("ilse", "2026-05-03", "Herald", "Ilse Marandt said that the strike at the mill is over. Odd Brandt came."),
    ("undated", None, None, "The ferry sank. The quay of the ferry is closed. The ferry was old."),
]
TEXTS = {name: text for name, _, _, text in ARTICLES}
# Likely from a fifth of the terms on, by rarity; the product's weights are fitted to its embedder.
BY_TERMS = ConfidenceWeights(bias=0.0, score=0.0, nearness=0.0, lead=0.0, held=4.0, missing=-1.0, size=0.0)
CONFIG = AnsweringConfig(threshold=0.5, confidence=BY_TERMS)
ALL = Filter()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("passages"), ARTICLES, PassageSize(max_tokens=24, overlap_tokens=12))


@pytest.fixture(scope="module")
def search(root: Path) -> Search:
    embedder = WordEmbedder()
    snapshot = open_snapshot(root, current_name(root), FaissStore(), embedder.fingerprint)
    return Search(snapshot, embedder, CONFIG)


def find(search: Search, text: str, limits: Filter = ALL, limit: int = 5, **config: object) -> Findings:
    asked = Asked(text, search.embedder.embed_question(text), limits, limit, TODAY)
    return by_passages(replace(search, config=replace(search.config, **config)), asked)  # type: ignore[arg-type]


def engine(root: Path, **config: object) -> Engine:
    return Engine(root, WordEmbedder(), FaissStore(), replace(CONFIG, **config))  # type: ignore[arg-type]


def names(quotes: Sequence[Quote]) -> list[str]:
    return [quote.article.id for quote in quotes]


QUESTIONS = ["ferry", "ferry at the quay", "what does the captain of the ferry blame", "the harbour counted 240 ships"]


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("with_reranker", [False, True])
def test_quotes_are_slices_best_first_and_the_first_is_as_likely_as_the_answer(
    search: Search, text: str, *, with_reranker: bool
) -> None:
    found = find(replace(search, reranker=WordReranker() if with_reranker else None), text)
    assert found.nearest == ()
    assert found.quotes
    assert all(TEXTS[each.article.id][each.start : each.end] == each.text for each in found.quotes)
    assert all((each.kind, each.speaker, each.said) == ("passage", None, ()) for each in found.quotes)
    scores = [each.score for each in found.quotes]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(found.confidence)
    assert CONFIG.threshold <= found.confidence < 1


def test_what_answers_best_is_quoted_with_what_stands_around_it(search: Search) -> None:
    [quote] = find(search, "who sold soup to the crews", limit=1, nearly=0.0).quotes
    assert quote.text == "Fishermen 🙂 sold soup to the crews in the night."
    assert quote.before == "The captain of the ferry blames the fog."
    assert quote.after == "The harbour counted 240 ships last year and wants more."


def test_what_is_not_likely_enough_is_only_nearest(search: Search) -> None:
    for most in (1, 2, 3):
        found = find(search, "zeppelin above the ferry", nearest=most)
        assert found.quotes == ()
        assert 1 <= len(found.nearest) <= most
        assert found.nearest[0].score == pytest.approx(found.confidence)
        assert found.confidence < CONFIG.threshold
    assert all("ferry" in quote.text for quote in find(search, "zeppelin above the ferry").nearest)
    likely = find(search, "ferry").confidence
    assert find(search, "ferry", threshold=likely).quotes
    assert find(search, "ferry", threshold=likely + 1e-6).quotes == ()


def test_words_that_the_nearest_lacks_are_told(search: Search) -> None:
    assert find(search, "A Zeppelin above the ferry?").missing_terms == ("Zeppelin", "above")
    assert find(search, "ferry").missing_terms == ()


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize(("words", "sentences"), [(1, 4), (12, 4), (20, 4), (80, 2), (80, 1)])
def test_no_quote_is_longer_than_is_set_but_one_sentence(search: Search, text: str, words: int, sentences: int) -> None:
    found = find(search, text, nearly=1000.0, most_words=words, most_sentences=sentences, per_article=50, limit=50)
    assert len(found.quotes) > 1
    for quote in found.quotes:
        number = search.snapshot.corpus.article_number(quote.article.id)
        assert number is not None
        spans = search.snapshot.corpus.sentences(number)
        held = [each for each in spans if quote.start <= each.start and each.end <= quote.end]
        assert (held[0].start, held[-1].end) == (quote.start, quote.end)
        assert len(held) == 1 or len(quote.text.split()) <= words
        assert len(held) <= sentences


def test_neighbours_nearly_as_good_are_quoted_together(search: Search) -> None:
    [alone] = find(search, "the captain blames the fog", limit=1, nearly=0.0).quotes
    [together] = find(search, "the captain blames the fog", limit=1, nearly=1000.0).quotes
    assert alone.text == "The captain of the ferry blames the fog."
    assert alone.text in together.text
    assert len(together.text.split()) <= CONFIG.most_words


def test_not_all_of_one_article(search: Search) -> None:
    wide = replace(search, config=replace(CONFIG, nearly=0.0, as_good=0.0, per_outlet=50))
    assert Counter(names(find(wide, "ferry", limit=3, per_article=1).quotes)) == {
        "undated": 1, "wire": 1, "early": 1,
    }  # fmt: skip
    many = Counter(names(find(wide, "ferry", limit=4, per_article=2).quotes))
    assert max(many.values()) == 2
    assert sum(many.values()) == 4


def test_where_it_ran_too_is_told_and_not_shown_again(search: Search) -> None:
    found = find(search, "the captain of the ferry blames the fog", limit=50, per_article=50, nearly=0.0)
    first = found.quotes[0]
    assert (first.text, first.article.id) == ("The captain of the ferry blames the fog.", "wire")
    assert [source.id for source in first.also_in] == ["copy"]
    assert Counter(quote.text for quote in found.quotes).most_common(1)[0][1] == 1
    assert "copy" not in names(found.quotes)
    later = find(search, "the captain of the ferry blames the fog", Filter(since=dt.date(2026, 5, 2)), nearly=0.0)
    assert (later.quotes[0].article.id, later.quotes[0].also_in) == ("copy", ())


@pytest.mark.parametrize(
    ("limits", "within"),
    [
        (Filter(since=dt.date(2026, 5, 2)), {"copy", "ilse"}),
        (Filter(until=dt.date(2024, 12, 31)), {"rain", "early"}),
        (Filter(publisher="gazette"), {"rain", "wire"}),
    ],
)
def test_limits_are_exact(search: Search, limits: Filter, within: set[str]) -> None:
    found = find(search, "ferry", limits, limit=50, threshold=0.0)
    assert set(names(found.quotes)) == within


@pytest.mark.parametrize("limits", [Filter(publisher="Nobody's Paper"), Filter(since=dt.date(2030, 1, 1))])
def test_limits_that_leave_nothing(search: Search, limits: Filter) -> None:
    for threshold in (0.0, 0.5):
        for reranker in (None, WordReranker()):
            assert find(replace(search, reranker=reranker), "ferry", limits, threshold=threshold) == Findings()
    asked = Asked("ferry", search.embedder.embed_question("ferry"), limits, 5, TODAY)
    assert ranked(search, asked) == ((), 0.0)


def test_a_reranker_changes_the_order_and_not_the_confidence(search: Search) -> None:
    reranker = WordReranker()
    text = "what is the captain of the ferry to blame"
    plain, made = find(search, text), find(replace(search, reranker=reranker), text)
    assert made.confidence == plain.confidence
    assert made.quotes[0].text == "The captain of the ferry blames the fog."
    assert [len(texts) <= CONFIG.reranked for _, texts in reranker.asked] == [True, True]
    assert {asked for asked, _ in reranker.asked} == {text}


def test_ranked_passages_are_whole_and_as_many_as_asked_for(search: Search) -> None:
    asked = Asked("the ferry at the quay", search.embedder.embed_question("the ferry at the quay"), ALL, 2, TODAY)
    placed, likely = ranked(search, asked)
    assert [TEXTS[each.article_id][each.span.start : each.span.end] for each in placed] == [
        TEXTS["undated"],
        TEXTS["early"],
    ]
    assert placed[0].score > placed[1].score
    assert likely == find(search, "the ferry at the quay").confidence


# The days that a question names.


def test_days_that_leave_no_answer_are_left(root: Path) -> None:
    answer = engine(root).ask(Question("the ferry at the quay in March 2023", today=TODAY))
    assert (answer.status, answer.dates_relaxed) == ("answered", True)
    assert answer.quotes
    assert "rain" not in names(answer.quotes)
    assert "ferry" in answer.quotes[0].text
    assert (answer.understood.since, answer.understood.until) == (dt.date(2023, 3, 1), dt.date(2023, 3, 31))


def test_of_other_days_all_articles_are_told_to_be_looked_through(root: Path) -> None:
    covered = engine(root).ask(Question("the ferry at the quay in March 2023", today=TODAY)).coverage
    assert (covered.articles, covered.earliest, covered.latest) == (6, dt.date(2023, 3, 1), dt.date(2026, 5, 3))


def test_days_that_hold_an_answer_are_kept_to(root: Path) -> None:
    answer = engine(root).ask(Question("the ferry at the quay in 2024", today=TODAY))
    assert (answer.status, answer.dates_relaxed) == ("answered", False)
    assert set(names(answer.quotes)) == {"early"}
    assert (answer.coverage.articles, answer.coverage.latest) == (1, dt.date(2024, 2, 1))


def test_days_that_are_set_beside_a_question_are_kept_to(root: Path) -> None:
    march = Filter(dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    for text in ("the ferry at the quay", "the ferry at the quay in March 2023"):
        answer = engine(root).ask(Question(text, today=TODAY, filter=march))
        assert (answer.status, answer.quotes, answer.dates_relaxed) == ("nothing_found", (), False)
        assert set(names(answer.nearest)) == {"rain"}
        assert answer.coverage.articles == 1


def test_no_other_days_where_days_are_set_beside_a_question(root: Path) -> None:
    text, until = "the ferry at the quay since March 2026", dt.date(2026, 4, 30)
    answer = engine(root).ask(Question(text, today=TODAY, filter=Filter(until=until)))
    assert (answer.status, answer.quotes, answer.dates_relaxed) == ("nothing_found", (), False)


def test_other_days_that_do_not_answer_either(root: Path) -> None:
    answer = engine(root).ask(Question("a zeppelin above the volcano in March 2023", today=TODAY))
    assert (answer.status, answer.quotes, answer.dates_relaxed) == ("nothing_found", (), False)
    assert set(names(answer.nearest)) == {"rain"}
    assert answer.coverage.articles == 1


def test_what_one_said_in_a_year_is_not_what_they_said_in_another(root: Path) -> None:
    asking = engine(root)
    now = asking.ask(Question("what did Ilse Marandt say about the strike in 2026", today=TODAY))
    assert [quote.speaker.name for quote in now.quotes if quote.speaker] == ["Ilse Marandt"]
    then = asking.ask(Question("what did Ilse Marandt say about the strike in 2023", today=TODAY))
    assert (then.status, then.quotes, then.dates_relaxed) == ("nothing_found", (), False)
    assert (then.understood.since, then.coverage.articles) == (dt.date(2023, 1, 1), 1)
    assert all(quote.article.id == "rain" for quote in then.nearest)


def test_ranking_keeps_to_the_days_as_answering_does(root: Path) -> None:
    question = Question("the ferry at the quay in March 2023", today=TODAY, max_quotes=50)
    assert {each.article_id for each in engine(root, threshold=0.0).rank(question)} == {"rain"}
    beyond = engine(root).rank(question)
    assert {each.article_id for each in beyond} == set(TEXTS)
    assert beyond[0].article_id in {"early", "undated"}
    neither = Question("a zeppelin above the volcano in March 2023", today=TODAY, max_quotes=50)
    assert {each.article_id for each in engine(root).rank(neither)} == {"rain"}


def test_threshold_nought_answers_whatever_is_asked(root: Path) -> None:
    answer = engine(root, threshold=0.0).ask(Question("zeppelin", today=TODAY))
    assert (answer.status, answer.nearest, answer.missing_terms) == ("answered", (), ())
    assert answer.quotes[0].score == pytest.approx(answer.confidence)
    assert engine(root, threshold=0.0).rank(Question("zeppelin", max_quotes=2, today=TODAY))
