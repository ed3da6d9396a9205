"""What the data checks find in the real Renstra, each explained by the document."""

import datetime

from indicators import findings
from indicators.models import StrategicPlan
from indicators.revisions import moving
from tests.factories import UserFactory
from tests.planning.test_revising import make

TODAY = datetime.date(2024, 1, 15)


def found(unit, code, today=TODAY):
    """Return what the rule of that code finds."""
    return [item for item in findings.run(unit, today) if item.code == code]


def of_rule(unit, code, today=TODAY):
    """Return year and code of the subjects; none of them twice, or one would hide the other."""
    places = [(item.year, item.subject.split()[0]) for item in found(unit, code, today)]
    assert len(places) == len(set(places))
    return set(places)


def messages_of(unit, code):
    return [item.message for item in found(unit, code)]


def test_the_growth_of_pnbp_is_not_what_the_detail_gives(real_data):
    """Tabel 4 states 16,85, which follows from the printed total of Tabel 6, not from its rows."""
    errors = {
        (item.code, item.year): item.message
        for item in findings.run(real_data, TODAY)
        if item.severity is findings.Severity.ERROR
    }
    assert errors == {
        (
            "differs-from-derived",
            2023,
        ): "Tercatat 16,85, hasil hitung 8,22 (pertumbuhan total PNBP)."
    }


def test_missed_targets_have_no_analysis(real_data):
    """Bagian 1.1.1 says that they were missed, and not why."""
    assert of_rule(real_data, "analysis-missing") == {
        (2020, "SK3.2"),
        (2020, "SK3.3"),
        (2021, "SK8.1"),
    }


def test_two_indicators_have_no_target_in_2021(real_data):
    """Bagian 2.4: "pada tahun 2021, indikator ini tidak memiliki target"."""
    assert of_rule(real_data, "no-target") == {(2021, "SK1.1"), (2021, "SK3.3")}


def test_nothing_is_overdue_before_the_year_is_reported(real_data):
    """Realizations of 2023 are printed for all but the goals, those of 2024 are not due."""
    assert of_rule(real_data, "realization-missing") == set()
    overdue = of_rule(real_data, "realization-missing", datetime.date(2024, 2, 1))
    assert overdue == {(2023, code) for code in ("T1.1", "T2.1", "T3.1", "T4.1")}
    later = of_rule(real_data, "realization-missing", datetime.date(2025, 7, 16))
    assert len(later) == 4 + 13 + 4


def test_units_of_the_manual_differ_for_five_indicators(real_data):
    """Lampiran III prints other units than Tabel 21."""
    codes = ("SK2.1", "SK2.2", "SK3.1", "SK3.2", "SK3.3")
    assert of_rule(real_data, "units-differ") == {(None, code) for code in codes}


def test_a_revision_is_checked_once_it_counts(real_data):
    """A copy repeats every contradiction of its plan."""
    person = UserFactory(unit=real_data)
    before = findings.run(real_data, TODAY)
    old = StrategicPlan.objects.get(code="BSPJI-MANADO-2021-R2023")
    new = make(old, code="R2024")
    assert findings.run(real_data, TODAY) == before
    mark = moving.preview(new, 2024).mark
    moving.enforce(new, 2024, person, "Reviu", mark)
    rows = found(real_data, "units-differ")
    assert len(rows) == 10
    assert {row.subject.split(" · ")[1] for row in rows} == {"Reviu 2023", "Reviu 2024"}
    lines = messages_of(real_data, "lines-differ-from-ceiling")
    assert [message.split()[3] for message in lines] == [old.code, old.code, new.code]


def test_goals_contradict_between_tabel_9_and_lampiran_iii(real_data):
    assert of_rule(real_data, "codes-contradict") == {(None, "SK1.1"), (None, "SK7.1")}


def test_the_agreement_of_2023_asks_less_than_the_plan(real_data):
    """Tabel 4: 1; Tabel 21: 3."""
    assert of_rule(real_data, "pk-differs-from-plan") == {(2023, "SK2.1")}
    assert of_rule(real_data, "target-eased") == {(2023, "SK8.1")}


def test_components_miss_the_ceiling_in_two_years(real_data):
    """Those of 2021 differ from it by Rp2.000, which rounding to Rp10.000 explains."""
    messages = messages_of(real_data, "lines-differ-from-ceiling")
    assert [message.split("selisih ")[1] for message in messages] == [
        "903.959.000.",
        "106.821.000.",
    ]


def test_the_total_of_pnbp_in_2023_is_not_that_of_its_rows(real_data):
    """Tabel 6, line 350; the growth of 16,85 that Tabel 4 records follows from this total alone."""
    rows = found(real_data, "revenue-total-differs")
    assert [(item.year, item.subject, item.message) for item in rows] == [
        (
            2023,
            "Jumlah PNBP 2023 · Tabel 6, baris 350",
            (
                "Jumlah rincian 1.110.964.250, menurut sumber 1.199.509.750: selisih 88.545.500. "
                "Pertumbuhannya 8,22 % menurut rincian dan 16,85 % menurut sumber."
            ),
        )
    ]


def test_odd_figures_of_a_series(real_data):
    assert of_rule(real_data, "same-as-last-year") == {(2022, "SK3.1")}
    assert of_rule(real_data, "outlier") == {(2023, "SK3.1"), (2022, "SK3.2")}


def test_thirteen_achievements_ask_to_look_at_the_target(real_data):
    """Tabel 1–4: what is printed beside the target is more than twice as much."""
    assert of_rule(real_data, "achievement-above-limit") == {
        *((2020, code) for code in ("SK1.1", "SK2.2", "SK3.4")),
        *((2021, code) for code in ("SK3.1", "SK3.2")),
        *((2022, code) for code in ("SK3.1", "SK3.2", "SK3.3", "SK3.4")),
        *((2023, code) for code in ("SK1.1", "SK3.1", "SK3.2", "SK3.3")),
    }


def test_two_plans_have_no_goals(real_data):
    """The document prints goals for its own revision only."""
    assert messages_of(real_data, "no-goal") == [
        f"Renstra ini belum memuat tujuan; {count} indikatornya tidak mempunyai tujuan."
        for count in (7, 14)
    ]


def test_every_other_rule_finds_nothing_in_the_document(real_data):
    silent = {
        "differs-from-measurements",
        "year-differs-from-quarters",
        "target-differs-from-quarters",
        "quarter-missing",
        "realization-without-target",
        "spending-above-ceiling",
        "claimed-twice",
        "named-twice",
        # The document has no evidence, so no indicator asks for any.
        "evidence-required",
        "evidence-missing",
        # Nothing is due before the figures of 2023 are reported.
        "realization-missing",
    }
    heard = {item.code for item in findings.run(real_data, TODAY)}
    assert heard == set(findings.rules()) - silent
