"""Statements and speakers of whole articles, in hand-written trees."""

from index.language.attribution.attribute import attribute
from index.language.attribution.candidates import StatementCandidate
from index.language.attribution.finder import Finder, _outermost
from index.models import Span
from tests.index.language.small_trees import article, printed

Row = tuple[str, str | None, list[str]]


def find(*sentences: str) -> list[Row]:
    page = article(sentences)
    return [
        (
            candidate.frame,
            None if candidate.mention is None else candidate.mention.of(page.text),
            printed(page, candidate.spans),
        )
        for candidate in Finder(page.text, page.blocks).find()
    ]


FELL = "that/IN/mark/{0} it/PRP/nsubj/{0} fell=fall/VBD/{1}/{2}"


def test_every_kind_of_cue_is_found() -> None:
    assert find("Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 " + FELL.format(4, "ccomp", 1)) == [
        ("clause", "Vale", ["that it fell"])
    ]
    assert find("her/PRP$/poss/1 claim/NN/ROOT/1 " + FELL.format(4, "acl", 1)) == [("noun", "her", ["that it fell"])]
    assert find("Vale/NNP/nsubj/1 is=be/VBZ/ROOT/1 sure/JJ/acomp/1 " + FELL.format(5, "ccomp", 2)) == [
        ("adjective", "Vale", ["that it fell"])
    ]
    assert find("Vale/NNP/nsubj/1 is=be/VBZ/ROOT/1 tall/JJ/acomp/1 " + FELL.format(5, "ccomp", 2)) == []
    assert find("said=say/VBD/ROOT/0 " + FELL.format(3, "ccomp", 0)) == [("clause", None, ["that it fell"])]


def test_content_of_another_cue_is_no_statement_of_its_own() -> None:
    inner = (
        "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 Berg/NNP/nsubj/3 "
        "thinks=think/VBZ/ccomp/1 it/PRP/nsubj/5 fell=fall/VBD/ccomp/3"
    )
    assert find(inner) == [("clause", "Vale", ["Berg thinks it fell"])]


def test_statements_are_in_the_order_of_the_text() -> None:
    short = "Vale/NNP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 fell=fall/VBD/ccomp/1"
    long = "Berg/NNP/nsubj/5 said=say/VBD/ROOT/5 the/DT/det/7 bridge/NN/nsubj/8 collapsed=collapse/VBD/ccomp/5"
    assert find(short, long) == [("clause", "Vale", ["it fell"]), ("clause", "Berg", ["the bridge collapsed"])]


def attributed(*sentences: str) -> list[tuple[str | None, str | None, str | None, str, str | None]]:
    """Return person, rule, mention, kind and confidence of each statement."""
    page = article(sentences)
    attribution = attribute(page.text, page.blocks)
    return [
        (
            None if statement.person is None else attribution.people[statement.person].name,
            statement.resolved_by,
            None if statement.speaker is None else statement.speaker.of(page.text),
            statement.kind,
            statement.confidence,
        )
        for statement in attribution.statements
    ]


ANN_SAID = "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON said=say/VBD/ROOT/2 "


def test_named_speaker_is_certain() -> None:
    expected = [("Ann Bell", "name", "Ann Bell", "indirect", "high")]
    assert attributed(ANN_SAID + FELL.format(5, "ccomp", 2)) == expected


def test_statement_that_may_be_unsaid_has_low_confidence() -> None:
    low = [("Ann Bell", "name", "Ann Bell", "indirect", "low")]
    sentence = ANN_SAID.replace("said", "would/MD/aux/2 said").replace("/2", "/3") + FELL.format(6, "ccomp", 3)
    assert attributed(sentence) == low
    high = ANN_SAID.replace("said", "has=have/VBZ/aux/2 said").replace("/2", "/3") + FELL.format(6, "ccomp", 3)
    assert attributed(high) == [("Ann Bell", "name", "Ann Bell", "indirect", "high")]
    heard = ANN_SAID.replace("said=say", "heard=hear") + FELL.format(5, "ccomp", 2)
    assert attributed(heard) == low


def test_statement_that_is_denied_or_assumed_has_no_speaker() -> None:
    for child in ("never/RB/neg/2", "may/MD/aux/2", "if/IN/mark/2", "unless/IN/mark/2", "whether/IN/mark/2"):
        sentence = ANN_SAID.replace("said", child + " said").replace("/2", "/3") + FELL.format(6, "ccomp", 3)
        assert attributed(sentence) == [(None, None, None, "indirect", "high")]


def test_statement_is_direct_mixed_or_indirect_by_its_quotation_marks() -> None:
    it = "it/PRP/nsubj/5 fell=fall/VBD/ccomp/2 "
    quoted = "\u201c/``/punct/5 it/PRP/nsubj/5 fell=fall/VBD/ccomp/2 \u201d/''/punct/5"
    partly = "it/PRP/nsubj/4 fell=fall/VBD/ccomp/2 \u201c/``/punct/6 twice/RB/advmod/4 \u201d/''/punct/6"
    assert [row[3] for row in attributed(ANN_SAID + it.replace("/5", "/4"))] == ["indirect"]
    assert [row[3] for row in attributed(ANN_SAID + quoted)] == ["direct"]
    assert [row[3] for row in attributed(ANN_SAID + partly)] == ["mixed"]
    leading = "that/IN/mark/6 \u201c/``/punct/6 it/PRP/nsubj/6 fell=fall/VBD/ccomp/2 \u201d/''/punct/6"
    assert [row[3] for row in attributed(ANN_SAID + leading)] == ["direct"]


WHO = "Ann/NNP/compound/1/PERSON Bell/NNP/ROOT/1/PERSON {}who/WP/nsubj/{} said=say/VBD/relcl/1 "


def test_relative_pronoun_is_shown_with_its_name() -> None:
    with_comma = WHO.format(",/,/punct/1 ", 4) + FELL.format(7, "ccomp", 4)
    assert attributed(with_comma) == [("Ann Bell", "name", "Ann Bell, who", "indirect", "high")]
    without = WHO.format("", 3) + FELL.format(6, "ccomp", 3)
    assert attributed(without) == [("Ann Bell", "name", "Ann Bell who", "indirect", "high")]


def test_word_before_who_is_a_name_though_the_parser_did_not_label_it() -> None:
    for comma, who in ((",/,/punct/1 ", 4), ("", 3)):
        sentence = WHO.format(comma, who).replace("/PERSON", "") + FELL.format(who + 3, "ccomp", who)
        [(person, *_)] = attributed(sentence)
        assert person == "Ann Bell"


def test_shorter_of_two_readings_is_dropped_if_they_share_three_tenths() -> None:
    def kept(shared: int) -> list[int]:
        readings = [Span(0, 200), Span(200 - shared, 300 - shared)]
        pair = [StatementCandidate([span], None, None, None, 0, "clause") for span in readings]
        pair[1].cue = article(["Vale/NNP/nsubj/1 said/VBD/ROOT/1"]).blocks[0].tokens[1]
        pair[1].cue.start = 350
        return [candidate.start for candidate in _outermost(pair, 400)]

    assert kept(30) == [0, 170]
    assert kept(31) == [0]
    assert kept(1) == [0, 199]
