"""Answers as Slack messages. Pure.

Text from articles and questions goes only into the ``text`` and ``link`` elements of ``rich_text`` blocks. Slack shows
those literally, so the text cannot format, mention or command anything.
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

MAX_BLOCKS: Final = 50
MAX_UNITS: Final = 9_000  # Slack does not document its limit; it refused a message of 11,341 units
_FALLBACK_UNITS: Final = 1_500
_BLOCK_UNITS: Final = MAX_UNITS - _FALLBACK_UNITS
_MAX_QUOTES: Final = 40
_NAME_UNITS: Final = 200
_PERSON_UNITS: Final = 100
_LINE_UNITS: Final = 600
_URL_UNITS: Final = 2_000
_MARKER_UNITS: Final = 100
_OMITTED_UNITS: Final = 100

_URL: Final = re.compile(r"https?://[^\s<>\"|\\^`{}\x00-\x1f\x7f]+", re.IGNORECASE)
_JOINER: Final = "\u2060"  # invisible; Slack recognises no name, address or emoji across it
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", **{mark: mark + _JOINER for mark in "@#:.*_~`"}}
)


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """A message for ``chat.postMessage``: blocks, and a fallback text for notifications and screen readers."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class _ShownQuote:
    """A quote in a message.

    Attributes:
        quote: the quote.
        text: the text to show, which is the quote's text or its beginning.
        asked: the speaker of the question, if it names one.
    """

    quote: Quote
    text: str
    asked: SpeakerMatch | None


def render(answer: Answer) -> SlackMessage:
    """Return an answer as a message with at most 50 blocks and 9,000 UTF-16 units.

    Quotes are shown whole and in order. The message counts the quotes that do not fit. Only a first quote that is too
    long for the message is cut at its end, and a line says so.
    """
    answer = _with_short_names(answer)
    is_answered = answer.status == "answered" and bool(answer.quotes)
    quotes = answer.quotes if is_answered else answer.nearest
    head = _reason(answer) if is_answered else _nothing_found(answer, has_passages=bool(quotes))
    foot = _search_lines(answer) if is_answered else []
    first_passage, heading = _passages_heading(answer) if is_answered else (0, [])
    room = _BLOCK_UNITS - sum(map(size, (head, heading, foot))) - _OMITTED_UNITS
    shown = _fitting([_ShownQuote(quote, quote.text, answer.speaker) for quote in quotes], room)
    body = [_quote_block(quote) for quote in shown]
    if first_passage < len(body):
        body[first_passage:first_passage] = heading
    omitted = _omitted(len(quotes) - len(shown))
    fallback = _answered_fallback(answer, shown) if is_answered else _nothing_found_fallback(answer, shown)
    return SlackMessage(_escape("\n".join(fallback)), [*head, *body, *omitted, *foot])


def notice(text: str) -> SlackMessage:
    """Return a message that shows a sentence literally."""
    line = ellipsize(text, _LINE_UNITS)
    return SlackMessage(_escape(line), [_rich(_section(_text(line)))])


def size(blocks: Iterable[object]) -> int:
    """Return the number of UTF-16 units of all texts and URLs in ``blocks``."""
    return sum(map(_size, blocks))


def _size(value: object) -> int:
    if isinstance(value, Mapping):
        return size(value.values()) + sum(_field_units(value, key) for key in ("text", "url"))
    return size(value) if isinstance(value, list) else 0


def _field_units(element: Mapping[str, object], key: str) -> int:
    text = element.get(key)
    return utf16_length(text) if isinstance(text, str) else 0


def _nothing_found(answer: Answer, *, has_passages: bool) -> list[Block]:
    heading = [_bold_line(messages.CLOSEST_PASSAGES)] if has_passages else []
    return [*_reason(answer), *_search_lines(answer), *heading]


def _reason(answer: Answer) -> list[Block]:
    return [_rich(_section(_text(line))) for line in _reason_lines(answer)]


def _reason_lines(answer: Answer) -> list[str]:
    return list(filter(None, [ellipsize(wording.no_answer_reason(answer), _LINE_UNITS)]))


def _passages_heading(answer: Answer) -> tuple[int, list[Block]]:
    """Return the heading between a person's statements and passages by others, after its position in the quotes."""
    position = wording.first_passage(answer)
    return (0, []) if position is None else (position, [_bold_line(wording.passages_heading(answer))])


def _search_lines(answer: Answer) -> list[Block]:
    """Return the interpretation of the question and the dates of the searched articles."""
    return [
        _rich(_section(_text(_interpretation(answer), italic=True))),
        _context(wording.searched_line(answer.coverage)),
    ]


def _interpretation(answer: Answer) -> str:
    return ellipsize(wording.interpretation_line(answer.understood, answer.speaker), _LINE_UNITS)


def _omitted(count: int) -> list[Block]:
    if not count:
        return []
    sentence = slack_messages.ONE_OMITTED if count == 1 else slack_messages.OMITTED.format(count=count)
    return [_context(sentence)]


def _with_short_names(answer: Answer) -> Answer:
    """Return the answer with every name on one line and of limited length. The quotes' texts do not change."""
    return replace(
        answer,
        speaker=answer.speaker and _short_match(answer.speaker),
        quotes=tuple(map(_short_quote, answer.quotes)),
        nearest=tuple(map(_short_quote, answer.nearest)),
    )


def _short_match(asked: SpeakerMatch) -> SpeakerMatch:
    return replace(
        asked,
        phrase=_short_name(asked.phrase),
        names=tuple(map(_short_name, asked.names)),
        similar=tuple(map(_short_name, asked.similar)),
    )


def _short_quote(quote: Quote) -> Quote:
    speaker = quote.speaker and replace(
        quote.speaker, name=_short_name(quote.speaker.name), mention_text=_short_name(quote.speaker.mention_text)
    )
    also_in = tuple(map(_short_article, quote.also_in))
    return replace(quote, speaker=speaker, article=_short_article(quote.article), also_in=also_in)


def _short_name(name: str) -> str:
    return ellipsize(name, _PERSON_UNITS) or "…"


def _short_article(article: ArticleInfo) -> ArticleInfo:
    return replace(
        article,
        title=ellipsize(article.title, _NAME_UNITS) or "…",
        author=article.author and ellipsize(article.author, _NAME_UNITS),
        publisher=article.publisher and ellipsize(article.publisher, _NAME_UNITS),
    )


def _fitting(quotes: Sequence[_ShownQuote], room: int) -> list[_ShownQuote]:
    """Return the first quotes that fit into ``room`` units. Cut the first one if it does not fit alone."""
    shown: list[_ShownQuote] = []
    for quote in quotes[:_MAX_QUOTES]:
        cost = _size(_quote_block(quote))
        if cost > room:
            return shown or [_cut(quote, room)]
        shown.append(quote)
        room -= cost
    return shown


def _cut(shown: _ShownQuote, room: int) -> _ShownQuote:
    other_units = _size(_quote_block(replace(shown, text=""))) + _MARKER_UNITS
    return replace(shown, text=truncate_at_word(shown.text, room - other_units))


def _quote_block(shown: _ShownQuote) -> Block:
    """Return a quote with the speaker's words in bold. The lines about the quote are in sections of their own."""
    preceding, explanation, also_in = (
        ellipsize(line, _LINE_UNITS)
        for line in (
            wording.preceding_sentence(shown.quote),
            wording.speaker_explanation(shown.quote),
            wording.also_in(shown.quote),
        )
    )
    cut_characters = len(shown.quote.text) - len(shown.text)
    marker = [_section(_text(_marker(shown.quote, cut_characters), italic=True))] if cut_characters else []
    return _rich(
        *([_section(_text(preceding, italic=True))] if preceding else []),
        {"type": "rich_text_quote", "elements": _quote_elements(shown)},
        *marker,
        _section(*_attribution(shown)),
        *([_section(_text(line)) for line in (explanation, also_in) if line]),
    )


def _quote_elements(shown: _ShownQuote) -> list[Block]:
    """Return the text as elements. Joined, they are the text again."""
    pieces = wording.split_by_spans(shown.text, wording.spoken_spans(shown.quote))
    return [_text(text, bold=True) if is_spoken else _text(text) for text, is_spoken in pieces]


def _marker(quote: Quote, cut_characters: int) -> str:
    where = slack_messages.AT_THE_LINK if _link(quote.article) else slack_messages.IN_THE_ARTICLE
    return slack_messages.SHORTENED.format(count=cut_characters, where=where)


def _attribution(shown: _ShownQuote) -> list[Block]:
    """Return the speaker, the kind and the article of a quote. The title is a link if the article has a URL."""
    before, title, after = wording.attribution_parts(shown.quote, shown.asked)
    url = _link(shown.quote.article)
    linked: Block = {"type": "link", "url": url, "text": title} if url else _text(title)
    return [_text(before), linked, _text(after)]


def _link(article: ArticleInfo) -> str | None:
    """Return the article's URL, or None if Slack would refuse it. Slack refuses a message for one bad URL."""
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


def _bold_line(text: str) -> Block:
    return _rich(_section(_text(text, bold=True)))


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _context(sentence: str) -> Block:
    """Return small grey text. The sentence must not contain text from an article or a question."""
    element = {"type": "plain_text", "text": sentence, "emoji": False}
    return {"type": "context", "elements": [element]}


def _answered_fallback(answer: Answer, shown: Sequence[_ShownQuote]) -> list[str]:
    searched = wording.searched_line(answer.coverage)
    return [*_reason_lines(answer), *map(_plain_quote, shown), _interpretation(answer), searched]


def _nothing_found_fallback(answer: Answer, shown: Sequence[_ShownQuote]) -> list[str]:
    passages = [messages.CLOSEST_PASSAGES, *map(_plain_quote, shown)] if shown else []
    return [*_reason_lines(answer), _interpretation(answer), wording.searched_line(answer.coverage), *passages]


def _plain_quote(shown: _ShownQuote) -> str:
    explanation = wording.speaker_explanation(shown.quote)
    lines = [shown.text, f"— {wording.attribution(shown.quote, shown.asked)}", *([explanation] if explanation else [])]
    return "\n".join(lines)


def _escape(text: str) -> str:
    """Return text for a field that Slack parses: shortened, and without names, addresses, emoji or styles."""
    escaped = [character.translate(_ESCAPES) for character in text]
    ends = accumulate(map(utf16_length, escaped))
    fitting = sum(1 for _ in takewhile(lambda end: end < _FALLBACK_UNITS, ends))
    return "".join(escaped[:fitting]) + ("…" if fitting < len(escaped) else "")
