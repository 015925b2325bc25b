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
from workbook.dossier import new_dossier
from workbook.errors import WorkbookError
from workbook.scoring import check_corpus, score_folder

START = "00-start-here.ipynb"
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
def brief(
    folder: Annotated[Path, typer.Argument(help="A folder of articles.")] = Path("articles"),
    out: Path = Path("exports"),
    plans: Plans = None,
    model: Model = None,
) -> None:
    """Write the brief of a folder of articles, and the charts, rows and captions behind it in a folder beside it.

    In a dossier made by ``workbook new`` nothing need be given.
    """
    beside = folder.parent / "plans"
    if plans is None and folder.name == "articles" and beside.is_dir():
        plans = beside
    saved = write_brief_with_files(_loaded(folder, plans, model), out)
    names = ", ".join(path.name for path in saved if path.stem == "brief")
    typer.echo(f"in {out}: {names}; {len(saved.paths)} files, listed in {out / 'index.html'}")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The new folder.")],
    articles: Annotated[Optional[Path], typer.Option(help="A folder whose articles are copied.")] = None,  # noqa: UP045
) -> None:
    """Make a dossier: a folder with places for articles and plans, and notebooks that run on whatever lies there."""
    made = new_dossier(folder, articles)
    typer.echo(f"{made} is ready: put articles into {made / 'articles'}, then: cd {made} && workbook lab")


@app.command()
def lab(
    folder: Annotated[Path, typer.Argument(help="A dossier, or a folder of notebooks.")] = Path(),
    port: Annotated[Optional[int], typer.Option(help="The port of the server.")] = None,  # noqa: UP045
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Open JupyterLab at the start notebook."""
    starts = (folder / "notebooks" / START, folder / START)
    start = next((path for path in starts if path.is_file()), None)
    if start is None:
        advice = "make a dossier with: workbook new my-dossier"
        raise WorkbookError(f"there is no {START} in {folder} or its notebooks", advice=advice)
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url=/lab/tree/{start.as_posix()}"]
    command += [f"--port={port}"] if port else []
    command += [] if browser else ["--no-browser"]
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
