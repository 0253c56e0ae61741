"""The content of a verb by its frame, in hand-written trees."""

from collections.abc import Callable

import pytest

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.verb_frames import (
    _adjacent_quotations,
    _infinitive,
    _object,
    _prepositional_object,
    content_of_verb,
)
from index.language.syntax import Block, Token
from index.models import Span
from tests.index.language.small_trees import article, printed

Rule = Callable[[Token, Block, AnnotatedArticle], list[Span]]


def content(rule: Rule, sentence: str, index: int = 1) -> list[str]:
    page = article([sentence])
    [block] = page.blocks
    return printed(page, rule(block.tokens[index], block, page))


def framed(sentence: str, index: int = 1) -> tuple[str, list[str]]:
    page = article([sentence])
    [block] = page.blocks
    frame, spans = content_of_verb(block.tokens[index], block, page)
    return frame, printed(page, spans)


def test_verb_outside_the_lexicon_governs_a_that_clause() -> None:
    end = "/VBD/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 fell=fall/VBD/ccomp/1"
    assert framed("Vale/NNP/nsubj/1 learned=learn" + end) == ("generic", ["that it fell"])
    assert framed("Vale/NNP/nsubj/1 meant=mean" + end) == ("", [])
    assert framed("Vale/NNP/nsubj/1 re-learned=re-learn" + end) == ("", [])
    assert framed("Vale/NNP/nsubj/1 learned=learn" + end.replace("mark", "dobj")) == ("generic", ["that it fell"])
    assert framed("Vale/NNP/nsubj/1 learned=learn" + end.replace("IN/mark", "DT/det")) == ("", [])
    assert framed("You/PRP/nsubj/1 learn" + end) == ("", [])


END = "\u201c/``/punct/1 No/UH/dep/1 sir/NN/dep/1 \u201d/''/punct/1"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", True),
        ("quietly/RB/advmod/1 ", True),
        ("the/DT/det/1 ", False),
        ("as/IN/prep/1 ", False),
        ("in/IN/prep/1 town/NN/pobj/1 ", False),
        ("in/IN/prep/1 town/NN/pobj/1 ,/,/punct/1 ", True),
        ("in/IN/prep/1 town/NN/pobj/1 :/:/punct/1 ", True),
        ("in/IN/prep/1 town/NN/pobj/1 that/IN/mark/1 ", True),
        ("in/IN/prep/1 " * 13 + "town/NN/pobj/1 ,/,/punct/1 ", True),
        ("in/IN/prep/1 " * 14 + "town/NN/pobj/1 ,/,/punct/1 ", False),
    ],
)
def test_quotation_after_the_verb_follows_it_or_a_mark(words: str, expected: bool) -> None:
    said = content(_adjacent_quotations, "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 " + words + END)
    assert said == (["\u201cNo sir\u201d"] if expected else [])


def before(words: str, ahead: str = "") -> list[str]:
    """Return the quotation before a verb that is the last token, with words between them."""
    shift = len(ahead.split())
    verb = shift + 4 + len(words.split())
    quoted = END.replace("/1", f"/{verb}")
    sentence = f"{ahead} {quoted} {words} said=say/VBD/ROOT/{verb}".replace("/*", f"/{verb}")
    return content(_adjacent_quotations, sentence, verb)


NO_SIR = ["\u201cNo sir\u201d"]


def test_quotation_before_the_verb_has_only_words_of_the_cue_after_it() -> None:
    assert before("the/DT/det/5 mayor/NN/nsubj/* of/IN/prep/5 York/NNP/pobj/6") == NO_SIR
    assert before("Vale/NNP/nsubj/* then/RB/advmod/4") == NO_SIR
    assert before("Vale/NNP/nsubj/* here/NN/npadvmod/*") == NO_SIR
    assert before("Vale/NNP/nsubj/* of/IN/prep/7 old/JJ/amod/7 town/NN/dep/*") == []
    assert before("then/RB/advmod/* " * 14) == NO_SIR
    assert before("then/RB/advmod/* " * 15) == []


def test_quotation_before_the_verb_opens_the_sentence_or_follows_a_mark() -> None:
    assert before("Vale/NNP/nsubj/*", ahead="Now/RB/advmod/* ,/,/punct/*") == NO_SIR
    assert before("Vale/NNP/nsubj/*", ahead="The/DT/det/*") == []


def test_infinitive_includes_its_addressee() -> None:
    start = "Vale/NNP/nsubj/1 urged=urge/VBD/ROOT/1 "
    assert content(_infinitive, start + "them/PRP/dobj/1 to/TO/aux/4 vote/VB/xcomp/1") == ["them to vote"]
    assert content(_infinitive, start + "to/TO/aux/3 vote/VB/xcomp/1 and/CC/cc/3 left=leave/VBD/conj/3") == ["to vote"]
    assert content(_infinitive, start + "to/TO/aux/3 vote/VB/xcomp/1 and/CC/cc/3 leave/VB/conj/3") == [
        "to vote and leave"
    ]
    assert content(_infinitive, start + "to/TO/aux/3 vote/VB/dobj/1") == []
    assert content(_infinitive, start + "voting=vote/VBG/xcomp/1") == []


def test_infinitive_of_a_participle_or_of_a_passive_without_agent_is_no_content() -> None:
    assert content(_infinitive, "men/NNS/ROOT/0 urged=urge/VBN/acl/0 to/TO/aux/3 vote/VB/xcomp/1") == []
    passive = "were=be/VBD/auxpass/1 urged=urge/VBN/ROOT/1 to/TO/aux/3 vote/VB/xcomp/1"
    assert content(_infinitive, passive) == []
    assert content(_infinitive, passive + " by/IN/agent/1 Vale/NNP/pobj/4") == ["to vote"]


PRAISED = "Vale/NNP/nsubj/1 praised=praise/VBD/ROOT/1 "


def test_object_is_content_without_time_and_occasion() -> None:
    assert content(_object, PRAISED + "it/PRP/dobj/1 on/IN/prep/1 Monday/NNP/pobj/3/DATE") == ["it"]
    assert content(_object, PRAISED + "it/PRP/dobj/1 for/IN/prep/1 age/NN/pobj/3") == ["it for age"]
    assert content(_object, PRAISED + "it/PRP/dobj/1 loudly/RB/advmod/1") == ["it"]
    assert content(_object, PRAISED + "men/NNS/dobj/1 on/IN/prep/2 Monday/NNP/pobj/3/DATE") == ["men on Monday"]
    assert content(_object, PRAISED + "men/NNS/dobj/1 in/IN/prep/2 speech/NN/pobj/3") == ["men"]


def test_preposition_or_empty_word_alone_is_no_object() -> None:
    assert content(_object, PRAISED + "for/IN/prep/1 age/NN/pobj/2") == []
    assert content(_object, PRAISED + "nothing/NN/dobj/1") == []
    assert content(_object, PRAISED + "nothing/NN/dobj/1 of/IN/prep/1 note/NN/pobj/3") == []
    assert content(_object, "it/PRP/dobj/1 praised=praise/VBD/ROOT/1") == []


def test_addition_to_the_object_is_no_content_unless_quoted() -> None:
    men = PRAISED + "men/NNS/dobj/1 ,/,/punct/2 "
    assert content(_object, men + "who/WP/nsubj/5 built=build/VBD/relcl/2 it/PRP/dobj/5") == ["men"]
    assert content(_object, men + "\u201c/``/punct/6 who/WP/nsubj/6 built=build/VBD/relcl/2 \u201d/''/punct/6") == [
        "men, \u201cwho built\u201d"
    ]


def test_verb_of_naming_needs_the_named_and_the_name() -> None:
    called = "Vale/NNP/nsubj/1 called=call/VBD/ROOT/1 "
    assert content(_object, called + "men/NNS/dobj/1") == []
    assert content(_object, called + "men/NNS/dobj/1 heroes/NNS/oprd/1") == ["men heroes"]
    assert content(_object, called + "himself/PRP/dobj/1 king/NN/oprd/1") == []
    assert content(_object, called + "\u201c/``/punct/3 heroes/NNS/dobj/1 \u201d/''/punct/3") == ["\u201cheroes\u201d"]
    assert content(_object, called + "fair/JJ/ccomp/1") == ["fair"]


def test_agent_of_a_passive_is_the_speaker_of_its_subject() -> None:
    start = "It/PRP/nsubjpass/1 praised=praise/VBN/ROOT/1 was=be/VBD/auxpass/1 "
    assert content(_object, start + "by/IN/agent/1 Vale/NNP/pobj/3") == ["It"]
    assert content(_object, start) == []
    assert content(_object, start.replace("It", "that") + "by/IN/agent/1 Vale/NNP/pobj/3") == []


def test_object_of_an_infinitive_modifier_is_no_content() -> None:
    assert content(_object, "men/NNS/ROOT/0 praise/VB/acl/0 to/TO/aux/1 it/PRP/dobj/1") == []
    assert content(_object, "men/NNS/ROOT/0 praise/VBP/acl/0 it/PRP/dobj/1") == ["it"]


def test_object_of_the_preposition_of_a_verb_is_content() -> None:
    start = "Vale/NNP/nsubj/1 warned=warn/VBD/{}/1 "
    warned = start.format("ROOT")
    assert content(_prepositional_object, warned + "of/IN/prep/1 delays/NNS/pobj/2") == ["delays"]
    assert content(_prepositional_object, warned + "in/IN/prep/1 town/NN/pobj/2") == []
    assert content(_prepositional_object, warned + "of/IN/dobj/1 delays/NNS/pobj/2") == []
    assert content(_prepositional_object, "of/IN/prep/1 warned=warn/VBD/ROOT/1 delays/NNS/pobj/0") == []


def test_wish_after_the_preposition_is_content() -> None:
    called = "Vale/NNP/nsubj/1 called=call/VBD/ROOT/1 for/IN/prep/1 men/NNS/pobj/2 "
    for dep in ("xcomp", "advcl", "ccomp"):
        assert content(_prepositional_object, called + f"to/TO/aux/5 vote/VB/{dep}/1") == ["men to vote"]
    assert content(_prepositional_object, called + "to/TO/aux/5 vote/VB/dep/1") == ["men"]
    assert content(_prepositional_object, called + "voting=vote/VBG/advcl/1") == ["men"]


def test_preposition_is_no_content_beside_a_direct_object() -> None:
    end = "men/NNS/dobj/1 of/IN/prep/1 theft/NN/pobj/3"
    assert content(_prepositional_object, "Vale/NNP/nsubj/1 accused=accuse/VBD/ROOT/1 " + end) == []
    assert content(_prepositional_object, "Vale/NNP/nsubj/1 told=tell/VBD/ROOT/1 " + end) == ["theft"]
    assert content(_prepositional_object, "men/NNS/ROOT/0 warned=warn/VBN/acl/0 of/IN/prep/1 theft/NN/pobj/2") == []
