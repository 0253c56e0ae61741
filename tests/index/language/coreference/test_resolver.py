"""Coreference on hand-made trees: the winner among several people, ties, and the confidence near a tie."""

from collections.abc import Sequence

import pytest

from index.models import Gender
from tests.index.language.coreference.trees import Article, Phrase, Result, saw_rain, sentence

SHE_LEFT = sentence(("she", "nsubj"), ("left", "ROOT"))
THE_SENATOR_LEFT = sentence(("the senator", "nsubj"), ("left", "ROOT"))
RAIN = sentence(("rain", "nsubj"), ("fell", "ROOT"))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Salience 1 to 0.55, in both orders of the text.
        (("Anna Keller", "nsubj"), ("Rosa Lind", "dobj"), ("Anna Keller", "pronoun", "high")),
        (("Anna Keller", "dobj"), ("Rosa Lind", "nsubj"), ("Rosa Lind", "pronoun", "high")),
        # 0.55 to 0.5.
        (("Anna Keller", "dobj"), ("Rosa Lind", "poss"), None),
        (("Anna Keller", "poss"), ("Rosa Lind", "dobj"), None),
        # 1 to 0.8: the forename Robin has no gender.
        (("Anna Keller", "nsubj"), ("Robin Lind", "nsubj"), ("Anna Keller", "pronoun", "low")),
        (("Robin Lind", "nsubj"), ("Anna Keller", "nsubj"), ("Anna Keller", "pronoun", "low")),
        # A tie.
        (("Anna Keller", "nsubj"), ("Rosa Lind", "nsubj"), None),
        (("Anna Keller", "dobj"), ("Rosa Lind", "dobj"), None),
        # Another gender.
        (("Peter Keller", "nsubj"), ("Rosa Lind", "dobj"), ("Rosa Lind", "pronoun", "high")),
    ],
)
def test_pronoun_refers_to_the_most_salient_person(first: Phrase, second: Phrase, expected: Result) -> None:
    assert Article([sentence(first, second), SHE_LEFT]).resolve("she") == expected


def test_pronoun_prefers_the_newer_of_two_subjects() -> None:
    anna, rosa = saw_rain("Anna Keller"), saw_rain("Rosa Lind")
    assert Article([anna, rosa, SHE_LEFT]).resolve("she") == ("Rosa Lind", "pronoun", "high")
    assert Article([rosa, anna, SHE_LEFT]).resolve("she") == ("Anna Keller", "pronoun", "high")


def test_pronoun_prefers_the_person_mentioned_three_times() -> None:
    anna, rosa, rain = ("Anna Keller", "nsubj"), ("Rosa Lind", "nsubj"), ("rain", "dobj")
    thrice = sentence(rosa, anna, rosa, rain, ("Rosa Lind", "poss"))
    assert Article([thrice, SHE_LEFT]).resolve("she") == ("Rosa Lind", "pronoun", "low")
    thrice = sentence(anna, rosa, anna, rain, ("Anna Keller", "poss"))
    assert Article([thrice, SHE_LEFT]).resolve("she") == ("Anna Keller", "pronoun", "low")


def test_pronoun_after_a_resolved_pronoun_refers_to_the_same_person() -> None:
    both = sentence(("Anna Keller", "nsubj"), ("Rosa Lind", "dobj"))
    article = Article([both, SHE_LEFT, SHE_LEFT])
    assert article.resolve("she", 0) == ("Anna Keller", "pronoun", "high")
    assert article.resolve("she", 1) == ("Anna Keller", "pronoun", "high")


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (1, ("Anna Keller", "pronoun", "high")),
        (2, ("Anna Keller", "pronoun", "medium")),
        (8, ("Anna Keller", "pronoun", "medium")),
        (9, None),
    ],
)
def test_pronoun_reaches_eight_sentences_back(distance: int, expected: Result) -> None:
    opening = saw_rain("Anna Keller")
    assert Article([opening, *[RAIN] * (distance - 1), SHE_LEFT]).resolve("she") == expected


def test_speaker_outweighs_a_subject() -> None:
    both = sentence(("Anna Keller", "dobj"), ("Rosa Lind", "nsubj"), ("rain", "dobj"))
    assert Article([both, SHE_LEFT], speakers=[(0, 1)]).resolve("she") == ("Anna Keller", "pronoun", "low")
    assert Article([both, SHE_LEFT], speakers=[(0, 3)]).resolve("she") == ("Rosa Lind", "pronoun", "high")


def test_object_pronoun_does_not_refer_to_the_subject_of_its_verb() -> None:
    assert Article([sentence(("Keller", "nsubj"), ("her", "dobj"))]).resolve("her") is None
    assert Article([sentence(("Keller", "nsubj"), ("her", "poss"))]).resolve("her") == ("Keller", "pronoun", "high")


def test_pronoun_before_any_name_refers_to_the_first_subject_after_it() -> None:
    both = sentence(("she", "advcl"), ("Peter Lind", "nsubj"), ("Anna Keller", "nsubj"), ("Rosa Lind", "nsubj"))
    assert Article([both]).resolve("she") == ("Anna Keller", "pronoun", "medium")
    assert Article([SHE_LEFT, both[1:]]).resolve("she") is None


@pytest.mark.parametrize(
    ("pronouns", "gender"),
    [
        (["she"], None),
        (["she", "she"], "female"),
        (["she", "she", "he"], None),
        (["she", "she", "she", "he"], "female"),
        (["he", "he"], "male"),
    ],
)
def test_majority_of_pronouns_decides_an_unknown_gender(pronouns: Sequence[str], gender: Gender | None) -> None:
    # Anna Keller takes the pronouns over, so that no pronoun sets the gender of Robin Lind by its antecedent.
    robin = sentence(("Robin Lind", "dobj"), ("left", "ROOT"), *((pronoun, "conj") for pronoun in pronouns))
    article = Article(
        [sentence(("Anna Keller", "nsubj"), ("Peter Keller", "nsubj"), ("rain", "dobj")), robin],
    )
    genders = {person.to_mention().name: person.gender for person in article.people.people}
    assert genders["Robin Lind"] == gender


@pytest.mark.parametrize(
    ("rival", "gender"),
    [
        ("dobj", None),  # 0.55 of the best salience
        ("poss", None),  # 0.5
        ("nmod", "female"),  # 0.2
    ],
)
def test_pronoun_decides_an_unknown_gender_if_the_antecedent_is_clear(rival: str, gender: Gender | None) -> None:
    both = sentence(("Robin Lind", "nsubj"), ("Robin Bell", rival), ("rain", "dobj"))
    article = Article([both, SHE_LEFT])
    assert article.resolve("she") == ("Robin Lind", "pronoun", "high")
    assert article.people.people[0].gender == gender


@pytest.mark.parametrize(("distance", "person"), [(1, "Rosa Lind"), (2, "Anna Keller")])
def test_answer_after_a_question_has_another_speaker(distance: int, person: str) -> None:
    question = sentence(("Anna Keller", "nsubj"), ("ask", "ROOT"), ("Rosa Lind", "dobj"))
    rain = [RAIN] * (distance - 1)
    answer = 5 + 2 * len(rain)  # the index of "she"
    article = Article([question, *rain, SHE_LEFT], speakers=[(0, 1), (0, answer)])
    antecedent = article.resolve("she")
    assert antecedent is not None
    assert antecedent[0] == person


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # A full name, a surname of one person, and a surname of two people: used before, or with another mention after.
        (["Anna Keller"], ("Anna Keller", "name", "high")),
        (["Anna Keller", "Keller"], ("Anna Keller", "name", "high")),
        (["Anna Keller", "Peter Keller", "Keller"], None),
        (["Anna Keller", "Peter Keller", "Anna Keller", "Keller"], ("Anna Keller", "name", "medium")),
        (["Peter Keller", "Peter Keller", "Anna Keller", "Peter Keller", "Keller"], ("Peter Keller", "name", "medium")),
        (["Anna Keller", "Peter Keller", "Peter Keller", "Anna Keller", "Keller"], ("Anna Keller", "name", "low")),
        (["Anna Keller", "Peter Keller", "Mr. Keller"], ("Peter Keller", "name", "high")),
        (["Keller"], ("Keller", "name", "medium")),
    ],
)
def test_surname_is_certain_if_no_other_person_shares_it(names: Sequence[str], expected: Result | None) -> None:
    assert Article([saw_rain(name) for name in names]).resolve("keller") == expected


SENATORS = ("Sen. Anna Bell", "Sen. Rosa Lind")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("nsubj", "dobj", ("Anna Bell", "role", "medium")),
        ("dobj", "nsubj", ("Rosa Lind", "role", "medium")),
        ("dobj", "poss", None),
        ("poss", "dobj", None),
        ("nsubj", "nsubj", None),
        ("dobj", "dobj", None),
    ],
)
def test_role_of_two_people_refers_to_the_most_salient(first: str, second: str, expected: Result) -> None:
    both = sentence((SENATORS[0], first), (SENATORS[1], second))
    assert Article([both, THE_SENATOR_LEFT]).resolve("senator") == expected


def test_role_of_two_people_refers_to_the_newer_of_two_subjects() -> None:
    anna, rosa = (saw_rain(senator) for senator in SENATORS)
    assert Article([anna, rosa, THE_SENATOR_LEFT]).resolve("senator") == ("Rosa Lind", "role", "medium")
    assert Article([rosa, anna, THE_SENATOR_LEFT]).resolve("senator") == ("Anna Bell", "role", "medium")


def test_role_keeps_the_strongest_mention_of_each_person() -> None:
    both = sentence((SENATORS[0], "nsubj"), (SENATORS[1], "dobj"), ("Anna Bell", "poss"))
    assert Article([both, THE_SENATOR_LEFT]).resolve("senator") == ("Anna Bell", "role", "medium")


def test_role_of_one_person_may_precede_the_name() -> None:
    anna = sentence((SENATORS[0], "nsubj"), ("Rosa Lind", "dobj"))
    assert Article([THE_SENATOR_LEFT, anna]).resolve("senator") == ("Anna Bell", "role", "high")


def test_role_of_two_people_does_not_precede_their_names() -> None:
    both = sentence((SENATORS[0], "nsubj"), (SENATORS[1], "dobj"))
    assert Article([THE_SENATOR_LEFT, both]).resolve("senator") is None


@pytest.mark.parametrize(("distance", "expected"), [(2, ("Rosa Lind", "role", "low")), (3, None)])
def test_unstated_role_refers_to_the_only_person_within_two_sentences(distance: int, expected: Result) -> None:
    rosa = saw_rain("Rosa Lind")
    assert Article([rosa, *[RAIN] * (distance - 1), THE_SENATOR_LEFT]).resolve("senator") == expected


def test_unstated_role_stays_unresolved_between_two_people() -> None:
    both = sentence(("Anna Keller", "nsubj"), ("Rosa Lind", "dobj"))
    assert Article([both, THE_SENATOR_LEFT]).resolve("senator") is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the former senator", "Rosa Lind"),
        ("the harbour senator", "Anna Bell"),
    ],
)
def test_role_refers_to_the_best_described_person(phrase: str, expected: str) -> None:
    titles = ("harbour senator Anna Bell", "former senator Rosa Lind")
    both = sentence((titles[0], "nsubj"), (titles[1], "nsubj"), ("rain", "dobj"))
    assert Article([both, sentence((phrase, "nsubj"), ("left", "ROOT"))]).resolve("senator") == (
        expected,
        "role",
        "high",
    )


def test_document_has_the_speaker_of_its_owner() -> None:
    rosa = saw_rain("Rosa Lind")
    letter = sentence(("her letter", "nsubj"), ("left", "ROOT"))
    brother = sentence(("her brother", "nsubj"), ("left", "ROOT"))
    assert Article([rosa, letter]).resolve("letter") == ("Rosa Lind", "pronoun", "high")
    assert Article([rosa, brother]).resolve("brother") is None


@pytest.mark.parametrize(
    ("phrases", "last", "expected"),
    [
        # A name ends the mention: after a comma, without one, and as the object of a preposition.
        ([("an attorney", "nsubj"), (",", "punct"), ("Mark Bell", "pobj")], "Bell", ("Mark Bell", "name", "high")),
        ([("an attorney", "nsubj"), ("for", "prep"), ("Mark Bell", "dep")], "Bell", ("Mark Bell", "name", "high")),
        ([("an attorney", "nsubj"), ("for", "prep"), ("Mark Bell", "pobj")], "Bell", None),
        # A name outside the mention names the speaker only if it is a second subject.
        (
            [("an attorney", "nsubj"), ("yesterday", "dep"), ("Rosa Lind", "nsubj")],
            "yesterday",
            ("Rosa Lind", "name", "high"),
        ),
        ([("an attorney", "nsubj"), ("yesterday", "dep"), ("Rosa Lind", "dobj")], "yesterday", None),
        ([("an attorney", "dobj"), ("yesterday", "dep"), ("Rosa Lind", "nsubj")], "yesterday", None),
    ],
)
def test_name_at_the_end_of_a_mention_is_its_person(phrases: Sequence[Phrase], last: str, expected: Result) -> None:
    article = Article([(*phrases, ("left", "ROOT"))])
    assert article.resolve("attorney", last=last) == expected
