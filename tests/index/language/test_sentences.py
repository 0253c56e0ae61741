import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.language.sentences import sentences
from index.models import Span

# Each case is its own answer: the sentences, which the test joins with spaces.
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
    # initials, and letters with stops
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
    ("W.E.B. Du Bois was born in 1868.",),
    ("The court will hear Doe v. Bolton again.",),
    # other abbreviations
    ("Acme Inc. said profits fell.", "Shares dropped."),
    ("He works for Acme Inc.", "She does not."),
    ("It was sold to Baker Bros. Holdings for cash.",),
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

# What is known to be wrong and left so: the text, and what comes out today.
MISSES = {}


def texts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:40])
def test_ends_where_a_reader_would_end(case: tuple[str, ...]) -> None:
    assert texts(" ".join(case)) == list(case)
