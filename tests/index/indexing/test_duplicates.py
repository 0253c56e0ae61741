"""Copies in the index: stored with their sentences, and after changes the same as if made anew."""

import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.config import EngineConfig, PassageSize
from index.duplicates.near_duplicates import groups
from index.duplicates.shingles import words
from index.indexing.reindex import Reindexer
from index.indexing.report import ReindexReport
from index.models import Filter
from index.store.corpus import Corpus
from index.store.layout import current_name
from index.store.records import RepeatedIn
from index.store.snapshot import open_corpus
from tests.bench.invented_news import Story, invented, write
from tests.fakes import WordEmbedder, parts

STORIES = invented(40, copied=0.5)


def reindex(
    root: Path, stories: list[Story], *, full: bool = False, config: EngineConfig | None = None
) -> ReindexReport:
    source = root.parent / "news.jsonl"
    write(stories, source)
    return Reindexer(root, parts(WordEmbedder()), config or EngineConfig(), lambda *_: None).reindex(
        [source], full=full
    )


def opened(root: Path) -> Corpus:
    return open_corpus(root, current_name(root))


def told_alike(corpus: Corpus) -> set[frozenset[str]]:
    """Return the ids of articles that are copies of each other."""
    return {frozenset(corpus.article(each).id for each in group) for group in groups(corpus.duplicates.pairs())}


def same_sentences(corpus: Corpus) -> set[frozenset[tuple[str, str]]]:
    """Return the sentences that are the same, as ids and words."""
    gathered = defaultdict(set)
    for number, article in enumerate(corpus.articles()):
        for ordinal, wording in corpus.duplicates.repeated_sentences(number).items():
            gathered[wording].add((article.id, corpus.sentences(number)[ordinal].of(article.text)))
    return {frozenset(places) for places in gathered.values()}


def test_copies_and_their_sentences_are_stored(root: Path) -> None:
    report = reindex(root, STORIES)
    corpus = opened(root)
    assert report.near_duplicates == corpus.counts()["near_duplicates"] == 27
    sentences = same_sentences(corpus)
    assert {len({tuple(words(text)) for _, text in same}) for same in sentences} == {1}
    stories = {each.id: each.story for each in STORIES}
    held: defaultdict[tuple[int, tuple[str, ...]], set[str]] = defaultdict(set)
    for each in STORIES:
        for sentence in each.sentences:
            held[each.story, tuple(words(sentence))].add(each.id)
    expected = {frozenset(ids) for ids in held.values() if len(ids) > 1}
    assert {frozenset(article for article, _ in same) for same in sentences} == expected
    assert {len({stories[article] for article, _ in same}) for same in sentences} == {1}


def test_where_a_sentence_is_held_within_limits(root: Path) -> None:
    first = replace(STORIES[0], id="first")
    later = replace(first, id="later", source="Another Paper", published=first.published.replace(year=2026))
    reindex(root, [first, later])
    corpus = opened(root)
    [wording, *_] = corpus.duplicates.repeated_sentences(1).values()
    both = [RepeatedIn(0, "first", first.published, 0), RepeatedIn(1, "later", later.published, 0)]
    assert corpus.duplicates.articles_with(wording, Filter()) == both
    assert corpus.duplicates.articles_with(wording, Filter(until=first.published)) == both[:1]
    assert corpus.duplicates.articles_with(wording, Filter(publisher="another paper")) == both[1:]
    assert [each.id for each in corpus.duplicates.article_infos([1, 0], 9)] == ["first", "later"]
    assert [each.id for each in corpus.duplicates.article_infos([1, 0], 1)] == ["first"]


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=8)
def test_after_changes_copies_are_as_if_made_anew(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 no secret
    folder = tmp_path_factory.mktemp("copies")
    reindex(folder / "index", chance.sample(STORIES, 25))
    for _ in range(2):
        now = [_changed(chance, each) for each in chance.sample(STORIES, 30)]
        reindex(folder / "index", now)
    reindex(folder / "anew", now)
    changed, anew = opened(folder / "index"), opened(folder / "anew")
    assert told_alike(changed) == told_alike(anew)
    assert same_sentences(changed) == same_sentences(anew)
    assert changed.duplicates.texts() == anew.duplicates.texts()
    signed = [[corpus.duplicates.signature(*text) for text in corpus.duplicates.texts()] for corpus in (changed, anew)]
    assert signed[0] == signed[1]


def _changed(chance: random.Random, story: Story) -> Story:
    if chance.random() < 2 / 3:
        return story
    return replace(story, sentences=tuple(each for each in story.sentences if chance.random() < 2 / 3) or ("None.",))


def test_another_passage_size_keeps_copies(root: Path) -> None:
    reindex(root, STORIES)
    before = same_sentences(opened(root))
    reindex(root, STORIES, config=EngineConfig(passages=PassageSize(max_tokens=60, overlap_tokens=0)))
    assert same_sentences(opened(root)) == before


def test_no_copies(root: Path) -> None:
    report = reindex(root, [each for each in STORIES if each.id.startswith("story")])
    assert report.near_duplicates == 0
    assert opened(root).duplicates.pairs() == []
