"""Comparison of two names: they match if the surnames are equal and the given names do not contradict each other."""

import re

_WORD = re.compile(r"[\w'\u2019]+")
_MARKS = "'\u2019"
_POSSESSIVES = ("'s", "\u2019s")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
# Titles and the words around them ("the former first vice-president of the U.S.") are not part of a name.
_TITLES = frozenset(
    """
    mr mrs ms dr prof professor sir lady lord king queen pope president vice minister prime secretary mayor governor gov
    senator sen representative rep general gen col lt judge justice chairman the former first u s us
    """.split()  # noqa: SIM905 - a long list of strings is harder to read
)


def compatible(one: str | None, other: str | None) -> bool:
    """Return True if both names may refer to one person, as "Trump" and "Donald J. Trump" do. Blank names never do."""
    first, second = _words(one or ""), _words(other or "")
    if not first or not second:
        return False
    if first[-1] != second[-1]:
        shorter, longer = sorted((set(first), set(second)), key=len)
        return shorter <= longer
    if len(first) == 1 or len(second) == 1:
        return True
    return first[0][0] == second[0][0] or first[0] in second or second[0] in first


def _words(name: str) -> list[str]:
    """Return the words of a name in lower case, without titles, "Jr." and a possessive ending."""
    words = [word for word in _WORD.findall(name) if word.lower().strip(_MARKS) not in _TITLES]
    if words and words[-1].lower() in _GENERATIONS:
        words.pop()
    if words and words[-1].endswith(_POSSESSIVES):
        words[-1] = words[-1][:-2]
    return [word.lower() for word in words]
