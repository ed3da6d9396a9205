"""Indonesian numbers: read what people type, write what people read. No Django, no float.

Written "1.199.509.750,50": dot between thousands, comma before decimals. The parser never guesses
in silence: a reading that could be meant otherwise carries a warning, the rest is refused with a
reason in Indonesian. The odd forms are from the Renstra.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class FigureKind(StrEnum):
    """What a cell turned out to hold."""

    NUMBER = "number"
    GRADE = "grade"
    NOT_TARGETED = "not_targeted"
    EMPTY = "empty"


class FigureError(ValueError):
    """A cell that cannot be read; its text is an Indonesian sentence with value and reason."""

    def __init__(self, raw: object, reason: str) -> None:
        self.reason = reason
        super().__init__(f"“{_shown(raw)}” tidak dapat diterima: {reason}.")


@dataclass(frozen=True)
class ParsedFigure:
    """A cell as read: `value` for a number, `grade` for a grade, neither for "-" and empty.

    `text` is what was typed, unchanged; for a cell that already held a number, its canonical form.
    `warning` is an Indonesian sentence that a person must see before the figure is taken, or None.
    """

    kind: FigureKind
    value: Decimal | None = None
    grade: str | None = None
    text: str = ""
    warning: str | None = None


Readings = Sequence[tuple[re.Pattern[str], bool]]

MONEY_DIGITS = 15
# A computed value has as many decimals as it happens to have; this many are shown.
COMPUTED_DECIMALS = 2
_ZERO = Decimal(0)
_MAX_TEXT = 200  # no figure is longer; keeps the patterns below fast on pasted pages
# Word processors turn the hyphen into a dash or a minus sign; byte order marks come with CSV.
_TYPOGRAPHY = str.maketrans("−–—", "---", "\u200b\ufeff")
_SWAP_MARKS = str.maketrans({",": ".", ".": ","})
_NOT_TARGETED = {"-", "n/a", "n.a.", "n.a", "na"}

_GRADE = re.compile(r"([A-F])\1?[+-]?", re.IGNORECASE)
# Only these may follow a grade: with any word allowed, "B minus" would be read as B.
_AFTER_GRADE = re.compile(r" (?:predikat|indeks|nilai|huruf)$", re.IGNORECASE)

_WRITTEN = re.compile(
    r"(?P<sign>[+-])?(?:(?:Rp|IDR)\.? ?)?(?P<body>[0-9](?:[0-9.,]*[0-9])?)(?:,--?)?"
    r"(?P<percent> ?%)?(?: (?P<unit>[^\W\d_](?:[^\W\d_]|[ /.()&-])*))?",
    re.IGNORECASE,
)
# "5 juta" read as 5 with the unit "juta" would be wrong a million times over.
_MAGNITUDES = {"ribu", "rb", "juta", "jt", "miliar", "milyar", "triliun", "k"}
_MAGNITUDE_LETTERS = {"M", "T"}  # capitals only: "5 m" may be metres

# Whole part and decimals; the first that fits decides, True asks for a warning.
_READINGS = (
    (re.compile(r"([1-9][0-9]{0,2}),([0-9]{3})"), True),  # 12,530
    (re.compile(r"([0-9]+)(?:,([0-9]+))?"), False),  # 16,85
    (re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?"), False),  # 1.199,5
    (re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()"), True),  # 36,160,000
    (re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]+)"), True),  # 7,363.42
    (re.compile(r"([0-9]+)\.([0-9]{1,2}|[0-9]{4,})"), True),  # 47.05
    (re.compile(r"(0)\.([0-9]{3})"), True),  # 0.125: no thousands begin with 0
    (re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)\.([0-9]{1,2})"), True),  # 1.980.89
)

# Whole rupiah have no decimals: separators that could be meant for thousands are, and are asked about.
_MONEY_READINGS = (
    (re.compile(r"([1-9][0-9]{0,2},[0-9]{3})()"), True),  # 12,530
    (re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+\.[0-9]{2})()"), True),  # 1.980.89
    *_READINGS,
)

# Why a text was refused: the first pattern that fits the whole text says it.
_REASONS = (
    (r"#.*", "sel berisi galat lembar kerja; perbaiki rumusnya di berkas asal"),
    (r"=.*", "sel berisi rumus; isikan nilainya, bukan rumusnya"),
    (r".*[^\D0-9].*", "angka harus ditulis dengan angka biasa 0 sampai 9"),
    (r"[+-]?(?:nan|inf(?:inity)?)", "bukan bilangan"),
    (r"[+-]?[0-9][0-9.,]*e[+-]?[0-9]+", "notasi ilmiah tidak dipakai; tulis lengkap"),
    (r".*[0-9].*[^\W\d_].*[0-9].*", "memuat lebih dari satu angka; isikan pengukuran"),
    (r"[+-]?[0-9.,]+", "susunan titik dan koma tidak dikenali; contoh: 1.199.750,50"),
    (r".*[0-9].*", "huruf, tanda, dan angka bercampur"),
    (r".*", "bukan angka, huruf mutu, “-”, atau kosong"),
)


def parse_figure(
    raw: object,
    *,
    scale_grades: Collection[str] = (),
    max_digits: int = 15,
    decimal_places: int = 4,
) -> ParsedFigure:
    """Read one figure in the indicator's own unit (a "%" or a unit after it is left aside).

    `scale_grades` are the grades allowed; without them A to F, doubled or not, with + or -.
    Floats are taken from spreadsheet cells only. `max_digits` and `decimal_places` mean what they
    mean in the database column; what does not fit raises FigureError and is never rounded.
    """
    figure = _parse(raw, scale_grades, _READINGS)
    if figure.value is not None:
        _check_size(figure.value, raw, max_digits - decimal_places, decimal_places)
    return figure


def parse_money(raw: object) -> ParsedFigure:
    """Read an amount in whole rupiah, at most 15 digits; raises FigureError as `parse_figure`.

    Refused besides: negative amounts, parts of a rupiah (",00" and ",-" are fine), grades, units.
    "12,530" is read 12.530 and "1.980.89" 198.089, both with a warning.
    """
    figure = _parse(raw, (), _MONEY_READINGS)
    if figure.value is not None:
        _check_size(figure.value, raw, MONEY_DIGITS, 0)
    if figure.kind is FigureKind.GRADE:
        raise FigureError(raw, "jumlah uang harus berupa angka")
    if figure.value is not None and figure.value < 0:
        raise FigureError(raw, "jumlah uang tidak boleh negatif")
    unit = _unit(figure.text)
    if unit and unit.casefold() != "rupiah":
        raise FigureError(raw, f"satuannya “{unit}”, padahal harus rupiah")
    return figure


def _parse(
    raw: object, scale_grades: Collection[str], readings: Readings
) -> ParsedFigure:
    if isinstance(raw, str):
        return _parse_text(raw, scale_grades, readings)
    return _parse_cell(raw)


def _parse_text(
    raw: str, scale_grades: Collection[str], readings: Readings
) -> ParsedFigure:
    text = _clean(raw)
    if len(text) > _MAX_TEXT:
        raise FigureError(raw, "teks terlalu panjang untuk sebuah angka")
    if not text:
        return ParsedFigure(FigureKind.EMPTY, text=raw)
    if text.casefold() in _NOT_TARGETED:
        return ParsedFigure(FigureKind.NOT_TARGETED, text=raw)
    grade = _grade(text, scale_grades)
    if grade is not None:
        return ParsedFigure(FigureKind.GRADE, grade=grade, text=raw)
    return _parse_number(text, raw, readings)


def _parse_number(text: str, raw: str, readings: Readings) -> ParsedFigure:
    written = _WRITTEN.fullmatch(text)
    reading = _read_digits(written["body"], readings) if written else None
    if written is None or reading is None:
        raise FigureError(raw, _reason(text))
    if _is_magnitude(written["unit"]):
        raise FigureError(raw, "tulis angkanya lengkap, bukan dengan ribu atau juta")
    size, ambiguous = reading
    value = _plain(size.copy_negate() if written["sign"] == "-" else size)
    warning = _warning(raw, value) if ambiguous else None
    return ParsedFigure(FigureKind.NUMBER, value, text=raw, warning=warning)


def _parse_cell(raw: object) -> ParsedFigure:
    """Read a spreadsheet cell that holds no text: a number or nothing."""
    if raw is None:
        return ParsedFigure(FigureKind.EMPTY)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise FigureError(raw, "isi sel bukan angka dan bukan teks")
    exact = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not exact.is_finite():
        raise FigureError(raw, "bukan bilangan")
    # Spreadsheets compute in binary and show 15 digits: 0.1 + 0.2 is stored as 0.30000000000000004.
    value = _plain(Decimal(f"{raw:.15g}") if isinstance(raw, float) else exact)
    warning = None if value == exact else _warning(raw, value)
    text = canonical(value)
    return ParsedFigure(FigureKind.NUMBER, value, text=text, warning=warning)


def _read_digits(body: str, readings: Readings) -> tuple[Decimal, bool] | None:
    """Return the number and whether it could be meant otherwise; None when no reading fits."""
    for pattern, ambiguous in readings:
        if found := pattern.fullmatch(body):
            whole = found[1].replace(".", "").replace(",", "")
            return Decimal(f"{whole}.{found[2] or 0}"), ambiguous
    return None


def _grade(text: str, scale_grades: Collection[str]) -> str | None:
    """Return the grade as the scale spells it; None when the text is no grade."""
    word = _AFTER_GRADE.sub("", text)
    looks_like_grade = _GRADE.fullmatch(word) is not None
    if not scale_grades:
        return word.upper() if looks_like_grade else None
    known = {_clean(grade).casefold(): grade for grade in scale_grades}
    grade = known.get(text.casefold()) or known.get(word.casefold())
    if grade is None and looks_like_grade:
        raise FigureError(text, f"pilihan pada skala: {', '.join(scale_grades)}")
    return grade


def _check_size(value: Decimal, raw: object, whole: int, decimals: int) -> None:
    if value and value.adjusted() >= whole:
        raise FigureError(raw, f"paling banyak {whole} angka di depan koma")
    if _count_decimals(value) <= decimals:
        return
    read = f"dibaca {format_number(value)}, padahal "
    limit = f"paling banyak {decimals} angka di belakang koma"
    raise FigureError(raw, read + (limit if decimals else "harus bilangan bulat"))


def _is_magnitude(unit: str | None) -> bool:
    first = unit.split()[0].rstrip(".") if unit else ""
    return first.casefold() in _MAGNITUDES or first in _MAGNITUDE_LETTERS


def _unit(text: str) -> str:
    written = _WRITTEN.fullmatch(_clean(text))
    return (written["percent"] or written["unit"] or "").strip() if written else ""


def _reason(text: str) -> str:
    fits = (why for pattern, why in _REASONS if re.fullmatch(pattern, text, re.I))
    return next(fits)


def _warning(raw: object, value: Decimal) -> str:
    return f"“{_shown(raw)}” dibaca {format_number(value)}; pastikan benar."


def _clean(text: str) -> str:
    """Return the text with plain hyphens and single spaces (split knows the no-break spaces)."""
    return " ".join(text.translate(_TYPOGRAPHY).split())


def _shown(raw: object) -> str:
    text = " ".join(str(raw).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _plain(value: Decimal) -> Decimal:
    """Return the same number, exactly, without trailing zeros, exponent or minus zero."""
    text = format(value, "f")
    return Decimal(text.rstrip("0") if "." in text else text) if value else _ZERO


def _count_decimals(value: Decimal) -> int:
    return len(format(_plain(value), "f").partition(".")[2])


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round to `places` decimals, halves away from zero. The only rounding in the application."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(value: Decimal, decimals: int | None = None) -> str:
    """Write "1.199.509.750,5"; without `decimals` as many as the value has; never "-0"."""
    shown = _plain(value) if decimals is None else round_half_up(value, decimals)
    return f"{shown if shown else shown.copy_abs():,f}".translate(_SWAP_MARKS)


def computed_text(value: Decimal, decimals: int | None) -> str:
    """Write a computed value: with the indicator's decimals, else with two at most."""
    if decimals is not None:
        return format_number(value, decimals)
    return format_number(round_half_up(value, COMPUTED_DECIMALS))


def format_percent(value: Decimal, decimals: int = 2) -> str:
    """Write a percentage without its sign: "933,33"."""
    return format_number(value, decimals)


def format_money(value: Decimal) -> str:
    """Write an amount in rupiah without currency: "1.199.509.750"."""
    return format_number(value, 0)


def format_money_short(value: Decimal) -> str:
    """Write an amount in rupiah for cards and axes: "Rp1,11 M" (jt 10⁶, M 10⁹, T 10¹²)."""
    sign, size = ("-" if value < 0 else ""), value.copy_abs()
    if size < 10**6:
        return f"{sign if round_half_up(size, 0) else ''}Rp{format_money(size)}"
    # 999.999.999 would round to "1.000,00 jt"; the next unit is taken then.
    in_millions = round_half_up(size.scaleb(-6), 2)
    in_billions = round_half_up(size.scaleb(-9), 2)
    if in_millions < 1000:
        return f"{sign}Rp{format_number(in_millions, 2)} jt"
    if in_billions < 1000:
        return f"{sign}Rp{format_number(in_billions, 2)} M"
    return f"{sign}Rp{format_number(size.scaleb(-12), 2)} T"


def canonical(value: Decimal) -> str:
    """Write for CSV: "1199509750,5", no thousands; `parse_figure` reads it back without warning.

    Three decimals get a fourth, "2,5990", because "2,599" could be taken for 2.599.
    """
    plain = _plain(value)
    padding = "0" if _count_decimals(plain) == 3 else ""
    return f"{plain:f}{padding}".replace(".", ",")
