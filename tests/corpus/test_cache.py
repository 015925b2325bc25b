"""A cached load equals a clean build, whatever was added, renamed, moved, changed, corrected or damaged before."""

from __future__ import annotations

import random
import re
import shutil
import tomllib
from pathlib import Path

import pytest

import workbook as wb
from tests.corpus import deeds
from workbook.corpus.build import LIBRARIES
from workbook.errors import WorkbookError
from workbook.language import pipeline

DAY = "KHARTOUM, 3 May 2024 – "
STORY = f"Truce holds\n\n{DAY}The truce held, Amina Sow said. The army left the port of Suakin on Friday."
OTHER = "Bridge opens\n\nTALLINN, 9 June 2024 – The bridge opened, Mart Kask said. “We waited long,” he added."
PLAN = (
    "---\ntitle: The harbour paper\nproposers: the port council\n---\n1. The port opens in June.\n2. All tolls end.\n"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "news"
    made.mkdir()
    return made


@pytest.fixture
def load(folder, tmp_path):
    """Return what loads the folder with its cache, and a copy without one; both must be the same."""

    def _load(plans: Path | None = None) -> wb.Corpus:
        cached = wb.load(folder, plans=plans, progress=False)
        deeds.assert_same(cached, deeds.built_anew(folder, plans))
        return cached

    return _load


def reasons(corpus: wb.Corpus) -> str:
    return " | ".join(corpus.problems["path"] + ": " + corpus.problems["reason"])


def test_a_refused_file_is_read_once_it_is_renamed_as_advised(folder, load):
    (folder / "news.foo").write_text(STORY, "utf-8")
    assert ".foo are not read" in reasons(wb.load(folder, progress=False))
    (folder / "news.foo").rename(folder / "news.txt")
    assert list(load().articles["path"]) == ["news.txt"]


@pytest.mark.parametrize(("old", "new"), [("x.md", "x.txt"), ("x.txt", "x.md"), ("x", "x.txt")])
def test_a_file_is_read_by_the_ending_that_it_has_now(folder, load, old, new):
    (folder / old).write_text(f"# {STORY}", "utf-8")
    wb.load(folder, progress=False)
    (folder / old).rename(folder / new)
    corpus = load()
    assert corpus.articles["format"].item() == new[-3:].strip(".")
    assert "no ending" not in reasons(corpus)


def test_a_moved_file_takes_its_notes_with_it(folder, load):
    (folder / "x.txt").write_text("Advertisement\n" * 30 + STORY, "utf-8")
    assert "x.txt: more than half" in reasons(wb.load(folder, progress=False))
    (folder / "in").mkdir()
    (folder / "x.txt").rename(folder / "in/y.txt")
    assert reasons(load()).startswith("in/y.txt: more than half")


def test_rows_that_move_in_an_export_are_told_where_they_are_now(folder, load):
    """Another row also says how the days of all are written."""
    words = "text,date\nThe port opened and the ships came in,3/4/2024\n"
    (folder / "e.csv").write_text(words, "utf-8")
    assert wb.load(folder, progress=False).articles["published"].isna().all()
    (folder / "e.csv").write_text(words.replace("\n", "\nThe army left the town of Tessalit,25/4/2024\n", 1), "utf-8")
    corpus = load()
    assert sorted(corpus.articles["row"]) == [2, 3]
    assert set(corpus.articles["published"]) == {"2024-04-03", "2024-04-25"}


def test_a_day_set_by_the_analyst_decides_anew_which_is_the_original(folder, load):
    words = " ".join(f"word{n} of the talks" for n in range(30))
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Talks {name}\n\n{words}", "utf-8")
    corpus = wb.load(folder, progress=False)
    first, second = corpus.articles["article_id"]
    assert corpus.articles["duplicate_of"].iloc[1] == first
    corpus.ledger.record("set", "articles", second, field="published", value="2024-05-09", article_id=second)
    assert load().articles["duplicate_of"].iloc[0] == second


def test_a_renamed_plan_has_its_new_name(folder, load, tmp_path):
    (folder / "a.txt").write_text(STORY, "utf-8")
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "old-name.txt").write_text("1. The port opens.\n2. All tolls end.\n", "utf-8")
    assert "old-name" in set(wb.load(folder, plans=plans, progress=False).plans["plan_id"])
    (plans / "old-name.txt").rename(plans / "new-name.txt")
    now = set(load(plans).plans["plan_id"])
    assert "new-name" in now
    assert "old-name" not in now


def test_other_weights_under_the_same_name_are_another_pipeline(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for made in (one, two):
        shutil.copytree(pipeline.EMBEDDED, made)
    weights = two / "ner/model"
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 1
    weights.write_bytes(bytes(data))
    assert pipeline.model_name(one) == pipeline.model_name(two)
    assert pipeline.model_print(one) != pipeline.model_print(two)
    assert pipeline.model_print(one) == pipeline.model_print(None)


def test_the_words_of_a_lexicon_count_from_the_next_load(folder, load, tmp_path):
    (folder / "a.txt").write_text(OTHER.replace("long", "for the zibeline"), "utf-8")
    (folder / "lexicons").mkdir()
    lines = ["topic,label,words", "energy,Energy,zibeline", "energy,Energy,gas"]
    for line, wanted in ((lines[1], True), (lines[2], False)):
        (folder / "lexicons/topics.csv").write_text(f"{lines[0]}\n{line}\n", "utf-8")
        topics = [topic for found in load().quotes["topics"] for topic in found]
        assert ("energy" in topics) is wanted


def test_a_file_that_changes_while_it_is_read_is_known_by_the_bytes_that_were_read(folder, monkeypatch):
    """Its hash is of these bytes and no others: put back, the file is read anew."""
    from workbook.corpus import loading

    (folder / "a.txt").write_text(STORY, "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(loading, "bytes_of", lambda _: OTHER.encode())
        assert "bridge" in wb.load(folder, progress=False).articles["text"].item()
    assert "Suakin" in wb.load(folder, progress=False).articles["text"].item()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return a folder with a filled cache, and its corpus; copy it, never change it."""
    place = tmp_path_factory.mktemp("whole")
    (place / "news").mkdir()
    deeds.write(place / "news", place / "plans")
    return place, wb.load(place / "news", plans=place / "plans", progress=False)


@pytest.mark.parametrize("seed", range(5))
def test_a_flipped_bit_in_the_cache_changes_no_table(whole, tmp_path, seed):
    """It is noticed, told in ``problems``, and the part is made anew; the load after that says nothing."""
    place, corpus = whole
    folder, draw = Path(shutil.copytree(place, tmp_path / "copy")) / "news", random.Random(seed)
    part = deeds.flip_one(folder / ".workbook", draw)
    again = wb.load(folder, plans=tmp_path / "copy/plans", progress=False)
    deeds.assert_same(again, corpus, without=[".workbook"])
    assert "made anew" in reasons(again), part
    assert "made anew" not in reasons(wb.load(folder, plans=tmp_path / "copy/plans", progress=False))


@pytest.mark.parametrize("content", ["[]", '{"builds": {"a": ["b"]}}', "", "[" * 100_000])
def test_a_manifest_of_anything_else_is_made_anew(folder, content):
    (folder / "a.txt").write_text(STORY, "utf-8")
    whole = wb.load(folder, progress=False)
    (folder / ".workbook/manifest.json").write_text(content, "utf-8")
    again = wb.load(folder, progress=False)
    deeds.assert_same(again, whole, without=[".workbook"])
    assert "made anew" in reasons(again)


def test_a_saved_corpus_that_was_damaged_says_so(folder, tmp_path):
    (folder / "a.txt").write_text(STORY, "utf-8")
    saved = wb.load(folder, progress=False).save(tmp_path / "saved")
    deeds.flip(saved / "articles.parquet", random.Random(1))
    with pytest.raises(WorkbookError, match="damaged"):
        wb.open(saved)


@pytest.mark.parametrize("seed", [0])
def test_any_sequence_of_changes_gives_what_a_clean_build_gives(tmp_path, seed):
    """Files are added, renamed, moved, changed and deleted, rows and articles corrected, lexicons and plans written."""
    deeds.sequence(tmp_path, seed, steps=8, look=4)


def test_the_libraries_that_count_are_installed_with_the_package():
    """Their versions are asked for at each load: one that only the tests need is missing where the wheel is used."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[^\w-]", one)[0].lower() for one in project["dependencies"]}
    assert {one.lower() for one in LIBRARIES} <= needed
