"""The capaian of 24 offices as PDF: on all processors against one process.

Usage: python -m benchmarks.reports_batch [OFFICES] [RUNS]

A database in a temporary folder with as many offices as asked for, each with the indicators, targets and
realizations of the real plan of 2023. Runs alternate, each is the whole command in a fresh process; printed
are the medians and their ratio. Its floor with two processors or more is 1.3: two seconds in which the
application starts are not divided. Exit status 1 below it. Nothing else may be running.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FLOOR = 1.3
YEAR = 2023


def main(offices: int, runs: int) -> int:
    """Make the offices, measure both ways, compare."""
    with TemporaryDirectory() as folder:
        os.environ.update(
            VAR_DIR=folder, INSECURE_HTTP="1", DATABASE_URL="", DJANGO_SETTINGS_MODULE="tests.settings",
        )  # fmt: skip
        prepare(offices)
        from reports.batch import cores  # after the set-up, which it needs

        seconds = {"one process": [], "all processors": []}
        for number in range(runs):
            for name, processes in (("one process", 1), ("all processors", cores())):
                target = Path(folder) / f"{name}-{number}"
                seconds[name].append(timed(target, processes, offices))
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    ratio = medians["one process"] / medians["all processors"]
    for name, value in medians.items():
        print(f"{name:16}{value:>7.1f} s for {offices} offices")
    print(f"ratio {ratio:.2f} on {cores()} processors (floor {FLOOR})")
    return 0 if ratio >= FLOOR or cores() < 2 else 1


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


def timed(target: Path, processes: int, offices: int) -> float:
    """Return how many seconds the command takes, from its start to its end."""
    wanted = ["--year", str(YEAR), "--format", "pdf", "--processes", str(processes)]
    command = [sys.executable, "manage.py", "reports_batch", "capaian", *wanted]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--output", str(target)], cwd=ROOT, check=True, capture_output=True
    )
    seconds = time.perf_counter() - start
    assert len(list(target.glob("*.pdf"))) == offices
    return seconds


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    wanted = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(wanted + [24, 3][len(wanted) :])))
