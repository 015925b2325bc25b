"""Charts: pure functions from tables to Altair charts; no files, no widgets."""

from workbook.charts.theme import use_offline_renderer
from workbook.charts.events import timeline

__all__ = ["timeline", "use_offline_renderer"]
