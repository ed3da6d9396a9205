"""Two people at the same figure's evidence at the same moment, in two real transactions."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from indicators.models import Evidence, Realization
from indicators.seals import seals
from tests import factories as make
from tests.indicators.evidence.pages import add, remove
from tests.indicators.evidence.samples import pdf, upload
from tests.test_two_at_once import person, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite lets one person write at a time",
    ),
]


def adding(client, indicator, text):
    return lambda: add(client, indicator, berkas=upload(pdf(text)))


def test_both_may_add_the_first_evidence_of_a_figure(unit, indicator, kept):
    rina, sari = person(unit, Role.OPERATOR), person(unit, Role.OPERATOR)
    answers = together(adding(rina, indicator, "a"), adding(sari, indicator, "b"))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Realization.objects.count() == 1
    assert len(kept()) == Evidence.objects.count() == 2


def test_the_same_file_is_added_by_one_of_them(unit, indicator, kept):
    rina, sari = person(unit, Role.OPERATOR), person(unit, Role.OPERATOR)
    answers = together(adding(rina, indicator, "a"), adding(sari, indicator, "a"))
    assert [answer.status_code for answer in answers] == [302, 422]
    assert len(kept()) == Evidence.objects.count() == 1


def verifying(unit, row):
    client = person(unit, Role.VERIFIKATOR)
    sent = {"deed": "verify", "id": row.pk, f"seen-{row.pk}": seals([row])[row.pk]}
    return lambda: client.post(reverse("realization_deed"), sent)


@pytest.fixture
def submitted(realization):
    make.EvidenceFactory(realization=realization)
    realization.workflow, realization.submitted_at = "submitted", timezone.now()
    realization.save()
    return realization


def test_what_is_verified_first_gets_no_more_evidence(unit, submitted, kept):
    rina = person(unit, Role.OPERATOR)
    verified, added = together(
        verifying(unit, submitted), adding(rina, submitted.indicator, "a")
    )
    assert (verified.status_code, added.status_code) == (302, 422)
    assert "Sudah diverifikasi" in added.content.decode()
    assert kept() == []


def test_what_loses_evidence_first_is_not_verified_unseen(unit, submitted):
    rina = person(unit, Role.OPERATOR)
    removing = lambda: remove(rina, submitted.evidence.get(), alasan="Salah")  # noqa: E731
    removed, verified = together(removing, verifying(unit, submitted))
    assert removed.status_code == 302
    assert verified.status_code == 422
    submitted.refresh_from_db()
    assert submitted.workflow == "submitted"
