"""The data checks from the command line."""

import json

import pytest
from django.core.management import CommandError, call_command

from indicators import findings
from indicators.acknowledgements import acknowledge
from tests import factories as make
from tests.checks import scenes_of_indicators as scenes


def check_data(capsys, **options):
    """Run the command; return its exit code and what it wrote."""
    code = 0
    try:
        call_command("check_data", **options)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_an_error_ends_with_one(unit, capsys):
    scenes.a_value_that_is_not_the_mean(unit)
    code, text = check_data(capsys)
    assert code == 1
    assert "Kesalahan differs-from-measurements BALAI-UJI 2023 · SK1.1" in text
    assert "Tercatat 45,5, hasil hitung 45 (rata-rata dari 2 pengukuran)." in text
    assert "1 kesalahan" in text


def test_a_warning_ends_with_zero(unit, capsys):
    scenes.an_indicator_without_target(unit)
    code, text = check_data(capsys)
    assert code == 0
    assert "Peringatan no-target" in text


def test_an_acknowledged_error_ends_with_zero_and_stays_in_sight(unit, capsys):
    scenes.a_value_that_is_not_the_mean(unit)
    error = findings.run(unit)[0]
    acknowledge(unit, error, "Pembulatan", make.UserFactory(unit=unit))
    code, text = check_data(capsys)
    assert code == 0
    assert "[ditandai: Pembulatan]" in text
    assert "1 sudah ditandai." in text


def test_json_gives_every_finding_with_its_link(unit, capsys):
    scenes.a_value_that_is_not_the_mean(unit)
    row = make.UserFactory(unit=unit, username="budi")
    acknowledge(unit, findings.run(unit)[0], "Pembulatan", row)
    code, text = check_data(capsys, format="json", unit="BALAI-UJI")
    first, *others = json.loads(text)
    assert code == 0
    assert first["code"] == "differs-from-measurements"
    assert first["severity"] == "kesalahan"
    assert first["link"] == "/indikator/RENSTRA-UJI/SK1.1/"
    assert first["acknowledged"]["by"] == "budi"
    assert all(other["acknowledged"] is None for other in others)


def test_every_unit_with_a_plan_is_checked_unless_one_is_named(unit, capsys):
    scenes.an_indicator_without_target(unit)
    other = make.UnitFactory(code="LAIN")
    make.IndicatorFactory(plan=make.PlanFactory(unit=other, in_force=(2023,)))
    assert "BALAI-UJI 2023" in check_data(capsys)[1]
    assert "LAIN 2023" in check_data(capsys)[1]
    assert "BALAI-UJI" not in check_data(capsys, unit="LAIN")[1]


def test_an_unknown_unit_is_named(db):
    with pytest.raises(CommandError, match="Unit kerja “TIDAK-ADA” tidak ada"):
        call_command("check_data", unit="TIDAK-ADA")
