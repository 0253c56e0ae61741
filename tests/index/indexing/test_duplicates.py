"""Near-duplicates in the index: stored with their sentences, and the same after a reindex as after a full one."""

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


def open_current(root: Path) -> Corpus:
    return open_corpus(root, current_name(root))


def near_duplicates(corpus: Corpus) -> set[frozenset[str]]:
    """Return the ids of the articles of each group of near-duplicates."""
    return {frozenset(corpus.article(number).id for number in group) for group in groups(corpus.duplicates.pairs())}


def repeated_sentences(corpus: Corpus) -> set[frozenset[tuple[str, str]]]:
    """Return the article ids and the texts of each repeated sentence."""
    sentences = defaultdict(set)
    for number, article in enumerate(corpus.articles()):
        for ordinal, wording in corpus.duplicates.repeated_sentences(number).items():
            sentences[wording].add((article.id, corpus.sentences(number)[ordinal].of(article.text)))
    return {frozenset(places) for places in sentences.values()}


def test_near_duplicates_and_repeated_sentences_are_stored(root: Path) -> None:
    report = reindex(root, STORIES)
    corpus = open_current(root)
    assert report.near_duplicates == corpus.counts()["near_duplicates"] == 27
    sentences = repeated_sentences(corpus)
    assert {len({tuple(words(text)) for _, text in same}) for same in sentences} == {1}
    stories = {story.id: story.story for story in STORIES}
    articles: defaultdict[tuple[int, tuple[str, ...]], set[str]] = defaultdict(set)
    for story in STORIES:
        for sentence in story.sentences:
            articles[story.story, tuple(words(sentence))].add(story.id)
    expected = {frozenset(ids) for ids in articles.values() if len(ids) > 1}
    assert {frozenset(article for article, _ in same) for same in sentences} == expected
    assert {len({stories[article] for article, _ in same}) for same in sentences} == {1}


def test_articles_with_a_sentence_are_filtered_and_sorted(root: Path) -> None:
    first = replace(STORIES[0], id="first")
    later = replace(first, id="later", source="Another Paper", published=first.published.replace(year=2026))
    reindex(root, [first, later])
    corpus = open_current(root)
    [wording, *_] = corpus.duplicates.repeated_sentences(1).values()
    both = [RepeatedIn(0, "first", first.published, 0), RepeatedIn(1, "later", later.published, 0)]
    assert corpus.duplicates.articles_with(wording, Filter()) == both
    assert corpus.duplicates.articles_with(wording, Filter(until=first.published)) == both[:1]
    assert corpus.duplicates.articles_with(wording, Filter(publisher="another paper")) == both[1:]
    assert [info.id for info in corpus.duplicates.article_infos([1, 0], 9)] == ["first", "later"]
    assert [info.id for info in corpus.duplicates.article_infos([1, 0], 1)] == ["first"]


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=8)
def test_incremental_reindex_finds_the_same_near_duplicates_as_a_full_one(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    generator = random.Random(seed)  # noqa: S311 - not a secret
    folder = tmp_path_factory.mktemp("copies")
    reindex(folder / "index", generator.sample(STORIES, 25))
    for _ in range(2):
        stories = [_changed(generator, story) for story in generator.sample(STORIES, 30)]
        reindex(folder / "index", stories)
    reindex(folder / "full", stories)
    incremental, full = open_current(folder / "index"), open_current(folder / "full")
    assert near_duplicates(incremental) == near_duplicates(full)
    assert repeated_sentences(incremental) == repeated_sentences(full)
    assert incremental.duplicates.texts() == full.duplicates.texts()
    signatures = [
        [corpus.duplicates.signature(*text) for text in corpus.duplicates.texts()] for corpus in (incremental, full)
    ]
    assert signatures[0] == signatures[1]


def _changed(generator: random.Random, story: Story) -> Story:
    if generator.random() < 2 / 3:
        return story
    return replace(story, sentences=tuple(text for text in story.sentences if generator.random() < 2 / 3) or ("None.",))


def test_new_passage_size_keeps_near_duplicates(root: Path) -> None:
    reindex(root, STORIES)
    before = repeated_sentences(open_current(root))
    reindex(root, STORIES, config=EngineConfig(passages=PassageSize(max_tokens=60, overlap_tokens=0)))
    assert repeated_sentences(open_current(root)) == before


def test_collection_without_near_duplicates_has_no_pairs(root: Path) -> None:
    report = reindex(root, [story for story in STORIES if story.id.startswith("story")])
    assert report.near_duplicates == 0
    assert open_current(root).duplicates.pairs() == []
