"""The capaian of 24 offices as PDF: on all processors against one process.

Usage: python -m benchmarks.reports_batch [OFFICES] [RUNS]

A database in a temporary folder with as many offices as asked for, each with the indicators, targets and
realizations of the real plan of 2023. Measured are the work, once everything is loaded, and the whole command
in fresh processes, of which two seconds are the start of the application, which nothing can divide. Runs
alternate; printed are medians and ratios. The floor of the work is 1.5 where there are two processors or
more; exit status 1 below it. Nothing else may be running.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
FLOOR = 1.5
YEAR = 2023


def main(offices: int, runs: int) -> int:
    """Make the offices, measure both ways, compare."""
    with TemporaryDirectory() as folder:
        os.environ.update(
            VAR_DIR=folder, INSECURE_HTTP="1", DATABASE_URL="", DJANGO_SETTINGS_MODULE="tests.settings",
        )  # fmt: skip
        prepare(offices)
        work(Path(folder), 1)  # loads fonts and templates
        ratio = compare("work", runs, lambda number: work(Path(folder), number))
        compare("command", runs, lambda number: command(Path(folder), number, offices))
    print(f"{cores()} processors, floor of the work {FLOOR}")
    return 0 if ratio >= FLOOR or cores() < 2 else 1


def cores() -> int:
    """Return how many processors there are to use."""
    from reports.batch import cores  # after the set-up, which it needs

    return cores()


def compare(what: str, runs: int, deed: Callable[[int], float]) -> float:
    """Print the medians of one process and of all processors, and return their ratio."""
    seconds: dict[int, list[float]] = {1: [], cores(): []}
    for _ in range(runs):
        for processes, taken in seconds.items():
            taken.append(deed(processes))
    one, many = (statistics.median(taken) for taken in (seconds[1], seconds[cores()]))
    print(f"{what:8} one process {one:5.1f} s, all processors {many:5.1f} s, ratio {one / many:.2f}")  # fmt: skip
    return one / many


def work(folder: Path, processes: int) -> float:
    """Return how many seconds the reports take in this process and its children."""
    from accounts.models import Unit
    from reports.batch import Job, run

    codes = Unit.objects.filter(plan_years__year=YEAR).values_list("code", flat=True)
    jobs = [
        Job(code, "capaian", {"year": str(YEAR)}, "pdf", folder)
        for code in codes.distinct()
    ]
    start = time.perf_counter()
    done = list(run(jobs, processes))
    seconds = time.perf_counter() - start
    assert not [each for each in done if each.refusal]
    assert len({each.process for each in done}) == processes
    return seconds


def command(folder: Path, processes: int, offices: int) -> float:
    """Return how many seconds the command takes, from its start to its end."""
    target = folder / f"hasil-{time.monotonic_ns()}"
    wanted = ["--year", str(YEAR), "--format", "pdf", "--processes", str(processes)]
    line = [sys.executable, "manage.py", "reports_batch", "capaian", *wanted]
    start = time.perf_counter()
    subprocess.run(
        [*line, "--output", str(target)], cwd=ROOT, check=True, capture_output=True
    )
    seconds = time.perf_counter() - start
    assert len(list(target.glob("*.pdf"))) == offices
    return seconds


def prepare(offices: int) -> None:
    """Set Django up on an own database with the real plan in every office."""
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import Unit

    call_command("migrate", verbosity=0)
    call_command(
        "load_workbook", str(ROOT / "fixtures" / "bspji_manado"), accept_readings=True, verbosity=0,
    )  # fmt: skip
    real = Unit.objects.get(code="BSPJI-MANADO")
    for number in range(1, offices):
        make_office(real, number)


def make_office(real, number: int) -> None:
    """Store another office with the plan of the real one as it counts in the year."""
    from indicators import scorecard
    from tests import factories as make

    unit = make.UnitFactory(
        code=f"BALAI-{number:02}", name=f"Balai Contoh {number}", letterhead=real.letterhead
    )  # fmt: skip
    plan = make.PlanFactory(unit=unit, in_force=(YEAR,))
    owners: dict[int, object] = {}
    for score in scorecard.load(real, [YEAR]).years[YEAR].rows:
        indicator = score.indicator
        owner = indicator.activity_target
        if owner.pk not in owners:
            owners[owner.pk] = make.ActivityTargetFactory(
                plan=plan, code=owner.code, order=owner.order, statement=owner.statement
            )
        copy = make.IndicatorFactory(
            plan=plan, activity_target=owners[owner.pk], code=indicator.code, name=indicator.name,
            unit_of_measure=indicator.unit_of_measure, polarity=indicator.polarity,
        )  # fmt: skip
        if score.target and score.target.target.value is not None:
            make.TargetFactory(
                indicator=copy, year=YEAR, value=score.target.target.value
            )
        if score.value is not None:
            make.RealizationFactory(indicator=copy, year=YEAR, value=score.value)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    wanted = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(wanted + [24, 3][len(wanted) :])))
