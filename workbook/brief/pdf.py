"""The brief as a PDF, set by typst from the same sections: each number is a link to its note."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from workbook.errors import ExportError
from workbook.reports.words import printable

TEMPLATE = Path(__file__).parent / "brief.typ"


def pdf_of(told: Mapping[str, Any]) -> bytes | None:
    """Return the brief as a PDF; None where typst is not installed, which is the extra ``pdf``.

    What articles say reaches the template as data only: typst reads no marks in it.

    Args:
        told: What a brief says, as its page is given it.

    Raises:
        ExportError: It cannot be set.
    """
    try:
        import typst
    except ImportError:
        return None
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = {name: told[name] for name in ("title", "subtitle", "author")}
        data |= {"notes": list(map(asdict, told["notes"])), "sections": list(map(asdict, told["sections"]))}
        for section in data["sections"]:
            section["pictures"] = []
            for picture in told["pictures"][section["name"]]:
                file = f"{section['name']}-{len(section['pictures'])}.png"
                (folder / file).write_bytes(picture.png)
                section["pictures"].append({"file": file, "alt": picture.alt, "caption": picture.caption})
        (folder / "brief.json").write_text(json.dumps(printable(data), ensure_ascii=False), "utf-8")
        shutil.copy(TEMPLATE, folder)
        try:
            made: bytes = typst.compile(folder / TEMPLATE.name, root=folder)
        except RuntimeError as error:
            raise ExportError(f"the PDF cannot be set: {str(error)[:200]}", advice="use the page or Word") from error
    return made
