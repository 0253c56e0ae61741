"""The examples of docs/python.md run in the order of the document, and print its outputs."""

import re
from pathlib import Path
from typing import Any, Final

import pytest

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "python.md"
SAMPLE: Final = Path(__file__).parents[1] / "sample"
BLOCK: Final = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[int, str, str]]:
    """Return each example: its first line in the document, its code, and the output that follows it."""
    text = DOCUMENT.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    outputs = [block["text"] if block["language"] == "text" else "" for block in blocks[1:]]
    return [
        (text.count("\n", 0, block.start("text")) + 1, block["text"], output)
        for block, output in zip(blocks, [*outputs, ""], strict=True)
        if block["language"] == "python"
    ]


def test_python_examples_print_the_outputs_of_the_document(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("onrecord-index").symlink_to(sample_index)
    Path("articles").symlink_to(SAMPLE)
    names: dict[str, Any] = {"__name__": "example"}
    for line, code, output in examples():
        padded = "\n" * (line - 1) + code  # so that a traceback names the line of the document
        exec(compile(padded, str(DOCUMENT), "exec"), names)  # noqa: S102 - the examples are our own
        assert capsys.readouterr().out == output, f"docs/python.md:{line}"
