"""The fields of one realization's page: the figure with its explanations, and the measurements under it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict

from indicators.calculation import formula_text
from indicators.entry_cells import shown_text
from indicators.forms import FigureField, Typed
from indicators.models import Measurement, MethodChoice
from indicators.numbers import FigureError, ParsedFigure, parse_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from indicators.models import Realization

MAX_TEXT = 5000
MAX_REASON = 500
MAX_ROWS = 100
# Empty rows under the measurements, for pages without JavaScript.
EMPTY_ROWS = 2
PREFIX = "ukur"
COUNT = f"{PREFIX}-jumlah"
TEXTS = ("note", "cause", "obstacle", "follow_up", "deviation_reason")
METHODS_OF_TWO = {MethodChoice.GROWTH, MethodChoice.EFFICIENCY, MethodChoice.RATIO}
NEEDED = "Wajib diisi untuk metode ini."
NOT_USED = "Kosongkan; tidak dipakai metode ini."


class ParsedFigureField(FigureField):
    """A figure as it was typed, so that "-" and an empty field stay two things; None where it says what is stored."""

    def __init__(
        self, *, stored_text: str, grades: Sequence[str], **options: Any
    ) -> None:
        self.stored_text, self.grades = stored_text, grades
        super().__init__(takes_grade=True, initial=Typed(stored_text), **options)

    def read(self, text: str) -> ParsedFigure:
        """Read what was typed; raises FigureError."""
        if "\x00" in text:
            raise FigureError(
                text.replace("\x00", ""), "memuat karakter yang tidak dapat disimpan"
            )
        return parse_figure(text, scale_grades=self.grades)

    def clean(self, value: Any) -> Any:
        """Return what was typed; a text that nobody touched is not read again."""
        text = value.text if isinstance(value, Typed) else str(value or "")
        return None if text.strip() == self.stored_text else super().clean(value)

    def _figure(self, figure: ParsedFigure) -> Any:
        return figure


def _text(label: str, *, limit: int = MAX_TEXT, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)


class RealizationPageForm(forms.Form):
    """One realization: the figure, whose year's data it is, its analysis and its reasons."""

    uses_previous_year = forms.BooleanField(
        label="Memakai data tahun sebelumnya", required=False
    )
    note = _text("Catatan")
    cause = _text("Sebab berhasil atau gagal")
    obstacle = _text("Kendala")
    follow_up = _text("Tindak lanjut")
    deviation_reason = _text("Alasan berbeda dari hitungan")
    change_reason = _text("Alasan perubahan", limit=MAX_REASON)

    def __init__(
        self, data: QueryDict | None, stored: Realization | None, grades: Sequence[str]
    ) -> None:
        super().__init__(data, initial=_initial(stored), label_suffix="")
        self.fields["value"] = ParsedFigureField(
            stored_text=shown_text(stored), grades=grades, required=False, label="Nilai"
        )

    def texts(self) -> dict[str, str]:
        """Return the cleaned texts by field; line ends are the browser's affair."""
        return {name: "\n".join(self.cleaned_data[name].splitlines()) for name in TEXTS}


def _initial(stored: Realization | None) -> dict[str, Any]:
    if stored is None:
        return {}
    texts = {name: getattr(stored, name) for name in TEXTS}
    return texts | {"uses_previous_year": stored.uses_previous_year}


class MeasurementForm(forms.Form):
    """One row of measurements; a row without anything typed is none, an emptied one goes."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    order = forms.IntegerField(
        label="Urutan", min_value=1, max_value=9999, required=False
    )
    label = forms.CharField(label="Uraian", max_length=300, required=False)
    method = forms.ChoiceField(label="Metode", choices=MethodChoice.choices)
    before = FigureField(
        label="A (sebelum)", required=False, max_digits=15, decimal_places=2
    )
    after = FigureField(
        label="B (sesudah)", required=False, max_digits=15, decimal_places=2
    )
    result = FigureField(label="Hasil tercatat", required=False)
    gone = forms.BooleanField(label="Hapus", required=False)

    @property
    def formula(self) -> str:
        """The row's formula with its figures; "" where there is nothing to compute."""
        if self.is_gone or (self.is_bound and self.errors):
            return ""
        typed = Measurement() if self.is_bound else Measurement(**self.initial)
        row = self.apply(typed) if self.is_bound else typed
        return formula_text(row.as_input) if row.method in METHODS_OF_TWO else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed that makes a measurement."""
        names = ("label", "before", "after", "result")
        if not self.is_bound:
            return not any(self.initial.get(name) for name in names)
        return not any(
            str(self.data.get(self.add_prefix(name)) or "").strip() for name in names
        )

    @property
    def is_gone(self) -> bool:
        """Whether the row is to be left out."""
        return self.is_empty or (
            self.is_bound and bool(self.data.get(self.add_prefix("gone")))
        )

    def full_clean(self) -> None:
        """Ask nothing of a row that does not stay: it may be shown beside rows that do."""
        if not self.is_gone:
            super().full_clean()
            return
        self._errors, self.cleaned_data = ErrorDict(), {}

    def clean(self) -> dict[str, Any]:
        """Ask for what the method needs, and for nothing else."""
        data = super().clean() or self.cleaned_data
        if not data.get("label") and "label" not in self.errors:
            self.add_error("label", "Tuliskan uraiannya.")
        for name in ("before", "after", "result"):
            self._check_input(name, data)
        return data

    def _check_input(self, name: str, data: dict[str, Any]) -> None:
        if name in self.errors or "method" in self.errors:
            return
        needed = name in _inputs_of(data["method"])
        if needed and data.get(name) is None:
            self.add_error(name, NEEDED)
        elif not needed and data.get(name) is not None:
            self.add_error(name, NOT_USED)

    def apply(self, row: Measurement) -> Measurement:
        """Put what was typed on a measurement."""
        for name in ("label", "method", "before", "after", "result"):
            setattr(row, name, self.cleaned_data[name])
        return row


def _inputs_of(method: str) -> set[str]:
    if method in METHODS_OF_TWO:
        return {"before", "after"}
    return {"after"} if method == MethodChoice.VALUE else {"result"}


class MeasurementRows:
    """The rows of measurements on the page, stored and typed."""

    def __init__(
        self, data: QueryDict | None, stored: Sequence[Measurement], method: str
    ) -> None:
        self.stored = {row.pk: row for row in stored}
        self.method = method
        self.forms = self._typed(data) if data is not None else self._shown()

    @property
    def blank(self) -> MeasurementForm:
        """A row to copy from."""
        return self._empty("__n__", "")

    @property
    def filled(self) -> list[MeasurementForm]:
        """The rows that stay, in the order that was typed."""
        rows = [form for form in self.forms if not form.is_gone]
        return sorted(rows, key=_typed_order)

    def is_valid(self) -> bool:
        """Whether every row that stays can be read."""
        unreadable = [form for form in self.filled if not form.is_valid()]
        return not unreadable

    def measurements(self) -> list[Measurement]:
        """Return the rows as measurements, with their order; only after ``is_valid``."""
        found = [form.apply(self._row(form)) for form in self.filled]
        typed = [form.cleaned_data.get("order") for form in self.filled]
        is_clear = None not in typed and len(set(typed)) == len(typed)
        for place, row in enumerate(found):
            row.order = int(typed[place] or 0) if is_clear else place + 1
        return found

    def _row(self, form: MeasurementForm) -> Measurement:
        number = form.cleaned_data["id"]
        pk = int(number) if number.isdecimal() and len(number) < 19 else 0
        row = self.stored.get(pk)
        return copy.copy(row) if row else Measurement()

    def _typed(self, data: QueryDict) -> list[MeasurementForm]:
        number = data.get(COUNT, "")
        count = int(number) if number.isdecimal() and len(number) < 5 else 0
        places = range(min(count, MAX_ROWS))
        forms_ = [
            MeasurementForm(data, prefix=f"{PREFIX}-{n}", label_suffix="")
            for n in places
        ]
        if not any(form.is_empty for form in forms_):
            forms_.append(self._empty(len(forms_), len(forms_) + 1))
        return forms_

    def _shown(self) -> list[MeasurementForm]:
        rows = list(self.stored.values())
        shown = [
            MeasurementForm(
                prefix=f"{PREFIX}-{n}", initial=_initial_of(row), label_suffix=""
            )
            for n, row in enumerate(rows)
        ]
        last = max((row.order for row in rows), default=0)
        empty = [self._empty(len(rows) + n, last + n + 1) for n in range(EMPTY_ROWS)]
        return [*shown, *empty]

    def _empty(self, place: int | str, order: int | str) -> MeasurementForm:
        initial = {"order": order, "method": self.method}
        prefix = f"{PREFIX}-{place}"
        return MeasurementForm(prefix=prefix, initial=initial, label_suffix="")


def _initial_of(row: Measurement) -> dict[str, Any]:
    names = ("order", "label", "method", "before", "after", "result")
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}


def _typed_order(form: MeasurementForm) -> int:
    typed = str(form.data.get(form.add_prefix("order")) or "").strip()
    return int(typed) if typed.isdecimal() and len(typed) < 5 else 10_000
