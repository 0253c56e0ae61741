"""Cues other than verbs, in hand-written trees."""

from collections.abc import Callable

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.nonverbal_cues import (
    CueMatch,
    match_according,
    match_adjective,
    match_noun,
)
from index.language.syntax import Block, Token
from tests.index.language.small_trees import article, printed

Rule = Callable[[Token, Block, AnnotatedArticle], CueMatch | None]
Row = tuple[str, str | None, list[str]] | None


def row(match: CueMatch | None, page: AnnotatedArticle) -> Row:
    if match is None:
        return None
    return match.frame, match.head.text if match.head else None, printed(page, match.spans)


def cue(rule: Rule, sentence: str, index: int) -> Row:
    page = article([sentence])
    [block] = page.blocks
    return row(rule(block.tokens[index], block, page), page)


FELL = "Vale/NNP/nsubj/1 left=leave/VBD/ROOT/1 because/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/advcl/1 "


def test_clause_that_according_to_hangs_on_is_content() -> None:
    sentence = FELL + "according=accord/VBG/prep/4 to/IN/prep/5 Berg/NNP/pobj/6"
    assert cue(match_according, sentence, 5) == ("according", "Berg", ["Vale left because it fell"])


def test_subordinate_clause_before_according_to_belongs_to_the_content() -> None:
    sentence = FELL + "twice/RB/advmod/4 according=accord/VBG/prep/5 to/IN/prep/6 Berg/NNP/pobj/7"
    assert cue(match_according, sentence, 6) == ("according", "Berg", ["Vale left because it fell twice"])


def test_to_is_the_next_word_if_the_tree_hides_it() -> None:
    sentence = FELL + "according=accord/VBG/advmod/6 to/IN/prep/4 Berg/NNP/pobj/6"
    assert cue(match_according, sentence, 5) == ("according", "Berg", ["Vale left because it fell"])


def test_according_without_a_source_is_no_cue() -> None:
    assert cue(match_according, FELL + "according=accord/VBG/prep/4 to/IN/prep/5", 5) is None
    assert cue(match_according, FELL + "according=accord/VBG/prep/4", 5) is None


def test_clause_of_a_noun_with_an_owner_is_content() -> None:
    start = "Vale/NNP/nsubj/1 denied=deny/VBD/ROOT/1 her/PRP$/poss/3 claim/NN/dobj/1 "
    assert cue(match_noun, start + "that/IN/mark/6 it/PRP/nsubj/6 fell=fall/VBD/acl/3", 3) == (
        "noun",
        "her",
        ["that it fell"],
    )
    assert cue(match_noun, start + "to/TO/aux/5 know/VB/acl/3", 3) == ("noun", "her", ["to know"])
    assert cue(match_noun, start + "it/PRP/nsubj/5 fell=fall/VBD/acl/3", 3) is None
    assert cue(match_noun, start + "of/IN/prep/3 theft/NN/pobj/4", 3) == ("noun_of", "her", ["theft"])
    assert cue(match_noun, start + "on/IN/prep/3 theft/NN/pobj/4", 3) is None
    assert cue(match_noun, start + "of/IN/agent/3 theft/NN/pobj/4", 3) is None


def test_clause_of_a_noun_without_an_owner_is_no_content() -> None:
    sentence = (
        "Vale/NNP/nsubj/1 denied=deny/VBD/ROOT/1 a/DT/det/3 claim/NN/dobj/1 "
        "that/IN/mark/6 it/PRP/nsubj/6 fell=fall/VBD/acl/3"
    )
    assert cue(match_noun, sentence, 3) is None


def test_clause_of_another_noun_is_no_content() -> None:
    sentence = "her/PRP$/poss/1 bridge/NN/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/acl/1"
    assert cue(match_noun, sentence, 1) is None


def test_clause_of_an_adjective_is_content() -> None:
    end = "is=be/VBZ/ROOT/1 sure/JJ/acomp/1 that/IN/mark/5 it/PRP/nsubj/5 fell=fall/VBD/ccomp/2"
    assert cue(match_adjective, "Vale/NNP/nsubj/1 " + end, 2) == ("adjective", "Vale", ["that it fell"])
    assert cue(match_adjective, "It/PRP/nsubj/1 " + end, 2) is None
    assert cue(match_adjective, "Vale/NNP/dep/1 " + end, 2) is None
    assert cue(match_adjective, "Vale/NNP/nsubj/1 " + end.replace("acomp", "attr"), 2) is None
    assert cue(match_adjective, "Vale/NNP/nsubj/1 " + end.replace("ccomp", "advcl"), 2) is None
