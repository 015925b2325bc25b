"""Charts as files that somebody else can check, and tables as one reads them."""

from workbook.reports.comparison import write_comparison
from workbook.reports.export import FORMATS, Saved, render, save_chart
from workbook.reports.notebook_tables import show

__all__ = ["FORMATS", "Saved", "render", "save_chart", "show", "write_comparison"]
