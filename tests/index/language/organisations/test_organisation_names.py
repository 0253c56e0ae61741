"""Comparing the names of organisations, and telling them from the names of people."""

import pytest

from index.language.organisations.names import (
    acronyms_of,
    denotes_organisation,
    is_acronym,
    is_generic,
    organisation_words,
)
from index.language.organisations.nouns import group_of, group_of_name, groups_match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russia's Defense Ministry", "the Russian ministry of defence"),
        ("UN", "the United Nations"),
        ("U.N.", "United Nations"),
        ("Orley Ltd", "Orley"),
        ("Orley Pty Ltd", "ORLEY"),
        ("Marks & Field", "Marks and Field"),
        ("Fort Wells Police Department", "the Fort Wells police"),
        ("University of Kembla", "Kembla University"),
        ("World Health Organisation", "the World Health Organization"),
        ("Kenya’s Interior Ministry", "Kenya's interior ministry"),
    ],
)
def test_names_of_one_organisation_have_the_same_words(one: str, other: str) -> None:
    assert organisation_words(one) == organisation_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zurich Financial", "the Financial Times"),
        ("Russia's Defense Ministry", "Ukraine's Defence Ministry"),
        ("Volkov Oil", "Volkov"),
        ("Fort Wells police", "Fort Royal police"),
        ("Ministry of Health", "Ministry of Defence"),
    ],
)
def test_names_of_two_organisations_have_different_words(one: str, other: str) -> None:
    assert organisation_words(one) != organisation_words(other)


def test_a_legal_form_alone_stays() -> None:
    assert organisation_words("Limited") == {"limited"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [("WHO", True), ("U.N.", True), ("MoD", True), ("NFMA", True), ("Orley", False), ("A", False), ("IT Group", False)],
)
def test_acronyms_are_recognised(word: str, *, expected: bool) -> None:
    assert is_acronym(word) is expected


def test_acronyms_leave_small_words_out_or_not() -> None:
    assert acronyms_of("the Ministry of Defence") == {"md", "mod"}
    assert acronyms_of("Orley") == frozenset()


@pytest.mark.parametrize(
    ("name", "expected"), [("police", True), ("the oil company", True), ("Irving police", False), ("Orley", False)]
)
def test_a_description_without_a_name_is_generic(name: str, *, expected: bool) -> None:
    assert is_generic(name) is expected


@pytest.mark.parametrize(
    "phrase",
    ["the Fort Wells police", "the Financial Times", "the Treasury", "the company", "RBM", "the ministry of health"],
)
def test_nouns_and_acronyms_denote_organisations(phrase: str) -> None:
    assert denotes_organisation(phrase)


@pytest.mark.parametrize(
    "phrase", ["Lavrov", "Ann Bell", "the mayor of Ostrel", "the police commissioner", "the", "", "the US"]
)
def test_names_and_roles_do_not_denote_organisations(phrase: str) -> None:
    assert not denotes_organisation(phrase)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Fort Wells Police Department", "police"),
        ("Bank of Marwa", "company"),
        ("Volkov Oil", "company"),
        ("Ministry of Health", "ministry"),
        ("Orley", None),
        ("", None),
    ],
)
def test_the_words_of_a_name_show_its_group(name: str, group: str | None) -> None:
    assert group_of_name(name) == group


def test_a_noun_refers_to_organisations_of_its_group() -> None:
    assert (group_of("airline"), group_of("mayor")) == ("company", None)
    assert groups_match("company", "company")
    assert groups_match("association", "charity")
    assert not groups_match("company", "court")
