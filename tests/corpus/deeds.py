"""What happens to an analyst's folder between two loads, by chance; and the comparison with a clean build."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

import workbook as wb

ENDINGS = (".txt", ".md", "", ".foo", ".html")
PEOPLE = ("Amina Sow", "Mart Kask", "Ines Roldán", "General Okoro")
PLACES = ("Suakin", "Narva", "Ceuta", "Tessalit")


def story(draw: random.Random) -> str:
    who, where, day = draw.choice(PEOPLE), draw.choice(PLACES), draw.randint(1, 28)
    deed = draw.choice(["The truce held", "The bridge opened", "The army left", "A convoy arrived"])
    words = f"{deed}, {who} said. “We waited {day} days in {where},” {who} added on Friday."
    lead = f"{where.upper()}, {day} May 2024 – " * draw.randint(0, 1)
    return f"{deed} in {where}\n\n{lead}{words} The port council rejected the harbour paper."


def plan(draw: random.Random) -> str:
    title = draw.choice(["harbour paper", "river formula"])
    return f"---\ntitle: The {title}\n---\n1. The port opens in {draw.randint(2, 40)} days.\n2. All tolls end.\n"


def write(folder: Path, plans: Path) -> None:
    """Fill both folders with a few small files."""
    draw = random.Random(4)
    plans.mkdir(exist_ok=True)
    for n in range(3):
        (folder / f"{n}.txt").write_text(story(draw), "utf-8")
    (plans / "paper.md").write_text(plan(draw), "utf-8")


def flip(path: Path, draw: random.Random) -> None:
    """Turn one bit of a file over."""
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(bytes(data))


def flip_one(cache: Path, draw: random.Random) -> Path:
    """Turn over one bit of a file of the cache that holds something."""
    parts = sorted(path for path in cache.rglob("*") if path.is_file() and path.stat().st_size)
    part = draw.choice(parts)
    flip(part, draw)
    return part


def built_anew(folder: Path, plans: Path | None) -> wb.Corpus:
    """Return the corpus of a copy of the folder that has no cache."""
    copy = folder.with_name("clean")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".workbook"))
    return wb.load(copy, plans=plans, progress=False)


def assert_same(one: wb.Corpus, other: wb.Corpus, without: Sequence[str] = ()) -> None:
    """Fail where a table differs; ``without`` are paths whose problems are not compared."""
    for name, table in one.tables.items():
        left, right = (
            found[~found["path"].isin(without)].reset_index(drop=True) if name == "problems" else found
            for found in (table, other.tables[name])
        )
        if name == "problems":
            left, right = (table.sort_values(["path", "reason"], ignore_index=True) for table in (left, right))
        pd.testing.assert_frame_equal(left, right, obj=name)
    if not without:
        assert one.fingerprint == other.fingerprint


def sequence(place: Path, seed: int, *, steps: int, look: int) -> None:
    """Do that many things to a folder, and after every few compare the cached load with a clean build."""
    draw = random.Random(seed)
    folder, plans = place / "news", place / "plans"
    folder.mkdir()
    write(folder, plans)
    for step in range(1, steps + 1):
        draw.choice(DEEDS)(draw, folder, plans)
        if step % look == 0:
            assert_same(wb.load(folder, plans=plans, progress=False), built_anew(folder, plans))
        elif draw.random() < 0.5:
            wb.load(folder, plans=plans, progress=False)


def _files(folder: Path) -> list[Path]:
    hidden = (".workbook", "lexicons")
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "corrections.jsonl")
    return sorted(path for path in paths if not set(hidden) & set(path.relative_to(folder).parts))


def _add(draw: random.Random, folder: Path, _: Path) -> None:
    (folder / f"n{draw.randrange(10**6)}{draw.choice(ENDINGS)}").write_text(story(draw), "utf-8")


def _add_export(draw: random.Random, folder: Path, _: Path) -> None:
    rows = [f'"{story(draw)}",{draw.randint(1, 14)}/{draw.randint(1, 12)}/2024' for _ in range(draw.randint(0, 3))]
    (folder / "export.csv").write_text("\n".join(["text,date", *rows, ""]), "utf-8")


def _rename(draw: random.Random, folder: Path, _: Path) -> None:
    path = draw.choice(_files(folder) or [folder])
    if path != folder:
        path.rename(path.with_name(f"r{draw.randrange(10**6)}{draw.choice(ENDINGS)}"))


def _move(draw: random.Random, folder: Path, _: Path) -> None:
    path = draw.choice(_files(folder) or [folder])
    if path != folder:
        (folder / "moved").mkdir(exist_ok=True)
        path.rename(folder / "moved" / path.name)


def _change(draw: random.Random, folder: Path, _: Path) -> None:
    path = draw.choice(_files(folder) or [folder])
    if path != folder:
        path.write_text(path.read_text("utf-8") + f" It was {draw.choice(PEOPLE)} who said so.", "utf-8")


def _copy(draw: random.Random, folder: Path, _: Path) -> None:
    path = draw.choice(_files(folder) or [folder])
    if path != folder:
        shutil.copy(path, folder / f"c{draw.randrange(10**6)}{draw.choice(ENDINGS)}")


def _delete(draw: random.Random, folder: Path, _: Path) -> None:
    path = draw.choice(_files(folder) or [folder])
    if path != folder:
        path.unlink()


def _correct_article(draw: random.Random, folder: Path, plans: Path) -> None:
    corpus = wb.load(folder, plans=plans, progress=False)
    if len(corpus.articles):
        one = draw.choice(list(corpus.articles["article_id"]))
        field, value = draw.choice([("published", f"2024-06-{draw.randint(10, 28)}"), ("publisher", "The Post")])
        corpus.ledger.record("set", "articles", one, field=field, value=value, article_id=one)


def _correct_row(draw: random.Random, folder: Path, plans: Path) -> None:
    corpus = wb.load(folder, plans=plans, progress=False)
    table, key = draw.choice([("events", "event_id"), ("quotes", "quote_id"), ("mentions", "mention_id")])
    if len(corpus.tables[table]):
        row = corpus.tables[table].iloc[draw.randrange(len(corpus.tables[table]))]
        corpus.ledger.record("reject", table, row[key], article_id=row["article_id"], words=row.get("text"))


def _undo(_: random.Random, folder: Path, plans: Path) -> None:
    wb.load(folder, plans=plans, progress=False).ledger.undo()


def _write_lexicon(draw: random.Random, folder: Path, _: Path) -> None:
    (folder / "lexicons").mkdir(exist_ok=True)
    words = draw.choice(["truce", "bridge", "convoy", "toll*"])
    (folder / "lexicons/topics.csv").write_text(f"topic,label,words\nenergy,Energy,{words}\n", "utf-8")


def _change_plan(draw: random.Random, _: Path, plans: Path) -> None:
    (plans / draw.choice(["paper.md", "second.txt"])).write_text(plan(draw), "utf-8")


def _rename_plan(draw: random.Random, _: Path, plans: Path) -> None:
    if found := sorted(plans.glob("*")):
        draw.choice(found).rename(plans / f"p{draw.randrange(10**6)}{draw.choice(['.md', '.txt'])}")


DEEDS: list[Callable[[random.Random, Path, Path], None]] = [
    _add, _add_export, _rename, _move, _change, _copy, _delete, _correct_article, _correct_row, _undo,
    _write_lexicon, _change_plan, _rename_plan,
]  # fmt: skip
