"""Many articles built by several processes, few in this one: the same tables either way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from workbook.corpus.build import Built, Job, build, joined
from workbook.language import load_model, model_name

CHARACTERS_A_ROUND = 8_000_000  # read before they are built, 1,600 usual articles: memory grows with them
ARTICLES_A_SHARD = 100  # what is lost at most where a load is stopped
ARTICLES_A_PART = 32  # what a process builds before it tells of it
WORTH_A_PROCESS = 60  # articles: a process takes three seconds to begin, an article less than a tenth of one
MOST = 4  # each holds the pipeline, and up to half a gigabyte
IDLE = 20  # seconds after which a process without work ends


def build_all(jobs: Sequence[Job], model: str | Path | None) -> Iterator[Built]:
    """Yield articles built, in shards; where there are many, as many processes as the machine gives work on them.

    One that ends before its time costs nothing: what it left undone is built in this process. The environment
    variable ``LOKY_MAX_CPU_COUNT`` sets how many there are at most.
    """
    parts = [jobs[first : first + ARTICLES_A_PART] for first in range(0, len(jobs), ARTICLES_A_PART)]
    waiting: list[Built] = []
    for built in _built(parts, model, _processes(len(jobs))):
        waiting.append(built)
        if sum(len(one.jobs) for one in waiting) >= ARTICLES_A_SHARD:
            yield joined(waiting)
            waiting = []
    if waiting:
        yield joined(waiting)


def _processes(n_articles: int) -> int:
    """Return how many processes are worth it, of those that this one may use."""
    from joblib import cpu_count

    worth = min(MOST, n_articles // WORTH_A_PROCESS)
    return min(worth, cpu_count()) if worth > 1 else 1


def _built(parts: Sequence[Sequence[Job]], model: str | Path | None, n_processes: int) -> Iterator[Built]:
    """Yield the parts in order."""
    n_done = 0
    if n_processes > 1:
        from joblib import Parallel, delayed
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        pool = Parallel(n_processes, backend="loky", return_as="generator", idle_worker_timeout=IDLE)
        with suppress(TerminatedWorkerError):
            for built in pool(delayed(_part)(part, model) for part in parts):
                n_done += 1
                yield built
    for part in parts[n_done:]:
        yield _part(part, model)


def _part(jobs: Sequence[Job], model: str | Path | None) -> Built:
    return build(jobs, load_model(model), model_name(model))
