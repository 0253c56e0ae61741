"""The clause of a speech verb, in hand-written trees that are broken as parsers break them."""

from collections.abc import Sequence

import pytest

from index.language.attribution.clauses import add_quotations_after_cue, content_clause, that_clause
from index.language.syntax import Token
from tests.index.language.small_trees import article, printed


def clause_of(*sentences: str) -> list[str]:
    """Return the clause of the verb that is the root of the last sentence."""
    page = article(sentences)
    [block] = page.blocks
    return printed(page, content_clause(root(block.tokens), block, page))


def root(tokens: Sequence[Token]) -> Token:
    return [token for token in tokens if token.dep == "ROOT"][-1]


def test_clause_is_the_complement_of_the_verb() -> None:
    assert clause_of(
        "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 the/DT/det/3 "
        "bridge/NN/nsubj/4 was=be/VBD/ccomp/1 old/JJ/acomp/4 ././punct/1"
    ) == ["the bridge was old"]


def test_clause_before_a_comma_and_the_cue_is_content() -> None:
    assert clause_of("It/PRP/nsubj/1 was=be/VBD/ccomp/4 ,/,/punct/4 Vale/NNP/nsubj/4 said=say/VBD/ROOT/4") == ["It was"]


@pytest.mark.parametrize("mark", [";", ":"])
def test_clause_before_a_semicolon_or_colon_is_a_sentence_of_its_own(mark: str) -> None:
    assert clause_of(
        f"It/PRP/nsubj/1 was=be/VBD/ccomp/4 {mark}/:/punct/4 Vale/NNP/nsubj/4 said=say/VBD/ROOT/4 "
        "he/PRP/nsubj/6 left=leave/VBD/ccomp/4"
    ) == ["he left"]
    assert clause_of(f"It/PRP/nsubj/1 was=be/VBD/ccomp/4 {mark}/:/punct/4 Vale/NNP/nsubj/4 said=say/VBD/ROOT/4") == []


def test_quotation_before_a_semicolon_is_content() -> None:
    assert clause_of(
        "\u201c/``/punct/2 It/PRP/nsubj/2 was=be/VBD/ccomp/6 "
        "\u201d/''/punct/6 ;/:/punct/6 Vale/NNP/nsubj/6 said=say/VBD/ROOT/6"
    ) == ["\u201cIt was\u201d"]


@pytest.mark.parametrize("verb", ["asked=ask", "wondered=wonder", "questioned=question", "inquired=inquire"])
@pytest.mark.parametrize("mark", ["if", "whether"])
def test_question_is_content_if_the_parser_takes_it_for_a_condition(verb: str, mark: str) -> None:
    tokens = f"Vale/NNP/nsubj/1 {verb}/VBD/ROOT/1 {mark}/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/advcl/1"
    assert clause_of(tokens) == [f"{mark} it fell"]


def test_condition_is_no_content() -> None:
    assert clause_of("Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 if/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/advcl/1") == []
    assert clause_of("Vale/NNP/nsubj/1 asked=ask/VBD/ROOT/1 as/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/advcl/1") == []
    assert clause_of("Vale/NNP/nsubj/1 asked=ask/VBD/ROOT/1 if/IN/advmod/4 it/PRP/nsubj/4 fell=fall/VBD/advcl/1") == []
    assert clause_of("If/IN/mark/2 it/PRP/nsubj/2 fell=fall/VBD/advcl/4 Vale/NNP/nsubj/4 asked=ask/VBD/ROOT/4") == []


def test_open_complement_is_content_unless_it_is_an_infinitive_or_shown() -> None:
    assert clause_of("Vale/NNP/nsubj/1 felt=feel/VBD/ROOT/1 betrayed=betray/VBN/xcomp/1") == ["betrayed"]
    assert clause_of("Vale/NNP/nsubj/1 agreed=agree/VBD/ROOT/1 to/TO/aux/3 go/VB/xcomp/1") == []
    assert clause_of("Vale/NNP/nsubj/1 showed=show/VBD/ROOT/1 walking=walk/VBG/xcomp/1") == []


def test_seen_action_is_no_content() -> None:
    assert clause_of("Vale/NNP/nsubj/1 saw=see/VBD/ROOT/1 him/PRP/nsubj/3 go/VB/ccomp/1") == []
    assert clause_of("Vale/NNP/nsubj/1 found=find/VBD/ROOT/1 him/PRP/nsubj/3 go/VB/ccomp/1") == []
    assert clause_of("Vale/NNP/nsubj/1 saw=see/VBD/ROOT/1 that/IN/mark/4 men/NNS/nsubj/4 go/VB/ccomp/1") == [
        "that men go"
    ]
    assert clause_of("Vale/NNP/nsubj/1 heard=hear/VBD/ROOT/1 him/PRP/nsubj/3 go/VB/ccomp/1") == ["him go"]
    assert clause_of("Vale/NNP/nsubj/1 saw=see/VBD/ROOT/1 he/PRP/nsubj/3 went=go/VBD/ccomp/1") == ["he went"]


SHORT = "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 closed=close/VBD/ccomp/1 late/RB/advmod/3 ,/,/punct/3 "


def test_addition_longer_than_six_tenths_is_cut() -> None:
    assert clause_of(
        SHORT + "which/WDT/nsubj/7 angered=anger/VBD/advcl/3 most/JJS/amod/9 people/NNS/dobj/7 in/IN/prep/9 "
        "that/DT/det/12 town/NN/pobj/10"
    ) == ["it closed late"]


def test_addition_of_six_tenths_is_kept() -> None:
    assert clause_of(
        SHORT + "which/WDT/nsubj/7 angered=anger/VBD/advcl/3 people/NNS/dobj/7 in/IN/prep/8 that/DT/det/11 "
        "town/NN/pobj/9"
    ) == ["it closed late, which angered people in that town"]


def test_quoted_addition_is_kept() -> None:
    assert clause_of(
        SHORT + "\u201c/``/punct/8 which/WDT/nsubj/8 angered=anger/VBD/advcl/3 most/JJS/amod/10 people/NNS/dobj/8 "
        "in/IN/prep/10 that/DT/det/13 town/NN/pobj/11 \u201d/''/punct/8"
    ) == ["it closed late, \u201cwhich angered most people in that town\u201d"]


CLAUSE = "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 the/DT/det/3 bridge/NN/nsubj/4 was=be/VBD/ccomp/1 old/JJ/acomp/4 "


@pytest.mark.parametrize("joined", ["and", "but"])
def test_second_that_clause_is_content_if_the_parser_cuts_it_off(joined: str) -> None:
    assert clause_of(
        CLAUSE + f"{joined}/CC/cc/1 that/IN/mark/9 it/PRP/nsubj/9 fell=fall/VBD/conj/1 ,/,/punct/1 again/RB/advmod/1"
    ) == [f"the bridge was old {joined} that it fell"]


def test_second_that_clause_may_follow_a_comma() -> None:
    assert clause_of(
        CLAUSE
        + ",/,/punct/1 and/CC/cc/1 that/IN/mark/10 it/PRP/nsubj/10 fell=fall/VBD/conj/1 ,/,/punct/1 too/RB/advmod/1"
    ) == ["the bridge was old, and that it fell"]


def test_further_action_of_the_speaker_is_no_content() -> None:
    assert clause_of(CLAUSE + "and/CC/cc/1 left=leave/VBD/conj/1") == ["the bridge was old"]
    assert clause_of(CLAUSE + ",/,/punct/1 and/CC/cc/1 left=leave/VBD/conj/1") == ["the bridge was old"]
    assert clause_of(CLAUSE + "but/CC/cc/1 left=leave/VBD/conj/1") == ["the bridge was old"]


def test_objection_with_a_subject_of_its_own_is_content() -> None:
    assert clause_of(CLAUSE + "but/CC/cc/1 traffic/NN/nsubj/8 stopped=stop/VBD/conj/1 soon/RB/advmod/8") == [
        "the bridge was old but traffic stopped soon"
    ]
    assert clause_of(CLAUSE + ",/,/punct/1 but/CC/cc/1 traffic/NN/nsubj/9 stopped=stop/VBD/conj/1") == [
        "the bridge was old, but traffic stopped"
    ]


def test_answer_of_another_speaker_is_no_content() -> None:
    assert clause_of(CLAUSE + "but/CC/cc/1 Berg/NNP/nsubj/8 denied=deny/VBD/conj/1 it/PRP/dobj/8") == [
        "the bridge was old"
    ]
    assert clause_of(CLAUSE + "but/CC/cc/1 Berg/NNP/nsubj/8 left=leave/VBD/advcl/1") == ["the bridge was old"]


def test_words_that_do_not_belong_to_the_cue_complete_the_clause() -> None:
    assert clause_of(CLAUSE + "near/IN/dep/1 town/NN/pobj/6 ,/,/punct/1 today/NN/npadvmod/1") == [
        "the bridge was old near town"
    ]


@pytest.mark.parametrize("stop", [",", ";", "--", "\u2014", "and", "while", "but"])
def test_completion_ends_at_a_break(stop: str) -> None:
    assert clause_of(CLAUSE + f"near/IN/dep/1 town/NN/pobj/6 {stop}/CC/cc/1 today/NN/npadvmod/1") == [
        "the bridge was old near town"
    ]


@pytest.mark.parametrize("dep", ["prep", "npadvmod", "advmod", "prt", "dobj", "dative", "conj", "cc"])
def test_words_that_belong_to_the_cue_are_no_content(dep: str) -> None:
    assert clause_of(CLAUSE + f"Monday/NNP/{dep}/1") == ["the bridge was old"]


@pytest.mark.parametrize("mark", ["if", "because", "unless", "until"])
def test_reason_or_condition_after_the_clause_is_content(mark: str) -> None:
    assert clause_of(CLAUSE + f"{mark}/IN/mark/8 it/PRP/nsubj/8 fell=fall/VBD/advcl/1") == [
        f"the bridge was old {mark} it fell"
    ]


def test_time_clause_after_the_clause_belongs_to_the_cue() -> None:
    assert clause_of(CLAUSE + "as/IN/mark/8 it/PRP/nsubj/8 fell=fall/VBD/advcl/1") == ["the bridge was old"]
    assert clause_of(CLAUSE + "walking=walk/VBG/advcl/1 out/RP/prt/6") == ["the bridge was old"]


def test_explanation_after_a_colon_is_content() -> None:
    assert clause_of(CLAUSE + ":/:/punct/1 it/PRP/nsubj/8 fell=fall/VBD/parataxis/1 ,/,/punct/1 twice/RB/advmod/1") == [
        "the bridge was old: it fell, twice"
    ]


def test_subject_that_the_tree_gives_to_the_cue_opens_the_clause() -> None:
    assert clause_of(
        "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 the/DT/det/3 bridge/NN/dobj/1 was=be/VBD/ccomp/1 old/JJ/acomp/4"
    ) == ["the bridge was old"]


def test_addressee_does_not_open_the_clause() -> None:
    assert clause_of(
        "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 the/DT/det/3 crowd/NN/dobj/1 it/PRP/nsubj/5 was=be/VBD/ccomp/1"
    ) == ["it was"]
    assert clause_of(
        "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 the/DT/det/3 day/NN/npadvmod/1 it/PRP/nsubj/5 was=be/VBD/ccomp/1"
    ) == ["it was"]


def test_word_outside_the_cue_right_before_the_clause_is_content() -> None:
    assert clause_of("Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 here/RB/dep/1 it/PRP/nsubj/4 was=be/VBD/ccomp/1") == [
        "here it was"
    ]


def follows(sentence: str) -> list[str]:
    page = article([sentence])
    [block] = page.blocks
    return printed(page, that_clause(root(block.tokens), block, page))


def test_that_clause_is_found_though_the_tree_missed_it() -> None:
    assert follows(
        "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 them/PRP/dobj/1 that/IN/mark/5 it/PRP/nsubj/5 fell=fall/VBD/relcl/2 "
        ",/,/punct/1 again/RB/advmod/1"
    ) == ["that it fell"]
    assert follows(
        "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 that/WDT/dep/4 it/PRP/nsubj/4 fell=fall/VBD/relcl/1 ././punct/1"
    ) == ["that it fell."]


def test_that_clause_is_found_up_to_eight_tokens_after_the_cue() -> None:
    start = "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 "
    end = " that/IN/mark/{0} it/PRP/nsubj/{0} fell/VBD/relcl/1"
    assert follows(start + "men/NNS/dobj/1 " * 7 + end.format(11)) == ["that it fell"]
    assert follows(start + "men/NNS/dobj/1 " * 8 + end.format(12)) == []


def test_that_as_an_argument_opens_no_clause() -> None:
    assert follows("Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 that/DT/det/3 story/NN/dobj/1 ././punct/1") == []
    assert follows("Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 them/PRP/dobj/1 that/DT/dobj/1 ././punct/1") == []


def test_that_clause_after_another_verb_or_in_a_quotation_is_no_content() -> None:
    assert (
        follows(
            "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 them/PRP/dobj/1 to/TO/aux/4 deny/VB/xcomp/1 that/IN/mark/7 "
            "it/PRP/nsubj/7 fell=fall/VBD/ccomp/4"
        )
        == []
    )
    assert (
        follows(
            "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 \u201c/``/punct/3 them/PRP/dobj/1 \u201d/''/punct/3 that/IN/mark/7 "
            "it/PRP/nsubj/7 fell=fall/VBD/ccomp/1"
        )
        == []
    )


def grown(sentence: str) -> list[str]:
    """Return the first quotation of a sentence with those that go on behind the cue."""
    page = article([sentence])
    [block] = page.blocks
    return printed(page, add_quotations_after_cue(page.quotations.parts[:1], root(block.tokens), block, page))


OPENING = (
    "\u201c/``/punct/4 It/PRP/nsubj/2 fell=fall/VBD/ccomp/5 \u201d/''/punct/5 Vale/NNP/nsubj/5 said=say/VBD/ROOT/5 "
)
CLOSING = " \u201c/``/punct/5 and/CC/cc/5 sank=sink/VBD/conj/5 \u201d/''/punct/5"


def test_quotation_continues_after_the_cue() -> None:
    assert grown(OPENING + ",/,/punct/5" + CLOSING) == ["\u201cIt fell\u201d", "\u201cand sank\u201d"]
    assert grown(OPENING + "././punct/5") == ["\u201cIt fell\u201d"]


def test_quotation_continues_after_a_gap_of_twelve_tokens() -> None:
    assert grown(OPENING + "on/IN/prep/5 " * 11 + ",/,/punct/5" + CLOSING) == [
        "\u201cIt fell\u201d",
        "\u201cand sank\u201d",
    ]
    assert grown(OPENING + "on/IN/prep/5 " * 12 + ",/,/punct/5" + CLOSING) == ["\u201cIt fell\u201d"]


def test_short_quotation_among_the_words_of_the_cue_is_a_title() -> None:
    title = "to/IN/prep/5 \u201c/``/punct/8 Today/NNP/pobj/6 \u201d/''/punct/8 ,/,/punct/5"
    assert grown(OPENING + title + CLOSING) == ["\u201cIt fell\u201d", "\u201cand sank\u201d"]


def test_quotation_after_another_cue_is_not_taken() -> None:
    assert grown(OPENING + "and/CC/cc/5 added=add/VBD/conj/5 ,/,/punct/5" + CLOSING) == ["\u201cIt fell\u201d"]


def test_clause_without_a_quotation_takes_none() -> None:
    page = article([CLAUSE + ",/,/punct/1 \u201c/``/punct/1 and/CC/cc/1 sank=sink/VBD/conj/1 \u201d/''/punct/1"])
    [block] = page.blocks
    spans = [block.span(2, 5)]
    assert add_quotations_after_cue(spans, block.tokens[1], block, page) == spans
    assert add_quotations_after_cue([], block.tokens[1], block, page) == []


def test_words_that_hang_on_no_verb_complete_the_clause() -> None:
    assert clause_of(CLAUSE + "near/IN/dep/6 town/NN/pobj/6 ,/,/punct/1") == ["the bridge was old near town"]
    assert clause_of(CLAUSE + "while/IN/dep/6 gone/VBN/dep/6 ,/,/punct/1") == ["the bridge was old"]


def test_quotation_of_five_words_is_no_title() -> None:
    named = "in/IN/prep/5 \u201c/``/punct/5 {}\u201d/''/punct/5"
    assert grown(OPENING + named.format("so/RB/dep/5 " * 4)) == ["\u201cIt fell\u201d"]
    assert grown(OPENING + named.format("so/RB/dep/5 " * 5)) == [
        "\u201cIt fell\u201d",
        "\u201cso so so so so\u201d",
    ]
