"""Files that somebody or some disk made hostile: cut, with bytes turned over, put together, or of another kind."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

GOOD = (
    "Truce holds\n\nKHARTOUM, 3 May 2024 – The truce held, Amina Sow said. The army left the port of Suakin on Friday."
)


def _docx() -> bytes:
    from docx import Document

    file, document = io.BytesIO(), Document()
    document.add_heading("Truce holds", 1)
    document.add_paragraph(GOOD)
    document.save(file)
    return file.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    file, book = io.BytesIO(), openpyxl.Workbook()
    for row in (["title", "text", "date"], ["Truce", GOOD, "2024-05-03"]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def _pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=12)
    pdf.multi_cell(0, 8, GOOD.replace("–", "-"))
    return bytes(pdf.output())


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../outside.txt", GOOD)
        archive.writestr("word/document.xml", "<w:p>")
    return file.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "txt": lambda: GOOD.encode(),
    "md": lambda: f"---\ntitle: Truce\ndate: 2024-05-03\n---\n# Truce\n\n{GOOD}\n\n* [one](two)\n".encode(),
    "html": lambda: f"<html><head><title>T</title></head><body><article><p>{GOOD}</p></article></body></html>".encode(),
    "eml": lambda: f"Subject: Truce\nFrom: a@b.c\nContent-Type: text/plain; charset=utf-8\n\n{GOOD}\n".encode(),
    "csv": lambda: f'title,text,date\nTruce,"{GOOD}",3/4/2024\n'.encode(),
    "jsonl": lambda: (json.dumps({"title": "Truce", "text": GOOD, "published": "2024-05-03"}) + "\n").encode() * 3,
    "xml": lambda: f"<rss version='2.0'><channel><item><title>T</title><description>{GOOD}</description></item></channel></rss>".encode(),
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": _pdf,
    "rtf": lambda: (r"{\rtf1\ansi " + GOOD.replace("–", "-") + "}").encode(),
    "zip": _zip,
}  # fmt: skip


def write(folder: Path, numbers: Iterable[int]) -> set[str]:
    """Write the hostile files of these numbers, the same each time; return their names."""
    names = set()
    made = {kind: seed() for kind, seed in SEEDS.items()}
    for number in numbers:
        draw = random.Random(number)
        kind, ending = draw.choice([*SEEDS]), draw.choice([*SEEDS])
        name = f"h{number}.{kind if draw.random() < 0.8 else ending}"
        (folder / name).write_bytes(_damaged(made[kind], made[ending], draw))
        names.add(name)
    return names


def _damaged(data: bytes, other: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    how = draw.randrange(7)
    if how == 0:
        return data[: draw.randrange(len(data))]
    if how == 1:
        for _ in range(draw.randint(1, 40)):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    elif how == 2:
        at = draw.randrange(len(data))
        changed[at:at] = draw.randbytes(draw.randint(1, 400))
    elif how == 3:
        at = draw.randrange(len(data))
        changed[at:at] = other[draw.randrange(len(other)) :]
    elif how == 4:
        at = draw.randrange(len(data))
        changed[at:at] = (
            draw.choice([b"\0", b"\xff\xfe", b"[", b"<div>", b"\xe2\x80\xa8", b"\x0c", b'"', b"\\ud800"]) * 3_000
        )
    elif how == 5:
        at = draw.randrange(len(data))
        changed = bytearray(data[at:] + data[:at])
    else:
        changed = changed[::-1]
    return bytes(changed)
