"""Scores of the tables against annotated news."""
