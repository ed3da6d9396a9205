"""The template of a year's realizations: what is known stands there, what may not change is closed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from accounts.acting import acting
from indicators import scorecard
from indicators.models import Period, Realization
from indicators.models.guard import REASON
from indicators.models.scales import grade_labels
from workbook.cells import as_text
from workbook.column_words import SHEETS, Definition
from workbook.template_sheets import Template, TemplateLine, TemplateSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import Unit, User
    from indicators.scores import Score
    from workbook.resources.base import SheetResource

REALIZATIONS, MEASUREMENTS = SHEETS["realisasi"], SHEETS["pengukuran"]
FREE_MEASUREMENTS = 200
# Columns for people; the parentheses tell the import to pass them by.
NAME, UNIT_OF_MEASURE, TARGET, STATUS = "(nama)", "(satuan)", "(target)", "(status)"
STEPS = (
    "Isi sel kuning di lembar realisasi. Sel abu-abu terkunci; sebabnya ada di kolom (status).",
    "Tulis angka seperti biasa: 16,85 atau 1.199.509.750; “-” berarti tidak ditargetkan. Rumus ditolak.",
    "Predikat dan pilihan lain dipilih dari daftar yang muncul di selnya.",
    "Bila nilai berasal dari beberapa kegiatan, tulis satu baris untuk tiap kegiatan di lembar pengukuran.",
    "Baris yang dibiarkan kosong tidak diimpor. Sel terisi yang dikosongkan akan mengosongkan datanya.",
    "Simpan sebagai .xlsx, lalu unggah di menu Impor. Semua perubahan ditampilkan sebelum ada yang ditulis.",
)


def year_template(
    user: User, unit: Unit, year: int, periods: Sequence[str]
) -> Template:
    """Return a year's realizations as the person may enter them: a line for each indicator and period."""
    score = scorecard.load(unit, [year]).years[year]
    scores = [*score.rows, *score.goal_rows]
    for row in scores:
        row.indicator.plan = score.plan
    with acting(user):
        realizations = _realization_lines(scores, year, periods)
        measurements = _measurement_lines(scores, year, periods)
    return Template(
        f"Templat realisasi {year} – {unit.name}",
        STEPS,
        [
            TemplateSheet(
                REALIZATIONS, realizations, (NAME, UNIT_OF_MEASURE, TARGET, STATUS), 0
            ),
            TemplateSheet(MEASUREMENTS, measurements, (STATUS,), FREE_MEASUREMENTS),
        ],
        {
            Definition("renstra", "kode"): [score.plan.code],
            Definition("indikator", "kode"): [row.indicator.code for row in scores],
        },
    )


def _realization_lines(
    scores: list[Score], year: int, periods: Sequence[str]
) -> list[TemplateLine]:
    stored = {
        (row.indicator_id, row.period): row
        for row in _stored(REALIZATIONS, "", scores, year, periods)
    }
    places = [(score, period) for period in periods for score in scores]
    rows = [
        stored.get((score.indicator.pk, period))
        or Realization(indicator=score.indicator, year=year, period=period)
        for score, period in places
    ]
    closed = _closed(REALIZATIONS, rows)
    grades = grade_labels(score.indicator.scale_id for score in scores)
    return [
        TemplateLine(
            _cells(REALIZATIONS, row) | _helpers(score, row, closed[index]),
            closed[index],
            {REALIZATIONS.grade_column: grades.get(score.indicator.scale_id or 0, [])},
        )
        for index, ((score, _), row) in enumerate(zip(places, rows, strict=True))
    ]


def _measurement_lines(
    scores: list[Score], year: int, periods: Sequence[str]
) -> list[TemplateLine]:
    rows = _stored(MEASUREMENTS, "realization__", scores, year, periods)
    closed = _closed(MEASUREMENTS, rows)
    lines = [
        TemplateLine(_cells(MEASUREMENTS, row) | {STATUS: closed[index]}, closed[index])
        for index, row in enumerate(rows)
    ]
    return sorted(
        lines, key=lambda line: [line.cells[name] for name in MEASUREMENTS.key]
    )


def _stored(
    resource: SheetResource,
    path: str,
    scores: list[Score],
    year: int,
    periods: Sequence[str],
) -> list[Any]:
    """Return the rows of these indicators and periods, which ``path`` leads to."""
    wanted = {
        f"{path}indicator__in": [score.indicator.pk for score in scores],
        f"{path}year": year,
        f"{path}period__in": periods,
    }
    return list(resource.get_queryset().filter(**wanted))


def _closed(resource: SheetResource, rows: list[Any]) -> dict[int, str]:
    """Return why rows may not be changed by this person, "" where they may."""
    found: dict[int, str] = defaultdict(str)
    for problem in [*resource.closing(rows), *resource.problems(rows)]:
        if problem.field != REASON:
            found[problem.index] = found[problem.index] or problem.message
    return found


def _cells(resource: SheetResource, row: Any) -> dict[str, str]:
    """Return the cells as text; of a row that is not stored the key alone."""
    cells = resource.export_cells(row)
    return {
        name: as_text(value) if row.pk or name in resource.key else ""
        for name, value in cells.items()
    }


def _helpers(score: Score, row: Realization, closed: str) -> dict[str, str]:
    targets = {quarter.period: quarter.target_text for quarter in score.quarters}
    return {
        NAME: score.indicator.name,
        UNIT_OF_MEASURE: score.indicator.unit_of_measure,
        TARGET: targets.get(Period(row.period), score.target_text),
        STATUS: closed or (row.workflow_label if row.pk else ""),
    }
