"""One look for every chart: light, dark and print; and the renderer that shows charts in JupyterLab offline.

The hues are darkened (light, print) or lightened (dark) from the colour-blind-safe set of Okabe and Ito
(2008, "Color Universal Design") until each stands 4.5:1 or more from the ground; the violet and the grey
are chosen to stay apart from them for eyes without red or green cones. No chart says anything by hue alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from workbook.errors import WorkbookError

FONT = "Arial, Liberation Sans, sans-serif"


@dataclass(frozen=True)
class Theme:
    """Colours of one ground: text, secondary text, hairlines, up to four hues and a grey for the rest."""

    ground: str
    ink: str
    quiet: str
    line: str
    hues: tuple[str, str, str, str]
    other: str

    def colours(self, n: int) -> list[str]:
        """Return ``n`` colours; from the fifth on the grey of "all others"."""
        return [*self.hues, *[self.other] * max(n - len(self.hues), 0)][:n]

    def colours_of(self, groups: Sequence[str]) -> list[str]:
        """Return a colour for each group; what sources agree or differ on has its own, whatever else is shown."""
        known = {
            "one source only": self.other, "several sources agree": self.hues[0], "sources differ": self.hues[1],
            "told by this source and others": self.hues[0], "told by this source alone": self.hues[2],
            "not told by this source": self.other,
        }  # fmt: skip
        return [known.get(group, colour) for group, colour in zip(groups, self.colours(len(groups)), strict=True)]

    def config(self) -> dict[str, Any]:
        """Return the Vega-Lite configuration."""
        text = {"labelColor": self.quiet, "titleColor": self.quiet, "labelFontSize": 11, "titleFontSize": 11}
        axis = {"titleFontWeight": "normal", "domain": False, "ticks": False, "gridColor": self.line, "labelPadding": 6}
        head = {"anchor": "start", "frame": "group", "color": self.ink, "fontSize": 15, "offset": 10}
        under = {"subtitleColor": self.quiet, "subtitleFontSize": 11, "subtitlePadding": 5, "subtitleLineHeight": 15}
        legend = {"labelColor": self.ink, "orient": "top", "title": None, "symbolSize": 90, "offset": 6}
        return {
            "font": FONT, "background": self.ground, "view": {"stroke": None}, "axis": {**text, **axis},
            "legend": {**text, **legend}, "title": {**head, **under}, "text": {"color": self.ink, "fontSize": 11},
        }  # fmt: skip


THEMES = {
    "light": Theme("#ffffff", "#1f2933", "#5b6673", "#e3e7eb", ("#0067a3", "#b84a00", "#00724f", "#5b00c2"), "#6b7280"),
    "dark": Theme("#16191d", "#e8ebee", "#a7b0ba", "#363c44", ("#62bbf0", "#f29a5b", "#4fcda5", "#8c7bff"), "#8b929c"),
    "print": Theme("#ffffff", "#000000", "#404040", "#d0d0d0", ("#00568a", "#a34100", "#005e41", "#4b0f9e"), "#767676"),
}


def theme_named(name: str) -> Theme:
    """Return a theme.

    Raises:
        WorkbookError: There is no such theme.
    """
    if name not in THEMES:
        raise WorkbookError(f"there is no theme {name!r}", wanted=f"one of {', '.join(THEMES)}")
    return THEMES[name]


def fading(colour: str, strength: float) -> dict[str, Any]:
    """Return a horizontal gradient whose ends fade: the look of an interval whose days are not known."""
    ends = [(0, 0.15), (0.2, 1.0), (0.8, 1.0), (1, 0.15)]
    stops = [{"offset": at, "color": f"{colour}{round(255 * strength * part):02x}"} for at, part in ends]
    return {"gradient": "linear", "x1": 0, "x2": 1, "y1": 0, "y2": 0, "stops": stops}


def _offline(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Show a chart without the network: JupyterLab draws the older MIME type itself, and saves a picture beside it."""
    if "container" in (spec.get("width"), spec.get("height")):
        raise WorkbookError(
            "the chart asks for the width of its container",
            wanted="a width in pixels",
            advice="chart.properties(width=640); JupyterLab hangs otherwise",
        )
    # The rows are for exports. A dark JupyterLab turns canvases dark (style.css); what is dark already is no canvas.
    is_dark = spec.get("config", {}).get("background") == THEMES["dark"].ground
    options = {"embedOptions": {"renderer": "svg" if is_dark else "canvas"}}
    older = {**spec, "usermeta": options, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
    return {"application/vnd.vegalite.v5+json": older, "text/plain": spec.get("description") or "<chart>"}


def use_offline_renderer() -> None:
    """Make charts appear in JupyterLab without the network, for this Python session."""
    alt.renderers.register("workbook", _offline)
    alt.renderers.enable("workbook")
