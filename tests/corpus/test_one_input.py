"""Whatever is wrong with one file, one name, one plan or one lexicon costs that one: it is told, and the rest loads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import workbook as wb

STORY = (
    "Truce holds\n\nKHARTOUM, 3 May 2024 – The truce held, Amina Sow said. The army left the port of Suakin on Friday."
)
PLAN = "1. The port opens in June.\n2. All tolls end.\n"
LATIN = os.fsdecode(b"caf\xe9")
FRONT = {
    "surrogate.md": '---\ntitle: "The \\ud800 paper"\n---\n',
    "mappings.md": "---\ntitle: {a: 1}\nproposers: [{b: 2}, the council]\nresponds_to: [x, {y: z}]\nwording: {a: b}\n---\n",
    "lists.md": "---\ntitle: [one, two]\ndate: [2024-05-01]\nplan_id: [a, [b]]\n---\n",
    "huge.md": "---\ntitle: The huge paper\nn_points: 99999999999999999999\n---\n",
    "signs.md": "---\ntitle: The \u2028 \x0c paper\nsource: 7\n---\n",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> wb.Corpus:
    """Return the corpus of a folder and a plans' folder that hold all of it at once."""
    place = tmp_path_factory.mktemp("inputs")
    folder, plans = place / "news", place / "plans"
    for made in (folder, plans, folder / "lexicons", folder / LATIN, folder / "corrections.jsonl"):
        made.mkdir()
    (folder / "good.txt").write_text(STORY, "utf-8")
    (folder / "key.jsonl").write_text('{"\\ud800":"x"}\n', "utf-8")
    (folder / f"{LATIN}.txt").write_text(STORY.replace("Friday", "Sunday"), "utf-8")
    (folder / f"{LATIN}-empty.txt").touch()
    (folder / LATIN / "inside.txt").write_text(STORY.replace("Friday", "Monday"), "utf-8")
    (folder / "header.csv").write_text("title,text\n", "utf-8")
    (folder / "blank.csv").write_text("title,text\n,\n , \n", "utf-8")
    (folder / "header.xlsx").write_bytes(_sheet())
    (folder / "system").symlink_to("/proc/kmsg")
    (folder / "lexicons/topics.csv").write_bytes("topic,label,words\nenergy,Énergie,gas".encode("latin-1"))
    (folder / "lexicons/sides.csv").write_bytes(b"")
    (folder / "lexicons/topic.csv").write_bytes(b"a,b\n")
    (folder / "lexicons/actor-aliases.csv").mkdir()
    _nest(folder, 1_500)
    os.truncate(_touch(folder / "sparse.txt"), 300 * 10**9)
    for name, front in FRONT.items():
        (plans / name).write_text(front + PLAN.replace("June", f"June {len(front)}"), "utf-8")
    (plans / "good.txt").write_text(PLAN, "utf-8")
    (plans / f"{LATIN}.txt").write_text(PLAN.replace("June", "July"), "utf-8")
    (plans / "gone.txt").write_text("1. Gone.\n", "utf-8")
    real = os.open

    def opened(path: object, *more: object, **named: object) -> object:
        if str(path).endswith("gone.txt"):
            raise FileNotFoundError(2, "No such file")
        return real(path, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.open", opened)
        try:
            return wb.load(folder, plans=plans, progress=False)
        finally:
            _unnest(folder)


def _touch(path: Path) -> Path:
    path.touch()
    return path


def _sheet() -> bytes:
    import io

    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["title", "text"])
    book.save(file)
    return file.getvalue()


def _nest(folder: Path, depth: int) -> None:
    """Make folders in folders, as deep as the system lets us go from where we stand."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("deep.txt").write_text(STORY.replace("Friday", "Tuesday"), "utf-8")
    finally:
        os.chdir(here)


def _unnest(folder: Path) -> None:
    """Take the folders away one by one: what deletes a tree gives up at this depth, as pytest's own clearing does."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        depth = 0
        while Path("d").is_dir():
            os.chdir("d")
            depth += 1
        Path("deep.txt").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("key.jsonl", "no column of text; the columns are \ufffd"),
        ("caf\\xe9-empty.txt", "the file is empty"),
        ("header.csv", "no rows"),
        ("blank.csv", "row 3: no text"),
        ("header.xlsx", "no rows"),
        ("system", "empty"),
        ("sparse.txt", "300,000 MB"),
        ("lexicons/topics.csv", "no table of words"),
        ("lexicons/sides.csv", "no table of words"),
        ("lexicons/topic.csv", "there is no list"),
        ("lexicons/actor-aliases.csv", "no file"),
        ("corrections.jsonl", "cannot be read"),
        ("gone.txt", "gone"),
    ],
)
def test_it_is_told_with_what_to_do(loaded, path, words):
    rows = loaded.problems[loaded.problems["path"] == path]
    found = rows[rows["reason"].str.contains(words, regex=False)]
    assert len(found) == 1, loaded.problems[["path", "reason"]].to_numpy().tolist()
    assert found["advice"].item()


def test_the_others_load(loaded):
    paths = set(loaded.articles["path"])
    assert {"good.txt", "caf\\xe9.txt", "caf\\xe9/inside.txt"} <= paths
    assert any(path.startswith("d/d/d/") for path in paths)
    titles = dict(zip(loaded.plans["plan_id"], loaded.plans["title"], strict=True))
    assert titles["surrogate"] == "The \ufffd paper"
    assert titles["a"] == "one, two"
    assert "{" not in "".join(titles.values())
    assert len(titles) == len(FRONT) + 2


def test_an_article_that_makes_a_rule_raise_costs_itself(tmp_path, monkeypatch):
    """The others of its batch are built, and the next load tries it again."""
    from workbook.corpus import build

    real = build.prepare
    for name in ("a", "bad", "c"):
        (tmp_path / f"{name}.txt").write_text(STORY.replace("Suakin", name), "utf-8")

    def prepared(article_id, cleaned, *more):
        if "bad" in cleaned.text:
            raise ZeroDivisionError("no rule is perfect")
        return real(article_id, cleaned, *more)

    with monkeypatch.context() as patch:
        patch.setattr(build, "prepare", prepared)
        corpus = wb.load(tmp_path, progress=False)
    assert list(corpus.articles["path"]) == ["a.txt", "c.txt"]
    assert "ZeroDivisionError" in corpus.problems["reason"].item()
    assert len(wb.load(tmp_path, progress=False).articles) == 3
