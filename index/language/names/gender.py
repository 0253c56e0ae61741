"""Estimates gender from forenames."""

import re
from functools import cache
from importlib.metadata import distribution

from index.language.names.spelling import normalize_name
from index.models import Gender

_LIKELY = 0.85  # share of female bearers
_UNLIKELY = 0.15
_MIN_COUNT = 10
_MIN_SOURCES = 10  # of a forename of both genders; fewer sources contain surnames and other words, too
_GENDERED = re.compile(rb'"([a-z]+)": \[(\d+), (\d+), ([\d.]+)')


def forename_gender(forename: str) -> Gender | None:
    """Return the gender of at least 85 % of the bearers of a forename, or None if it is mixed, rare or unknown."""
    word = normalize_name(forename).split()
    return _forenames().get(word[0]) if word else None


def is_forename(word: str) -> bool:
    """Return True for a forename of one gender, and for a common forename of both: "Morgan"."""
    words = normalize_name(word).split()
    return bool(words) and words[0] in _forenames()


@cache
def _forenames() -> dict[str, Gender | None]:
    """Return the gender of each normalized forename, from the counts in nomquamgender. It is None if it is mixed.

    The data file is read directly, because the package itself imports pandas. Reading it takes about a second.
    """
    path = distribution("nomquamgender").locate_file("nomquamgender/name_data.json")
    genders: dict[str, Gender | None] = {}
    with open(str(path), "rb") as file:  # noqa: PTH123 - importlib.metadata gives no pathlib path
        for name, sources, count, female in _GENDERED.findall(file.read()):
            is_mixed = _UNLIKELY < float(female) < _LIKELY
            if is_mixed and int(sources) >= _MIN_SOURCES:
                genders[name.decode()] = None
            elif not is_mixed and int(count) >= _MIN_COUNT:
                genders[name.decode()] = "female" if float(female) >= _LIKELY else "male"
    return genders
