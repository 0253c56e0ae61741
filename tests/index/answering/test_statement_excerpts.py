"""The words that show a statement: whole sentences, or only its own words if another person speaks too."""

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.excerpts import Excerpt
from index.answering.quotes import cut
from index.answering.statement_excerpts import StatementExcerpts
from index.models import Article, Person, Span, Statement
from index.store.records import StoredArticle, StoredStatement
from index.text.sentences import sentences

PEOPLE = [Person(name, (), (), 1, 1) for name in ("Ilse Marandt", "Beno Castellar")]
ILSE, BENO = 0, 1


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def article_with(text: str, *statements: tuple[int | None, Statement]) -> StoredArticle:
    """Return an article with statements, each given with the number of its person."""
    article = Article("a", "T", text, None, None, dt.date(2025, 6, 3), None, None, "", "a.txt")
    stored = [StoredStatement(number, 0, person, one) for number, (person, one) in enumerate(statements)]
    return StoredArticle(0, article, sentences(text), stored)


def excerpts_of(article: StoredArticle, *ranked: int) -> list[Excerpt]:
    """Return the excerpts of an article's statements, given by their positions, best first."""
    shown = StatementExcerpts(lambda _: article)
    for number in ranked:
        shown.add(article.statements[number], 1.0)
    return list(shown.excerpts(PEOPLE))


def texts(article: StoredArticle, *ranked: int) -> list[str]:
    return [excerpt.span.of(article.article.text) for excerpt in excerpts_of(article, *ranked)]


def statement(text: str, *said: str, speaker: str | None = None, cue: str | None = None) -> Statement:
    return Statement(
        spans=tuple(span(text, part) for part in said),
        kind="indirect",
        speaker=span(text, speaker) if speaker else None,
        cue=span(text, cue) if cue else None,
        person=0,
        resolved_by="name",
    )


def test_statement_is_shown_in_its_whole_sentence() -> None:
    text = "It rained. On Monday Marandt said in Isaro that the quay is long. It is."
    article = article_with(text, (ILSE, statement(text, "the quay is long", speaker="Marandt", cue="said")))
    assert texts(article, 0) == ["On Monday Marandt said in Isaro that the quay is long."]


def test_quotation_over_several_sentences_is_shown_whole() -> None:
    text = "“It is long,” said Marandt. “It is deep. It is ours.” Boats came."
    one = statement(text, "“It is long,”", "“It is deep. It is ours.”", speaker="Marandt", cue="said")
    assert texts(article_with(text, (ILSE, one)), 0) == ["“It is long,” said Marandt. “It is deep. It is ours.”"]


def test_content_behind_a_gap_is_left_out() -> None:
    text = "“It is long,” said Marandt. Boats came. “It is deep.” They left."
    one = statement(text, "“It is long,”", "“It is deep.”", speaker="Marandt", cue="said")
    assert texts(article_with(text, (ILSE, one)), 0) == ["“It is long,” said Marandt."]


def test_sentence_of_two_speakers_is_divided() -> None:
    text = "Marandt said it is long, but Castellar said it is short."
    first = statement(text, "it is long", speaker="Marandt")
    second = statement(text, "it is short", speaker="Castellar")
    article = article_with(text, (ILSE, first), (BENO, second))
    assert texts(article, 0, 1) == ["Marandt said it is long", "Castellar said it is short"]


def test_unresolved_speaker_counts_as_another_person() -> None:
    text = "Marandt said it is long, but a man said it is short."
    first = statement(text, "it is long", speaker="Marandt")
    second = statement(text, "it is short", speaker="a man")
    assert texts(article_with(text, (ILSE, first), (None, second)), 0) == ["Marandt said it is long"]


def test_excerpt_ends_before_the_words_of_another_speaker() -> None:
    text = "“It is long,” said Marandt, while Castellar said it is short, “and deep.”"
    first = statement(text, "“It is long,”", "“and deep.”", speaker="Marandt", cue="said")
    second = statement(text, "it is short", speaker="Castellar")
    assert texts(article_with(text, (ILSE, first), (BENO, second)), 0) == ["“It is long,” said Marandt"]


def test_reported_statement_belongs_to_both_speakers() -> None:
    text = "Marandt said that Castellar thinks it is short."
    outer = statement(text, "Castellar thinks it is short", speaker="Marandt", cue="said")
    inner = statement(text, "it is short", speaker="Castellar", cue="thinks")
    article = article_with(text, (ILSE, outer), (BENO, inner))
    assert texts(article, 0) == [text]
    assert texts(article, 1) == ["Castellar thinks it is short"]
    assert texts(article, 0, 1) == [text]
    assert texts(article, 1, 0) == ["Castellar thinks it is short"]


def test_two_statements_in_a_sentence_share_one_excerpt() -> None:
    text = "Marandt said it is long, and she said it is deep. It is."
    first = statement(text, "it is long", speaker="Marandt")
    second = statement(text, "it is deep", speaker="she")
    [excerpt] = excerpts_of(article_with(text, (ILSE, first), (ILSE, second)), 0, 1)
    assert excerpt.span.of(text) == "Marandt said it is long, and she said it is deep."
    assert [said.of(text) for said in excerpt.said] == ["it is long", "it is deep"]
    assert excerpt.kind == "indirect"


def test_overlapping_statements_of_a_speaker_are_joined() -> None:
    text = "“It is long,” said Marandt. “It is deep,” she said. “It is ours.” Boats came."
    first = statement(text, "“It is long,”", "“It is deep,”", speaker="Marandt", cue="said")
    second = statement(text, "“It is deep,”", "“It is ours.”", speaker="she")
    assert texts(article_with(text, (ILSE, first), (ILSE, second)), 0, 1) == [text.removesuffix(" Boats came.")]


def test_excerpt_exceeds_120_words_only_as_a_single_sentence() -> None:
    long = " ".join(["word"] * 60)
    text = f"Marandt said: “First {long}. Then {long}. At last {long}.”"
    one = statement(text, text[text.index("“") :], speaker="Marandt", cue="said")
    assert texts(article_with(text, (ILSE, one)), 0) == [f"Marandt said: “First {long}."]
    one_sentence = f"Marandt said that {long} {long} {long}."
    whole = statement(one_sentence, f"{long} {long} {long}", speaker="Marandt")
    assert texts(article_with(one_sentence, (ILSE, whole)), 0) == [one_sentence]


@pytest.mark.parametrize(
    ("resolved_by", "antecedent", "distance"),
    [("pronoun", "Ilse Marandt", 2), ("role", "Marandt later", -1), ("name", None, None)],
)
def test_antecedent_distance_counts_sentences(resolved_by: str, antecedent: str | None, distance: int | None) -> None:
    text = "Ilse Marandt came. It rained. She said it is long. Then Marandt later left."
    one = Statement(
        spans=(span(text, "it is long"),),
        kind="indirect",
        speaker=span(text, "She"),
        person=0,
        resolved_by=resolved_by,  # type: ignore[arg-type] # a parameter is a plain string
        named_at=span(text, antecedent) if antecedent else None,
        confidence="low",
    )
    [excerpt] = excerpts_of(article_with(text, (ILSE, one)), 0)
    assert excerpt.speaker is not None
    assert (excerpt.speaker.name, excerpt.speaker.mention_text) == ("Ilse Marandt", "She")
    assert (excerpt.speaker.antecedent_distance, excerpt.speaker.confidence) == (distance, "low")


def test_continued_quotation_shows_the_mention_that_names_its_speaker() -> None:
    text = "“It is long,” said Marandt. “It is deep.”"
    one = Statement(
        spans=(span(text, "“It is deep.”"),),
        kind="direct",
        person=0,
        resolved_by="continued",
        named_at=span(text, "Marandt"),
    )
    [excerpt] = excerpts_of(article_with(text, (ILSE, one)), 0)
    assert excerpt.speaker is not None
    assert (excerpt.speaker.mention_text, excerpt.speaker.start) == ("Marandt", text.index("Marandt"))
    assert (excerpt.speaker.resolved_by, excerpt.speaker.antecedent_distance) == ("continued", 1)


def test_altered_text_is_not_cut(caplog: pytest.LogCaptureFixture) -> None:
    text = "Marandt said it is long."
    article = article_with(text, (ILSE, statement(text, "it is long", speaker="Marandt")))
    [excerpt] = excerpts_of(article, 0)
    assert cut(article, excerpt) is None  # the article's digest is empty
    assert "The stored text of a was altered" in caplog.text


@st.composite
def articles(draw: st.DrawFn) -> StoredArticle:
    """Draw an article with statements of two people and of unresolved speakers. Some of the statements are nested."""
    words = draw(st.lists(st.sampled_from(["a", "b.", "C", "d,", "E."]), min_size=4, max_size=30))
    text = " ".join(words)
    starts = [0, *(position + 1 for position, letter in enumerate(text) if letter == " ")]
    statements = []
    for _ in range(draw(st.integers(1, 6))):
        first = draw(st.integers(0, len(starts) - 1))
        last = draw(st.integers(first, min(first + 4, len(starts) - 1)))
        said = Span(starts[first], starts[last] + len(words[last]))
        speaker = draw(st.none() | st.sampled_from(starts).map(lambda start: Span(start, start + 1)))
        statements.append((draw(st.sampled_from([ILSE, BENO, None])), Statement((said,), "indirect", speaker)))
    return article_with(text, *statements)


@given(articles(), st.randoms(use_true_random=False))
def test_excerpts_show_no_words_of_others_and_no_word_twice(article: StoredArticle, order: Random) -> None:
    ranked = list(range(len(article.statements)))
    order.shuffle(ranked)
    excerpts = excerpts_of(article, *ranked)
    shown = positions(*(excerpt.span for excerpt in excerpts))
    assert len(shown) == len(set(shown))
    for excerpt in excerpts:
        assert all(excerpt.span.contains(said) and said for said in excerpt.said)
        if excerpt.speaker is None:
            continue
        said_here = set(positions(*excerpt.said))
        for other in article.statements:
            hull = other.statement.hull
            is_own = other.person is not None and PEOPLE[other.person].name == excerpt.speaker.name
            # Words of another person are shown only if one of the two statements reports the other.
            others_words = set(positions(hull)) & set(positions(excerpt.span))
            is_reported = any(hull.contains(said) for said in excerpt.said)
            assert is_own or others_words <= said_here or is_reported


def positions(*spans: Span) -> list[int]:
    return [position for one in spans for position in range(one.start, one.end)]
