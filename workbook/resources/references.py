"""Rows found by their natural keys: one query per model and sheet, whatever the number of rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from accounts.models import Unit
from budgets.models import BudgetLine, ServiceType, StaffCategory
from documents.models import PublishedDocument, PublishedTable
from indicators.models import (
    ActivityTarget,
    Goal,
    GradeScale,
    Indicator,
    PerformanceAgreement,
    PolicyActivity,
    PolicyDirection,
    Programme,
    Realization,
    StrategicPlan,
)
from indicators.models.scales import grade_labels

# More values than this in one IN clause come near the limits of SQLite.
CHUNK = 500

# Natural keys as attribute paths, and what to load with the row.
NATURAL_KEYS: dict[Any, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Unit: (("code",), ()),
    GradeScale: (("unit.code", "code"), ("unit",)),
    StrategicPlan: (("code",), ("unit",)),
    Goal: (("plan.code", "code"), ("plan__unit",)),
    Programme: (("plan.code", "code"), ("plan__unit",)),
    ActivityTarget: (("plan.code", "code"), ("plan__unit",)),
    Indicator: (("plan.code", "code"), ("plan__unit",)),
    PerformanceAgreement: (("unit.code", "year", "version"), ("unit",)),
    Realization: (
        ("indicator.plan.code", "indicator.code", "year", "period"),
        ("indicator__plan__unit",),
    ),
    PolicyDirection: (("plan.code", "code"), ("plan__unit",)),
    PolicyActivity: (
        ("direction.plan.code", "direction.code", "order"),
        ("direction__plan__unit",),
    ),
    ServiceType: (("unit.code", "code"), ("unit",)),
    StaffCategory: (("unit.code", "kind", "code"), ("unit",)),
    BudgetLine: (("plan.code", "order"), ("plan__unit",)),
    PublishedDocument: (("code",), ("unit",)),
    PublishedTable: (("document.code", "code"), ("document__unit",)),
}


def natural_key(row: Any) -> tuple[Any, ...]:
    """Return the natural key of a row that others refer to."""
    return tuple(attrgetter(path)(row) for path in NATURAL_KEYS[type(row)][0])


def chunked(values: set[Any]) -> list[list[Any]]:
    """Return the values in lists short enough for a query, always in the same order."""
    listed = sorted(values, key=str)
    return [listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK)]


@dataclass(frozen=True)
class Reference:
    """A foreign key written in one or more columns.

    ``parts`` are the columns that make up the natural key; ``renstra.unit`` means the unit of the
    plan that column ``renstra`` names. The last part is the reference's own column: empty there
    means no reference. ``kind`` is the kind that the row referred to must have.
    """

    attribute: str
    model: Any
    parts: tuple[str, ...]
    kind: str = ""

    @property
    def column(self) -> str:
        """The reference's own column."""
        return self.parts[-1]

    @property
    def columns(self) -> list[str]:
        """All columns that the reference reads."""
        return [part.removesuffix(".unit") for part in self.parts]

    def key(self, plain: dict[str, Any], directory: Directory) -> tuple[Any, ...]:
        """Return the natural key that a row's cells name."""
        return tuple(
            directory.unit_of_plan(plain.get(part[:-5]))
            if part.endswith(".unit")
            else plain.get(part)
            for part in self.parts
        )


class Directory:
    """The rows that references of this import may name, by natural key.

    ``unit_ids`` are the units that the person may see, None for all: what lies outside is not found.
    """

    def __init__(self, unit_ids: set[int] | None, ancestor_ids: set[int]) -> None:
        self.unit_ids = unit_ids
        self.ancestor_ids = ancestor_ids
        self.rows: dict[Any, dict[tuple[Any, ...], Any]] = defaultdict(dict)
        self.refused: dict[Any, set[tuple[Any, ...]]] = defaultdict(set)
        self._asked: dict[Any, set[Any]] = defaultdict(set)
        self._grades: dict[int, list[str]] = {}

    def prepare(self, reference: Reference, rows: list[dict[str, Any]]) -> None:
        """Load what the rows' cells may name, in one query for each 500 plans or units."""
        first = reference.parts[0]
        if first.endswith(".unit"):
            named = {row.get(first[:-5]) for row in rows}
            self._load(StrategicPlan, named)
            self._load(reference.model, {self.unit_of_plan(code) for code in named})
        else:
            self._load(reference.model, {row.get(first) for row in rows})

    def find(self, model: Any, key: tuple[Any, ...]) -> Any:
        """Return the row of that natural key, None when there is none that the person may see."""
        return self.rows[model].get(key)

    def unit_of_plan(self, code: str | None) -> str | None:
        """Return the code of the plan's unit, None for an unknown plan."""
        plan = self.find(StrategicPlan, (code,))
        return plan.unit.code if plan else None

    def add(self, rows: list[Any]) -> None:
        """Take up rows that this import has just written."""
        for row in rows:
            self.rows[type(row)][natural_key(row)] = row

    def refuse(self, resource: Any, rows: list[dict[str, Any]]) -> None:
        """Remember rows that are refused: what refers to them is refused without another word."""
        self.refused[resource.model] |= {
            tuple(row.get(column) for column in resource.key) for row in rows
        }

    def visible(self, model: Any, unit_path: str) -> Any:
        """Return the rows of the model that the person may see; units above count as seen."""
        if self.unit_ids is None:
            return model._default_manager.all()
        if model is Unit:
            return Unit.objects.filter(pk__in=self.unit_ids | self.ancestor_ids)
        return model._default_manager.filter(**{f"{unit_path}__in": self.unit_ids})

    def load_grades(self, indicators: list[Any]) -> None:
        """Load the labels of the indicators' scales, in one query."""
        wanted = {
            indicator.scale_id for indicator in indicators if indicator.scale_id
        } - self._grades.keys()
        self._grades |= {scale: [] for scale in wanted}
        for chunk in chunked(wanted):
            self._grades |= grade_labels(chunk)

    def grades_of(self, indicator: Any) -> list[str]:
        """Return the grades that the indicator's scale allows, best first."""
        return self._grades.get(indicator.scale_id, []) if indicator is not None else []

    def _load(self, model: Any, values: set[Any]) -> None:
        paths, related = NATURAL_KEYS[model]
        wanted = {value for value in values if value} - self._asked[model]
        self._asked[model] |= wanted
        visible = self.visible(model, getattr(model, "unit_path", "pk"))
        for chunk in chunked(wanted):
            found = visible.filter(**{f"{paths[0].replace('.', '__')}__in": chunk})
            self.add(list(found.select_related(*related) if related else found))
