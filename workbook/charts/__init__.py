"""Charts: pure functions from tables to Altair charts; no files, no widgets."""

from workbook.charts.events import timeline
from workbook.charts.theme import use_offline_renderer

__all__ = ["timeline", "use_offline_renderer"]
