"""With which words a statement is shown: whole sentences where only its speaker speaks, else only its own words."""

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.excerpts import Extents, Told
from index.answering.quotes import cut
from index.models import Article, Person, Span, Statement
from index.store.records import StoredStatement
from index.text.sentences import sentences

PEOPLE = [Person(name, (), (), 1, 1) for name in ("Ilse Marandt", "Beno Castellar")]
ILSE, BENO = 0, 1


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def told(text: str, *statements: tuple[int | None, Statement]) -> Told:
    article = Article("a", "T", text, None, None, dt.date(2025, 6, 3), None, None, "", "a.txt")
    stored = [StoredStatement(at, 0, person, each) for at, (person, each) in enumerate(statements)]
    return Told(article, sentences(text), stored)


def shown(here: Told, *ranked: int) -> list[str]:
    extents = Extents(lambda _: here)
    for at in ranked:
        extents.add(here.statements[at], 1.0)
    return [extract.span.of(here.article.text) for _, extract in extents.extracts(PEOPLE)]


def statement(text: str, *said: str, speaker: str | None = None, cue: str | None = None) -> Statement:
    return Statement(
        spans=tuple(span(text, each) for each in said),
        kind="indirect",
        speaker=span(text, speaker) if speaker else None,
        cue=span(text, cue) if cue else None,
        person=0,
        resolved_by="name",
    )


def test_whole_sentences() -> None:
    text = "It rained. On Monday Marandt said in Isaro that the quay is long. It is."
    assert shown(told(text, (ILSE, statement(text, "the quay is long", speaker="Marandt", cue="said"))), 0) == [
        "On Monday Marandt said in Isaro that the quay is long."
    ]


def test_a_quotation_carried_over_sentences() -> None:
    text = "“It is long,” said Marandt. “It is deep. It is ours.” Boats came."
    one = statement(text, "“It is long,”", "“It is deep. It is ours.”", speaker="Marandt", cue="said")
    assert shown(told(text, (ILSE, one)), 0) == ["“It is long,” said Marandt. “It is deep. It is ours.”"]


def test_words_behind_a_gap_are_left_out() -> None:
    text = "“It is long,” said Marandt. Boats came. “It is deep.” They left."
    one = statement(text, "“It is long,”", "“It is deep.”", speaker="Marandt", cue="said")
    assert shown(told(text, (ILSE, one)), 0) == ["“It is long,” said Marandt."]


def test_two_speakers_in_a_sentence() -> None:
    text = "Marandt said it is long, but Castellar said it is short."
    mine = statement(text, "it is long", speaker="Marandt")
    theirs = statement(text, "it is short", speaker="Castellar")
    both = told(text, (ILSE, mine), (BENO, theirs))
    assert shown(both, 0, 1) == ["Marandt said it is long", "Castellar said it is short"]


def test_one_who_is_not_known_is_another() -> None:
    text = "Marandt said it is long, but a man said it is short."
    mine = statement(text, "it is long", speaker="Marandt")
    assert shown(told(text, (ILSE, mine), (None, statement(text, "it is short", speaker="a man"))), 0) == [
        "Marandt said it is long"
    ]


def test_another_in_between_ends_it() -> None:
    text = "“It is long,” said Marandt, while Castellar said it is short, “and deep.”"
    mine = statement(text, "“It is long,”", "“and deep.”", speaker="Marandt", cue="said")
    theirs = statement(text, "it is short", speaker="Castellar")
    assert shown(told(text, (ILSE, mine), (BENO, theirs)), 0) == ["“It is long,” said Marandt"]


def test_what_is_told_of_what_another_says() -> None:
    text = "Marandt said that Castellar thinks it is short."
    outer = statement(text, "Castellar thinks it is short", speaker="Marandt", cue="said")
    inner = statement(text, "it is short", speaker="Castellar", cue="thinks")
    both = told(text, (ILSE, outer), (BENO, inner))
    assert shown(both, 0) == [text]
    assert shown(both, 1) == ["Castellar thinks it is short"]
    assert shown(both, 0, 1) == [text]
    assert shown(both, 1, 0) == ["Castellar thinks it is short"]


def test_two_statements_in_a_sentence_are_shown_as_one() -> None:
    text = "Marandt said it is long, and she said it is deep. It is."
    one = statement(text, "it is long", speaker="Marandt")
    two = statement(text, "it is deep", speaker="she")
    extents = Extents(lambda _: told(text, (ILSE, one), (ILSE, two)))
    for each in told(text, (ILSE, one), (ILSE, two)).statements:
        extents.add(each, 1.0)
    [(_, extract)] = extents.extracts(PEOPLE)
    assert [each.of(text) for each in extract.said] == ["it is long", "it is deep"]
    assert extract.kind == "indirect"


def test_overlapping_ones_of_a_speaker_are_joined() -> None:
    text = "“It is long,” said Marandt. “It is deep,” she said. “It is ours.” Boats came."
    one = statement(text, "“It is long,”", "“It is deep,”", speaker="Marandt", cue="said")
    two = statement(text, "“It is deep,”", "“It is ours.”", speaker="she")
    assert shown(told(text, (ILSE, one), (ILSE, two)), 0, 1) == [text.removesuffix(" Boats came.")]


def test_no_longer_than_120_words_but_whole_sentences() -> None:
    long = " ".join(["word"] * 60)
    text = f"Marandt said: “First {long}. Then {long}. At last {long}.”"
    one = statement(text, text[text.index("“") :], speaker="Marandt", cue="said")
    [quote] = shown(told(text, (ILSE, one)), 0)
    assert quote == f"Marandt said: “First {long}."
    one_sentence = f"Marandt said that {long} {long} {long}."
    whole = statement(one_sentence, f"{long} {long} {long}", speaker="Marandt")
    assert shown(told(one_sentence, (ILSE, whole)), 0) == [one_sentence]


@pytest.mark.parametrize(
    ("resolved_by", "named", "back"),
    [("pronoun", "Ilse Marandt", 2), ("role", "Marandt later", -1), ("name", None, None)],
)
def test_how_far_back_the_name_stands(resolved_by: str, named: str | None, back: int | None) -> None:
    text = "Ilse Marandt came. It rained. She said it is long. Then Marandt later left."
    one = Statement(
        spans=(span(text, "it is long"),),
        kind="indirect",
        speaker=span(text, "She"),
        person=0,
        resolved_by=resolved_by,  # type: ignore[arg-type]
        named_at=span(text, named) if named else None,
        confidence="low",
    )
    extents = Extents(lambda _: told(text, (ILSE, one)))
    extents.add(told(text, (ILSE, one)).statements[0], 0.5)
    [(_, extract)] = extents.extracts(PEOPLE)
    assert extract.speaker is not None
    assert (extract.speaker.name, extract.speaker.mention_text) == ("Ilse Marandt", "She")
    assert (extract.speaker.antecedent_distance, extract.speaker.confidence) == (back, "low")


def test_a_quotation_that_goes_on_is_told_by_where_its_speaker_is_named() -> None:
    text = "“It is long,” said Marandt. “It is deep.”"
    one = Statement(
        spans=(span(text, "“It is deep.”"),),
        kind="direct",
        person=0,
        resolved_by="continued",
        named_at=span(text, "Marandt"),
    )
    here = told(text, (ILSE, one))
    extents = Extents(lambda _: here)
    extents.add(here.statements[0], 0.5)
    [(_, extract)] = extents.extracts(PEOPLE)
    assert extract.speaker is not None
    assert (extract.speaker.mention_text, extract.speaker.start) == ("Marandt", text.index("Marandt"))
    assert (extract.speaker.resolved_by, extract.speaker.antecedent_distance) == ("continued", 1)


def test_altered_text_is_not_cut(caplog: pytest.LogCaptureFixture) -> None:
    text = "Marandt said it is long."
    here = told(text, (ILSE, statement(text, "it is long", speaker="Marandt")))
    extents = Extents(lambda _: here)
    extents.add(here.statements[0], 0.5)
    [(_, extract)] = extents.extracts(PEOPLE)
    assert cut(here.article, here.sentences, extract) is None  # its checksum is of nothing
    assert "the stored text of a was altered" in caplog.text


@st.composite
def articles(draw: st.DrawFn) -> Told:
    """An article whose words are shared out among three speakers, one of them not known, some words nested."""
    words = draw(st.lists(st.sampled_from(["a", "b.", "C", "d,", "E."]), min_size=4, max_size=30))
    text = " ".join(words)
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == " ")]
    made = []
    for _ in range(draw(st.integers(1, 6))):
        first = draw(st.integers(0, len(starts) - 1))
        last = draw(st.integers(first, min(first + 4, len(starts) - 1)))
        said = Span(starts[first], starts[last] + len(words[last]))
        speaker = draw(st.none() | st.sampled_from(starts).map(lambda start: Span(start, start + 1)))
        made.append((draw(st.sampled_from([ILSE, BENO, None])), Statement((said,), "indirect", speaker)))
    return told(text, *made)


@given(articles(), st.randoms(use_true_random=False))
def test_nobody_elses_words_and_nothing_twice(given_: Told, order: Random) -> None:
    extents = Extents(lambda _: given_)
    ranked = list(given_.statements)
    order.shuffle(ranked)
    for each in ranked:
        extents.add(each, 1.0)
    shown_ = [extract for _, extract in extents.extracts(PEOPLE)]
    letters = letters_of(*(extract.span for extract in shown_))
    assert len(letters) == len(set(letters))
    for extract in shown_:
        assert all(extract.span.start <= each.start < each.end <= extract.span.end for each in extract.said)
        if extract.speaker is None:
            continue
        said = set(letters_of(*extract.said))
        for other in given_.statements:
            hull = other.statement.hull
            is_theirs = other.person is not None and PEOPLE[other.person].name == extract.speaker.name
            # Another's words are shown only where one of the two says what the other says.
            within = set(letters_of(hull)) & set(letters_of(extract.span))
            tells = any(hull.start <= each.start and each.end <= hull.end for each in extract.said)
            assert is_theirs or within <= said or tells


def letters_of(*spans: Span) -> list[int]:
    return [at for each in spans for at in range(each.start, each.end)]
