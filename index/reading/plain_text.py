"""Reader of plain text."""

from collections.abc import Iterator

from index.config import ReadingLimits
from index.reading.article import make_article
from index.reading.decode import decode, read_bytes
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError
from index.text.canonical import canonicalise

_MAX_TITLE_LENGTH = 200  # a longer first line is the first paragraph


def read_plain_text(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
    """Yield the one article of a text file. The title is the first line if a blank line follows."""
    text = canonicalise(decode(read_bytes(file.path, limits))).strip()
    if not text:
        msg = "The file has no text. Fill it or delete it"
        raise UnreadableError(msg)
    yield file.located(make_article(_fields(text), file, limits))


def _fields(text: str) -> dict[str, str]:
    first, _, rest = text.partition("\n")
    blank, _, body = rest.partition("\n")
    if blank.strip() or not body.strip() or len(first) > _MAX_TITLE_LENGTH:
        return {"text": text}
    return {"title": first, "text": body}
