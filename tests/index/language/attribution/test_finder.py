"""Statement candidates in invented sentences, one for each rule, with the packaged model; and in random trees."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.cue_lexicon import VERBS
from index.language.attribution.finder import Finder, StatementCandidate
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token, link

Find = Callable[[str], list[StatementCandidate]]
Parts = tuple[str, str | None, str | None, list[str]]


@pytest.fixture(scope="module")
def find() -> Find:
    parser = SpacyParser()

    def run(text: str) -> list[StatementCandidate]:
        [(_, blocks)] = parser.parse([text])
        return Finder(text, blocks).find()

    return run


def parts_of(candidate: StatementCandidate, text: str) -> Parts:
    """Return the frame, and cue, mention and content as printed."""
    cue = candidate.cue.text if candidate.cue is not None else None
    mention = candidate.mention.of(text) if candidate.mention is not None else None
    return candidate.frame, cue, mention, [span.of(text) for span in candidate.spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A clause after the cue.
        ("The mayor said that it would open in May.", ("clause", "said", "The mayor", ["that it would open in May"])),
        ("Berg asked Vale if the bridge was safe.", ("clause", "asked", "Berg", ["if the bridge was safe"])),
        ("Vale pointed out that the cables were rusty.", ("clause", "pointed", "Vale", ["that the cables were rusty"])),
        ("Vale learned that the cables were rusty.", ("generic", "learned", "Vale", ["that the cables were rusty"])),
        ("Vale, who said it was old, left.", ("clause", "said", "who", ["it was old"])),
        (
            "Berg said on Monday that the bridge was safe, but that the cables were old.",
            ("clause", "said", "Berg", ["that the bridge was safe, but that the cables were old"]),
        ),
        (
            "Berg said the bridge, which opened in May, was safe.",
            ("clause", "said", "Berg", ["the bridge, which opened in May, was safe"]),
        ),
        # A cue after its content or within it.
        ("“The bridge is safe,” Anna Berg said.", ("inserted", "said", "Anna Berg", ["“The bridge is safe,”"])),
        (
            "“The bridge is safe,” said Anna Berg, the mayor of Norwick.",
            ("inserted", "said", "Anna Berg, the mayor of Norwick", ["“The bridge is safe,”"]),
        ),
        ("“The bridge,” Berg said, “is safe.”", ("inserted", "said", "Berg", ["“The bridge,”", "“is safe.”"])),
        ("The bridge, Berg said, will open in May.", ("inserted", "said", "Berg", ["The bridge", "will open in May."])),
        (
            "The bridge fell, and, Vale said, nobody was hurt.",
            ("inserted", "said", "Vale", ["The bridge fell", "nobody was hurt."]),
        ),
        ("The bridge is safe, said Berg.", ("inserted", "said", "Berg", ["The bridge is safe"])),
        (
            "“Nobody knows that,” Jon Vale, 58, told reporters.",
            ("inserted", "told", "Jon Vale, 58", ["“Nobody knows that,”"]),
        ),
        (
            "“Is it safe?” Berg asked. “We do not know yet.”",
            ("inserted", "asked", "Berg", ["“Is it safe?”", "“We do not know yet.”"]),
        ),
        (
            "“The bridge is safe,” Berg told “Morning Talk” on Monday. “It will open in May.”",
            ("inserted", "told", "Berg", ["“The bridge is safe,”", "“It will open in May.”"]),
        ),
        (
            "When he came to town, Vale said, “The bridge is safe.”",
            ("inserted", "said", "Vale", ["“The bridge is safe.”"]),
        ),
        (
            "As Berg noted, the bridge is older than the town.",
            ("inserted", "noted", "Berg", ["the bridge is older than the town."]),
        ),
        ('"The bridge is safe," Berg said.', ("inserted", "said", "Berg", ['"The bridge is safe,"'])),
        ("''The bridge is safe,'' Berg said.", ("inserted", "said", "Berg", ["''The bridge is safe,''"])),
        # An infinitive, an object or a preposition's object.
        ("Berg promised to repair the bridge.", ("infinitive", "promised", "Berg", ["to repair the bridge"])),
        ("Berg vowed Sunday to end the work.", ("infinitive", "vowed", "Berg", ["to end the work"])),
        ("Berg praised the engineers in an interview on Monday.", ("object", "praised", "Berg", ["the engineers"])),
        ("Berg praised the new bridge, which opened in May.", ("object", "praised", "Berg", ["the new bridge"])),
        ("Berg called the plan “a costly mistake.”", ("object", "called", "Berg", ["the plan “a costly mistake.”"])),
        (
            "Berg accused the council of hiding the report.",
            ("object", "accused", "Berg", ["the council of hiding the report"]),
        ),
        ("The plan was rejected by Anna Berg.", ("object", "rejected", "Anna Berg", ["The plan"])),
        ("Vale warned of further delays.", ("prepositional", "warned", "Vale", ["further delays"])),
        # Cues other than verbs, and quotations without a cue.
        (
            "According to Jon Vale, the bridge needs new cables.",
            ("according", "According", "Jon Vale", ["the bridge needs new cables."]),
        ),
        (
            "The bridge needs new cables, according to Jon Vale.",
            ("according", "according", "Jon Vale", ["The bridge needs new cables"]),
        ),
        ("Vale renewed his criticism of the council.", ("noun_of", "criticism", "his", ["the council"])),
        (
            "Berg is confident that the bridge will last.",
            ("adjective", "confident", "Berg", ["that the bridge will last"]),
        ),
        (
            "BERG: We will open it in May.\n\nAnna Berg spoke.",
            ("transcript", None, "BERG", ["We will open it in May."]),
        ),
        ("“We will open it in May.” ― Anna Berg", ("signed", None, "Anna Berg", ["“We will open it in May.”"])),
        (
            "More from Jon Vale: “The cables were old and rusty.”",
            ("colon", None, "Jon Vale", ["“The cables were old and rusty.”"]),
        ),
        # A clause with its end, its start or its modifiers.
        ("The bridge is old; Berg said so.", ("inserted", "said", "Berg", ["The bridge is old"])),
        (
            "Berg said that the bridge was safe, but Vale disagreed.",
            ("clause", "said", "Berg", ["that the bridge was safe, but Vale disagreed."]),
        ),
        (
            "Berg said on Monday the bridge was safe and that the cables would hold.",
            ("clause", "said", "Berg", ["the bridge was safe and that the cables would hold"]),
        ),
        (
            "Berg said the bridge was safe and the cables were old, and that nobody was hurt.",
            ("clause", "said", "Berg", ["the bridge was safe and the cables were old, and that nobody was hurt"]),
        ),
        ("Berg argued bridges are old.", ("clause", "argued", "Berg", ["bridges are old"])),
        (
            "Berg told reporters on Monday that the bridge was safe.",
            ("clause", "told", "Berg", ["that the bridge was safe"]),
        ),
        (
            "Berg said the plan, which cost the town nearly four million crowns over the last two years, failed.",
            (
                "clause",
                "said",
                "Berg",
                ["the plan, which cost the town nearly four million crowns over the last two years, failed"],
            ),
        ),
        (
            "Berg said it failed, which surprised the engineers who had worked on the bridge for years.",
            ("clause", "said", "Berg", ["it failed"]),
        ),
        (
            "Berg said the work would end in May, a date that many engineers had doubted for years.",
            ("clause", "said", "Berg", ["the work would end in May, a date that many engineers had doubted for years"]),
        ),
        (
            "Berg said in an interview with the Norwick radio that he expects delays.",
            ("clause", "said", "Berg", ["that he expects delays"]),
        ),
        ("Vale wondered if the cables would hold.", ("clause", "wondered", "Vale", ["if the cables would hold"])),
        (
            "The council says it will close the bridge if the cables break.",
            ("clause", "says", "The council", ["it will close the bridge if the cables break"]),
        ),
        (
            "Berg says that if the cables break, the bridge will close.",
            ("clause", "says", "Berg", ["that if the cables break, the bridge will close"]),
        ),
        ("The report shows the bridge is unsafe.", ("clause", "shows", "The report", ["the bridge is unsafe"])),
        ("Berg and Vale agreed the bridge was safe.", ("clause", "agreed", "Berg and Vale", ["the bridge was safe"])),
        (
            "Berg, the mayor, and Vale, the engineer, said the bridge was safe.",
            ("clause", "said", "Berg, the mayor, and Vale, the engineer", ["the bridge was safe"]),
        ),
        ("Berg is among those who say the bridge is safe.", ("clause", "say", "who", ["the bridge is safe"])),
        ("Berg denied hiding the report.", ("clause", "denied", "Berg", ["hiding the report"])),
        ("Vale was asked if the bridge was safe.", ("clause", "asked", None, ["if the bridge was safe"])),
        ("The council said Vale, an engineer, lied.", ("clause", "said", "The council", ["Vale, an engineer, lied"])),
        # A parenthetical cue.
        ("“No,” Anna Berg, the mayor, said.", ("inserted", "said", "Anna Berg, the mayor", ["“No,”"])),
        ("“No,” the mayor quickly said.", ("inserted", "said", "the mayor", ["“No,”"])),
        ("“No,” she said.", ("inserted", "said", "she", ["“No,”"])),
        (
            "The bridge is safe — Berg said — and will last.",
            ("inserted", "said", "Berg", ["The bridge is safe", "and will last."]),
        ),
        ("But the bridge, Berg said Monday, is safe.", ("inserted", "said", "Berg", ["But the bridge", "is safe."])),
        ("In May, Berg said, the bridge will open.", ("inserted", "said", "Berg", ["the bridge will open."])),
        (
            "If the cables hold, Berg said, the bridge will open.",
            ("inserted", "said", "Berg", ["If the cables hold", "the bridge will open."]),
        ),
        ("Most people, Vale said as he left, were hurt.", ("inserted", "said", "Vale", ["Most people", "were hurt."])),
        (
            "Speaking in Norwick, Berg said, “The bridge is safe.”",
            ("inserted", "said", "Berg", ["“The bridge is safe.”"]),
        ),
        (
            "“The bridge is safe,” Berg said, standing at the river.",
            ("inserted", "said", "Berg", ["“The bridge is safe,”"]),
        ),
        ("“The bridge is safe,” Berg said, and left.", ("inserted", "said", "Berg", ["“The bridge is safe,”"])),
        (
            "“The bridge is safe,” Berg told “Today” on Monday, “and it will open.”",
            ("inserted", "told", "Berg", ["“The bridge is safe,”", "“and it will open.”"]),
        ),
        (
            "“The bridge,” said Berg, “is safe, and the cables are new.”",
            ("inserted", "said", "Berg", ["“The bridge,”", "“is safe, and the cables are new.”"]),
        ),
        (
            "“Because it’s cheap,” Vale said, “and because it’s old.”",
            ("inserted", "said", "Vale", ["“Because it’s cheap,”", "“and because it’s old.”"]),
        ),
        (
            "“Is it safe?” she wondered. “Nobody knows.”",
            ("inserted", "wondered", "she", ["“Is it safe?”", "“Nobody knows.”"]),
        ),
        ("“It’s old,” says Vale’s brother, Jon.", ("inserted", "says", "Vale’s brother, Jon", ["“It’s old,”"])),
        ("“Yes,” Vale nodded.", ("inserted", "nodded", "Vale", ["“Yes,”"])),
        ("‘It will last for ever,’ said Berg.", ("inserted", "said", "Berg", ["‘It will last for ever,’"])),
        ("The bridge, as Berg noted, is old.", ("inserted", "noted", "Berg", ["The bridge", "is old."])),
        # A quotation, an infinitive, an object or the object of a preposition.
        ("Berg said: “The bridge is safe.” The town cheered.", ("clause", "said", "Berg", ["“The bridge is safe.”"])),
        (
            "Vale put it bluntly: “The bridge is old and rusty.”",
            ("quotation", "put", "Vale", ["“The bridge is old and rusty.”"]),
        ),
        (
            "Vale urged the council to close the bridge.",
            ("infinitive", "urged", "Vale", ["the council to close the bridge"]),
        ),
        ("Vale refused to resign and left the town.", ("infinitive", "refused", "Vale", ["to resign"])),
        ("Berg wants the bridge to open in May.", ("infinitive", "wants", "Berg", ["the bridge to open in May"])),
        ("Vale expressed hope.", ("object", "expressed", "Vale", ["hope"])),
        ("Berg called the bridge a mistake.", ("object", "called", "Berg", ["the bridge a mistake"])),
        (
            "Berg described the bridge as “the pride of the town.”",
            ("object", "described", "Berg", ["the bridge as “the pride of the town.”"]),
        ),
        ("Berg thanked the engineers in a speech at the bridge.", ("object", "thanked", "Berg", ["the engineers"])),
        ("Vale spoke of his fear of water.", ("prepositional", "spoke", "Vale", ["his fear of water"])),
        ("Berg pointed to the age of the cables.", ("prepositional", "pointed", "Berg", ["the age of the cables"])),
        # Other cues, and quotations without a cue.
        (
            "The bridge is safe, according to Berg and Vale.",
            ("according", "according", "Berg and Vale", ["The bridge is safe"]),
        ),
        (
            "According to the council, which met on Monday, the bridge is safe.",
            ("according", "According", "the council", ["the bridge is safe."]),
        ),
        (
            "Vale said Berg was wrong, according to the council.",
            ("according", "according", "the council", ["Vale said Berg was wrong"]),
        ),
        ("“It’s old,” according to Vale.", ("according", "according", "Vale", ["“It’s old,”"])),
        ("There was criticism of the council from residents.", ("noun_of", "criticism", "residents", ["the council"])),
        (
            "There is concern among engineers that the bridge will fall.",
            ("noun", "concern", "engineers", ["that the bridge will fall"]),
        ),
        ("Berg made a promise to repair the bridge.", ("noun", "promise", "Berg", ["to repair the bridge"])),
        ("His claim that the bridge is safe was wrong.", ("noun", "claim", "His", ["that the bridge is safe"])),
        ("They are afraid that the bridge will fall.", ("adjective", "afraid", "They", ["that the bridge will fall"])),
        ("Q: Is the bridge safe?", ("transcript", None, "Q", ["Is the bridge safe?"])),
        (
            "Berg: “The bridge is safe, and it will stay safe.”",
            ("colon", None, "Berg", ["“The bridge is safe, and it will stay safe.”"]),
        ),
        (
            "Vale had a question: “Who will pay for the new cables?”",
            ("announced", "had", "Vale", ["“Who will pay for the new cables?”"]),
        ),
        (
            "The sign on the bridge: “No entry for cars and lorries.”",
            ("colon", None, None, ["“No entry for cars and lorries.”"]),
        ),
        (
            "The council met.\n\n“The bridge is old and rusty and dear.”",
            ("floating", None, None, ["“The bridge is old and rusty and dear.”"]),
        ),
    ],
)
def test_rule_finds_frame_cue_mention_and_content(find: Find, text: str, expected: Parts) -> None:
    [candidate] = find(text)
    assert parts_of(candidate, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It is hard to say that the bridge is safe.",
        "Don’t say that the bridge is safe.",
        "You say that the bridge is safe.",
        "Vale called a meeting of the engineers.",
        "A man known as “the Baker” left the town.",
        "Vale said nothing.",
        "Vale laughed.",
        "UPDATE: The bridge is open.",
        "",
        "Berg saw Vale leave the town.",
        "It was wrong to say the bridge was safe.",
        "It goes without saying that the bridge is safe.",
        "It is clear that the bridge is safe.",
        "The claim that the bridge is safe was wrong.",
        "Berg calls himself a friend of the town.",
        "Vale was urged to resign.",
        "Vale said so.",
    ],
)
def test_sentence_without_speech_has_no_statement(find: Find, text: str) -> None:
    assert find(text) == []


def test_embedded_statement_is_part_of_the_outer_content(find: Find) -> None:
    text = "Berg said that Vale claimed that the bridge was safe."
    assert [parts_of(candidate, text)[2:] for candidate in find(text)] == [
        ("Berg", ["that Vale claimed that the bridge was safe"])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Berg said “the bridge is safe” and added that “it will open in May.”",
            [("said", "Berg", ["“the bridge is safe”"]), ("added", "Berg", ["that “it will open in May.”"])],
        ),
        (
            "Berg said he would pay and warned that the cables were old.",
            [("said", "Berg", ["he would pay"]), ("warned", "Berg", ["that the cables were old"])],
        ),
        (
            "Berg vowed to fight and promised that the bridge would open.",
            [("vowed", "Berg", ["to fight"]), ("promised", "Berg", ["that the bridge would open"])],
        ),
        (
            "“The bridge is safe,” Berg said, and Vale said the cables would hold.",
            [("said", "Berg", ["“The bridge is safe,”"]), ("said", "Vale", ["the cables would hold"])],
        ),
        (
            "Vale says the bridge is old but Berg says it is new.",
            [("says", "Vale", ["the bridge is old"]), ("says", "Berg", ["it is new"])],
        ),
        (
            "“The bridge is safe,” Berg said. “It will open in May,” she added.",
            [("said", "Berg", ["“The bridge is safe,”"]), ("added", "she", ["“It will open in May,”"])],
        ),
        (
            "“The bridge is safe,” Berg said.\n\nThe town cheered.\n\n“It will open in May and stay open for years.”",
            [
                ("said", "Berg", ["“The bridge is safe,”"]),
                (None, None, ["“It will open in May and stay open for years.”"]),
            ],
        ),
        (
            "“It’s old,” a tired Vale told the “Norwick Morning Show,” adding that “it will fall.”",
            [("told", "a tired Vale", ["“It’s old,”"]), ("adding", "a tired Vale", ["that “it will fall.”"])],
        ),
    ],
)
def test_several_cues_have_separate_contents(find: Find, text: str, expected: Sequence[Sequence[object]]) -> None:
    assert [parts_of(candidate, text)[1:] for candidate in find(text)] == expected


def test_coordinated_cues_share_a_subject(find: Find) -> None:
    text = "Anna Berg said the bridge was safe and warned that the cables were old."
    assert [parts_of(candidate, text)[1:] for candidate in find(text)] == [
        ("said", "Anna Berg", ["the bridge was safe"]),
        ("warned", "Anna Berg", ["that the cables were old"]),
    ]


def test_participle_is_a_second_cue(find: Find) -> None:
    text = "Berg told reporters that the bridge was safe, adding that it would open in May."
    assert [parts_of(candidate, text)[1:] for candidate in find(text)] == [
        ("told", "Berg", ["that the bridge was safe"]),
        ("adding", "Berg", ["that it would open in May"]),
    ]


def test_quotation_in_the_next_paragraph_continues_the_statement(find: Find) -> None:
    text = "“The bridge is safe,” Berg said.\n\n“It will open in May and stay open.”"
    [candidate] = find(text)
    assert parts_of(candidate, text)[2:] == ("Berg", ["“The bridge is safe,”", "“It will open in May and stay open.”"])


def test_quotation_over_two_paragraphs_is_one_statement(find: Find) -> None:
    text = "“The bridge is safe.\n\n“It will open in May,” Berg said."
    [candidate] = find(text)
    assert (candidate.block, parts_of(candidate, text)[3]) == (1, ["“The bridge is safe.", "“It will open in May,”"])


def test_announced_speaker_owns_the_next_paragraph(find: Find) -> None:
    text = "Vale issued a statement on Monday:\n\n“The cables were old, and nobody looked at them.”"
    [candidate] = find(text)
    assert parts_of(candidate, text) == (
        "announced",
        "issued",
        "Vale",
        ["“The cables were old, and nobody looked at them.”"],
    )


def test_head_of_a_mention_is_its_noun(find: Find) -> None:
    [candidate] = find("Officials including Berg fear that the bridge will fall.")
    assert candidate.head is not None
    assert candidate.head.text == "Officials"


# Random trees.

TAGS = sorted(word_set("VBD VBZ VB VBG VBN NN NNP PRP DT IN WP CC MD JJ , `` '' ."))
DEPS = sorted(
    word_set("""
        ROOT nsubj ccomp xcomp advcl conj acl relcl dobj prep pobj aux neg mark punct appos agent nsubjpass auxpass
        oprd parataxis prt cc acomp poss npadvmod pcomp
    """)
)
WORDS = [
    *sorted(VERBS)[:60],
    *sorted(
        word_set("said that to According Berg BERG : , “ ” \" '' ― it you what as and ПРИВЕТ 会議 ‘ ’ while claim")
    ),
]


def build_block(pieces: list[tuple[str, str, str, int, str]], *, sentence: int, gap: str = " ") -> tuple[str, Block]:
    """Return a text and its block. A piece is a word with its tag, relation, distance back to the head, and lemma."""
    tokens, position, heads = list[Token](), 0, list[int]()
    for index, (word, tag, dep, back, lemma) in enumerate(pieces):
        sentence_start = index - index % sentence
        head = max(sentence_start, index - back)
        tokens.append(Token(index, position, position + len(word), word, lemma, tag, dep, "", index // sentence))
        heads.append(head)
        position += len(word) + len(gap)
    link(tokens, heads)
    starts = range(0, len(tokens), sentence)
    bounds = [(start, min(start + sentence, len(tokens)) - 1) for start in starts]
    return gap.join(piece[0] for piece in pieces), Block(tokens, [], bounds)


PIECES = st.tuples(
    st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(DEPS), st.integers(0, 6), st.sampled_from(WORDS)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40), st.integers(1, 12))
def test_any_tree_has_ordered_nonempty_spans(pieces: list[tuple[str, str, str, int, str]], sentence: int) -> None:
    text, block = build_block(pieces, sentence=sentence)
    for candidate in Finder(text, [block]).find():
        assert candidate.spans == sorted(candidate.spans)
        assert all(span.of(text).strip() for span in candidate.spans)
        assert candidate.mention is None or candidate.mention.of(text)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aZ bé“”\"'‘’«».,:;!?—-\nЖ会\u200d", max_size=200))
def test_any_text_has_nonempty_content(find: Find, text: str) -> None:
    assert all(candidate.spans for candidate in find(text))


def test_article_without_tokens_has_no_statement() -> None:
    assert Finder("", []).find() == []
    assert Finder("“Who?”", [Block([], [], [])]).find() == []
