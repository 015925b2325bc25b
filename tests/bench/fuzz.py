"""Thirty minutes of inputs grown by what they reach (atheris): reading, cleaning, dates, quotation marks, the ledger.

    python -m tests.bench.fuzz SECONDS FOLDER

An input that makes any of them raise is kept in the folder, once for each place that it is raised at; one that takes
ten seconds or two GB ends the run. Needs ``pip install atheris``, which no other part of the workbook does.
"""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

ENDINGS = ("txt", "md", "html", "eml", "csv", "jsonl", "xml", "rtf", "pdf", "docx", "mbox", "ris", "")
TARGETS = ("reading", "cleaning", "dates", "quotes", "ledger")
DATA = Path(__file__).parents[2] / "data"
SEEDS = (
    "GENEVA, 3 May 2024 – The truce held, Amina Sow said. “We waited,” she added on Friday, late November 2025.",
    "---\ntitle: The plan\ndate: 2024-05-03\nproposers: [the council]\n---\n1. The port opens.\n(a) All tolls end.\n",
    "<html><head><title>T</title></head><body><p>The truce held.</p><ul><li>one</li></ul></body></html>",
    "Subject: Fwd: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe truce held.\n--b--",
    'title,text,date\nA,"The truce held, he said.",3/4/2024\n',
    '{"title": "A", "text": "The truce held", "published": "2024-05-03"}\n',
    "<rss><channel><item><title>A</title><description>The truce held</description></item></channel></rss>",
    '{"action":"set","table":"plans","row_id":"accord","field":"title","value":"x","entry_id":"e1"}\n'
    '{"action":"undo","table":"plans","row_id":"e1"}\n{"action":"note","table":"plans","row_id":"accord","value":"y"}',
)


def targets(place: Path) -> dict[str, Any]:
    """Return what is tried, by name: functions of bytes."""
    from tests.planned import corpus as planned
    from workbook.cleaning import clean
    from workbook.corrections import Ledger, apply
    from workbook.language.speech.quotation_marks import quoted
    from workbook.language.time.grammar import find_timexes
    from workbook.reading import Source, read_bytes
    from workbook.reading.days import to_day
    from workbook.reading.plans import read_plan

    machine = planned(place / "plans").tables
    ledger = place / "ledger" / "corrections.jsonl"
    ledger.parent.mkdir()

    def reading(data: bytes) -> None:
        ending = ENDINGS[data[0] % len(ENDINGS)] if data else "txt"
        for source in read_bytes(data[1:], f"a.{ending}").sources:
            json.dumps([source.text, source.title, source.author], ensure_ascii=False).encode()
        read_plan(data[1:].decode("utf-8", "replace"), "a")

    def cleaning(data: bytes) -> None:
        text = data.decode("utf-8", "replace").replace("\0", "")
        if text.strip():
            cleaned = clean(Source("", "txt", "0" * 64, text))
            assert len(cleaned.text) <= len(text) + 2 * text.count("\n") + 100

    def dates(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        to_day(text)
        for found in find_timexes(text):
            assert 0 <= found.words[0].start < found.words[-1].end <= len(text)

    def quotes(data: bytes) -> None:
        quoted(data.decode("utf-8", "replace"))

    def lines(data: bytes) -> None:
        ledger.write_bytes(data)
        apply(machine, Ledger(ledger.parent).active)

    return dict(zip(TARGETS, (reading, cleaning, dates, quotes, lines), strict=True))


def main(seconds: int, found: Path) -> None:
    """Fuzz for that long; write what was tried and what was raised into ``found/tried.json``."""
    import atheris

    found.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["workbook"]):
        import workbook.cleaning
        import workbook.corrections
        import workbook.language.speech.quotation_marks
        import workbook.language.time.grammar
        import workbook.reading.plans  # noqa: F401
    place = Path(tempfile.mkdtemp())
    tried, raised = Counter[str](), Counter[str]()
    work = targets(place)
    seeds = found / "seeds"
    seeds.mkdir(exist_ok=True)
    texts = [*SEEDS, *(path.read_text("utf-8")[:3_000] for path in sorted((DATA / "articles").glob("*.txt")))]
    for at, text in enumerate(texts):
        for kind in range(len(TARGETS)):
            (seeds / f"{at}-{kind}").write_bytes(bytes([kind, at]) + text.encode())

    def once(data: bytes) -> None:
        name = TARGETS[data[0] % len(TARGETS)] if data else TARGETS[0]
        tried[name] += 1
        try:
            work[name](data[1:])
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{name}: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            if not raised[where]:
                (found / f"raised-{len(raised)}").write_bytes(data)
                (found / f"raised-{len(raised)}.txt").write_text(traceback.format_exc(), "utf-8")
            raised[where] += 1
        if sum(tried.values()) % 500 == 0:
            (found / "tried.json").write_text(json.dumps({"tried": tried, "raised": raised}, indent=1), "utf-8")

    limits = ["-timeout=120", "-rss_limit_mb=2048", "-max_len=4096", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", *limits, str(seeds)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
