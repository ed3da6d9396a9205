"""A figure that differs from its computation says why; a claim is used once. For every way of writing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators import sources
from indicators.models import Measurement, Period, Realization
from indicators.models.calculated import (
    claim_problems,
    deviation_problems,
    deviations,
)
from tests.admin_pages import address, change
from tests.entry_sheet import YEAR
from tests.factories import (
    IndicatorFactory,
    MeasurementFactory,
    PlanFactory,
    RealizationFactory,
)

DIFFERS = "Nilai 52 berbeda dari hasil hitungan 50,6 (rata-rata dari 2 pengukuran); tulis alasannya atau samakan."


@pytest.fixture
def mean(plan):
    return IndicatorFactory(plan=plan, code="SK3.1", aggregation="mean")


def measured(indicator, *results, **options):
    """Return a realization with recorded results under it."""
    row = RealizationFactory(indicator=indicator, year=YEAR, **options)
    for order, result in enumerate(results, start=1):
        MeasurementFactory(realization=row, order=order, result=result)
    return row


@pytest.fixture
def deviating(mean):
    return measured(mean, Decimal("50.2"), Decimal(51), value=Decimal(52))


def refusals(rows):
    return [problem.message for problem in deviation_problems(rows)]


def test_a_value_that_differs_from_its_measurements_needs_a_reason(deviating):
    assert refusals([deviating]) == [DIFFERS]
    with pytest.raises(ValidationError) as refusal:
        deviating.full_clean()
    assert refusal.value.message_dict == {"deviation_reason": [DIFFERS]}
    deviating.deviation_reason = "  "
    assert refusals([deviating]) == [DIFFERS]
    deviating.deviation_reason = "Menurut berita acara"
    deviating.full_clean()


def test_it_stays_flagged_with_its_reason_and_when_it_is_published(deviating):
    deviating.deviation_reason = "Menurut berita acara"
    assert [item.text for item in deviations([deviating])] == [
        "50,6 (rata-rata dari 2 pengukuran)"
    ]
    deviating.deviation_reason, deviating.origin = "", "published"
    deviating.full_clean()
    assert len(deviations([deviating])) == 1


@pytest.mark.parametrize("value", ["50.6", "50.60", None])
def test_the_computed_value_and_no_value_are_no_deviation(deviating, value):
    deviating.value = value and Decimal(value)
    assert refusals([deviating]) == []


def test_a_value_agrees_to_the_decimals_that_were_recorded(mean):
    row = measured(mean, Decimal("50.6666"), Decimal("50.6666"), value=Decimal("50.7"))
    assert refusals([row]) == []
    row.value = Decimal("50.6")
    assert len(refusals([row])) == 1


def test_what_cannot_be_computed_is_no_deviation(plan):
    single = IndicatorFactory(plan=plan, aggregation="single")
    assert refusals([measured(single, Decimal(1), Decimal(2), value=Decimal(9))]) == []


def test_the_measurements_about_to_be_written_count_instead_of_those_stored(deviating):
    deviating.pending_measurements = []
    assert refusals([deviating]) == []
    one = Measurement(label="Baru", method="recorded", result=Decimal(40))
    deviating.pending_measurements = [one]
    assert "hasil hitungan 40 (rata-rata dari 1 pengukuran)" in refusals([deviating])[0]


def test_a_yearly_value_that_differs_from_its_source_needs_a_reason(plan, monkeypatch):
    source = sources.FigureSource(
        "uji", "angka uji", lambda unit: {YEAR: Decimal("8.21994")}
    )
    monkeypatch.setitem(sources._sources, "uji", source)
    indicator = IndicatorFactory(plan=plan, derived_source="uji")
    row = RealizationFactory(indicator=indicator, year=YEAR, value=Decimal("16.85"))
    assert "hasil hitungan 8,2199 (angka uji)" in refusals([row])[0]
    row.value = Decimal("8.22")
    assert refusals([row]) == []
    quarter = RealizationFactory(indicator=indicator, year=YEAR, period=Period.Q1)
    assert refusals([quarter]) == []


@pytest.mark.parametrize("count", [2, 30])
def test_judging_many_rows_costs_one_query(plan, count, django_assert_num_queries):
    rows = [
        measured(IndicatorFactory(plan=plan), Decimal(1), value=Decimal(2))
        for _ in range(count)
    ]
    with django_assert_num_queries(1):
        assert len(deviation_problems(rows)) == count


# One measurement alone


def test_a_measurement_that_makes_its_figure_differ_is_refused(mean):
    row = measured(mean, Decimal(50), value=Decimal(50))
    other = MeasurementFactory.build(realization=row, order=2, result=Decimal(60))
    with pytest.raises(ValidationError, match="hasil hitungan 55"):
        other.full_clean()
    row.deviation_reason = "Menurut berita acara"
    row.save()
    other.full_clean()


def test_a_measurement_whose_going_makes_its_figure_differ_stays(mean):
    row = measured(mean, Decimal(50), Decimal(60), value=Decimal(55))
    assert "hasil hitungan 50" in row.measurements.get(order=2).deletion_refusal
    Realization.objects.filter(pk=row.pk).update(value=Decimal(50))
    row = Realization.objects.get(pk=row.pk)
    assert row.measurements.get(order=2).deletion_refusal is None


def test_a_measurement_with_an_unknown_method_is_refused_and_does_not_fail(mean):
    row = MeasurementFactory.build(realization=measured(mean), method="?")
    with pytest.raises(ValidationError):
        row.full_clean()


def test_a_measurement_without_a_realization_is_refused_and_does_not_fail(db):
    row = Measurement(label="Kegiatan 1", method="recorded", result=Decimal(1))
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert set(refusal.value.message_dict) == {"realization"}


# Claims


@pytest.fixture
def claimed(plan):
    first = RealizationFactory(
        indicator=IndicatorFactory(plan=plan, code="SK1.9", name="Kolaborasi"),
        year=YEAR,
        value=None,
    )
    return MeasurementFactory(realization=first, label="PT Maju  Jaya.")


def again(plan, year=YEAR, **options):
    row = RealizationFactory(
        indicator=IndicatorFactory(plan=plan), year=year, value=None
    )
    details = {"label": "pt maju jaya", **options}
    return MeasurementFactory.build(realization=row, **details)


def test_the_same_claim_under_another_indicator_is_refused_with_its_name(plan, claimed):
    with pytest.raises(ValidationError, match=r"SK1\.9 Kolaborasi"):
        again(plan).full_clean()


def test_another_claim_year_unit_or_the_same_indicator_is_none(plan, claimed):
    elsewhere = PlanFactory(in_force=(YEAR,))
    same = MeasurementFactory.build(
        realization=claimed.realization, order=9, label=claimed.label
    )
    rows = [again(plan, result=Decimal(51)), again(plan, year=2022), again(elsewhere)]
    assert claim_problems([*rows, again(plan, label="PT Lain"), same]) == []


def test_claims_that_stand_already_do_not_close_their_rows(plan, claimed):
    stored = again(plan)
    stored.save()
    stored.order = 7
    stored.full_clean()
    stored.label = "PT Maju Jaya"
    stored.full_clean()
    stored.label = "PT Lain"
    stored.save()
    stored.label = "PT Maju Jaya"
    with pytest.raises(ValidationError, match="sudah diklaim"):
        stored.full_clean()


# The data administration


@pytest.fixture
def page_row(operator, mean):
    return measured(mean, Decimal(50), Decimal(60), value=Decimal(55))


def test_the_form_asks_why_a_figure_differs(operator, page_row):
    reply = change(operator, page_row, value="57")
    assert "Nilai 57 berbeda dari hasil hitungan 55" in reply.content.decode()
    page_row.refresh_from_db()
    assert page_row.value == 55
    reply = change(operator, page_row, value="57", deviation_reason="Berita acara")
    assert reply.status_code == 302


def test_figure_and_measurements_are_judged_together_in_the_form(operator, page_row):
    both = {"value": "70", "measurements-0-result": "80"}
    assert change(operator, page_row, **both).status_code == 302
    gone = {"value": "60", "measurements-0-DELETE": "on"}
    assert change(operator, page_row, **gone).status_code == 302
    page_row.refresh_from_db()
    assert (page_row.value, page_row.measurements.count()) == (60, 1)
    reply = change(operator, page_row, **{"measurements-0-result": "61"})
    assert "hasil hitungan 61" in reply.content.decode()


def test_a_new_figure_with_measurements_is_judged_in_the_form(operator, mean):
    fields = {
        "indicator": mean.pk,
        "year": YEAR,
        "period": "TAHUN",
        "value": "51",
        "measurements-TOTAL_FORMS": 1,
        "measurements-INITIAL_FORMS": 0,
        "measurements-0-order": 1,
        "measurements-0-label": "Kegiatan",
        "measurements-0-method": "recorded",
        "measurements-0-result": "50",
    }
    page = operator.post(address(Realization, "add"), fields)
    assert "Nilai 51 berbeda dari hasil hitungan 50" in page.content.decode()
    again = operator.post(address(Realization, "add"), {**fields, "value": "50"})
    assert again.status_code == 302
    assert Measurement.objects.get().realization.value == 50


def test_the_page_of_one_measurement_meets_the_same_rules(operator, page_row):
    reply = change(operator, page_row.measurements.get(order=1), result="10")
    assert "hasil hitungan 35" in reply.content.decode()
