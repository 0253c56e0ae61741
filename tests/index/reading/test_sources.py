"""Tests of reading files and folders: every format, and every reason for a rejection."""

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AliasChoices
from pypdf import PdfReader, PdfWriter

from index.config import ReadingLimits
from index.errors import SourceError
from index.models import Article, Rejection
from index.reading import json_lines
from index.reading.article import Fields
from index.reading.sources import read_sources
from index.text.canonical import canonicalise

LIMITS = ReadingLimits()
SAMPLE = Path(__file__).parents[2] / "sample"
SHARED = Path(__file__).parents[4] / "shared" / "data"
BODY = "The quay will be longer. It pays for itself."


def read(*paths: Path, limits: ReadingLimits = LIMITS) -> list[Article | Rejection]:
    return list(read_sources(paths, limits))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_article(path: Path) -> Article:
    [result] = read(path)
    assert isinstance(result, Article)
    return result


def reason(path: Path, limits: ReadingLimits = LIMITS) -> str:
    [rejection] = read(path, limits=limits)
    assert isinstance(rejection, Rejection)
    assert rejection.path == str(path)
    assert rejection.origin == path.name
    return rejection.reason


def outline(results: list[Article | Rejection]) -> list[tuple[str, str]]:
    """Return the id and title of each article, and the path and reason of each rejection."""
    return [(item.id, item.title) if isinstance(item, Article) else (item.path, item.reason) for item in results]


# Text


def test_first_line_before_a_blank_line_is_the_title(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"A longer quay\r\n\r\n{BODY}\r\n\r\nMore.\r\n")
    text = f"{BODY}\n\nMore."
    assert read_article(path) == Article(
        id="a.txt",
        title="A longer quay",
        text=text,
        author=None,
        publisher=None,
        published=None,
        url=None,
        language=None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin="a.txt",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (BODY, "The quay will be longer."),
        (f"CNN —\n{BODY}", "The quay will be longer."),
        ("Mr. Rao resigned.", "Mr. Rao resigned."),
        ("word " * 40, "word " * 22 + "word word…"),
        ("***\nYes.", "a"),
        ("x" * 201 + "\n\nmore", "x" * 119 + "…"),
    ],
)
def test_title_is_created_from_the_text_without_a_headline(tmp_path: Path, text: str, title: str) -> None:
    article = read_article(write(tmp_path, "a.txt", text))
    assert (article.title, article.text) == (title, text.strip())


@pytest.mark.parametrize(
    ("name", "content", "path"),
    [
        ("a.txt", "— * —", "a.txt"),
        ("a.txt", "\u200b\u200d\u2060", "a.txt"),
        ("a.md", "---\ntitle: A\n---\n\u200b", "a.md"),
        ("a.md", "# A\n\n...", "a.md"),
        ("a.jsonl", '{"title": "A", "text": "\u200b–"}', "a.jsonl:1"),
    ],
)
def test_text_without_words_is_rejected(tmp_path: Path, name: str, content: str, path: str) -> None:
    [rejection] = read(write(tmp_path, name, content))
    assert rejection == Rejection(f"{tmp_path}/{path}", "The text has no words. Write some or delete the article", name)


@pytest.mark.parametrize(
    "data",
    [
        "“Café”, said the mayor".encode("utf-8-sig"),
        "\ufeff“Café”, said the mayor".encode("utf-16-le"),
        "\ufeff“Café”, said the mayor".encode("utf-16-be"),
        "\ufeff“Café”, said the mayor".encode("utf-32-le"),
        "“Cafe\u0301”, said the mayor".encode(),
    ],
)
def test_text_with_a_byte_order_mark_is_decoded(tmp_path: Path, data: bytes) -> None:
    assert read_article(write(tmp_path, "a.txt", data)).text == "“Café”, said the mayor"


RUSSIAN = "Министр заявил, что саммит отложен до осени. Это решение приняли в среду."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("café", "cp1252"),
        ("It costs €6m.", "cp1252"),
        ("“We will not,” she said.", "cp1252"),
        ("Die Straße ist für Fußgänger gesperrt.", "cp1252"),
        ("Le café sera plus long, a dit la directrice du port, mardi à midi.", "cp1252"),
        ("El niño comió piñas en España.", "cp1252"),
        ("Zażółć gęślą jaźń, powiedział minister w środę.", "cp1250"),
        ("Ο υπουργός είπε ότι η σύνοδος αναβάλλεται.", "cp1253"),
        ("Bakan, zirvenin sonbahara ertelendiğini söyledi. Işık şöyle dedi.", "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("部长星期三表示,峰会推迟到秋天举行。", "gb18030"),
        ("長官は水曜日に会議を延期すると述べた。政府は来週、野党と協議する予定だ。交渉は続いている。", "cp932"),
    ],
)
def test_encoding_is_guessed_without_a_declaration(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_article(write(tmp_path, "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The file is empty. Fill it or delete it"),
        (b" \r\n\t", "The file is empty. Fill it or delete it"),
        (b"\xef\xbb\xbf\x1b", "The file has no text. Fill it or delete it"),
        (b"GIF\x00\x01", "The content is binary, not text. If it is text in UTF-16, save it as UTF-8"),
        (
            "“We will not,” she said".encode() + b"\xff",
            "The UTF-8 text is damaged at byte 28. Repair it and save it as UTF-8",
        ),
        ("東京で会議".encode("cp932"), "The encoding cannot be determined. Save the file as UTF-8"),
        (b"\xff\xfea", "The content is declared as utf-16-le but is not valid utf-16-le. Save it as UTF-8"),
    ],
)
def test_unreadable_text_is_rejected(tmp_path: Path, data: bytes, why: str) -> None:
    assert reason(write(tmp_path, "a.txt", data)) == why


def test_files_and_texts_over_the_limits_are_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "x" * 11)
    assert reason(path, ReadingLimits(max_file_bytes=10)) == (
        "The file is larger than 10 bytes. Split it or raise the limit"
    )
    assert reason(path, ReadingLimits(max_article_characters=10)) == (
        "The text has 11 characters, more than the 10 allowed. Split the article or raise the limit"
    )
    assert len(read(path, limits=ReadingLimits(max_file_bytes=11, max_article_characters=11))) == 1


# Markdown


def test_markdown_becomes_plain_text_with_the_front_matter_as_fields(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.md",
        "---\nTitle: A longer quay\nauthor: [Ilse Marandt, Femi Aldous]\ndate: 2025-06-03\n"
        "publisher: Gazette\nurl: https://gazette.example/quay\nlanguage: en-GB\nid: 7\n---\n"
        "# Kept heading\n\nThe *quay*\nwill be [longer](https://x.example).  \nYes.\n\n"
        "> “Good,” she\n> said.\n\n- one\n- two `code`\n\n![alt](x.png)\n\n<p>AT&amp;T</p>\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n    indented\n\n---\n\nEnd<br>of <b>it</b>.\n",
    )
    article = read_article(path)
    assert article.text == (
        "Kept heading\n\nThe quay will be longer.\nYes.\n\n“Good,” she said.\n\none\n\ntwo code\n\nAT&T\n\n"
        "a\n\nb\n\n1\n\n2\n\nindented\n\nEnd\nof it."
    )
    assert (article.id, article.title, article.author) == ("7", "A longer quay", "Ilse Marandt, Femi Aldous")
    assert (article.publisher, article.published) == ("Gazette", dt.date(2025, 6, 3))
    assert (article.url, article.language, article.origin) == ("https://gazette.example/quay", "en", "a.md")


def test_markdown_heading_is_the_title_without_front_matter(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "a.markdown", f"Lead.\n\n# The *title*\n\n{BODY}\n"))
    assert (article.title, article.text) == ("The title", f"Lead.\n\n{BODY}")


def test_markdown_rule_is_not_front_matter(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "a.md", f"---\n\n{BODY}")).text == BODY


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("title: [", " at line 2"),
        ("just prose", ""),
        ("title: A: B\nauthor: [Ilse Marandt", " at line 3"),
        ("title: A: B\nauthor: {name: Ilse", " at line 3"),
        ('title: A: B\nauthor: "Ilse', " at line 3"),
        ("title: A: B\n  C", " at line 2"),
        ("title: A: B\nauthor Ilse Marandt", " at line 2"),
        ("- title: A: B", " at line 2"),
        ("title: A: B\nauthor: [Ilse Marandt]\ntags: [", " at line 4"),
        (r'a: "\UFFFFFFFF"', " at line 2"),
        (r'a: "\U00110000"', " at line 2"),
        ("deep: " + "[" * 20_000, " at line 2"),
        ("deep: " + "{a: " * 20_000, " at line 2"),
        ("- " * 20_000, ""),
    ],
)
def test_broken_front_matter_is_rejected_with_its_line(tmp_path: Path, front: str, why: str) -> None:
    path = write(tmp_path, "a.md", f"---\n{front}\n---\n{BODY}")
    assert reason(path) == f"The front matter is broken{why}. Write it as lines of `name: value`"


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("date: 2025-02-30", "published", None),
        ("date: !!timestamp 2025-06-03", "published", dt.date(2025, 6, 3)),
        ("date: 2025-06-03T23:30:00-08:00", "published", dt.date(2025, 6, 3)),
        ("date: 20250603", "published", dt.date(2025, 6, 3)),
        ("id: 007", "id", "007"),
        ("id: 1_000", "id", "1_000"),
        ("title: no", "title", "no"),
        ("author: null", "author", None),
        ("author: ~", "author", None),
        ("source:", "publisher", None),
        ("author: {name: Ilse Marandt}", "author", "Ilse Marandt"),
    ],
)
def test_front_matter_values_are_text(tmp_path: Path, front: str, field: str, value: object) -> None:
    assert getattr(read_article(write(tmp_path, "a.md", f"---\n{front}\n---\n{BODY}")), field) == value


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Debate: the two candidates", "Debate: the two candidates"),
        ("Debate: the two: candidates:", "Debate: the two: candidates:"),
        ('"Quoted" and more', '"Quoted" and more'),
        ('"Debate": the two candidates', '"Debate": the two candidates'),
        ('"Yes" or "No"', '"Yes" or "No"'),
        ('"She said "no" on Monday"', 'She said "no" on Monday'),
        ('""No," she said"', '"No," she said'),
        ("'It's a quay'", "It's a quay"),
        ("'Tis: a quay", "'Tis: a quay"),
        ("@harbour opens", "@harbour opens"),
        ("%d boats", "%d boats"),
        ("`code` opens", "`code` opens"),
        ("*Quay* opens", "*Quay* opens"),
        ("!e! opens", "!e! opens"),
        ("| quay", "| quay"),
        ("- quay", "- quay"),
        ("[Update] Quay opens", "[Update] Quay opens"),
        ("{Update}: quay opens", "{Update}: quay opens"),
    ],
)
def test_front_matter_title_needs_no_quotation_marks(tmp_path: Path, value: str, title: str) -> None:
    front = (
        f"# by hand\nid: 007\nsource: ~\ntitle: {value}  \n\nauthor:\n  - Ilse Marandt\n  - Femi Aldous\n"
        "# the day\ndate: '2025-06-03'\nurl: https://gazette.example/quay\nsummary: >\n  Long: words.\n\n  More.\n"
    )
    article = read_article(write(tmp_path, "a.md", f"---\n{front}---\n{BODY}"))
    assert (article.title, article.text, article.id, article.publisher) == (title, BODY, "007", None)
    assert (article.author, article.published) == ("Ilse Marandt, Femi Aldous", dt.date(2025, 6, 3))
    assert article.url == "https://gazette.example/quay"


@pytest.mark.parametrize("field", ["author", "publisher"])
def test_front_matter_field_needs_no_quotation_marks(tmp_path: Path, field: str) -> None:
    article = read_article(write(tmp_path, "a.md", f"---\n{field}: Quay: @Daily\ntitle: [A, B]\n---\n{BODY}"))
    assert (getattr(article, field), article.title) == ("Quay: @Daily", "A, B")


def test_unclosed_front_matter_is_text(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "a.md", f"---\nauthor: Ilse Marandt\n\n{BODY}"))
    assert (article.author, article.text) == (None, f"author: Ilse Marandt\n\n{BODY}")


def test_broken_front_matter_does_not_affect_other_files(tmp_path: Path) -> None:
    write(tmp_path, "n/a.md", f'---\na: "\\UFFFFFFFF"\n---\n{BODY}')
    write(tmp_path, "n/b.md", f"# B\n\n{BODY}")
    assert outline(read(tmp_path / "n")) == [
        (f"{tmp_path}/n/a.md", "The front matter is broken at line 2. Write it as lines of `name: value`"),
        ("n/b.md", "B"),
    ]


def test_markdown_without_text_is_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "---\ntitle: A\nbody: no\n---\n")
    assert reason(path) == "The file has no text besides its front matter or title. Write some or delete the file"


# HTML


def test_html_page_becomes_an_article_with_its_metadata(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.htm",
        '<html lang="fr"><head><meta charset="iso-8859-1"><title>Café</title>'
        '<meta property="og:site_name" content="Le Quai"><meta name="author" content="Ilse Marandt">'
        '<meta property="article:published_time" content="2025-06-03T06:00:00Z">'
        '<link rel="canonical" href="https://quai.example/cafe"></head><body><nav>Menu</nav><article>'
        "<h1>Café</h1><p>“Le café sera plus long,” a dit la directrice du port, mardi à midi.</p>"
        "<p>Il se paie lui-même en onze ans, selon elle, et personne ne dira le contraire.</p>"
        "</article></body></html>".encode("cp1252"),
    )
    article = read_article(path)
    assert article.text == (
        "“Le café sera plus long,” a dit la directrice du port, mardi à midi.\n"
        "Il se paie lui-même en onze ans, selon elle, et personne ne dira le contraire."
    )
    assert (article.title, article.author, article.publisher) == ("Café", "Ilse Marandt", "Le Quai")
    assert (article.published, article.url, article.language) == (
        dt.date(2025, 6, 3),
        "https://quai.example/cafe",
        "fr",
    )


PAGE = (
    "<html><head><meta charset='{}'><title>Quay</title></head><body><article><h1>Quay</h1>"
    "<p>“Le café sera plus long, bien plus long,” a dit la directrice du port, mardi midi.</p>"
    "<p>Il se paie lui-m#me en onze ans, selon elle, et personne ne dira le contraire.</p>"
    "</article></body></html>"
)


@pytest.mark.parametrize(
    ("declared", "encoding", "bad"),
    [("utf-8", "utf-8", b"\xff"), ("utf-8", "utf-8", b"\xc3"), ("iso-8859-1", "cp1252", b"\x81")],
)
def test_invalid_byte_in_a_page_is_replaced(tmp_path: Path, declared: str, encoding: str, bad: bytes) -> None:
    data = PAGE.format(declared).encode(encoding).replace(b"#", bad)
    assert read_article(write(tmp_path, "a.html", data)).text == (
        "“Le café sera plus long, bien plus long,” a dit la directrice du port, mardi midi.\n"
        "Il se paie lui-m\ufffdme en onze ans, selon elle, et personne ne dira le contraire."
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "The content is binary, not text. If it is text in UTF-16, save it as UTF-8"),
        (
            PAGE.format("utf-8").encode() + b"\x00",
            "The content is binary, not text. If it is text in UTF-16, save it as UTF-8",
        ),
        (
            PAGE.format("shift_jis").encode("cp1252") + b"\xff" * 50,
            "The content is declared as shift_jis but is not valid shift_jis. Save it as UTF-8",
        ),
        (
            PAGE.format("klingon").encode("cp1252"),
            "The content is declared as klingon but is not valid klingon. Save it as UTF-8",
        ),
    ],
)
def test_binary_or_damaged_page_is_rejected(tmp_path: Path, data: bytes, why: str) -> None:
    assert reason(write(tmp_path, "a.html", data)) == why


@pytest.mark.parametrize("page", ["<html><body><script>x()</script></body></html>", "<!-- -->", "<html>"])
def test_page_without_an_article_is_rejected(tmp_path: Path, page: str) -> None:
    assert reason(write(tmp_path, "a.html", page)) == (
        "No article was found in the page. Save the page that contains the text of the article"
    )


# PDF


def test_pdf_becomes_an_article_with_its_metadata() -> None:
    article = read_article(SAMPLE / "meridian-science" / "2025-06-19-farlight.pdf")
    assert article.title == "Farlight telescope faces axe as partners split over bill"
    assert (article.author, article.published) == ("Oonagh Mbeki-Strand", dt.date(2025, 6, 19))
    assert article.text.startswith(
        "The Five Seas Space Agency will stop work on its Farlight telescope in October unless its members "
        "find another 410 million crowns, its director said on Wednesday."
    )
    assert article.text.endswith("visited the mirror in May and posed in front of it for photographs.")


def test_pdf_title_that_is_a_number_is_ignored(tmp_path: Path) -> None:
    data = (SAMPLE / "meridian-science" / "2025-06-19-farlight.pdf").read_bytes()
    start = data.index(b"/Title (")
    end = data.index(b")", start) + 1
    number = b"/Title 12".ljust(end - start)
    article = read_article(write(tmp_path, "a.pdf", data[:start] + number + data[end:]))
    assert article.title == "Farlight telescope faces axe as partners split over bill"


def test_unreadable_pdf_is_rejected(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    scanned = tmp_path / "scanned.pdf"
    writer.write(scanned)
    writer.encrypt("secret", algorithm="RC4-128")
    encrypted = tmp_path / "encrypted.pdf"
    writer.write(encrypted)
    assert PdfReader(encrypted).is_encrypted
    assert reason(scanned) == "The PDF has no text, only images. Run text recognition (OCR) on it first"
    assert reason(encrypted) == "The PDF is encrypted. Save it without a password"
    assert reason(write(tmp_path, "a.pdf", b"%PDF-1.7\nnothing")) == "The PDF is broken. Save it again"


@given(cut=st.integers(1, 2000), offset=st.integers(0, 2000), byte=st.integers(0, 255))
@settings(max_examples=50, deadline=None)
def test_damaged_pdf_is_read_or_rejected(cut: int, offset: int, byte: int) -> None:
    data = bytearray((SAMPLE / "meridian-science" / "2025-06-19-farlight.pdf").read_bytes())
    data[offset] = byte
    with tempfile.TemporaryDirectory() as folder:
        [result] = read(write(Path(folder), "a.pdf", bytes(data[:-cut])))
    assert result.origin == "a.pdf"
    if isinstance(result, Article):
        assert result.sha256 == hashlib.sha256(result.text.encode()).hexdigest()
    else:
        assert result.reason.startswith("The ")


# JSON and JSON Lines


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"_id": 7}, "id", "7"),
        ({"GUID": " a\nb "}, "id", "a b"),
        ({"headline": "H"}, "title", "H"),
        ({"title": "", "Name": "H"}, "title", "H"),
        ({"title": "x" * 501}, "title", "x" * 499 + "…"),
        ({"authors": ["A", {"name": "B"}, None]}, "author", "A, B"),
        ({"byline": "A\u202e\x1b[31m"}, "author", "A[31m"),
        ({"publisher": {"name": "P"}}, "publisher", "P"),
        ({"site_name": "x" * 301}, "publisher", "x" * 299 + "…"),
        ({"datePublished": "2025-06-03T08:00:00Z"}, "published", dt.date(2025, 6, 3)),
        ({"pubDate": "Tue, 03 Jun 2025 08:00:00 GMT"}, "published", dt.date(2025, 6, 3)),
        ({"publishedAt": "2025-06-03"}, "published", dt.date(2025, 6, 3)),
        ({"published_on": "2025-06-03"}, "published", dt.date(2025, 6, 3)),
        ({"pub_date": "2025-06-03"}, "published", dt.date(2025, 6, 3)),
        ({"timestamp": 1748908800}, "published", dt.date(2025, 6, 3)),
        ({"date": "soon"}, "published", None),
        ({"link": "http://x.example/a"}, "url", "http://x.example/a"),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"url": "https://[x"}, "url", None),
        ({"url": "https://x.example/" + "a" * 300}, "url", None),
        ({"lang": "EN_us"}, "language", "en"),
        ({"language": "English"}, "language", None),
    ],
)
def test_field_names_have_synonyms(tmp_path: Path, record: dict[str, object], field: str, value: object) -> None:
    path = write(tmp_path, "a.json", json.dumps({**record, "articleBody": BODY}))
    assert getattr(read_article(path), field) == value


def test_json_is_an_object_a_list_or_an_object_with_a_list(tmp_path: Path) -> None:
    one = {"title": "T", "text": BODY}
    write(tmp_path, "n/list.json", json.dumps([one, 5, {"title": "no"}, {**one, "url": "https://x.example"}]))
    write(tmp_path, "n/object.json", json.dumps(one))
    write(tmp_path, "n/under.json", json.dumps({"Items": [one]}))
    folder = tmp_path / "n"
    assert outline(read(folder)) == [
        ("n/list.json#1", "T"),
        (
            f"{folder}/list.json",
            'Record 2: The record is not an object with fields. Write it as {"title": …, "text": …}',
        ),
        (
            f"{folder}/list.json",
            (
                "Record 3: The article has no text. Put it in a field named text or body or content or article or "
                "articleBody or maintext"
            ),
        ),
        ("https://x.example", "T"),
        ("n/object.json#1", "T"),
        ("n/under.json#1", "T"),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            "{",
            "The JSON is not valid (Expecting property name enclosed in double quotes at column 2). Repair it",
        ),
        (
            '{"a":\n1,',
            "The JSON is not valid (Expecting property name enclosed in double quotes at line 2, column 3). Repair it",
        ),
        ("[" * 200_000, "The JSON is nested too deeply. Flatten it"),
        ("1" * 5000, "Record 1: The JSON contains a number with too many digits. Write it as a string"),
        ("[]", "The list of articles is empty. Fill it or delete the file"),
    ],
)
def test_broken_json_is_rejected(tmp_path: Path, content: str, why: str) -> None:
    assert reason(write(tmp_path, "a.json", content)) == why


def test_unreadable_line_does_not_affect_other_lines(tmp_path: Path) -> None:
    good = json.dumps({"title": "T", "text": BODY + "\ud800"}).encode()
    lines = [
        good,
        b"",
        b"{",
        b"x" * 300,
        b"\x00",
        b'{"text": ["a"]}',
        b'{"id": "%s", "text": "a"}' % (b"i" * 301),
        good,
    ]
    path = write(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + b"\n".join(lines))
    results = read(path, limits=ReadingLimits(max_file_bytes=400))
    assert outline(results)[0] == ("a.jsonl#1", "T")
    assert outline(results)[-1] == ("a.jsonl#8", "T")
    assert [item.path for item in results[1:-1] if isinstance(item, Rejection)] == [
        f"{path}:{line}" for line in (3, 4, 5, 6, 7)
    ]
    assert [item.reason for item in results if isinstance(item, Rejection)][2:] == [
        "The content is binary, not text. If it is text in UTF-16, save it as UTF-8",
        "The text is a list, not a string. Write it as one string",
        "The id has 301 characters, more than the 300 allowed. Shorten it",
    ]


def test_all_field_names_are_documented() -> None:
    words = set(re.findall(r"\w+", (json_lines.__doc__ or "").casefold()))
    for field in Fields.model_fields.values():
        assert isinstance(field.validation_alias, AliasChoices)
        assert set(map(str, field.validation_alias.choices)) - words == set()


FLAWS = [
    (b'{"text": "a", "score": NaN}', "The JSON contains NaN, which is not a value. Write null"),
    (b'{"text": "a", "scores": [{"b": -Infinity}]}', "The JSON contains -Infinity, which is not a value. Write null"),
    (b'{"text": "a", "url": "", "text": "b"}', "Two fields are named text. Keep one"),
    (b'{"text": "a", "more": [{"b": 1, "b": 1}]}', "Two fields are named b. Keep one"),
    (
        b'{"text": "a", "id": %s}' % (b"1" * 5000),
        "The JSON contains a number with too many digits. Write it as a string",
    ),
]


def test_flaw_rejects_its_line_only(tmp_path: Path) -> None:
    good = b'{"title": "T", "text": "a"}'
    path = write(tmp_path, "a.jsonl", b"\n".join([good, *(line for line, _ in FLAWS), good]))
    assert outline(read(path)) == [
        ("a.jsonl#1", "T"),
        *((f"{path}:{line}", why) for line, (_, why) in enumerate(FLAWS, start=2)),
        (f"a.jsonl#{len(FLAWS) + 2}", "T"),
    ]


def test_flaw_rejects_its_record_only(tmp_path: Path) -> None:
    good = b'{"title": "T", "text": "a"}'
    records = b",".join([good, *(record for record, _ in FLAWS), good])
    path = write(tmp_path, "a.json", b'{"version": NaN, "articles": [%s]}' % records)
    assert outline(read(path)) == [
        ("a.json#1", "T"),
        *((str(path), f"Record {position}: {why}") for position, (_, why) in enumerate(FLAWS, start=2)),
        (f"a.json#{len(FLAWS) + 2}", "T"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_json_lines_with_a_byte_order_mark_are_decoded(tmp_path: Path, encoding: str) -> None:
    lines = '{"title": "T", "text": "“Café”Ċ"}\r\n\r\n{\n{"title": "U", "text": "b"}\n'
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path = write(tmp_path, "a.jsonl", f"{mark}{lines}".encode(encoding))
    results = read(path)
    assert [item.text if isinstance(item, Article) else item.path for item in results] == ["“Café”Ċ", f"{path}:3", "b"]
    assert [item.id for item in results if isinstance(item, Article)] == ["a.jsonl#1", "a.jsonl#4"]


def test_damaged_json_lines_with_a_byte_order_mark_are_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b"\xff\xfea")
    assert reason(path) == "The content is declared as utf-16-le but is not valid utf-16-le. Save it as UTF-8"


def test_line_over_the_limit_is_rejected_alone(tmp_path: Path) -> None:
    good = '{"title": "T", "text": "a"}'
    path = write(tmp_path, "a.ndjson", f"{good}\n{'x' * 1000}\n{good}")
    assert outline(read(path, limits=ReadingLimits(max_file_bytes=30))) == [
        ("a.ndjson#1", "T"),
        (f"{path}:2", "The line is larger than 30 bytes. Split it or raise the limit"),
        ("a.ndjson#3", "T"),
    ]


def test_json_lines_file_without_records_is_rejected(tmp_path: Path) -> None:
    assert reason(write(tmp_path, "a.jsonl", "\n \n")) == "The file is empty. Fill it or delete it"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(["id", "Title", "text", "authors", "source", "date", "url", "lang", "other"])


@given(st.lists(st.dictionaries(NAMES, JSON_VALUES), min_size=1, max_size=4))
@settings(deadline=None)
def test_every_line_becomes_an_article_or_a_rejection(records: list[dict[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), "a.jsonl", "\n".join(map(json.dumps, records)))
        results = read(path)
    assert len(results) == len(records)
    for item in results:
        if isinstance(item, Article):
            assert item.text == canonicalise(item.text).strip() != ""
            assert item.sha256 == hashlib.sha256(item.text.encode()).hexdigest()
            assert item.id.strip()
            assert item.title.strip()


# Folders


def test_folder_is_read_recursively_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    write(folder, "b.TXT", f"B\n\n{BODY}")
    write(folder, "2025/a.txt", f"A\n\n{BODY}")
    write(folder, "c.docx", "x")
    write(folder, "README", "x")
    write(folder, ".hidden.txt", BODY)
    write(folder, ".git/a.txt", BODY)
    (folder / "2025" / "loop").symlink_to(folder)
    (folder / "d.txt").symlink_to(folder / "gone")
    (folder / "e.txt").symlink_to("e.txt")
    (folder / "f.txt").symlink_to(folder / "b.TXT")
    os.mkfifo(folder / "g.txt")
    supported = "Supported types: .txt, .md, .markdown, .html, .htm, .pdf, .json, .jsonl, .ndjson"
    assert outline(read(folder)) == [
        ("news/2025/a.txt", "A"),
        (f"{folder}/README", f"Unsupported file type (no suffix). {supported}"),
        ("news/b.TXT", "B"),
        (f"{folder}/c.docx", f"Unsupported file type .docx. {supported}"),
        (
            f"{folder}/d.txt",
            "The file cannot be read (No such file or directory). Check the file and its permissions",
        ),
        (
            f"{folder}/e.txt",
            "The file cannot be read (Too many levels of symbolic links). Check the file and its permissions",
        ),
        (f"{folder}/g.txt", "The path is not a regular file. Copy the content into a file"),
    ]


def test_file_is_read_once_through_several_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "news", "a.txt", f"A\n\n{BODY}")
    assert outline(read(path, tmp_path / "news", path)) == [("a.txt", "A")]
    monkeypatch.chdir(tmp_path / "news")
    assert outline(read(Path())) == [("news/a.txt", "A")]


def test_second_article_with_an_id_is_rejected(tmp_path: Path) -> None:
    first = write(tmp_path, "a.json", json.dumps({"id": 1, "title": "A", "text": BODY}))
    second = write(tmp_path, "b.jsonl", json.dumps({"id": "1", "title": "B", "text": BODY}))
    assert read(first, second)[1] == Rejection(
        f"{second}:1", f"The id 1 is already used by {first}. Give each article its own id", "b.jsonl"
    )


def test_file_name_with_invalid_bytes_becomes_a_printable_id(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\x1b[31m\n.txt"))
    path.write_text(f"A\n\n{BODY}")
    assert outline(read(path)) == [("a\ufffd[31m .txt", "A")]


def test_missing_path_is_an_error_before_reading(tmp_path: Path) -> None:
    good = write(tmp_path, "a.txt", BODY)
    for path, why in [
        (tmp_path / "gone", "No such file or directory"),
        (tmp_path / ("x" * 300), "File name too long"),
        (good / "x", "Not a directory"),
    ]:
        with pytest.raises(SourceError) as caught:
            read_sources([good, path], LIMITS)
        assert str(caught.value) == (f"{path} cannot be read ({why}). Give the path of a file or folder of articles.")


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """Yield a folder with closed entries to a process that may not read them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder, "closed.txt", BODY).chmod(0)
        write(folder, "open.txt", f"A\n\n{BODY}")
        (folder / "closed").mkdir(mode=0)
        me = os.geteuid()
        if me == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(me)
        (folder / "closed").chmod(0o700)


def test_missing_permissions_are_reported(unprivileged: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_sources([unprivileged], LIMITS)
    assert str(caught.value) == (
        f"The folder {unprivileged}/closed cannot be listed (Permission denied). Check its permissions."
    )
    closed = unprivileged / "closed.txt"
    assert outline(read(closed, unprivileged / "open.txt")) == [
        (str(closed), "The file cannot be read (Permission denied). Check the file and its permissions"),
        ("open.txt", "A"),
    ]


# Whole collections


def test_sample_collection_is_read_without_rejections() -> None:
    results = read(SAMPLE)
    assert [item for item in results if isinstance(item, Rejection)] == []
    assert len({item.id for item in results if isinstance(item, Article)}) == len(results) == 21


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not beside this repository")
def test_large_collections_keep_their_ids() -> None:
    for path in sorted(SHARED.glob("qa/*/articles.jsonl")):
        ids = [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]
        assert [item.id for item in read(path) if isinstance(item, Article)] == ids
    assert read_article(SHARED / "seed" / "summit.txt").title == (
        "Russia\u2019s Chief of General Staff Warns of Long-Term Threat from "
        "NATO\u2019s Expanding Military Presence Near Borders"
    )


def test_heavy_libraries_are_imported_for_their_format_only(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", BODY)
    heavy = ["trafilatura", "lxml", "pypdf", "charset_normalizer", "frontmatter", "yaml", "markdown_it"]
    script = (
        "import sys; from pathlib import Path; from index.config import ReadingLimits\n"
        "from index.reading.sources import read_sources\n"
        f"print(len(list(read_sources([Path({str(path)!r})], ReadingLimits()))))\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n[]\n"
