"""One event told by many: tellings are joined as far as the gold says, copies count once, the analyst decides."""

import json
from pathlib import Path

import pytest

import workbook as wb
from tests.linking.dossiers import BLIND, DEVELOPED_ON, Dossier

FLOORS = json.loads((Path(__file__).parents[1] / "gold" / "floors-happenings.json").read_text("utf-8"))

WIRE = "PORT ADA, May 3, 2021 (Quay Wire) - Rebels shelled the fuel depot at Lomi on Sunday, killing four people, officials said."
PAPER = "LOMI, May 4, 2021 (Hill Post) - The fuel depot at Lomi was shelled by rebels on Sunday, leaving four dead, the mayor said."
REST = " The fire burned all night and lit the hills above the harbour. Residents carried water from the river in buckets, and the mayor thanked them. Schools stay closed for a week, and the market moves to the old mill."
LATER = "May 9, 2021\n\nRebels shelled the fuel depot at Lomi on Saturday, killing two people, officials said."


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dossiers")
    return {name: Dossier(name, folder / name) for name in (*DEVELOPED_ON, *BLIND)}


def corpus_of(folder, *texts):
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return wb.load(folder, progress=False)


@pytest.mark.parametrize("name", [*DEVELOPED_ON, *BLIND])
def test_tellings_are_joined(dossiers, name):
    """B-cubed over the tellings of an annotated dossier; one that has no event stands alone."""
    precision, _, f1 = dossiers[name].b_cubed()
    assert f1 >= FLOORS[name]["b_cubed"]
    assert precision >= FLOORS[name]["precision"]


@pytest.mark.parametrize("name", [*DEVELOPED_ON, *BLIND])
def test_conflicts_are_found(dossiers, name):
    """Contradictions of the gold that are found, and pairs that it says are none and that are not taken for one."""
    right, wrong, _, found = dossiers[name].conflicts()
    assert found >= FLOORS[name]["conflicts"]
    assert wrong <= FLOORS[name]["false"]
    assert right >= found


def test_two_papers_tell_one_shelling(tmp_path):
    """The same day, place and deed in other words; the shelling of a later day is another."""
    corpus = corpus_of(tmp_path, WIRE, PAPER, LATER)
    told = [row for row in corpus.happenings.itertuples() if "hell" in row.headline]
    assert sorted(row.n_articles for row in told) == [1, 2]
    assert {row.n_sources for row in told} == {1, 2}


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ("Rebels shelled the fuel depot at Lomi on Saturday, the mayor said.", ["date"]),
        ("On Saturday a boat sank. On the same night rebels shelled the fuel depot at Lomi, the mayor said.", []),
        ("Rebels shelled the fuel depot at Lomi on Sunday. Six people were killed there.", []),
    ],
)
def test_a_day_and_a_place_of_another_sentence_contradict_nothing(tmp_path, other, kinds):
    corpus = corpus_of(tmp_path, WIRE, f"LOMI, May 4, 2021 (Hill Post) - {other}")
    told = corpus.conflicts[corpus.conflicts["relation"] == "contradicts"]
    assert list(told["kind"]) == kinds


MINISTRY = "ORVANE, March 18, 2021 (Ministry) - The second round of the talks with the rebels was held at Pell Abbey from 10 to 12 March 2021, the ministry said."


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("The second round of the talks with the rebels at Pell Abbey began on 11 March 2021, an envoy said.", ["11 March 2021"]),
        ("The second round of the talks with the rebels at Pell Abbey opened on 11 March 2021, an envoy said.", ["11 March 2021"]),
        ("The second round of the talks with the rebels at Pell Abbey started on 11 March 2021, an envoy said.", ["11 March 2021"]),
        ("The second round of the talks with the rebels at Pell Abbey began on 10 March 2021, an envoy said.", []),
        ("The second round of the talks with the rebels at Pell Abbey went on on 11 March 2021, an envoy said.", []),
        ("The second round of the talks with the rebels at Pell Abbey ended on 12 March 2021, an envoy said.", []),
        ("The second round of the talks with the rebels at Pell Abbey began in March 2021, an envoy said.", []),
    ],
)  # fmt: skip
def test_a_first_day_contradicts_another_first_day(tmp_path, other, said):
    """Talks of three days may be told by any of them; only who says that they began then contradicts."""
    corpus = corpus_of(tmp_path, MINISTRY, f"ORVANE, March 19, 2021 (Hill Post) - {other}")
    told = corpus.conflicts[corpus.conflicts["relation"] == "contradicts"]["explanation"]
    assert [line.split("the other on ")[1].rstrip(".") for line in told] == said


@pytest.mark.parametrize(
    ("first", "second", "third", "told"),
    [
        ("Six people were killed", "Nine people were killed", "Six people were killed", ["contradicts"]),  # held to
        ("Six people were killed", "Nine people were killed", "Nine people were killed", ["updates"]),  # it grew
        ("At least six people were killed", "Nine people were killed", "Nine people were killed", ["updates"]),
        ("Six people were killed", "Six people were killed", "Six people were killed", []),
        ("Nine people were killed", "Six people were killed", "Six people were killed", ["contradicts"]),
        ("Six people were killed", "Another three people were killed", "Six people were killed", []),  # a part
        ("Nine people in all were killed", "Six people were killed", "Six people were killed", ["refines"]),  # a sum
    ],
)
def test_a_toll_grows_or_is_disputed(tmp_path, first, second, third, told):
    """A later and higher toll is an update, unless somebody holds to the lower one after it."""
    where = "when rebels shelled the fuel depot at Lomi on Sunday, officials said."
    corpus = corpus_of(
        tmp_path,
        f"PORT ADA, May 3, 2021 (Quay Wire) - {first} {where}",
        f"LOMI, May 4, 2021 (Hill Post) - {second} {where}",
        f"PORT ADA, May 5, 2021 (Harbour Echo) - {third} {where}",
    )
    numbers = corpus.conflicts[corpus.conflicts["kind"] == "number"]
    assert list(numbers["relation"]) == told


def test_what_is_to_come_on_two_days_is_a_conflict(tmp_path):
    corpus = corpus_of(
        tmp_path,
        "PORT ADA, May 3, 2021 (Quay Wire) - The second round of the talks on the fuel depot will open on 23 May, mediators said.",
        "LOMI, May 4, 2021 (Hill Post) - The second round of the talks on the fuel depot will begin on 25 May, the rebels said.",
    )
    told = corpus.conflicts.iloc[0]
    assert (told["kind"], told["relation"]) == ("date", "contradicts")
    assert "23 May 2021" in told["explanation"]


@pytest.mark.parametrize("body", ["The Security Council", "Its Trade and Security Council"])
def test_two_bodies_meet_on_two_days(tmp_path, body):
    """The days of two meetings contradict nothing where two bodies meet."""
    first = "May 5, 2021\n\nThe Peace and Security Council will meet on Friday in Lomi to discuss the fighting, envoys said."
    other = f"May 5, 2021\n\nThe union hopes for calm. {body} will meet on Thursday in Lomi to discuss it, envoys said."
    conflicts = corpus_of(tmp_path, first, other).conflicts
    assert not (conflicts["relation"] == "contradicts").any()


def test_soldiers_of_a_plan_and_the_first_of_them_contradict_nothing(tmp_path):
    corpus = corpus_of(
        tmp_path,
        "PORT ADA, May 3, 2021 (Quay Wire) - The 1,200 soldiers of the garrison will leave the old fort on Friday, the ministry said.",
        "LOMI, May 8, 2021 (Hill Post) - The first 400 soldiers of the garrison left the old fort on Friday.",
    )
    assert "contradicts" not in set(corpus.conflicts["relation"])


def test_the_dead_of_two_years_and_of_half_a_year_contradict_nothing(tmp_path):
    corpus = corpus_of(
        tmp_path,
        "LOMI, July 3, 2021 (Quay Wire) - The fighting in the hills has killed 400 people since 2019, officials said.",
        "LOMI, July 4, 2021 (Hill Post) - The fighting in the hills has killed 120 people since January, officials said.",
    )
    assert corpus.conflicts.empty


def test_other_days_are_no_agreement(tmp_path):
    """Where one event has two days and the headlines are too unlike to call that a contradiction, it is unclear."""
    corpus = corpus_of(
        tmp_path,
        "PORT ADA, 16 May 2022 (Quay Wire) - Thirty-eight fishermen walked down the pier on Saturday, the harbour office said.",
        "ANSEL, 17 May 2022 (Hill Post) - The fishermen came home on Sunday, the harbour office said.",
    )
    told = corpus.happenings[corpus.happenings["n_sources"] > 1]
    assert list(told["agreement"]) == ["unclear"]


def test_a_copy_is_no_second_source(tmp_path):
    corpus = corpus_of(tmp_path, WIRE + REST, WIRE + REST + " The road is open again.")
    assert corpus.happenings["n_articles"].max() == 2
    assert set(corpus.happenings["n_sources"]) == {1}


def test_every_event_tells_one_happening(samples):
    told = [event for events in samples.happenings["event_ids"] for event in events]
    assert sorted(told) == sorted(samples.events["event_id"])


def test_the_two_articles_tell_four_events_together(samples):
    """The invasion, the talks, the plan given to Zelenskyy and the counter-proposal, on whose day they disagree."""
    both = [row for row in samples.happenings.itertuples() if row.n_articles == 2]
    assert len(both) == 4
    assert [row.agreement for row in both].count("differ") == 1
    first = samples.conflicts.iloc[0]
    assert (first["kind"], first["relation"]) == ("date", "contradicts")
    assert first["explanation"].startswith("On “Ukraine and European allies present")
    assert first["explanation"].endswith(": one says 23 November 2025, the other 24 November 2025.")


def test_the_analyst_joins_and_parts(tmp_path):
    """What is joined or kept apart by hand stays so at the next load, and an undo takes it back."""
    corpus = corpus_of(tmp_path, WIRE, PAPER, LATER)
    pair = next(list(events) for events in corpus.happenings["event_ids"] if len(events) == 2)
    apart = corpus.ledger.record("apart", "events", pair[0], value=pair[1], field="two")
    assert all(len(events) == 1 for events in corpus.reload().happenings["event_ids"])
    assert all(len(events) == 1 for events in wb.load(tmp_path, progress=False).happenings["event_ids"])
    corpus.ledger.undo(apart.entry_id)
    assert any(len(events) == 2 for events in corpus.reload().happenings["event_ids"])
    other = next(event for event in corpus.events["event_id"] if event not in pair)
    corpus.ledger.record("merge", "events", pair[0], value=other, field="one")
    assert any(len(events) == 3 for events in corpus.reload().happenings["event_ids"])


def test_a_load_makes_no_vectors(tmp_path, monkeypatch):
    """Neither a load nor any other table needs the encoder: it is asked for with the happenings."""
    from workbook.meaning import vectors

    monkeypatch.setattr(vectors, "_encoder", lambda: pytest.fail("the encoder was asked for"))
    corpus = corpus_of(tmp_path, WIRE, PAPER)
    assert len(corpus.events)


def test_no_articles_no_happenings(tmp_path):
    corpus = wb.load(tmp_path, progress=False)
    assert corpus.happenings.empty
    assert corpus.conflicts.empty
