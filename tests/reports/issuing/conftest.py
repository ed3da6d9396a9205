"""A unit whose capaian of 2023 can be issued, and a person who issues it."""

import io
from decimal import Decimal

import pypdf
import pytest
import time_machine
from django.urls import reverse

from documents.models import IssuedDocument
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    SignatoryFactory,
    TargetFactory,
)

SIGNED = {"number": "B/1/BSPJI/2024", "date": "2024-02-01"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2024-02-01 09:00+08:00", tick=False):
        yield


@pytest.fixture
def plan(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    item = IndicatorFactory(plan=plan, code="SK1.1", name="Produktivitas")
    TargetFactory(indicator=item, value=Decimal(6))
    RealizationFactory(indicator=item, value=Decimal(56))
    return plan


@pytest.fixture
def official(unit):
    return SignatoryFactory(unit=unit, name="Ibu Kepala", nip="1" * 18)


@pytest.fixture
def issuer(sign_in, plan, official):
    return sign_in("verifikator")


@pytest.fixture
def issue(issuer, official):
    """Return a function that opens the page, types, and sends what the page holds; ``seen`` replaces the page's mark."""
    where = f"{reverse('issue', args=['capaian'])}?year=2023"

    def send(deed="issue", seen="", page=None, **typed):
        page = page or issuer.get(where)
        sent = {
            "seen": seen or page.context["mark"],
            "replaces": getattr(page.context["desk"].head, "pk", ""),
            "signatory": official.pk,
            "deed": deed,
        }
        return issuer.post(where, sent | SIGNED | typed)

    send.where = where
    send.open = lambda: issuer.get(where)
    return send


@pytest.fixture
def issued(issue):
    """A report that was issued on the page."""
    assert issue().status_code == 302
    return IssuedDocument.objects.get()


@pytest.fixture
def pdf_text():
    """Return a function that reads the words of a PDF."""

    def read(content):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    return read


def change_the_figure(plan, value=57):
    row = plan.indicators.get().realizations.get()
    row.value = Decimal(value)
    row.save()
