"""The commands, from the click application: arguments, options and help."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import click

from bot.cli.main import main
from docs.generators.markdown import code, table

PROGRAM: Final = "onrecord"


def commands() -> str:
    """Return a section for each command."""
    return "\n\n".join(_section(words, command) for words, command in walk(main, PROGRAM))


def walk(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command with the words that call it, such as ``onrecord evaluate attribution``."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from walk(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


def _section(words: str, command: click.Command) -> str:
    context = click.Context(command, info_name=words)
    usage = " ".join(command.collect_usage_pieces(context))
    return "\n\n".join(
        part
        for part in (
            f"### {words}",
            f"```\n{words} {usage}\n```",
            _help(command),
            _options(command, context),
            _examples(command),
        )
        if part
    )


def _help(command: click.Command) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n"))


def _options(command: click.Command, context: click.Context) -> str:
    options = [option for option in command.params if isinstance(option, click.Option)]
    shown = filter(None, (option.get_help_record(context) for option in options))
    return table(("option", "meaning"), [(code(option), " ".join(meaning.split())) for option, meaning in shown])


def _examples(command: click.Command) -> str:
    """Return the examples of the epilog as a code block."""
    lines = [line.strip() for line in (command.epilog or "").splitlines()]
    examples = [line for line in lines if line.startswith(PROGRAM)]
    return "\n".join(["```", *examples, "```"]) if examples else ""


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {"commands": commands}
