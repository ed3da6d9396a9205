"""Form fields for figures."""

from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from indicators.forms import FigureField, MoneyField, editable
from indicators.numbers import parse_figure


class OneFigure(forms.Form):
    value = FigureField(required=False)


class OneAmount(forms.Form):
    value = MoneyField(required=False, decimal_places=0)


def filled(form_class, text, confirmed=""):
    data = QueryDict(mutable=True)
    data.update({"value": text, "value-dibaca": confirmed})
    return form_class(data)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16,85", "16.85"),
        ("1.199.509.750", "1199509750"),
        ("98,58%", "98.58"),
        ("-3,5", "-3.5"),
        ("0", "0"),
        ("-", None),
        ("N/A", None),
        ("", None),
    ],
)
def test_a_figure_is_read_in_indonesian_notation(text, value):
    form = filled(OneFigure, text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    "text",
    ["#REF!", "NaN", "Infinity", "1e30", "1" + "0" * 30, "B3,56", "=A1", "B-", "\x00"],
)
def test_what_is_no_figure_is_refused_and_stays_in_the_field(text):
    form = filled(OneFigure, text)
    assert not form.is_valid()
    assert f'value="{text}"' in str(form["value"])


def test_an_amount_is_read_with_its_currency():
    form = filled(OneAmount, "Rp 12.530.730,-")
    assert form.is_valid()
    assert form.cleaned_data["value"] == 12_530_730


def test_a_negative_amount_is_refused():
    assert "negatif" in str(filled(OneAmount, "-5").errors)


@pytest.mark.parametrize(
    ("text", "reading"), [("12,530", "12.530"), ("1.980.89", "198.089")]
)
def test_a_doubtful_amount_is_shown_and_taken_once_confirmed(text, reading):
    form = filled(OneAmount, text)
    assert not form.is_valid()
    assert f"dibaca {reading}; pastikan benar. Centang" in str(form.errors)
    assert f"Pembacaan ini benar: <b>{reading}</b>" in str(form["value"])
    confirmed = filled(OneAmount, text, reading.replace(".", ""))
    assert confirmed.is_valid(), confirmed.errors
    assert confirmed.cleaned_data["value"] == Decimal(reading.replace(".", ""))


@pytest.mark.parametrize(
    ("text", "reading"),
    [("12,530", "12,53"), ("36,160,000", "36.160.000"), ("1.980.89", "1.980,89")],
)
def test_a_doubtful_reading_is_shown_and_taken_once_confirmed(text, reading):
    form = filled(OneFigure, text)
    assert not form.is_valid()
    page = str(form["value"])
    assert f'value="{text}"' in page
    assert f"Pembacaan ini benar: <b>{reading}</b>" in page
    assert "checked" not in page
    confirmed = filled(OneFigure, text, reading.replace(".", ""))
    assert confirmed.is_valid(), confirmed.errors
    assert "checked" in str(confirmed["value"])


def test_a_confirmation_counts_for_the_reading_it_was_given_for_alone():
    assert not filled(OneFigure, "13,530", "12,53").is_valid()


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("16,85", False),
        ("16,850%", True),
        ("16,8500", False),
        ("17", True),
        ("", True),
        ("x", True),
    ],
)
def test_a_figure_has_changed_when_its_value_has(text, changed):
    field = FigureField(required=False)
    typed = field.widget.value_from_datadict({"value": text}, {}, "value")
    assert field.has_changed(Decimal("16.8500"), typed) is changed


@pytest.mark.parametrize(
    "value", ["12.53", "2.599", "1199509750.5", "0.125", "-3.5", "12530"]
)
def test_what_stands_in_the_field_is_read_back_without_a_question(value):
    figure = parse_figure(editable(Decimal(value)))
    assert (figure.value, figure.warning) == (Decimal(value), None)
