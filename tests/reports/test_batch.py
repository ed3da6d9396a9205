"""One report for many offices: each for itself, on several processes, a failure said and the others written."""

import json
import multiprocessing
import os
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from reports import batch
from reports.batch import BROKEN, Done, Job, cores, run
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
)

MEETING = multiprocessing.get_context("fork").Barrier(2)


def jobs(tmp_path, *units):
    return [Job(unit, "capaian", {}, "json", tmp_path) for unit in units]


def say_process(job):
    return Done(job.unit, process=os.getpid())


def meet_another(job):
    """Answer once another process is at work too: a process alone would wait in vain."""
    MEETING.wait(timeout=20)
    return say_process(job)


def die(job):
    if job.unit == "MATI":
        os._exit(1)
    return Done(job.unit, "baik.pdf", 1, process=os.getpid())


def test_several_processes_work_and_every_job_is_answered(tmp_path):
    asked = [f"U{number}" for number in range(8)]
    found = list(run(jobs(tmp_path, *asked), 2, meet_another))
    assert sorted(done.unit for done in found) == asked
    processes = {done.process for done in found}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_one_process_is_this_one(tmp_path):
    found = list(run(jobs(tmp_path, "A", "B"), 1, say_process))
    assert {done.process for done in found} == {os.getpid()}
    (alone,) = run(jobs(tmp_path, "A"), 4, say_process)
    assert alone.process == os.getpid()
    assert cores() >= 1


def test_a_process_that_dies_is_said(tmp_path, caplog):
    found = {done.unit: done for done in run(jobs(tmp_path, "MATI", "B"), 2, die)}
    assert found["MATI"].refusal == BROKEN
    assert set(found) == {"MATI", "B"}


@pytest.fixture
def offices(db):
    """Two offices with a year that can be reported, and one without a plan."""
    for code in ("BALAI-A", "BALAI-B"):
        plan = PlanFactory(unit=UnitFactory(code=code), in_force=(2023,))
        item = IndicatorFactory(plan=plan)
        TargetFactory(indicator=item)
        RealizationFactory(indicator=item, value=Decimal(6))
    return UnitFactory(code="TANPA-RENSTRA")


def command(folder, *units, **options):
    told = {"format": "json", "year": "2023", "processes": 1, "output": str(folder)}
    call_command("reports_batch", "capaian", unit=list(units), **(told | options))


def test_every_office_with_a_plan_gets_its_file(offices, tmp_path, capsys):
    command(tmp_path / "baru" / "hasil")
    written = sorted(path.name for path in (tmp_path / "baru" / "hasil").iterdir())
    assert written == ["capaian-2023-BALAI-A.json", "capaian-2023-BALAI-B.json"]
    content = json.loads((tmp_path / "baru" / "hasil" / written[0]).read_bytes())
    assert content["unit"] == "BALAI-A"
    assert "BALAI-B: capaian-2023-BALAI-B.json" in capsys.readouterr().out


def test_one_that_fails_is_named_and_the_others_are_written(offices, tmp_path, capsys):
    with pytest.raises(CommandError, match="1 dari 2 unit kerja gagal"):
        command(tmp_path, "TANPA-RENSTRA", "BALAI-A")
    assert [path.name for path in tmp_path.iterdir()] == ["capaian-2023-BALAI-A.json"]
    assert "TANPA-RENSTRA: Tahun “2023” tidak ada" in capsys.readouterr().err


def test_what_goes_wrong_inside_is_said_without_its_details(
    offices, tmp_path, monkeypatch, capsys, caplog
):
    def fail(job):
        raise RuntimeError("rahasia")

    monkeypatch.setattr(batch, "_draw", fail)
    with pytest.raises(CommandError):
        command(tmp_path, "BALAI-A")
    told = capsys.readouterr().err
    assert BROKEN in told
    assert "rahasia" not in told


def test_a_file_that_cannot_be_written_is_said(offices, tmp_path, capsys):
    (tmp_path / "capaian-2023-BALAI-A.json").mkdir()
    with pytest.raises(CommandError):
        command(tmp_path, "BALAI-A")
    assert "BALAI-A: tidak dapat ditulis" in capsys.readouterr().err


def test_wrong_wishes_are_refused_before_anything_is_made(offices, tmp_path):
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    for units, options, message in (
        (["TIDAK-ADA"], {}, "Unit kerja tidak ada: TIDAK-ADA"),
        ([], {"format": "svg"}, "Format “svg” tidak ada"),
        ([], {"output": str(tmp_path / "berkas")}, "tidak dapat dibuat"),
    ):
        with pytest.raises(CommandError, match=message):
            command(tmp_path / "hasil", *units, **options)
    with pytest.raises(CommandError, match="Laporan “lain” tidak ada"):
        call_command("reports_batch", "lain", format="pdf", output=str(tmp_path))
