"""Roles beside names, in hand-written trees."""

import pytest

from index.language.coreference.role_phrases import RolePhrase, role_nouns, role_phrases
from tests.index.language.small_trees import article


def roles(sentence: str, first: int, last: int) -> list[tuple[str | None, set[str]]]:
    """Return role and nouns of each phrase about the name between two tokens."""
    page = article([sentence])
    [block] = page.blocks
    phrases = role_phrases(
        page.text, block, (first, last), block.tokens[last], lambda token: first <= token.index <= last
    )
    return [(phrase.role, set(phrase.nouns)) for phrase in phrases]


ANN = "Ann/NNP/compound/{0} Bell/NNP/{1}/{2} "


def test_words_before_a_name_are_a_role() -> None:
    tokens = "Harbour/NN/compound/3 Director/NN/compound/3 Ann/NNP/compound/3 Bell/NNP/nsubj/4 left/VBD/ROOT/4"
    assert roles(tokens, 2, 3) == [("Harbour Director", {"director"})]
    assert roles("then/RB/advmod/3 " + tokens[tokens.index("Director") :], 2, 3) == [("Director", {"director"})]


def test_apposition_after_a_name_is_a_role() -> None:
    tokens = (
        "Ann/NNP/compound/1 Bell/NNP/nsubj/8 ,/,/punct/1 the/DT/det/5 harbour/NN/compound/5 "
        "director/NN/appos/1 of/IN/prep/5 York/NNP/pobj/6 left/VBD/ROOT/8"
    )
    assert roles(tokens, 0, 1) == [("harbour director of York", {"director"})]


def test_apposed_name_has_the_role_before_it() -> None:
    tokens = "The/DT/det/1 director/NN/nsubj/5 ,/,/punct/1 Ann/NNP/compound/4 Bell/NNP/appos/1 left/VBD/ROOT/5"
    assert roles(tokens, 3, 4) == [("director", {"director"})]
    assert roles(tokens.replace("appos", "dep"), 3, 4) == []
    assert roles(tokens.replace("NN/nsubj", "VB/nsubj"), 3, 4) == []


def test_noun_after_is_names_a_role() -> None:
    tokens = "Ann/NNP/compound/1 Bell/NNP/nsubj/2 is=be/VBZ/ROOT/2 a/DT/det/4 director/NN/attr/2"
    assert roles(tokens, 0, 1) == [("director", {"director"})]
    assert roles(tokens.replace("is=be", "met=meet"), 0, 1) == []
    assert roles(tokens.replace("NN/attr", "JJ/attr"), 0, 1) == []


def test_clause_is_no_part_of_a_role() -> None:
    tokens = (
        "Ann/NNP/compound/1 Bell/NNP/nsubj/2 is=be/VBZ/ROOT/2 a/DT/det/4 "
        "director/NN/attr/2 who/WP/nsubj/6 left/VBD/relcl/4"
    )
    assert roles(tokens, 0, 1) == [("director", {"director"})]


@pytest.mark.parametrize(("adjectives", "shown"), [(10, True), (11, True), (12, False)])
def test_role_has_at_most_twelve_words(adjectives: int, shown: bool) -> None:
    head = 3 + adjectives
    words = f"old/JJ/amod/{head} " * adjectives
    tokens = f"Ann/NNP/compound/1 Bell/NNP/nsubj/2 is=be/VBZ/ROOT/2 {words}director/NN/attr/2"
    assert bool(roles(tokens, 0, 1)) is shown


def test_joined_noun_is_a_role_too() -> None:
    tokens = "Ann/NNP/compound/1 Bell/NNP/nsubj/2 is=be/VBZ/ROOT/2 director/NN/attr/2 and/CC/cc/3 father/NN/dep/3"
    [(role, _)] = roles(tokens, 0, 1)
    assert role == "director"


def test_mere_title_is_not_shown() -> None:
    assert roles("Mr./NNP/compound/2 Ann/NNP/compound/2 Bell/NNP/nsubj/3 left/VBD/ROOT/3", 1, 2) == [(None, set())]


def test_short_title_is_a_noun_written_out() -> None:
    member = {"lawmaker", "legislator", "politician"}
    assert role_nouns("Sen.") == {"senator", *member}
    assert role_nouns("Rep.") == {"representative", "congressman", "congresswoman", *member}
    assert role_nouns("MP") == {"mp", "parliamentarian", "backbencher", *member}
    assert role_nouns("Bishop") == {"bishop", "cleric", "clergyman", "churchman", "priest"}
    assert role_nouns("Oba") == {"oba", "monarch", "ruler"}
    assert role_nouns("PM") == {"minister"}
    assert role_nouns("Gov.") == {"governor"}
    assert role_nouns("Bridge") == set()
    assert RolePhrase("mayor", frozenset({"mayor"})).role == "mayor"


def test_title_before_a_bare_surname_is_a_role() -> None:
    assert roles("Mayor/NNP/compound/1 Bell/NNP/nsubj/2 left/VBD/ROOT/2", 1, 1) == [("Mayor", {"mayor"})]
