"""Whether two names may be one person's, as the shared scorer has it: surnames alike, given names not at odds."""

import re

_WORD = re.compile(r"[\w'\u2019]+")
_MARKS = "'\u2019"
_POSSESSIVES = ("'s", "\u2019s")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
# No part of a name: titles, and the words that go with them ("the former first vice-president of the U.S.").
_TITLES = frozenset(
    """
    mr mrs ms dr prof professor sir lady lord king queen pope president vice minister prime secretary mayor governor gov
    senator sen representative rep general gen col lt judge justice chairman the former first u s us
    """.split()  # noqa: SIM905 shorter to read
)


def compatible(one: str | None, other: str | None) -> bool:
    """Return whether two names may be one person's: "Trump" and "Donald J. Trump" may, a blank one never."""
    mine, theirs = _parts(one or ""), _parts(other or "")
    if not mine or not theirs:
        return False
    if mine[-1] != theirs[-1]:
        shorter, longer = sorted((set(mine), set(theirs)), key=len)
        return shorter <= longer
    if len(mine) == 1 or len(theirs) == 1:
        return True
    return mine[0][0] == theirs[0][0] or mine[0] in theirs or theirs[0] in mine


def _parts(name: str) -> list[str]:
    """Return the words of a name in lower case, without titles, "Jr." and a possessive's ending."""
    words = [word for word in _WORD.findall(name) if word.lower().strip(_MARKS) not in _TITLES]
    if words and words[-1].lower() in _GENERATIONS:
        words.pop()
    if words and words[-1].endswith(_POSSESSIVES):
        words[-1] = words[-1][:-2]
    return [word.lower() for word in words]
