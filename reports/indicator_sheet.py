"""The sheet of an indicator (pedoman kinerja) as labelled facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import Period
from indicators.numbers import format_number

if TYPE_CHECKING:
    from indicators.models import Indicator

NOT_RECORDED = "belum dicatat"


@dataclass(frozen=True)
class Fact:
    """A label and what is said under it."""

    label: str
    text: str


def facts(indicator: Indicator) -> tuple[Fact, ...]:
    """Return the sheet, leaving out what does not apply; what everyone expects says when it is missing."""
    pairs = (
        ("Definisi", indicator.definition or NOT_RECORDED),
        ("Sumber data", indicator.data_source or NOT_RECORDED),
        ("Cara menghitung", indicator.formula or NOT_RECORDED),
        ("Satuan", _unit_of_measure(indicator)),
        ("Klasifikasi", _polarity(indicator)),
        ("Nilai", _value_kind(indicator)),
        ("Penanggung jawab", _in_charge(indicator)),
        ("Jatuh tempo", _due(indicator)),
        ("Tujuan", _goal(indicator)),
        ("Program", _programme(indicator)),
        ("Nilai awal", _baseline(indicator)),
        ("Kode di pedoman", indicator.manual_code),
        ("Renstra", indicator.plan.title),
        ("Sumber", indicator.source),
        ("Catatan", indicator.note),
    )
    return tuple(Fact(label, text) for label, text in pairs if text)


def _unit_of_measure(indicator: Indicator) -> str:
    printed = indicator.unit_of_measure_in_manual
    if printed and printed.casefold() != indicator.unit_of_measure.casefold():
        return f"{indicator.unit_of_measure} (tercetak di pedoman: {printed})"
    return indicator.unit_of_measure


def _polarity(indicator: Indicator) -> str:
    text = indicator.get_polarity_display()
    if indicator.tolerance is not None:
        text += f", toleransi {format_number(indicator.tolerance)}"
    return text


def _value_kind(indicator: Indicator) -> str:
    parts = [
        indicator.get_value_kind_display(),
        f"dari pengukuran: {indicator.get_aggregation_display().lower()}",
    ]
    parts.append(f"tahun dari triwulan: {indicator.get_accumulation_display().lower()}")
    if indicator.scale:
        parts.append(f"skala {indicator.scale.name}")
    return " · ".join(parts)


def _in_charge(indicator: Indicator) -> str:
    person = indicator.person_in_charge
    name = (person.get_full_name() or person.username) if person else ""
    return " · ".join(part for part in (indicator.team_in_charge, name) if part)


def _due(indicator: Indicator) -> str:
    year = indicator.plan.end_year
    due = indicator.due_on(year, Period.YEAR)
    return f"{indicator.due_days} hari setelah periode berakhir (untuk tahun {year}: {due:%d-%m-%Y})"


def _goal(indicator: Indicator) -> str:
    """Return the goal, and where the activity target's own is another, that too."""
    of_target = indicator.activity_target.goal if indicator.activity_target else None
    goal = indicator.served_goal
    if goal is None:
        return ""
    if of_target and of_target != goal:
        return f"{goal} (sasarannya: {of_target.code})"
    return str(goal)


def _programme(indicator: Indicator) -> str:
    target = indicator.activity_target
    return str(target.programme) if target and target.programme else ""


def _baseline(indicator: Indicator) -> str:
    if indicator.baseline_value is None:
        return ""
    value = format_number(indicator.baseline_value, indicator.decimals)
    return f"{value} ({indicator.baseline_year})" if indicator.baseline_year else value
