"""Import 10,000 realizations: the workbook's engine against a default django-import-export resource.

Usage: python benchmarks/import_realizations.py [ROWS]

Both load the same CSV file into a database of their own with the same duties: natural keys, number
parsing, validation of every row with its year rules and locks, unique keys, complete history, one
transaction. Each runs in a process of its own (SQLite in a temporary folder); printed are rows per
second, peak memory, and the ratio, whose floor is 5. Exit status 1 below the floor.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = 5
INDICATORS = 500
YEARS = (2021, 2022, 2023, 2024)
PERIODS = ("TAHUN", "TW1", "TW2", "TW3", "TW4")


def main(rows: int) -> int:
    """Run both in subprocesses and compare."""
    found = {
        name: measure(name, rows) for name in ("engine", "engine_again", "default")
    }
    for name, result in found.items():
        print(
            f"{name:14}{result['rate']:>10,.0f} rows/s {result['seconds']:>8.2f} s ({result['cpu']:.2f} s CPU) {result['peak']:>6.0f} MB peak"
        )
    ratio = found["engine"]["rate"] / found["default"]["rate"]
    print(f"ratio {ratio:.1f} (floor {FLOOR})")
    return 0 if ratio >= FLOOR else 1


def measure(name: str, rows: int) -> dict[str, float]:
    """Run one import in a process and database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "renstra.settings",
        }
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, __file__, str(rows), name]
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
    if done.returncode:
        sys.exit(done.stderr)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_one(name: str, rows: int) -> None:
    """Set a database up, import, print the figures as JSON."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    folder = Path(os.environ["VAR_DIR"]) / "workbook"
    make_workbook(folder, rows)
    if name == "engine_again":
        import_with_engine(folder)
    started, started_cpu = time.perf_counter(), time.process_time()
    (import_by_default if name == "default" else import_with_engine)(folder)
    seconds = time.perf_counter() - started
    cpu = time.process_time() - started_cpu
    check_complete(rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"rate": rows / seconds, "seconds": seconds, "cpu": cpu, "peak": peak}
        )
    )


def make_workbook(folder: Path, rows: int) -> None:
    """Make the plan with its indicators, and a folder with the sheet of realizations."""
    from accounts.models import Unit
    from indicators.models import ActivityTarget, Indicator, PlanYear, StrategicPlan
    from workbook.sheets import COLUMNS

    unit = Unit.objects.create(code="BALAI", name="Balai", kind="office")
    plan = StrategicPlan.objects.create(
        unit=unit, code="RENSTRA", title="Renstra", start_year=2021, end_year=2024
    )
    for year in YEARS:
        PlanYear.objects.create(unit=unit, year=year, plan=plan)
    target = ActivityTarget.objects.create(plan=plan, code="SK1", statement="Sasaran")
    Indicator.objects.bulk_create(
        Indicator(
            plan=plan,
            activity_target=target,
            code=f"SK1.{n}",
            name=f"Indikator {n}",
            unit_of_measure="Persen",
        )
        for n in range(1, INDICATORS + 1)
    )
    folder.mkdir()
    path = folder / "realisasi.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS["realisasi"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(sheet_rows(rows))


def sheet_rows(rows: int) -> list[dict[str, str]]:
    """Return the rows of the sheet, by column."""
    keys = [
        (n, year, period)
        for n in range(1, INDICATORS + 1)
        for year in YEARS
        for period in PERIODS
    ]
    if rows > len(keys):
        sys.exit(f"at most {len(keys)} rows")
    return [
        {
            "renstra": "RENSTRA",
            "indikator": f"SK1.{n}",
            "tahun": str(year),
            "periode": period,
            "nilai": f"{n % 97},{10 + place % 90}",
            "teks": f"{n % 97},{10 + place % 90} Persen",
            "catatan": f"Catatan {place}",
            "asal": "Diimpor",
            "sumber": f"Tabel {n}, baris {place}",
        }
        for place, (n, year, period) in enumerate(keys[:rows])
    ]


def import_with_engine(folder: Path) -> None:
    """Import as ``load_workbook`` does."""
    from workbook.engine import load
    from workbook.reading import read_workbook

    findings = load(
        read_workbook(folder), user=None, keep=True, readings_accepted=False
    )
    assert not findings.faults, findings.faults[:3]


def import_by_default(folder: Path) -> None:
    """Import with a default ModelResource that validates every row."""
    import tablib

    from accounts.audit import batch
    from accounts.models import AuditBatch

    dataset = tablib.Dataset().load(
        (folder / "realisasi.csv").read_text(encoding="utf-8"), format="csv"
    )
    with batch(AuditBatch.Path.COMMAND, user=None):
        default_resource()().import_data(dataset, raise_errors=True)


def default_resource():
    """Return the resource: natural keys by ForeignKeyWidget, ``full_clean`` and ``save`` row by row."""
    from import_export import fields, resources, widgets

    from indicators.models import Indicator, Origin, Realization
    from indicators.numbers import parse_figure

    class IndicatorWidget(widgets.ForeignKeyWidget):
        def get_queryset(self, value, row, *args, **kwargs):
            return self.model.objects.filter(plan__code=row["renstra"])

    class FigureWidget(widgets.DecimalWidget):
        def clean(self, value, row=None, **kwargs):
            return parse_figure(value).value

    class OriginWidget(widgets.CharWidget):
        def clean(self, value, row=None, **kwargs):
            return {label: value for value, label in Origin.choices}[value]

    class DefaultRealizationResource(resources.ModelResource):
        indicator = fields.Field(
            "indicator", "indikator", IndicatorWidget(Indicator, "code")
        )
        year = fields.Field("year", "tahun", widgets.IntegerWidget())
        period = fields.Field("period", "periode", widgets.CharWidget())
        value = fields.Field("value", "nilai", FigureWidget())
        grade = fields.Field("grade", "predikat", widgets.CharWidget())
        printed_text = fields.Field("printed_text", "teks", widgets.CharWidget())
        note = fields.Field("note", "catatan", widgets.CharWidget())
        cause = fields.Field("cause", "sebab", widgets.CharWidget())
        obstacle = fields.Field("obstacle", "kendala", widgets.CharWidget())
        follow_up = fields.Field("follow_up", "tindak_lanjut", widgets.CharWidget())
        origin = fields.Field("origin", "asal", OriginWidget())
        source = fields.Field("source", "sumber", widgets.CharWidget())

        class Meta:
            model = Realization
            fields = (
                "indicator", "year", "period", "value", "grade", "printed_text", "note",
                "cause", "obstacle", "follow_up", "origin", "source",
            )  # fmt: skip
            import_id_fields = ("indicator", "year", "period")
            clean_model_instances = True
            use_transactions = True

    return DefaultRealizationResource


def check_complete(rows: int) -> None:
    """Both must have written every row and its history, with the batch."""
    from indicators.models import Realization

    history = Realization.history.filter(batch__isnull=False).count()
    found = (Realization.objects.count(), history)
    assert found == (rows, rows), found


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if len(sys.argv) > 2:
        run_one(sys.argv[2], wanted)
    else:
        sys.exit(main(wanted))
