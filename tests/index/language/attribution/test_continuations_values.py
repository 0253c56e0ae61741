"""Quotations without a cue, in hand-written trees."""

import pytest

from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.continuations import extend_with_next_quotations, find_floating_quotations
from index.models import Span
from tests.index.language.small_trees import article, printed

# Sentence by sentence, with the indices that each has at its place in the paragraph.
FELL = (
    "\u201c/``/punct/2 It/PRP/nsubj/2 fell=fall/VBD/ccomp/6 ,/,/punct/2 \u201d/''/punct/2 "
    "Vale/NNP/nsubj/6/PERSON said=say/VBD/ROOT/6 "
)
STOP = "././punct/6"
SANK = "\u201c/``/punct/10 It/PRP/nsubj/10 sank=sink/VBD/ROOT/10 ././punct/10 \u201d/''/punct/10"


def carried(*paragraphs: list[str], claimed: bool = False) -> list[str]:
    """Let the statement of the first quotation carry on."""
    page = article(*paragraphs)
    tokens = page.blocks[0].tokens
    statement = StatementCandidate(page.quotations.parts[:1], tokens[6], tokens[5], None, 0, "inserted")
    return _carried(page, statement, claimed=claimed)


def _carried(page: AnnotatedArticle, statement: StatementCandidate, *, claimed: bool = False) -> list[str]:
    claims = TextOwnership(len(page.text))
    if claimed:
        claims.claim(page.quotations.parts[1:], 1)
    extend_with_next_quotations([statement], claims, page)
    assert all(claims.overlaps(span) for span in statement.spans[1:])
    return printed(page, statement.spans)


def test_quotation_right_after_the_sentence_continues_it() -> None:
    assert carried([FELL + STOP, SANK]) == ["\u201cIt fell,\u201d", "\u201cIt sank.\u201d"]


def test_several_quotations_continue_a_statement() -> None:
    rose = SANK.replace("10", "15").replace("sank=sink", "rose=rise")
    assert carried([FELL + STOP, SANK, rose]) == ["\u201cIt fell,\u201d", "\u201cIt sank.\u201d \u201cIt rose.\u201d"]


def test_two_words_before_the_quotation_belong_to_it() -> None:
    lead = "But/CC/cc/8 then/RB/advmod/8 "
    assert carried([FELL + STOP, lead + SANK]) == ["\u201cIt fell,\u201d", "But then \u201cIt sank.\u201d"]
    assert carried([FELL + STOP, "Then/RB/advmod/8 " + lead + SANK]) == ["\u201cIt fell,\u201d"]


@pytest.mark.parametrize(
    "lead", ["Holm/NNP/nsubj/10 :/:/punct/10", "He/PRP/nsubj/10 ,/,/punct/10", "Then/RB/advmod/10 :/:/punct/10"]
)
def test_words_that_introduce_another_speaker_end_the_statement(lead: str) -> None:
    assert carried([FELL + STOP, f"{lead} {SANK}"]) == ["\u201cIt fell,\u201d"]


def test_sentence_between_ends_the_statement() -> None:
    assert carried([FELL + STOP, "No/UH/ROOT/8 ././punct/8", SANK]) == ["\u201cIt fell,\u201d"]


def test_next_paragraph_ends_the_statement() -> None:
    assert carried([FELL + STOP], [SANK.replace("10", "2")]) == ["\u201cIt fell,\u201d"]


def test_quotation_of_another_statement_is_no_continuation() -> None:
    assert carried([FELL + STOP, SANK], claimed=True) == ["\u201cIt fell,\u201d"]


def test_statement_that_starts_in_quotation_marks_is_continued() -> None:
    page = article([FELL.replace("Vale", "today/NN/npadvmod/2 Vale") + STOP, SANK])
    tokens = page.blocks[0].tokens
    statement = StatementCandidate([page.blocks[0].span(0, 5)], tokens[7], None, None, 0, "inserted")
    assert _carried(page, statement) == ["\u201cIt fell,\u201d today", "\u201cIt sank.\u201d"]


def test_statement_that_ends_in_quotation_marks_is_continued() -> None:
    page = article(["Yesterday/NN/npadvmod/2 " + FELL + STOP, SANK])
    tokens = page.blocks[0].tokens
    statement = StatementCandidate([page.blocks[0].span(0, 5)], tokens[7], None, None, 0, "inserted")
    assert _carried(page, statement) == ["Yesterday \u201cIt fell,\u201d", "\u201cIt sank.\u201d"]


def test_statement_without_quotation_marks_is_not_continued() -> None:
    page = article(
        [
            "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 fell=fall/VBD/ccomp/1 ././punct/1",
            SANK.replace("10", "7"),
        ]
    )
    statement = StatementCandidate([page.blocks[0].span(2, 3)], page.blocks[0].tokens[1], None, None, 0, "clause")
    assert _carried(page, statement) == ["it fell"]


QUOTATION = (
    "\u201c/``/punct/2 It/PRP/nsubj/2 sank=sink/VBD/ROOT/2 "
    "very/RB/advmod/4 fast/RB/advmod/2 ././punct/2 \u201d/''/punct/2"
)


def floats(
    *paragraphs: list[str], statement: bool = True
) -> tuple[list[tuple[str, str | None, str | None, list[str]]], list[str]]:
    """Return the new statements, and the spans of the first quotation's statement."""
    page = article(*paragraphs)
    tokens = page.blocks[0].tokens
    known = list[StatementCandidate]()
    claims = TextOwnership(len(page.text))
    if statement:
        mention = Span(tokens[5].start, tokens[5].end)
        known = [StatementCandidate(page.quotations.parts[:1], tokens[6], tokens[5], mention, 0, "inserted")]
        claims.claim(page.quotations.parts[:1], 0)
    candidates = find_floating_quotations(known, claims, page)
    rows = [
        (
            candidate.frame,
            candidate.head.text if candidate.head else None,
            candidate.mention.of(page.text) if candidate.mention else None,
            printed(page, candidate.spans),
        )
        for candidate in candidates
    ]
    return rows, printed(page, known[0].spans) if known else []


SINK = "\u201cIt sank very fast.\u201d"


def test_quotation_of_four_words_alone_is_a_statement() -> None:
    assert floats([QUOTATION], statement=False) == ([("floating", None, None, [SINK])], [])


def test_quotation_of_three_words_alone_is_none() -> None:
    short = QUOTATION.replace("very/RB/advmod/4 ", "")
    assert floats([short], statement=False) == ([], [])


def test_quotation_inside_a_sentence_is_none() -> None:
    within = (
        "The/DT/det/6 \u201c/``/punct/2 very/RB/advmod/6 big/JJ/amod/6 old/JJ/amod/6 grey/JJ/amod/6 "
        "\u201d/''/punct/6 bridge/NN/nsubj/8 fell/VBD/ROOT/8"
    )
    assert floats([within], statement=False) == ([], [])


def test_signature_names_the_speaker() -> None:
    signed = QUOTATION + " \u2015/:/punct/2 Anna/NNP/compound/9 Berg/NNP/dep/2"
    assert floats([signed], statement=False) == ([("signed", "Berg", "Anna Berg", [SINK])], [])
    assert floats([signed + " left/VBD/dep/2"], statement=False)[0] == []


def test_name_before_a_colon_is_the_speaker() -> None:
    quotation = QUOTATION.replace("/2", "/6").replace("/4", "/8")
    named = "More/JJR/ROOT/0 from/IN/prep/0 Vale/NNP/pobj/1/PERSON :/:/punct/0 "
    assert floats([named + quotation], statement=False)[0] == [("colon", "Vale", "Vale", [SINK])]
    told = "Vale/NNP/nsubj/1 announced=announce/VBD/ROOT/1 plans/NNS/dobj/1 :/:/punct/1 "
    assert floats([told + quotation], statement=False)[0] == [("colon", "Vale", "Vale", [SINK])]
    nobody = "Here/RB/advmod/1 is=be/VBZ/ROOT/1 more/JJR/attr/1 :/:/punct/1 "
    assert floats([nobody + quotation], statement=False)[0] == [("colon", None, None, [SINK])]


def test_quotation_in_the_next_paragraph_continues_the_statement() -> None:
    assert floats([FELL + STOP], [QUOTATION]) == ([], ["\u201cIt fell,\u201d", SINK])


def test_quotation_after_a_sentence_about_nobody_has_no_speaker() -> None:
    between = ["Then/RB/advmod/1 came=come/VBD/ROOT/1 rain/NN/nsubj/1 ././punct/1"]
    assert floats([FELL + STOP], between, [QUOTATION])[0] == [("floating", None, None, [SINK])]


def test_statement_continues_after_at_most_25_words() -> None:
    # "Vale said" and 23 or 24 words more.
    assert floats([FELL + "in/IN/dep/6 " * 23 + STOP], [QUOTATION])[0] == []
    assert floats([FELL + "in/IN/dep/6 " * 24 + STOP], [QUOTATION])[0] == [("floating", "Vale", "Vale", [SINK])]


def test_statement_does_not_continue_after_another_sentence() -> None:
    left = "He/PRP/nsubj/9 left=leave/VBD/ROOT/9 ././punct/9"
    assert floats([FELL + STOP, left], [QUOTATION])[0] == [("floating", "He", "He", [SINK])]


@pytest.mark.parametrize("title", ["Mr.", "Mrs.", "Ms."])
def test_title_ends_no_sentence(title: str) -> None:
    assert floats([FELL + f"to/IN/prep/6 {title}/NNP/compound/9 Holm/NNP/pobj/7 ././punct/6"], [QUOTATION])[0] == []


def test_paragraph_that_ends_in_a_colon_announces_the_speaker() -> None:
    first = "Berg/NNP/nsubj/1 noted=note/VBD/ROOT/1 it/PRP/dobj/1 ././punct/1"
    told = "Vale/NNP/nsubj/5 told=tell/VBD/ROOT/5 reporters/NNS/dobj/5 :/:/punct/5"
    assert floats([first, told], [QUOTATION], statement=False)[0] == [("floating", "Vale", "Vale", [SINK])]
    heard = told.replace("told=tell", "heard=hear")
    assert floats([first, heard], [QUOTATION], statement=False)[0] == [("floating", None, None, [SINK])]


def test_relative_pronoun_announces_no_speaker() -> None:
    told = "Vale/NNP/ROOT/0 who/WP/nsubj/2 told=tell/VBD/relcl/0 reporters/NNS/dobj/2 :/:/punct/0"
    assert floats([told], [QUOTATION], statement=False)[0] == [("floating", None, None, [SINK])]


def test_quotation_over_two_paragraphs_is_one_statement() -> None:
    told = "Vale/NNP/nsubj/1 announced=announce/VBD/ROOT/1 plans/NNS/dobj/1 :/:/punct/1 "
    first = QUOTATION.replace("/2", "/6").replace("/4", "/8").replace(" \u201d/''/punct/6", "")
    rows, _ = floats([told + first], [QUOTATION], statement=False)
    assert rows == [("colon", "Vale", "Vale", ["\u201cIt sank very fast.", SINK])]


def test_quotation_behind_another_sentence_is_whole_sentences() -> None:
    first = "Then/RB/advmod/1 came=come/VBD/ROOT/1 rain/NN/nsubj/1 ././punct/1"
    second = QUOTATION.replace("/2", "/6").replace("/4", "/8")
    assert floats([first, second], statement=False)[0] == [("floating", None, None, [SINK])]


def test_quotation_over_two_blocks_of_a_paragraph_is_one_statement() -> None:
    told = "Vale/NNP/nsubj/1 announced=announce/VBD/ROOT/1 plans/NNS/dobj/1 :/:/punct/1 "
    opening = "\u201c/``/punct/6 It/PRP/nsubj/6 sank=sink/VBD/ccomp/1"
    closing = "very/RB/advmod/1 fast/RB/ROOT/1 ././punct/1 \u201d/''/punct/1 \u2015/:/punct/1 Anna/NNP/dep/1"
    two_paragraphs = article([told + opening], [closing])
    page = AnnotatedArticle(two_paragraphs.text.replace("\n\n", "  "), two_paragraphs.blocks)
    candidates = find_floating_quotations([], TextOwnership(len(page.text)), page)
    assert [(candidate.frame, printed(page, candidate.spans)) for candidate in candidates] == [
        ("signed", ["\u201cIt sank  very fast.\u201d"])
    ]


def test_quotation_directly_after_a_bracket_is_whole_sentences() -> None:
    shifted = QUOTATION.replace("/2", "/3").replace("/4", "/5")
    assert floats(["(/-LRB-/punct/3 " + shifted], statement=False)[0] == [("floating", None, None, [SINK])]
