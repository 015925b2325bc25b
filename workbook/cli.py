"""The same from a shell: load, brief, lab, check."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

import workbook as wb
from workbook import tables
from workbook.brief import write_brief_with_files
from workbook.corpus.store import write_bytes
from workbook.errors import WorkbookError
from workbook.scoring import check_corpus, score_folder

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
Folder = Annotated[Path, typer.Argument(help="A folder of articles.")]
Plans = Annotated[Optional[Path], typer.Option(help="A folder of plan texts.")]  # noqa: UP045  typer reads Optional
Model = Annotated[Optional[str], typer.Option(help="Another spaCy pipeline with UD labels.")]  # noqa: UP045


def _loaded(folder: Path, plans: Path | None, model: str | None) -> wb.Corpus:
    corpus = wb.load(folder, plans=plans, model=model)
    typer.echo(repr(corpus))
    for problem in corpus.problems.itertuples():
        typer.echo(f"  {problem.severity}: {problem.path}: {problem.reason} → {problem.advice}", err=True)
    return corpus


@app.command()
def load(folder: Folder, out: Path = Path("build"), plans: Plans = None, model: Model = None) -> None:
    """Read a folder of articles and save its tables as Parquet."""
    saved = _loaded(folder, plans, model).save(out)
    typer.echo(f"tables saved in {saved}")


@app.command()
def brief(folder: Folder, out: Path = Path("exports"), plans: Plans = None, model: Model = None) -> None:
    """Write the brief of a folder of articles, and the charts, rows and captions behind it in a folder beside it."""
    saved = write_brief_with_files(_loaded(folder, plans, model), out)
    typer.echo(f"{out / 'brief.html'} and brief.docx; {len(saved.paths)} files, listed in {out / 'index.html'}")


@app.command()
def lab(
    notebooks: Annotated[Path, typer.Argument(help="The folder of the notebooks.")] = Path("notebooks"),
) -> None:
    """Open JupyterLab at the start notebook."""
    start = notebooks / "00-start-here.ipynb"
    if not start.exists():
        advice = "run this in the workbook's folder, or give the notebooks' folder"
        raise WorkbookError(f"there is no {start}", advice=advice)
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url=/lab/tree/{start.as_posix()}"]
    root = getattr(os, "geteuid", lambda: 1)() == 0  # whom containers have for their only user, and Jupyter refuses
    raise typer.Exit(subprocess.call([*command, *["--allow-root"] * root]))


@app.command()
def check(
    folder: Annotated[Optional[Path], typer.Argument(help="A folder of articles.")] = None,  # noqa: UP045
    gold: Annotated[Optional[Path], typer.Option(help="A folder of annotated news (*.jsonl) to score against.")] = None,  # noqa: UP045
    out: Annotated[Optional[Path], typer.Option(help="Write the scores there as CSV.")] = None,  # noqa: UP045
    plans: Plans = None,
    model: Model = None,
) -> None:
    """Check the tables of a folder against their contract; with --gold score the extractors."""
    if folder is None and gold is None:
        raise WorkbookError("nothing to check", wanted="a folder of articles, or --gold FOLDER, or both")
    faults = []
    if folder is not None:
        faults = check_corpus(_loaded(folder, plans, model))
        for fault in faults:
            typer.echo(f"  {fault}", err=True)
        typer.echo(f"{len(faults)} faults in {len(tables.contract())} tables")
    if gold is not None:
        scores = score_folder(gold, model)
        typer.echo(scores.to_string(index=False))
        if out is not None:
            write_bytes(out, scores.to_csv(index=False, lineterminator="\n").encode())
    raise typer.Exit(1 if faults else 0)


@app.command(name="tables")
def tables_page(out: Path = Path("docs/tables.md")) -> None:
    """Write the page that describes every column."""
    write_bytes(out, tables.describe().encode())


def main() -> None:
    """Run the command line; an error that is meant for the analyst is shown in one line."""
    try:
        app()
    except WorkbookError as error:
        typer.echo(f"workbook: {error}", err=True)
        sys.exit(2)
