"""A new dossier: a folder with places for articles, plans and words, and notebooks that run on whatever lies there."""

from __future__ import annotations

import json
import re
import shutil
import sysconfig
from pathlib import Path
from typing import Any

from workbook import tables
from workbook.errors import WorkbookError

FOLDERS = ("articles", "plans", "lexicons", "notebooks", "docs")
_SAMPLES = 'DATA = Path("data") if Path("data").exists() else Path("../data")'
_OWN = 'DATA = Path(".") if Path("articles").exists() else Path("..")'
_ANSWER = "Put articles into the folder `articles/`, plan texts into `plans/`, then *Run → Run All Cells*."
_LAST_OF_90 = "## 4. "
# [methods](../docs/methods/happenings.md); not [docs/tables.md](../docs/tables.md), which a dossier has
_LINK_OUT = re.compile(r"\[([^\[\]]+)\]\(\.\./docs/(?!tables\.md)[^()]*\)")
_WELCOME = """A dossier of the Talks Workbook

articles/    put your articles here, in any format, nested as they are
plans/       plan texts, if you have any
lexicons/    your own words (names, titles, sides), if you need any
notebooks/   open them with: workbook lab
docs/        what each column of the tables means

workbook brief    writes the brief into exports/
"""


def new_dossier(folder: str | Path, articles: str | Path | None = None) -> Path:
    """Make a dossier's folder.

    Args:
        folder: A folder that does not exist yet, or is empty.
        articles: A folder whose files are copied into ``articles/``.

    Raises:
        WorkbookError: The folder is not empty, or the articles' folder is not there.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkbookError(f"{folder} is there already and not empty", wanted="a new name")
    if articles is not None and not Path(articles).is_dir():
        raise WorkbookError(f"there is no folder {str(articles)!r}", wanted="a folder of articles")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    if articles is not None:
        shutil.copytree(articles, folder / "articles", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".workbook"))
    (folder / "README.txt").write_text(_WELCOME, "utf-8")
    (folder / "docs" / "tables.md").write_text(tables.describe(), "utf-8")
    for path in sorted(notebooks_folder().glob("[0-9]*.ipynb")):
        notebook = json.loads(path.read_text("utf-8"))
        if path.name.startswith("90"):
            notebook["cells"] = _on_own_articles(notebook["cells"])
        notebook = _own_cells(notebook)
        (folder / "notebooks" / path.name).write_text(json.dumps(notebook, ensure_ascii=False, indent=1), "utf-8")
    return folder


def notebooks_folder() -> Path:
    """Return where the notebooks are: in the checkout, or where the wheel put them.

    Raises:
        WorkbookError: They are in neither place.
    """
    places = (
        Path(__file__).parents[1] / "notebooks",
        Path(sysconfig.get_path("data")) / "share/talks-workbook/notebooks",
    )
    found = next((place for place in places if (place / "00-start-here.ipynb").is_file()), None)
    if found is None:
        raise WorkbookError("the notebooks are not installed", advice="install the workbook anew")
    return found


def _on_own_articles(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what notebook 90 asks of any articles: the rest of it is measured on the workbook's own gold."""
    last = next(at for at, cell in enumerate(cells) if "".join(cell["source"]).startswith(_LAST_OF_90))
    return [*cells[:2], *cells[last:]]


def _own_cells(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook that reads the dossier; what its first cell says of the sample articles is left out."""
    for number, cell in enumerate(notebook["cells"]):
        source = _LINK_OUT.sub(r"\1", "".join(cell["source"]).replace(_SAMPLES, _OWN))
        if number == 0:
            parts = source.split("\n\n")
            limits = [part for part in parts[1:] if part.startswith(">")]
            source = "\n\n".join([parts[0], _ANSWER, *limits])
            cell.pop("attachments", None)  # the picture is of the sample articles
        cell["source"] = source.splitlines(keepends=True)
    return notebook
