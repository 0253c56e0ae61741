"""Names of people that the parser misreads, or that are also other words. All texts and names are invented."""

from collections.abc import Callable

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.models import Attribution

Attribute = Callable[[str], Attribution]


@pytest.fixture(scope="module")
def attribution_of() -> Attribute:
    parser = SpacyParser()

    def run(text: str) -> Attribution:
        [(_, blocks)] = parser.parse([text])
        return attribute(text, blocks)

    return run


def speakers_of(attribution: Attribution) -> list[str | None]:
    """Return the person of each statement."""
    people = attribution.people
    return [None if one.person is None else people[one.person].name for one in attribution.statements]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "Michael R. Bloomberg spoke on Monday. Bloomberg said that he was sorry. “It is old,” he added.",
            ["Michael R. Bloomberg", "Michael R. Bloomberg"],
            id="an outlet",
        ),
        pytest.param(
            "Emily Sky told reporters that the plan was bad. Sky said it would fail.", ["Emily Sky"] * 2, id="a channel"
        ),
        pytest.param(
            "Ann Church said the bridge was old. Church added that it was ugly.", ["Ann Church"] * 2, id="a church"
        ),
        pytest.param(
            "James Bank told reporters that the plan was bad. Bank said it would fail.", ["James Bank"] * 2, id="a bank"
        ),
        pytest.param(
            "Tom House told reporters that the plan was bad. House said it would fail.", ["Tom House"] * 2, id="a house"
        ),
        pytest.param("Nina Park said that it was ugly.", ["Nina Park"], id="a park, named once"),
        pytest.param(
            "Jordan Weller said that the plan was bad. Chad Porter, a farmer, said it was good.",
            ["Jordan Weller", "Chad Porter"],
            id="forenames that are countries",
        ),
        pytest.param(
            "Brian Manning spoke. “Less demand helps.” Manning reminded senators that the ministry has added a tax.",
            ["Brian Manning"],
            id="a participle",
        ),
    ],
)
def test_ordinary_word_is_a_surname(attribution_of: Attribute, text: str, speakers: list[str | None]) -> None:
    assert speakers_of(attribution_of(text)) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Tom House spoke. The House said that the bill would pass.",
        "Tom House spoke. The White House said that the bill would pass.",
        "Grace Church said that it would close.",
        "Victoria Sky spoke. “It rained,” the Sky said.",
    ],
)
def test_ordinary_word_remains_one(attribution_of: Attribute, text: str) -> None:
    attribution = attribution_of(text)
    kinds = {attribution.people[one.person].kind for one in attribution.statements if one.person is not None}
    assert "person" not in kinds


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "Lucas Brand appeared before Judge Helen Moor on Monday. “I did nothing,” he said.",
            ["Lucas Brand"],
            id="the parser takes the name for an organisation's, the pronoun agrees",
        ),
        pytest.param("Brooklyn Ames said that it was late.", ["Brooklyn Ames"], id="a forename of both genders"),
        pytest.param(
            "“It is very hard,” says Nurse Joy Adeyemi. Hotelier Max Berg said that nobody came.",
            ["Joy Adeyemi", "Max Berg"],
            id="an occupation before the name",
        ),
        pytest.param(
            "Superintendent Jean-Pierre Lemoine of the Northvale police said that the road would be closed.",
            ["Jean-Pierre Lemoine"],
            id="a forename with a hyphen",
        ),
        pytest.param(
            "President Yoon Dae Hyun spoke on Tuesday. Yoon Dae said it was late.",
            ["Yoon Dae Hyun"],
            id="a part of a name",
        ),
        pytest.param(
            "Orley founder and CEO Usman Hasib said that the road would be closed.", ["Usman Hasib"], id="two roles"
        ),
        pytest.param(
            "Robin Ames sings. A publicist for Tucker's son, Robin, said that the man was ill.",
            [None],
            id="a person beside the speaker",
        ),
    ],
)
def test_speaker_has_the_whole_name(attribution_of: Attribute, text: str, speakers: list[str | None]) -> None:
    assert speakers_of(attribution_of(text)) == speakers
