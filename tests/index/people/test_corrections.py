from pathlib import Path

import pytest

from index.errors import SettingsError
from index.people.corrections import Corrections, PersonCorrection, read_corrections

GOOD = """
[[person]]
name = "Vela Orland" # the mayor
aliases = ["V. Orland", " Orlund "]
roles = ["mayor of Ostrel"]

[[person]]
name = "Ann Bell"

[[apart]]
names = ["Jon Ames", "Jonathan Ames"]
"""


def test_corrections_list_people_and_separated_names(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_corrections(path) == Corrections(
        (PersonCorrection("Vela Orland", ("V. Orland", "Orlund"), ("mayor of Ostrel",)), PersonCorrection("Ann Bell")),
        (("Jon Ames", "Jonathan Ames"),),
    )


def test_empty_file_has_no_corrections(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text("# nothing yet\n")
    assert read_corrections(path) == Corrections()


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (b"[[person]\n", " are not TOML (Expected ']]' at the end of an array declaration (at line 1"),
        (b"\xff", " cannot be read (it is not UTF-8)"),
        (b"[[persons]]\nname = 'A B'\n", " are wrong: “persons” is not a known key"),
        (b"[[person]]\nname = 'A B'\nalias = ['C']\n", " are wrong: “person 1 alias” is not a known key"),
        (b"[[person]]\naliases = ['C']\n", " are wrong: “person 1 name” is missing; add it"),
        (
            b"[[person]]\nname = 'A B'\naliases = 'C'\n",
            " are wrong: “person 1 aliases” has a wrong value (input should be a valid list); correct it",
        ),
        (
            b"[[apart]]\nnames = ['A B']\n",
            " are wrong: “apart 1 names” has a wrong value (list should have at least 2 items after validation, not 1)",
        ),
        (
            b"[[person]]\nname = 'A B'\naliases = ['C D']\n[[person]]\nname = 'E F'\naliases = ['c d']\n",
            " are wrong: “c d” belongs to both A B and E F; keep it for one of them",
        ),
        (
            b"[[person]]\nname = 'A B'\naliases = ['C D']\n[[apart]]\nnames = ['A B', 'C D']\n",
            " are wrong: names of A B are also in apart; remove them from one of the two",
        ),
    ],
)
def test_mistake_in_the_file_raises_with_a_message_of_one_line(tmp_path: Path, content: bytes, mistake: str) -> None:
    path = tmp_path / "people.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as raised:
        read_corrections(path)
    assert str(raised.value).startswith(f"The corrections {path}{mistake}")
    assert "\n" not in str(raised.value)


def test_missing_file_raises(tmp_path: Path) -> None:
    message = r"people\.toml cannot be read \(No such file or directory\)\. Check the path and the file\.$"
    with pytest.raises(SettingsError, match=message):
        read_corrections(tmp_path / "people.toml")
