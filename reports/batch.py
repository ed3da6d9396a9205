"""One report for many offices at once: as many processes as the machine has cores, each office for itself."""

from __future__ import annotations

import logging
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections

from accounts.models import Unit
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.parameters import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

logger = logging.getLogger(__name__)
BROKEN = "terjadi kesalahan; rinciannya di catatan server"


@dataclass(frozen=True)
class Job:
    """A report of one office to be written into a folder."""

    unit: str
    slug: str
    choices: Mapping[str, str]
    form: str
    folder: Path


@dataclass(frozen=True)
class Done:
    """What became of a job: the file and its size, or why there is none; and which process did it."""

    unit: str
    name: str = ""
    size: int = 0
    refusal: str = ""
    process: int = 0


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def run(
    jobs: Sequence[Job], processes: int, deed: Callable[[Job], Done] | None = None
) -> Iterator[Done]:
    """Yield what became of each job as soon as it is done; one that fails does not stop the others."""
    write = deed or write_report
    if processes <= 1 or len(jobs) <= 1:
        yield from map(write, jobs)
        return
    # The children inherit what is loaded; of connections each opens its own.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    count = min(processes, len(jobs))
    with ProcessPoolExecutor(count, context, connections.close_all) as pool:
        waiting = {pool.submit(write, job): job for job in jobs}
        for future in as_completed(waiting):
            job = waiting[future]
            try:
                yield future.result()
            except Exception:  # a process that died takes its job with it
                logger.exception("The process that made %s died.", job)
                yield Done(job.unit, refusal=BROKEN)


def write_report(job: Job) -> Done:
    """Write the file of one office; what goes wrong is the answer, never raised."""
    try:
        name, content = _draw(job)
        (job.folder / name).write_bytes(content)
    except (ParameterError, Unit.DoesNotExist) as error:
        return Done(job.unit, refusal=str(error), process=os.getpid())
    except OSError as error:
        reason = f"tidak dapat ditulis: {error.strerror}"
        return Done(job.unit, refusal=reason, process=os.getpid())
    except Exception:
        logger.exception("Making %s failed.", job)
        return Done(job.unit, refusal=BROKEN, process=os.getpid())
    return Done(job.unit, name, len(content), process=os.getpid())


def _draw(job: Job) -> tuple[str, bytes]:
    report, form = REPORTS[job.slug], FORMATS[job.form]
    unit = Unit.objects.get(code=job.unit)
    document = report.build(report.read(unit, job.choices))
    return form.file_name(document), form.render(document)
