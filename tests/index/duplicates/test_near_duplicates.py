"""Near-duplicates: found after the usual changes, in any order of the articles, and never by a collision of hashes."""

import hashlib
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates.near_duplicates import SIGNATURE, Pair, groups, minhash_signatures, near_copies
from tests.bench.invented_news import Story, invented

STORIES = invented(60)
TEXTS = [story.text for story in STORIES]
SIGNATURES = np.stack(list(minhash_signatures(TEXTS)))


def digests(texts: list[str]) -> list[str]:
    return [hashlib.sha256(text.encode()).hexdigest() for text in texts]


def near_duplicates(texts: list[str], known: set[Pair] | None = None) -> list[list[int]]:
    signatures = np.stack(list(minhash_signatures(texts)))
    return groups(near_copies(signatures, digests(texts), texts.__getitem__, known or set()))


def articles_by_story(stories: list[Story]) -> set[frozenset[str]]:
    """Return the ids of the articles of each story that has two or more articles."""
    articles: dict[int, set[str]] = {}
    for story in stories:
        articles.setdefault(story.story, set()).add(story.id)
    return {frozenset(ids) for ids in articles.values() if len(ids) > 1}


def test_near_duplicates_are_found_after_the_changes_of_an_outlet() -> None:
    ids = {frozenset(STORIES[number].id for number in group) for group in near_duplicates(TEXTS)}
    assert ids == articles_by_story(STORIES)
    assert sum(map(len, ids)) == 24


@pytest.mark.parametrize(("kept", "is_found"), [(1.0, True), (0.6, True), (0.4, True), (0.02, False)])
def test_truncated_text_is_a_near_duplicate(kept: float, *, is_found: bool) -> None:
    text = " ".join(TEXTS[:3])
    assert near_duplicates([text, text[: int(len(text) * kept)]]) == ([[0, 1]] if is_found else [])


def test_texts_that_share_less_than_half_are_not_near_duplicates() -> None:
    one, other, shared = TEXTS[0], TEXTS[1], TEXTS[2][: len(TEXTS[0]) // 3]
    assert near_duplicates([f"{one} {shared}", f"{shared} {other}"]) == []


def test_case_and_quotation_marks_do_not_matter() -> None:
    assert near_duplicates([TEXTS[0], TEXTS[0].upper().replace("“", '"')]) == [[0, 1]]


@given(st.permutations(range(len(TEXTS))))
@settings(deadline=None, max_examples=25)
def test_groups_do_not_depend_on_the_order_of_the_articles(order: list[int]) -> None:
    texts = [TEXTS[number] for number in order]
    pairs = near_copies(SIGNATURES[order], digests(texts), texts.__getitem__)
    ids = {frozenset(STORIES[order[number]].id for number in group) for group in groups(pairs)}
    assert ids == articles_by_story(STORIES)


def test_equal_signatures_of_different_texts_are_not_near_duplicates() -> None:
    texts = [" ".join(chr(97 + number) + str(word) for word in range(40)) for number in range(20)]
    signatures = np.zeros((20, SIGNATURE), np.uint32)
    assert near_copies(signatures, digests(texts), texts.__getitem__) == []


def test_article_is_compared_with_few_articles_of_a_large_bucket() -> None:
    reads = []

    def read(number: int) -> str:
        reads.append(number)
        return " ".join(f"{number}x{word}" for word in range(40))

    signatures = np.zeros((500, SIGNATURE), np.uint32)
    assert near_copies(signatures, [f"{number:04}" for number in range(500)], read) == []
    assert len(reads) <= 500 * 2


def test_known_pairs_are_not_compared_again() -> None:
    texts = [TEXTS[0], f"{TEXTS[0]} And more."]
    one, other = sorted(digests(texts))

    def unread(_: int) -> str:
        raise AssertionError

    signatures = np.stack(list(minhash_signatures(texts)))
    assert len(near_copies(signatures, digests(texts), unread, {(one, other), (other, one)})) == 1


def test_equal_digests_are_near_duplicates_without_reading() -> None:
    signatures = np.stack(list(minhash_signatures([TEXTS[0]] * 3)))
    assert groups(near_copies(signatures, ["x"] * 3, lambda _: pytest.fail("it was read"))) == [[0, 1, 2]]


def test_texts_without_words_are_not_near_duplicates() -> None:
    assert near_duplicates(["…", "—", "?!"]) == []


def test_signatures_are_the_same_on_every_machine() -> None:
    [signature] = minhash_signatures(["The harbour of Velmara opened a new quay on Monday."])
    assert (signature.shape, signature.dtype.name) == ((SIGNATURE,), "uint32")
    assert signature[:3].tolist() == [554877919, 983280840, 984296172]


def test_signature_of_a_long_text_is_the_minimum_of_its_parts() -> None:
    generator = random.Random(1)  # noqa: S311 - not a secret
    long = " ".join(f"w{generator.randrange(50_000)}" for _ in range(10_000))
    [signature] = minhash_signatures([long])
    halves = np.stack(list(minhash_signatures([long[:40_000], long[39_900:]])))
    assert (np.minimum(*halves) == signature).all()


def test_groups_join_pairs_transitively() -> None:
    assert groups([(5, 2), (7, 9), (2, 8)]) == [[2, 5, 8], [7, 9]]
    assert groups([]) == []
