"""Good files of each format, made from the same few sentences, that the fuzz run breaks."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache

from tests.read.printing import Sheet, pdf
from tests.read.test_warc import record

SENTENCES = (
    "Norway wants Sudan to reopen the port, release the twelve sailors and pay compensation.",
    "Sudan’s envoy rejected these demands on 12 August 2025.",
    "“We will not give up the islands,” said President Omar Idris.",
    "Norway offered to send 10,000 observers if Sudan withdrew its gunboats.",
)
TITLE = "Norway and Sudan trade demands over the strait"
TEXT = f"{TITLE}\n\nBy Jane Doe\n\n{SENTENCES[0]} {SENTENCES[1]}\n\n{SENTENCES[2]}\n\n- {SENTENCES[3]}\n"
SIDECAR = (
    "title: Talks\nauthor: Jane Doe\npublisher: Daily\npublished: 2025-08-09/2025-08-15\npublished_basis: inferred\n"
    "url: https://example.org/a\nlicence: CC BY 4.0\nlanguage: en\nencoding: utf-8\npublish: quotes\n"
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2025-08-12T10:00:00Z">
<link rel="canonical" href="https://example.org/a"><script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2025-08-12", "author": {{"name": "Jane Doe"}}}}
</script></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>{TITLE}</h1>
<p>{SENTENCES[0]}</p><h2>Answers</h2><p>{SENTENCES[1]} {SENTENCES[2]}</p><ul><li>{SENTENCES[3]}</li></ul>
<table><tr><td>Norway</td><td>Sudan</td></tr></table></article><footer>All rights reserved</footer></body></html>
"""


def text() -> bytes:
    return TEXT.encode()


def with_front_matter() -> bytes:
    return f"---\n{SIDECAR}---\n{TEXT}".encode()


def markdown() -> bytes:
    return f"# {TITLE}\n\n**{SENTENCES[0]}**\n\n## Answers\n\n> {SENTENCES[1]}\n\n1. {SENTENCES[2]}\n2. [{SENTENCES[3]}](https://example.org)\n".encode()


def page() -> bytes:
    return PAGE.encode()


def printed() -> bytes:
    first = Sheet().write(72, 760, TITLE, 18).lines(72, 700, [*SENTENCES[:2]])
    return pdf([first, Sheet().lines(72, 700, [*SENTENCES[2:]])], {"Author": "Jane Doe", "Title": TITLE}, packed=False)


@cache
def word() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    for sentence in SENTENCES:
        document.add_paragraph(sentence)
    document.add_table(1, 2).cell(0, 0).text = "Norway"
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, "Jane Doe <jane@example.org>"
    message["Date"], message["Message-ID"] = "Tue, 12 Aug 2025 10:00:00 +0000", "<a@example.org>"
    message.set_content(TEXT)
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(TEXT.replace("Norway", "Malta").encode(), maintype="text", subtype="plain", filename="a.txt")
    return message.as_bytes()


def records() -> list[dict[str, str]]:
    return [
        {"id": f"a{number}", "title": TITLE, "text": f"{sentence}\n\n{SENTENCES[0]}", "published": "2025-08-12",
         "url": f"https://example.org/{number}", "language": "en"}
        for number, sentence in enumerate(SENTENCES)
    ]  # fmt: skip


def json_lines() -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records()).encode()


def table() -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, list(records()[0]))
    writer.writeheader()
    writer.writerows(records())
    return out.getvalue().encode()


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records()), out)
    return out.getvalue()


def web_archive() -> bytes:
    return record(body=TEXT.encode()) + record("https://example.org/b", PAGE.encode(), content_type="text/html")


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("a.txt", text()), ("a.txt.meta.yml", SIDECAR.encode()), ("b/page.html", page()),
                              ("c.jsonl", json_lines()), ("d.txt.gz", gzip.compress(b"Again. " + text(), mtime=0))):  # fmt: skip
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


GOOD: dict[str, Callable[[], bytes]] = {
    "a.txt": text,
    "front.txt": with_front_matter,
    "a.md": markdown,
    "a.html": page,
    "a.pdf": printed,
    "a.docx": word,
    "a.eml": mail,
    "a.jsonl": json_lines,
    "a.csv": table,
    "a.parquet": parquet,
    "a.warc": web_archive,
    "a.warc.gz": lambda: gzip.compress(web_archive(), mtime=0),
    "a.zip": zipped,
    "a.txt.gz": lambda: gzip.compress(text(), mtime=0),
    "a.html.gz": lambda: gzip.compress(page(), mtime=0),
}
