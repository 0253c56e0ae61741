"""Where sentences end.

syntok decides. This module gives it the text block by block, turns its tokens into spans that cover
the text, and corrects the few habits of it that hurt on English news: each pattern below says which.

A blank line always ends a sentence. A single line end does too, but for lines wrapped to a column:
there the next word would not have fitted into the block's widest line, or begins with a small letter.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from syntok.segmenter import split
from syntok.tokenizer import Tokenizer

from index.models import Span

# Tokens must be slices of the text: "n't" is not to become "not".
_TOKENIZER = Tokenizer(replace_not_contraction=False)

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[ \t]*[-*\u2022\u2013\u2014]\s")
# A block whose widest line has so many characters may be wrapped; others are lists or paragraphs.
_COLUMNS = range(40, 101)

# What may stand between the mark that ends a sentence and the sentence's end.
_CLOSING_AND_SPACE = "\"'\u2019\u201d\u00bb\u203a)]} \u00a0\t\n"
# Moves a boundary behind closing marks; those that may also open must touch the word before.
_PAST_CLOSING = re.compile(r"(?:(?<=\S)[\"'\u2019\u201d\u00bb\u203a)\]}]|\s*[\u201d)\]}])*+\s*")

# Marks that end a sentence. syntok also splits behind a semicolon or a bracket: "(CNN) Two people ..."
_FINAL = frozenset(
    ".!?\u2026\u203c\u203d\u2047\u2048\u2049\u3002\ufe52\ufe57\uff01\uff0e\uff1f\uff61",
)

# syntok knows Mr., Gen. and Sen., not Gov., Rep. or Lt.; and it splits any of them before "So" or "No".
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Messrs|Drs?|Profs?|Rev|Hon|Msgr|Pres|Govs?|Sens?|Reps?|(?<!, )Del|Amb|Sec|Atty|Supt"
    r"|Det|Insp|Adm|Gens?|Maj|Col|Lt|Capt|Cmdr|Sgt|Cpl|Pvt|[SFM][tT]|Ste)\.$",
)

# A dash goes on with the sentence: the name under a quotation, or a dateline as in "TAMPA, Fla. (AP) - ".
_DASH = re.compile(r"(?:\([^()]{1,40}\)\s)?[-\u2013\u2014\u2015]+(?:\s|[A-Z])")

# "Why?" Smith asked. (Before a small letter syntok goes on by itself.)
_CRY = re.compile(r"[?!\u2026][\"'\u2019\u201d]+$")
_NAME_ASKED = re.compile(
    r"(?:I|(?!(?:He|She|It|They|We|You|The|This|That|An?|One|Another|Others|Some)\b)"
    r"[A-Z][\w.\u2019'-]*(?:\s[A-Z][\w.\u2019'-]*){0,3})"
    r"\s(?:asked|said|says|replied|added|told|wrote|tweeted|wondered|exclaimed|shouted|yelled|quipped)\b"
    r"(?!\s(?:he|she|it|they|that|the|there|his|her|their|an?)\b)",
)

# syntok takes every stop behind a dotted word, a Roman numeral or a known abbreviation for part of it,
# and U+2026 for no end at all. A sentence does end there before a starter, or behind what cannot be short
# for anything: an address, a decimal, World War II.
_MISSED = re.compile(
    r"[.\u2026][\"'\u2019\u201d)\]]*\s+"
    r"(?=[\"'\u2018\u201c(\[]*(?:[A-Z\u00c0-\u00de]))"
    r"(?=[\"'\u2018\u201c(\[]*(?P<starter>(?:He|She|It|They|We|You|His|Her|Their|Our|My|The|This|That|These"
    r"|Those|There|But|And|So|Then|Mr|Mrs|Ms)\b|I(?:['\u2019]|\s[a-z]))?)",
)
_UNABBREVIATED = re.compile(
    r"\s\S*(?:\d\.\d+%?|[\w-]{2}[.@][\w/-]{2,}|(?<=\w\s)(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI?))\.$",
)
_ENUMERATOR = re.compile(r"\s*\w{1,4}\.$")
# How far back, in characters, the word before a stop is looked for.
_WINDOW = 80


def sentences(text: str) -> list[Span]:
    """Return the sentences of ``text`` in order, as ranges of code points.

    They do not overlap, begin and end at characters that are not space, and leave out nothing but
    space. A closing quotation mark or bracket belongs to the sentence before it.

    Args:
        text: canonical text (see :class:`index.models.Span`), in English.

    Returns:
        No span where ``text`` is blank.
    """
    return [span for block in blocks(text) for span in _sentences_of(text, block)]


def blocks(text: str) -> Iterator[Span]:
    """Yield the runs of lines within which a line end is mere space."""
    for lines in _paragraphs(text):
        joins = _joins(text, lines)
        start = lines[0].start
        for (line, following), joined in zip(pairwise(lines), joins, strict=True):
            if not joined:
                yield Span(start, line.end)
                start = following.start
        yield Span(start, lines[-1].end)


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Yield the lines between blank lines, without the space at their ends."""
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        filled = len(match[0].rstrip())
        if lines and (not filled or match.start() - 1 != _line_end(text, lines[-1])):
            yield lines
            lines = []
        if filled:
            lines.append(Span(match.start(), match.start() + filled))
    if lines:
        yield lines


def _line_end(text: str, line: Span) -> int:
    return text.find("\n", line.end)


def _joins(text: str, lines: list[Span]) -> list[bool]:
    """Return, for each line but the last, whether it was wrapped and goes on in the next."""
    width = max(map(len, lines))
    if width not in _COLUMNS:
        return [False] * (len(lines) - 1)
    full = [_is_full(line, following.of(text), width) for line, following in pairwise(lines)]
    if sum(full) * 2 <= len(full):
        return [False] * len(full)
    return full


def _is_full(line: Span, following: str, width: int) -> bool:
    if _BULLET.match(following):
        return False
    word = following.split(maxsplit=1)[0]
    return word[0].islower() or len(line) + 1 + len(word) > width


def _sentences_of(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of one block, less the space around them."""
    part = block.of(text)
    for start, end in pairwise([0, *_boundaries(part), len(part)]):
        words = part[start:end].strip()
        if words:
            first = block.start + part.index(words[0], start)
            yield Span(first, first + len(words))


def _boundaries(part: str) -> Iterator[int]:
    """Yield where a sentence but the first begins in ``part``."""
    found = {_past_closing(part, at) for at in (*_of_syntok(part), *_missed(part))}
    for before, at in pairwise([0, *sorted(found - {0, len(part)})]):
        if _is_boundary(part[before:at].rstrip(), part[at : at + _WINDOW]):
            yield at


def _of_syntok(part: str) -> Iterable[int]:
    return (tokens[0].offset for tokens in split(_TOKENIZER.tokenize(part)))


def _missed(part: str) -> Iterator[int]:
    for match in _MISSED.finditer(part):
        before = part[max(0, match.start() - _WINDOW) : match.start() + 1]
        if _UNABBREVIATED.search(before) or (match["starter"] and not _ENUMERATOR.fullmatch(before)):
            yield match.end()


def _past_closing(part: str, at: int) -> int:
    match = _PAST_CLOSING.match(part, at)
    return match.end() if match and match[0].strip() else at


def _is_boundary(before: str, after: str) -> bool:
    if before.rstrip(_CLOSING_AND_SPACE)[-1:] not in _FINAL or _TITLE.search(before[-_WINDOW:]):
        return False
    if _DASH.match(after):
        return False
    return not (_CRY.search(before[-_WINDOW:]) and _NAME_ASKED.match(after))
