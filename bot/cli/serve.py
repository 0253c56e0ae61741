"""``onrecord serve``: run the Slack bot."""

import gc
import logging
import signal
import threading

import click

from bot.cli.options import examples, index_option, load_index_settings


@click.command(epilog=examples("onrecord serve --index ~/onrecord"))
@index_option
def serve(folder: str) -> None:
    """Answer questions in Slack until stopped with Ctrl-C or SIGTERM.

    Socket Mode needs ONRECORD_SLACK_BOT_TOKEN and ONRECORD_SLACK_APP_TOKEN.

    HTTP mode (ONRECORD_SLACK_MODE=http) needs ONRECORD_SLACK_BOT_TOKEN and ONRECORD_SLACK_SIGNING_SECRET.
    """
    from bot import compose
    from bot.slack import app
    from bot.slack.config import require_tokens

    settings, root = load_index_settings(folder)
    slack = settings.slack()
    require_tokens(slack)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    bot = app.build_app(slack, compose.engine(settings, root).ask)
    # The loaded objects stay alive. Without freeze, the collector scans them again and again, which takes a
    # twentieth of the time of a question.
    gc.freeze()
    app.serve(bot, slack, stop)
