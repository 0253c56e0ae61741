"""The limits of Slack messages: the documented ones, and one that was observed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

MAX_BLOCKS: Final = 50
MAX_UNITS: Final = 11_341  # Slack answered msg_blocks_too_long to this size
MAX_TEXT_UNITS: Final = 40_000
MAX_CONTEXT_ELEMENTS: Final = 10
PARTS: Final = {"rich_text_section", "rich_text_quote"}
INLINE: Final = {"text": {"type", "text", "style"}, "link": {"type", "text", "url", "style"}}


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def refusal(body: Mapping[str, Any]) -> str | None:
    """Return the error of Slack for a body of ``chat.postMessage``, or None if Slack accepts it."""
    if not body.get("channel"):
        return "channel_not_found"
    blocks, text = body.get("blocks") or [], body.get("text") or ""
    if not blocks and not text:
        return "no_text"
    if units(text) > MAX_TEXT_UNITS:
        return "msg_too_long"
    if len(blocks) > MAX_BLOCKS or not all(map(_is_block, blocks)):
        return "invalid_blocks"
    if total(blocks) > MAX_UNITS:
        return "msg_blocks_too_long"
    return None


def total(blocks: object) -> int:
    """Return the number of units of all texts and URLs in ``blocks``."""
    return sum(map(units, _strings(blocks)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in {"text", "url"} and isinstance(inner, str):
                yield inner
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _is_block(block: Mapping[str, Any]) -> bool:
    elements = block.get("elements") or []
    if block.get("type") == "context":
        return 1 <= len(elements) <= MAX_CONTEXT_ELEMENTS and all(map(_is_plain_text, elements))
    return block.get("type") == "rich_text" and bool(elements) and all(map(_is_part, elements))


def _is_plain_text(element: Mapping[str, Any]) -> bool:
    return element["type"] == "plain_text" and 1 <= units(element["text"]) <= 3_000


def _is_part(part: Mapping[str, Any]) -> bool:
    return part["type"] in PARTS and bool(part["elements"]) and all(map(_is_inline, part["elements"]))


def _is_inline(element: Mapping[str, Any]) -> bool:
    kind = element["type"]
    if kind not in INLINE or not set(element) <= INLINE[kind] or not element["text"]:
        return False
    return kind == "text" or _is_url(element["url"])


def _is_url(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and units(url) <= 3_000
