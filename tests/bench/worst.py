"""The worst inputs of one megabyte or less that we know: seconds, memory and what is told of each, loaded alone.

Each is loaded in a process of its own. What it takes beyond the load of one line of text is the input's.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

MB = 1_000_000
MARKS = '[]()"“…*:#_—'
RUN = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
import workbook as wb
from workbook.language import load_model
load_model()("Words to warm it.")
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
corpus = wb.load(sys.argv[1], plans=sys.argv[2], progress=False)
told = "; ".join(corpus.problems["reason"])[:300]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([time.process_time() - started, base / 1e3, peak / 1e3, len(corpus.articles), told]))
"""


def filled(piece: str) -> bytes:
    """Return a text of one megabyte made of one piece."""
    data = piece.encode()
    return data * (MB // len(data))


def inputs() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return the inputs by what they are: the name of the file, and what makes it."""
    draw = random.Random(0)
    words = "The envoys of both sides met for the third time in a hotel on the coast and spoke of prisoners. "
    made = {f"runs of {mark}": ("a.txt", lambda mark=mark: b"Words. " + filled(mark)) for mark in MARKS}
    made |= {
        "letters apart, within the limit": ("a.txt", lambda: b"a " * 74_000),
        "lines of one letter, within the limit": ("a.txt", lambda: b"a\n" * 37_000),
        "plain words, within the limit": ("a.txt", lambda: words.encode() * 3_500),
        "quotations, within the limit": ("a.txt", lambda: "“We go,” she said. ".encode() * 9_300),
        "plain words": ("a.txt", lambda: filled(words)),
        "one word": ("a.txt", lambda: filled("a")),
        "one number": ("a.txt", lambda: filled("7")),
        "lines of one letter": ("a.txt", lambda: filled("a\n")),
        "letters apart": ("a.txt", lambda: filled("a ")),
        "marks apart": ("a.txt", lambda: b"Words. " + filled("[ ] ")),
        "mixed marks": ("a.txt", lambda: b"Words. " + "".join(draw.choice(MARKS) for _ in range(MB * 2 // 3)).encode()),
        "marks by 19": ("a.txt", lambda: b"Words. " + filled("[" * 19 + " ")),
        "marks and letters": ("a.txt", lambda: filled("[a]")),
        "spaces": ("a.txt", lambda: b"word" + b" " * MB + b"word"),
        "accents": ("a.txt", lambda: ("e" + "\u0301" * (MB // 2)).encode()),
        "emoji": ("a.txt", lambda: b"Words. " + filled("😀")),
        "addresses": ("a.txt", lambda: filled("http://a.b/")),
        "abbreviations": ("a.txt", lambda: filled("Mr. Gen. ")),
        "days": ("a.txt", lambda: filled("1/1/2025 ")),
        "months": ("a.txt", lambda: filled("May and ")),
        "names": ("a.txt", lambda: filled("Amina Sow, ")),
        "said": ("a.txt", lambda: filled("said ")),
        "quotations": ("a.txt", lambda: filled("“We go,” she said. ")),
        "open quotation marks": ("a.txt", lambda: filled("“We go ")),
        "headings": ("a.txt", lambda: filled("What Comes Next\n\n")),
        "bullets": ("a.txt", lambda: filled("• one\n")),
        "numbered lines": ("a.txt", lambda: filled("1. one\n")),
        "hyphens at line ends": ("a.md", lambda: filled("word-\n")),
        "links in Markdown": ("a.md", lambda: filled("[a](b) ")),
        "brackets in Markdown": ("a.md", lambda: filled("[[![(")),
        "front matter of 15,000 keys": ("a.md", lambda: _front("".join(f"k{n}: v\n" for n in range(15_000)))),
        "front matter of merge keys": ("a.md", lambda: _front(_merges(7))),
        "front matter of aliases": ("a.md", lambda: _front(_aliases(9))),
        "front matter of brackets": ("a.md", lambda: _front("title: " + "[" * 100_000)),
        "a plan of aliases": ("plan.md", lambda: _front(_aliases(9, "title"))),
        "a plan of merge keys": ("plan.md", lambda: _front(_merges(7))),
        "a plan of brackets": ("plan.txt", lambda: b"1. One.\n" + filled("[(")[: MB - 10]),
        "a plan of 100,000 points": ("plan.txt", lambda: filled("1. One\n")),
        "a plan of one point": ("plan.txt", lambda: b"1. " + filled("word ")),
        "nested tags": ("a.html", lambda: b"<div>" * 100_000 + b"word" + b"</div>" * 60_000),
        "open tags": ("a.html", lambda: filled("<b>word")),
        "paragraphs": ("a.html", lambda: filled("<p>word</p>")),
        "empty paragraphs": ("a.html", lambda: filled("<p></p>")),
        "tables": ("a.html", lambda: filled("<table><tr><td>word")),
        "attributes": ("a.html", lambda: b"<p " + b"".join(b"a%d='x' " % n for n in range(90_000)) + b">word</p>"),
        "meta elements": ("a.html", lambda: filled("<meta name='author' content='x'>")),
        "scripts of brackets": ("a.html", lambda: b"<script type='application/ld+json'>" + b"[" * MB + b"</script><p>word</p>"),
        "a mail of 30,000 parts": ("a.eml", lambda: _mail(30_000)),
        "a mail of nested mails": ("a.eml", lambda: _nested(300)),
        "a mail of long headers": ("a.eml", lambda: b"Subject: " + filled("=?utf-8?q?a?= ") + b"\n\nword"),
        "a docx of 20,000 paragraphs": ("a.docx", lambda: _docx("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 20_000)),
        "a docx of empty elements": ("a.docx", lambda: _docx("<w:p/>" * 30_000_000)),
        "a docx of nested tables": ("a.docx", lambda: _docx("<w:tbl><w:tr><w:tc>" * 50_000)),
        "a docx of one paragraph": ("a.docx", lambda: _docx("<w:p>" + "<w:r><w:t>a</w:t><w:br/></w:r>" * 410_000 + "</w:p>")),
        "a sheet with a cell in XFD": ("a.xlsx", lambda: _xlsx("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 30_000)))),
        "a sheet with row 10,000,000": ("a.xlsx", lambda: _xlsx('<row r="10000000"><c r="A10000000"><v>1</v></c></row>')),
        "a sheet of a million rows": ("a.xlsx", lambda: _xlsx("<row><c><v>1</v></c></row>" * 1_000_000)),
        "a csv of commas": ("a.csv", lambda: filled(",")),
        "a csv of lines": ("a.csv", lambda: b"text\n" + filled("a\n")),
        "a csv of one quotation mark": ("a.csv", lambda: b'text\n"' + filled("a,\n")),
        "a csv of columns": ("a.csv", lambda: b"text," + filled("text,") + b"\nword"),
        "JSON of brackets": ("a.json", lambda: filled("[")),
        "JSON lines": ("a.jsonl", lambda: filled('{"text":"a"}\n')),
        "JSON of keys": ("a.json", lambda: b'{"text":"word",' + b",".join(b'"k%d":1' % n for n in range(80_000)) + b"}"),
        "a feed of entries": ("a.xml", lambda: b"<rss><channel>" + filled("<item><title>a</title></item>") + b"</channel></rss>"),
        "nested feed": ("a.xml", lambda: b"<rss>" + filled("<a>")),
        "a zip bomb": ("a.docx", lambda: _docx("a" * 250_000_000)),
        "noise": ("a.txt", lambda: draw.randbytes(MB)),
        "noise as a PDF": ("a.pdf", lambda: b"%PDF-1.4\n" + draw.randbytes(MB)),
        "a PDF of objects": ("a.pdf", lambda: b"%PDF-1.4\n" + filled("1 0 obj<<>>endobj ")),
        "a ledger of one correction": ("corrections.jsonl", lambda: filled('{"action":"note","table":"events","row_id":"e","value":"x"}\n')),
        "a ledger of brackets": ("corrections.jsonl", lambda: filled("[")),
        "a lexicon": ("lexicons/topics.csv", lambda: b"topic,label,words\n" + filled("energy,Energy,a *;b * c\n")),
    }  # fmt: skip
    return made


def _front(block: str) -> bytes:
    return f"---\n{block}\n---\n1. The envoys met on the coast.\n2. They left late in the night.\n".encode()


def _merges(levels: int) -> str:
    lines = ["a0: &a0 {" + ", ".join(f"k{n}: v" for n in range(10)) + "}"]
    lines += [f"a{n}: &a{n} {{<<: [" + ", ".join([f"*a{n - 1}"] * 10) + "]}" for n in range(1, levels)]
    return "\n".join(lines)


def _aliases(levels: int, key: str = "title") -> str:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [" + ",".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, levels)]
    return "\n".join([*lines, f"{key}: *a{levels - 1}"])


def _mail(parts: int) -> bytes:
    one = b"--b\nContent-Type: text/plain\n\na\n"
    return b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + one * min(parts, MB // len(one))


def _nested(depth: int) -> bytes:
    heads = "".join(f"Subject: a\nContent-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return (heads + "Content-Type: text/plain\n\nword\n").encode()


def _zip(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _docx(body: str) -> bytes:
    from docx import Document

    file = io.BytesIO()
    Document().save(file)
    return _with(file.getvalue(), "word/document.xml", "<w:sectPr", body + "<w:sectPr")


def _xlsx(rows: str) -> bytes:
    import openpyxl

    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.save(file)
    return _with(file.getvalue(), "xl/worksheets/sheet1.xml", "</sheetData>", rows + "</sheetData>")


def _with(data: bytes, name: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return _zip({**parts, name: parts[name].decode().replace(old, new, 1)})


def measured(name: str, content: bytes, *, timeout: float = 900) -> tuple[float, float, float, int, str]:
    """Return seconds of processor time, MB at rest and at most, articles, and what was told of one input."""
    with tempfile.TemporaryDirectory() as place:
        folder, plans = Path(place) / "news", Path(place) / "plans"
        folder.mkdir()
        plans.mkdir()
        path = (plans if name.startswith("plan") else folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        try:
            done = subprocess.run(
                [sys.executable, "-c", RUN, str(folder), str(plans)], capture_output=True, text=True, timeout=timeout
            )
        except subprocess.TimeoutExpired:
            return timeout, 0, 0, 0, "NOT DONE"
        if done.returncode == -24 or done.returncode == -9:
            return 90, 0, 0, 0, "NOT DONE"
        if done.returncode:
            return 0, 0, 0, 0, f"FAILED: {done.stderr[-300:]}"
        return tuple(json.loads(done.stdout.splitlines()[-1]))


def run(*, soak: bool = False, only: str = "") -> list[str]:
    rows = ["| input | kB | s | MB | articles | told |", "|---|---|---|---|---|---|"]
    for what, (name, make) in inputs().items():
        if only in what:
            content = make()
            seconds, base, peak, articles, told = measured(name, content)
            told = told.replace("|", "¦").replace("\n", " ")
            rows.append(
                f"| {what} | {len(content) / 1e3:,.0f} | {seconds:.1f} | {peak - base:,.0f} | {articles} | {told[:110]} |"
            )
            print(rows[-1], flush=True)
    return rows


if __name__ == "__main__":
    run(only=sys.argv[1] if len(sys.argv) > 1 else "")
