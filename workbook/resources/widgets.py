"""From a cell to a value and back: the widgets of the workbook's columns.

``clean`` raises ValueError with an Indonesian reason; ``render`` returns the value that the
exported cell holds (text, whole number, Decimal, date, or None), not yet its text.
"""

import datetime
import re
from decimal import Decimal

from django.utils.formats import date_format
from import_export.widgets import Widget

from documents.formatting import clean_body
from indicators.numbers import FigureError, canonical, parse_figure, parse_money
from workbook.cells import MAX_TEXT, has_control_characters, tidy

SPREADSHEET_ERRORS = {
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
}
# A spreadsheet keeps fifteen digits of a number: an eighteen-digit NIP has lost its last ones.
EXACT_BELOW = 10**15
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_DATE_FORM = "tanggal harus ditulis hari/bulan/tahun, misalnya 21/12/2023"


class Text(Widget):
    """Text as written; a number typed into a text column keeps its Indonesian form."""

    hint = "teks"

    def clean(self, value, row=None, **kwargs):
        """Return the text, empty for an empty cell."""
        if value is None:
            return ""
        if not isinstance(value, str):
            return number_as_text(value)
        if has_control_characters(value.strip()):
            raise ValueError("memuat karakter kendali yang tidak dapat disimpan")
        text = tidy(value)
        if text in SPREADSHEET_ERRORS:
            raise ValueError(
                "sel berisi galat lembar kerja; perbaiki rumusnya di berkas asal"
            )
        if len(text) > MAX_TEXT:
            raise ValueError(f"teks terlalu panjang, paling banyak {MAX_TEXT} huruf")
        return text

    def render(self, value, obj=None, **kwargs):
        """Return the text, None when there is none."""
        return tidy(str(value)) or None if value is not None else None


class Formatted(Text):
    """Text with the few marks that reports keep; any other mark is not stored."""

    hint = "teks; boleh memakai <p>, <strong>, <em>, <ul>, <ol>, <li>, <br>"

    def clean(self, value, row=None, **kwargs):
        """Return the text as it is kept, empty for an empty cell."""
        return clean_body(super().clean(value, row, **kwargs))


class Whole(Widget):
    """A whole number written with digits alone: a year, an order, a version."""

    hint = "bilangan bulat"

    def clean(self, value, row=None, **kwargs):
        """Return the number, None for an empty cell."""
        if value is None or value == "":
            return None
        if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
            return int(value)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and 0 <= value < 10**9
            and value == int(value)
        ):
            return int(value)
        raise ValueError(
            "harus bilangan bulat yang ditulis dengan angka saja, misalnya 2023"
        )

    def render(self, value, obj=None, **kwargs):
        """Return the number."""
        return value


class Figure(Widget):
    """A decimal in Indonesian notation, "-", a grade where the column takes one; returns a ParsedFigure."""

    hint = "angka, misalnya 16,85"

    def clean(self, value, row=None, grades=(), digits=15, decimals=4, **kwargs):
        """Return the figure as read."""
        try:
            return parse_figure(
                value, scale_grades=grades, max_digits=digits, decimal_places=decimals
            )
        except FigureError as error:
            raise ValueError(error.reason) from error

    def render(self, value, obj=None, **kwargs):
        """Return the Decimal."""
        return value


class Count(Figure):
    """A whole number of people or things; returns a ParsedFigure."""

    hint = "bilangan bulat, misalnya 54"


class Money(Figure):
    """An amount in whole rupiah; returns a ParsedFigure."""

    hint = "rupiah utuh, misalnya 12.530.730"

    def clean(self, value, row=None, **kwargs):
        """Return the amount as read."""
        try:
            return parse_money(value)
        except FigureError as error:
            raise ValueError(error.reason) from error


class Choice(Widget):
    """A label of a closed list."""

    hint = "pilih dari daftar"

    def __init__(self, choices):
        super().__init__()
        self.labels = {value: str(label) for value, label in choices}
        self.values = {label.casefold(): value for value, label in self.labels.items()}

    def clean(self, value, row=None, **kwargs):
        """Return the stored value of the label, empty for an empty cell."""
        if value is None or value == "":
            return ""
        found = (
            self.values.get(value.strip().casefold())
            if isinstance(value, str)
            else None
        )
        if found is None and str(value).strip():
            raise ValueError(f"pilihan: {', '.join(self.labels.values())}")
        return found or ""

    def render(self, value, obj=None, **kwargs):
        """Return the label, None for no choice."""
        return self.labels.get(value) if value else None


class YesNo(Choice):
    """`ya` or `tidak`; what an empty cell means is said by ``empty``, nothing without it."""

    hint = "ya atau tidak"

    def __init__(self, empty=None):
        super().__init__([(True, "ya"), (False, "tidak")])
        self.empty = empty

    def clean(self, value, row=None, **kwargs):
        """Return the truth value."""
        word = value.strip().casefold() if isinstance(value, str) else value
        if self.empty is not None and word in (None, ""):
            return self.empty
        if not isinstance(word, str) or word not in self.values:
            raise ValueError("harus diisi ya atau tidak")
        return self.values[word]

    def render(self, value, obj=None, **kwargs):
        """Return the word."""
        return self.labels[value]


class Day(Widget):
    """A date: a date cell, or text such as 2023-12-21, 21/12/2023, 21-12-2023."""

    hint = "tanggal, misalnya 21/12/2023"

    def clean(self, value, row=None, **kwargs):
        """Return the date, None for an empty cell."""
        if value is None or value == "":
            return None
        if isinstance(value, datetime.datetime) and value.time() == datetime.time():
            return value.date()
        if isinstance(value, datetime.date) and not isinstance(
            value, datetime.datetime
        ):
            return value
        if not isinstance(value, str):
            raise ValueError(_DATE_FORM)
        return written_date(value)

    def doubt(self, value):
        """Return a warning where day and month of a written date could be exchanged, else None."""
        found = _DAY_FIRST.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None or int(found[1]) in (int(found[3]), *range(13, 32)):
            return None
        read = date_format(written_date(value), "j F Y")
        return f"“{value.strip()}” dibaca {read}; pastikan benar."

    def render(self, value, obj=None, **kwargs):
        """Return the date."""
        return value


def written_date(text):
    """Return the date that is written year first or day first, as people here write it."""
    text = text.strip()
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return datetime.date(int(found[4]), int(found[3]), int(found[1]))
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date without time
    except ValueError:
        raise ValueError(_DATE_FORM) from None


def number_as_text(value):
    """Return a number cell of a text column as it would be written; other types are refused."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("sel harus berisi teks; ubah format selnya menjadi teks")
    number = Decimal(repr(value))
    if not number.is_finite():
        raise ValueError("sel harus berisi teks")
    if abs(number) >= EXACT_BELOW:
        raise ValueError(
            "angka sepanjang ini tidak tersimpan utuh; ubah format selnya menjadi teks, lalu ketik ulang"
        )
    return canonical(number)
