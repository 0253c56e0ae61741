"""An answer as a Slack message. Pure.

Words of an article or a question stand in ``text`` and ``link`` elements of ``rich_text`` blocks only:
Slack shows those as they are, so that they can neither format, mention nor command anything.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from bot.presentation import wording
from bot.slack.utf16 import ellipsize, truncate_at_word, utf16_length
from index.models import Answer, ArticleInfo, Quote, SpeakerMatch
from prompts import messages, slack_messages

Block: TypeAlias = dict[str, object]

MOST_BLOCKS: Final = 50
MOST_UNITS: Final = 9_000  # Slack's undocumented total was met at 11,341
_FALLBACK_UNITS: Final = 1_500
_BLOCK_UNITS: Final = MOST_UNITS - _FALLBACK_UNITS
_MOST_QUOTES: Final = 40
_NAME_UNITS: Final = 200
_PERSON_UNITS: Final = 100
_LINE_UNITS: Final = 600
_URL_UNITS: Final = 2_000
_MARKER_UNITS: Final = 100
_LEFT_OUT_UNITS: Final = 100

_URL: Final = re.compile(r"https?://[^\s<>\"|\\^`{}\x00-\x1f\x7f]+", re.IGNORECASE)
_JOINER: Final = "\u2060"  # unseen and of no width; no name, address or emoji reads on across it
_HARMLESS: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", **{mark: mark + _JOINER for mark in "@#:.*_~`"}}
)


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """What ``chat.postMessage`` takes: blocks, and a fallback for notifications and screen readers."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A quote as it is shown: ``text`` is a prefix of the quote's; ``asked`` is whom the question asks about."""

    quote: Quote
    text: str
    asked: SpeakerMatch | None


def render(answer: Answer) -> SlackMessage:
    """Return an answer as a message of at most 50 blocks and 9,000 UTF-16 units.

    Quotes are shown whole and in order; those that do not fit are left out and counted. Only a
    first quote that is too long by itself is cut, at its end, with a line that says so.
    """
    answer = _tidy_answer(answer)
    found = answer.status == "answered" and bool(answer.quotes)
    quotes = [_Shown(quote, quote.text, answer.speaker) for quote in (answer.quotes if found else answer.nearest)]
    head = _nothing(answer) if found else _nothing_found(answer, any_near=bool(quotes))
    foot = _foot(answer) if found else []
    parted, parting = _parting(answer) if found else (0, [])
    shown = _fitting(quotes, _BLOCK_UNITS - sum(map(size, (head, parting, foot))) - _LEFT_OUT_UNITS)
    body = [_quote(each) for each in shown]
    if parted < len(body):
        body[parted:parted] = parting
    left_out = _left_out(len(quotes) - len(shown))
    text = "\n".join(_fallback_found(answer, shown) if found else _fallback_nothing(answer, shown))
    return SlackMessage(_harmless(text), [*head, *body, *left_out, *foot])


def notice(text: str) -> SlackMessage:
    """Return a message that says ``text``, literally."""
    line = ellipsize(text, _LINE_UNITS)
    return SlackMessage(_harmless(line), [_rich(_section(_text(line)))])


def size(blocks: Iterable[object]) -> int:
    """Return how many UTF-16 units of text and addresses stand in ``blocks``."""
    return sum(map(_size, blocks))


def _size(value: object) -> int:
    if isinstance(value, Mapping):
        return size(value.values()) + sum(_own_units(value, key) for key in ("text", "url"))
    return size(value) if isinstance(value, list) else 0


def _own_units(element: Mapping[str, object], key: str) -> int:
    text = element.get(key)
    return utf16_length(text) if isinstance(text, str) else 0


def _nothing_found(answer: Answer, *, any_near: bool) -> list[Block]:
    nearest = [_strong(messages.NEAREST)] if any_near else []
    return [
        *_nothing(answer),
        _rich(_section(_text(_understood(answer), italic=True))),
        _context(wording.coverage(answer.coverage)),
        *nearest,
    ]


def _nothing(answer: Answer) -> list[Block]:
    return [_rich(_section(_text(line))) for line in _why_nothing(answer)]


def _why_nothing(answer: Answer) -> list[str]:
    return list(filter(None, [ellipsize(wording.no_answer_reason(answer), _LINE_UNITS)]))


def _parting(answer: Answer) -> tuple[int, list[Block]]:
    """Return the line between quotes of whom was asked about and mere passages, and its place among the quotes."""
    parted = wording.first_passage(answer)
    return (0, []) if parted is None else (parted, [_strong(wording.passages_heading(answer))])


def _foot(answer: Answer) -> list[Block]:
    return [
        _rich(_section(_text(_understood(answer), italic=True))),
        _context(wording.coverage(answer.coverage)),
    ]


def _understood(answer: Answer) -> str:
    return ellipsize(wording.understood(answer.understood, answer.speaker), _LINE_UNITS)


def _left_out(count: int) -> list[Block]:
    if not count:
        return []
    sentence = slack_messages.ONE_LEFT_OUT if count == 1 else slack_messages.LEFT_OUT.format(count=count)
    return [_context(sentence)]


def _tidy_answer(answer: Answer) -> Answer:
    """Return ``answer`` with every name on one line and of bounded length; the quotes' texts stay as they are."""
    return replace(
        answer,
        speaker=answer.speaker and _tidy_asked(answer.speaker),
        quotes=tuple(map(_tidy, answer.quotes)),
        nearest=tuple(map(_tidy, answer.nearest)),
    )


def _tidy_asked(asked: SpeakerMatch) -> SpeakerMatch:
    return replace(
        asked,
        phrase=_person(asked.phrase),
        names=tuple(map(_person, asked.names)),
        similar=tuple(map(_person, asked.similar)),
    )


def _tidy(quote: Quote) -> Quote:
    speaker = quote.speaker and replace(
        quote.speaker, name=_person(quote.speaker.name), mention_text=_person(quote.speaker.mention_text)
    )
    also_in = tuple(map(_tidy_source, quote.also_in))
    return replace(quote, speaker=speaker, article=_tidy_source(quote.article), also_in=also_in)


def _person(name: str) -> str:
    return ellipsize(name, _PERSON_UNITS) or "…"


def _tidy_source(article: ArticleInfo) -> ArticleInfo:
    return replace(
        article,
        title=ellipsize(article.title, _NAME_UNITS) or "…",
        author=article.author and ellipsize(article.author, _NAME_UNITS),
        publisher=article.publisher and ellipsize(article.publisher, _NAME_UNITS),
    )


def _fitting(quotes: Sequence[_Shown], room: int) -> list[_Shown]:
    shown: list[_Shown] = []
    for whole in quotes[:_MOST_QUOTES]:
        cost = _size(_quote(whole))
        if cost > room:
            return shown or [_cut(whole, room)]
        shown.append(whole)
        room -= cost
    return shown


def _cut(whole: _Shown, room: int) -> _Shown:
    around = _size(_quote(replace(whole, text=""))) + _MARKER_UNITS
    return replace(whole, text=truncate_at_word(whole.text, room - around))


def _quote(shown: _Shown) -> Block:
    """Return a quote, what was said in it standing out; around it, apart from it, what tells whose it is."""
    before, explained, also_in = (
        ellipsize(line, _LINE_UNITS)
        for line in (wording.before(shown.quote), wording.explained(shown.quote), wording.also_in(shown.quote))
    )
    rest = len(shown.quote.text) - len(shown.text)
    return _rich(
        *([_section(_text(before, italic=True))] if before else []),
        {"type": "rich_text_quote", "elements": _words(shown)},
        *([_section(_text(_marker(shown.quote, rest), italic=True))] if rest else []),
        _section(*_attribution(shown)),
        *([_section(_text(line)) for line in (explained, also_in) if line]),
    )


def _words(shown: _Shown) -> list[Block]:
    """Return the text in elements which, put together again, are that text."""
    pieces = wording.split_by_spans(shown.text, wording.spoken(shown.quote))
    return [_text(text, bold=True) if said else _text(text) for text, said in pieces]


def _marker(quote: Quote, rest: int) -> str:
    where = slack_messages.AT_THE_LINK if _link(quote.article) else slack_messages.IN_THE_ARTICLE
    return slack_messages.SHORTENED.format(count=rest, where=where)


def _attribution(shown: _Shown) -> list[Block]:
    """Return who, where and when, the title standing for a link."""
    who, title, rest = wording.attributed(shown.quote, shown.asked)
    url = _link(shown.quote.article)
    named: Block = {"type": "link", "url": url, "text": title} if url else _text(title)
    return [_text(who), named, _text(rest)]


def _link(article: ArticleInfo) -> str | None:
    """Return the article's address where Slack would take it; one bad address refuses a whole message."""
    url = article.url or ""
    return url if _URL.fullmatch(url) and utf16_length(url) <= _URL_UNITS and _has_host(url) else None


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _text(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _section(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def _strong(text: str) -> Block:
    return _rich(_section(_text(text, bold=True)))


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _context(own_words: str) -> Block:
    """Return small grey text, for sentences that hold no word of an article or a question."""
    element = {"type": "plain_text", "text": own_words, "emoji": False}
    return {"type": "context", "elements": [element]}


def _fallback_found(answer: Answer, shown: Sequence[_Shown]) -> list[str]:
    return [*_why_nothing(answer), *map(_told, shown), _understood(answer), wording.coverage(answer.coverage)]


def _fallback_nothing(answer: Answer, shown: Sequence[_Shown]) -> list[str]:
    nearest = [messages.NEAREST, *map(_told, shown)] if shown else []
    return [*_why_nothing(answer), _understood(answer), wording.coverage(answer.coverage), *nearest]


def _told(shown: _Shown) -> str:
    explained = wording.explained(shown.quote)
    told = f"{shown.text}\n— {wording.attribution(shown.quote, shown.asked)}"
    return f"{told}\n{explained}" if explained else told


def _harmless(text: str) -> str:
    """Return ``text`` for a field that Slack parses: escaped, without names, addresses, emoji or styles."""
    escaped = [character.translate(_HARMLESS) for character in text]
    ends = accumulate(map(utf16_length, escaped))
    fitting = sum(1 for _ in takewhile(lambda end: end < _FALLBACK_UNITS, ends))
    return "".join(escaped[:fitting]) + ("…" if fitting < len(escaped) else "")
