"""The features of a passage and its scores, compared with values worked out by hand."""

import datetime as dt
import math

import pytest

from index.answering.passage_features import PassageFeatures, ScoredPassage, score_passages
from index.answering.query_terms import QueryTerms, query_terms
from index.config import PassageWeights
from index.models import Span
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text
from index.store.records import PassageText, StoredPassage

TODAY = dt.date(2026, 5, 10)
WEIGHTS = PassageWeights(
    cosine=2.0,
    term_coverage=3.0,
    bigram_coverage=5.0,
    best_sentence_coverage=7.0,
    title_coverage=11.0,
    is_lead=13.0,
    age=-17.0,
)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    """Return an index in which "quay", "ferry", "tunnel" and "crane" are equally rare."""
    folder = tmp_path_factory.mktemp("features") / "words"
    write_full_text(folder, [FullTextDocument(0, "the quay, the ferry, the tunnel and a crane", None, None)])
    return FullTextIndex(folder)


@pytest.fixture(scope="module")
def terms(words: FullTextIndex) -> QueryTerms:
    return query_terms(words, "quay ferry tunnel crane")


def passage(
    *sentences: str, title: str = "News", number: int = 0, first: int = 0, day: dt.date | None = TODAY
) -> PassageText:
    """Return a passage that starts at offset 100 of its article."""
    spans, start = [], 100
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    stored = StoredPassage(number, 0, first, first + len(sentences) - 1)
    return PassageText(stored, title, day, " ".join(sentences), tuple(spans))


def features(words: FullTextIndex, terms: QueryTerms, text: PassageText, cosine: float = 0.5) -> PassageFeatures:
    return score_passages(words, terms, [(text, cosine)], TODAY, WEIGHTS)[0].features


def test_title_counts_for_the_passage_but_for_no_sentence(words: FullTextIndex, terms: QueryTerms) -> None:
    computed = features(words, terms, passage("A ferry came.", "The tunnel and the crane.", title="A quay"))
    assert computed.term_coverage == pytest.approx(1.0)
    assert computed.best_sentence_coverage == pytest.approx(0.5)
    assert computed.title_coverage == pytest.approx(0.25)


def test_bigrams_match_within_one_sentence_or_the_title(words: FullTextIndex, terms: QueryTerms) -> None:
    assert set(terms.bigram_weights) == {("quay", "ferri"), ("ferri", "tunnel"), ("tunnel", "crane")}
    in_title = passage("A quay.", "Ferry.", title="Tunnel crane")
    in_sentence = passage("Quay ferry tunnel.", title="Crane")
    in_another_order = passage("A ferry quay.", "Tunnel.", title="Crane")
    assert features(words, terms, in_title).bigram_coverage == pytest.approx(1 / 3)
    assert features(words, terms, in_sentence).bigram_coverage == pytest.approx(2 / 3)
    assert features(words, terms, in_another_order).bigram_coverage == 0.0


@pytest.mark.parametrize(("first", "is_lead"), [(0, 1.0), (1, 0.0), (7, 0.0)])
def test_only_the_opening_passage_is_the_lead(
    words: FullTextIndex, terms: QueryTerms, first: int, is_lead: float
) -> None:
    assert features(words, terms, passage("A quay.", first=first)).is_lead == is_lead


@pytest.mark.parametrize(
    ("day", "days"),
    [(TODAY, 0), (dt.date(2026, 5, 9), 1), (dt.date(2026, 5, 12), 2), (dt.date(2026, 4, 10), 30), (None, 365)],
)
def test_age_is_logarithmic_and_a_year_without_a_date(
    words: FullTextIndex, terms: QueryTerms, day: dt.date | None, days: int
) -> None:
    assert features(words, terms, passage("A quay.", day=day)).age == pytest.approx(math.log(days + 1))


def test_passage_without_query_terms_has_only_a_cosine(words: FullTextIndex, terms: QueryTerms) -> None:
    expected = PassageFeatures(-0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert features(words, terms, passage("It rains.", first=3), -0.25) == expected


def test_scores_are_weighted_sums() -> None:
    given = PassageFeatures(
        cosine=0.5,
        term_coverage=0.25,
        bigram_coverage=0.2,
        best_sentence_coverage=0.1,
        title_coverage=0.3,
        is_lead=1.0,
        age=2.0,
    )
    content_score = 2 * 0.5 + 3 * 0.25 + 5 * 0.2 + 7 * 0.1 + 11 * 0.3 + 13
    assert given.content_score(WEIGHTS) == pytest.approx(content_score)
    assert given.score(WEIGHTS) == pytest.approx(content_score - 17 * 2.0)


def test_newer_passage_ranks_first_and_content_score_ignores_age(words: FullTextIndex, terms: QueryTerms) -> None:
    days = [dt.date(2020, 1, 1), TODAY, None, dt.date(2026, 5, 1)]
    candidates = [(passage("A quay.", number=number, day=day), 0.5) for number, day in enumerate(days)]
    scored = score_passages(words, terms, candidates, TODAY, PassageWeights())
    assert [one.passage.published for one in scored] == [TODAY, dt.date(2026, 5, 1), None, dt.date(2020, 1, 1)]
    assert len({one.content_score for one in scored}) == 1
    assert [one.content_score - one.score for one in scored] == pytest.approx(
        [0.5 * math.log1p(age) for age in (0, 9, 365, 2321)]
    )


def test_passages_are_sorted_by_score_and_ties_keep_their_order(words: FullTextIndex, terms: QueryTerms) -> None:
    candidates = [(passage("It rains.", number=number), cosine) for number, cosine in enumerate([0.1, 0.9, 0.1, 0.5])]
    scored = score_passages(words, terms, candidates, TODAY, WEIGHTS)
    assert [one.passage.stored.number for one in scored] == [1, 3, 0, 2]
    assert score_passages(words, terms, [], TODAY, WEIGHTS) == []


def test_terms_include_the_title_and_tokens_do_not(words: FullTextIndex, terms: QueryTerms) -> None:
    text = passage("The quays, the quay!", "🙂", title="Two ferries")
    [scored] = score_passages(words, terms, [(text, 0.0)], TODAY, WEIGHTS)
    assert isinstance(scored, ScoredPassage)
    assert list(scored.tokens) == [["the", "quay", "the", "quay"], []]
    assert list(scored.title_tokens) == ["two", "ferri"]
    assert scored.terms == {"the", "quay", "two", "ferri"}
