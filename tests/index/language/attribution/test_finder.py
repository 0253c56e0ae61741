"""Statements in invented sentences, one for each rule, with the packaged model; and in trees that make no sense."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.cue_lexicon import VERBS, words
from index.language.attribution.finder import Finder, StatementCandidate
from index.language.syntax import Block, Token, link

Find = Callable[[str], list[StatementCandidate]]
Told = tuple[str, str | None, str | None, list[str]]


@pytest.fixture(scope="module")
def find() -> Find:
    parser = SpacyParser()

    def run(text: str) -> list[StatementCandidate]:
        [(_, blocks)] = parser.parse([text])
        return Finder(text, blocks).find()

    return run


def told(found: StatementCandidate, text: str) -> Told:
    """Return frame, cue, mention and what is said as printed."""
    cue = found.cue.text if found.cue is not None else None
    mention = found.mention.of(text) if found.mention is not None else None
    return found.frame, cue, mention, [span.of(text) for span in found.spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A clause.
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
        # A cue behind or within what it tells.
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
        # An infinitive, an object, a preposition's object.
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
        # Cues that are no verbs.
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
        ("BERG: We will open it in May.", ("transcript", None, "BERG", ["We will open it in May."])),
        ("“We will open it in May.” ― Anna Berg", ("signed", None, "Anna Berg", ["“We will open it in May.”"])),
        (
            "More from Jon Vale: “The cables were old and rusty.”",
            ("colon", None, "Jon Vale", ["“The cables were old and rusty.”"]),
        ),
    ],
)
def test_one_statement(find: Find, text: str, expected: Told) -> None:
    [found] = find(text)
    assert told(found, text) == expected


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
    ],
)
def test_nothing_is_said(find: Find, text: str) -> None:
    assert find(text) == []


def test_what_another_says_is_a_part_of_it(find: Find) -> None:
    text = "Berg said that Vale claimed that the bridge was safe."
    assert [told(each, text)[2:] for each in find(text)] == [("Berg", ["that Vale claimed that the bridge was safe"])]


def test_two_cues_with_one_subject_tell_two_statements(find: Find) -> None:
    text = "Anna Berg said the bridge was safe and warned that the cables were old."
    assert [told(each, text)[1:] for each in find(text)] == [
        ("said", "Anna Berg", ["the bridge was safe"]),
        ("warned", "Anna Berg", ["that the cables were old"]),
    ]


def test_a_participle_tells_more(find: Find) -> None:
    text = "Berg told reporters that the bridge was safe, adding that it would open in May."
    assert [told(each, text)[1:] for each in find(text)] == [
        ("told", "Berg", ["that the bridge was safe"]),
        ("adding", "Berg", ["that it would open in May"]),
    ]


def test_a_quotation_is_carried_on_in_the_next_paragraph(find: Find) -> None:
    text = "“The bridge is safe,” Berg said.\n\n“It will open in May and stay open.”"
    [found] = find(text)
    assert told(found, text)[2:] == ("Berg", ["“The bridge is safe,”", "“It will open in May and stay open.”"])


def test_a_quotation_runs_over_paragraphs(find: Find) -> None:
    text = "“The bridge is safe.\n\n“It will open in May,” Berg said."
    [found] = find(text)
    assert (found.block, told(found, text)[3]) == (1, ["“The bridge is safe.", "“It will open in May,”"])


def test_who_is_announced_speaks_in_the_paragraph_behind(find: Find) -> None:
    text = "Vale issued a statement on Monday:\n\n“The cables were old, and nobody looked at them.”"
    [found] = find(text)
    assert told(found, text) == ("floating", None, "Vale", ["“The cables were old, and nobody looked at them.”"])


def test_the_head_of_a_mention_is_its_noun(find: Find) -> None:
    [found] = find("Officials including Berg fear that the bridge will fall.")
    assert found.head is not None
    assert found.head.text == "Officials"


# Trees that make no sense.

TAGS = sorted(words("VBD VBZ VB VBG VBN NN NNP PRP DT IN WP CC MD JJ , `` '' ."))
DEPS = sorted(
    words("""
        ROOT nsubj ccomp xcomp advcl conj acl relcl dobj prep pobj aux neg mark punct appos agent nsubjpass auxpass
        oprd parataxis prt cc acomp poss npadvmod pcomp
    """)
)
WORDS = [
    *sorted(VERBS)[:60],
    *sorted(words("said that to According Berg BERG : , “ ” \" '' ― it you what as and ПРИВЕТ 会議 ‘ ’ while claim")),
]


def made(pieces: list[tuple[str, str, str, int, str]], *, sentence: int, gap: str = " ") -> tuple[str, Block]:
    """Return a text and its block, of words with tag, relation, how far back the head is, and lemma."""
    tokens, position, heads = list[Token](), 0, list[int]()
    for index, (word, tag, dep, back, lemma) in enumerate(pieces):
        begin = index - index % sentence
        first = max(begin, index - back)
        tokens.append(Token(index, position, position + len(word), word, lemma, tag, dep, "", index // sentence))
        heads.append(first)
        position += len(word) + len(gap)
    link(tokens, heads)
    bounds = [(at, min(at + sentence, len(tokens)) - 1) for at in range(0, len(tokens), sentence)]
    return gap.join(piece[0] for piece in pieces), Block(tokens, [], bounds)


PIECES = st.tuples(
    st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(DEPS), st.integers(0, 6), st.sampled_from(WORDS)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40), st.integers(1, 12))
def test_any_tree_is_borne(pieces: list[tuple[str, str, str, int, str]], sentence: int) -> None:
    text, block = made(pieces, sentence=sentence)
    for each in Finder(text, [block]).find():
        assert each.spans == sorted(each.spans)
        assert all(span.of(text).strip() for span in each.spans)
        assert each.mention is None or each.mention.of(text)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aZ bé“”\"'‘’«».,:;!?—-\nЖ会\u200d", max_size=200))
def test_any_text_is_borne(find: Find, text: str) -> None:
    assert all(each.spans for each in find(text))


def test_no_blocks_and_an_empty_block() -> None:
    assert Finder("", []).find() == []
    assert Finder("“Who?”", [Block([], [], [])]).find() == []
