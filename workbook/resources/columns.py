"""The kinds of columns a sheet may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from import_export.fields import Field

from workbook.resources.widgets import (
    Choice,
    Count,
    Day,
    Figure,
    Formatted,
    Money,
    Text,
    Whole,
    YesNo,
)


@dataclass(frozen=True)
class Column:
    """A column of a sheet; ``model_field`` is None where the cell is a part of a reference's key."""

    name: str
    field: Any
    model_field: Any

    def doubt(self, cell: Any) -> str | None:
        """Return the warning for a cell that could be meant otherwise than it was read, None for none."""
        widget = self.field.widget
        return widget.doubt(cell) if isinstance(widget, Day) else None

    @property
    def is_figure(self) -> bool:
        """Whether the cell is read as a figure, after the references."""
        return isinstance(self.field.widget, Figure)


def text(attribute: str, **options: Any) -> Field:
    """Return a column of text; of a dotted attribute, a part of a reference's key."""
    return Field(attribute, widget=Text(), **options)


def formatted(attribute: str) -> Field:
    """Return a column of text with a few marks."""
    return Field(attribute, widget=Formatted())


def whole(attribute: str) -> Field:
    """Return a column of whole numbers."""
    return Field(attribute, widget=Whole())


def figure(attribute: str) -> Field:
    """Return a column of decimals."""
    return Field(attribute, widget=Figure())


def count(attribute: str) -> Field:
    """Return a column of counts, which may be "-"; orders and years are ``whole``."""
    return Field(attribute, widget=Count())


def money(attribute: str) -> Field:
    """Return a column of amounts."""
    return Field(attribute, widget=Money())


def choice(attribute: str, choices: Any, **options: Any) -> Field:
    """Return a column of labels of a closed list."""
    return Field(attribute, widget=Choice(choices), **options)


def yes_no(attribute: str, *, empty: bool | None = None) -> Field:
    """Return a column of `ya` and `tidak`; an empty cell is refused unless ``empty`` says what it means."""
    return Field(attribute, widget=YesNo(empty))


def day(attribute: str) -> Field:
    """Return a column of dates."""
    return Field(attribute, widget=Day())
