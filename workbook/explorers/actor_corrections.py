"""The forms by which an analyst corrects actors and mentions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbook import tables
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import Action

Fields = dict[str, Any]


def actions_on(explorer: Any) -> list[Action]:
    """Return the corrections of actors for an explorer that says whom the selected row is ``about()``."""
    forms = _Forms(explorer)
    types = next(one.allowed for one in tables.contract()["actors"].fields if one.name == "entity_type")
    return [
        Action("Same as…", forms.merge, forms.merged),
        Action("Split off…", forms.split, forms.split_off),
        forms.setting("Rename", "name", lambda now, _: widgets.Text(now, description="Name")),
        forms.setting(
            "Type", "entity_type", lambda now, _: widgets.Dropdown(options=types, value=now, description="Type")
        ),
        forms.setting("Side", "side", lambda now, all_: widgets.Combobox(value=now, options=all_, description="Side")),
        forms.setting("Role", "role", lambda now, _: widgets.Text(now, description="Role")),
        Action("Not a mention", lambda _: {}, forms.rejected),
    ]


class _Forms:
    def __init__(self, explorer: Any) -> None:
        self._explorer = explorer

    @property
    def _actors(self) -> pd.DataFrame:
        return self._explorer.corpus.actors.set_index("actor_id")

    def _fields(self, **more: Any) -> Fields:
        name = self._actors["name"]
        who = [(name[one], one) for one in self._explorer.about()]
        return {"who": widgets.Dropdown(options=who, description="Who"), **more}

    def _others(self) -> dict[str, str]:
        """Return the actors by name, type and mentions, the most mentioned first."""
        order = self._explorer.corpus.actors.sort_values(["n_mentions", "name"], ascending=[False, True])
        columns = (order[name] for name in ("name", "entity_type", "n_mentions", "actor_id"))
        return {f"{name} · {kind} · {n:,}": one for name, kind, n, one in zip(*columns, strict=True)}

    def merge(self, _: Any) -> Fields:
        own = self._explorer.about()[:1]
        options = [label for label, one in self._others().items() if one not in own]
        into = widgets.Combobox(options=options, placeholder="type a name and choose", description="Is the same as")
        return self._fields(into=into)

    def merged(self, _: str, values: Fields) -> Fields:
        into = self._others().get(values["into"]) or self._named(values["into"])
        if into is None:
            wanted = "a name of an actor, or one of those that appear as you type"
            raise WorkbookError("choose the other actor from the list", wanted=wanted)
        return self._entry(values["who"], action="merge", value=into, field=self._actors.at[into, "name"])

    def _named(self, name: str) -> str | None:
        """Return the actor with exactly this name, the most mentioned one that is not the selected."""
        typed = name.strip().casefold()
        actors = self._actors.drop(index=list(self._explorer.about()[:1]), errors="ignore")
        same = actors[actors["name"].str.casefold() == typed]
        return None if same.empty else str(same["n_mentions"].idxmax())

    def split(self, _: Any) -> Fields:
        told = self._explorer.source()
        used = told.loc[told["actor_id"].isin(self._explorer.about()), "text"].value_counts()
        names = [(f"“{text}” ({n:,})", text) for text, n in used.items()]
        return self._fields(
            alias=widgets.Dropdown(options=names, description="Written as"),
            name=widgets.Text(placeholder="as written, if left empty", description="Its name"),
        )

    def split_off(self, _: str, values: Fields) -> Fields:
        name = values["name"].strip() or values["alias"]
        return self._entry(values["who"], action="split", field=values["alias"], value=name)

    def setting(self, label: str, field: str, widget: Callable[[str, list[str]], Any]) -> Action:
        """Return the correction of one column of ``actors``."""

        def fields(_: Any) -> Fields:
            now = self._actors.at[self._explorer.about()[0], field]
            known = sorted(self._actors[field].dropna().unique())
            return self._fields(value=widget("" if pd.isna(now) else str(now), known))

        def entry(_: str, values: Fields) -> Fields:
            if not values["value"].strip():
                raise WorkbookError(f"{label.lower()}: a value is needed")
            return self._entry(values["who"], action="set", field=field, value=values["value"].strip())

        return Action(label, fields, entry)

    def rejected(self, selected: str, _: Fields) -> Fields:
        if selected not in set(self._explorer.source()["mention_id"]):
            raise WorkbookError("choose one mention first", advice="click a bar or a point, then a row of the table")
        return {"action": "reject", "table": "mentions", "row_id": selected}

    def _entry(self, who: str, **more: Any) -> Fields:
        return {"table": "actors", "row_id": who, "words": self._actors.at[who, "name"], "article_id": None, **more}
