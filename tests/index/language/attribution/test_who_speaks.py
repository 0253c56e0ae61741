"""The speaker and the content of invented sentences in which somebody other than the speaker is named."""

from collections.abc import Callable

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.finder import Finder

Said = list[tuple[str | None, str]]
Find = Callable[[str], Said]


@pytest.fixture(scope="module")
def find() -> Find:
    parser = SpacyParser()

    def run(text: str) -> Said:
        """Return the mention of the speaker and the content of each statement, as printed."""
        [(_, blocks)] = parser.parse([text])
        return [
            (
                candidate.mention.of(text) if candidate.mention is not None else None,
                " … ".join(span.of(text) for span in candidate.spans),
            )
            for candidate in Finder(text, blocks).find()
        ]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lowe was accused of bribing a clerk.", [(None, "bribing a clerk")]),
        ("Lowe got accused of stealing bread.", [(None, "stealing bread")]),
        ("Lowe stands accused of taking bribes.", [(None, "taking bribes")]),
        ("Marandt was praised for saving the bank.", [(None, "saving the bank")]),
        ("Lowe, accused of lying, said he would fight.", [("Lowe", "he would fight")]),
        ("Lowe was accused by Tomas Berg of lying.", [("Tomas Berg", "lying")]),
        ("“A great liar,” Brell was called by Anna Kroll.", [("Anna Kroll", "“A great liar,”")]),
        ("Brell was called “a great liar” by Anna Kroll.", [("Anna Kroll", "Brell … “a great liar”")]),
        ("Lowe, urged by Anna Kroll to resign, stayed.", [("Anna Kroll", "to resign")]),
        ("Lowe was told that the bridge was closed.", [(None, "that the bridge was closed")]),
        ("Marandt was convinced that the bridge was safe.", [("Marandt", "that the bridge was safe")]),
        ("A man yelled “Stay there!” and left.", [("A man", "“Stay there!”")]),
    ],
)
def test_subject_of_a_passive_is_not_the_speaker(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Asked whether he had lied, Tom Ryle said he had not.",
            [(None, "whether he had lied"), ("Tom Ryle", "he had not")],
        ),
        (
            "Asked about the letters, Ryle said: “I never wrote them.”",
            [(None, "the letters"), ("Ryle", "“I never wrote them.”")],
        ),
        ("Pressed by Tomas Brell she added, laughing: “Ask my husband.”", [("she", "“Ask my husband.”")]),
        (
            "Asked by email, Marandt's spokeswoman, Rosa Wessel, wrote: “She does not comment.”",
            [("Marandt's spokeswoman, Rosa Wessel", "“She does not comment.”")],
        ),
        ("Asked whether the bridge would fall, Marandt did not answer.", [(None, "whether the bridge would fall")]),
        ("Ryle, asked if he would resign, shook his head.", [(None, "if he would resign")]),
        ("Ryle was asked by Anna Kroll if he would resign.", [("Anna Kroll", "if he would resign")]),
        (
            "When Onda pressed Morita on the cost, the minister said: “We will pay for it.”",
            [("the minister", "“We will pay for it.”")],
        ),
    ],
)
def test_question_of_a_reporter_is_not_part_of_the_answer(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Foreign Minister Sergei Lavin said the talks were useful, Interfox reported.",
            [("Foreign Minister Sergei Lavin", "the talks were useful")],
        ),
        (
            "The talks were useful, Foreign Minister Sergei Lavin said, Interfox reported.",
            [("Foreign Minister Sergei Lavin", "The talks were useful")],
        ),
        ("Lavin said the talks were useful, the Echo reports.", [("Lavin", "the talks were useful")]),
        ("According to Interfox, Lavin said the talks were useful.", [("Lavin", "the talks were useful")]),
        (
            "The TAZZ agency quoted Lavin as saying that the door was open.",
            [("Lavin", "that the door was open")],
        ),
        (
            "“The talks were useful,” Lavin was quoted by Interfox as saying.",
            [("Lavin", "“The talks were useful,”")],
        ),
        (
            "“He lied,” prosecutor Rosa Wessel told the jury, quoting Tomas Brell as saying, “I never saw the money.”",
            [("prosecutor Rosa Wessel", "“He lied,”"), ("Tomas Brell", "“I never saw the money.”")],
        ),
        ("Interfox quoted Lavin: “The talks were useful.”", [("Lavin", "“The talks were useful.”")]),
        ("The talks were useful, TAZZ reported, citing the ministry.", [("the ministry", "The talks were useful")]),
        (
            "Marandt said the bridge was old, adding that it was ugly.",
            [("Marandt", "the bridge was old"), ("Marandt", "that it was ugly")],
        ),
        ("Vale left after citing the ministry.", [("Vale", "the ministry")]),
        # The report of a person is the statement of that person.
        (
            "According to Anna Kroll, Ilse Marandt said the bank was broke.",
            [("Anna Kroll", "Ilse Marandt said the bank was broke.")],
        ),
    ],
)
def test_source_of_wire_news_is_the_person_who_said_it(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dorn hit back at Ryle on Twitter: “You are a liar.”", [("Dorn", "“You are a liar.”")]),
        ("Dorn turned to Ryle: “You are a liar.”", [("Dorn", "“You are a liar.”")]),
        ("The senator had a message for Ryle: “You are a liar.”", [("The senator", "“You are a liar.”")]),
        ("Marandt’s reply to Kroll: “The quay is lost.”", [("Marandt’s", "“The quay is lost.”")]),
        ("It did not surprise Anna Kroll: “The quay is lost.”", [("Anna Kroll", "“The quay is lost.”")]),
        ("Said Ilse Marandt: “The quay is lost.”", [("Ilse Marandt", "“The quay is lost.”")]),
        ("Speaking to the Daily Mail Lopez claimed: “It was a crime.”", [("Lopez", "“It was a crime.”")]),
        (
            "Mara Quill posted on Twitter accusing Tall Harbour of trying to stop her.",
            [("Mara Quill", "Tall Harbour of trying to stop her")],
        ),
        ("The ministry issued a statement saying the border was closed.", [("The ministry", "the border was closed")]),
    ],
)
def test_addressee_and_medium_are_not_the_speaker(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Volkov Oil insisted the sale was theft but Russian authorities argued they were imposing the law.",
            [("Volkov Oil", "the sale was theft"), ("Russian authorities", "they were imposing the law")],
        ),
        (
            "George Hotzen argued that it was safe, while Lex Fridmar asked whether anyone had checked.",
            [("George Hotzen", "that it was safe"), ("Lex Fridmar", "whether anyone had checked")],
        ),
        (
            "Marandt said the bridge was safe, although Brell said it was old.",
            [("Marandt", "the bridge was safe"), ("Brell", "it was old")],
        ),
    ],
)
def test_statements_of_two_people_in_a_sentence_are_apart(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petrin did not say that the army was weak.", [(None, "that the army was weak")]),
        ("Unless Petrin says the army is weak, the bank will fall.", [(None, "the army is weak")]),
        ("Petrin may announce that the bridge is safe.", [(None, "that the bridge is safe")]),
        ("Petrin did not say how much it would cost.", [("Petrin", "how much it would cost")]),
        ("Petrin did not deny that the army was weak.", [("Petrin", "that the army was weak")]),
        ("The court will determine if the bridge is safe.", []),
        ("Petrin considers replacing the bridge.", []),
        ("Petrin would dismiss the council.", []),
    ],
)
def test_words_that_were_not_said_have_no_speaker(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Later she started to get comments accusing her of theft.", [("comments", "her of theft")]),
        ("Ann Bell got messages urging her to resign.", [("messages", "her to resign")]),
        ("Ann Bell wrote a letter saying that she was sorry.", [("Ann Bell", "that she was sorry")]),
    ],
)
def test_words_that_somebody_received_are_not_hers(find: Find, text: str, expected: Said) -> None:
    assert find(text) == expected


def test_surname_that_reads_like_a_modal_verb_is_the_speaker(find: Find) -> None:
    text = "Theresa May, the prime minister, met the press. \u201cThere is no second vote,\u201d May said."
    assert find(text) == [("May", "\u201cThere is no second vote,\u201d")]
    assert find("Berg may say that it was late.") == [(None, "that it was late")]
