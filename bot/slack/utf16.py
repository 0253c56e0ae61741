"""Lengths as Slack counts them: in UTF-16 code units. Pure."""

from itertools import accumulate, takewhile


def utf16_length(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def truncate(text: str, most: int) -> str:
    """Return the longest prefix of whole code points in at most ``most`` units."""
    ends = accumulate(utf16_length(character) for character in text)
    return text[: sum(1 for _ in takewhile(lambda end: end <= most, ends))]


def truncate_at_word(text: str, most: int) -> str:
    """Return the longest prefix of whole words in at most ``most`` units; a longer first word is cut."""
    if utf16_length(text) <= most:
        return text
    start = truncate(text, most)
    words = start if text[len(start)].isspace() else start.removesuffix((start.split() or [""])[-1])
    return words.rstrip() or start


def ellipsize(text: str, most: int) -> str:
    """Return ``text`` on one line, its end replaced by an ellipsis where it is longer than ``most`` units."""
    line = " ".join(text.split())
    return line if utf16_length(line) <= most else truncate(line, most - 1) + "…"
