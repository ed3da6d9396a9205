"""The page "Silsilah": every indicator of the plan before gets its successor, all or nothing."""

import pytest

from accounts.models import AuditBatch
from indicators.models import IndicatorLink, Lineage
from indicators.revisions.suggestions import suggest
from tests.factories import IndicatorFactory, LockFactory
from tests.many import multiply_indicators
from tests.planning.pages import fields_of, text_of
from tests.planning.test_revising import make

ADDRESS = "/revisi/RENSTRA-B/silsilah/"


@pytest.fixture
def new(plan, number, graded):
    return make(plan)


@pytest.fixture
def operator(sign_in, new):
    return sign_in("operator")


def copy_of(indicator):
    return IndicatorLink.objects.get(from_indicator=indicator).to_indicator


def links():
    return {
        (
            link.from_indicator.code,
            link.to_indicator.code if link.to_indicator else None,
            link.kind,
        )
        for link in IndicatorLink.objects.all()
    }


def send(client, page=None, **changes):
    fields = fields_of(page or client.get(ADDRESS))
    typed = {name.replace("_", "-"): str(value) for name, value in changes.items()}
    return client.post(ADDRESS, {**fields, **typed})


def test_kind_successor_and_note_are_saved_under_one_batch(
    operator, new, number, graded
):
    reply = send(
        operator,
        **{
            f"kind_{number.pk}_0": "redefined",
            f"note_{number.pk}_0": "Rumus baru",
            f"kind_{graded.pk}_0": "dropped",
            f"to_{graded.pk}_0": "",
            "reason": "Hasil reviu",
        },
    )
    assert reply.status_code == 302
    assert links() == {
        ("SK1.1", "SK1.1", Lineage.REDEFINED),
        ("SK2.1", None, Lineage.DROPPED),
    }
    batch = AuditBatch.objects.get(reason="Hasil reviu")
    assert IndicatorLink.history.filter(batch=batch).count() == 3
    page = text_of(operator.get(ADDRESS))
    assert "Baru dalam Reviu 2024 SK2.1" in page


def test_a_page_sent_as_it_came_writes_nothing(operator, new):
    before = AuditBatch.objects.count()
    assert send(operator).status_code == 302
    assert AuditBatch.objects.count() == before


def test_an_indicator_is_split_and_two_are_merged(operator, new, number, graded):
    third = IndicatorFactory(plan=new, code="SK9.1")
    first, second = copy_of(number), copy_of(graded)
    split = {
        f"kind_{number.pk}_0": "split",
        f"kind_{number.pk}_1": "split",
        f"to_{number.pk}_1": third.pk,
    }
    assert send(operator, **split).status_code == 302
    assert ("SK1.1", "SK9.1", Lineage.SPLIT) in links()
    merged = {
        f"kind_{number.pk}_0": "merged",
        f"to_{number.pk}_0": second.pk,
        f"kind_{number.pk}_1": "",
        f"to_{number.pk}_1": "",
        f"kind_{graded.pk}_0": "merged",
    }
    assert send(operator, **merged).status_code == 302
    assert links() == {
        ("SK1.1", "SK2.1", Lineage.MERGED),
        ("SK2.1", "SK2.1", Lineage.MERGED),
    }
    assert first not in {link.to_indicator for link in IndicatorLink.objects.all()}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "", "to": ""}, "Belum ditentukan"),
        ({"kind": ""}, "Pilih jenisnya"),
        ({"kind": "kembar"}, "tidak dikenal"),
        ({"kind": "dropped"}, "tidak mempunyai penerus"),
        ({"kind": "renamed", "to": ""}, "Pilih penerusnya"),
        ({"to": "999999"}, "Penerus harus dari renstra ini"),
        ({"to": "sembarang"}, "Penerus harus dari renstra ini"),
        ({"kind": "split"}, "sedikitnya dua penerus"),
        ({"kind": "merged"}, "sedikitnya dua indikator"),
        ({"note": "a\x00"}, "tidak dapat disimpan"),
        ({"note": "x" * 2001}, "paling banyak 2000"),
    ],
)
def test_a_fault_is_named_beside_its_indicator_and_nothing_is_written(
    operator, new, number, graded, change, sentence
):
    before = links()
    reply = send(
        operator,
        **{f"{name}_{number.pk}_0": value for name, value in change.items()},
        **{f"kind_{graded.pk}_0": "renamed"},
    )
    page = text_of(reply)
    assert reply.status_code == 422
    assert sentence in page
    assert "1 indikator perlu diperiksa" in page
    assert fields_of(reply)[f"kind-{graded.pk}-0"] == "renamed"
    assert links() == before


def test_two_indicators_with_one_successor_are_a_merger(operator, new, number, graded):
    reply = send(operator, **{f"to_{number.pk}_0": copy_of(graded).pk})
    assert reply.status_code == 422
    assert text_of(reply).count("pilih Digabung untuk semuanya") == 2


def test_one_successor_is_not_named_twice(operator, new, number):
    reply = send(
        operator,
        **{
            f"kind_{number.pk}_0": "split",
            f"kind_{number.pk}_1": "split",
            f"to_{number.pk}_1": copy_of(number).pk,
        },
    )
    assert "disebut dua kali" in text_of(reply)


def test_what_another_person_saved_meanwhile_is_looked_at_first(operator, new, number):
    page = operator.get(ADDRESS)
    link = IndicatorLink.objects.get(from_indicator=number)
    link.kind = Lineage.REPLACED
    link.save()
    reply = send(operator, page, **{f"kind_{number.pk}_0": "renamed"})
    assert reply.status_code == 422
    assert "diubah orang lain" in text_of(reply)
    assert send(operator, reply).status_code == 302
    link.refresh_from_db()
    assert link.kind == Lineage.RENAMED


def test_a_lock_that_closes_a_link_is_named_beside_it(
    operator, new, plan, number, graded
):
    row = number.targets.get(year=2023)
    row.value = None
    row.save()
    row.delete()
    LockFactory(unit=plan.unit, year=2023)
    change = {f"kind_{number.pk}_0": "renamed", f"kind_{graded.pk}_0": "renamed"}
    reply = send(operator, **change)
    assert reply.status_code == 422
    assert text_of(reply).count("dikunci oleh") == 1
    assert {kind for _, _, kind in links()} == {Lineage.UNCHANGED}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, Lineage.UNCHANGED),
        ({"name": " kepuasan  masyarakat. "}, Lineage.UNCHANGED),
        ({"unit_of_measure": "%"}, Lineage.UNCHANGED),
        ({"formula": ""}, Lineage.UNCHANGED),
        ({"name": "Kepuasan pelanggan"}, Lineage.RENAMED),
        ({"unit_of_measure": "Indeks"}, Lineage.REDEFINED),
        ({"polarity": "minimize"}, Lineage.REDEFINED),
        ({"formula": "Rata-rata skor"}, Lineage.REDEFINED),
        ({"name": "Lain", "unit_of_measure": "Nilai"}, Lineage.REDEFINED),
    ],
)
def test_fields_suggest_what_became_of_an_indicator(new, number, changes, kind):
    copied = copy_of(number)
    for name, value in changes.items():
        setattr(copied, name, value)
    assert suggest(number, copied).kind == kind


def test_a_suggestion_is_shown_and_not_applied(operator, new, number):
    copied = copy_of(number)
    copied.unit_of_measure = "Indeks"
    copied.save()
    page = operator.get(ADDRESS)
    assert "Saran: Didefinisikan ulang – satuan berubah" in text_of(page)
    assert fields_of(page)[f"kind-{number.pk}-0"] == "unchanged"
    assert send(operator).status_code == 302
    assert {kind for _, _, kind in links()} == {Lineage.UNCHANGED}


def test_who_may_only_read_sees_the_lineage_without_fields(sign_in, new, number):
    client = sign_in("auditor")
    page = client.get(ADDRESS)
    assert "Tetap : SK1.1 Kepuasan masyarakat" in text_of(page)
    assert f"kind-{number.pk}-0" not in fields_of(page)
    assert client.post(ADDRESS, {}).status_code == 403


def test_a_plan_without_one_before_has_no_lineage(operator, plan):
    assert operator.get("/revisi/RENSTRA-A/silsilah/").status_code == 404
    assert operator.get("/revisi/TIDAK-ADA/silsilah/").status_code == 404


def test_strange_fields_are_left_aside(operator, new):
    fields = fields_of(operator.get(ADDRESS))
    strange = {"kind-²-0": "x", f"kind-{'9' * 30}-0": "x", "kind-1": "x", "kind--": "x"}
    assert operator.post(ADDRESS, {**fields, **strange}).status_code == 302


def test_the_page_does_not_ask_more_with_more_indicators(
    sign_in, plan, number, graded, unit, django_assert_max_num_queries
):
    multiply_indicators(unit, 8)
    make(plan)
    client = sign_in("operator")
    with django_assert_max_num_queries(15):
        fields = fields_of(client.get(ADDRESS))
    with django_assert_max_num_queries(25):
        client.post(ADDRESS, fields)
