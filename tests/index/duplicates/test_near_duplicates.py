"""Near-copies: found whatever outlets do to a story, the same ones in any order, never by an accident of hashing."""

import hashlib
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates.near_duplicates import SIGNATURE, Pair, groups, minhash_signatures, near_copies
from tests.bench.invented_news import Story, invented

STORIES = invented(60)
TEXTS = [each.text for each in STORIES]
SIGNED = np.stack(list(minhash_signatures(TEXTS)))


def digests(texts: list[str]) -> list[str]:
    return [hashlib.sha256(text.encode()).hexdigest() for text in texts]


def found(texts: list[str], known: set[Pair] | None = None) -> list[list[int]]:
    signed = np.stack(list(minhash_signatures(texts)))
    return groups(near_copies(signed, digests(texts), texts.__getitem__, known or set()))


def told(stories: list[Story]) -> set[frozenset[str]]:
    """Return the ids of the articles that tell one story, of stories told by several."""
    gathered: dict[int, set[str]] = {}
    for each in stories:
        gathered.setdefault(each.story, set()).add(each.id)
    return {frozenset(ids) for ids in gathered.values() if len(ids) > 1}


def test_copies_are_found_however_an_outlet_changed_them() -> None:
    named = {frozenset(STORIES[at].id for at in group) for group in found(TEXTS)}
    assert named == told(STORIES)
    assert sum(map(len, named)) == 24


@pytest.mark.parametrize(("kept", "is_found"), [(1.0, True), (0.6, True), (0.4, True), (0.02, False)])
def test_a_text_cut_short_is_a_copy(kept: float, *, is_found: bool) -> None:
    text = " ".join(TEXTS[:3])
    assert found([text, text[: int(len(text) * kept)]]) == ([[0, 1]] if is_found else [])


def test_what_shares_less_than_half_is_no_copy() -> None:
    one, other, shared = TEXTS[0], TEXTS[1], TEXTS[2][: len(TEXTS[0]) // 3]
    assert found([f"{one} {shared}", f"{shared} {other}"]) == []


def test_other_case_and_quotation_marks_change_nothing() -> None:
    assert found([TEXTS[0], TEXTS[0].upper().replace("“", '"')]) == [[0, 1]]


@given(st.permutations(range(len(TEXTS))))
@settings(deadline=None, max_examples=25)
def test_the_same_are_joined_in_any_order(order: list[int]) -> None:
    texts = [TEXTS[at] for at in order]
    pairs = near_copies(SIGNED[order], digests(texts), texts.__getitem__)
    named = {frozenset(STORIES[order[at]].id for at in group) for group in groups(pairs)}
    assert named == told(STORIES)


def test_equal_signatures_alone_make_no_copies() -> None:
    texts = [" ".join(chr(97 + at) + str(word) for word in range(40)) for at in range(20)]
    signed = np.zeros((20, SIGNATURE), np.uint32)
    assert near_copies(signed, digests(texts), texts.__getitem__) == []


def test_one_article_is_compared_with_few_of_a_large_bucket() -> None:
    reads = []

    def read(at: int) -> str:
        reads.append(at)
        return " ".join(f"{at}x{word}" for word in range(40))

    signed = np.zeros((500, SIGNATURE), np.uint32)
    assert near_copies(signed, [f"{at:04}" for at in range(500)], read) == []
    assert len(reads) <= 500 * 2


def test_what_is_known_is_not_compared_again() -> None:
    texts = [TEXTS[0], f"{TEXTS[0]} And more."]
    one, other = sorted(digests(texts))

    def unread(_: int) -> str:
        raise AssertionError

    signed = np.stack(list(minhash_signatures(texts)))
    assert len(near_copies(signed, digests(texts), unread, {(one, other), (other, one)})) == 1


def test_equal_texts_are_copies_unread() -> None:
    signed = np.stack(list(minhash_signatures([TEXTS[0]] * 3)))
    assert groups(near_copies(signed, ["x"] * 3, lambda _: pytest.fail("it was read"))) == [[0, 1, 2]]


def test_no_words_no_copies() -> None:
    assert found(["…", "—", "?!"]) == []


def test_signatures_are_the_same_on_every_machine() -> None:
    [signature] = minhash_signatures(["The harbour of Velmara opened a new quay on Monday."])
    assert (signature.shape, signature.dtype.name) == ((SIGNATURE,), "uint32")
    assert signature[:3].tolist() == [554877919, 983280840, 984296172]


def test_a_very_long_text_is_signed_in_pieces() -> None:
    chance = random.Random(1)  # noqa: S311 no secret
    long = " ".join(f"w{chance.randrange(50_000)}" for _ in range(10_000))
    [signature] = minhash_signatures([long])
    halves = np.stack(list(minhash_signatures([long[:40_000], long[39_900:]])))
    assert (np.minimum(*halves) == signature).all()


def test_groups() -> None:
    assert groups([(5, 2), (7, 9), (2, 8)]) == [[2, 5, 8], [7, 9]]
    assert groups([]) == []
