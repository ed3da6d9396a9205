"""Addresses that no page has: they answer 404 with a page, on every database."""

import pytest
from django.urls import reverse

from accounts.models import Role


@pytest.mark.parametrize("code", ["%00", "SK1%00", "%0A", "x" * 5000, "..%2F..", "%FF"])
def test_a_code_that_no_indicator_can_have_answers_404(sign_in, unit, code):
    client = sign_in(Role.PIMPINAN)
    for address in (f"/indikator/{code}/SK1.1/", f"/indikator/RENSTRA/{code}/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Halaman tidak ditemukan" in response.content.decode()


def test_a_slash_in_a_code_is_a_tilde_in_the_address():
    address = reverse("indicator_page", args=["R/1", "T1/SP3/c"])
    assert address == "/indikator/R~1/T1~SP3~c/"
