"""Cleaning: an article's source text made plain, its outline found, and what is no article set aside."""

from workbook.cleaning.clean import clean
from workbook.cleaning.cleaned import Cleaned, Residue, Section
from workbook.cleaning.offsets import Identity, OffsetMap

__all__ = ["Cleaned", "Identity", "OffsetMap", "Residue", "Section", "clean"]
