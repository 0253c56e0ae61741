"""The person of each statement in short news texts, with the real parser. All texts and names are invented."""

from collections.abc import Callable

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.models import Attribution, Confidence

Attribute = Callable[[str], Attribution]
Row = tuple[str, str | None]


@pytest.fixture(scope="module")
def attribution_of() -> Attribute:
    parser = SpacyParser()

    def run(text: str) -> Attribution:
        [(_, blocks)] = parser.parse([text])
        return attribute(text, blocks)

    return run


def people_of(attribution: Attribution, text: str, *words: str) -> list[str | None]:
    """Return, for each of some words, the person of the statement that contains them."""
    names: list[str | None] = []
    for said in words:
        position = text.index(said)
        [statement] = [
            one for one in attribution.statements if any(span.start <= position < span.end for span in one.spans)
        ]
        names.append(None if statement.person is None else attribution.people[statement.person].name)
    return names


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            "Minister Lena Frost met union leader Carl Dunne. The minister left. “There is only one place for Carl "
            "Dunne,” she told Channel 9. Peter Hale said he trusted Dunne.",
            [("There is only one", "Lena Frost"), ("he trusted", "Peter Hale")],
            id="nobody is named in the own words",
        ),
        pytest.param(
            "Prime Minister Owen Pryce spoke. The chancellor, Simon Lyle, is in Africa. Before he left, he insisted he "
            "still trusted Mr Pryce.",
            [("still trusted", "Simon Lyle")],
            id="nor in the clause that the pronoun governs",
        ),
        pytest.param(
            "After Nadia Brook scored twice, it was Freya Lund who sealed the win. “I just hit it,” she told them.",
            [("I just hit", "Freya Lund")],
            id="cleft sentence",
        ),
        pytest.param(
            "Peter Frost brought a card and said that a guest was there. The courier, Jan Dunne, had told him that "
            "only Mrs Pryce was at home, but he replied that he was her cousin.",
            [("only Mrs", "Jan Dunne"), ("he was her cousin", "Peter Frost")],
            id="the person who was told answers",
        ),
        pytest.param(
            "Ana Petrov told reporters that she would resign, but she added that she would wait until May.",
            [("she would wait", "Ana Petrov")],
            id="unless nobody else is there",
        ),
        pytest.param(
            "Maria Lund (born 3 May 1950) is the daughter of Jon Lund, and her sister is Eva Brook. “We were poor,” "
            "she said.",
            [("We were poor", "Maria Lund")],
            id="a relative stands beside the topic",
        ),
        pytest.param(
            "Ana Petrov denied theft when she appeared before Judge Ivor Blunt. The first witness was her employer, "
            "Colonel Mark Stone. He said she had taken the keys.",
            [("she had taken", "Mark Stone")],
            id="the witness, not the judge",
        ),
        pytest.param(
            "Mayor Greta Holm's husband, Nils Holm, opened the door. “She is asleep,” he said.",
            [("She is asleep", "Nils Holm")],
            id="husband",
        ),
        pytest.param(
            "Tomas Brell was in court. Brell's lawyer objected. “Hearsay,” he said.",
            [("Hearsay", None)],
            id="somebody without a name",
        ),
        pytest.param(
            "Supporters of Pavel Orr marched. A doctor at the scene told a station that two men had died. “They died "
            "here,” the doctor said. “I saw it,” he said.",
            [("two men had died", None), ("They died", None), ("I saw it", None)],
            id="a doctor, the doctor",
        ),
        pytest.param(
            "The doctor Paul Reem updated the register. He said it was full of errors. The clerk Dan Oster made a new "
            "report. He also said the report was late.",
            [("it was full", "Paul Reem"), ("the report was late", "Dan Oster")],
            id="a new subject",
        ),
        pytest.param(
            "Anna Kroll's daughter fell. “She was playing,” Kroll said. Her teacher, Rosa Wessel, rang a doctor. “She "
            "was brave,” she said.",
            [("playing", "Anna Kroll"), ("brave", "Rosa Wessel")],
            id="name in apposition to the subject",
        ),
        pytest.param(
            "Counsel Simon Bell put it to Mark Orr that he lied. “I reject that,” he replied.",
            [("I reject that", "Mark Orr")],
            id="the one who is asked",
        ),
        pytest.param(
            "Sten Jarvis, who runs the mill, spoke. He said prices would rise.\n\nEwen Jarvis disagreed with him. "
            "“We want work,” Jarvis said.",
            [("prices would rise", "Sten Jarvis"), ("We want work", None)],
            id="a surname of two people",
        ),
        pytest.param(
            "Tom Brack Sr. built the yard. His son, Tom Brack Jr., sold it. Brack Jr. said it was a sad day.",
            [("it was a sad day", "Tom Brack Jr.")],
            id="father and son",
        ),
        pytest.param(
            "Elizabeth Crane, the council leader, said the wall held. “It held,” Liz Crane said. Norma Crane said it "
            "leaked.",
            [("the wall held", "Elizabeth Crane"), ("It held", "Elizabeth Crane"), ("it leaked", "Norma Crane")],
            id="a nickname and a namesake",
        ),
        pytest.param(
            "Union of Harbour Pilots chairman Olaf Berg said the rules were weak. Mr Berg's members strike. Leader of "
            "the council Mira Holt said they were fine. In Tarva, the capital, resident Abdul Karim says he heard it.",
            [("the rules were weak", "Olaf Berg"), ("they were fine", "Mira Holt"), ("he heard it", "Abdul Karim")],
            id="an office before the name",
        ),
        pytest.param(
            "Prime Minister Datuk Seri Azlan Ismail did not pay, Communications Minister Fahmi Hamid said today. Fahmi "
            "said the plane was cheap. Tun Karim Daud said he agreed. The former prime minister said it was late.",
            [
                ("did not pay", "Fahmi Hamid"),
                ("the plane was cheap", "Fahmi Hamid"),
                ("he agreed", "Karim Daud"),
                ("it was late", "Karim Daud"),
            ],
            id="Malaysian titles",
        ),
        pytest.param(
            "Pope Franz blessed the port. “Be kind,” Franz said. Bishop Anton Vell was there. The cleric said he was "
            "glad.",
            [("Be kind", "Franz"), ("he was", "Anton Vell")],
            id="a name after a title, alone, and another noun for a title",
        ),
        pytest.param(
            "“Some gun violence,” said a homeless man who goes by the name “Stumpy.”",
            [("Some gun violence", "Stumpy")],
            id="nickname",
        ),
        pytest.param(
            "Kevin O’Neill, the minister, said the port would close. O’Neill said he was sorry.",
            [("the port would close", "Kevin O’Neill"), ("he was sorry", "Kevin O’Neill")],
            id="typographic apostrophe",
        ),
        pytest.param(
            "Harlow said on Tuesday that he hopes the fighting ends quickly.",
            [("hopes the fighting", "Harlow")],
            id="a bare surname that its own words call he",
        ),
        pytest.param(
            "Lydia Buchtmann, a nurse, left early. Ms Bauchtman said it was late.",
            [("it was late", "Lydia Buchtmann")],
            id="misspelt surname",
        ),
        pytest.param(
            "Flanker Owain Tudor will lead the side. Tudor said it was an honour. The 24-year-old said he had trained.",
            [("it was an honour", "Owain Tudor"), ("he had trained", "Owain Tudor")],
            id="age",
        ),
        pytest.param(
            "Lindsey Holm said the plan was late. He said it was dear. He added that nobody had paid.",
            [("it was dear", "Lindsey Holm"), ("nobody had paid", "Lindsey Holm")],
            id="pronouns correct the usual gender of a forename",
        ),
    ],
)
def test_statement_belongs_to_its_person(attribution_of: Attribute, text: str, rows: list[Row]) -> None:
    words = [said for said, _ in rows]
    assert people_of(attribution_of(text), text, *words) == [person for _, person in rows]


def test_headline_prints_the_name_of_the_text(attribution_of: Attribute) -> None:
    text = "Ann Holm Blasts Rival Over Quay\n\nAnn Holm said on Monday that the quay was unsafe."
    assert [person.name for person in attribution_of(text).people] == ["Ann Holm"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Anna Keller left. Rosa Lind arrived. “It is late,” she said.", "high"),
        ("Anna Keller left. It rained. Snow fell. “It is late,” she said.", "medium"),
    ],
)
def test_far_person_is_less_certain(attribution_of: Attribute, text: str, confidence: Confidence) -> None:
    assert attribution_of(text).statements[-1].confidence == confidence
