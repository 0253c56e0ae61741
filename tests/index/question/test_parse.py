"""Parsing questions: the speakers, the topic, the dates and the publisher."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Filter
from index.question.parse import KnownNames, ParsedQuestion, parse_question
from index.text.canonical import single_line

TODAY = dt.date(2025, 7, 15)  # a Tuesday
PUBLISHERS = ("Reuters", "AP", "Harbour Gazette", "The Lantern Review")
PEOPLE = {
    "lavrov", "sergei lavrov", "russia's foreign minister", "tilde marsh", "marsh", "osk varn", "varn", "may",
    "the mayor of ostrel", "mayor of ostrel", "the minister of trade and industry", "marsh's spokesman",
    "the envoy", "the envoy on climate",
}  # fmt: skip


def is_person(words: str) -> bool:
    return words.casefold().replace("’", "'").strip() in PEOPLE


KNOWN = KnownNames(is_person, PUBLISHERS)


def parse(text: str) -> ParsedQuestion:
    """Parse a question. Return it without its text, which stays as it was but for the white space."""
    parsed = parse_question(single_line(text), today=TODAY, known=KNOWN)
    assert parsed.text == single_line(text)
    return replace(parsed, text="")


def speakers_and_topic(text: str) -> tuple[tuple[str, ...], str]:
    parsed = parse(text)
    return parsed.speakers, parsed.topic


@pytest.mark.parametrize(
    ("text", "speaker", "topic"),
    [
        ("what did Lavrov say about the summit", "Lavrov", "the summit"),
        ("What did Lavrov say about the summit?", "Lavrov", "the summit"),
        ("WHAT DID LAVROV SAY ABOUT THE SUMMIT", "LAVROV", "THE SUMMIT"),
        ("what did lavrovs say about the summit", "lavrov", "the summit"),
        ("what did marsh say on grain?", "marsh", "grain"),
        ("what does Marsh say on grain", "Marsh", "grain"),
        ("what has marsh said regarding grain", "marsh", "grain"),
        ("what had Marsh told parliament about grain", "Marsh", "parliament about grain"),
        ("what did Tilde Marsh argue concerning the new quay", "Tilde Marsh", "the new quay"),
        ("what does marsh think of the deal", "marsh", "the deal"),
        ("what did Marsh make of the deal", "Marsh", "the deal"),
        ("what did Marsh promise farmers", "Marsh", "farmers"),
        ("what did Marsh deny", "Marsh", ""),
        ("what did Marsh say", "Marsh", ""),
        ("what did Marsh actually say about grain", "Marsh", "grain"),
        ("what did Marsh, exactly, say about grain", "Marsh", "grain"),
        ("what did Marsh, the harbour chief, say about grain", "Marsh", "grain"),
        ("what did “Marsh” say about grain", "Marsh", "grain"),
        ("what did Zorblax say about the summit", "Zorblax", "the summit"),
        ("what did zorblax warn about", "zorblax", ""),
        ("what did the court say about the quay", "the court", "the quay"),
        ("what did Marsh say when asked about grain", "Marsh", "grain"),
        ("what did Marsh say when the quay opened", "Marsh", "the quay opened"),
        ("what did Marsh say after the summit", "Marsh", "the summit"),
        ("what did Marsh say to the dockers", "Marsh", "the dockers"),
        ("what did Marsh say he would do about the quay", "Marsh", "he would do about the quay"),
        ("what did Marsh say about the vote on the budget", "Marsh", "the vote on the budget"),
        ("what does Marsh have to say about the quay", "Marsh", "the quay"),
        ("does Marsh have anything to say about the quay", "Marsh", "the quay"),
        ("what has Marsh been saying about grain", "Marsh", "grain"),
        ("what's marsh saying about grain", "marsh", "grain"),
        ("whats marsh said about grain", "marsh", "grain"),
        ("what was Marsh quoted as saying about grain", "Marsh", "grain"),
        ("how much did Marsh say the quay will cost", "Marsh", "how much the quay will cost"),
        ("what costs did Marsh mention", "Marsh", "costs"),
        ("what did the state minister say about grain", "the state minister", "grain"),
        ("what did the junior state minister say about grain", "the junior state minister", "grain"),
        ("what does Russia's foreign minister say on grain", "Russia's foreign minister", "grain"),
        ("what does Norvia’s foreign minister say on grain", "Norvia’s foreign minister", "grain"),
        ("what does the mayor of Ostrel say about the quay", "the mayor of Ostrel", "the quay"),
        ("what did Marsh's spokesman say about his remarks on grain", "Marsh's spokesman", "his remarks on grain"),
        ("why does Marsh oppose the deal", "Marsh", "the deal"),
        ("why does Marsh think the deal failed", "Marsh", "the deal failed"),
        ("how did Marsh react to the vote", "Marsh", "the vote"),
        ("how has marsh responded to the vote", "marsh", "the vote"),
        ("how did marsh describe the talks", "marsh", "the talks"),
        ("how does Marsh justify the delay", "Marsh", "the delay"),
        ("how did Marsh put the case for grain", "Marsh", "the case for grain"),
        ("what Marsh said about the summit", "Marsh", "the summit"),
        ("please tell me what Marsh has said about the summit, thanks", "Marsh", "the summit"),
        ("Do you know what Zorblax thinks about the quay?", "Zorblax", "the quay"),
        ("anything Marsh said about the quay", "Marsh", "the quay"),
        ("what was Marsh's reaction to the deal", "Marsh", "the deal"),
        ("what is Marsh’s position on the quay", "Marsh", "the quay"),
        ("what's marsh's take on grain", "marsh", "grain"),
        ("what was the mayor of Ostrel's view of the quay", "the mayor of Ostrel", "the quay"),
        ("what was zorblax's stance on the quay", "zorblax", "the quay"),
        ("what is the position of the mayor of Ostrel on costs", "the mayor of Ostrel", "costs"),
        ("what was the response of Zorblax to the vote", "Zorblax", "the vote"),
        ("Marsh's comments on the summit", "Marsh", "the summit"),
        ("lavrovs remarks on the summit", "lavrov", "the summit"),
        ("marsh comments on the summit", "marsh", "the summit"),
        ("marsh quotes", "marsh", ""),
        ("what are Marsh's main arguments on grain", "Marsh", "grain"),
        ("has Marsh commented on the quay", "Marsh", "the quay"),
        ("has Marsh ever mentioned the quay", "Marsh", "the quay"),
        ("has marsh spoken about the quay", "marsh", "the quay"),
        ("did marsh say that the quay is too costly", "marsh", "the quay is too costly"),
        ("did Zorblax say the quay is too costly", "Zorblax", "the quay is too costly"),
        ("marsh said what about the quay", "marsh", "the quay"),
        ("Marsh on the summit", "Marsh", "the summit"),
        ("marsh on the vote on the budget", "marsh", "the vote on the budget"),
        ("the mayor of Ostrel on costs", "the mayor of Ostrel", "costs"),
        ("the envoy on climate on grain", "the envoy on climate", "grain"),
        ("Marsh about grain", "Marsh", "grain"),
        ("marsh: grain", "marsh", "grain"),
        ("Marsh", "Marsh", ""),
        ("quotes by Marsh", "Marsh", ""),
        ("show me all quotes from marsh on grain", "marsh", "grain"),
        ("quotes about the quay by Marsh", "Marsh", "the quay"),
        ("statements by Zorblax", "Zorblax", ""),
        ("statements of the minister of trade and industry", "the minister of trade and industry", ""),
        ("anything from Marsh on grain", "Marsh", "grain"),
        ("something from Zorblax on grain", "Zorblax", "grain"),
        ("according to Marsh, how much will the quay cost", "Marsh", "how much will the quay cost"),
        ("according to marsh how much will the quay cost", "marsh", "how much will the quay cost"),
        ("how much will the quay cost according to Marsh?", "Marsh", "how much will the quay cost"),
        ("what was said about the quay by Marsh", "Marsh", "the quay"),
        ("on grain, what did Marsh say", "Marsh", "grain"),
        ("what did Marsh say about having a say in the budget", "Marsh", "having a say in the budget"),
        ("what did Marsh say about what Varn said", "Marsh", "what Varn said"),
        ('what did Marsh say about "the long quay"', "Marsh", "the long quay"),
        ("what did Marsh say about grain 🚢", "Marsh", "grain 🚢"),
        ("  what\tdid\n Marsh   say about grain ?!", "Marsh", "grain"),
    ],
)
def test_parser_finds_speaker_and_topic(text: str, speaker: str, topic: str) -> None:
    assert parse(text) == ParsedQuestion(topic=topic, speakers=(speaker,))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("what did Marsh and Varn say about grain", ("Marsh", "Varn")),
        ("what did both marsh and varn say about grain", ("marsh", "varn")),
        ("what did Marsh, Varn and Lavrov say about grain", ("Marsh", "Varn", "Lavrov")),
        ("what did Marsh and the mayor of Ostrel say about grain", ("Marsh", "the mayor of Ostrel")),
        ("did Marsh or Varn comment on grain", ("Marsh", "Varn")),
        ("Marsh and Varn on grain", ("Marsh", "Varn")),
        ("what did Zorblax and Quill say about grain", ("Zorblax", "Quill")),
        ("what did the minister of trade and industry say about grain", ("the minister of trade and industry",)),
        ("what did the minister of art and sport say about grain", ("the minister of art and sport",)),
    ],
)
def test_parser_splits_several_speakers(text: str, speakers: tuple[str, ...]) -> None:
    assert speakers_and_topic(text) == (speakers, "grain")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is being said about the quay", "the quay"),
        ("what has been said about the quay", "the quay"),
        ("what do people say about the quay", "the quay"),
        ("what did they say about the quay", "the quay"),
        ("what do the articles say about the quay", "the quay"),
        ("did anyone say the quay is safe", "the quay is safe"),
        ("has anyone commented on the quay", "the quay"),
        ("quotes about the quay", "the quay"),
        ("anything about the quay?", "the quay"),
        ("is there anything on the quay", "the quay"),
        ("what do residents of Ostrel say about the quay", "residents of Ostrel about the quay"),
        ("what did the report say about costs", "the report about costs"),
    ],
)
def test_parser_finds_no_speaker_in_general_questions(text: str, topic: str) -> None:
    assert parse(text) == ParsedQuestion(topic=topic)


@pytest.mark.parametrize(
    "text",
    [
        "how much will the quay cost",
        "who won the election",
        "who is Lavrov",
        "who was criticised by Marsh",
        "who has a say in the budget",
        "what did the court decide",
        "did Marsh resign",
        "why does the quay cost so much",
        "vote on the budget",
        "war on drugs",
        "the 2024 election",
        "has the harbour commented on costs",
        "how did markets react to the vote",
        "how did the war on drugs put pressure on farmers",
        "does the council have a say over the quay",
        "how much did Marsh pay for the boat",
        "what did Marsh's comments on grain change",
        "according to experts, how much will the quay cost",
        "quotes from the summit",
        "quotes in Nowhere Times",
        "yesterday's vote",
        "since the 2008 crisis",
        "🚢🌾",
        "x",
    ],
)
def test_question_about_facts_stays_whole(text: str) -> None:
    assert parse(text) == ParsedQuestion(topic=text)


@pytest.mark.parametrize(
    ("text", "speaker", "topic"),
    [
        ("why did Marsh leave the council", "Marsh", "leave the council"),
        ("where does marsh stand on the quay?", "marsh", "stand on the quay"),
        ("what advice did Marsh give the farmers", "Marsh", "advice give the farmers"),
        ("what was Marsh's pitch to voters?", "Marsh", "pitch to voters"),
        ("what is Lavrov’s account of the talks", "Lavrov", "account of the talks"),
    ],
)
def test_ambiguous_question_has_a_speaker_but_wants_no_statements(text: str, speaker: str, topic: str) -> None:
    assert parse(text) == ParsedQuestion(topic=topic, speakers=(speaker,), wants_statements=False)


@pytest.mark.parametrize("text", ["", "  ", "?", "who said that", "what do people say"])
def test_text_is_the_topic_if_nothing_else_is_found(text: str) -> None:
    assert speakers_and_topic(text) == ((), text.strip())


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("who said that the quay is too costly", "the quay is too costly"),
        ("who said the quay is too costly?", "the quay is too costly"),
        ("who claimed the bridge was safe", "the bridge was safe"),
        ("who was it that said the bridge was safe", "the bridge was safe"),
        ("who has commented on the quay", "the quay"),
        ("who warned of floods", "floods"),
        ("who promised a new quay", "a new quay"),
        ("who says “the quay is too costly”", "the quay is too costly"),
        ("who said what about the quay", "the quay"),
        ("who was quoted as saying the quay is safe", "the quay is safe"),
        ("which minister said the quay is safe", "the quay is safe"),
        ("who told Marsh that the quay is safe", "Marsh that the quay is safe"),
    ],
)
def test_who_said_question_asks_for_the_speaker(text: str, topic: str) -> None:
    assert parse(text) == ParsedQuestion(topic=topic, asks_who=True)


@pytest.mark.parametrize(
    ("phrase", "since", "until"),
    [
        ("since May", "2025-05-01", None),
        ("since august", "2024-08-01", None),
        ("since 24 June", "2025-06-24", None),
        ("since June 24th", "2025-06-24", None),
        ("since 24 August", "2024-08-24", None),
        ("since 2025-06-24", "2025-06-24", None),
        ("since the beginning of the year", "2025-01-01", None),
        ("since last week", "2025-07-07", None),
        ("from June onwards", "2025-06-01", None),
        ("after 24 June", "2025-06-25", None),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("in June", "2025-06-01", "2025-06-30"),
        ("in June 2024", "2024-06-01", "2024-06-30"),
        ("in Feb. 2024", "2024-02-01", "2024-02-29"),
        ("in mid-June", "2025-06-01", "2025-06-30"),
        ("on 24 June", "2025-06-24", "2025-06-24"),
        ("on the 24th of June", "2025-06-24", "2025-06-24"),
        ("on June 24, 2024", "2024-06-24", "2024-06-24"),
        ("on 29 February", "2024-02-29", "2024-02-29"),
        ("on 24.06.2025", "2025-06-24", "2025-06-24"),
        ("on Monday", "2025-07-14", "2025-07-14"),
        ("last Tuesday", "2025-07-08", "2025-07-08"),
        ("today", "2025-07-15", "2025-07-15"),
        ("yesterday", "2025-07-14", "2025-07-14"),
        ("the day before yesterday", "2025-07-13", "2025-07-13"),
        ("three days ago", "2025-07-12", "2025-07-12"),
        ("two weeks ago", "2025-06-30", "2025-07-06"),
        ("this week", "2025-07-14", "2025-07-20"),
        ("last week", "2025-07-07", "2025-07-13"),
        ("last month", "2025-06-01", "2025-06-30"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("last July", "2024-07-01", "2024-07-31"),
        ("in the past three days", "2025-07-12", "2025-07-15"),
        ("over the last two months", "2025-05-15", "2025-07-15"),
        ("in the last 24 hours", "2025-07-14", "2025-07-15"),
        ("in the last week", "2025-07-08", "2025-07-15"),
        ("between 3 and 10 June", "2025-06-03", "2025-06-10"),
        ("from 3 to 10 June 2024", "2024-06-03", "2024-06-10"),
        ("between May and July", "2025-05-01", "2025-07-31"),
        ("between November and February", "2024-11-01", "2025-02-28"),
        ("between 20 December and 10 January 2025", "2024-12-20", "2025-01-10"),
        ("between 2021 and 2023", "2021-01-01", "2023-12-31"),
        ("before July", None, "2025-06-30"),
        ("until June 30", None, "2025-06-30"),
        ("until the end of May", None, "2025-05-31"),
        ("since May until June", "2025-05-01", "2025-06-30"),
    ],
)
def test_dates_filter_by_publication(phrase: str, since: str | None, until: str | None) -> None:
    first, last = (dt.date.fromisoformat(day) if day else None for day in (since, until))
    expected = ParsedQuestion(topic="the quay", speakers=("Marsh",), filter=Filter(first, last))
    assert parse(f"what did Marsh say about the quay {phrase}?") == expected
    assert parse(f"what did Marsh say {phrase} about the quay") == expected
    assert parse(f"{phrase}, what did Marsh say about the quay") == expected


@pytest.mark.parametrize(
    "topic",
    [
        "the 2024 election",
        "last year",
        "yesterday's vote",
        "today’s budget",
        "the days after the summit",
        "the events of 24 June",
        "the crisis since the 2008 crash",
        "the strike in the last days of the war",
        "May",
        "what may happen",
        "the vote on 03/04/2025",  # ambiguous: the day or the month may come first
        "the vote on 31 June",
        "a march on the palace",
    ],
)
def test_dates_within_a_topic_do_not_filter(topic: str) -> None:
    expected = ParsedQuestion(topic=topic, speakers=("Theresa May",))
    assert parse(f"what did Theresa May say about {topic}") == expected


def test_name_of_a_person_is_not_a_month() -> None:
    assert speakers_and_topic("quotes from May") == (("May",), "")
    assert parse("quotes from June").filter == Filter(dt.date(2025, 6, 1), dt.date(2025, 6, 30))


def test_range_may_end_after_today() -> None:
    known = KnownNames(is_person, ())
    parsed = parse_question("marsh between 3 and 10 June", today=dt.date(2025, 6, 5), known=known)
    assert parsed.filter == Filter(dt.date(2025, 6, 3), dt.date(2025, 6, 10))


@pytest.mark.parametrize(
    ("text", "speakers", "topic", "publisher"),
    [
        ("what did Marsh say about the quay in Reuters", ("Marsh",), "the quay", "Reuters"),
        ("what did Marsh say in the harbour gazette about the quay", ("Marsh",), "the quay", "Harbour Gazette"),
        ("according to AP, what did Marsh say about the quay", ("Marsh",), "the quay", "AP"),
        ("quotes by Marsh from the lantern review", ("Marsh",), "", "The Lantern Review"),
        ("quotes by Marsh in Lantern Review", ("Marsh",), "", "The Lantern Review"),
        ("what did Reuters say about the quay", (), "the quay", "Reuters"),
        ("has Reuters reported on the quay", (), "the quay", "Reuters"),
        ("quotes about the quay by AP", (), "the quay", "AP"),
        ("Reuters on the quay", (), "the quay", "Reuters"),
        ("what did Marsh say about the quay in Nowhere Times", ("Marsh",), "the quay in Nowhere Times", None),
        ("what did Marsh tell Reuters about the quay", ("Marsh",), "Reuters about the quay", None),
    ],
)
def test_only_known_publishers_filter(text: str, speakers: tuple[str, ...], topic: str, publisher: str | None) -> None:
    assert parse(text) == ParsedQuestion(topic=topic, speakers=speakers, filter=Filter(publisher=publisher))


def test_dates_and_publisher_filter_together() -> None:
    limits = Filter(dt.date(2025, 6, 24), dt.date(2025, 6, 30), "Reuters")
    expected = ParsedQuestion(topic="grain", speakers=("marsh",), filter=limits)
    assert parse("what did marsh say about grain since 24 June in reuters until June 30") == expected


def test_known_publisher_is_spelled_as_in_the_collection() -> None:
    assert KNOWN.publisher("the HARBOUR gazette") == "Harbour Gazette"
    assert KNOWN.publisher("Nowhere Times") is None


WORDS = [
    "what", "who", "how", "did", "has", "was", "Marsh", "marsh's", "the", "mayor", "of", "and", "say", "saying",
    "about", "on", "in", "by", "from", "since", "before", "between", "May", "June", "24", "31", "2023", "2025-06-24",
    "last", "week", "ago", "three", "days", "Reuters", "according", "to", "quotes", ",", "?", "'", "’", '"', ":", "–",
    "🚢", "٣", "İ", "ß",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)), st.booleans())
def test_parser_never_raises_and_loses_no_question(text: str, is_known: bool) -> None:
    line, known = single_line(text), KnownNames(lambda _: is_known, PUBLISHERS)
    parsed = parse_question(line, today=TODAY, known=known)
    assert parsed.speakers or parsed.topic or parsed.filter.publisher or not line
    assert all(speaker.strip() for speaker in parsed.speakers)


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.dates(dt.date(1990, 1, 1), dt.date(2098, 1, 1)))
def test_topic_keeps_the_order_of_the_words_on_any_day(text: str, today: dt.date) -> None:
    topic = parse_question(single_line(text), today=today, known=KNOWN).topic
    letters = iter(single_line(text))
    assert all(letter in letters for letter in topic)
