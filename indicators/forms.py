"""Form fields for figures: Indonesian notation in, Indonesian notation out, nothing guessed in silence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst

from indicators.numbers import (
    MONEY_DIGITS,
    FigureError,
    FigureKind,
    ParsedFigure,
    canonical,
    format_number,
    parse_figure,
    parse_money,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db import models
    from django.utils.safestring import SafeString

CONFIRMATION = "-dibaca"
MAX_TEXT = 100


@dataclass(frozen=True)
class Typed:
    """What a person typed into a figure's field, and the reading that was confirmed ("" for none)."""

    text: str
    confirmed: str = ""


def editable(value: Decimal) -> str:
    """Write a value so that it is read back as itself, without a question."""
    text = format_number(value)
    return (
        format_number(value, 4)
        if parse_figure(text, max_digits=40, decimal_places=20).warning
        else text
    )


class FigureInput(forms.TextInput):
    """A text field; where what was typed can be read in two ways, with a checkbox under it."""

    read: Callable[[str], ParsedFigure] = staticmethod(parse_figure)

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/figure.css"]}

    def __init__(self) -> None:
        limits = {"maxlength": MAX_TEXT, "size": 14, "autocomplete": "off"}
        super().__init__({"class": "figure", **limits})

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> Typed:
        """Return the text and the confirmed reading."""
        return Typed(
            str(data.get(name) or ""), str(data.get(name + CONFIRMATION) or "")
        )

    def format_value(self, value: Any) -> str | None:
        """Return the text for the field."""
        if isinstance(value, Typed):
            return value.text
        return editable(value) if isinstance(value, Decimal) else None

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the field, with the question when the typed text needs one."""
        field = super().render(name, value, attrs, renderer)
        reading = self._doubtful_reading(value)
        if reading is None:
            return field
        return format_html(
            '<div class="figurefield">{}<div class="reading"><input type="checkbox" name="{}" id="id_{}" value="{}"{}>'
            ' <label class="vCheckboxLabel" for="id_{}">Pembacaan ini benar: <b>{}</b></label></div></div>',
            field,
            name + CONFIRMATION,
            name + CONFIRMATION,
            canonical(reading),
            " checked" if value.confirmed == canonical(reading) else "",
            name + CONFIRMATION,
            format_number(reading),
        )

    def _doubtful_reading(self, value: Any) -> Decimal | None:
        """Return how a typed text would be read when that is not certain, else None."""
        if not isinstance(value, Typed):
            return None
        try:
            figure = self.read(value.text)
        except FigureError:
            return None
        return figure.value if figure.warning else None


class FigureField(forms.Field):
    """An indicator's value: "16,85", "98,58%", "-" for not targeted; a grade where the form takes one.

    Cleans to a Decimal, to None, or to the grade as text when ``takes_grade``.
    """

    widget = FigureInput

    def __init__(
        self,
        *,
        max_digits: int = 15,
        decimal_places: int = 4,
        takes_grade: bool = False,
        **options: Any,
    ) -> None:
        self.max_digits = max_digits
        self.decimal_places = decimal_places
        self.takes_grade = takes_grade
        super().__init__(**options)
        self.widget.read = self.read

    def read(self, text: str) -> ParsedFigure:
        """Read what was typed; raises FigureError."""
        return parse_figure(
            text, max_digits=self.max_digits, decimal_places=self.decimal_places
        )

    def clean(self, value: Any) -> Any:
        """Return the figure; a doubtful reading is refused until it is confirmed."""
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        try:
            figure = self.read(typed.text)
        except FigureError as error:
            raise ValidationError(str(error), code="unreadable") from error
        if (
            figure.warning
            and figure.value is not None
            and typed.confirmed != canonical(figure.value)
        ):
            raise ValidationError(
                f"{figure.warning} Centang bila pembacaan ini benar.", code="ambiguous"
            )
        found = self._figure(figure)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return found

    def _figure(self, figure: ParsedFigure) -> Decimal | str | None:
        if figure.kind is FigureKind.GRADE and not self.takes_grade:
            raise ValidationError(
                "Isikan angka; predikat tidak dipakai di sini.", code="grade"
            )
        return figure.grade if figure.kind is FigureKind.GRADE else figure.value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the figure differs from the stored one; what cannot be read counts as changed."""
        try:
            found = self.clean(data)
        except ValidationError:
            return True
        return bool(found != initial)


class MoneyField(FigureField):
    """An amount in whole rupiah: "1.199.509.750", "Rp 12.530.730,-"."""

    def read(self, text: str) -> ParsedFigure:
        """Read what was typed; raises FigureError."""
        return parse_money(text)


def figure_form_field(db_field: models.DecimalField[Any, Any]) -> FigureField:
    """Return the form field for a decimal column; whole numbers of fewer digits than money are counts."""
    is_money = (db_field.max_digits, db_field.decimal_places) == (MONEY_DIGITS, 0)
    kind = MoneyField if is_money else FigureField
    return kind(
        max_digits=db_field.max_digits,
        decimal_places=db_field.decimal_places,
        required=not db_field.blank,
        label=capfirst(db_field.verbose_name),
        help_text=db_field.help_text,
        initial=db_field.get_default() if db_field.has_default() else None,
    )
