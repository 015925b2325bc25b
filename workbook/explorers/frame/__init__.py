"""The frame around every explorer: controls, chart, passage, table, panels, corrections, saved views."""
