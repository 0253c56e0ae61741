"""Deduplication: an answer shows no sentence twice and names the other articles that contain it."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answering.context import SearchContext
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt, SentenceId
from index.answering.quotes import cut, cut_all
from index.config import AnsweringConfig, EngineConfig
from index.duplicates.shingles import words
from index.indexing.reindex import Reindexer
from index.models import Filter, Quote, Span, Speaker
from tests.bench.invented_news import Story, invented, write
from tests.fakes import parts
from tests.index.answering.contexts import NO_FILTER, open_context

WIRE = (
    "The council of Velmara met on Monday.",
    "Ilse Marandt said that the quay would open in June.",
    "“We will not pay for a second crane,” Torvil Arvane said.",
    "Lorries waited for hours at the old bridge of the town.",
    "The harbour counted 240 ships last year and wants more of them.",
    "Nobody knows what the railway will do about the tunnel.",
)
OTHER = (
    "Herring is cheap in Ostrel.",
    "A cook sells soup to the crews that come in at night.",
    "The price of salt was raised twice this spring.",
    "He was not at home when we called.",
)
CRANE = "“We will not pay for a second crane,”"


def story(name: str, day: int | None, sentences: Sequence[str] = WIRE, publisher: str | None = None) -> Story:
    """Return an article of this day in May 2026, or of no date."""
    published = dt.date(2026, 5, day) if day else dt.date.max
    return Story(name, 0, name.title(), tuple(sentences), publisher or f"{name.title()} Paper", published)


def context_of(root: Path, *stories: Story) -> SearchContext:
    source = root.parent / "news.jsonl"
    write(stories, source)
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    return open_context(root, AnsweringConfig())


def number_of(context: SearchContext, article: str) -> int:
    number = context.collection.snapshot.corpus.article_number(article)
    assert number is not None
    return number


def text_of(context: SearchContext, excerpt: Excerpt) -> str:
    return excerpt.span.of(context.articles[excerpt.article].article.text)


def excerpt_of(context: SearchContext, article: str, first: str, last: str | None = None) -> Excerpt:
    """Return an excerpt from the words ``first`` to the words ``last``, or to the end of the sentence."""
    stored = context.articles[number_of(context, article)]
    text = stored.article.text
    start = text.index(first)
    end = text.index(last) + len(last) if last else next(span.end for span in stored.sentences if span.end > start)
    return Excerpt(stored.number, Span(start, end), 1.0)


def spoken(context: SearchContext, article: str, said: str, name: str, mention: str) -> Excerpt:
    """Return the sentence of an article that contains these words, as a statement of a person."""
    stored = context.articles[number_of(context, article)]
    text = stored.article.text
    start, mention_start = text.index(said), text.index(mention)
    [sentence] = [span for span in stored.sentences if span.start <= start < span.end]
    speaker = Speaker(name, mention, mention_start, mention_start + len(mention))
    return Excerpt(stored.number, sentence, 1.0, "direct", speaker, (Span(start, start + len(said)),))


def deduplicated(context: SearchContext, *excerpts: Excerpt, limits: Filter = NO_FILTER) -> list[Quote]:
    """Return the quotes that remain, with the other articles that contain them."""
    duplicates = Deduplicator(context, limits)
    return list(cut_all(context.articles, duplicates.with_also_in(list(duplicates.unique(excerpts)))))


def shown(context: SearchContext, *excerpts: Excerpt, limits: Filter = NO_FILTER) -> list[tuple[str, str, list[str]]]:
    """Return the article, the text, and the other articles of each quote that remains."""
    quotes = deduplicated(context, *excerpts, limits=limits)
    return [(quote.article.id, quote.text, [other.id for other in quote.also_in]) for quote in quotes]


def test_one_quote_names_the_other_articles(root: Path) -> None:
    context = context_of(
        root, story("wire", 1), story("copy", 2), story("short", 3, WIRE[:4]), story("other", 1, OTHER)
    )
    excerpts = [excerpt_of(context, name, "Lorries") for name in ("wire", "copy")]
    assert shown(context, *excerpts) == [("wire", WIRE[3], ["copy", "short"])]
    assert shown(context, excerpt_of(context, "other", "Herring")) == [("other", OTHER[0], [])]


def test_excerpt_moves_to_the_earliest_article_with_the_same_words(root: Path) -> None:
    retyped = [sentence.replace("“", '"').replace("”", '"') for sentence in WIRE]
    context = context_of(
        root, story("late", 4), story("early", 2), story("retyped", 1, retyped), story("undated", None)
    )
    lorries, crane = excerpt_of(context, "late", "Lorries"), excerpt_of(context, "late", "“We will not")
    assert shown(context, lorries) == [("retyped", WIRE[3], ["early", "late", "undated"])]
    assert shown(context, crane) == [("early", WIRE[2], ["retyped", "late", "undated"])]


def test_first_excerpt_stays_among_duplicates_of_one_day(root: Path) -> None:
    context = context_of(root, story("one", 1), story("other", 1))
    assert shown(context, excerpt_of(context, "other", "Lorries")) == [("other", WIRE[3], ["one"])]
    assert shown(context, excerpt_of(context, "one", "Lorries")) == [("one", WIRE[3], ["other"])]


def test_filter_restricts_shown_and_named_articles(root: Path) -> None:
    context = context_of(root, story("first", 1), story("second", 2), story("third", 3), story("fourth", 4))
    third = excerpt_of(context, "third", "Lorries")
    since = Filter(since=dt.date(2026, 5, 2))
    assert shown(context, third, limits=since) == [("second", WIRE[3], ["third", "fourth"])]
    assert shown(context, third, limits=Filter(publisher="third PAPER")) == [("third", WIRE[3], [])]


def test_repeating_article_is_named_even_if_it_is_no_duplicate(root: Path) -> None:
    context = context_of(root, story("wire", 1), story("other", 2, (*OTHER, WIRE[3].upper())))
    excerpts = [excerpt_of(context, "wire", "Lorries"), excerpt_of(context, "other", "LORRIES")]
    assert context.collection.snapshot.corpus.duplicates.pairs() == []
    assert shown(context, *excerpts) == [("wire", WIRE[3], ["other"])]


@pytest.mark.parametrize(
    ("sentence", "is_same"),
    [
        ("Lorries waited for hours at the old bridge.", True),
        ("Lorries waited for hours, the mayor says, at the old bridge of the town.", True),
        ("Lorries never waited for hours at the old bridge of the town.", False),
        ("Lorries waited.", False),
        ("Ferries waited for hours at the old bridge of the town.", False),
    ],
)
def test_nearly_the_same_sentence_is_shown_once(root: Path, sentence: str, *, is_same: bool) -> None:
    context = context_of(root, story("wire", 1), story("other", 2, (*OTHER, sentence)))
    wire, other = excerpt_of(context, "wire", "Lorries"), excerpt_of(context, "other", sentence)
    if is_same:
        assert shown(context, wire, other) == [("wire", WIRE[3], ["other"])]
        assert shown(context, other, wire) == [("other", sentence, ["wire"])]
    else:
        assert shown(context, wire, other) == [("wire", WIRE[3], []), ("other", sentence, [])]
        assert shown(context, other, wire) == [("other", sentence, []), ("wire", WIRE[3], [])]


def test_partly_repeated_excerpt_is_shortened_to_the_new_sentences(root: Path) -> None:
    more = "The mayor was not told, and learned of it from this newspaper."
    context = context_of(root, story("wire", 1), story("local", 2, (*WIRE[:4], more)))
    excerpts = [excerpt_of(context, "wire", "Ilse", WIRE[3]), excerpt_of(context, "local", "“We", more)]
    quotes = shown(context, *excerpts)
    assert [text.replace("\n\n", " ") for _, text, _ in quotes] == [" ".join(WIRE[1:4]), more]
    assert [others for *_, others in quotes] == [["local"], []]


def test_sentence_that_an_article_repeats_is_shown_once(root: Path) -> None:
    context = context_of(root, story("wire", 1, (*WIRE, WIRE[3])))
    start = context.articles[0].article.text.rindex(WIRE[3])
    repeated = Excerpt(0, Span(start, start + len(WIRE[3])), 0.5)
    assert shown(context, excerpt_of(context, "wire", "Lorries"), repeated) == [("wire", WIRE[3], [])]


def test_statement_in_duplicates_is_shown_once_with_its_passage(root: Path) -> None:
    context = context_of(root, story("wire", 2), story("copy", 1))
    statements = [spoken(context, name, CRANE, "Arvane", "Torvil") for name in ("wire", "copy")]
    passage = excerpt_of(context, "copy", "“We")
    assert shown(context, *statements, passage) == [("copy", WIRE[2], ["wire"])]
    assert shown(context, passage, *statements) == [("copy", WIRE[2], ["wire"])]


def test_moved_statement_keeps_its_speaker_and_its_words(root: Path) -> None:
    context = context_of(root, story("wire", 2), story("copy", 1, WIRE[1:]))
    [moved] = deduplicated(context, spoken(context, "wire", CRANE, "Arvane", "Torvil Arvane"))
    text = context.articles[1].article.text
    assert (moved.article.id, moved.kind, moved.text) == ("copy", "direct", WIRE[2])
    assert moved.speaker is not None
    assert text[moved.speaker.start : moved.speaker.end] == "Torvil Arvane"
    assert [span.of(text) for span in moved.said] == [CRANE]
    assert moved.before == WIRE[1]


def test_statement_does_not_move_if_the_antecedent_differs_there(root: Path) -> None:
    own = ("Ilse Marandt came to the opening of the tunnel.", "She said that it was late but worth every crown.")
    other = ("Sanna Holm came to the opening of the tunnel.", *own[1:])
    context = context_of(root, story("wire", 2, (*own, *WIRE)), story("early", 1, (*other, *WIRE)))
    statement = spoken(context, "wire", "it was late", "Ilse Marandt", "She")
    assert statement.speaker is not None
    pronoun = replace(statement.speaker, resolved_by="pronoun", antecedent_distance=1)
    assert shown(context, replace(statement, speaker=pronoun)) == [("wire", own[1], ["early"])]


def test_same_words_of_two_people_are_both_shown(root: Path) -> None:
    same = "It is not our fault."
    context = context_of(root, story("wire", 1, (*WIRE, same)), story("other", 2, (*OTHER, same)))
    first = spoken(context, "wire", same, "Ilse Marandt", "Ilse Marandt")
    second = spoken(context, "other", same, "A cook", "A cook")
    assert shown(context, first, second) == [("wire", same, []), ("other", same, [])]
    assert shown(context, first, replace(second, speaker=first.speaker)) == [("wire", same, ["other"])]


def test_sentence_attributed_to_two_people_in_duplicates_is_shown_once(root: Path) -> None:
    context = context_of(root, story("wire", 1), story("copy", 1))
    attributed = spoken(context, "wire", WIRE[1], "Ilse Marandt", "Ilse")
    misattributed = spoken(context, "copy", WIRE[1], "Torvil Arvane", "Ilse")
    assert shown(context, attributed, misattributed) == [("wire", WIRE[1], ["copy"])]


def test_shortened_statement_keeps_the_words_that_are_said_in_it(root: Path) -> None:
    context = context_of(root, story("wire", 1), story("other", 2, (*OTHER[:2], *WIRE[1:3])))
    first = excerpt_of(context, "wire", "Ilse")
    both = replace(excerpt_of(context, "other", "Ilse", WIRE[2]), kind="mixed", speaker=Speaker("X", "X", 0, 1))
    text = context.articles[1].article.text
    said = [Span(text.index(part), text.index(part) + len(part)) for part in ("the quay would", "“We will not pay")]
    [_, rest] = deduplicated(context, first, replace(both, said=tuple(said)))
    assert (rest.text, rest.said) == (WIRE[2], (said[1],))
    # The rest is not shown if its speaker says nothing in it.
    assert shown(context, first, replace(both, said=(said[0],))) == [("wire", WIRE[1], ["other"])]


def test_unique_reads_only_as_many_excerpts_as_it_yields(root: Path) -> None:
    context = context_of(root, story("wire", 1), story("copy", 2))
    excerpts = [excerpt_of(context, name, first) for first in ("Lorries", "The harbour") for name in ("wire", "copy")]
    candidates = iter(excerpts)
    assert next(Deduplicator(context, NO_FILTER).unique(candidates)) == excerpts[0]
    assert list(candidates) == excerpts[1:]


def test_later_call_repeats_nothing_of_an_earlier_one(root: Path) -> None:
    context = context_of(root, story("wire", 1), story("other", 2, (*OTHER, WIRE[3])))
    duplicates = Deduplicator(context, NO_FILTER)
    [first] = duplicates.unique([excerpt_of(context, "wire", "Lorries")])
    assert list(duplicates.unique([excerpt_of(context, "other", "Lorries")])) == []
    [excerpt] = duplicates.with_also_in([replace(first, score=0.1)])
    assert (excerpt.score, text_of(context, excerpt)) == (0.1, WIRE[3])
    assert [article.publisher for article in excerpt.also_in] == ["Other Paper"]


def test_statements_of_duplicates_are_not_first(root: Path) -> None:
    context = context_of(
        root, story("wire", 1), story("copy", 2), story("other", 3, (*OTHER, "Ilse Marandt said that no."))
    )
    statements = context.collection.snapshot.corpus.statements
    duplicates = Deduplicator(context, NO_FILTER)
    stored = [statement for article in range(3) for statement in statements.for_article(article)]
    assert [(statement.article, duplicates.is_first(statement)) for statement in stored] == [
        *((0, True), (0, True)),
        *((1, False), (1, False)),
        (2, True),
    ]
    assert [duplicates.is_first(statement) for statement in stored[:2]] == [True, True]


def test_passages_and_sentences_of_duplicates_are_skipped(root: Path) -> None:
    longer = (*WIRE, "The mayor was not told, and learned of it from this newspaper.")
    context = context_of(
        root, story("wire", 1), story("copy", 2), story("longer", 3, longer), story("short", 4, WIRE[:4])
    )
    corpus, duplicates = context.collection.snapshot.corpus, Deduplicator(context, NO_FILTER)
    assert [passage.number for passage in duplicates.unique_passages(corpus.passages([3, 0, 1, 2]))] == [3, 0, 2]
    assert [passage.number for passage in duplicates.unique_passages(corpus.passages([2, 0, 1, 3]))] == [2]
    values = {(1, 0): "a", (0, 0): "b", (0, 1): "c", (2, 1): "d", (2, 6): "e"}
    sentences = {SentenceId(*sentence): value for sentence, value in values.items()}
    assert duplicates.unique_sentences(sentences) == {(1, 0): "a", (0, 1): "c", (2, 6): "e"}


def test_select_deduplicates_and_caps_articles_and_publishers(root: Path) -> None:
    context = context_of(root, story("wire", 1), story("copy", 2), story("other", 3, OTHER, publisher="Wire Paper"))
    excerpts = [excerpt_of(context, name, first) for first in ("Lorries", "The harbour") for name in ("wire", "copy")]
    excerpts = [
        *excerpts, excerpt_of(context, "other", "Herring"), replace(excerpt_of(context, "copy", "Nobody"), score=0.9),
    ]  # fmt: skip

    def selected(most: int, limits: Filter, per_article: int, candidates: Sequence[Excerpt]) -> list[str]:
        config = AnsweringConfig(max_per_article=per_article, max_per_publisher=2)
        duplicates = Deduplicator(replace(context, config=config), limits)
        return [text_of(context, excerpt) for excerpt in duplicates.select(candidates, most)]

    assert selected(3, NO_FILTER, 2, excerpts) == [WIRE[3], WIRE[4], OTHER[0]]
    # The cap of the publisher does not apply if the filter names one.
    assert selected(3, Filter(publisher="wire paper"), 2, excerpts[:-1]) == [WIRE[3], WIRE[4], OTHER[0]]
    assert selected(2, NO_FILTER, 1, excerpts) == [WIRE[3], OTHER[0]]


NEWS = invented(40, copied=0.6)
SINCE, UNTIL = dt.date(2025, 3, 1), dt.date(2025, 9, 1)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> SearchContext:
    return context_of(tmp_path_factory.mktemp("news") / "index", *NEWS)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=60)
def test_no_sentence_is_shown_twice_and_every_article_is_shown_or_named(news: SearchContext, seed: int) -> None:
    chance, is_filtered = random.Random(seed), seed % 2 == 1  # noqa: S311 - a seeded sample, no secret
    limits = Filter(SINCE, UNTIL) if is_filtered else NO_FILTER
    within = [one.id for one in NEWS if not is_filtered or SINCE <= one.published <= UNTIL]
    excerpts = list(_drawn(news, chance, within))
    quotes = deduplicated(news, *excerpts, limits=limits)
    sentences = [tuple(words(sentence)) for quote in quotes for sentence in _sentences(news, quote)]
    assert max(Counter(sentences).values(), default=1) == 1
    for quote in quotes:
        others = [article.id for article in quote.also_in]
        assert quote.article.id not in others
        assert {quote.article.id, *others} <= set(within)
        days = [article.published for article in quote.also_in if article.published]
        assert len(days) == len(others)
        assert days == sorted(days)
    named = {quote.article.id for quote in quotes} | {article.id for quote in quotes for article in quote.also_in}
    assert {news.articles[excerpt.article].article.id for excerpt in excerpts} <= named


def _drawn(context: SearchContext, chance: random.Random, articles: list[str]) -> Iterator[Excerpt]:
    """Yield 30 excerpts of one to three sentences."""
    for article in chance.choices(articles, k=30):
        stored = context.articles[number_of(context, article)]
        first = chance.randrange(len(stored.sentences))
        last = min(first + chance.randrange(3), len(stored.sentences) - 1)
        span = stored.sentences[first].hull(stored.sentences[last])
        excerpt = Excerpt(stored.number, span, chance.random())
        assert cut(stored, excerpt) is not None
        yield excerpt


def _sentences(context: SearchContext, quote: Quote) -> list[str]:
    number = number_of(context, quote.article.id)
    text = context.articles[number].article.text
    duplicates = context.collection.snapshot.corpus.duplicates
    overlapping = duplicates.overlapping_sentences(number, Span(quote.start, quote.end))
    return [sentence.span.of(text) for sentence in overlapping]
