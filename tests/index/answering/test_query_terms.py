"""What a question is about: its terms and pairs of words, each weighing by rarity."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.query_terms import Topic, shares, shares_of, topic_of, topic_terms
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text

TEXTS = ("the quay is long", "the quay is deep", "a ferry at the quay", "it rains on the town")
# Rarities of what three, one and none of four texts hold.
QUAY, FERRY, TUNNEL = math.log1p(1.5 / 3.5), math.log1p(3.5 / 1.5), math.log1p(4.5)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    folder: Path = tmp_path_factory.mktemp("topic") / "words"
    write_full_text(folder, [FullTextDocument(number, text, None, None) for number, text in enumerate(TEXTS)])
    return FullTextIndex(folder)


def test_a_rare_term_weighs_more_and_one_that_nobody_holds_no_less_than_the_rarest(words: FullTextIndex) -> None:
    topic = topic_of(words, "What does the ferry at the quay cost in the tunnel?")
    total = QUAY + FERRY + 2 * TUNNEL
    assert topic.terms == ["ferri", "quay", "cost", "tunnel"]
    assert topic.shares == pytest.approx(
        {"ferri": FERRY / total, "quay": QUAY / total, "cost": TUNNEL / total, "tunnel": TUNNEL / total}
    )
    assert topic.weight == pytest.approx(total)
    assert TUNNEL >= FERRY > QUAY


def test_a_term_counts_once_however_it_is_written(words: FullTextIndex) -> None:
    assert topic_of(words, "quay, QUAYS “Quay”").shares == {"quay": 1.0}
    assert topic_of(words, "quay, QUAYS “Quay”").weight == pytest.approx(QUAY)


def test_what_only_asks_is_what_it_is_about_where_there_is_nothing_else(words: FullTextIndex) -> None:
    assert topic_terms(words, "“What” did they (say) about the quay?") == ["quay"]
    assert topic_terms(words, "Who said what?") == ["who", "said", "what"]
    assert topic_of(words, "Who said what?").pairs == {}


def test_pairs_but_of_two_asking_words(words: FullTextIndex) -> None:
    topic = topic_of(words, "what did the quay cost the ferry")
    weights = {
        ("the", "quay"): QUAY,
        ("quay", "cost"): QUAY + TUNNEL,
        ("cost", "the"): TUNNEL,
        ("the", "ferri"): FERRY,
    }
    total = sum(weights.values())
    assert topic.pairs == pytest.approx({pair: weight / total for pair, weight in weights.items()})
    assert topic_of(words, "the quay").pairs == {("the", "quay"): 1.0}
    assert topic_of(words, "quay").pairs == {}


def test_a_pair_joins_the_ends_of_words_that_are_written_with_a_hyphen(words: FullTextIndex) -> None:
    assert set(topic_of(words, "well-known ferry-quay").pairs) == {("known", "ferri")}


def test_a_text_holds_the_shares_of_its_terms(words: FullTextIndex) -> None:
    topic = topic_of(words, "ferry quay")
    assert topic.held({"quay", "rain"}) == pytest.approx(QUAY / (QUAY + FERRY))
    assert topic.held(["ferri", "quay", "quay"]) == pytest.approx(1.0)
    assert topic.held(()) == 0.0
    assert topic.pairs_held({("ferri", "quay")}) == 1.0
    assert topic.pairs_held({("quay", "ferri")}) == 0.0


def test_words_that_a_text_lacks_are_told_as_they_are_written(words: FullTextIndex) -> None:
    topic = topic_of(words, "What did Ferries cost the quays?")
    assert topic.lacking({"quay"}) == ("Ferries", "cost")
    assert topic.lacking({"ferri", "cost", "quay"}) == ()


def test_shares_and_how_much_of_them_a_text_holds(words: FullTextIndex) -> None:
    wanted = shares(words, words.terms("ferry quay tunnel"))
    total = QUAY + FERRY + TUNNEL
    assert wanted == pytest.approx({"ferri": FERRY / total, "quay": QUAY / total, "tunnel": TUNNEL / total})
    topic = topic_of(words, "ferry quay tunnel")
    assert topic.held(words.tokens("Two ferries in a TUNNEL")) == pytest.approx((FERRY + TUNNEL) / total)
    assert topic.held(words.tokens("")) == 0.0
    assert shares_of({"a": 1.0, "b": 3.0}) == {"a": 0.25, "b": 0.75}
    assert shares_of({}) == {}


def test_a_text_without_a_term_is_about_nothing(words: FullTextIndex) -> None:
    topic = topic_of(words, f"?! {'x' * 70}")
    assert (topic.terms, topic.shares, topic.pairs, topic.weight) == ([], {}, {}, 0)
    assert topic.held({"quay"}) == 0


def test_an_index_of_nothing_weighs_all_terms_alike(tmp_path: Path) -> None:
    write_full_text(tmp_path / "words", [])
    assert topic_of(FullTextIndex(tmp_path / "words"), "ferry quay").shares == {"ferri": 0.5, "quay": 0.5}


@given(st.lists(st.sampled_from(["what", "the", "Quay", "ferry,", "tunnel", "well-known", "—", "rains"]), max_size=9))
def test_shares_add_up_to_one(words: FullTextIndex, drawn: list[str]) -> None:
    topic: Topic = topic_of(words, " ".join(drawn))
    assert sum(topic.shares.values()) == pytest.approx(1.0 if topic.terms else 0.0)
    assert sum(topic.pairs.values()) == pytest.approx(1.0 if topic.pairs else 0.0)
    assert topic.held(topic.terms) == pytest.approx(sum(topic.shares.values()))
