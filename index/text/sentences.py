"""Splits text into sentences.

syntok finds the boundaries. This module passes it the text block by block and turns its tokens into spans that cover
the text. It also corrects the errors that syntok makes on English news. Each pattern below corrects one kind of error.

A blank line ends a sentence, unless a long line without a final mark precedes it and small letters follow, as at the
end of a page. A single line end also does, unless the lines are wrapped to a column. A line is wrapped if the next word
would not have fitted into the block's widest line or starts in lower case.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from syntok.segmenter import split
from syntok.tokenizer import Tokenizer

from index.models import Span

# Tokens must be slices of the text, so "n't" must not become "not".
_TOKENIZER = Tokenizer(replace_not_contraction=False)

_LINE = re.compile(r"[^\n]+")
# The start of a transcript's line: "MR. RYLE:", "RYLE (voice-over):", "Q:".
_TURN = re.compile(
    r"(?:[A-Z][A-Z.'\u2019-]+ ?){1,5}(?:\([^()\n]{1,40}\)|, [A-Z][A-Z ,.'\u2019-]{1,60})?: |[QA][:.] |\*\*[A-Z]|<b>"
)
_BULLET = re.compile(r"[ \t]*[-*\u2022\u2013\u2014]\s")
# Widths, in characters, of the widest line of a wrapped block. Other blocks are lists or have a paragraph on each line.
_COLUMNS = range(40, 101)

_MIN_OPEN_LINE = 40  # characters; a shorter line may be the item of a list

# Characters that can follow the final mark within a sentence.
_CLOSING_AND_SPACE = "\"'\u2019\u201d\u00bb\u203a)]} \u00a0\t\n"
# Closing marks that belong to the sentence before. Marks that can also open must touch the word before them.
_PAST_CLOSING = re.compile(r"(?:(?<=\S)[\"'\u2019\u201d\u00bb\u203a)\]}]|\s*[\u201d)\]}])*+\s*")

# Marks that end a sentence. syntok also splits after a semicolon or a bracket: "(CNN) Two people ..."
_FINAL = frozenset(
    ".!?\u2026\u203c\u203d\u2047\u2048\u2049\u3002\ufe52\ufe57\uff01\uff0e\uff1f\uff61",
)

# syntok knows Mr., Gen. and Sen., but not Gov., Rep. or Lt. It also splits after all of them before "So" or "No".
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Messrs|Drs?|Profs?|Rev|Hon|Msgr|Pres|Govs?|Sens?|Reps?|(?<!, )Del|Amb|Sec|Atty|Supt"
    r"|Det|Insp|Adm|Gens?|Maj|Col|Lt|Capt|Cmdr|Sgt|Cpl|Pvt|[SFM][tT]|Ste"
    r"|Smt|Shri|Sri|Adv|Er|Mohd|Brig|Cdr|Wg|Sqn|Pte|Tan|Dt)\.$|\([Rr]etd\.?\)$",
)

# syntok also splits inside the name of a street or a holiday: "Martin Luther King Jr. Day".
_SUFFIX = re.compile(r"\b[JS]r\.$")
_NAMED_AFTER = re.compile(
    r"(?:Day|Week|Weekend|Holiday|Drive|Dr|Boulevard|Blvd|Avenue|Ave|Street|St|Road|Rd|Way|Parkway|Highway|Expressway"
    r"|Bridge|Park|Plaza|Square|School|High|Middle|Elementary|Academy|College|University|Library|Museum|Memorial"
    r"|Monument|Center|Centre|Hospital|Institute|Foundation|Fund|Award|Prize|Scholarship|Stadium|Arena|Field|Airport"
    r"|Building|Hall|House|Theater|Theatre|Birthday|Celebration|March|Parade)\b"
)
# A time at the start of a sentence opens it: "At 5 a.m. Mr. Tollan left."
_OPENING_TIME = re.compile(
    r"\W*(?:(?:[Aa]t|[Bb]y|[Aa]round|[Aa]bout|[Uu]ntil|[Ff]rom|[Bb]efore|[Aa]fter|[Ss]ince|[Ss]hortly|[Jj]ust|[Oo]n|[Uu]nder)\s)+"
    r"(?:[\w:.\u2013-]+\s){1,5}[ap]\.m\.$"
)

# A dash continues the sentence: before the name under a quotation, or in a dateline such as "TAMPA, Fla. (AP) - ".
_DASH = re.compile(r"(?:\([^()]{1,40}\)\s)?[-\u2013\u2014\u2015]+(?:\s|[A-Z])")

# In "Why?" Smith asked, the sentence continues after the question mark. syntok handles a lower-case "asked" itself.
_EXCLAMATION = re.compile(r"[?!\u2026][\"'\u2019\u201d]+$")
_NAME_ASKED = re.compile(
    r"(?:I|(?!(?:He|She|It|They|We|You|The|This|That|An?|One|Another|Others|Some)\b)"
    r"[A-Z][\w.\u2019'-]*(?:\s[A-Z][\w.\u2019'-]*){0,3})"
    r"\s(?:asked|said|says|replied|added|told|wrote|tweeted|wondered|exclaimed|shouted|yelled|quipped)\b"
    r"(?!\s(?:he|she|it|they|that|the|there|his|her|their|an?)\b)",
)

# syntok never ends a sentence with U+2026, or with a full stop after a dotted word, a Roman numeral or a known
# abbreviation. A sentence does end there before a typical first word. It also ends after a word that cannot be an
# abbreviation: an address, a decimal, World War II.
_MISSED = re.compile(
    r"[.\u2026][\"'\u2019\u201d)\]]*\s+"
    r"(?=[\"'\u2018\u201c(\[]*(?:[A-Z\u00c0-\u00de]))"
    r"(?=[\"'\u2018\u201c(\[]*(?P<starter>(?:He|She|It|They|We|You|His|Her|Their|Our|My|The|This|That|These"
    r"|Those|There|But|And|So|Then|Mr|Mrs|Ms)\b|I(?:['\u2019]|\s[a-z]))?)",
)
# A title starts a sentence after a company's name or a time, but not after a country: "Acme Inc. Dr. Smithers said".
_COMPANY_AND_TITLE = re.compile(
    r"\b(?:Inc|Corp|Ltd|Co|LLC|Bros|D\.C|[ap]\.m|etc|[JS]r)\.[\"'\u2019\u201d)\]]*\s+(?=(?:Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sir|Rev)\b)"
)
# syntok does not know two apostrophes as a closing mark: "He said ''it is late.'' A boat left."
_TWO_APOSTROPHES = re.compile(r"(?:[?!]|(?<=[a-z]{2})\.)''\s+(?=['\"\u2018\u201c(\[]*[A-Z\u00c0-\u00de])")
_UNABBREVIATED = re.compile(
    r"\s\S*(?:\d\.\d+%?|[\w-]{2}[.@][\w/-]{2,}|(?<=\w\s)(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI?))\.$",
)
_ENUMERATOR = re.compile(r"\s*\w{1,4}\.$")
# Characters examined before and after a boundary.
_WINDOW = 80


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences in order.

    The spans do not overlap. They cover everything except white space, and neither start nor end with it. A closing
    quotation mark or bracket belongs to the sentence before it. Blank text has no sentence.

    Args:
        text: canonical text (see :class:`index.models.Span`), in English.
    """
    return [span for block in blocks(text) for span in _sentences_of(text, block)]


def blocks(text: str) -> Iterator[Span]:
    """Yield the blocks of a text: runs of lines in which a line end only separates words.

    A sentence that goes on in small letters after the end of a page or a column does not end its block.
    """
    previous: Span | None = None
    for block in _runs_of_lines(text):
        if previous is not None and _goes_on(previous.of(text), block.of(text)):
            previous = previous.hull(block)
        else:
            if previous is not None:
                yield previous
            previous = block
    if previous is not None:
        yield previous


def _goes_on(before: str, after: str) -> bool:
    """Return True if a long line without a final mark precedes a line that starts in lower case."""
    is_open = before[-1].isalpha() or before[-1] in ",-"
    return is_open and after[0].islower() and len(before) >= _MIN_OPEN_LINE and len(after) >= _MIN_OPEN_LINE


def _runs_of_lines(text: str) -> Iterator[Span]:
    for lines in _paragraphs(text):
        start = lines[0].start
        for (line, following), is_wrapped in zip(pairwise(lines), _wrapped_lines(text, lines), strict=True):
            if not is_wrapped:
                yield Span(start, line.end)
                start = following.start
        yield Span(start, lines[-1].end)


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Yield the lines of each paragraph, without white space at their ends. Blank lines separate paragraphs."""
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        length = len(match[0].rstrip())
        if lines and (not length or match.start() - 1 != _line_end(text, lines[-1])):
            yield lines
            lines = []
        if length:
            lines.append(Span(match.start(), match.start() + length))
    if lines:
        yield lines


def _line_end(text: str, line: Span) -> int:
    return text.find("\n", line.end)


def _wrapped_lines(text: str, lines: list[Span]) -> list[bool]:
    """Return, for each line except the last, whether it is wrapped and continues in the next line."""
    width = max(map(len, lines))
    if width not in _COLUMNS:
        return [False] * (len(lines) - 1)
    full = [_is_full(line, following.of(text), width) for line, following in pairwise(lines)]
    if sum(full) * 2 <= len(full):
        return [False] * len(full)
    return full


def _is_full(line: Span, following: str, width: int) -> bool:
    """Return True if the first word of the next line did not fit into a line, or starts in lower case."""
    if _BULLET.match(following) or _TURN.match(following):
        return False
    word = following.split(maxsplit=1)[0]
    return word[0].islower() or len(line) + 1 + len(word) > width


def _sentences_of(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of one block, without the white space around them."""
    part = block.of(text)
    for start, end in pairwise([0, *_boundaries(part), len(part)]):
        words = part[start:end].strip()
        if words:
            first = block.start + part.index(words[0], start)
            yield Span(first, first + len(words))


def _boundaries(part: str) -> Iterator[int]:
    """Yield the start of every sentence of a block except the first."""
    candidates = {_after_closing_marks(part, start) for start in (*_syntok_starts(part), *_missed_starts(part))}
    for previous, start in pairwise([0, *sorted(candidates - {0, len(part)})]):
        if _is_boundary(part[previous:start].rstrip(), part[start : start + _WINDOW]):
            yield start


def _syntok_starts(part: str) -> Iterable[int]:
    return (tokens[0].offset for tokens in split(_TOKENIZER.tokenize(part)))


def _missed_starts(part: str) -> Iterator[int]:
    """Yield the starts of sentences that syntok misses."""
    for match in _MISSED.finditer(part):
        before = part[max(0, match.start() - _WINDOW) : match.start() + 1]
        if _UNABBREVIATED.search(before) or (match["starter"] and not _ENUMERATOR.fullmatch(before)):
            yield match.end()
    yield from (match.end() for match in _COMPANY_AND_TITLE.finditer(part))
    yield from (match.end() for match in _TWO_APOSTROPHES.finditer(part))


def _after_closing_marks(part: str, start: int) -> int:
    match = _PAST_CLOSING.match(part, start)
    return match.end() if match and match[0].strip() else start


def _is_boundary(before: str, after: str) -> bool:
    """Return True if one sentence ends with ``before`` and the next starts with ``after``."""
    if before.rstrip(_CLOSING_AND_SPACE)[-1:] not in _FINAL or _TITLE.search(before[-_WINDOW:]):
        return False
    if _DASH.match(after) or _OPENING_TIME.fullmatch(before):
        return False
    if _SUFFIX.search(before) and _NAMED_AFTER.match(after):
        return False
    return not (_EXCLAMATION.search(before[-_WINDOW:]) and _NAME_ASKED.match(after))
