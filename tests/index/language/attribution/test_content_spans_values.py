"""Spans of text from the tokens of hand-written trees."""

from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle, merge_spans, subtree_indices
from index.models import Span
from tests.index.language.small_trees import article, printed

SAID = (
    "It/PRP/nsubj/1 fell=fall/VBD/ccomp/4 ,/,/punct/4 Vale/NNP/nsubj/4 "
    "said=say/VBD/ROOT/4 ,/,/punct/4 twice/RB/advmod/1"
)


def spans(page: AnnotatedArticle, indices: set[int], cue: int) -> list[str]:
    [block] = page.blocks
    return printed(page, page.content_spans(indices, block.tokens[cue], block))


def test_cue_and_its_subject_are_cut_out() -> None:
    assert spans(article([SAID]), set(range(7)), 4) == ["It fell", "twice"]


def test_cue_without_a_subject_is_cut_out_alone() -> None:
    page = article([SAID.replace("nsubj/4", "dep/4")])
    assert spans(page, set(range(7)), 4) == ["It fell, Vale", "twice"]


def test_words_before_and_after_the_cue_stay_apart() -> None:
    assert spans(article([SAID]), {0, 1, 6}, 4) == ["It fell", "twice"]


def test_quoted_cue_is_not_cut_out() -> None:
    page = article(["\u201c/``/punct/2 It/PRP/nsubj/2 fell=fall/VBD/ROOT/2 said=say/VBD/dep/2 \u201d/''/punct/2"])
    assert spans(page, {1, 2}, 3) == ["\u201cIt fell said\u201d"]


def test_run_of_tokens_loses_the_conjunction_and_comma_at_its_end() -> None:
    page = article(
        ["It/PRP/nsubj/1 fell=fall/VBD/ROOT/1 ,/,/punct/1 and/CC/cc/1 ,/,/punct/1 Vale/NNP/nsubj/6 left/VBD/conj/1"]
    )
    assert spans(page, {0, 1, 2, 3, 4}, 6) == ["It fell"]
    assert spans(page, {3}, 6) == ["and"]
    assert spans(page, {0, 1, 3}, 6) == ["It fell", "and"]


def test_marks_alone_are_no_span() -> None:
    page = article(["It/PRP/nsubj/1 fell=fall/VBD/ROOT/1 --/:/punct/1 Vale/NNP/nsubj/4 left/VBD/conj/1"])
    assert spans(page, {2}, 4) == []


QUOTED = (
    "It/PRP/nsubj/1 was=be/VBD/ROOT/1 \u201c/``/punct/3 old/JJ/acomp/1 and/CC/cc/3 grey/JJ/conj/3 "
    "\u201d/''/punct/3 \u201c/``/punct/8 ha/UH/intj/1 \u201d/''/punct/8"
)


def test_span_grows_to_the_whole_quotation_that_it_touches() -> None:
    page = article([QUOTED])
    [block] = page.blocks
    assert printed(page, page.expand_to_quotations([block.span(4, 4)])) == ["\u201cold and grey\u201d"]
    assert printed(page, page.expand_to_quotations([block.span(0, 3)])) == ["It was \u201cold and grey\u201d"]
    assert printed(page, page.expand_to_quotations([block.span(0, 1)])) == ["It was"]
    assert printed(page, page.expand_to_quotations([block.span(0, 2)])) == ["It was \u201c"]


def test_spans_are_joined_if_at_most_one_character_is_between_them() -> None:
    assert merge_spans([Span(10, 12), Span(0, 4), Span(5, 8)]) == [Span(0, 8), Span(10, 12)]
    assert merge_spans([Span(0, 9), Span(2, 4)]) == [Span(0, 9)]
    assert merge_spans([Span(0, 4), Span(4, 6)]) == [Span(0, 6)]


def test_tokens_below_leave_out_branches() -> None:
    [block] = article([SAID]).blocks
    fell, said = block.tokens[1], block.tokens[4]
    assert subtree_indices(fell) == {0, 1, 6}
    assert subtree_indices(said, [fell]) == {2, 3, 4, 5}


def test_owner_of_a_position_is_the_first_to_take_it() -> None:
    claims = TextOwnership(10)
    claims.claim([Span(2, 5)], 7)
    claims.claim([Span(4, 8)], 3)
    assert [claims.is_claimed(position) for position in range(10)] == [False] * 2 + [True] * 6 + [False] * 2
    assert claims.count_shared([Span(0, 6)]) == {7: 3, 3: 1}
    assert claims.count_shared([Span(0, 2)]) == {}
    assert claims.overlaps(Span(0, 3))
    assert not claims.overlaps(Span(0, 2))
    assert not claims.overlaps(Span(8, 10))


def test_candidate_has_the_start_and_length_of_its_spans() -> None:
    candidate = StatementCandidate([Span(3, 5), Span(7, 11)], None, None, None, 0, "clause")
    assert candidate.start == 3
    assert candidate.length == 6
