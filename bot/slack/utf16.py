"""Text lengths in UTF-16 code units, which Slack counts. Pure."""

from itertools import accumulate, takewhile


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def truncate(text: str, max_units: int) -> str:
    """Return the longest prefix of whole code points with at most ``max_units`` units."""
    ends = accumulate(utf16_length(character) for character in text)
    return text[: sum(1 for _ in takewhile(lambda end: end <= max_units, ends))]


def truncate_at_word(text: str, max_units: int) -> str:
    """Return the longest prefix of whole words with at most ``max_units`` units. Cut the first word if it is longer."""
    if utf16_length(text) <= max_units:
        return text
    start = truncate(text, max_units)
    words = start if text[len(start)].isspace() else start.removesuffix((start.split() or [""])[-1])
    return words.rstrip() or start


def ellipsize(text: str, max_units: int) -> str:
    """Return a text on one line, with an ellipsis in place of its end if it has more than ``max_units`` units."""
    line = " ".join(text.split())
    return line if utf16_length(line) <= max_units else truncate(line, max_units - 1) + "…"
