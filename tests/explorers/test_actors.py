"""What the actor explorer promises, without a browser."""

import json

import pytest

from tests.standin_actors import many
from workbook.charts.actors import co_mentions, mentions
from workbook.explorers import ActorExplorer
from workbook.explorers.actor_corrections import ASKED
from workbook.explorers.actors import VIEWS


def choose(explorer, name, value):
    explorer.filters[name].widget.value = value


def click(explorer, mark):
    explorer.parts.chart.picked = {"id": mark, "n": explorer.parts.chart.picked.get("n", 0) + 1}


def correct(explorer, label, **values):
    action = next(action for action in explorer.actions if action.label == label)
    fields = action.fields(explorer.row(explorer.selected))
    explorer.correct(action, {**{name: widget.value for name, widget in fields.items()}, **values}, "")
    return fields


@pytest.fixture
def explorer(tmp_path):
    return ActorExplorer(many(tmp_path), state={})


SHOWN = [("Mentions", "by", by) for by in mentions.BY] + [("Map", "text", "")]
SHOWN += [(view, "unit", unit) for view in ("With whom", "Network") for unit in co_mentions.UNITS]


@pytest.mark.parametrize(("view", "control", "value"), SHOWN)
def test_a_click_fills_the_table_with_what_the_mark_counts(explorer, view, control, value):
    """Exactly these rows; the first one's passage is open; a second click shows the actors again."""
    choose(explorer, "view", view)
    choose(explorer, control, value)
    numbers = list(explorer.view._drawn.counts.items())
    for mark, n in numbers[:: max(1, len(numbers) // 12)]:
        click(explorer, mark)
        assert len(explorer._ids) == n, mark
        assert explorer.parts.table.page["n"] == n
        assert "<mark>" in explorer.parts.passage.value
        click(explorer, mark)
    assert explorer.view.opened == ""
    assert set(explorer._ids) <= set(explorer.corpus.actors["actor_id"])
    assert explorer.parts.alert.value == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("articles", ("a00001",)),
        ("types", ("person",)),
        ("sides", ("Red side",)),
        ("text", "SOW3"),
        ("period", "2025-01-06/2025-01-10"),
    ],
)
def test_filters_narrow_what_is_counted(explorer, name, value):
    """Articles, types, sides, words in any case, days of publication; all views draw."""
    everything = len(explorer.rows)
    choose(explorer, name, value)
    assert 0 < len(explorer.rows) < everything
    for view in VIEWS:
        choose(explorer, "view", view)
        assert explorer.parts.alert.value == "" or (name, view) == ("types", "Map")  # no place is a person


def test_a_period_that_is_none_is_said(explorer):
    choose(explorer, "period", "soon")
    assert "is no day or period" in explorer.parts.alert.value


def test_the_card_opens_from_the_table_and_its_links_open_passages(explorer):
    """Names, roles, statements, events."""
    choose(explorer, "view", "Card")
    explorer.select(explorer._ids[1])
    assert explorer.view._actors.at[explorer._ids[1], "name"] in explorer.parts.head.value
    for link in list(explorer.view._card.rows):
        explorer.parts.page.picked = {"id": link, "n": explorer.parts.page.picked.get("n", 0) + 1}
        assert "<mark>" in explorer.parts.passage.value, link
    assert explorer.parts.alert.value == ""


def test_the_card_parts_and_joins_in_one_click(explorer):
    """A name that is somebody else's gets an actor of its own; one that may be the same is joined; both can be undone."""
    choose(explorer, "view", "Card")
    person = next(one for one in explorer._ids if "part:" in card_of(explorer, one))
    alias = explorer.view._card.html.split("data-id='part:")[1].split("'")[0]
    follow(explorer, f"part:{alias}")
    assert alias in set(explorer.corpus.actors["name"])
    explorer.undo()
    assert f"part:{alias}" in card_of(explorer, person)
    one, other = explorer.view.doubts().query("left != right").iloc[0][["left", "right"]]
    assert f"join:{other}" in card_of(explorer, one)
    follow(explorer, f"join:{other}")
    assert one not in explorer.view._actors.index
    assert explorer.selected == other
    explorer.undo()
    assert explorer.parts.alert.value.count("Undone")


def card_of(explorer, actor):
    explorer.select(actor)
    return explorer.view._card.html


def follow(explorer, mark):
    explorer.parts.page.picked = {"id": mark, "n": explorer.parts.page.picked.get("n", 0) + 1}


def test_merging_counts_anew_and_undo_takes_it_back(explorer):
    """The bar of the other grows, the merged one's is gone; the button takes it back."""
    one, other = explorer._ids[:2]
    before = dict(explorer.view._drawn.counts)
    explorer.select(one)
    labels = next(action for action in explorer.actions if action.label == "Same as…").fields(None)["into"].options
    name = explorer.view._actors.at[other, "name"]
    correct(explorer, "Same as…", into=next(label for label in labels if label.startswith(f"{name} ·")))
    assert explorer.parts.alert.value.count("merged into")
    assert explorer.view._drawn.counts[other] == before[one] + before[other]
    assert one not in explorer.view._drawn.counts
    assert explorer.selected == other
    explorer.undo()
    assert explorer.view._drawn.counts == before


def test_each_correction_of_an_actor(explorer):
    """Split, rename, type, side, role, and a mention that is none."""
    person = next(
        one
        for one in explorer._ids
        if len(explorer.view._actors.at[one, "aliases"]) and explorer.view._actors.at[one, "entity_type"] == "person"
    )
    explorer.select(person)
    alias = explorer.view._actors.at[person, "aliases"][0]
    correct(explorer, "Split off…", alias=alias, name="")
    assert alias in set(explorer.corpus.actors["name"])
    explorer.select(person)
    for label, value in {"Rename": "New <i>Name</i>", "Type": "group", "Side": "Green side", "Role": "host"}.items():
        correct(explorer, label, value=value)
    assert explorer.view._actors.loc[person, ["name", "entity_type", "side", "role"]].tolist() == [
        "New <i>Name</i>",
        "group",
        "Green side",
        "host",
    ]
    assert "New &lt;i&gt;" in explorer.parts.passage.value
    correct(explorer, "Not a mention")
    assert "choose one mention first" in explorer.parts.alert.value
    click(explorer, person)
    n = len(explorer._ids)
    correct(explorer, "Not a mention")
    assert len(explorer._ids) == n - 1
    assert len(explorer.corpus.ledger) == 6


def test_doubts_are_asked_once(explorer):
    """Two spellings of one are offered; "not the same" is kept and not asked again; "the same" merges."""
    doubts = explorer.view.doubts()
    names = explorer.view._actors["name"]
    assert {"Marta Novakova", "Marta Novakowa"} in [
        {names[left], names[right]} for left, right in zip(doubts["left"], doubts["right"], strict=True)
    ]
    assert doubts["score"].is_monotonic_decreasing
    explorer.parts.toggles[ASKED].click()
    choice, buttons = explorer.parts.panel.children[1:3]
    pair = choice.value
    buttons.children[1].click()
    assert frozenset(pair) not in {
        frozenset(one) for one in zip(explorer.view.doubts()["left"], explorer.view.doubts()["right"], strict=True)
    }
    explorer.undo()
    assert len(explorer.view.doubts()) == len(doubts)
    buttons.children[0].click()
    assert pair[0] not in set(explorer.corpus.actors["actor_id"])


def test_state_restores_view_mark_and_selection(explorer):
    """Through JSON, in another explorer over the same corpus."""
    choose(explorer, "view", "With whom")
    click(explorer, next(iter(explorer.view._drawn.counts)))
    state = json.loads(json.dumps(explorer.state))
    other = ActorExplorer(explorer.corpus, state=state)
    assert other.state == explorer.state
    assert other._ids == explorer._ids
    last = ActorExplorer(explorer.corpus)
    last.open_last()
    assert last.state == explorer.state


def test_the_saved_chart_counts_what_is_seen(explorer):
    """With the filters in words."""
    choose(explorer, "sides", ("Red side",))
    about = explorer.chart(theme="print", width=340).to_dict()["usermeta"]["workbook"]
    assert about["shown"] == len(explorer.rows)
    assert about["filters"] == {"Sides": ["Red side"]}
    choose(explorer, "view", "Card")
    with pytest.raises(Exception, match="no chart"):
        explorer.chart()
