"""Sentences of English news: known cases, known misses, and properties of any text."""

import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.models import Span
from index.text.sentences import blocks, sentences

# Each case is a list of sentences. The test joins them with spaces and splits the text again.
CASES = [
    # titles
    ("Gen. Orlov spoke first.", "Nobody answered."),
    ("He met Sen. Maria Holt on Friday.", "She agreed."),
    ("Mr. Vance and Mrs. Hale left early.", "Ms. Roe stayed."),
    ("Michigan Gov. Ada Cole signed the bill.",),
    ("Retired Lt. Gen. Paul Reyes disagreed.",),
    ("“I will not,” said Rep. Joan Marsh of Ohio.", "She sat down."),
    ("Sens. Ray Bell and Tom Ortiz wrote the law.", "Reps. Ames and Cho helped."),
    ("The Rev. Luke Adeyemi led the service.", "Dr. No was on television."),
    ("Sgt. First Class Amy Dunn and Cpl. Lee were hurt.",),
    ("Prof. Dr. Anna Weiss teaches in Bonn.",),
    ("Del. Rosa Lind of the islands objected.",),
    ("They moved to Dover, Del.", "The house was cold."),
    # initials, and letters with full stops
    ("J. R. R. Tolkien wrote it.", "It sold well."),
    ("George H.W. Bush won in 1988.",),
    ("The U.S. Senate voted on Monday.",),
    ("He lives in the U.S. now.",),
    ("They flew back to the U.S.", "The trip was over."),
    ("They flew back to the U.S.", "He was glad."),
    ("Troops left the U.K.", "But the ships stayed."),
    ("Officials in Washington, D.C., refused to comment.",),
    ("She has a Ph.D. in physics.", "He has none."),
    ("The U.N. Security Council met at 3 p.m. Friday.",),
    ("The court will hear Doe v. Bolton again.",),
    # other abbreviations
    ("Acme Inc. said profits fell.", "Shares dropped."),
    ("He works for Acme Inc.", "She does not."),
    ("Miller Brewing Co. closed the plant.",),
    ("The study by Lind et al. was withdrawn.",),
    ("Fruit, e.g. apples, is cheap.", "Bread is not."),
    ("Two firms, i.e. Acme and Bolt, bid.",),
    ("They sell pens, paper, etc. at low prices.",),
    ("They sell pens, paper, etc.", "We do not."),
    ("Arms makers vs. doctors: who wins?",),
    ("She lives in St. Petersburg with a cat.",),
    ("Mt. Hood and Ft. Worth are far apart.",),
    ("John Smith Jr. was re-elected.",),
    # numbers and dates
    ("See No. 5 on the list.", "It is short."),
    ("No. 1 Ohio beat No. 2 Iowa.",),
    ("It opens on Jan. 5 in Rome.",),
    ("On Sept. 11 the world stopped.", "Nobody spoke."),
    ("Prices rose 3.5 percent in May.", "Wages fell 0.2 percent."),
    ("The rate climbed to 4.5.", "Analysts had said 4.2."),
    ("Growth was 2.75%.", "Last year it was 1%."),
    ("It cost $1.2 million.", "The city paid."),
    ("The polls close at 8 p.m. and open at 6 a.m. daily.",),
    ("The vote ended at 10:50 a.m. ET.",),
    ("Polls closed at 8 p.m.", "They opened again at noon."),
    ("The war ended in 1945.", "Peace followed."),
    ("It happened after World War II.", "Europe was in ruins."),
    ("Queen Elizabeth II opened the bridge.",),
    ("Louis XIV built it.", "Louis XVI lost it."),
    ("Chapter IV is short.",),
    ("Sweden beat Korea 1–0; Belgium won 3–0; Tunisia lost.",),
    # quotations
    ("“I came.", "I saw.", "I conquered,” he said."),
    ('"I came.', "I saw.", 'I conquered," he said.'),
    ("“It is over.”", "She closed the door."),
    ('"It is over."', "She closed the door."),
    ("'It is over.'", "She closed the door."),
    ("‘It is over.’", "She closed the door."),
    ("''It is over.''", "''It is not,'' said Mr. Vance."),
    ("He said ''it is over.''", "A clerk for Mr. Vance declined to comment."),
    ("''Who left?''", "''Nobody left.''"),
    ("“Why?” he asked.",),
    ("“Why?” asked the minister.", "Nobody knew."),
    ("“Why now?” Holt asked.", "“Why not?” Mr. Vance replied."),
    ("“Never!” I said.",),
    ("“Why now?”", "He asked for water."),
    ("“Is it true?”", "Holt said he did not know."),
    ("“Stop!”", "The crowd stopped."),
    ("“We lost,” he said.", "“We will win.”"),
    ('"We lost," he said.', '"We will win."'),
    ("“He told me, ‘Go home.’”", "She went home."),
    ("She called it “a disgrace.”", "Nobody laughed."),
    ("He asked: “Who are you?”", "“A friend,” she said."),
    ("“We cannot,” she said, “and we will not.”", "That was all."),
    ("“I don’t know …”", "He shrugged."),
    ("“It was a lie.” — Ana Ruiz",),
    ("“Was it a lie?” ― Ana Ruiz",),
    # ellipses and other ends
    ("He paused…", "Then he left."),
    ("He paused ...", "Then he left."),
    ("She was ... unsure.", "He was not."),
    ("They waited… and waited.",),
    ("What?!", "No way!", "Really…"),
    ("Who won?", "Who lost?", "Who cares?"),
    # brackets
    ("(CNN) Two people were hurt.", "One died."),
    ("WASHINGTON (AP) — The House voted on Monday.", "It passed."),
    ("London (Reuters Business) Central banks moved.",),
    ("PORTSMOUTH, N.H. — He may win.",),
    ("ST. PETERSBURG, Fla. (AP) — The team won.", "It was late."),
    ("Fans cheered.", "(The team won.)"),
    ("It failed (see below).", "They tried again."),
    ("It failed.", "(They had tried before.)", "It failed again."),
    ("Sen. Ann Bell (D-Mass.) objected.", "Rep. Roy Hill (R-Fla.) did not."),
    ("He said [the minister] lied.", "She denied it."),
    ("The rate [of tax] fell.", "[It] rose again."),
    # dashes, colons, addresses
    ("The deal — if it is one — is dead.", "Nobody mourns."),
    ("WATCH: Snow covers the lake",),
    ("Read more at www.example.com.", "Names will be printed."),
    ("Write to ann.bell@example.org.", "Follow her too."),
    ("See https://example.com/a.b/c?d=e.f for more.", "It is free."),
    ("Version 2.0.1 is out.", "Version 3 is not."),
    ("Node.js and .NET are tools.", "Use them."),
    # headlines and scripts
    ("Holt Warns of ‘Long War’ in the North",),
    ("Why the Fed Won’t Cut Rates",),
    ("Élise Roy est là.", "Übermut tut selten gut."),
    ("The 😀 sign is banned.", "😀 is not."),
    ("N. Korea test angers U.S., others",),
]

# Known errors: the sentences that the current rules find in the text that they form when joined by spaces.
# If a change corrects an error, move its line to CASES.
MISSES = [
    # wrongly split: unknown abbreviations, and words that syntok takes for the start of a sentence
    ("W.E.B.", "Du Bois was born in 1868."),
    ("It was sold to Baker Bros.", "Holdings for cash."),
    ("See pp.", "45-47 for more."),
    ("Calif.", "Gov. Ada Cole signed it."),
    ("The new ...", "York ...", "Jets won."),
    ("1. The storm is near.", "2.", "The war goes on."),
    # wrongly joined: an abbreviation ends the sentence, and no pronoun or article follows
    ("Shares fell at Acme Inc. Trading stopped.",),
    ("The vote ended at 5 p.m. Police came.",),
    ("A robot won in Washington, D.C. Visitors cheered.",),
    ("He took vitamin C. Doctors approved.",),
    ("It fell [...] Ozone matters.",),
    ("He left.[1] She stayed.[2]",),
]


def texts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:40])
def test_sentences_end_at_known_boundaries(case: tuple[str, ...]) -> None:
    assert texts(" ".join(case)) == list(case)


@pytest.mark.parametrize("case", MISSES, ids=lambda case: case[0][:40])
def test_known_errors_are_unchanged(case: tuple[str, ...]) -> None:
    assert texts(" ".join(case)) == list(case)


def test_spans_count_code_points() -> None:
    text = "\n  😀 é left.\t“Go.”  Ok \n\n Bye"
    assert sentences(text) == [Span(3, 12), Span(13, 18), Span(20, 22), Span(26, 29)]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\u2003\u3000"])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. ” She stayed.", ["He left. ”", "She stayed."]),
        ("He said, ‘She said, “No.”’ I left.", ["He said, ‘She said, “No.”’", "I left."]),
        ("(He left.) She stayed.", ["(He left.)", "She stayed."]),
        ("(He left. ) She stayed.", ["(He left. )", "She stayed."]),
    ],
)
def test_closing_marks_belong_to_the_sentence_before_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_blank_line_ends_a_sentence() -> None:
    assert texts("the talks went on\n\nand on\n \t\nand on") == ["the talks went on", "and on", "and on"]


def test_line_end_after_a_paragraph_ends_a_sentence() -> None:
    caption = "The minister with her son in front of the old town hall of Ostrava, where the two parties met"
    text = f"Talks Fail Again\n{caption} for talks on Monday\nBy Ann Bell\nNobody won. Everybody left."
    assert texts(text) == [
        "Talks Fail Again",
        f"{caption} for talks on Monday",
        "By Ann Bell",
        "Nobody won.",
        "Everybody left.",
    ]


def test_wrapped_lines_continue_a_sentence() -> None:
    text = (
        "TALKS FAIL AGAIN\n"
        "The minister said on Monday that the talks with her neighbours, Mr.\n"
        "Vance and Gov. Cole, had failed. She left the old town hall of the\n"
        "Ostrava district without a word, and took the night train home.\n"
        "\n"
        "Nobody had expected her to come back before the vote on the new budget\n"
        "is held.\n"
    )
    assert texts(text) == [
        "TALKS FAIL AGAIN",
        text[17 : text.index(" She left")],
        text[text.index("She left") : text.index("\n\n")],
        text[text.index("Nobody") : -1],
    ]


def test_list_items_are_separate_sentences() -> None:
    text = "Wanted\n- a house with a garden, close to the old town\n- a boat\n- a friend who likes long walks"
    assert texts(text) == text.split("\n")


# Marks and words that the rules examine, so that random texts contain them.
_MARKS = st.sampled_from(".!?…;:,\"'“”‘’()[]{}—–- \n\t\u200b\u00ad\u2028\u3000aAI1é😀。")
_WORDS = st.sampled_from(
    ["Gov.", "He ", "U.S.", "...", "n't", " said", "II.", ".” ", "\n\n", "ann@bell.org.", "3.5."],
)
_TEXTS = st.one_of(st.text(), st.lists(_MARKS | _WORDS, max_size=60).map("".join))


@given(_TEXTS)
@example("\u200b.")
@example("don't. Can't.")
def test_sentences_cover_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end <= len(text)
        assert text[end : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip()
        end = span.end
    assert text[end:].strip() == ""


@given(_TEXTS)
def test_no_sentence_contains_a_blank_line(text: str) -> None:
    assert not [sentence for sentence in texts(text) if "\n\n" in sentence]


@given(_TEXTS)
def test_no_second_sentence_of_a_line_starts_with_a_closing_mark(text: str) -> None:
    line = text.replace("\n", " ")
    assert not [sentence for sentence in texts(line)[1:] if sentence[0] in "”)]}"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the minister spoke of it for long " * 6_000, 1),
        ("The minister spoke. “It is late,” he said. " * 5_000, 10_000),
        ("The minister spoke.\n\n" * 10_000, 10_000),
        ("The minister spoke of the long and cold winter to the very tired\n" * 3_000, 1),
        ("." * 100_000, 1),
        (". " * 100_000, 1),
        ("… " * 100_000, 1),
        ('"' * 100_000, 1),
        ("(" * 100_000, 1),
        ("a" * 200_000, 1),
        ("..[" + "111 " * 50_000, 1),
        ("Gov. " * 40_000, 1),
        ("\n" * 200_000, 0),
        ("Hello." + " " * 200_000 + "World.", 2),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_time_is_linear_in_the_length_of_the_text(text: str, count: int) -> None:
    start = time.process_time()
    assert len(sentences(text)) == count
    # 200,000 characters take about 0.3 s. A quadratic rule would take minutes.
    assert time.process_time() - start < 10


def test_import_loads_no_heavy_library() -> None:
    code = "import sys, index.text.sentences as _; print({'numpy', 'spacy', 'torch'} & set(sys.modules))"
    process = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
    )
    assert process.stdout == "set()\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Alex chaired the board of Acme Corp Inc. Dr. Smithers said it would grow.",
            ["Alex chaired the board of Acme Corp Inc.", "Dr. Smithers said it would grow."],
        ),
        ("He is Ken Hill Jr. Sen. Dorn left.", ["He is Ken Hill Jr.", "Sen. Dorn left."]),
        ("Martin Luther King Jr. Day stays.", ["Martin Luther King Jr. Day stays."]),
        ("They met Ken Hill Jr. He left.", ["They met Ken Hill Jr.", "He left."]),
        ("At 5 a.m. Mr. Tollan left.", ["At 5 a.m. Mr. Tollan left."]),
        ("Shortly after 10:30 p.m. Mrs. Rao came.", ["Shortly after 10:30 p.m. Mrs. Rao came."]),
        ("It was 6 p.m. Mrs. Rao came.", ["It was 6 p.m.", "Mrs. Rao came."]),
        ("U.S. Sen. Dorn left.", ["U.S. Sen. Dorn left."]),
        ("Smt. Rao, Adv. Patil and Col. (Retd.) Nair came.", ["Smt. Rao, Adv. Patil and Col. (Retd.) Nair came."]),
    ],
)
def test_abbreviation_ends_a_sentence_only_where_the_next_begins(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_sentence_goes_on_after_the_end_of_a_page() -> None:
    before, after = "The mayor told the board of the harbour that the", "quay would not be repaired before the summer."
    text = f"{before}\n\n{after}"
    assert [span.of(text) for span in sentences(text)] == [text]
    for listed in (f"{before}.\n\n{after}", f"Green pears\n\n{after}", f"{before}\n\n{after.capitalize()}"):
        assert len(sentences(listed)) == 2


def test_turn_of_a_transcript_starts_a_line() -> None:
    text = "MR. RYLE: We will open the bridge in May.\nMS. BERG: Who pays for it?\nQ: You?\nRYLE (by phone): The town."
    assert [span.of(text) for span in blocks(text)] == text.split("\n")
