"""Writes the generated parts of the documents.

    python -m docs.generate                  write them
    python -m docs.generate --check          write nothing; fail if a document is out of date
    python -m docs.generate --sample INDEX   also write the sample answer of the README, from an index of tests/sample

A generated part is between two comments. A person writes the rest of the document:

    <!-- generated: NAME -->
    …
    <!-- end -->
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from docs.generators import answers, articles, commands, evaluation, json_fields, records, settings, tree

Block: TypeAlias = Callable[[], str]

ROOT: Final = Path(__file__).parents[1]
DOCUMENTS: Final = ("README.md", "docs/evaluation.md", "docs/reference.md", "docs/decisions/README.md")
SAMPLE_ANSWER: Final = "sample answer"
_PART: Final = re.compile(r"(<!-- generated: (?P<name>[^>]+?) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)

BLOCKS: Final[Mapping[str, Block]] = {
    **articles.BLOCKS,
    **commands.BLOCKS,
    **evaluation.BLOCKS,
    **json_fields.BLOCKS,
    **records.BLOCKS,
    **settings.BLOCKS,
    **tree.BLOCKS,
}


def parts(text: str) -> dict[str, str]:
    """Return the generated parts of a document by name, as they are now."""
    return {match["name"]: match["body"] for match in _PART.finditer(text)}


def generated(text: str, blocks: Mapping[str, Block]) -> str:
    """Return a document with its parts generated again. Parts that ``blocks`` does not name stay as they are."""

    def replaced(match: re.Match[str]) -> str:
        block = blocks.get(match["name"])
        return match[0] if block is None else f"{match[1]}{block().strip()}\n{match[4]}"

    return _PART.sub(replaced, text)


def outdated(blocks: Mapping[str, Block]) -> dict[Path, str]:
    """Return the new text of every document that is out of date."""
    texts = {ROOT / name: (ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS}
    return {path: new for path, text in texts.items() if (new := generated(text, blocks)) != text}


def main() -> None:
    """Write or check the documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a document is out of date")
    parser.add_argument("--sample", type=Path, metavar="INDEX", help="index of tests/sample, for the sample answer")
    arguments = parser.parse_args()
    blocks = dict(BLOCKS)
    if arguments.sample:
        blocks[SAMPLE_ANSWER] = lambda: answers.console_block(arguments.sample)
    texts = outdated(blocks)
    for path, text in texts.items():
        if not arguments.check:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)} {'is out of date' if arguments.check else 'written'}\n")
    if arguments.check and texts:
        sys.exit("Run: python -m docs.generate")


if __name__ == "__main__":
    main()
