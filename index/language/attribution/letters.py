"""Finds letters to the editor: the paragraphs above the name of their writer.

Letters are found in the text alone, like the turns of a transcript. A name at the end of a letter stands in a line of
its own, with a place or a dash. The page is one of letters only if a salutation or its heading says so.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.language.attribution.transcripts import Turn, TurnKind, can_be_name
from index.models import Span
from index.text.sentences import blocks

_SALUTATION: Final = re.compile(
    r"(?:Dear\s(?:the\s)?(?:Sir|Madam|Editor|Readers?)|Sir|Madam|Sirs|To the [Ee]ditor|Editor)\b[,:;.\u2014 -]"
)
_HEADING: Final = re.compile(
    r"(?:your |readers['\u2019]? )?letters?(?: to the editor| of the day|s page)?|letters? page|your views|inbox",
    re.IGNORECASE,
)
_WORD: Final = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*"
_NAME: Final = rf"(?P<name>(?:{_WORD}\s){{1,4}}{_WORD})"
_PLACE: Final = rf"(?:,\s(?:{_WORD}|of|the|on|in|upon|near|by|\d+|\s){{1,8}})"
_SIGNED: Final = re.compile(rf"(?:(?P<dash>[-\u2013\u2014\u2015]{{1,2}})\s*)?{_NAME}(?P<place>{_PLACE})?")
_CLOSING: Final = re.compile(
    r"(?:Yours|Kind regards|Best wishes|Regards|Sincerely|Respectfully|Faithfully)\b[^.\n]{0,30}[,.]?", re.IGNORECASE
)
_MAX_PARAGRAPHS: Final = 12  # of one letter
_MIN_WORDS: Final = 5  # in a letter


def find_letters(text: str) -> list[Turn]:
    """Return the letters of an article in order, each as the turn of its writer.

    Args:
        text: canonical text of the article.
    """
    paragraphs = list(blocks(text))
    is_page = any(_SALUTATION.match(text, span.start, span.end) for span in paragraphs) or (
        bool(paragraphs) and _HEADING.fullmatch(paragraphs[0].of(text)) is not None
    )
    if not is_page:
        return []
    letters: list[Turn] = []
    body: list[Span] = []
    for number, paragraph in enumerate(paragraphs):
        signature = _signature(text, paragraph, paragraphs[number + 1 :])
        if signature is not None:
            if body and len(body) <= _MAX_PARAGRAPHS and sum(len(span.of(text).split()) for span in body) >= _MIN_WORDS:
                letters.append(Turn(TurnKind.LETTER, signature, signature, tuple(body), is_person=True))
            body = []
        elif _SALUTATION.match(text, paragraph.start, paragraph.end):
            body = [paragraph]
        elif _is_sentence(paragraph.of(text)):
            body.append(paragraph)
        elif not _CLOSING.fullmatch(paragraph.of(text)):
            body = []
    return letters


def _signature(text: str, paragraph: Span, following: Sequence[Span]) -> Span | None:
    """Return the name that a paragraph consists of, with a dash, a place or a place in the next line, or None."""
    match = _SIGNED.fullmatch(text, paragraph.start, paragraph.end)
    if match is None or not can_be_name(match["name"].split()):
        return None
    below = following[0].of(text) if following else ""
    has_place = match["place"] is not None or (
        bool(below) and _is_place(below) and following[0].start <= paragraph.end + 1
    )
    return Span(*match.span("name")) if has_place or match["dash"] is not None else None


def _is_place(line: str) -> bool:
    return len(line.split()) <= _MIN_WORDS and line[0].isupper() and not _is_sentence(line)


def _is_sentence(paragraph: str) -> bool:
    return paragraph.rstrip("\"'\u201d\u2019)")[-1:] in {".", "!", "?", ":", "\u2026"}
