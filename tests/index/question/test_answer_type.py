"""The type of answer that a question expects, and the sentences that contain it."""

import pytest

from index.question.answer_type import AnswerType, asks_for_fact, contains_type, expected_answer_type, words_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many ships called at Ostrel?", "number"),
        ("how much does the quay cost", "number"),
        ("How old is the bridge", "number"),
        ("how often does the ferry run", "number"),
        ("What percentage of voters stayed at home?", "number"),
        ("which share of the herring is exported", "number"),
        ("at what price was the ferry sold", "number"),
        ("who knows how many ships there are", "number"),
        ("what day did how many people vote", "number"),
        ("When did the bridge open?", "time"),
        ("when's the vote", "time"),
        ("and when is the vote", "time"),
        ("In which year was the harbour built", "time"),
        ("what date was the treaty signed", "time"),
        ("Who owns the ferry?", "name"),
        ("whose ship sank", "name"),
        ("for whom did the pilots vote", "name"),
        ("Where was the treaty signed?", "name"),
        ("which town voted first", "name"),
        ("since when did who own it", "time"),
        ("What did the council decide?", None),
        ("Why was the vote put off?", None),
        ("how did the strike end", None),
        ("how manyfold were the reasons", None),
        ("what numbered list was it", None),
        ("was the ferry late when it rained", None),
        ("whole quay, somewhere nowhere", None),
        ("harbour costs", None),
        ("", None),
    ],
)
def test_question_words_show_the_expected_type(question: str, expected: AnswerType | None) -> None:
    assert expected_answer_type(question) == expected


@pytest.mark.parametrize(
    ("kind", "sentence", "is_contained"),
    [
        ("number", "It counted 240 ships.", True),
        ("number", "It cost €2.4bn.", True),
        ("number", "A Dozen ships came.", True),
        ("number", "Half of them left.", True),
        ("number", "Ships came and left.", False),
        ("number", "Someone attended.", False),
        ("time", "It opened in 1998.", True),
        ("time", "It opens on Monday.", True),
        ("time", "It opens in June.", True),
        ("time", "May was too early.", True),
        ("time", "It may open.", False),
        ("time", "They march on.", False),
        ("time", "It cost 240 crowns.", False),
        ("time", "It cost 19980 or 998 crowns.", False),
        ("name", "It was Marandt who left.", True),
        ("name", "“They left,” said Torvil.", True),
        ("name", "Marandt left.", False),
        ("name", "“Marandt left.”", False),
        ("name", "They left.", False),
        ("name", "", False),
        ("number", "—", False),
    ],
)
def test_sentence_contains_the_type_if_a_word_has_its_form(kind: AnswerType, sentence: str, is_contained: bool) -> None:
    assert contains_type(kind, sentence, frozenset()) is is_contained


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("number", "Then 240 Ships came on two days."),
        ("time", "It was in June of 1998."),
        ("name", "There Marandt met nobody."),
    ],
)
def test_words_of_the_question_are_no_answer(kind: AnswerType, sentence: str) -> None:
    asked = frozenset({"240", "two", "june", "1998", "marandt"})
    assert not contains_type(kind, sentence, asked)
    assert contains_type(kind, sentence, asked - {"two", "1998", "marandt"})


def test_words_keep_inner_punctuation() -> None:
    assert words_of("“It’s 2.5 per cent,” O'Neil said; 3,000 — no_more!") == [
        "It’s", "2.5", "per", "cent", "O'Neil", "said", "3,000", "no", "more",
    ]  # fmt: skip
    assert words_of("?! 🙂") == []


@pytest.mark.parametrize(
    ("question", "of_somebody"),
    [
        ("Which ferry line announced a merger?", False),
        ("What town announced a ban on kites?", False),
        ("Ilse Marandt announced that she will retire. Which harbour did she lead first?", True),
        ("According to a new analysis, what percentage of the coast is at risk?", False),
        ("The council on Tuesday passed the budget. How many members voted for it?", True),
    ],
)
def test_question_for_a_fact_may_name_a_person_who_speaks(question: str, *, of_somebody: bool) -> None:
    assert asks_for_fact(question, of_somebody=of_somebody)


@pytest.mark.parametrize(
    ("question", "of_somebody"),
    [
        ("What did Ilse Marandt say about the quay?", True),
        ("what did the council say about the quay", False),
        ("When does Ilse Marandt say the quay will open?", True),
        ("How much did Ilse Marandt say the quay costs?", True),
        ("Who said that the quay is too long?", False),
        ("Which minister warned of a strike?", False),
        ("Ilse Marandt on the quay", True),
        ("quotes by Ilse Marandt since May", True),
        ("has Ilse Marandt commented on the quay", True),
    ],
)
def test_question_for_statements_asks_for_no_fact(question: str, *, of_somebody: bool) -> None:
    assert not asks_for_fact(question, of_somebody=of_somebody)
