"""From the cells of a row to the values of its model; what cannot be read is refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from indicators.numbers import FigureKind, canonical, parse_figure
from workbook.cells import BadCell, tidy

if TYPE_CHECKING:
    from workbook.resources.base import SheetResource
    from workbook.resources.columns import Column
    from workbook.resources.entries import Entry
    from workbook.resources.references import Directory, Reference

REQUIRED = "harus diisi"


def read_plain(resource: SheetResource, entry: Entry) -> None:
    """Read the cells that need no other row."""
    for column in resource.plain_columns:
        try:
            value = _clean(column, entry)
        except ValueError as error:
            entry.refuse(column.name, str(error))
            continue
        entry.plain[column.name] = value
        if warning := column.doubt(entry.cells[column.name]):
            entry.readings.append((column.name, warning))
        if column.model_field is not None:
            entry.values[column.field.attribute] = value


def resolve(resource: SheetResource, entry: Entry, directory: Directory) -> None:
    """Find the rows that the row refers to."""
    for reference in resource.references:
        if not entry.broken.isdisjoint(reference.columns):
            continue
        if entry.plain[reference.column] in (None, ""):
            _resolve_empty(resource, entry, reference)
        else:
            _resolve_named(entry, reference, directory)


def read_figures(resource: SheetResource, entry: Entry, directory: Directory) -> None:
    """Read the cells that hold figures; grades are those of the indicator's scale."""
    indicator = entry.values.get("indicator") if resource.grade_column else None
    grades = directory.grades_of(indicator)
    for column in resource.figure_columns:
        _read_figure(resource, entry, column, grades)


def validate(resource: SheetResource, entry: Entry) -> None:
    """Ask the model's fields about their values."""
    for column in resource.own_columns:
        if column.name in entry.broken:
            continue
        value = entry.values[column.field.attribute]
        if reason := _field_problem(column.model_field, value):
            entry.refuse(column.name, reason)


def _clean(column: Column, entry: Entry, **options: Any) -> Any:
    cell = entry.cells[column.name]
    if isinstance(cell, BadCell):
        raise ValueError(cell.reason)
    return column.field.clean(entry.cells, **options)


def _resolve_named(entry: Entry, reference: Reference, directory: Directory) -> None:
    if missing := [
        name for name in reference.columns if entry.plain[name] in (None, "")
    ]:
        for name in missing:
            entry.refuse(name, REQUIRED)
        return
    key = reference.key(entry.plain, directory)
    found = directory.find(reference.model, key)
    if found is None:
        # Where the plan is unknown or the row referred to is refused itself, that fault says it all.
        if None in key or key in directory.refused[reference.model]:
            entry.broken.add(reference.column)
            return
        name = reference.model._meta.verbose_name
        shown = "/".join(map(str, key))
        entry.refuse(reference.column, f"{name} “{shown}” tidak ditemukan")
    elif reference.kind and found.kind != reference.kind:
        kind = found.Kind(reference.kind).label.lower()
        entry.refuse(reference.column, f"skala “{key[-1]}” bukan skala {kind}")
    else:
        entry.values[reference.attribute] = found


def _resolve_empty(resource: SheetResource, entry: Entry, reference: Reference) -> None:
    filled = [part for part in resource.parts_only_of(reference) if entry.plain[part]]
    if not resource.model._meta.get_field(reference.attribute).null:
        entry.refuse(reference.column, REQUIRED)
    elif filled:
        entry.refuse(reference.column, f"{REQUIRED} bila kolom {filled[0]} diisi")
    else:
        entry.values[reference.attribute] = None


def _read_figure(
    resource: SheetResource, entry: Entry, column: Column, grades: list[str]
) -> None:
    digits, decimals = column.model_field.max_digits, column.model_field.decimal_places
    try:
        parsed = _clean(column, entry, grades=grades, digits=digits, decimals=decimals)
        if resource.written and column.name == resource.written[0]:
            _keep_written(resource, entry, parsed)
        elif parsed.kind not in (FigureKind.NUMBER, FigureKind.EMPTY):
            raise ValueError("harus angka; kosongkan bila tidak diketahui")
    except ValueError as error:
        entry.refuse(column.name, str(error))
        return
    entry.values[column.field.attribute] = parsed.value
    if parsed.warning:
        entry.readings.append((column.name, parsed.warning))


def _keep_written(resource: SheetResource, entry: Entry, parsed: Any) -> None:
    """Keep how a figure is written where that says more, and move a grade to its column."""
    text_column = resource.written[1] if resource.written else ""
    text = entry.plain.get(text_column, "")
    if parsed.kind is FigureKind.GRADE:
        _move_grade(resource, entry, parsed.grade)
    is_dash = parsed.kind is FigureKind.NOT_TARGETED
    if is_dash and text and not _is_not_targeted(text):
        raise ValueError(f"bertentangan dengan kolom {text_column} (“{text}”)")
    written = tidy(parsed.text)
    if not text and written != _plainest(parsed):
        entry.values[resource.fields[text_column].attribute] = written


def _move_grade(resource: SheetResource, entry: Entry, grade: str) -> None:
    attribute = resource.fields[resource.grade_column].attribute
    if entry.values.get(attribute) not in ("", grade):
        raise ValueError(f"berbeda dari kolom {resource.grade_column}")
    entry.values[attribute] = grade


def _plainest(parsed: Any) -> str:
    """Return the figure as it is written when nothing more is said."""
    if parsed.value is not None:
        return canonical(parsed.value)
    return parsed.grade or ""


def _is_not_targeted(written: str) -> bool:
    try:
        return parse_figure(written).kind is FigureKind.NOT_TARGETED
    except ValueError:
        return False


def _field_problem(model_field: Any, value: Any) -> str:
    if value is None or value == "":
        is_allowed = model_field.null if value is None else model_field.blank
        return "" if is_allowed else REQUIRED
    try:
        model_field.run_validators(value)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
