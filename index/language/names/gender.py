"""Estimates gender from forenames."""

import re
from functools import cache
from importlib.metadata import distribution

from index.language.names.spelling import normalize_name
from index.models import Gender

_LIKELY = 0.85  # share of female bearers
_UNLIKELY = 0.15
_MIN_COUNT = 10
_GENDERED = re.compile(rb'"([a-z]+)": \[\d+, (\d+), ([\d.]+)')


def forename_gender(forename: str) -> Gender | None:
    """Return the gender of at least 85 % of the bearers of a forename, or None if it is mixed, rare or unknown."""
    word = normalize_name(forename).split()
    return _genders().get(word[0]) if word else None


@cache
def _genders() -> dict[str, Gender]:
    """Return the gender of each normalized forename, from the counts in nomquamgender.

    The data file is read directly, because the package itself imports pandas. Reading it takes about a second.
    """
    path = distribution("nomquamgender").locate_file("nomquamgender/name_data.json")
    genders: dict[str, Gender] = {}
    with open(str(path), "rb") as file:  # noqa: PTH123 - importlib.metadata gives no pathlib path
        for name, count, female in _GENDERED.findall(file.read()):
            if int(count) >= _MIN_COUNT and not _UNLIKELY < float(female) < _LIKELY:
                genders[name.decode()] = "female" if float(female) >= _LIKELY else "male"
    return genders
