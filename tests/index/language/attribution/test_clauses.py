"""Clauses on hand-made trees: the repairs of clauses that a parser breaks off or attaches elsewhere."""

import pytest

from index.language.attribution.clauses import content_clause, that_clause
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.syntax import Block, Token, link

LEMMAS = {"said": "say", "told": "tell", "asked": "ask", "saw": "see", "showed": "show", "added": "add", "met": "meet"}


def parse(tree: str, cue: str) -> tuple[Token, Block, AnnotatedArticle]:
    """Return the cue, the block and the article of a tree. Each token is written as word/tag/relation/head."""
    tokens, heads, position = list[Token](), list[int](), 0
    for index, item in enumerate(tree.split()):
        word, tag, dep, head = item.split("/")
        lemma = LEMMAS.get(word, word.lower())
        tokens.append(Token(index, position, position + len(word), word, lemma, tag, dep, "", 0))
        heads.append(int(head))
        position += len(word) + 1
    link(tokens, heads)
    block = Block(tokens, [], [(0, len(tokens) - 1)])
    text = " ".join(token.text for token in tokens)
    return next(token for token in tokens if token.text == cue), block, AnnotatedArticle(text, [block])


def clause_of(tree: str, cue: str = "said") -> list[str]:
    verb, block, article = parse(tree, cue)
    return [span.of(article.text) for span in content_clause(verb, block, article)]


BERG_SAID_IT_FELL = "Berg/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1 "


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        # "and that" continues the clause, but "and" alone does not.
        (",/,/punct/1 and/CC/cc/1 that/IN/mark/8 it/PRP/nsubj/8 broke/VBD/conj/1", "it fell , and that it broke"),
        ("and/CC/cc/1 that/IN/mark/7 it/PRP/nsubj/7 broke/VBD/conj/1", "it fell and that it broke"),
        (",/,/punct/1 and/CC/cc/1 it/PRP/nsubj/7 broke/VBD/conj/1", "it fell"),
        # "but" continues it if a subject of its own follows, and no cue.
        (",/,/punct/1 but/CC/cc/1 we/PRP/nsubj/7 came/VBD/conj/1 late/RB/advmod/7", "it fell , but we came late"),
        (",/,/punct/1 but/CC/cc/1 came/VBD/conj/1 late/RB/advmod/6", "it fell"),
        (",/,/punct/1 but/CC/cc/1 Vale/NNP/nsubj/7 added/VBD/conj/1 that/DT/dobj/7", "it fell"),
        # A word that does not belong to the cue continues it up to the next break.
        ("apart/RB/dep/1", "it fell apart"),
        ("apart/RB/dep/1 fast/RB/dep/1 ,/,/punct/1 Vale/NNP/dep/1", "it fell apart fast"),
        ("apart/RB/dep/1 fast/RB/dep/1 while/IN/cc/1 Vale/NNP/dep/1", "it fell apart fast"),
        ("Monday/NNP/npadvmod/1", "it fell"),
        ("because/IN/mark/6 we/PRP/nsubj/6 came/VBD/advcl/1", "it fell because we came"),
        ("when/WRB/advmod/6 we/PRP/nsubj/6 came/VBD/advcl/1", "it fell"),
        # A colon continues it up to the end of the sentence.
        (":/:/punct/1 it/PRP/nsubj/6 broke/VBD/dep/1", "it fell : it broke"),
    ],
)
def test_clause_is_extended_to_its_end(rest: str, expected: str) -> None:
    assert clause_of(BERG_SAID_IT_FELL + rest) == [expected]


@pytest.mark.parametrize(
    ("cue", "rest", "expected"),
    [
        # The object of "said" is the subject of its clause. The object of "told" is the addressee.
        ("said", "bridges/NNS/dobj/1 fall/VBP/ccomp/1", "bridges fall"),
        ("told", "people/NNS/dobj/1 bridges/NNS/nsubj/4 fall/VBP/ccomp/1", "bridges fall"),
        (
            "said",
            "the/DT/dep/1 old/JJ/dep/1 one/NN/nsubj/5 fell/VBD/ccomp/1",
            "the old one fell",
        ),
        (
            "said",
            "now/RB/advmod/1 old/JJ/dep/1 one/NN/nsubj/5 fell/VBD/ccomp/1",
            "old one fell",
        ),
        ("said", "now/RB/advmod/1 ,/,/punct/1 one/NN/nsubj/5 fell/VBD/ccomp/1", "one fell"),
    ],
)
def test_clause_is_extended_to_its_start(cue: str, rest: str, expected: str) -> None:
    assert clause_of(f"Berg/NNP/nsubj/1 {cue}/VBD/ROOT/1 {rest}", cue) == [expected]


@pytest.mark.parametrize(
    ("tree", "cue", "expected"),
    [
        # A clause without "to" counts as content, except with "show".
        ("Berg/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 old/JJ/xcomp/1", "said", ["it old"]),
        ("Berg/NNP/nsubj/1 showed/VBD/ROOT/1 it/PRP/nsubj/3 old/JJ/xcomp/1", "showed", []),
        ("Berg/NNP/nsubj/1 said/VBD/ROOT/1 to/TO/aux/3 go/VB/xcomp/1", "said", []),
        # Perception is not speech.
        ("Berg/NNP/nsubj/1 saw/VBD/ROOT/1 it/PRP/nsubj/3 fall/VB/ccomp/1", "saw", []),
        ("Berg/NNP/nsubj/1 saw/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1", "saw", ["it fell"]),
        # An indirect question that the parser takes for a condition.
        ("Berg/NNP/nsubj/1 asked/VBD/ROOT/1 if/IN/mark/4 it/PRP/nsubj/4 fell/VBD/advcl/1", "asked", ["if it fell"]),
        ("Berg/NNP/nsubj/1 asked/VBD/ROOT/1 as/IN/mark/4 it/PRP/nsubj/4 fell/VBD/advcl/1", "asked", []),
        ("Berg/NNP/nsubj/1 met/VBD/ROOT/1 if/IN/mark/4 it/PRP/nsubj/4 fell/VBD/advcl/1", "met", []),
        # A semicolon separates the sentence before the cue. A comma does not.
        ("It/PRP/nsubj/1 fell/VBD/ccomp/4 ;/:/punct/4 Berg/NNP/nsubj/4 said/VBD/ROOT/4", "said", []),
        ("It/PRP/nsubj/1 fell/VBD/ccomp/4 ,/,/punct/4 Berg/NNP/nsubj/4 said/VBD/ROOT/4", "said", ["It fell"]),
        (
            "It/PRP/nsubj/1 fell/VBD/ccomp/4 ;/:/punct/4 Berg/NNP/nsubj/4 said/VBD/ROOT/4 I/PRP/nsubj/6 go/VBP/ccomp/4",
            "said",
            ["I go"],
        ),
    ],
)
def test_clause_depends_on_the_verb_and_on_punctuation(tree: str, cue: str, expected: list[str]) -> None:
    assert clause_of(tree, cue) == expected


QUOTED = "“/``/punct/2 It/PRP/nsubj/2 fell/VBD/ccomp/6 ,/,/punct/6 ”/''/punct/6 Berg/NNP/nsubj/6 "
AND_BROKE = "“/``/punct/6 and/CC/cc/6 broke/VBD/dep/6 ./,/punct/6 ”/''/punct/6"


@pytest.mark.parametrize(
    ("cue", "rest", "expected"),
    [
        ("said", "said/VBD/ROOT/6 ,/,/punct/6 ", ["“ It fell , ”", "“ and broke . ”"]),
        (
            "told",
            "told/VBD/ROOT/6 the/DT/det/6 “/``/punct/6 Today/NNP/dobj/6 ”/''/punct/6 ,/,/punct/6 ",
            ["“ It fell , ”", "“ and broke . ”"],
        ),
        ("said", "said/VBD/ROOT/6 and/CC/cc/6 added/VBD/conj/6 ", ["“ It fell , ”"]),
        ("said", "said/VBD/ROOT/6 " + "on/IN/prep/6 " * 12, ["“ It fell , ”", "“ and broke . ”"]),
        ("said", "said/VBD/ROOT/6 " + "on/IN/prep/6 " * 13, ["“ It fell , ”"]),
    ],
)
def test_quotation_after_the_cue_continues_a_quotation_before_it(cue: str, rest: str, expected: list[str]) -> None:
    assert clause_of(QUOTED + rest + AND_BROKE, cue) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("them/PRP/dobj/1 that/IN/dep/1 it/PRP/dep/1 fell/VBD/dep/1 ,/,/punct/1 too/RB/dep/1", ["that it fell"]),
        ("them/PRP/dobj/1 that/DT/nsubj/5 it/PRP/dep/1 fell/VBD/dep/1 too/RB/dep/1", []),
        ("them/PRP/dobj/1 came/VBD/dep/1 that/IN/dep/1 it/PRP/dep/1 fell/VBD/dep/1 too/RB/dep/1", []),
        ("on/IN/prep/1 " * 7 + "that/IN/dep/1 it/PRP/dep/1 fell/VBD/dep/1", ["that it fell"]),
        ("on/IN/prep/1 " * 8 + "that/IN/dep/1 it/PRP/dep/1 fell/VBD/dep/1", []),
    ],
)
def test_detached_that_clause_is_found_near_the_cue(rest: str, expected: list[str]) -> None:
    verb, block, article = parse("Berg/NNP/nsubj/1 told/VBD/ROOT/1 " + rest, "told")
    assert [span.of(article.text) for span in that_clause(verb, block, article)] == expected
