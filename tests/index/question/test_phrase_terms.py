import pytest

from index.question.phrase_terms import occurs, phrase_terms
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    folder = tmp_path_factory.mktemp("terms") / "words"
    write_full_text(folder, [FullTextDocument(0, "The quay is long.", None, None)])
    return FullTextIndex(folder)


def test_phrase_terms_leave_out_articles_prepositions_and_genitives(index: FullTextIndex) -> None:
    assert phrase_terms(index, "the mayor of Ostrel") == [{("mayor",)}, {("ostrel",)}]
    assert phrase_terms(index, "Ostrel's mayor") == [{("ostrel",)}, {("mayor",)}]
    assert phrase_terms(index, "the of") == []


def test_phrase_terms_have_other_spellings_and_the_words_of_a_nation(index: FullTextIndex) -> None:
    nation, defence, ministry = phrase_terms(index, "Russia's defence ministry")
    assert nation == {("russia",), ("russian",), ("russian", "feder")}
    assert (defence, ministry) == ({("defenc",), ("defens",)}, {("ministri",)})


def test_phrase_terms_read_a_nation_of_several_words_as_one(index: FullTextIndex) -> None:
    [nation] = phrase_terms(index, "the United Nations")
    assert {("unit", "nation"), ("un",), ("u", "n")} <= set(nation)
    assert phrase_terms(index, "the UN") == [nation]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("the mayor of Ostrel", "Ostrel’s new mayor slept.", True),
        ("the Russian defence ministry", "The Defense Ministry of the Russian Federation spoke.", True),
        ("Ada Pell", "Ada B. Pell spoke.", True),
        ("Ada Pell", "Ada spoke at length about the new quay, and so did Pell.", False),
        ("O'Brian", "Sean O’Brian sailed.", True),
        ("the UN", "The U.N. met.", True),
        ("the Treasury", "The treasurer slept.", False),
    ],
)
def test_phrase_occurs_if_its_words_stand_close_together(
    index: FullTextIndex, phrase: str, text: str, *, found: bool
) -> None:
    assert occurs(phrase_terms(index, phrase), index.tokens(text)) is found
