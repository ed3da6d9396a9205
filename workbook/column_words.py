"""What a column holds, in words for the person who fills it in; all of it from the sheets' declarations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from import_export.fields import NOT_PROVIDED

from indicators.models import GradeBand
from workbook.resources.widgets import Choice, Text, YesNo
from workbook.sheets import RESOURCES

if TYPE_CHECKING:
    from workbook.resources.base import SheetResource
    from workbook.resources.columns import Column
    from workbook.resources.references import Reference

GRADE_HINT = "predikat menurut skala indikatornya, misalnya B-"
KEY, REQUIRED, OPTIONAL = "kunci", "wajib", ""


@dataclass(frozen=True)
class Words:
    """A column as the instructions describe it."""

    name: str
    label: str
    contents: str
    duty: str


@dataclass(frozen=True)
class Definition:
    """The sheet and column in which the values of a column are defined."""

    sheet: str
    column: str


def words_of(resource: SheetResource) -> list[Words]:
    """Return the columns of a sheet in words."""
    return [
        Words(
            column.name,
            _label(resource, column),
            _contents(resource, column),
            _duty(resource, column),
        )
        for column in resource.columns
    ]


def labels_of(column: Column) -> list[str]:
    """Return the labels of a closed list, none for any other column."""
    widget = column.field.widget
    return list(widget.labels.values()) if isinstance(widget, Choice) else []


def definition_of(resource: SheetResource, name: str) -> Definition:
    """Return where the values of the column are defined: in itself, unless it is a part of a reference."""
    if name == resource.grade_column:
        return Definition(SHEET_OF[GradeBand].sheet, "label")
    for reference in resource.references:
        if part := _part_of(resource, reference, name):
            return definition_of(SHEET_OF[reference.model](), part)
    return Definition(resource.sheet, name)


def is_code(definition: Definition) -> bool:
    """Whether the values are codes that rows of the sheet define."""
    widget = column_at(definition).field.widget
    return type(widget) is Text


def column_at(definition: Definition) -> Column:
    """Return the column."""
    return next(
        c for c in SHEETS[definition.sheet].columns if c.name == definition.column
    )


SHEETS: dict[str, SheetResource] = {
    resource.sheet: resource() for resource in RESOURCES
}
SHEET_OF: dict[Any, type[SheetResource]] = {
    resource.model: resource for resource in RESOURCES
}


def _part_of(resource: SheetResource, reference: Reference, name: str) -> str:
    """Return the key column of the sheet referred to that this column names, "" for none."""
    is_own = name in {column.name for column in resource.own_columns}
    if is_own or name not in reference.parts:
        return ""
    return SHEET_OF[reference.model].key[reference.parts.index(name)]


def _label(resource: SheetResource, column: Column) -> str:
    if column.model_field is not None:
        return str(capfirst(column.model_field.verbose_name))
    definition = definition_of(resource, column.name)
    defined = SHEETS[definition.sheet]
    field = column_at(definition).model_field
    return str(capfirst(f"{field.verbose_name} {defined.model._meta.verbose_name}"))


def _contents(resource: SheetResource, column: Column) -> str:
    if column.name == resource.grade_column:
        return GRADE_HINT
    hint = str(column.field.widget.hint)
    if resource.written and column.name == resource.written[0]:
        hint += ", atau “-” bila tidak ditargetkan"
    if (labels := labels_of(column)) and not isinstance(column.field.widget, YesNo):
        hint += f": {', '.join(labels)}"
    help_text = column.model_field.help_text if column.model_field else ""
    return f"{hint}. {help_text}" if help_text else hint


def _duty(resource: SheetResource, column: Column) -> str:
    if column.name in resource.key:
        return KEY
    return REQUIRED if is_required(resource, column) else OPTIONAL


def is_required(resource: SheetResource, column: Column) -> bool:
    """Whether an empty cell is refused."""
    if column.model_field is None:
        return any(
            reference.column == column.name
            and not resource.model._meta.get_field(reference.attribute).null
            for reference in resource.references
        )
    widget = column.field.widget
    if isinstance(widget, YesNo):
        return widget.empty is None
    if column.field.default is not NOT_PROVIDED:
        return False
    field = column.model_field
    return not (field.blank if isinstance(widget, Text | Choice) else field.null)
