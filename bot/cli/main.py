"""The group of all commands. Every command is in its own file.

Exit status, as in grep: 0 if something was found, 1 if nothing was found, 2 after an error. Each command imports
heavy modules when it runs, so that ``--help`` stays fast.
"""

import sqlite3
import sys
from typing import Any, Final

import click

from bot.cli.ask import ask
from bot.cli.console import print_error
from bot.cli.evaluate import evaluate
from bot.cli.options import examples
from bot.cli.people import people
from bot.cli.reindex import reindex
from bot.cli.serve import serve
from bot.cli.status import status
from index.errors import OnRecordError

_ERROR: Final = 2
_INTERRUPTED: Final = 130
_OWN_PACKAGES: Final = {"bot", "index", "prompts"}


class _Commands(click.Group):
    """Commands that report an expected error as one line on stderr and exit with status 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click declares it so
        """Run a command."""
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            print_error(str(error))
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except BrokenPipeError:
            raise  # click exits quietly if the reader of a pipe has left
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in _OWN_PACKAGES:
                raise
            print_error(
                f"The package {error.name} is not installed. Run: pip install -r requirements.lock"
                " (requirements-serve.lock has only the packages that answer questions)."
            )
        except OSError as error:
            reason = error.strerror or str(error)
            print_error(f"Cannot access {error.filename}: {reason}." if error.filename else f"{reason}.")
        except sqlite3.Error as error:
            print_error(f"SQLite cannot read or write the index: {error}.")
        sys.exit(_ERROR)


@click.group(
    cls=_Commands,
    epilog=examples(
        "onrecord reindex articles/ --index ~/onrecord",
        'onrecord ask "what did Lavrov say about the summit" --index ~/onrecord',
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="onrecord", prog_name="onrecord")
def main() -> None:
    """Ask questions about your articles.

    The answers are verbatim quotes, each with its speaker and article.
    """


for _command in (reindex, ask, people, status, serve, evaluate):
    main.add_command(_command)
