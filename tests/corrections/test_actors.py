"""What corrections of actors do to every table that names them, and that an undo takes all of it back."""

import pandas as pd
import pytest

import workbook as wb


def ids(corpus):
    """The five most mentioned actors."""
    return corpus.mentions["actor_id"].value_counts().index[:5].tolist()


def named(corpus, actor):
    return int((corpus.mentions["actor_id"] == actor).sum())


def actor(corpus, key):
    return corpus.actors.set_index("actor_id").loc[key]


def correct(corpus, action, row, **more):
    entry = corpus.ledger.record(action, "actors", row, **more)
    corpus.reload()
    return entry


def reasons(corpus):
    return corpus.problems.loc[corpus.problems["stage"] == "corrections", "reason"].tolist()


def test_a_merge_moves_mentions_roles_quotes_events(corpus):
    """Nothing of the merged actor is left anywhere, and the other counts it."""
    left, right, *_ = ids(corpus)
    before = named(corpus, left) + named(corpus, right)
    correct(corpus, "merge", left, value=right)
    assert named(corpus, right) == before
    for name in ("mentions", "roles", "quotes", "actors"):
        assert left not in set(corpus.tables[name]["actor_id"].dropna())
    assert not any(left in own for own in corpus.events["actor_ids"])
    by_name = corpus.mentions[(corpus.mentions["actor_id"] == right) & (corpus.mentions["form"] == "name")]
    row = actor(corpus, right)
    assert (row["n_mentions"], row["n_articles"]) == (len(by_name), by_name["article_id"].nunique())
    assert set(by_name["text"]) - {row["name"]} == set(row["aliases"])
    assert row["origin"] == "analyst"


def test_an_undo_restores_every_table(corpus):
    """The machine's tables stay as they are."""
    before = {name: table.copy() for name, table in corpus.tables.items()}
    left, right, third, *_ = ids(corpus)
    correct(corpus, "merge", left, value=right)
    correct(corpus, "split", right, field=corpus.mentions["text"].iloc[0], value="Somebody")
    correct(corpus, "set", third, field="side", value="Green side")
    for _ in range(3):
        corpus.ledger.undo()
    corpus.reload()
    for name, table in before.items():
        pd.testing.assert_frame_equal(corpus.tables[name], table)


@pytest.mark.parametrize(
    "order",
    [[(0, 1), (1, 2)], [(1, 2), (0, 1)], [(0, 1), (0, 2)], [(0, 1), (1, 2), (2, 0), (0, 2)]],
    ids=["chain", "chain-backwards", "again", "cycle"],
)
def test_chains_and_cycles_end_at_the_last_word(corpus, order):
    """Three actors merged in any order are one, named by the last merge."""
    some = ids(corpus)[:3]
    before = sum(named(corpus, one) for one in some)
    for left, right in order:
        correct(corpus, "merge", some[left], value=some[right])
    assert [named(corpus, one) for one in some] == [0, 0, before]
    assert reasons(corpus) == []


def test_merged_the_other_way_round_the_later_word_counts(corpus):
    """First into the second, then the second into the first: the first survives."""
    left, right, *_ = ids(corpus)
    before = named(corpus, left) + named(corpus, right)
    correct(corpus, "merge", left, value=right)
    correct(corpus, "merge", right, value=left)
    assert (named(corpus, left), named(corpus, right)) == (before, 0)


def test_merging_into_nobody_is_reported(corpus):
    """A missing or rejected target costs that correction only, and says so."""
    left, right, third, *_ = ids(corpus)
    before = named(corpus, left)
    correct(corpus, "merge", left, value="n-nobody")
    correct(corpus, "reject", right)
    correct(corpus, "merge", left, value=right)
    correct(corpus, "merge", "n-nobody", value=third)
    assert named(corpus, left) == before
    assert ["no actor" in one or "rejected" in one for one in reasons(corpus)] == [True] * 3


def test_a_split_gives_an_alias_its_own_actor(corpus):
    """Its mentions, and the quotes and events that only they stand in, are the new actor's."""
    person = next(
        one for one in ids(corpus) if actor(corpus, one)["aliases"] and actor(corpus, one)["entity_type"] == "person"
    )
    alias = actor(corpus, person)["aliases"][0]
    moving = corpus.mentions[(corpus.mentions["actor_id"] == person) & (corpus.mentions["text"] == alias)]
    quotes = corpus.quotes[(corpus.quotes["actor_id"] == person) & (corpus.quotes["source"] == alias)]
    told = corpus.events[[person in own for own in corpus.events["actor_ids"]]]
    entry = correct(corpus, "split", person, field=alias, value="Another Person")
    new = f"x{entry.entry_id}"
    assert set(corpus.mentions.loc[corpus.mentions["actor_id"] == new, "mention_id"]) == set(moving["mention_id"])
    assert actor(corpus, new)["name"] == "Another Person"
    assert set(corpus.quotes.loc[corpus.quotes["actor_id"] == new, "quote_id"]) == set(quotes["quote_id"])
    after = corpus.events.set_index("event_id").loc[told["event_id"], "actor_ids"]
    assert all({person, new} & set(own) for own in after)
    assert {one for own in after for one in own if one == new} == (
        {new} if set(moving["sentence_id"]) & set(told["sentence_id"]) else set()
    )
    correct(corpus, "merge", new, value=person)
    assert named(corpus, new) == 0


def test_the_analysts_words_stand_over_what_is_counted(corpus):
    """Name, type, side and role survive a merge that counts the actor anew."""
    left, right, *_ = ids(corpus)
    for field, value in {
        "name": "Renamed",
        "entity_type": "organization",
        "side": "Green side",
        "role": "host",
    }.items():
        correct(corpus, "set", right, field=field, value=value)
    correct(corpus, "merge", left, value=right)
    assert actor(corpus, right)[["name", "entity_type", "side", "role"]].tolist() == [
        "Renamed",
        "organization",
        "Green side",
        "host",
    ]
    correct(corpus, "set", right, field="entity_type", value="planet")
    assert "cannot be 'planet'" in reasons(corpus)[0]


def test_a_rejected_mention_is_not_counted(corpus):
    """One mention by name less."""
    row = corpus.mentions[corpus.mentions["form"] == "name"].iloc[0]
    before = actor(corpus, row["actor_id"])["n_mentions"]
    corpus.ledger.record("reject", "mentions", row["mention_id"])
    corpus.reload()
    assert actor(corpus, row["actor_id"])["n_mentions"] == before - 1


def test_a_rejected_actor_goes_with_its_mentions(corpus):
    """Quotes stay and lose their speaker."""
    gone = corpus.quotes["actor_id"].iloc[0]
    quotes = len(corpus.quotes)
    correct(corpus, "reject", gone)
    assert gone not in set(corpus.actors["actor_id"]) | set(corpus.mentions["actor_id"])
    assert len(corpus.quotes) == quotes
    assert corpus.quotes["actor_id"].isna().any()


def test_apart_changes_no_table(corpus):
    """It only answers a question."""
    left, right, *_ = ids(corpus)
    before = corpus.actors.copy()
    entry = correct(corpus, "apart", left, value=right, field="Two", words="One")
    pd.testing.assert_frame_equal(corpus.actors, before)
    assert entry.describe() == "“One” is not Two"
    assert reasons(corpus) == []


@pytest.mark.parametrize(("table", "reason"), [("quotes", "cannot be joined"), ("events", "is gone")])
def test_only_rows_that_are_there_are_merged(corpus, table, reason):
    """Quotations cannot be joined; events can, if both are there."""
    corpus.ledger.record("merge", table, corpus.tables[table].iloc[0][f"{table[:-1]}_id"], value="x")
    corpus.reload()
    assert reason in reasons(corpus)[0]


def test_who_speaks_is_set_for_every_piece_of_a_statement(tmp_path):
    """A speech in two pieces has one speaker; its other columns are set piece by piece."""
    text = "Ruth Okello left Goma. “The camp is full,” Omar Saleh said. “We need tents.” Lucia Prado said it was late."
    (tmp_path / "camp.txt").write_text(text, "utf-8")
    corpus = wb.load(tmp_path, progress=False)
    first, last, _ = corpus.quotes["quote_id"]
    speaker = corpus.actors.set_index("name").loc["Ruth Okello", "actor_id"]
    corpus.ledger.record("set", "quotes", last, field="actor_id", value=speaker)
    corpus.ledger.record("set", "quotes", first, field="cue_class", value="denied")
    corpus.reload()
    told = corpus.quotes.set_index("quote_id")
    assert (told["actor_id"] == speaker).to_list() == [True, True, False]
    assert told["origin"].to_list() == ["analyst", "analyst", "machine"]
    assert (told["cue_class"] == "denied").to_list() == [True, False, False]
