"""Three short articles of one dispute: two differ on the day of an attack, a third tells another event."""

from pathlib import Path

import workbook as wb

WIRE = (
    "PORT ADA, May 4, 2021 (Quay Wire) - Rebels shelled the fuel depot at Lomi on Sunday, killing four people, "
    "officials said. Minister Ruta Beles will visit Lomi on Thursday."
)
PAPER = (
    "LOMI, May 5, 2021 (Hill Post) - Rebels shelled the fuel depot at Lomi on Monday, killing four people, the mayor "
    "said. Talks on a truce opened in Port Ada on Tuesday."
)
RADIO = "PORT ADA, May 8, 2021 (Bay Radio) - Minister Ruta Beles visited Lomi on Thursday. A market burned at Sarn on Friday."


def disputed(folder: Path) -> wb.Corpus:
    """Write the articles into a folder and load them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("wire", WIRE), ("paper", PAPER), ("radio", RADIO)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return wb.load(folder, progress=False)
