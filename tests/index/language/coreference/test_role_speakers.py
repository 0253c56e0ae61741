"""Speakers that an article names only by an office."""

import pytest

from index.language.coreference.role_speakers import role_speaker, with_office_holders
from index.models import PersonMention, Span, Statement
from tests.index.language.small_trees import article

NORWAY = "Norway/NNP/poss/3/GPE \u2019s/POS/case/0 finance/NN/compound/3 minister/NN/nsubj/4 left=leave/VBD/ROOT/4"
MAYOR = "The/DT/det/1 mayor/NN/nsubj/4 of/IN/prep/1 Tarva/NNP/pobj/2/GPE left=leave/VBD/ROOT/4"


def office(tokens: str, head: int, first: int, last: int) -> PersonMention | None:
    """Return the speaker that the tokens ``first`` to ``last`` name."""
    page = article([tokens])
    block = page.blocks[0]
    return role_speaker(page.text, block.tokens[head], block.span(first, last))


def test_office_of_a_country_or_a_place_is_a_speaker() -> None:
    minister = "Norway \u2019s finance minister"
    assert office(NORWAY, 3, 0, 3) == PersonMention(minister, (), (minister,))
    assert office(MAYOR, 1, 0, 3) == PersonMention("mayor of Tarva", (), ("mayor of Tarva",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The/DT", "A/DT"),
        ("mayor/NN", "mayors/NNS"),
        ("mayor/NN", "harbour/NN"),
        ("mayor/NN", "spokesman/NN"),
        ("mayor/NN", "wife/NN"),
        ("Tarva/NNP", "town/NN"),
        ("of/IN/prep/1 Tarva", "former/JJ/amod/1 Tarva"),
        ("of/IN/prep/1 Tarva/NNP/pobj/2/GPE", "Ann/NNP/compound/3 Holm/NNP/appos/1"),
    ],
)
def test_other_nouns_name_no_office(old: str, new: str) -> None:
    assert office(MAYOR.replace(old, new), 1, 0, 3) is None


def test_statements_of_one_office_have_one_speaker() -> None:
    page = article([MAYOR], [MAYOR])
    heads = [block.tokens[1] for block in page.blocks]
    mentions = [block.span(0, 3) for block in page.blocks]
    ann = PersonMention("Ann Holm", ("Ann Holm",))
    statements = [
        Statement((Span(0, 1),), "indirect", mentions[0]),
        Statement((Span(0, 1),), "indirect", mentions[0], person=0),
        Statement((Span(0, 1),), "indirect", mentions[1]),
        Statement((Span(0, 1),), "indirect", None),
    ]
    people, spoken = with_office_holders(page.text, [ann], statements, [heads[0], heads[0], heads[1], None])
    assert people == (ann, PersonMention("mayor of Tarva", (), ("mayor of Tarva",)))
    assert [statement.person for statement in spoken] == [1, 0, 1, None]
    assert [statement.resolved_by for statement in spoken] == ["role", None, "role", None]
    assert spoken[0].confidence == "medium"
