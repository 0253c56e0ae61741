"""An answer shows no sentence twice, tells where else it ran, and is not all of one article."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answering.deduplicate import Copies
from index.answering.diversify import capped
from index.answering.quotes import Extract, cut
from index.config import AnsweringConfig, EngineConfig
from index.duplicates.shingles import words
from index.indexing.reindex import Reindexer
from index.models import ArticleInfo, Filter, Quote, Span, Speaker
from index.store.corpus import Corpus
from index.store.layout import current_name
from index.store.snapshot import open_corpus
from tests.bench.invented_news import Story, invented, write
from tests.fakes import parts

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
ALL = Filter()


def story(name: str, day: int | None, sentences: Sequence[str] = WIRE, source: str | None = None) -> Story:
    published = dt.date(2026, 5, day) if day else dt.date.max
    return Story(name, 0, name.title(), tuple(sentences), source or f"{name.title()} Paper", published)


def corpus_of(root: Path, *stories: Story) -> Corpus:
    source = root.parent / "news.jsonl"
    write(stories, source)
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    return open_corpus(root, current_name(root))


def quoted(corpus: Corpus, article: str, first: str, last: str | None = None, **told: object) -> Quote:
    """Return the quote of an article from the sentence that begins so to the one that ends so."""
    number = corpus.article_number(article)
    assert number is not None
    text, sentences = corpus.article(number).text, corpus.sentences(number)
    start = text.index(first)
    end = text.index(last) + len(last) if last else next(each.end for each in sentences if each.end > start)
    quote = cut(corpus.article(number), sentences, Extract(Span(start, end), 1.0))
    assert quote is not None
    return replace(quote, **told)  # type: ignore[arg-type]


def spoken(corpus: Corpus, article: str, words_said: str, name: str, mention: str, **told: object) -> Quote:
    """Return the sentence of an article that holds these words, as said by somebody."""
    number = corpus.article_number(article)
    assert number is not None
    text = corpus.article(number).text
    at, where = text.index(words_said), text.index(mention)
    sentence = next(each for each in corpus.sentences(number) if each.start <= at < each.end)
    speaker = Speaker(name, mention, where, where + len(mention))
    said = (Span(at, at + len(words_said)),)
    shown = quoted(corpus, article, sentence.of(text), kind="direct", speaker=replace(speaker, **told), said=said)  # type: ignore[arg-type]
    assert shown.text == sentence.of(text)
    return shown


def answered(corpus: Corpus, *quotes: Quote, limits: Filter = ALL) -> list[tuple[str, str, list[str]]]:
    """Return of every quote that is shown the article, the words, and where else it ran."""
    copies = Copies(corpus, limits)
    told = copies.told(list(copies.once(quotes)))
    for each in told:
        number = corpus.article_number(each.article.id)
        assert number is not None
        assert corpus.article(number).text[each.start : each.end] == each.text
    return [(each.article.id, each.text, [other.id for other in each.also_in]) for each in told]


def test_one_quote_and_where_else_it_ran(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("copy", 2), story("short", 3, WIRE[:4]), story("other", 1, OTHER))
    quotes = [quoted(corpus, name, "Lorries") for name in ("wire", "copy")]
    assert answered(corpus, *quotes) == [("wire", WIRE[3], ["copy", "short"])]
    assert answered(corpus, quoted(corpus, "other", "Herring")) == [("other", OTHER[0], [])]


def test_the_earliest_that_has_the_very_words_is_shown(root: Path) -> None:
    retyped = [each.replace("“", '"').replace("”", '"') for each in WIRE]
    corpus = corpus_of(root, story("late", 4), story("early", 2), story("retyped", 1, retyped), story("undated", None))
    assert answered(corpus, quoted(corpus, "late", "Lorries")) == [("retyped", WIRE[3], ["early", "late", "undated"])]
    crane = "“We will not"
    assert answered(corpus, quoted(corpus, "late", crane)) == [("early", WIRE[2], ["retyped", "late", "undated"])]


def test_on_one_day_the_best_stays(root: Path) -> None:
    corpus = corpus_of(root, story("one", 1), story("other", 1))
    assert answered(corpus, quoted(corpus, "other", "Lorries")) == [("other", WIRE[3], ["one"])]
    assert answered(corpus, quoted(corpus, "one", "Lorries")) == [("one", WIRE[3], ["other"])]


def test_limits_bind_what_is_shown_and_what_is_named(root: Path) -> None:
    corpus = corpus_of(root, story("first", 1), story("second", 2), story("third", 3), story("fourth", 4))
    third = quoted(corpus, "third", "Lorries")
    since = Filter(since=dt.date(2026, 5, 2))
    assert answered(corpus, third, limits=since) == [("second", WIRE[3], ["third", "fourth"])]
    assert answered(corpus, third, limits=Filter(publisher="third PAPER")) == [("third", WIRE[3], [])]


def test_what_is_left_out_is_named_without_being_a_copy_of_the_article(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("other", 2, (*OTHER, WIRE[3].upper())))
    quotes = [quoted(corpus, "wire", "Lorries"), quoted(corpus, "other", "LORRIES")]
    assert corpus.duplicates.pairs() == []
    assert answered(corpus, *quotes) == [("wire", WIRE[3], ["other"])]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Lorries waited for hours at the old bridge.", 1),
        ("Lorries waited for hours, the mayor says, at the old bridge of the town.", 1),
        ("Lorries never waited for hours at the old bridge of the town.", 2),
        ("Lorries waited.", 2),
        ("Ferries waited for hours at the old bridge of the town.", 2),
    ],
)
def test_nearly_the_same_is_the_same(root: Path, told: str, shown: int) -> None:
    corpus = corpus_of(root, story("wire", 1), story("other", 2, (*OTHER, told)))
    quotes = [quoted(corpus, "wire", "Lorries"), quoted(corpus, "other", told)]
    assert len(answered(corpus, *quotes)) == shown
    assert len(answered(corpus, *reversed(quotes))) == shown


def test_what_repeats_in_part_is_cut_down_to_the_rest(root: Path) -> None:
    more = "The mayor was not told, and learned of it from this newspaper."
    corpus = corpus_of(root, story("wire", 1), story("local", 2, (*WIRE[:4], more)))
    quotes = [quoted(corpus, "wire", "Ilse", WIRE[3]), quoted(corpus, "local", "“We", more)]
    assert [each.replace("\n\n", " ") for _, each, _ in answered(corpus, *quotes)] == [" ".join(WIRE[1:4]), more]
    assert [others for *_, others in answered(corpus, *quotes)] == [["local"], []]


def test_a_sentence_that_an_article_repeats_is_shown_once(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1, (*WIRE, WIRE[3])))
    text = corpus.article(0).text
    again = text.rindex(WIRE[3])
    repeated = cut(corpus.article(0), corpus.sentences(0), Extract(Span(again, again + len(WIRE[3])), 0.5))
    assert repeated is not None
    assert answered(corpus, quoted(corpus, "wire", "Lorries"), repeated) == [("wire", WIRE[3], [])]


def test_a_statement_in_copies_is_one_and_so_is_the_sentence_in_nobodys_name(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 2), story("copy", 1))
    said = [
        spoken(corpus, each, "“We will not pay for a second crane,”", "Arvane", "Torvil") for each in ("wire", "copy")
    ]
    passage = quoted(corpus, "copy", "“We")
    assert answered(corpus, *said, passage) == [("copy", WIRE[2], ["wire"])]
    assert answered(corpus, passage, *said) == [("copy", WIRE[2], ["wire"])]


def test_a_statement_moves_with_its_speaker_and_its_words(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 2), story("copy", 1, WIRE[1:]))
    copies = Copies(corpus, ALL)
    [moved] = copies.once([spoken(corpus, "wire", "“We will not pay for a second crane,”", "Arvane", "Torvil Arvane")])
    text = corpus.article(1).text
    assert (moved.article.id, moved.kind) == ("copy", "direct")
    assert moved.speaker is not None
    assert text[moved.speaker.start : moved.speaker.end] == "Torvil Arvane"
    assert [span.of(text) for span in moved.said] == ["“We will not pay for a second crane,”"]
    assert moved.before == WIRE[1]


def test_a_statement_stays_where_another_is_named_before_it(root: Path) -> None:
    told = ("Ilse Marandt came to the opening of the tunnel.", "She said that it was late but worth every crown.")
    other = ("Sanna Holm came to the opening of the tunnel.", *told[1:])
    wire, early = story("wire", 2, (*told, *WIRE)), story("early", 1, (*other, *WIRE))
    corpus = corpus_of(root, wire, early)
    hers = spoken(corpus, "wire", "it was late", "Ilse Marandt", "She", resolved_by="pronoun", antecedent_distance=1)
    assert answered(corpus, hers) == [("wire", told[1], ["early"])]


def test_two_people_who_say_the_same_are_both_shown(root: Path) -> None:
    same = "It is not our fault."
    corpus = corpus_of(root, story("wire", 1, (*WIRE, same)), story("other", 2, (*OTHER, same)))
    hers = spoken(corpus, "wire", same, "Ilse Marandt", "Ilse Marandt")
    his = spoken(corpus, "other", same, "A cook", "A cook")
    assert len(answered(corpus, hers, his)) == 2
    assert len(answered(corpus, hers, replace(his, speaker=hers.speaker))) == 1


def test_one_sentence_taken_for_two_people_is_shown_once(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("copy", 1))
    hers = spoken(corpus, "wire", WIRE[1], "Ilse Marandt", "Ilse")
    taken_for_his = spoken(corpus, "copy", WIRE[1], "Torvil Arvane", "Ilse")
    assert answered(corpus, hers, taken_for_his) == [("wire", WIRE[1], ["copy"])]


def test_a_statement_cut_down_keeps_what_is_said_in_it(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("other", 2, (*OTHER[:2], *WIRE[1:3])))
    first = quoted(corpus, "wire", "Ilse")
    both = quoted(corpus, "other", "Ilse", WIRE[2], kind="mixed", speaker=Speaker("X", "X", 0, 1))
    text = corpus.article(1).text
    said = [Span(text.index(each), text.index(each) + len(each)) for each in ("the quay would", "“We will not pay")]
    copies = Copies(corpus, ALL)
    _, rest = copies.once([first, replace(both, said=tuple(said))])
    assert (rest.text, rest.said) == (WIRE[2], (said[1],))
    assert len(list(Copies(corpus, ALL).once([first, replace(both, said=(said[0],))]))) == 1


def test_no_more_is_read_than_is_asked_for(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("copy", 2))
    quotes = iter([quoted(corpus, name, first) for first in ("Lorries", "The harbour") for name in ("wire", "copy")])
    once = Copies(corpus, ALL).once(quotes)
    assert next(once).text == WIRE[3]
    assert len(list(quotes)) == 3


def test_a_later_call_repeats_nothing_of_an_earlier_one(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("other", 2, (*OTHER, WIRE[3])))
    copies = Copies(corpus, ALL)
    [first] = copies.once([quoted(corpus, "wire", "Lorries")])
    assert list(copies.once([quoted(corpus, "other", "Lorries")])) == []
    [told] = copies.told([replace(first, score=0.1)])
    assert (told.score, [each.publisher for each in told.also_in]) == (0.1, ["Other Paper"])


def test_statements_of_copies_are_passed_over_unread(root: Path) -> None:
    corpus = corpus_of(
        root, story("wire", 1), story("copy", 2), story("other", 3, (*OTHER, "Ilse Marandt said that no."))
    )
    copies = Copies(corpus, ALL)
    stored = [each for article in range(3) for each in corpus.statements.for_article(article)]
    assert [(each.article, copies.is_new(each)) for each in stored] == [
        *((0, True), (0, True)),
        *((1, False), (1, False)),
        (2, True),
    ]
    assert [copies.is_new(each) for each in stored[:2]] == [True, True]


def test_passages_and_sentences_of_copies_are_passed_over_unread(root: Path) -> None:
    longer = (*WIRE, "The mayor was not told, and learned of it from this newspaper.")
    corpus = corpus_of(
        root, story("wire", 1), story("copy", 2), story("longer", 3, longer), story("short", 4, WIRE[:4])
    )
    copies = Copies(corpus, ALL)
    assert [each.number for each in copies.passages(corpus.passages([3, 0, 1, 2]))] == [3, 0, 2]
    assert [each.number for each in copies.passages(corpus.passages([2, 0, 1, 3]))] == [2]
    places = {(1, 0): "a", (0, 0): "b", (0, 1): "c", (2, 1): "d", (2, 6): "e"}
    assert copies.sentences(places) == {(1, 0): "a", (0, 1): "c", (2, 6): "e"}


def test_what_is_shown_is_once_and_not_all_of_one_outlet_unless_that_is_asked_about(root: Path) -> None:
    corpus = corpus_of(root, story("wire", 1), story("copy", 2), story("other", 3, OTHER, source="Wire Paper"))
    quotes = [quoted(corpus, name, first) for first in ("Lorries", "The harbour") for name in ("wire", "copy")]
    quotes = [*quotes, quoted(corpus, "other", "Herring"), quoted(corpus, "copy", "Nobody", score=0.9)]
    config = AnsweringConfig(per_article=2, per_outlet=2)
    shown = Copies(corpus, ALL).chosen(quotes, 3, config)
    assert [quote.text for quote in shown] == [WIRE[3], WIRE[4], OTHER[0]]
    shown = Copies(corpus, Filter(publisher="wire paper")).chosen(quotes[:-1], 3, config)
    assert [quote.text for quote in shown] == [WIRE[3], WIRE[4], OTHER[0]]
    config = AnsweringConfig(per_article=1, per_outlet=2)
    assert [quote.text for quote in Copies(corpus, ALL).chosen(quotes, 2, config)] == [WIRE[3], OTHER[0]]


NEWS = invented(40, copied=0.6)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus_of(tmp_path_factory.mktemp("news") / "index", *NEWS)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=60)
def test_whatever_is_found_no_sentence_is_shown_twice(news: Corpus, seed: int) -> None:
    chance, limited = random.Random(seed), seed % 2 == 1  # noqa: S311 no secret
    limits = Filter(since=dt.date(2025, 3, 1), until=dt.date(2025, 9, 1)) if limited else ALL
    within = [each for each in NEWS if not limited or dt.date(2025, 3, 1) <= each.published <= dt.date(2025, 9, 1)]
    found = list(_drawn(news, chance, [each.id for each in within]))
    copies = Copies(news, limits)
    told = copies.told(list(copies.once(found)))
    shown = [tuple(words(each)) for quote in told for each in _sentences(news, quote)]
    assert max(Counter(shown).values(), default=1) == 1
    for quote in told:
        others = [each.id for each in quote.also_in]
        assert quote.article.id not in others
        assert {quote.article.id, *others} <= {each.id for each in within}
        assert [each.published for each in quote.also_in] == sorted(each.published for each in quote.also_in)  # type: ignore[type-var]
    # Whatever was found is shown, or is named under what is.
    named = {quote.article.id for quote in told} | {each.id for quote in told for each in quote.also_in}
    assert {quote.article.id for quote in found} <= named


def _drawn(corpus: Corpus, chance: random.Random, articles: list[str]) -> Iterator[Quote]:
    for article in chance.choices(articles, k=30):
        number = corpus.article_number(article)
        assert number is not None
        sentences = corpus.sentences(number)
        first = chance.randrange(len(sentences))
        last = min(first + chance.randrange(3), len(sentences) - 1)
        extract = Extract(Span(sentences[first].start, sentences[last].end), chance.random())
        quote = cut(corpus.article(number), sentences, extract)
        assert quote is not None
        yield quote


def _sentences(corpus: Corpus, quote: Quote) -> list[str]:
    number = corpus.article_number(quote.article.id)
    assert number is not None
    text = corpus.article(number).text
    return [
        each.span.of(text) for each in corpus.duplicates.overlapping_sentences(number, Span(quote.start, quote.end))
    ]


def scored(*quotes: tuple[str, str | None, float]) -> list[Quote]:
    """Return quotes of these articles and outlets, with these scores, each with its place as its text."""
    return [
        Quote(str(at), 0, 1, "passage", None, "", "", score, ArticleInfo(article, "T", None, outlet, None, None, ""))
        for at, (article, outlet, score) in enumerate(quotes)
    ]


def texts(quotes: Sequence[Quote]) -> str:
    return "".join(quote.text for quote in quotes)


def test_two_of_an_article_and_three_of_an_outlet_while_others_are_as_good() -> None:
    quotes = scored(*[("a", "A", 1.0)] * 4, ("b", "a", 0.95), ("c", "A", 0.95), ("d", "D", 0.9), ("e", None, 0.9))
    assert texts(capped(quotes, 5, per_article=2, per_outlet=3)) == "01467"
    assert texts(capped(quotes, 5, per_article=2, per_outlet=None)) == "01456"
    assert texts(capped(quotes, 3, per_article=2, per_outlet=3)) == "014"


def test_where_others_are_far_behind_the_best_stay() -> None:
    quotes = scored(*[("a", "A", 1.0)] * 4, ("b", "B", 0.5), ("c", "C", 0.4))
    assert texts(capped(quotes, 4, per_article=2, per_outlet=3)) == "0123"
    assert texts(capped(quotes, 4, per_article=2, per_outlet=3, nearly=0.3)) == "0145"


def test_where_others_are_lacking_the_outlet_gives_way_before_the_article() -> None:
    quotes = scored(*[("a", "A", 1.0)] * 4, ("b", "A", 0.9), ("c", "A", 0.9))
    assert texts(capped(quotes, 5, per_article=2, per_outlet=3)) == "01245"
    assert texts(capped(quotes, 9, per_article=2, per_outlet=3)) == "012345"


def test_no_outlet_is_no_outlet() -> None:
    quotes = scored(*[(str(at), None, 1.0) for at in range(5)], ("x", "X", 1.0))
    assert texts(capped(quotes, 5, per_article=2, per_outlet=1)) == "01234"


def test_reading_ends_with_the_last_that_is_shown() -> None:
    quotes = iter(scored(("a", "A", 1.0), ("b", "B", 1.0), ("c", "C", 1.0)))
    assert texts(capped(quotes, 2, per_article=1, per_outlet=1)) == "01"
    assert texts(list(quotes)) == "2"


SCORED = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["A", "B", None]), st.floats(0.1, 1)), max_size=20
).map(lambda drawn: scored(*sorted(drawn, key=lambda each: -each[2])))


@given(SCORED, st.integers(1, 8), st.integers(1, 3), st.none() | st.integers(1, 3))
def test_caps_lose_no_quote(quotes: list[Quote], limit: int, per_article: int, per_outlet: int | None) -> None:
    chosen = capped(quotes, limit, per_article=per_article, per_outlet=per_outlet, nearly=0)
    assert len(chosen) == min(limit, len(quotes))
    assert [int(quote.text) for quote in chosen] == sorted(int(quote.text) for quote in chosen)
    assert not chosen or chosen[0] is quotes[0]
    over = Counter(quote.article.id for quote in chosen)
    left = [quote for quote in quotes if quote not in chosen]
    # With enough others, no article has more than its share.
    if max(over.values(), default=0) > per_article:
        assert all(over[quote.article.id] >= per_article for quote in left)
