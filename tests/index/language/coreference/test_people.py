"""People of an article on hand-made trees: full names, bare names that fit several people, and their forms."""

from collections import Counter
from collections.abc import Sequence

import pytest

from index.language.coreference.people import ArticlePerson
from index.language.names.person_name import Name, parse_name
from index.models import Span
from tests.index.language.coreference.trees import Article, Sentence, saw_rain, sentence

RUVAN = saw_rain("Ruvan Delisle")
TAMSIN = saw_rain("Tamsin Delisle")
BARE = saw_rain("Delisle")
RAIN = sentence(("rain", "nsubj"), ("fell", "ROOT"))


def owners(article: Article) -> list[str]:
    """Return the names of the people mentioned by name, in text order."""
    return [article.name(mention.person) for mention in article.people.mentions]


def test_bare_surname_that_two_people_share_names_nobody() -> None:
    assert owners(Article([RUVAN, TAMSIN, BARE])) == ["Ruvan Delisle", "Tamsin Delisle"]
    assert owners(Article([TAMSIN, RUVAN, BARE])) == ["Tamsin Delisle", "Ruvan Delisle"]


def test_bare_surname_refers_to_the_person_that_the_article_called_so_twice() -> None:
    assert owners(Article([RUVAN, BARE, TAMSIN, BARE])) == ["Ruvan Delisle", "Ruvan Delisle", "Tamsin Delisle"]
    assert owners(Article([RUVAN, BARE, BARE, TAMSIN, BARE]))[-2:] == ["Tamsin Delisle", "Ruvan Delisle"]
    assert owners(Article([RUVAN, TAMSIN, RUVAN, BARE]))[-1] == "Ruvan Delisle"


@pytest.mark.parametrize(
    ("paragraphs", "owner"),
    [
        # The first person is three paragraphs back, then four.
        ([[RUVAN], [RAIN], [RAIN], [TAMSIN, BARE]], None),
        ([[RUVAN], [RAIN], [RAIN], [RAIN], [TAMSIN, BARE]], "Tamsin Delisle"),
        # The newest person is one paragraph back, then two.
        ([[RUVAN], [RAIN], [RAIN], [RAIN], [TAMSIN], [BARE]], "Tamsin Delisle"),
        ([[RUVAN], [RAIN], [RAIN], [RAIN], [TAMSIN], [RAIN], [BARE]], None),
    ],
)
def test_bare_surname_refers_to_the_newest_person_if_the_first_is_far_back(
    paragraphs: Sequence[Sequence[Sentence]], owner: str | None
) -> None:
    expected = ["Ruvan Delisle", "Tamsin Delisle", *([owner] if owner else [])]
    assert owners(Article(*paragraphs)) == expected


def test_title_selects_the_person_of_its_gender() -> None:
    anna, peter = saw_rain("Anna Bell"), saw_rain("Peter Bell")
    ms, mr = saw_rain("Ms. Bell"), saw_rain("Mr. Bell")
    assert owners(Article([peter, anna, ms, mr])) == ["Peter Bell", "Anna Bell", "Anna Bell", "Peter Bell"]


def test_other_spelling_of_a_full_name_is_the_same_person() -> None:
    sergei = saw_rain("Sergei Malov")
    sergey = saw_rain("Sergey Malov")
    assert owners(Article([RUVAN, sergei, sergey, sergey])) == ["Ruvan Delisle", *["Sergey Malov"] * 3]


def name(written: str) -> Name:
    parsed = parse_name(written)
    assert parsed is not None
    return parsed


def test_name_that_conflicts_with_one_form_is_another_person() -> None:
    names = [saw_rain("John Bell"), saw_rain("J. Bell"), saw_rain("James Bell"), saw_rain("Malov")]
    assert owners(Article(names)) == ["John Bell", "John Bell", "James Bell", "Malov"]


def test_title_sets_a_gender_that_the_forename_does_not_unset() -> None:
    article = Article([saw_rain("Robin Bell"), saw_rain("Ms. Bell"), saw_rain("Robin Bell")])
    assert [person.gender for person in article.people.people] == ["female"]


def test_mentions_have_the_ordinals_of_their_sentences() -> None:
    article = Article([RAIN, RUVAN], [RAIN, TAMSIN, RUVAN])
    assert [mention.sentence for mention in article.people.mentions] == [1, 3, 4]


def test_bare_word_is_a_certain_person_if_it_is_frequent_or_has_details() -> None:
    bare = name("Bell")
    assert [ArticlePerson(Counter({bare: count})).is_certain for count in (1, 2, 3)] == [False, False, True]
    assert ArticlePerson(Counter({name("Ms. Bell"): 1})).is_certain
    assert ArticlePerson(Counter({name("Ann Bell"): 1})).is_certain
    assert ArticlePerson(Counter({bare: 1}), nouns={"senator"}).is_certain


def test_full_names_are_all_names_if_none_has_a_forename() -> None:
    bare, full = name("Bell"), name("Ann Bell")
    assert ArticlePerson(Counter({bare: 1})).full_names == [bare]
    assert ArticlePerson(Counter({bare: 1, full: 1})).full_names == [full]


def test_fullest_name_prefers_given_names_then_frequency() -> None:
    bare, short, long = name("Bell"), name("Ann Bell"), name("Ann Marie Bell")
    assert ArticlePerson(Counter({bare: 9, short: 2, long: 1})).fullest_name == long
    assert ArticlePerson(Counter({bare: 9, short: 2})).fullest_name == short
    assert ArticlePerson(Counter({name("Anne Bell"): 1, short: 2})).fullest_name == short
    assert ArticlePerson(Counter({short: 2, name("Anne Bell"): 1})).fullest_name == short


def test_nearest_name_is_the_last_one_before_a_position_or_the_first_after_it() -> None:
    article = Article([RAIN, RUVAN, BARE, RAIN])
    first, second = Span(10, 23), Span(33, 40)
    nearest = [article.people.nearest_name(0, position) for position in (0, 10, 32, 33, 60)]
    assert nearest == [first, first, first, second, second]
    assert article.people.nearest_name(1, 0) is None
