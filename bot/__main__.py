"""``python -m bot`` is ``onrecord``."""

from bot.cli.main import main

main(prog_name="onrecord")
