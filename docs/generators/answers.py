"""The sample answer of the README, as a terminal of 80 columns shows it."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

QUESTION: Final = "what did Lavrov say about the summit"
_COMMAND: Final = f'onrecord ask "{QUESTION}"'


def console_block(index: Path) -> str:
    """Return the sample question and its answer as a code block.

    Args:
        index: an index of ``tests/sample``.
    """
    return "\n".join(["```", f"$ {_COMMAND}", "", answer(index), "```"])


def answer(index: Path) -> str:
    """Return the answer to the sample question, wrapped for a terminal of 80 columns without colours."""
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "bot", "ask", QUESTION, "--index", str(index)]
    environment = {**os.environ, "TERM": "dumb", "NO_COLOR": "1"}  # a dumb terminal has 80 columns
    with subprocess.Popen(command, stdout=writer, env=environment, cwd=Path(__file__).parents[2]) as process:  # noqa: S603 - it runs onrecord itself
        os.close(writer)
        printed = _read(reader)
    os.close(reader)
    if process.returncode:
        msg = f"onrecord ask ended with status {process.returncode}"
        raise RuntimeError(msg)
    return re.sub(r"[ \t]+$", "", printed.replace("\r\n", "\n"), flags=re.MULTILINE).rstrip("\n")


def _read(reader: int) -> str:
    """Return everything that a process writes to a terminal until it ends."""
    written = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:  # on Linux, the end of a terminal is an error
            break
        if not piece:
            break
        written += piece
    return written.decode()
