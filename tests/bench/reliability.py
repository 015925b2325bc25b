"""``make soak``: kills, flipped bits, hostile files, worst inputs and fuzzing; writes docs/reliability.md."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import workbook as wb
from tests.bench import hostile, worst
from tests.corpus import deeds
from workbook.corrections import Ledger
from workbook.language import load_model

PAGE = Path(__file__).parents[2] / "docs/reliability.md"
HEAD = """# Reliability

Written by `make soak`. Lost is what was acknowledged and is gone, or a table that differs from that of a clean build.
"""


def killed(work: Callable[[int], None], after: float) -> bytes:
    """Do the work in a child that is killed after so many seconds; return what it had acknowledged until then."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            work(write)
        finally:
            os._exit(0)
    os.close(write)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read()


def loads(number: int) -> list[str]:
    """A load is killed at any moment; the next one gives what a clean build gives."""
    load_model()("Words to warm it.")
    lost = midway = 0
    with tempfile.TemporaryDirectory() as name:
        folder, plans = Path(name) / "news", Path(name) / "plans"
        folder.mkdir()
        deeds.write(folder, plans)
        whole = deeds.built_anew(folder, plans)
        started = time.perf_counter()
        deeds.built_anew(folder, plans)
        takes = time.perf_counter() - started
        draw = random.Random(1)
        for _ in range(number):
            shutil.rmtree(folder / ".workbook", ignore_errors=True)
            killed(lambda _: wb.load(folder, plans=plans, progress=False), draw.uniform(0, takes))
            midway += (folder / ".workbook").is_dir()
            try:
                deeds.assert_same(wb.load(folder, plans=plans, progress=False), whole, without=[".workbook"])
            except Exception as error:
                lost += 1
                print("LOST", type(error), str(error)[:300], flush=True)
    return [f"| loads killed | {number} ({midway} after the cache had been begun) | {number - lost} | {lost} |"]


def corrections(number: int) -> list[str]:
    """A notebook is killed while it writes corrections; each one that was acknowledged is there."""
    acknowledged = lost = 0
    draw = random.Random(2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def write(pipe: int) -> None:
            ledger = Ledger(folder)
            for at in range(10_000):
                entry = ledger.record(
                    "note", "events", "e1", value=f"number {at} \u2028 " + "words " * draw.randint(0, 400)
                )
                os.write(pipe, f"{entry.entry_id}\n".encode())

        for turn in range(number):
            said = killed(write, draw.uniform(0.005, 0.15)).decode().split()
            known = {entry.entry_id for entry in Ledger(folder).entries}
            acknowledged += len(said)
            lost += len(set(said) - known)
            if turn % 10 == 9:
                (folder / "corrections.jsonl").unlink()
    return [
        f"| notebooks killed while they wrote corrections | {number}, {acknowledged:,} acknowledged | {number} | {lost} |"
    ]


def bits(number: int) -> list[str]:
    """One bit of the cache is turned over; no table differs, the damage is told."""
    lost = silent = 0
    draw = random.Random(3)
    with tempfile.TemporaryDirectory() as name:
        folder, plans = Path(name) / "news", Path(name) / "plans"
        folder.mkdir()
        deeds.write(folder, plans)
        whole = wb.load(folder, plans=plans, progress=False)
        kept = Path(name) / "kept"
        shutil.copytree(folder / ".workbook", kept)
        for _ in range(number):
            shutil.rmtree(folder / ".workbook")
            shutil.copytree(kept, folder / ".workbook")
            part = deeds.flip_one(folder / ".workbook", draw)
            try:
                again = wb.load(folder, plans=plans, progress=False)
                deeds.assert_same(again, whole, without=[".workbook"])
                silent += "made anew" not in " ".join(again.problems["reason"])
            except Exception as error:
                lost += 1
                print("LOST", part, type(error), str(error)[:300], flush=True)
    return [
        f"| bits of the cache turned over | {number}, {number - silent} told in `problems`, the rest in parts that the load did not read | {number - lost} | {lost} |"
    ]


def sequences(number: int) -> list[str]:
    """Files, plans, lexicons and corrections change by chance; every load equals a clean build."""
    lost = 0
    for seed in range(1, number + 1):
        with tempfile.TemporaryDirectory() as name:
            try:
                deeds.sequence(Path(name), seed, steps=15, look=3)
            except Exception as error:
                lost += 1
                print("LOST", seed, type(error), str(error)[:300], flush=True)
    return [
        f"| sequences of 15 changes, compared with clean builds five times each | {number} | {number - lost} | {lost} |"
    ]


def files(number: int) -> list[str]:
    """Damaged and made-up files lie beside good articles; each is read or told of, and the good ones load."""
    lost = told = read = 0
    for first in range(0, number, 50):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            names = hostile.write(folder, range(first, min(first + 50, number)))
            (folder / "good.txt").write_text(hostile.GOOD, "utf-8")
            try:
                corpus = wb.load(folder, progress=False)
            except Exception as error:
                lost += len(names)
                print("LOST", first, type(error), str(error)[:300], flush=True)
                continue
            known, problems = set(corpus.articles["path"]), set(corpus.problems["path"])
            read += len(known & names)
            told += len((problems & names) - known)
            lost += len(names - known - problems) + ("good.txt" not in known)
    return [f"| hostile files | {number}: {read} read, {told} refused with a reason | {number - lost} | {lost} |"]


def fuzzing(seconds: int) -> list[str]:
    """Coverage-guided inputs to reading, cleaning, dates, quotation marks and the ledger."""
    if not importlib.util.find_spec("atheris"):
        return ["| fuzzing | not run: atheris is not installed | | |"]
    with tempfile.TemporaryDirectory() as name:
        found = Path(name) / "found"
        command = [sys.executable, "-m", "tests.bench.fuzz", str(seconds), str(found)]
        subprocess.run(command, check=False, capture_output=True)
        return [fuzzed(found, seconds)]


def fuzzed(found: Path, seconds: int) -> str:
    counts = json.loads((found / "tried.json").read_text("utf-8"))
    tried, raised = sum(counts["tried"].values()), len(counts["raised"])
    for told in sorted(found.glob("raised-*.txt")):
        print("RAISED", told.read_text("utf-8"), repr(told.with_suffix("").read_bytes()), flush=True)
    each = ", ".join(f"{name} {number:,}" for name, number in counts["tried"].items())
    ended = len([*found.glob("timeout-*"), *found.glob("oom-*"), *found.glob("crash-*")])
    return f"| fuzzed inputs, {seconds // 60} minutes (atheris) | {tried:,}: {each} | {raised} places raise, {ended} ended it | {raised + ended} |"


PARTS: dict[str, Callable[[], list[str]]] = {
    "loads": lambda: loads(100),
    "corrections": lambda: corrections(100),
    "bits": lambda: bits(200),
    "files": lambda: files(300),
    "sequences": lambda: sequences(20),
    "fuzzing": lambda: fuzzing(1_800),
    "worst": worst.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(PARTS))
    names = parser.parse_args().names
    for name in names:
        rows = PARTS[name]()
        keep(name, rows)
        print("\n".join(rows), flush=True)


def keep(name: str, rows: list[str]) -> None:
    """Write one part of the page; the others stay as they were measured."""
    kept = PAGE.with_suffix(".json")
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    known[name] = [datetime.now(UTC).date().isoformat(), rows]
    kept.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")
    lines = [HEAD, "| what | tried | survived | lost | on |", "|---|---|---|---|---|"]
    for part in PARTS:
        if part in known and part != "worst":
            lines += [f"{row} {known[part][0]} |" for row in known[part][1]]
    if "worst" in known:
        lines += [
            "\n## The worst inputs we know\n",
            f"{(worst.__doc__ or '').strip()} Measured on {known['worst'][0]}.\n",
            *known["worst"][1],
        ]
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
