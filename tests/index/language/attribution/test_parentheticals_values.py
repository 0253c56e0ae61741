"""Content around parenthetical cues, in hand-written trees."""

import pytest

from index.language.attribution.parentheticals import parenthetical_content
from tests.index.language.small_trees import article, printed


def said(*sentences: str, verb: str = "said") -> list[str]:
    page = article(sentences)
    [block] = page.blocks
    token = next(token for token in block.tokens if token.text == verb)
    return printed(page, parenthetical_content(token, block, page))


IT_FELL = "It/PRP/nsubj/1 fell=fall/VBD/ccomp/4 ,/,/punct/4 "
VALE_SAID = "Vale/NNP/nsubj/4 said=say/VBD/ROOT/4 "
TWICE = ",/,/punct/4 twice/RB/advmod/1 again/RB/advmod/1 ././punct/4"


def test_words_before_and_after_the_cue_are_content() -> None:
    assert said(IT_FELL + VALE_SAID + TWICE) == ["It fell", "twice again."]
    assert said(IT_FELL + VALE_SAID + "././punct/4") == ["It fell"]
    assert said(IT_FELL + VALE_SAID) == ["It fell"]


def test_inverted_name_is_found_without_the_tree() -> None:
    assert said(IT_FELL.replace("/4", "/3") + "said=say/VBD/ROOT/3 Vale/NNP/dep/3 ././punct/3") == ["It fell"]
    thinks = IT_FELL.replace("/4", "/3") + "thinks=think/VBZ/ROOT/3 Vale/NNP/dep/3 ././punct/3"
    assert said(thinks, verb="thinks") == []


def test_verb_of_the_mind_with_its_subject_is_a_cue() -> None:
    assert said(IT_FELL + "Vale/NNP/nsubj/4 thinks=think/VBZ/ROOT/4 ././punct/4", verb="thinks") == ["It fell"]


def test_day_is_no_speaker() -> None:
    assert said(IT_FELL + "Monday/NNP/nsubj/4/DATE said=say/VBD/ROOT/4 ././punct/4") == []


@pytest.mark.parametrize("mark", [",", ";", "\u2014", "\u2013", "--", "?", "!", "\u2026"])
def test_mark_sets_the_cue_apart(mark: str) -> None:
    assert len(said(IT_FELL.replace(",/,", f"{mark}/:") + VALE_SAID + "././punct/4")) == 1


def test_colon_sets_the_cue_apart_by_its_tag() -> None:
    assert said(IT_FELL.replace(",/,", ":/:") + VALE_SAID + "././punct/4") == ["It fell"]


def test_words_that_run_into_the_cue_are_no_content() -> None:
    assert said(IT_FELL.replace(",/,/punct/4 ", "so/RB/advmod/1 ") + VALE_SAID + "././punct/4") == []
    assert said(IT_FELL.replace(",/,/punct/4 ", "(/-LRB-/punct/4 ") + VALE_SAID + "././punct/4") == []


def test_word_between_verb_and_name_joins_the_cue_to_its_sentence() -> None:
    cue = "said=say/VBD/ROOT/3 quietly/RB/advmod/3 Vale/NNP/nsubj/3 ././punct/3"
    assert said(IT_FELL.replace("/4", "/3") + cue) == []
    assert said(IT_FELL.replace("/4", "/3") + cue.replace("quietly/RB/advmod/3 ", "")) == ["It fell"]


def test_description_of_the_speaker_is_no_content() -> None:
    cue = "said=say/VBD/ROOT/3 Vale/NNP/nsubj/3 ,/,/punct/4 the/DT/det/7 mayor/NN/appos/4 ././punct/3"
    assert said(IT_FELL.replace("/4", "/3") + cue) == ["It fell"]


def test_cue_with_an_object_is_not_set_apart() -> None:
    assert said(IT_FELL + VALE_SAID + "things/NNS/dobj/4 ././punct/4") == []
    assert said(IT_FELL + VALE_SAID + "and/CC/cc/4 left/VBD/conj/4 ././punct/4") == []
    assert said(IT_FELL + VALE_SAID + "that/IN/mark/4 ././punct/4") == []
    assert said(IT_FELL + VALE_SAID + "to/TO/aux/6 go/VB/xcomp/4 ././punct/4") == []
    assert said(IT_FELL + VALE_SAID + "Monday/NNP/npadvmod/4 ././punct/4") == ["It fell"]


def test_addressee_belongs_to_the_cue() -> None:
    told = IT_FELL + "Vale/NNP/nsubj/4 told=tell/VBD/ROOT/4 reporters/NNS/dobj/4 ././punct/4"
    assert said(told, verb="told") == ["It fell"]


def test_cue_has_fewer_than_twenty_six_tokens() -> None:
    assert said(IT_FELL + VALE_SAID + "so/RB/advmod/4 " * 23 + TWICE) == ["It fell", "twice again."]
    assert said(IT_FELL + VALE_SAID + "so/RB/advmod/4 " * 24 + TWICE) == []


def test_sentence_around_an_as_clause_is_content() -> None:
    opening = (
        "As/IN/mark/2 Vale/NNP/nsubj/2 said=say/VBD/advcl/{0} {2},/,/punct/{0} "
        "it/PRP/nsubj/{0} fell=fall/VBD/ROOT/{1} ././punct/{1}"
    )
    assert said(opening.format(5, 5, "")) == ["it fell."]
    assert said(opening.format(6, 6, "today/RB/advmod/2 ")) == ["it fell."]


def test_as_inside_a_sentence_is_cut_out() -> None:
    start = "It/PRP/nsubj/1 fell=fall/VBD/ROOT/1 {}/,/punct/1 as/IN/mark/5 Vale/NNP/nsubj/5 said=say/VBD/advcl/1 "
    assert said(start.format(",") + ",/,/punct/1 twice/RB/advmod/1 again/RB/advmod/1 ././punct/1") == [
        "It fell",
        "twice again.",
    ]
    assert said(start.format(",") + "././punct/1") == ["It fell"]
    assert said(start.format("today") + ",/,/punct/1 twice/RB/advmod/1 again/RB/advmod/1 ././punct/1") == []


def test_as_opens_the_sentence_after_two_tokens() -> None:
    sentence = (
        "Soon/RB/advmod/7 then/RB/advmod/7 as/IN/mark/4 Vale/NNP/nsubj/4 said=say/VBD/advcl/7 ,/,/punct/7 "
        "it/PRP/nsubj/7 fell=fall/VBD/ROOT/7 ././punct/7"
    )
    assert said(sentence) == ["it fell."]


def test_as_without_a_subject_is_no_cue() -> None:
    assert (
        said("As/IN/mark/1 said=say/VBD/advcl/4 Vale/NNP/dep/1 ,/,/punct/4 it/PRP/ROOT/4 fell/VBD/dep/4 ././punct/4")
        == []
    )


QUOTED = "\u201c/``/punct/2 It/PRP/nsubj/2 fell=fall/VBD/{0}/{1} {2}/,/punct/2 \u201d/''/punct/2 "


def test_quotation_that_ends_the_sentence_before_is_content() -> None:
    cue = "said=say/VBD/ROOT/5 Vale/NNP/nsubj/5 ././punct/5"
    for mark in ("?", "!", ",", "\u2026"):
        assert said(QUOTED.format("ROOT", 2, mark), cue) == [f"\u201cIt fell{'' if mark in '?!,' else ' '}{mark}\u201d"]
    assert said(QUOTED.format("ROOT", 2, "."), cue) == []
    assert said("So/RB/dep/1 it/PRP/ROOT/1 fell/VBD/dep/1 in/RB/dep/1 ?/./punct/1", cue) == []


def test_words_before_a_quotation_are_content_unless_a_colon_separates_them() -> None:
    quoted = (
        "\u201c/``/punct/4 It/PRP/nsubj/4 fell=fall/VBD/ccomp/8 ,/,/punct/4 \u201d/''/punct/4 "
        "Vale/NNP/nsubj/8 said=say/VBD/ROOT/8 ././punct/8"
    )
    assert said("So/RB/advmod/4 then/RB/advmod/4 ".replace("4", "4") + quoted) == ["So then \u201cIt fell,\u201d"]
    assert said("Then/RB/advmod/4 :/:/punct/4 " + quoted) == ["\u201cIt fell,\u201d"]
    assert said("Then/RB/advmod/4 \u2014/:/punct/4 " + quoted) == ["\u201cIt fell,\u201d"]


CUE = "Vale/NNP/nsubj/6 said=say/VBD/ROOT/6 "


def test_quotation_on_both_sides_of_the_cue_is_content() -> None:
    behind = ",/,/punct/6 \u201c/``/punct/9 twice/RB/advmod/2 ././punct/9 \u201d/''/punct/9"
    assert said(QUOTED.format("ccomp", 6, ",") + CUE + behind) == ["\u201cIt fell,\u201d", "\u201ctwice.\u201d"]


def test_plain_words_after_the_cue_of_a_quotation_are_no_content() -> None:
    behind = ",/,/punct/6 the/DT/det/9 mayor/NN/dep/6 too/RB/dep/6 ././punct/6"
    assert said(QUOTED.format("ccomp", 6, ",") + CUE + behind) == ["\u201cIt fell,\u201d"]


def test_title_of_four_words_belongs_to_the_cue() -> None:
    show = "\u201c/``/punct/6 {}\u201d/''/punct/6 on/IN/prep/6 Monday/NNP/pobj/6 ,/,/punct/6 "
    behind = "\u201c/``/punct/6 twice/RB/advmod/2 ././punct/6 \u201d/''/punct/6"
    start = QUOTED.format("ccomp", 6, ",") + CUE.replace("said=say", "told=tell")
    four = "The/DT/det/6 Very/RB/dep/6 Late/JJ/dep/6 Show/NN/dep/6 "
    assert said(start + show.format(four) + behind, verb="told") == ["\u201cIt fell,\u201d", "\u201ctwice.\u201d"]
    five = said(start + show.format("Now/RB/dep/6 " + four) + behind, verb="told")
    assert "\u201cNow The Very Late Show\u201d" in five[1]


def test_adverbs_and_participles_in_front_of_the_cue_are_no_content() -> None:
    front = "{} ,/,/punct/4 " + VALE_SAID + ",/,/punct/4 it/PRP/nsubj/7 fell=fall/VBD/ccomp/4 ././punct/4"
    assert said(front.format("Later/RB/advmod/4 today/NN/npadvmod/4")) == ["it fell."]
    assert said(front.format("Asked=ask/VBN/advcl/4 today/NN/npadvmod/0")) == ["it fell."]
    assert said(front.format("In/IN/prep/4 short/JJ/pobj/0")) == ["In short", "it fell."]


def test_participle_or_preposition_after_the_cue_does_not_continue_the_content() -> None:
    start = IT_FELL + VALE_SAID + ",/,/punct/4 "
    assert said(start + "smiling=smile/VBG/advcl/4 again/RB/advmod/6 ././punct/4") == ["It fell"]
    assert said(start + "in/IN/prep/4 town/NN/pobj/6 ././punct/4") == ["It fell"]
    assert said(start + "and/CC/cc/4 warned=warn/VBD/conj/4 us/PRP/dobj/7 ././punct/4") == ["It fell"]
    assert said(start + "and/CC/cc/1 broke=break/VBD/conj/1 twice/RB/advmod/7 ././punct/4") == [
        "It fell",
        "and broke twice.",
    ]


def test_verb_of_quotations_needs_their_marks() -> None:
    laughed = "Vale/NNP/nsubj/{0} laughed=laugh/VBD/ROOT/{0} ././punct/{0}"
    assert said(IT_FELL + laughed.format(4), verb="laughed") == []
    assert said(QUOTED.format("ccomp", 6, ",") + laughed.format(6), verb="laughed") == ["\u201cIt fell,\u201d"]


def test_single_last_word_behind_the_cue_does_not_go_on() -> None:
    assert said(IT_FELL + VALE_SAID + ",/,/punct/4 twice/RB/advmod/1") == ["It fell"]


def test_statement_of_another_cue_is_not_joined_to_a_quotation() -> None:
    before = "Berg/NNP/nsubj/1 {}/VBD/ccomp/6 it/PRP/nsubj/3 fell=fall/VBD/ccomp/1 ,/,/punct/6 "
    behind = (
        "Vale/NNP/nsubj/6 added=add/VBD/ROOT/6 ,/,/punct/6 \u201c/``/punct/10 and/CC/cc/10 "
        "sank=sink/VBD/conj/6 ././punct/6 \u201d/''/punct/10"
    )
    assert said(before.format("said=say") + behind, verb="added") == ["\u201cand sank.\u201d"]
    assert said(before.format("saw=see") + behind, verb="added") == ["Berg saw it fell", "\u201cand sank.\u201d"]


def test_quotation_that_the_tree_hangs_on_the_subject_is_said() -> None:
    quoted = (
        "\u201c/``/punct/5 No/UH/dep/5 sir/NN/dep/5 ,/,/punct/5 "
        "\u201d/''/punct/5 Vale/NNP/nsubj/6 said=say/VBD/ROOT/6 ././punct/6"
    )
    assert said(quoted) == ["\u201cNo sir,\u201d"]
