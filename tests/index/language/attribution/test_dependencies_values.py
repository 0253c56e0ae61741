"""A verb and its dependents, in hand-written trees."""

import pytest

from index.language.attribution.dependencies import (
    embedded_cues,
    frames_of,
    has_no_speaker,
    has_that,
    is_below,
    is_circumstance,
    is_infinitive,
    is_occasion,
    own_subject,
    trailing_modifier,
)
from index.language.syntax import Token
from tests.index.language.small_trees import article


def tokens_of(*sentences: str) -> list[Token]:
    [block] = article(sentences).blocks
    return list(block.tokens)


def phrase(tokens: str) -> Token:
    """Return the third token of "Vale said" and some tokens."""
    return tokens_of("Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 " + tokens)[2]


def test_particle_selects_the_frames_of_the_phrasal_verb() -> None:
    [_, verb, _] = tokens_of("Vale/NNP/nsubj/1 pointed=point/VBD/ROOT/1 out/RP/prt/1")
    assert frames_of(verb) == "co"
    [_, verb, _] = tokens_of("Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 out/RP/prt/1")
    assert frames_of(verb) == "co"
    [_, verb] = tokens_of("Vale/NNP/nsubj/1 walked=walk/VBD/ROOT/1")
    assert frames_of(verb) == ""


def test_only_a_subject_relation_makes_a_subject() -> None:
    [vale, verb, _] = tokens_of("Vale/NNP/nsubj/1 met=meet/VBD/ROOT/1 Berg/NNP/dobj/1")
    assert own_subject(verb) is vale
    [_, verb] = tokens_of("Vale/NNP/nsubjpass/1 met=meet/VBN/ROOT/1")
    assert own_subject(verb) is None


def test_token_is_below_by_any_relation_on_the_path() -> None:
    vale, said, that, it, fell = tokens_of(
        "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/ccomp/1"
    )
    assert is_below(it, said, {"ccomp"})
    assert is_below(fell, said, {"ccomp"})
    assert not is_below(it, fell, {"ccomp"})
    assert not is_below(vale, said, {"ccomp"})
    assert not is_below(said, that, {"ROOT"})


def test_infinitive_has_to() -> None:
    assert is_infinitive(tokens_of("to/TO/aux/1 go/VB/ROOT/1")[1])
    assert not is_infinitive(tokens_of("to/IN/mark/1 go/VB/ROOT/1")[1])
    assert not is_infinitive(tokens_of("will/MD/aux/1 go/VB/ROOT/1")[1])


def test_clause_with_that_has_it_as_its_mark() -> None:
    assert has_that(tokens_of("that/IN/mark/1 went=go/VBD/ROOT/1")[1])
    assert not has_that(tokens_of("that/DT/nsubj/1 went=go/VBD/ROOT/1")[1])
    assert not has_that(tokens_of("if/IN/mark/1 went=go/VBD/ROOT/1")[1])


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("Monday/NNP/npadvmod/1/DATE", True),
        ("today/RB/advmod/1/TIME", True),
        ("loudly/RB/advmod/1", False),
        ("Monday/NNP/dobj/1/DATE", False),
        ("since/IN/prep/1 Monday/NNP/pobj/2", True),
        ("during/IN/prep/1 talks/NNS/pobj/2", True),
        ("by/IN/prep/1 phoning/VBG/pcomp/2", True),
        ("by/IN/prep/1 phone/NN/pobj/2", False),
        ("about/IN/prep/1 phoning/VBG/pcomp/2", False),
        ("on/IN/prep/1 Monday/NNP/pobj/2/DATE", True),
        ("at/IN/prep/1 rally/NN/pobj/2", True),
        ("in/IN/prep/1 speech/NN/pobj/2", True),
        ("in/IN/prep/1 town/NN/pobj/2", False),
        ("for/IN/prep/1 rally/NN/pobj/2", False),
        ("in/IN/prep/1", False),
    ],
)
def test_circumstance_names_a_time_or_an_occasion(tokens: str, expected: bool) -> None:
    assert is_circumstance(phrase(tokens)) is expected


def test_occasion_after_a_noun_is_a_single_noun() -> None:
    claims = "Vale/NNP/nsubj/1 made=make/VBD/ROOT/1 claims/NNS/dobj/1 in/IN/prep/2 "
    assert is_circumstance(tokens_of(claims + "speech/NN/pobj/3")[3])
    assert not is_circumstance(tokens_of(claims + "speeches=speech/NNS/pobj/3")[3])
    assert not is_circumstance(tokens_of(claims + "May/NN/pobj/3/DATE")[3])


def test_occasion_is_a_time_or_an_event() -> None:
    assert is_occasion(phrase("noon/NN/dobj/1/TIME"))
    assert is_occasion(phrase("rally/NN/dobj/1"))
    assert not is_occasion(phrase("bridge/NN/dobj/1"))


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("You/PRP/nsubj/1 say/VBP/ROOT/1", 1, True),
        ("They/PRP/nsubj/1 say/VBP/ROOT/1", 1, False),
        ("Please/UH/intj/1 say/VB/ROOT/1 it/PRP/dobj/1", 1, True),
        ("Do/VB/aux/2 n't/RB/neg/2 say/VB/ROOT/2", 2, True),
        ("Officials/NNS/dep/1 say/VB/ROOT/1", 1, False),
        ("It/PRP/nsubj/1 is=be/VBZ/ROOT/1 hard/JJ/acomp/1 to/TO/aux/4 say/VB/xcomp/2", 4, True),
        ("It/PRP/nsubj/1 seems=seem/VBZ/ROOT/1 hard/JJ/acomp/1 to/TO/aux/4 say/VB/xcomp/2", 4, False),
        ("He/PRP/nsubj/1 is=be/VBZ/ROOT/1 quick/JJ/acomp/1 to/TO/aux/4 say/VB/xcomp/2", 4, False),
        ("It/PRP/nsubj/1 goes=go/VBZ/ROOT/1 without/IN/prep/1 saying=say/VBG/pcomp/2", 3, True),
        ("It/PRP/nsubj/1 was=be/VBD/ROOT/1 often/RB/advmod/1 said=say/VBD/ccomp/1", 3, False),
        ("It/PRP/nsubj/1 was=be/VBD/ROOT/1 he/PRP/attr/1 telling=tell/VBG/relcl/2", 3, False),
    ],
)
def test_verb_is_idle_in_orders_and_impersonal_phrases(sentence: str, verb: int, expected: bool) -> None:
    assert has_no_speaker(tokens_of(sentence)[verb]) is expected


SAID = "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 fell=fall/VBD/ccomp/1 "


def further(tokens: str) -> list[str]:
    return [token.text for token in embedded_cues(tokens_of(SAID + tokens)[3])]


def test_coordinated_cue_below_the_clause_is_a_further_cue() -> None:
    assert further("and/CC/cc/3 predicted=predict/VBD/conj/3") == ["predicted"]
    assert further("and/CC/cc/3 predicts=predict/VBZ/conj/3") == ["predicts"]
    assert further("and/CC/cc/3 warned=warn/VBN/conj/3") == []
    assert further("and/CC/cc/3 predicted=predict/VBD/dep/3") == []
    assert further("and/CC/cc/3 walked=walk/VBD/conj/3") == []
    assert further("and/CC/cc/3 laughed=laugh/VBD/conj/3") == []
    assert further("and/CC/cc/3 praised=praise/VBD/conj/3") == ["praised"]
    assert further("and/CC/cc/3 spoke=speak/VBD/conj/3") == ["spoke"]
    assert further("and/CC/cc/3 predicted=predict/NN/conj/3") == []
    assert further("and/CC/cc/3 hoped=hope/VBD/conj/3") == []


def test_further_cue_has_no_subject_or_a_person() -> None:
    assert further("and/CC/cc/3 Berg/NNP/nsubj/6/PERSON predicted=predict/VBD/conj/3") == ["predicted"]
    assert further("and/CC/cc/3 maps/NNS/nsubj/6 showed=predict/VBD/conj/3") == []


def test_participle_after_a_comma_is_a_further_cue() -> None:
    assert further(",/,/punct/3 adding=add/VBG/advcl/3") == ["adding"]
    assert further("then/RB/advmod/3 adding=add/VBG/advcl/3") == []
    assert further(",/,/punct/3 then/RB/advmod/3 adding=add/VBG/advcl/3") == []
    assert further(",/,/punct/3 added=add/VBN/advcl/3") == []


CLOSED = "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 closed=close/VBD/ccomp/1 "


def added(tokens: str, first: int = 2) -> str | None:
    [block] = article([CLOSED + tokens]).blocks
    token = trailing_modifier(set(range(first, len(block.tokens))), block)
    return None if token is None else token.text


@pytest.mark.parametrize("mark", [",", "\u2014", "\u2013", "-", "--"])
@pytest.mark.parametrize("dep", ["relcl", "appos", "advcl"])
def test_modifier_after_a_mark_ends_the_clause(mark: str, dep: str) -> None:
    assert added(f"{mark}/,/punct/3 which/WDT/nsubj/6 helped=help/VBD/{dep}/3") == "helped"


def test_addition_needs_its_mark_its_relation_and_the_end() -> None:
    assert added("there/RB/advmod/3 which/WDT/nsubj/6 helped=help/VBD/relcl/3") is None
    assert added(",/,/punct/3 which/WDT/nsubj/6 helped=help/VBD/dep/3") is None
    assert added(",/,/punct/3 which/WDT/nsubj/6 helped=help/VBD/relcl/3 today/NN/npadvmod/3") is None
    assert added(",/,/punct/3 which/WDT/nsubj/6 helped=help/VBD/relcl/3", first=5) is None
    [block] = article([CLOSED]).blocks
    assert trailing_modifier(set(), block) is None


def test_list_of_names_is_no_trailing_modifier() -> None:
    names = ",/,/punct/3 Vale/NNP/appos/3 and/CC/cc/5 Holm/NNP/conj/5"
    assert added(names) is None
    assert added(names.replace("CC/cc", "IN/cc")) == "Vale"
    assert added(names.replace("appos", "relcl")) == "Vale"
