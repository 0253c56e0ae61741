"""Mentions of one sentence that cannot be one person."""

import pytest

from index.language.coreference.binding import are_apart, governor
from tests.index.language.small_trees import article


def apart(tokens: str, pronoun: int, other: int) -> bool:
    words = article([tokens]).blocks[0].tokens
    return are_apart(words[pronoun], words[other])


@pytest.mark.parametrize(
    ("tokens", "pronoun", "other", "expected"),
    [
        # arguments of one verb, and the object of its preposition
        ("Bell/NNP/nsubj/1 saw=see/VBD/ROOT/1 her/PRP/dobj/1", 2, 0, True),
        ("She/PRP/nsubj/1 agreed=agree/VBD/ROOT/1 with/IN/prep/1 Bell/NNP/pobj/2", 0, 3, True),
        ("Bell/NNP/nsubj/1 saw=see/VBD/ROOT/1 herself/PRP/dobj/1", 2, 0, False),
        ("Bell/NNP/nsubj/1 saw=see/VBD/ROOT/1 her/PRP$/poss/3 dog/NN/dobj/1", 2, 0, False),
        # the clause that the pronoun governs
        ("He/PRP/nsubj/1 insisted/VBD/ROOT/1 Bell/NNP/nsubj/3 was/VBD/ccomp/1", 0, 2, True),
        ("He/PRP/nsubj/1 insisted/VBD/ROOT/1 Bell/NNP/poss/3 dog/NN/nsubj/4 was/VBD/ccomp/1", 0, 2, False),
        ("He/PRP/nsubj/1 went/VBD/ROOT/1 when/WRB/advmod/4 Bell/NNP/nsubj/4 rang/VBD/advcl/1", 0, 3, False),
        ("Bell/NNP/nsubj/1 insisted/VBD/ROOT/1 he/PRP/nsubj/3 was/VBD/ccomp/1", 2, 0, False),
        ("It/PRP/ROOT/0 and/CC/cc/0 Bell/NNP/conj/0", 0, 2, False),
    ],
)
def test_pronoun_and_name_are_two_people(tokens: str, pronoun: int, other: int, expected: bool) -> None:
    assert apart(tokens, pronoun, other) is expected


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("doctor/NN/nsubj/2 Bell/NNP/appos/0 left/VBD/ROOT/2", "doctor"),
        ("Bell/NNP/nsubj/1 left/VBD/ROOT/1", "Bell"),
        ("leader/NN/nsubj/4 of/IN/prep/0 parties/NNS/pobj/1 Bell/NNP/appos/2 left/VBD/ROOT/4", "leader"),
        ("leader/NN/nsubj/5 of/IN/prep/0 the/DT/det/4 Party/NNP/compound/4 Bell/NNP/pobj/1 left/VBD/ROOT/5", "leader"),
        ("friend/NN/nsubj/3 of/IN/prep/0 Bell/NNP/pobj/1 left/VBD/ROOT/3", "Bell"),
        ("wife/NN/nsubj/4 of/IN/prep/0 mayor/NN/pobj/1 Bell/NNP/appos/2 left/VBD/ROOT/4", "mayor"),
    ],
)
def test_name_in_apposition_has_the_head_of_its_phrase(tokens: str, expected: str) -> None:
    words = article([tokens]).blocks[0].tokens
    [bell] = [word for word in words if word.text == "Bell"]
    assert governor(bell).text == expected
