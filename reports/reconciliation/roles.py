"""What each column of a report says about the thing of its row. No Django."""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What a cell says."""

    NUMBERING = "numbering"  # 1, 2, 3 or a, b, c
    NAME = "name"
    OWNER_NAME = (
        "owner_name"  # of the activity target that the row's indicator belongs to
    )
    CODED_NAME = "coded_name"  # "SK6: Tercapainya …"
    CODE = "code"
    OWNER_CODE = "owner_code"
    MANUAL_CODE = "manual_code"  # T1/SP2/d: goal, parent's target, letter
    PARENT_CODE = "parent_code"
    GOAL = "goal"
    UNIT = "unit"
    TARGET = "target"
    AGREED = "agreed"  # the target of the year's agreement with its unit
    REALIZED = "realized"  # the year's realization with its unit
    AMOUNT = "amount"
    IN_CHARGE = "in_charge"
    MARK = "mark"  # a sign, or its absence
    TEXT = "text"


FIGURES = (Role.TARGET, Role.AGREED, Role.REALIZED, Role.AMOUNT)
_YEAR = re.compile(r"(?:(?P<what>[a-z]+)_)?(?P<year>\d{4})")
# By report: the roles of its columns; those of years by what stands before the year, "year" where nothing does.
# Under "" stand the columns that are not named.
_COLUMNS: dict[str, dict[str, Role]] = {
    "capaian": {
        "no": Role.NUMBERING,
        "sasaran": Role.OWNER_NAME,
        "indicator": Role.NAME,
        "target": Role.AGREED,
        "realization": Role.REALIZED,
    },
    "anggaran": {"no": Role.NUMBERING, "item": Role.NAME, "year": Role.AMOUNT},
    "pnbp": {"no": Role.NUMBERING, "service_type": Role.NAME, "year": Role.AMOUNT},
    "sdm-jabatan": {"no": Role.NUMBERING, "category": Role.NAME, "year": Role.AMOUNT},
    "sdm-pendidikan": {"no": Role.NUMBERING, "category": Role.NAME, "year": Role.AMOUNT},
    "pemetaan": {"parent": Role.PARENT_CODE, "sasaran": Role.CODED_NAME, "goal": Role.GOAL},
    "tujuan-sasaran": {
        "goal": Role.GOAL,
        "sasaran": Role.OWNER_CODE,
        "indicator": Role.NAME,
        "unit_of_measure": Role.UNIT,
        "year": Role.TARGET,
    },
    "aktivitas": {
        "no": Role.NUMBERING,
        "letter": Role.NUMBERING,
        "activity": Role.NAME,
        "sasaran": Role.OWNER_NAME,
        "outcome": Role.NAME,
    },
    "regulasi": {"no": Role.NUMBERING, "title": Role.NAME},
    "target": {
        "no": Role.NUMBERING,
        "indicator": Role.NAME,
        "unit_of_measure": Role.UNIT,
        "year": Role.TARGET,
    },
    "pendanaan": {"fund": Role.NAME, "year": Role.AMOUNT},
    "matriks-kinerja": {
        "owner": Role.NAME,
        "letter": Role.NUMBERING,
        "indicator": Role.NAME,
        "unit_of_measure": Role.UNIT,
        "year": Role.TARGET,
        "funding": Role.AMOUNT,
        "team": Role.IN_CHARGE,
    },
    "matriks-pendanaan": {
        "code": Role.CODE,
        "name": Role.NAME,
        "unit_of_measure": Role.UNIT,
        "target": Role.TARGET,
        "amount": Role.AMOUNT,
    },
    "pedoman": {
        "code": Role.MANUAL_CODE,
        "name": Role.NAME,
        "unit_of_measure": Role.UNIT,
        "in_charge": Role.IN_CHARGE,
        "baseline": Role.AMOUNT,
        "year": Role.TARGET,
    },
    "cascading": {
        "goal": Role.GOAL,
        "parent": Role.TEXT,
        "letter": Role.TEXT,
        "indicator": Role.NAME,
        "unit_of_measure": Role.UNIT,
        "": Role.MARK,
    },
}  # fmt: skip


def role_of(report: str, column: str) -> Role:
    """Return what the report's column says; plain text where nothing else is known."""
    roles = _COLUMNS.get(report, {})
    found = _YEAR.fullmatch(column)
    name = (found["what"] or "year") if found else column
    return roles.get(name, roles.get("", Role.TEXT))


def year_of(column: str) -> int | None:
    """Return the year that the column is of."""
    found = _YEAR.fullmatch(column)
    return int(found["year"]) if found else None
