"""The entry point of ``python -m bot``, which is the same as ``onrecord``."""

from bot.cli.main import main

main(prog_name="onrecord")
