"""A chart as files: pictures, the rows behind it, and a caption that says what they show and where they are from."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from workbook.charts.common.text_width import clip
from workbook.corpus.store import write_bytes
from workbook.errors import ExportError
from workbook.reports.same_pdf import ordered
from workbook.reports.user_cache import kept
from workbook.reports.words import cell, in_script, printable

FORMATS = ("png", "svg", "pdf", "html", "json", "csv", "xlsx", "txt")
DPI = {"Report column": 300, "Full page": 300, "Slide": 144}
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ZIP_BEGINS = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Saved:
    """The files of one export; shown in a notebook as links."""

    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    @property
    def links(self) -> str:
        """The files as links, in HTML."""
        files = ((quote(os.path.relpath(path)), escape(path.name)) for path in self.paths)
        links = " · ".join(f"<a href='{path}' target='_blank'>{name}</a>" for path, name in files)
        return f"<p>Saved: {links}</p>"

    def _repr_html_(self) -> str:
        return self.links

    def __repr__(self) -> str:
        return "Saved: " + ", ".join(str(path) for path in self.paths)


def save_chart(
    chart: Any,
    name: str,
    *,
    folder: str | Path = "exports",
    formats: Iterable[str] = ("png", "svg", "html", "json", "csv", "txt"),
    rows: pd.DataFrame | None = None,
    dpi: int | None = None,
    preset: str = "Full page",
) -> Saved:
    """Write a chart with the rows it shows and a caption.

    Args:
        chart: A chart of ``workbook.charts``, or any Altair chart; what it shows and leaves out travels in
            its ``usermeta``.
        name: File name without ending.
        folder: Where the files go; made if need be.
        formats: Any of ``FORMATS``; txt is the caption.
        rows: The table to write as CSV; by default the data that the chart draws.
        dpi: Dots per inch of the PNG; by default those of the preset.
        preset: What the chart was drawn for, one of ``DPI``.

    Returns:
        The paths, in the order of ``formats``.

    Raises:
        ExportError: A format or the name cannot be used, or a file cannot be written.
    """
    wanted = list(formats)
    if strange := sorted(set(wanted) - set(FORMATS)):
        raise ExportError(f"no export as {', '.join(strange)}", wanted=f"any of {', '.join(FORMATS)}")
    if not name.strip() or Path(name).name != name:
        raise ExportError(f"{name!r} is no file name", wanted="a name without folders and ending, such as 'timeline'")
    paths = []
    for kind in wanted:
        path = Path(folder) / f"{name}.{kind}"
        paths.append(written(path, render(chart, kind, rows=rows, dpi=dpi or DPI.get(preset, 300))))
    return Saved(tuple(paths))


def written(path: Path, content: bytes) -> Path:
    """Write a file and return its path."""
    try:
        write_bytes(path, content)
    except OSError as error:
        raise ExportError(f"{path} could not be written: {error.strerror}", advice="choose another folder") from error
    return path


def render(chart: Any, kind: str, *, rows: pd.DataFrame | None = None, dpi: int = 300) -> bytes:
    """Return the chart as the bytes of one file; see :func:`save_chart`."""
    import vl_convert as vl

    spec = printable(chart.to_dict())
    still = {key: value for key, value in spec.items() if key != "usermeta"}  # a picture needs no rows and sources
    drawn: dict[str, Callable[[], Any]] = {
        "png": lambda: vl.vegalite_to_png(_with_credit(still, spec), ppi=dpi),
        "svg": lambda: _with_alt_text(vl.vegalite_to_svg(_with_credit(still, spec)), spec).encode(),
        "pdf": lambda: ordered(vl.vegalite_to_pdf(_with_credit(still, spec))),
        "html": lambda: _page(still, spec).encode(),
        "json": lambda: json.dumps(spec, ensure_ascii=False, indent=1).encode(),
        "csv": lambda: safe_cells(_rows(spec, rows)).to_csv(index=False, lineterminator="\n").encode("utf-8-sig"),
        "xlsx": lambda: _xlsx(safe_cells(_rows(spec, rows)), caption(spec)),
        "txt": lambda: caption(spec).encode(),
    }
    made: bytes = drawn[kind]()
    return made


def _page(still: dict[str, Any], spec: dict[str, Any]) -> str:
    """Return a page that draws the chart without the network; what the data say cannot become a part of it."""
    import vl_convert as vl

    empty = '{"mark":"point"}'
    page = kept("page.html", empty, lambda: vl.vegalite_to_html(json.loads(empty), bundle=True))
    before, found, after = page.rpartition(f"const spec = {empty};")
    if not found:
        raise ExportError("the drawing library writes its pages in another way", advice="install the locked version")
    head = f"<title>{escape(_meta(spec).get('title') or 'Chart')}</title>\n    <meta charset"
    return f"{before}const spec = {in_script(still)};{after}".replace("<meta charset", head, 1)


def _with_credit(drawn: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """Return a layered chart with a line under it that names its sources: a picture travels without its caption."""
    about = _meta(spec)
    if "layer" not in drawn or not about.get("credit"):
        return drawn
    words = " · ".join(filter(None, (about["credit"], about.get("fingerprint") and f"corpus {about['fingerprint']}")))
    mark = {
        "type": "text", "text": clip(words, drawn["width"], 9), "fontSize": 9, "align": "left", "baseline": "top",
        "x": 0, "y": {"expr": "height + 12"}, "color": drawn["config"]["title"]["subtitleColor"], "tooltip": None,
    }  # fmt: skip
    return {**drawn, "layer": [*drawn["layer"], {"data": {"values": [{}]}, "mark": mark}]}


def _with_alt_text(svg: str, spec: dict[str, Any]) -> str:
    """Return the SVG with the alt text as its description, which screen readers read."""
    alt = f"<title>{escape(_meta(spec).get('title', ''))}</title><desc>{escape(spec.get('description', ''))}</desc>"
    return re.sub(r"(<svg\b[^>]*>)", lambda match: match.group(1) + alt, svg, count=1)


def _meta(spec: Mapping[str, Any]) -> dict[str, Any]:
    return dict((spec.get("usermeta") or {}).get("workbook") or {})


def _rows(spec: Mapping[str, Any], rows: pd.DataFrame | None) -> pd.DataFrame:
    """Return the rows given, or those that the chart says it shows, or the largest data set that it draws."""
    if rows is not None:
        return rows
    if kept := _meta(spec).get("rows"):
        records = json.loads(kept) if isinstance(kept, str) else kept
        return pd.DataFrame(records, columns=_meta(spec).get("columns"))
    datasets = list((spec.get("datasets") or {}).values())
    return pd.DataFrame(max(datasets, key=len) if datasets else [])


def safe_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with lists as text and no text that a spreadsheet would run as a formula."""
    return table.rename(columns=cell).astype(object).map(cell)


def _xlsx(table: pd.DataFrame, words: str) -> bytes:
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="openpyxl") as book:
        table.to_excel(book, sheet_name="rows", index=False)
        lines = pd.DataFrame({"caption": [cell(line) for line in words.splitlines()]})
        lines.to_excel(book, sheet_name="caption", index=False)
    return repeatable_zip(file.getvalue())


def repeatable_zip(content: bytes) -> bytes:
    """Return an Office file with every moment in it set to that of :func:`now`."""
    moment = now()
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = _MOMENT.sub(moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            new.writestr(
                zipfile.ZipInfo(item.filename, max(moment, _ZIP_BEGINS).timetuple()[:6]), data, zipfile.ZIP_DEFLATED
            )
    return file.getvalue()


def now() -> datetime:
    """Return the moment of the export: ``SOURCE_DATE_EPOCH`` where it is set, so that exports can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def caption(spec: Mapping[str, Any]) -> str:
    """Return what a reader of the chart must know to check it.

    Args:
        spec: The chart's Vega-Lite specification.
    """
    meta = _meta(spec)
    lines = [meta.get("title") or "Chart", meta.get("subtitle", ""), ""]
    filters = [f"{name}: {value}" for name, value in (meta.get("filters") or {}).items()]
    lines.append(f"Filters: {'; '.join(filters) if filters else 'none'}.")
    if meta.get("shown") is not None:
        lines.append(f"Shown: {meta['shown']:,} of {meta.get('total', meta['shown']):,}.")
    sources = meta.get("sources") or []
    lines += ["", f"Sources ({len(sources)}):"] if sources else []
    lines += [f"  {number}. {source}" for number, source in enumerate(sources, 1)]
    if spec.get("description"):
        lines += ["", f"Alt text: {spec['description']}"]
    made = [f"Talks Workbook {meta.get('version', '')}".strip(), meta.get("model", ""), now().strftime("%-d %B %Y")]
    if meta.get("fingerprint"):
        made.insert(1, f"corpus {meta['fingerprint']}")
    lines += ["", "Made with " + " · ".join(part for part in made if part) + "."]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"
