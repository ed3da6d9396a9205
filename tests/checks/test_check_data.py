"""The data checks from the command line."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts import audit
from accounts.models import AuditBatch, Unit
from indicators import findings
from indicators.acknowledgements import acknowledge
from indicators.models import Realization
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


def test_the_audit_trail_is_checked_for_the_whole_installation(unit, capsys):
    with audit.batch(AuditBatch.Path.FORM, user=None):
        row = make.RealizationFactory(indicator__plan__unit=unit)
    assert check_data(capsys)[0] == 0
    Realization.objects.update(value=99)
    code, text = check_data(capsys)
    assert code == 1
    assert "Kesalahan row-differs-from-history BALAI-UJI · Realisasi #" in text
    assert "diubah tanpa riwayat: nilai." in text
    (found,) = (
        item
        for item in json.loads(check_data(capsys, format="json")[1])
        if item["code"] == "row-differs-from-history"
    )
    assert found["link"] == f"/riwayat/indicators.realization/{row.pk}/"
    assert check_data(capsys, unit="BALAI-UJI")[0] == 0


def test_of_many_alike_the_first_are_listed_and_the_rest_counted(
    unit, capsys, monkeypatch
):
    monkeypatch.setattr("indicators.trail_findings.SHOWN", 2)
    Unit.objects.bulk_create(make.UnitFactory.build() for _ in range(5))
    text = check_data(capsys)[1]
    assert text.count("row-without-history") == 3
    assert "row-without-history instalasi · Jejak audit: Dan 3 lagi." in text


def test_a_kept_head_shows_what_was_cut_off(unit, capsys, tmp_path):
    path = tmp_path / "ujung.json"
    for _ in range(2):
        with audit.batch(AuditBatch.Path.FORM, user=None):
            make.UnitFactory()
    call_command("export_audit_head", output=path)
    assert check_data(capsys, head=path)[0] == 0
    path.write_text(path.read_text().replace('"sequence": 2', '"sequence": 3'))
    code, text = check_data(capsys, head=path, unit="BALAI-UJI")
    assert code == 1
    assert "trail-not-the-kept-one" in text
    assert "nomor 3 tidak ada lagi" in text


@pytest.mark.parametrize("text", [None, "x"], ids=["missing", "no head"])
def test_a_head_that_cannot_be_read_is_named(db, tmp_path, text):
    path = tmp_path / "ujung.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(CommandError, match=r"ujung\.json tidak"):
        call_command("check_data", head=path)


def test_an_unknown_unit_is_named(db):
    with pytest.raises(CommandError, match="Unit kerja “TIDAK-ADA” tidak ada"):
        call_command("check_data", unit="TIDAK-ADA")
