"""Names and people in hand-written trees."""

from collections.abc import Sequence

import pytest

from index.language.coreference.name_mentions import PrintedName, labelled_names, unlabelled_names
from index.language.coreference.people import ArticlePeople
from index.language.syntax import Block, Entity, Token, link
from index.models import Span
from tests.index.language.small_trees import article

Names = list[tuple[str, int, int]]


def rows(names: Sequence[PrintedName]) -> Names:
    return [(name.form, name.first, name.last) for name in names]


def labelled(*sentences: str) -> Names:
    page = article(sentences)
    return rows(list(labelled_names(page.text, page.blocks)))


def further(known: str, sentence: str, spoken: Sequence[str] = ()) -> Names:
    """Return the names that are known_names in the second paragraph besides those that are labelled."""
    page = article([known], [sentence])
    known_names = list(labelled_names(page.text, page.blocks))
    return rows(list(unlabelled_names(page.text, page.blocks, known_names, spoken)))


LEFT = " left=leave/VBD/ROOT/{0}"


@pytest.mark.parametrize(
    ("tokens", "form", "first", "last"),
    [
        ("Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON", "Ann Bell", 0, 1),
        ("Sen./NNP/compound/2 Ann/NNP/compound/2/PERSON Bell/NNP/nsubj/3/PERSON", "Sen. Ann Bell", 1, 2),
        ("Sen./NNP/compound/2/PERSON Ann/NNP/compound/2/PERSON Bell/NNP/nsubj/3/PERSON", "Sen. Ann Bell", 1, 2),
        ("Independent/JJ/amod/2/PERSON Ann/NNP/compound/2/PERSON Bell/NNP/nsubj/3/PERSON", "Ann Bell", 1, 2),
        ("That/DT/det/2/PERSON Ann/NNP/compound/2/PERSON Bell/NNP/nsubj/3/PERSON", "Ann Bell", 1, 2),
        ("Maria/NNP/compound/1 Bell/NNP/nsubj/2/PERSON", "Maria Bell", 0, 1),
        ("Maria/NNP/nsubj/2 Bell/NNP/nsubj/2/PERSON", "Bell", 1, 1),
        ("Ann/NNP/compound/1/PERSON O\u2019Neil/NNP/nsubj/2/PERSON", "Ann O\u2019Neil", 0, 1),
        ("Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON Says/VBZ/ROOT/2/PERSON", "Ann Bell", 0, 1),
        ("Ann/NNP/compound/1/PERSON Bell/NNP/poss/3/PERSON \u2019s/POS/case/1/PERSON", "Ann Bell", 0, 1),
        ("Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON ././punct/1/PERSON", "Ann Bell", 0, 1),
    ],
)
def test_labelled_name_is_trimmed_to_the_name_with_its_title(tokens: str, form: str, first: int, last: int) -> None:
    end = "left=leave/VBD/ROOT/" + str(len(tokens.split()))
    assert labelled(f"{tokens} {end}") == [(form, first, last)]


def test_firm_is_no_person() -> None:
    assert labelled("Bell/NNP/compound/1/PERSON Airlines/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2") == []


def test_name_after_a_title_is_a_person_under_any_label() -> None:
    assert labelled("Mr./NNP/compound/1 Bell/NNP/nsubj/2/ORG left=leave/VBD/ROOT/2") == [("Mr. Bell", 1, 1)]
    assert labelled("Mr./NNP/compound/1 Bell/NNP/nsubj/2/DATE left=leave/VBD/ROOT/2") == []
    assert labelled("of/IN/prep/2 Bell/NNP/nsubj/2/ORG left=leave/VBD/ROOT/2") == []


def test_title_of_the_sentence_before_is_no_part_of_a_name() -> None:
    assert labelled(
        "Hail/UH/ROOT/0 Mayor/NNP/dep/0", "Ann/NNP/compound/3/PERSON Bell/NNP/nsubj/4/PERSON left/VBD/ROOT/4"
    ) == [("Ann Bell", 2, 3)]


ANN = "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2"


def test_known_surname_is_a_name_without_a_label() -> None:
    assert further(ANN, "Bell/NNP/nsubj/1/GPE left=leave/VBD/ROOT/1") == [("Bell", 0, 0)]
    assert further(ANN, "Mary/NNP/compound/1 Bell/NNP/nsubj/2 left=leave/VBD/ROOT/2") == [("Mary Bell", 0, 1)]
    assert further(ANN, "That/DT/det/1 Bell/NNP/nsubj/2 left=leave/VBD/ROOT/2") == [("Bell", 1, 1)]
    assert further(ANN, "Bell/NNP/compound/1 Road/NNP/nsubj/2 left=leave/VBD/ROOT/2") == []
    assert further(ANN, "bell/NN/nsubj/1 rang=ring/VBD/ROOT/1") == []
    assert further(ANN, "Holm/NNP/nsubj/1 left=leave/VBD/ROOT/1") == []


@pytest.mark.parametrize("title", ["Mr", "Alhaji", "Datuk", "Bishop", "Smt"])
def test_words_after_an_honorific_are_a_name_without_a_label(title: str) -> None:
    text = f"{title}/NNP/compound/2 Tayo/NNP/compound/2 Nwosu/NNP/nsubj/3 left=leave/VBD/ROOT/3"
    assert further(ANN, text) == [(f"{title} Tayo Nwosu", 1, 2)]
    assert further(ANN, f"{title}/NNP/compound/1 Nwosu/NN/nsubj/2 left=leave/VBD/ROOT/2") == [(f"{title} Nwosu", 1, 1)]


def test_speaker_called_by_the_forename_is_a_name_without_a_label() -> None:
    said = "Ann/NNP/nsubj/1/GPE left=leave/VBD/ROOT/1"
    assert further(ANN, said, ["ann"]) == [("Ann", 0, 0)]
    assert further(ANN, said) == []
    assert further(ANN.replace("Ann", "Jordan"), said.replace("Ann", "Jordan"), ["jordan"]) == []
    assert further(ANN, "Pope/NNP/compound/1/PERSON Franz/NNP/nsubj/2/PERSON left/VBD/ROOT/2", ["franz"]) == []


def test_name_with_an_apostrophe_needs_no_noun_tag() -> None:
    known = ANN.replace("Bell", "O\u2019Bell")
    assert further(known, "O\u2019Bell/JJ/nsubj/1 left=leave/VBD/ROOT/1") == [("O\u2019Bell", 0, 0)]


def test_running_text_and_letters_for_a_seat_are_no_part_of_a_name() -> None:
    then = "Then/RB/compound/2/PERSON Mary/NNP/compound/2/PERSON Holm/NNP/nsubj/3/PERSON left/VBD/ROOT/3"
    assert labelled(then) == [("Mary Holm", 1, 2)]
    assert labelled(then.replace("Then/RB", "The/NNP")) == [("Mary Holm", 1, 2)]
    assert labelled("Mary/NNP/compound/2/PERSON Holm/NNP/compound/2/PERSON MP/NNP/nsubj/3/PERSON left/VBD/ROOT/3") == [
        ("Mary Holm", 0, 1)
    ]


def test_constituency_platform_and_rank_are_no_people() -> None:
    seat = "Upper/NNP/compound/1/PERSON Holm/NNP/compound/2/PERSON MP/NNP/compound/4 Ann/NNP/compound/4 Bell/NNP/ROOT/4"
    assert labelled(seat) == []
    for text in ("Twitter/NNP/nsubj/1/PERSON", "Labour/NNP/nsubj/1/PERSON", "Monday/NNP/nsubj/1/PERSON"):
        assert labelled(f"{text} left=leave/VBD/ROOT/1") == []
    assert labelled("QRP/NNP/compound/1/PERSON Sgt/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2") == []


def test_particle_belongs_to_a_known_surname() -> None:
    known = "Jan/NNP/compound/2/PERSON van/NNP/compound/2/PERSON Delft/NNP/nsubj/3/PERSON left=leave/VBD/ROOT/3"
    assert further(known, "then/RB/advmod/3 van/NNP/compound/2 Delft/NNP/nsubj/3 left=leave/VBD/ROOT/3") == [
        ("van Delft", 1, 2)
    ]


def test_speaker_with_a_forename_is_a_name_without_a_label() -> None:
    mary = "Mary/NNP/compound/1 Holm/NNP/nsubj/2 left=leave/VBD/ROOT/2"
    assert further(ANN, mary, ["holm"]) == [("Mary Holm", 0, 1)]
    assert further(ANN, mary) == []
    assert further(ANN, mary.replace("Mary", "Acme"), ["holm"]) == []
    assert further(ANN, mary.replace("compound", "dep"), ["holm"]) == []
    assert further(ANN, "Mary/NNP/nsubj/1 left=leave/VBD/ROOT/1", ["mary"]) == []
    assert further(ANN, "Often/RB/advmod/2 Mary/NNP/compound/2 Holm/NNP/nsubj/3 left/VBD/ROOT/3", ["holm"]) == [
        ("Mary Holm", 1, 2)
    ]


def test_speaker_has_at_most_three_forenames() -> None:
    three = "Mary/NNP/compound/3 Ann/NNP/compound/3 Jane/NNP/compound/3 Holm/NNP/nsubj/4 left/VBD/ROOT/4"
    assert further(ANN, three, ["holm"]) == [("Mary Ann Jane Holm", 0, 3)]
    four = (
        "Mary/NNP/compound/4 Ann/NNP/compound/4 Jane/NNP/compound/4 Eve/NNP/compound/4 Holm/NNP/nsubj/5 left/VBD/ROOT/5"
    )
    assert further(ANN, four, ["holm"]) == []


def name(text: str) -> str:
    """Return a sentence with a labelled name as its subject."""
    words = text.split()
    last = len(words) - 1
    tokens = [f"{word}/NNP/compound/{last}/PERSON" for word in words[:-1]] + [
        f"{words[-1]}/NNP/nsubj/{last + 1}/PERSON"
    ]
    return " ".join([*tokens, f"left=leave/VBD/ROOT/{last + 1}"])


FILLER = "Rain/NN/nsubj/1 fell=fall/VBD/ROOT/1"


def owners(*names: str) -> list[int]:
    """Return the person of the name in each paragraph; an empty paragraph contains no name."""
    page = article(*([name(text) if text else FILLER] for text in names))
    return [naming.person for naming in ArticlePeople(page.text, page.blocks).mentions]


def test_one_person_has_every_name_that_fits() -> None:
    assert owners("J. Bell", "Jon Bell", "Bell") == [0, 0, 0]
    assert owners("J. Bell", "Jon Bell", "Jane Bell") == [0, 0, 1]
    assert owners("Jon Bell", "Ann Holm", "Holm") == [0, 1, 1]


def test_surname_of_two_people_refers_to_the_one_that_was_called_so_twice() -> None:
    assert owners("Ann Bell", "Jon Bell", "Bell") == [0, 1]
    assert owners("Ann Bell", "Bell", "Jon Bell", "Bell") == [0, 0, 1]
    assert owners("Ann Bell", "Bell", "Bell", "Jon Bell", "Bell") == [0, 0, 0, 1, 0]
    assert owners("Ann Bell", "Jon Bell", "Ann Bell", "Bell") == [0, 1, 0, 0]


def test_surname_of_two_people_refers_to_the_newest_if_the_first_is_four_paragraphs_back() -> None:
    assert owners("Ann Bell", "", "", "Jon Bell", "Bell") == [0, 1, 1]
    assert owners("", "Ann Bell", "", "Jon Bell", "Bell") == [0, 1]
    assert owners("Ann Bell", "", "Jon Bell", "", "Bell") == [0, 1]


def test_father_and_son_of_one_name_are_two_people() -> None:
    assert owners("Jon Bell Sr.", "Jon Bell Jr.", "Jon Bell Sr.") == [0, 1, 0]
    assert owners("Jon Bell", "Jon Bell", "Jon Bell Jr.", "Jon Bell") == [0, 0, 1, 0]
    assert owners("Jon Bell", "Jon Bell Jr.", "Bell") == [0, 0, 0]


def test_country_that_is_a_forename_is_no_person() -> None:
    assert owners("Jordan Bell", "Jordan") == [0]
    assert owners("Ann Jordan", "Jordan") == [0, 0]


def test_word_of_the_text_is_no_forename() -> None:
    law = "The/DT/det/1 law/NN/nsubj/2 passed/VBD/ROOT/2"
    page = article([name("Ann Bell")], [name("Law Bell")], [law])
    assert [person.to_mention().forms for person in ArticlePeople(page.text, page.blocks).people] == [
        ("Ann Bell", "Bell")
    ]
    will = article([name("Will Bell")], [law.replace("law", "will")])
    assert [person.to_mention().name for person in ArticlePeople(will.text, will.blocks).people] == ["Will Bell"]


def test_title_shows_no_mere_honorific_as_a_role() -> None:
    tokens = (
        "Prime/NNP/compound/4 Minister/NNP/compound/4 Datuk/NNP/compound/4 Azlan/NNP/compound/4/PERSON "
        "Bell/NNP/nsubj/5/PERSON left/VBD/ROOT/5"
    )
    page = article([tokens])
    [person] = ArticlePeople(page.text, page.blocks).people
    assert person.to_mention().roles == ("Prime Minister",)


def test_forename_with_two_spellings_is_one_person() -> None:
    assert owners("Kristin Bell", "Kristen Bell") == [0, 0]
    assert owners("Jean Bell", "Joan Bell") == [0, 1]


def test_title_chooses_the_person_of_its_gender() -> None:
    assert owners("Jon Bell", "Ann Bell", "Mrs. Bell") == [0, 1, 1]
    assert owners("Ann Bell", "Jon Bell", "Mr. Bell") == [0, 1, 1]
    assert owners("Ann Bell", "Mr. Bell") == [0, 1]


def test_forename_refers_to_its_only_bearer() -> None:
    assert owners("Ann Bell", "Jon Holm", "Jon") == [0, 1, 1]


def test_single_word_is_a_certain_person_if_named_three_times_or_titled() -> None:
    for names, sure in ((["Bell"] * 2, False), (["Bell"] * 3, True), (["Mr. Bell"], True), (["Ann Bell"], True)):
        page = article(*([name(text)] for text in names))
        [person] = ArticlePeople(page.text, page.blocks).people
        assert person.is_certain is sure


def test_person_counts_names_and_forms() -> None:
    page = article([name("Jon Bell")], [name("Mr. Bell")], [name("Jon Bell")], [name("Jon Peter Bell")])
    [person] = ArticlePeople(page.text, page.blocks).people
    assert person.full_name_count == 3
    assert person.gender == "male"
    assert person.forms == {"Jon Bell": 2, "Mr. Bell": 1, "Jon Peter Bell": 1}
    mentioned = person.to_mention()
    assert mentioned.name == "Jon Peter Bell"
    assert mentioned.forms[0] == "Jon Bell"


def test_sentences_are_counted_over_paragraphs() -> None:
    page = article([FILLER, "Bell/NNP/nsubj/3 left=leave/VBD/ROOT/3"], [name("Ann Bell")])
    people = ArticlePeople(page.text, page.blocks)
    assert people.sentence_of(0, page.blocks[0].tokens[0]) == 0
    assert people.sentence_of(0, page.blocks[0].tokens[2]) == 1
    assert people.sentence_of(1, page.blocks[1].tokens[0]) == 2
    assert [(naming.block, naming.sentence) for naming in people.mentions] == [(0, 1), (1, 2)]


def test_last_name_before_a_position_is_chosen() -> None:
    page = article([name("Ann Bell")], [name("Bell")])
    people = ArticlePeople(page.text, page.blocks)
    first, second = Span(0, 8), Span(15, 19)
    assert page.text[15:19] == "Bell"
    assert people.nearest_name(0, 14) == first
    assert people.nearest_name(0, 15) == second
    assert people.nearest_name(0, 0) == first
    assert people.nearest_name(7, 0) is None


def test_relative_pronoun_is_extended_to_the_name_before_it() -> None:
    page = article(
        ["Ann/NNP/compound/1/PERSON Bell/NNP/ROOT/1/PERSON ,/,/punct/1 who/WP/nsubj/4 left=leave/VBD/relcl/1"]
    )
    people = ArticlePeople(page.text, page.blocks)
    who = page.blocks[0].span(3, 3)
    assert people.extend_to_name(0, who).of(page.text) == "Ann Bell, who"
    left = page.blocks[0].span(4, 4)
    assert people.extend_to_name(0, left).of(page.text) == "left"


def test_name_may_end_in_an_initial() -> None:
    assert labelled("Ann/NNP/compound/1/PERSON O./NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2") == [("Ann O.", 0, 1)]


def test_roles_are_counted() -> None:
    director = (
        "Harbour/NN/compound/3 Director/NN/compound/3 Ann/NNP/compound/3/PERSON Bell/NNP/nsubj/4/PERSON left/VBD/ROOT/4"
    )
    page = article([director], [director], [name("Ann Bell")])
    [person] = ArticlePeople(page.text, page.blocks).people
    assert person.roles == {"Harbour Director": 2}
    assert person.nouns == {"director"}


def test_bare_surname_keeps_the_gender_of_the_forename() -> None:
    page = article([name("Jon Bell")], [name("Bell")])
    [person] = ArticlePeople(page.text, page.blocks).people
    assert person.gender == "male"


def test_label_that_contains_no_word_of_a_name_is_left_out() -> None:
    """The parser labelled a first word that it took for a verb."""
    token = Token(0, 0, 5, "Sayed", "say", "VBD", "ROOT", "PERSON", 0)
    link([token], [0])
    block = Block([token], [Entity(0, 0, "PERSON")], [(0, 0)])
    assert list(labelled_names("Sayed", [block])) == []
