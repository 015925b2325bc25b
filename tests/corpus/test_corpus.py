"""A folder becomes a corpus: cached, incremental, each row led back to its file, corrections kept."""

import pandas as pd
import pytest

import workbook as wb
from workbook import tables
from workbook.corpus import loading
from workbook.errors import WorkbookError
from workbook.scoring import check_corpus

IDS = {
    "sentences": "sentence_id",
    "dates": "date_id",
    "mentions": "mention_id",
    "quotes": "quote_id",
    "events": "event_id",
}


def first(corpus):
    """Return the identifier of the article that came as one line."""
    return corpus.articles.loc[corpus.articles["published"].notna(), "article_id"].iloc[0]


def undated(corpus):
    return corpus.articles.loc[corpus.articles["published"].isna(), "article_id"].iloc[0]


def test_every_table_keeps_its_contract_and_every_passage_stands_in_its_article(corpus):
    assert set(corpus.tables) == set(tables.contract())
    assert check_corpus(corpus) == []


def test_the_second_load_reads_nothing_and_gives_the_same(folder, corpus, monkeypatch):
    """What was read before comes from the cache: no file is parsed, no pipeline loaded."""
    monkeypatch.setattr(loading, "read_bytes", None)
    monkeypatch.setattr(loading, "build_all", None)
    again = wb.load(folder, progress=False)
    for name, table in corpus.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])
    assert again.fingerprint == corpus.fingerprint


def test_only_what_is_new_is_built(folder, corpus, monkeypatch):
    (folder / "more").mkdir()
    (folder / "more/new.txt").write_text(
        "Truce holds\n\nKHARTOUM, 3 May 2024 – The truce held, Amina Sow said.", "utf-8"
    )
    built = []
    real = loading.build_all
    monkeypatch.setattr(loading, "build_all", lambda jobs, *rest: built.extend(jobs) or real(jobs, *rest))
    again = wb.load(folder, progress=False)
    assert [job.source.text[:11] for job in built] == ["Truce holds"]
    assert "more/new.txt" in set(again.articles["path"])
    assert list(again.changes()["change"]) == ["new"]
    assert len(again.articles) == 3


def test_changes_are_told_once(folder, corpus):
    path = sorted(folder.glob("*.txt"))[0]
    path.write_text(path.read_text("utf-8") + "\nA line was added on Friday.", "utf-8")
    sorted(folder.glob("*.txt"))[1].unlink()
    changes = wb.load(folder, progress=False).changes()
    assert dict(zip(changes["path"], changes["change"], strict=True)) == {
        "000_d26fcecd12b0e236.txt": "changed",
        "001_d58ba4a938665fb2.txt": "gone",
    }
    assert wb.load(folder, progress=False).changes().empty


def test_of_an_export_only_new_and_lost_rows_are_told(folder, corpus):
    """A file with many articles is no changed article."""
    rows = [f"Day {n},The delegations met on day {n} and left again." for n in range(4)]
    export = folder / "export.csv"
    export.write_text("\n".join(["title,text", *rows[:3]]), "utf-8")
    assert list(wb.load(folder, progress=False).changes()["change"]) == ["new"] * 3
    assert wb.load(folder, progress=False).changes().empty
    export.write_text("\n".join(["title,text", *rows[1:]]), "utf-8")
    changes = wb.load(folder, progress=False).changes()
    assert list(changes["change"]) == ["new", "gone"]
    assert changes["title"].iloc[0] == "Day 3"


def test_a_renamed_file_keeps_its_article(folder, corpus):
    path = sorted(folder.glob("*.txt"))[0]
    path.rename(folder / "renamed.txt")
    again = wb.load(folder, progress=False)
    assert set(again.articles["article_id"]) == set(corpus.articles["article_id"])
    assert "renamed.txt" in set(again.articles["path"])


def test_the_same_file_twice_is_one_article_and_said(folder, corpus):
    path = sorted(folder.glob("*.txt"))[0]
    (folder / "zz-copy.txt").write_bytes(path.read_bytes())
    again = wb.load(folder, progress=False)
    assert len(again.articles) == 2
    assert "same article as 000_d26fcecd12b0e236.txt" in " ".join(again.problems["reason"])


def test_one_article_twice_in_one_file_is_one_article_and_said(tmp_path):
    text = "Envoys of Kenya and Somalia met in Nairobi on 3 March 2024, the ministry said. They agreed on a truce."
    (tmp_path / "export.csv").write_text("title,text,date\n" + f'Talks,"{text}",2024-03-04\n' * 3, "utf-8")
    for _ in range(2):  # read, and then from the cache
        corpus = wb.load(tmp_path, progress=False)
        assert corpus.articles["row"].tolist() == [2]  # the first of them; row 1 names the columns
        assert "holds an article twice" in " ".join(corpus.problems["reason"])


def test_locate_leads_to_the_very_characters_of_the_file(folder, corpus):
    """For a text file the offsets count in the decoded file itself."""
    for name in ("dates", "mentions", "sentences"):
        for row in corpus.tables[name].itertuples():
            where = corpus.locate(row.article_id, row.start, row.end)
            found = (folder / where["path"]).read_text("utf-8")[where["start"] : where["end"]]
            assert found.split() == row.text.split()


def test_evidence_shows_the_words_in_their_article(corpus):
    event = corpus.events.iloc[3]
    shown = corpus.evidence(event)
    text = corpus.articles.set_index("article_id").loc[event["article_id"], "text"]
    assert shown.words == text[event["start"] : event["end"]]
    assert "<mark>" in shown.html
    assert shown.html == corpus.evidence(event["event_id"]).html


def test_evidence_is_escaped(tmp_path):
    """What an article holds is shown, never run."""
    hostile = (
        'Truce\n\nOn 3 May 2024 <script>alert("x")</script> & <img src=x onerror=alert(1)> were signed in Juba by all.'
    )
    (tmp_path / "a.txt").write_text(hostile, "utf-8")
    corpus = wb.load(tmp_path, progress=False)
    html = "".join(corpus.evidence(row).html for _, row in corpus.sentences.iterrows())
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html


def test_a_restored_passage_changes_no_other_identifier(corpus):
    """The analyst restores a kicker and the 'Related' lines; every row of before is still there, by its name."""
    before = {name: set(corpus.tables[name][key]) for name, key in IDS.items()}
    restored = corpus.residue
    for passage in restored.itertuples():
        corpus.ledger.record(
            "restore", "residue", passage.residue_id, article_id=passage.article_id, words=passage.text
        )
    corpus.reload()
    assert corpus.residue.empty
    for name, key in IDS.items():
        assert before[name] <= set(corpus.tables[name][key]), name
    text = " ".join(" ".join(corpus.articles["text"]).split())
    for passage in restored.itertuples():
        assert " ".join(passage.text.split()) in text


def test_a_date_set_by_the_analyst_dates_the_article_and_survives(folder, corpus):
    article_id = undated(corpus)
    corpus.ledger.record("set", "articles", article_id, field="published", value="2025-11-26", article_id=article_id)
    corpus.reload()
    row = corpus.articles.set_index("article_id").loc[article_id]
    assert (row["published"], row["published_basis"]) == ("2025-11-26", "analyst")
    again = wb.load(folder, progress=False).articles.set_index("article_id").loc[article_id]
    assert again["published"] == "2025-11-26"
    corpus.ledger.undo()
    assert corpus.reload().articles.set_index("article_id").loc[article_id, "published_basis"] == "inferred"


def test_corrections_of_rows_are_applied_and_marked(folder, corpus):
    event = corpus.events.iloc[2]
    passage = {"article_id": event["article_id"], "words": corpus.evidence(event).words}
    corpus.ledger.record("set", "events", event["event_id"], field="date", value="2025-11-24/2025-11-25", **passage)
    corpus.ledger.record("set", "events", event["event_id"], field="status", value="planned", **passage)
    corpus.ledger.record("reject", "events", corpus.events.iloc[0]["event_id"])
    corpus.ledger.record(
        "add",
        "events",
        "e-mine",
        value={
            "headline": "=Signed",
            "date": "2025-12",
            "status": "planned",
            "kind": "action",
            "origin": "analyst",
            "rule": "analyst",
            "actor_ids": [],
        },
    )
    corpus.ledger.record("note", "events", event["event_id"], value="two sources say so")
    n = len(corpus.events)
    again = wb.load(folder, progress=False)
    row = again.row(event["event_id"])
    assert (row["earliest"], row["latest"], row["status"], row["origin"]) == (
        "2025-11-24",
        "2025-11-25",
        "planned",
        "analyst",
    )
    assert len(again.events) == n
    assert again.row("e-mine")["latest"] == "2025-12-31"
    assert list(again.notes["note"]) == ["two sources say so"]
    assert check_corpus(again) == []


def test_a_correction_finds_its_row_by_its_words(corpus):
    """When better rules rename a row, its words in its article still lead to it."""
    event = corpus.events.iloc[2]
    words = corpus.evidence(event).words
    corpus.ledger.record(
        "set",
        "events",
        "e-of-an-older-rule",
        field="headline",
        value="Talks begin",
        article_id=event["article_id"],
        words=words[2:],
    )
    corpus.reload()
    assert corpus.row(event["event_id"])["headline"] == "Talks begin"


def test_a_correction_whose_passage_is_gone_is_reported_and_kept(corpus):
    corpus.ledger.record("set", "events", "e-gone", field="status", value="denied", article_id="a-gone", words="gone")
    corpus.ledger.record("set", "articles", "a-gone", field="published", value="2024-05-03", article_id="a-gone")
    corpus.reload()
    assert corpus.problems["reason"].str.contains("the corrected passage is gone").sum() == 2
    assert len(corpus.ledger) == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date", "soonish", "is no date"),
        ("status", "maybe", "wanted: one of happened"),
        ("event_id", "e2", "cannot be set"),
    ],
)
def test_a_correction_that_makes_no_sense_is_reported(corpus, field, value, words):
    corpus.ledger.record("set", "events", corpus.events.iloc[0]["event_id"], field=field, value=value)
    corpus.reload()
    assert words in " ".join(corpus.problems["reason"])


def test_saved_and_opened_it_is_the_same(corpus, tmp_path):
    corpus.ledger.record("reject", "events", corpus.events.iloc[0]["event_id"])
    corpus.reload()
    opened = wb.open(corpus.save(tmp_path / "saved"))
    for name in ("articles", "events", "actors", "quotes", "provisions"):
        pd.testing.assert_frame_equal(
            opened.tables[name].reset_index(drop=True), corpus.tables[name].reset_index(drop=True)
        )


def test_opening_what_was_never_saved_says_what_to_do(tmp_path):
    with pytest.raises(WorkbookError, match=r"wanted: a folder written by corpus.save\(\)"):
        wb.open(tmp_path)


def test_no_such_folder_says_where_it_looked(tmp_path):
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    with pytest.raises(WorkbookError, match="looked in"):
        wb.load("no/such/folder")
    with pytest.raises(WorkbookError, match="is a file"):
        wb.load(tmp_path / "a.txt")
    with pytest.raises(WorkbookError, match=r"looked in.*a folder of plans"):
        wb.load(tmp_path, plans=tmp_path / "none")


def test_an_answer_to_no_plan_at_hand_is_noted(tmp_path):
    """Nothing is called removed then; the analyst is told why."""
    (tmp_path / "plans").mkdir()
    for name, front in (("draft", ""), ("reply", "---\ntitle: A reply\nresponds_to: draught\n---\n")):
        (tmp_path / f"plans/{name}.md").write_text(f"{front}1. Guns fall silent.\n2. Troops leave.\n", "utf-8")
    (tmp_path / "articles").mkdir()
    (problem,) = wb.load(tmp_path / "articles", plans=tmp_path / "plans", progress=False).problems.itertuples()
    assert (problem.path, problem.stage) == ("reply", "plans")
    assert "draught" in problem.reason


def test_an_empty_folder_is_an_empty_corpus(tmp_path):
    corpus = wb.load(tmp_path, progress=False)
    assert {name: len(table) for name, table in corpus.tables.items() if len(table)} == {}


@pytest.mark.parametrize("step", ["shard", "manifest"])
def test_a_process_killed_while_writing_leaves_the_old_cache(folder, corpus, monkeypatch, step):
    """Whatever step it dies in, the next load gives the whole corpus."""
    (folder / "new.txt").write_text("Truce holds\n\nKHARTOUM, 3 May 2024 – The truce held, Amina Sow said.", "utf-8")
    name = "write_tables" if step == "shard" else "write_bytes"

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"workbook.corpus.store.{name}", killed)
        with pytest.raises(KeyboardInterrupt):
            wb.load(folder, progress=False)
    assert len(wb.load(folder, progress=False).articles) == 3


def test_a_spoilt_cache_is_built_anew(folder, corpus):
    (folder / ".workbook/manifest.json").write_text("{", "utf-8")
    assert wb.load(folder, progress=False).fingerprint == corpus.fingerprint


def test_a_folder_that_cannot_be_written_is_still_read(folder, corpus, monkeypatch):
    """Tests run as root, who may write anywhere: the refusal is injected."""
    real = type(folder).mkdir

    def refuse(path, *args, **kwargs):
        if path.name == ".workbook":
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(type(folder), "mkdir", refuse)
    again = wb.load(folder, progress=False)
    assert len(again.articles) == 2
    assert "nothing can be written to this folder" in " ".join(again.problems["reason"])
