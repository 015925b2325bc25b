"""Charts: pure functions from tables to Altair charts; no files, no widgets."""

from typing import Any

from workbook.charts.articles import articles
from workbook.charts.events import timeline
from workbook.charts.theme import use_offline_renderer

__all__ = ["articles", "standard", "timeline", "use_offline_renderer"]


def standard(corpus: Any) -> dict[str, Any]:
    """Return the charts that ``make brief`` writes, by the name of their files."""
    return {"timeline": timeline(corpus)}


use_offline_renderer()  # Altair's own renderers all ask the network in JupyterLab
