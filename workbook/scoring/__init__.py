"""Scores of the extractors against annotated text."""
