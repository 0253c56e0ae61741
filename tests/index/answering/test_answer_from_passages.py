"""Answering from passages: quotes are slices, their length and number are bounded, and named dates come first."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.answer_from_passages import answer_from_passages, rank_passages
from index.answering.context import SearchContext, SearchResult
from index.answering.quotes import cut_all
from index.answering.retrieve_passages import retrieve_passages
from index.config import AnswerabilityWeights, AnsweringConfig, PassageSize
from index.engine import Engine
from index.models import Filter, Question, Quote
from tests.fakes import WordEmbedder, WordReranker
from tests.index.answering.contexts import NO_FILTER, TODAY, open_context, passage_query
from tests.small_index import make_index

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
# Coverage of a fifth of the terms, by idf, is enough for an answer. The default weights are fitted to a real embedder.
BY_COVERAGE = AnswerabilityWeights(
    bias=0.0, score=0.0, cosine=0.0, lead=0.0, covered_idf=4.0, missing_idf=-1.0, searched=0.0
)
CONFIG = AnsweringConfig(threshold=0.5, answerability_weights=BY_COVERAGE)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("passages"), ARTICLES, PassageSize(max_tokens=24, overlap_tokens=12))


@pytest.fixture(scope="module")
def context(root: Path) -> SearchContext:
    return open_context(root, CONFIG)


def configured(context: SearchContext, **settings: object) -> SearchContext:
    """Return a context with other settings."""
    return replace(context, config=replace(context.config, **settings))  # type: ignore[arg-type] # values by name


def find(
    context: SearchContext, text: str, limits: Filter = NO_FILTER, max_quotes: int = 5, **settings: object
) -> SearchResult:
    """Search the passages for all words of a text."""
    return answer_from_passages(configured(context, **settings), passage_query(context, text, limits, max_quotes))


def quotes_for(
    context: SearchContext, text: str, limits: Filter = NO_FILTER, max_quotes: int = 5, **settings: object
) -> tuple[Quote, ...]:
    """Search the passages for all words of a text, and cut the excerpts that answer."""
    return cut_all(context.articles, find(context, text, limits, max_quotes, **settings).excerpts)


def engine(root: Path, **settings: object) -> Engine:
    return Engine(root, WordEmbedder(), FaissStore(), replace(CONFIG, **settings))  # type: ignore[arg-type] # by name


def article_ids(quotes: Sequence[Quote]) -> list[str]:
    return [quote.article.id for quote in quotes]


QUESTIONS = ["ferry", "ferry at the quay", "what does the captain of the ferry blame", "the harbour counted 240 ships"]


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("with_reranker", [False, True])
def test_quotes_are_slices_and_the_best_score_is_the_confidence(
    context: SearchContext, text: str, *, with_reranker: bool
) -> None:
    result = find(replace(context, reranker=WordReranker() if with_reranker else None), text)
    quotes = cut_all(context.articles, result.excerpts)
    assert result.nearest == ()
    assert quotes
    assert all(TEXTS[quote.article.id][quote.start : quote.end] == quote.text for quote in quotes)
    assert all((quote.kind, quote.speaker, quote.said) == ("passage", None, ()) for quote in quotes)
    scores = [quote.score for quote in quotes]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(result.confidence)
    assert CONFIG.threshold <= result.confidence < 1


def test_quote_comes_with_the_sentences_around_it(context: SearchContext) -> None:
    [quote] = quotes_for(context, "who sold soup to the crews", max_quotes=1, neighbour_margin=0.0)
    assert quote.text == "Fishermen 🙂 sold soup to the crews in the night."
    assert quote.before == "The captain of the ferry blames the fog."
    assert quote.after == "The harbour counted 240 ships last year and wants more."


def test_excerpts_below_the_threshold_are_only_nearest(context: SearchContext) -> None:
    for most in (1, 2, 3):
        result = find(context, "zeppelin above the ferry", max_nearest=most)
        assert result.excerpts == ()
        assert 1 <= len(result.nearest) <= most
        assert result.nearest[0].score == pytest.approx(result.confidence)
        assert result.confidence < CONFIG.threshold
    nearest = cut_all(context.articles, find(context, "zeppelin above the ferry").nearest)
    assert all("ferry" in quote.text for quote in nearest)
    confidence = find(context, "ferry").confidence
    assert find(context, "ferry", threshold=confidence).excerpts
    assert find(context, "ferry", threshold=confidence + 1e-6).excerpts == ()


def test_answer_lists_terms_missing_from_closest_passage(context: SearchContext) -> None:
    assert find(context, "A Zeppelin above the ferry?").missing_terms == ("Zeppelin", "above")
    assert find(context, "ferry").missing_terms == ()


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize(("words", "sentences"), [(1, 4), (12, 4), (20, 4), (80, 2), (80, 1)])
def test_quote_exceeds_the_maximum_length_only_as_a_single_sentence(
    context: SearchContext, text: str, words: int, sentences: int
) -> None:
    quotes = quotes_for(
        context,
        text,
        max_quotes=50,
        neighbour_margin=1000.0,
        max_words=words,
        max_sentences=sentences,
        max_per_article=50,
    )
    assert len(quotes) > 1
    corpus = context.collection.snapshot.corpus
    for quote in quotes:
        number = corpus.article_number(quote.article.id)
        assert number is not None
        quoted = [span for span in corpus.sentences(number) if quote.start <= span.start and span.end <= quote.end]
        assert (quoted[0].start, quoted[-1].end) == (quote.start, quote.end)
        assert len(quoted) == 1 or len(quote.text.split()) <= words
        assert len(quoted) <= sentences


def test_neighbours_with_nearly_the_same_score_join_the_quote(context: SearchContext) -> None:
    [alone] = quotes_for(context, "the captain blames the fog", max_quotes=1, neighbour_margin=0.0)
    [together] = quotes_for(context, "the captain blames the fog", max_quotes=1, neighbour_margin=1000.0)
    assert alone.text == "The captain of the ferry blames the fog."
    assert together.text == (
        "The ferry to Isaro is late again. Ninety lorries wait for the ferry at the gate of the harbour. "
        "The captain of the ferry blames the fog. Fishermen 🙂 sold soup to the crews in the night."
    )
    assert len(together.text.split()) <= CONFIG.max_words


def test_quotes_come_from_several_articles(context: SearchContext) -> None:
    wide = configured(context, neighbour_margin=0.0, replacement_ratio=0.0, max_per_publisher=50)
    assert Counter(article_ids(quotes_for(wide, "ferry", max_quotes=3, max_per_article=1))) == {
        "undated": 1, "wire": 1, "early": 1,
    }  # fmt: skip
    counts = Counter(article_ids(quotes_for(wide, "ferry", max_quotes=4, max_per_article=2)))
    assert max(counts.values()) == 2
    assert sum(counts.values()) == 4


def test_duplicate_article_is_named_and_not_quoted(context: SearchContext) -> None:
    text = "the captain of the ferry blames the fog"
    quotes = quotes_for(context, text, max_quotes=50, max_per_article=50, neighbour_margin=0.0)
    assert (quotes[0].text, quotes[0].article.id) == ("The captain of the ferry blames the fog.", "wire")
    assert [article.id for article in quotes[0].also_in] == ["copy"]
    assert Counter(quote.text for quote in quotes).most_common(1)[0][1] == 1
    assert "copy" not in article_ids(quotes)
    later = quotes_for(context, text, Filter(since=dt.date(2026, 5, 2)), neighbour_margin=0.0)
    assert (later[0].article.id, later[0].also_in) == ("copy", ())


@pytest.mark.parametrize(
    ("limits", "within"),
    [
        (Filter(since=dt.date(2026, 5, 2)), {"copy", "ilse"}),
        (Filter(until=dt.date(2024, 12, 31)), {"rain", "early"}),
        (Filter(publisher="gazette"), {"rain", "wire"}),
    ],
)
def test_filter_is_exact(context: SearchContext, limits: Filter, within: set[str]) -> None:
    quotes = quotes_for(context, "ferry", limits, max_quotes=50, threshold=0.0)
    assert set(article_ids(quotes)) == within


@pytest.mark.parametrize("limits", [Filter(publisher="Nobody's Paper"), Filter(since=dt.date(2030, 1, 1))])
def test_filter_without_articles_returns_an_empty_result(context: SearchContext, limits: Filter) -> None:
    for threshold in (0.0, 0.5):
        for reranker in (None, WordReranker()):
            result = find(replace(context, reranker=reranker), "ferry", limits, threshold=threshold)
            assert result == SearchResult(limits)
    query = passage_query(context, "ferry", limits)
    assert rank_passages(context, query) == ()
    assert retrieve_passages(context, query, "ferry", limits).probability == 0.0


def test_reranker_changes_the_order_but_not_the_confidence(context: SearchContext) -> None:
    reranker = WordReranker()
    text = "what is the captain of the ferry to blame"
    plain, reranked = find(context, text), find(replace(context, reranker=reranker), text)
    assert reranked.confidence == plain.confidence
    assert cut_all(context.articles, reranked.excerpts)[0].text == "The captain of the ferry blames the fog."
    assert [len(texts) <= CONFIG.reranked for _, texts in reranker.asked] == [True, True]
    assert {asked for asked, _ in reranker.asked} == {text}


def test_ranked_passages_are_complete_and_bounded_in_number(context: SearchContext) -> None:
    text = "the ferry at the quay"
    query = passage_query(context, text, max_quotes=2)
    ranked = rank_passages(context, query)
    assert [TEXTS[passage.article_id][passage.span.start : passage.span.end] for passage in ranked] == [
        TEXTS["undated"],
        TEXTS["early"],
    ]
    assert ranked[0].score > ranked[1].score
    assert retrieve_passages(context, query, text, NO_FILTER).probability == find(context, text).confidence


# Dates in the question.


def test_dates_without_an_answer_are_relaxed(root: Path) -> None:
    answer = engine(root).ask(Question("the ferry at the quay in March 2023", today=TODAY))
    assert (answer.status, answer.dates_relaxed) == ("answered", True)
    assert answer.quotes
    assert "rain" not in article_ids(answer.quotes)
    assert "ferry" in answer.quotes[0].text
    assert (answer.understood.since, answer.understood.until) == (dt.date(2023, 3, 1), dt.date(2023, 3, 31))


def test_coverage_includes_all_articles_when_dates_are_relaxed(root: Path) -> None:
    coverage = engine(root).ask(Question("the ferry at the quay in March 2023", today=TODAY)).coverage
    assert (coverage.articles, coverage.earliest, coverage.latest) == (6, dt.date(2023, 3, 1), dt.date(2026, 5, 3))


def test_dates_with_an_answer_are_kept(root: Path) -> None:
    answer = engine(root).ask(Question("the ferry at the quay in 2024", today=TODAY))
    assert (answer.status, answer.dates_relaxed) == ("answered", False)
    assert set(article_ids(answer.quotes)) == {"early"}
    assert (answer.coverage.articles, answer.coverage.latest) == (1, dt.date(2024, 2, 1))


def test_explicit_dates_are_never_relaxed(root: Path) -> None:
    march = Filter(dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    for text in ("the ferry at the quay", "the ferry at the quay in March 2023"):
        answer = engine(root).ask(Question(text, today=TODAY, filter=march))
        assert (answer.status, answer.quotes, answer.dates_relaxed) == ("nothing_found", (), False)
        assert set(article_ids(answer.nearest)) == {"rain"}
        assert answer.coverage.articles == 1


def test_one_explicit_date_prevents_relaxing_the_other(root: Path) -> None:
    text, until = "the ferry at the quay since March 2026", dt.date(2026, 4, 30)
    answer = engine(root).ask(Question(text, today=TODAY, filter=Filter(until=until)))
    assert (answer.status, answer.quotes, answer.dates_relaxed) == ("nothing_found", (), False)


def test_nearest_excerpts_keep_the_dates_if_no_date_has_an_answer(root: Path) -> None:
    answer = engine(root).ask(Question("a zeppelin above the volcano in March 2023", today=TODAY))
    assert (answer.status, answer.quotes, answer.dates_relaxed) == ("nothing_found", (), False)
    assert set(article_ids(answer.nearest)) == {"rain"}
    assert answer.coverage.articles == 1


def test_statements_of_other_dates_do_not_answer(root: Path) -> None:
    asking = engine(root)
    in_2026 = asking.ask(Question("what did Ilse Marandt say about the strike in 2026", today=TODAY))
    assert [quote.speaker.name for quote in in_2026.quotes if quote.speaker] == ["Ilse Marandt"]
    in_2023 = asking.ask(Question("what did Ilse Marandt say about the strike in 2023", today=TODAY))
    assert (in_2023.status, in_2023.quotes, in_2023.dates_relaxed) == ("nothing_found", (), False)
    assert (in_2023.understood.since, in_2023.coverage.articles) == (dt.date(2023, 1, 1), 1)
    assert all(quote.article.id == "rain" for quote in in_2023.nearest)


def test_ranking_relaxes_dates_as_answering_does(root: Path) -> None:
    question = Question("the ferry at the quay in March 2023", today=TODAY, max_quotes=50)
    assert {passage.article_id for passage in engine(root, threshold=0.0).rank(question)} == {"rain"}
    relaxed = engine(root).rank(question)
    assert {passage.article_id for passage in relaxed} == set(TEXTS)
    assert relaxed[0].article_id in {"early", "undated"}
    unanswered = Question("a zeppelin above the volcano in March 2023", today=TODAY, max_quotes=50)
    assert {passage.article_id for passage in engine(root).rank(unanswered)} == {"rain"}


def test_threshold_zero_answers_every_question(root: Path) -> None:
    answer = engine(root, threshold=0.0).ask(Question("zeppelin", today=TODAY))
    assert (answer.status, answer.nearest, answer.missing_terms) == ("answered", (), ())
    assert answer.quotes[0].score == pytest.approx(answer.confidence)
    assert engine(root, threshold=0.0).rank(Question("zeppelin", max_quotes=2, today=TODAY))
