"""What texts mean, as vectors: a small sentence encoder that ships with the package and runs on NumPy alone.

:class:`Vectors` is the one entry: it gives the vectors of texts, loads the weights when a text is first asked for that
it does not know, and keeps what it made. Weights, licence and figures: ``workbook/meaning/model/README.md``.

Terms: a sentence embedding has unit length, so that the product of two is their cosine (Reimers & Gurevych 2019).
"""

from workbook.meaning.vectors import Vectors

__all__ = ["Vectors"]
