"""The terms and bigrams of a query, weighted by rarity."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.query_terms import content_terms, query_terms, term_weights
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text

TEXTS = ("the quay is long", "the quay is deep", "a ferry at the quay", "it rains on the town")
# The idf of terms that three, one and none of the four texts contain.
QUAY, FERRY, TUNNEL = math.log1p(1.5 / 3.5), math.log1p(3.5 / 1.5), math.log1p(4.5)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    folder: Path = tmp_path_factory.mktemp("terms") / "words"
    write_full_text(folder, [FullTextDocument(number, text, None, None) for number, text in enumerate(TEXTS)])
    return FullTextIndex(folder)


def test_rare_terms_weigh_more_and_unknown_terms_no_less_than_the_rarest(words: FullTextIndex) -> None:
    query = query_terms(words, "What does the ferry at the quay cost in the tunnel?")
    total = QUAY + FERRY + 2 * TUNNEL
    assert query.terms == ["ferri", "quay", "cost", "tunnel"]
    assert query.weights == pytest.approx(
        {"ferri": FERRY / total, "quay": QUAY / total, "cost": TUNNEL / total, "tunnel": TUNNEL / total}
    )
    assert query.total_idf == pytest.approx(total)
    assert TUNNEL >= FERRY > QUAY


def test_spellings_of_a_term_count_once(words: FullTextIndex) -> None:
    assert query_terms(words, "quay, QUAYS “Quay”").weights == {"quay": 1.0}
    assert query_terms(words, "quay, QUAYS “Quay”").total_idf == pytest.approx(QUAY)


def test_stopwords_are_terms_only_if_there_are_no_others(words: FullTextIndex) -> None:
    assert content_terms(words, "“What” did they (say) about the quay?") == ["quay"]
    assert content_terms(words, "Who said what?") == ["who", "said", "what"]
    assert query_terms(words, "Who said what?").bigram_weights == {}


def test_bigrams_contain_at_most_one_stopword(words: FullTextIndex) -> None:
    query = query_terms(words, "what did the quay cost the ferry")
    weights = {
        ("the", "quay"): QUAY,
        ("quay", "cost"): QUAY + TUNNEL,
        ("cost", "the"): TUNNEL,
        ("the", "ferri"): FERRY,
    }
    total = sum(weights.values())
    assert query.bigram_weights == pytest.approx({bigram: weight / total for bigram, weight in weights.items()})
    assert query_terms(words, "the quay").bigram_weights == {("the", "quay"): 1.0}
    assert query_terms(words, "quay").bigram_weights == {}


def test_bigram_joins_the_adjacent_ends_of_hyphenated_words(words: FullTextIndex) -> None:
    assert set(query_terms(words, "well-known ferry-quay").bigram_weights) == {("known", "ferri")}


def test_coverage_is_the_weight_of_the_terms_in_a_text(words: FullTextIndex) -> None:
    query = query_terms(words, "ferry quay")
    assert query.coverage({"quay", "rain"}) == pytest.approx(QUAY / (QUAY + FERRY))
    assert query.coverage(["ferri", "quay", "quay"]) == pytest.approx(1.0)
    assert query.coverage(()) == 0.0
    assert query.bigram_coverage({("ferri", "quay")}) == 1.0
    assert query.bigram_coverage({("quay", "ferri")}) == 0.0


def test_missing_terms_are_spelled_as_in_the_query(words: FullTextIndex) -> None:
    query = query_terms(words, "What did Ferries cost the quays?")
    assert query.missing({"quay"}) == ("Ferries", "cost")
    assert query.missing({"ferri", "cost", "quay"}) == ()


def test_term_weights_are_shares_of_the_total_idf(words: FullTextIndex) -> None:
    total = QUAY + FERRY + TUNNEL
    weights = {"ferri": FERRY / total, "quay": QUAY / total, "tunnel": TUNNEL / total}
    assert term_weights(words, words.terms("ferry quay tunnel")) == pytest.approx(weights)
    assert term_weights(words, []) == {}
    query = query_terms(words, "ferry quay tunnel")
    assert query.coverage(words.tokens("Two ferries in a TUNNEL")) == pytest.approx((FERRY + TUNNEL) / total)
    assert query.coverage(words.tokens("")) == 0.0


def test_query_without_terms_is_empty(words: FullTextIndex) -> None:
    query = query_terms(words, f"?! {'x' * 70}")
    assert (query.terms, query.weights, query.bigram_weights, query.total_idf) == ([], {}, {}, 0)
    assert query.coverage({"quay"}) == 0


def test_empty_index_weighs_all_terms_alike(tmp_path: Path) -> None:
    write_full_text(tmp_path / "words", [])
    weights = query_terms(FullTextIndex(tmp_path / "words"), "ferry quay").weights
    assert weights == {"ferri": 0.5, "quay": 0.5}


@given(st.lists(st.sampled_from(["what", "the", "Quay", "ferry,", "tunnel", "well-known", "—", "rains"]), max_size=9))
def test_weights_add_up_to_one(words: FullTextIndex, drawn: list[str]) -> None:
    query = query_terms(words, " ".join(drawn))
    assert sum(query.weights.values()) == pytest.approx(1.0 if query.terms else 0.0)
    assert sum(query.bigram_weights.values()) == pytest.approx(1.0 if query.bigram_weights else 0.0)
    assert query.coverage(query.terms) == pytest.approx(sum(query.weights.values()))
