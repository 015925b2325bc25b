"""Charts as files that somebody else can check."""

from workbook.reports.comparison import write_comparison
from workbook.reports.export import FORMATS, Saved, render, save_chart

__all__ = ["FORMATS", "Saved", "render", "save_chart", "write_comparison"]
