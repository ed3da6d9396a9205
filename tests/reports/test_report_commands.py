"""Reports from the command line."""

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from reports.catalogue import REPORTS
from tests.factories import IndicatorFactory, PlanFactory, TargetFactory, UnitFactory


@pytest.fixture
def plan(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    TargetFactory(indicator=IndicatorFactory(plan=plan), value=Decimal(6))
    return plan


def test_reports_lists_slug_title_and_parameters(db, capsys):
    call_command("reports")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(REPORTS)
    shown = {line.split()[0]: line.split("  ")[-1].strip() for line in lines}
    assert shown["capaian"] == "unit, year, layout (layout: default, dokumen)"
    assert (shown["target"], shown["pnbp"]) == ("unit, year", "unit")
    assert len({line.index("unit") for line in lines if "  unit" in line}) == 1


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("pdf", b"%PDF"),
        ("xlsx", b"PK"),
        ("html", b"<!doctype"),
        ("csv", b"No,"),
        ("json", b"{"),
    ],
)
def test_report_writes_the_file(plan, tmp_path, capsys, form, start):
    path = tmp_path / f"hasil.{form}"
    call_command(
        "report",
        "capaian",
        format=form,
        output=str(path),
        year="2023",
        unit="BALAI-UJI",
    )
    assert path.read_bytes().startswith(start)
    assert str(path) in capsys.readouterr().out


def test_without_unit_the_only_one_with_a_plan_is_taken(plan, tmp_path):
    UnitFactory(code="TANPA-RENSTRA")
    path = tmp_path / "hasil.json"
    call_command("report", "capaian", format="json", output=str(path))
    assert json.loads(path.read_text())["unit"] == "BALAI-UJI"


def test_with_several_units_the_choices_are_named(plan, tmp_path):
    PlanFactory(unit=UnitFactory(code="LAIN"), in_force=(2023,))
    with pytest.raises(CommandError, match="Pilihan: BALAI-UJI, LAIN"):
        call_command("report", "capaian", format="json", output=str(tmp_path / "a"))


@pytest.mark.parametrize(
    ("slug", "options", "message"),
    [
        ("lain", {}, "Laporan “lain” tidak ada"),
        ("capaian", {"format": "svg"}, "Format “svg” tidak ada"),
        ("capaian", {"unit": "LAIN"}, "Unit kerja “LAIN” tidak ada"),
        ("capaian", {"year": "1999"}, "Pilihan: 2023"),
        ("capaian", {"year": 1999}, "Pilihan: 2023"),
        ("capaian", {"layout": "lebar"}, "Tata letak “lebar”"),
        ("capaian", {"output": "/tidak/ada/berkas"}, "tidak dapat ditulis"),
    ],
)
def test_a_wrong_choice_is_refused_in_indonesian(
    plan, tmp_path, slug, options, message
):
    with pytest.raises(CommandError, match=message):
        call_command(
            "report",
            slug,
            **{"format": "json", "output": str(tmp_path / "a"), **options},
        )
    assert not (tmp_path / "a").exists()


def test_an_option_that_the_report_does_not_know_is_named_and_left_aside(
    plan, tmp_path, capsys
):
    call_command(
        "report",
        "pnbp",
        format="csv",
        output=str(tmp_path / "a"),
        year=2023,
        layout="dokumen",
    )
    said = capsys.readouterr().err
    assert "tidak memakai --year" in said
    assert "tidak memakai --layout" in said
