"""Options that several commands share, and the settings behind them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings

index_option = click.option(
    "--index",
    "folder",
    default="",
    metavar="DIR",
    help="Folder of the index. Default: $ONRECORD_INDEX.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def examples(*commands: str) -> str:
    r"""Return the epilog of a help text: one example a line. ``\b`` keeps click from wrapping the lines."""
    heading = "Example:" if len(commands) == 1 else "Examples:"
    return "\n".join(["\b", heading, *(f"  {command}" for command in commands)])


def load_index_settings(folder: str) -> "tuple[Settings, Path]":
    """Return the settings and the path of the index.

    Args:
        folder: value of ``--index``. If it is blank, the settings name the index.

    Raises:
        SettingsError: a setting is wrong, or neither the option nor the settings name an index.
    """
    from bot.settings import load_settings

    settings = load_settings()
    root = folder.strip() or settings.index.strip()
    if not root:
        msg = "No index was given. Use --index DIR or set ONRECORD_INDEX."
        raise SettingsError(msg)
    return settings, Path(root)
