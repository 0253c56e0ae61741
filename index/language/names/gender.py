"""The gender that a forename suggests."""

import re
from functools import cache
from importlib.metadata import distribution

from index.language.names.spelling import normalize_name
from index.models import Gender

_LIKELY = 0.85
_UNLIKELY = 0.15
_LEAST_COUNT = 10
_GENDERED = re.compile(rb'"([a-z]+)": \[\d+, (\d+), ([\d.]+)')


def forename_gender(forename: str) -> Gender | None:
    """Return the gender of at least 85 in 100 bearers of a forename, None where there is none or few are known."""
    word = normalize_name(forename).split()
    return _genders().get(word[0]) if word else None


@cache
def _genders() -> dict[str, Gender]:
    """Read the packaged counts; a second's work, and the package itself would import pandas."""
    path = distribution("nomquamgender").locate_file("nomquamgender/name_data.json")
    found: dict[str, Gender] = {}
    with open(str(path), "rb") as file:  # noqa: PTH123 - a path of importlib.metadata is no pathlib path
        for name, count, female in _GENDERED.findall(file.read()):
            if int(count) >= _LEAST_COUNT and not _UNLIKELY < float(female) < _LIKELY:
                found[name.decode()] = "female" if float(female) >= _LIKELY else "male"
    return found
