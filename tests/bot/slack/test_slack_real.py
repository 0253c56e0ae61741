"""End to end: a mention in Slack, the real engine on the sample collection, a reply in the thread."""

from index.engine import Engine
from tests.bot.slack.conftest import Run
from tests.bot.slack.samples import mention, quotes


def test_mention_is_answered_from_the_sample_collection(run: Run, sample_engine: Engine) -> None:
    slack = run(sample_engine.ask)
    slack.send(mention("<@U0BOT> what did Lavrov say about the summit?", ts="77.1"), "real")
    assert slack.until(lambda: len(slack.posted) == 1)
    [post] = slack.posted
    assert slack.refused == []
    shown = quotes(post["blocks"])
    article = sample_engine.snapshot.corpus.article(_article_number(sample_engine))
    assert [text.split(" that ")[0] for text in shown] == ["Lavrov said", "He also argued"]
    said = (
        "Lavrov said that the summit’s emphasis on bigger defense budgets would barely affect the security of Russia."
    )
    assert shown[0] == said
    assert all(text in article.text for text in shown)
    assert "The Lantern Review" in str(post["blocks"])
    assert "He is Sergei Lavrov, named in the sentence before" in str(post["blocks"])


def _article_number(engine: Engine) -> int:
    number = engine.snapshot.corpus.article_number("sample/lantern-review/2025-06-28-summit.md")
    assert number is not None
    return number
