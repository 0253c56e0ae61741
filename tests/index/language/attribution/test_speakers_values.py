"""The speaker of a cue and the extent of the mention, in hand-written trees."""

import pytest

from index.language.attribution.speakers import (
    adjacent_subject,
    find_speaker,
    inverted_subject,
    source_of,
    speaker_mention,
    subject_of,
)
from index.language.syntax import Token
from tests.index.language.small_trees import article


def text_of(token: Token | None) -> str | None:
    return None if token is None else token.text


def subject(sentence: str, index: int) -> str | None:
    [block] = article([sentence]).blocks
    return text_of(subject_of(block.tokens[index]))


def test_subject_of_a_passive_verb_is_its_agent() -> None:
    assert (
        subject("It/PRP/nsubjpass/2 was=be/VBD/auxpass/2 said=say/VBN/ROOT/2 by/IN/agent/2 Vale/NNP/pobj/3", 2)
        == "Vale"
    )


def test_coordinated_verb_shares_its_subject() -> None:
    start = "Vale/NNP/nsubj/1 left=leave/VBD/ROOT/1 and/CC/cc/1 said=say/VBD/"
    assert subject(start + "conj/1", 3) == "Vale"
    assert subject(start + "dobj/1", 3) is None


def test_modified_noun_is_the_subject_of_the_clause() -> None:
    assert subject("men/NNS/ROOT/0 saying=say/VBG/acl/0", 1) == "men"


def test_cue_after_the_clause_of_another_cue_has_its_subject() -> None:
    sentence = "Vale/NNP/nsubj/1 {}/ROOT/1 he/PRP/nsubj/3 {}/ccomp/1 and/CC/cc/3 {}/conj/3"
    assert subject(sentence.format("said=say/VBD", "went=go/VBD", "warned=warn/VBD"), 5) == "Vale"
    assert subject(sentence.format("said=say/VBD", "went=go/VBD", "warn/VB"), 5) == "he"
    assert subject(sentence.format("say/VB", "went=go/VBD", "warned=warn/VBD"), 5) == "he"
    assert subject(sentence.format("caught=catch/VBD", "went=go/VBD", "warned=warn/VBD"), 5) == "he"


def test_subject_is_at_most_six_heads_away() -> None:
    chain = "Vale/NNP/nsubj/1 left=leave/VBD/ROOT/1 " + " ".join(f"go/VB/xcomp/{at}" for at in range(1, 8))
    assert subject(chain, 7) == "Vale"
    assert subject(chain, 8) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("her/PRP$/poss/1 claim/NN/ROOT/1", "her"),
        ("the/DT/det/1 claim/NN/ROOT/1 from/IN/prep/1 Vale/NNP/pobj/2", "Vale"),
        ("the/DT/det/1 claim/NN/ROOT/1 by/IN/agent/1 Vale/NNP/pobj/2", "Vale"),
        ("the/DT/det/1 claim/NN/ROOT/1 of/IN/prep/1 Vale/NNP/pobj/2", None),
        ("Vale/NNP/nsubj/2 claim/NN/dobj/2 made=make/VBD/ROOT/2", "Vale"),
        ("Vale/NNP/nsubj/2 claim/NN/dobj/2 saw=see/VBD/ROOT/2", None),
        ("Vale/NNP/nsubj/2 claim/NN/dobj/2 make/NN/ROOT/2", None),
        ("Vale/NNP/nsubj/2 claim/NN/dep/2 made=make/VBD/ROOT/2", None),
    ],
)
def test_owner_of_a_claim_is_named_beside_it_or_gives_it(sentence: str, expected: str | None) -> None:
    [block] = article([sentence]).blocks
    assert text_of(source_of(block.tokens[1])) == expected


def near(sentence: str, index: int) -> str | None:
    page = article([sentence])
    [block] = page.blocks
    return text_of(adjacent_subject(block.tokens[index], block, page))


def test_subject_is_beside_within_five_tokens() -> None:
    assert near("Vale/NNP/nsubj/5 " + "so/RB/advmod/5 " * 4 + "said=say/VBD/ROOT/5", 5) == "Vale"
    assert near("Vale/NNP/nsubj/6 " + "so/RB/advmod/6 " * 5 + "said=say/VBD/ROOT/6", 6) is None
    assert near("said=say/VBD/ROOT/0 " + "so/RB/advmod/0 " * 4 + "Vale/NNP/nsubj/0", 0) == "Vale"
    assert near("said=say/VBD/ROOT/0 " + "so/RB/advmod/0 " * 5 + "Vale/NNP/nsubj/0", 0) is None


def test_relative_pronoun_is_not_beside() -> None:
    assert near("who/WP/nsubj/1 said=say/VBD/ROOT/1 Vale/NNP/dep/1", 1) is None


NO = "\u201c/``/punct/1 No/UH/dep/{0} ,/,/punct/1 \u201d/''/punct/1 "


def behind_quotation(name: str, tag: str = "VBD") -> str | None:
    verb = 4 + len(name.split())
    return near(NO.format(verb) + name.replace("/*", f"/{verb}") + f" said=say/{tag}/ROOT/{verb}", verb)


def test_name_between_quotation_and_verb_is_the_subject() -> None:
    described = "Anna/NNP/compound/5 Berg/NNP/dep/* ,/,/punct/* the/DT/det/8 mayor/NN/dep/* ,/,/punct/*"
    assert behind_quotation(described) == "Berg"
    assert behind_quotation(described, "VBG") is None
    assert behind_quotation("then/RB/advmod/* Berg/NNP/dep/* quietly/RB/advmod/*") == "Berg"
    assert behind_quotation("she/PRP/dep/*") == "she"


def test_other_words_between_quotation_and_verb_are_no_subject() -> None:
    assert behind_quotation("Berg/NNP/dep/* smiling/VBG/dep/* Holm/NNP/dep/*") is None
    assert behind_quotation("Berg/NNP/dep/* ,/,/punct/* who/WP/dep/* left/VBD/dep/* ,/,/punct/*") is None
    assert behind_quotation("the/DT/dep/*") is None
    assert behind_quotation("quietly/RB/dep/*") is None


def test_name_is_less_than_thirty_tokens_before_the_verb() -> None:
    name = "Berg/NNP/dep/* ,/,/punct/* "
    assert behind_quotation(name + "old/JJ/dep/* " * 26 + ",/,/punct/*") == "Berg"
    assert behind_quotation(name + "old/JJ/dep/* " * 27 + ",/,/punct/*") is None


def behind(sentence: str, index: int = 0) -> str | None:
    [block] = article([sentence]).blocks
    return text_of(inverted_subject(block.tokens[index], block))


def test_name_right_after_the_verb_is_the_subject() -> None:
    assert behind("said=say/VBD/ROOT/0 Anna/NNP/compound/2 Berg/NNP/dep/0") == "Berg"
    assert behind("said=say/VBD/ROOT/0 the/DT/det/2 mayor/NN/dep/0") == "mayor"
    assert behind("said=say/VBD/ROOT/0 she/PRP/dep/0") == "she"
    assert behind("said=say/VBD/ROOT/0 the/DT/det/0") is None
    assert behind("said=say/VBD/ROOT/0 quietly/RB/advmod/2 Berg/NNP/dep/0") is None
    assert behind("told=tell/VBD/ROOT/0 Berg/NNP/dep/0") is None
    assert behind("said=say/VBD/ROOT/0") is None


def test_name_of_the_next_sentence_is_not_the_subject() -> None:
    [block] = article(["He/PRP/nsubj/1 said=say/VBD/ROOT/1", "Berg/NNP/ROOT/2"]).blocks
    assert inverted_subject(block.tokens[1], block) is None


def spoken_by(sentence: str, index: int, first: int = 0, last: int = -1) -> str | None:
    """Return the speaker of a cue that says the tokens from first to last."""
    page = article([sentence])
    [block] = page.blocks
    spans = [block.span(first, last)] if last >= 0 else []
    return text_of(find_speaker(block.tokens[index], spans, block, page))


def test_distant_subject_speaks() -> None:
    assert spoken_by("mayor/NN/nsubj/7 " + "so/RB/advmod/7 " * 6 + "said=say/VBD/ROOT/7", 7) == "mayor"


def test_day_never_speaks() -> None:
    assert spoken_by("Monday/NNP/nsubj/7/DATE " + "so/RB/advmod/7 " * 6 + "said=say/VBD/ROOT/7", 7) is None
    assert spoken_by("Berg/NNP/dep/2/PERSON Monday/NNP/npadvmod/2/DATE said=say/VBD/ROOT/2", 2) == "Berg"


def test_word_of_the_content_is_no_speaker() -> None:
    sentence = "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 Berg/NNP/dep/1"
    assert spoken_by(sentence, 1) == "Vale"
    assert spoken_by(sentence, 1, 0, 0) == "Berg"
    assert spoken_by(sentence, 1, 0, 2) is None


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("she/PRP/dep/3", "she"),
        ("who/WP/dep/3", "who"),
        ("Vale/NNP/dep/3/PERSON", "Vale"),
        ("Acme/NNP/dep/3/ORG", "Acme"),
        ("Norwick/NNP/dep/3/GPE", None),
        ("her/PRP/pobj/3", None),
    ],
)
def test_name_or_pronoun_before_a_cue_without_a_subject_speaks(token: str, expected: str | None) -> None:
    assert spoken_by(f"{token} then/RB/advmod/3 in/IN/dep/3 said=say/VBD/ROOT/3 that/IN/dep/3", 3) == expected


def test_addressee_is_no_speaker() -> None:
    sentence = "Vale/NNP/{}/3/PERSON was=be/VBD/{}/3 then/RB/advmod/3 {}/VBN/ROOT/3 that/IN/dep/3"
    told = sentence.format("nsubjpass", "auxpass", "told=tell")
    assert spoken_by(told, 3) is None
    assert spoken_by(sentence.format("dep", "dep", "told=tell"), 3) == "Vale"
    assert spoken_by(sentence.format("nsubjpass", "auxpass", "said=say"), 3) is None


def mentioned(sentence: str, head: int, cue: int, said: tuple[int, int] | None = None) -> str | None:
    page = article([sentence])
    [block] = page.blocks
    spans = [block.span(*said)] if said else []
    span = speaker_mention(block.tokens[head], block.tokens[cue], spans, block, page)
    return None if span is None else span.of(page.text)


def test_mention_is_the_head_with_its_description() -> None:
    sentence = "Anna/NNP/compound/1 Berg/NNP/nsubj/5 ,/,/punct/1 the/DT/det/4 mayor/NN/appos/1 said=say/VBD/ROOT/5"
    assert mentioned(sentence, 1, 5) == "Anna Berg, the mayor"
    assert mentioned(sentence.replace("appos", "relcl"), 1, 5) == "Anna Berg"


def test_mention_ends_before_a_cue_below_it() -> None:
    sentence = "Anna/NNP/compound/1 Berg/NNP/ROOT/1 here/RB/advmod/1 said=say/VBD/amod/1 so/RB/advmod/1"
    assert mentioned(sentence, 1, 3) == "Anna Berg here"


def test_mention_begins_after_a_cue_below_it() -> None:
    sentence = "so/RB/advmod/3 said=say/VBD/amod/3 Anna/NNP/compound/3 Berg/NNP/ROOT/3 here/RB/advmod/3"
    assert mentioned(sentence, 3, 1) == "Anna Berg here"


def test_mention_is_the_head_alone_if_its_description_is_content() -> None:
    sentence = "It/PRP/compound/1 Berg/NNP/nsubj/2 said=say/VBD/ROOT/2 late/RB/advmod/2"
    assert mentioned(sentence, 1, 2, (0, 0)) == "Berg"
    assert mentioned(sentence, 1, 2, (3, 3)) == "It Berg"


def test_mark_alone_is_no_mention() -> None:
    assert mentioned("--/:/nsubj/1 said=say/VBD/ROOT/1", 0, 1) is None


def test_name_behind_the_verb_ends_less_than_twelve_tokens_away() -> None:
    for distance, expected in ((11, "Berg"), (12, "Ann")):
        words = " ".join(["so/JJ/amod/1"] * (distance - 2))
        assert behind(f"said=say/VBD/ROOT/0 Ann/NNP/compound/{distance} {words} Berg/NNP/dep/0") == expected
