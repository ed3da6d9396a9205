"""The page "Verifikasi", and the one address to which every deed of the workflow is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.perms import READ_PERMISSION
from indicators.workflow import Asked, Deed, perform
from reports import verification_page
from reports.unit_choice import UnitChoice, choose_unit
from reports.verification_filters import read_filters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from indicators.workflow import Outcome


@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """Show the realizations of a stage: ?tahap=, ?tahun=, ?periode=, ?unit=KODE."""
    user = _person(request)
    choice = choose_unit(request)
    texts = [request.GET.get(name, "") for name in ("tahap", "tahun", "periode")]
    filters = read_filters(*texts)
    page = verification_page.build(choice, filters, user)
    return render(request, "reports/verification.html", {"page": page})


@require_POST
def realization_deed(request: HttpRequest) -> HttpResponse:
    """Do a deed to the chosen realizations; what is refused is shown beside what was chosen."""
    outcome = perform(_read(request.POST, _person(request)))
    if outcome.is_done:
        messages.success(request, outcome.sentence)
        return redirect(_next_address(request))
    if not outcome.rows:
        messages.warning(request, outcome.sentence)
        return redirect(_next_address(request))
    return _show_refused(request, outcome)


def _show_refused(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    unit = outcome.rows[0].owner_unit
    choice = UnitChoice(unit, (unit,), is_own=outcome.asked.user.unit_id == unit.pk)
    context = {
        "page": verification_page.build_refused(choice, outcome),
        "next": _next_address(request),
    }
    return render(request, "reports/verification.html", context, status=422)


def _read(data: QueryDict, user: User) -> Asked:
    deed = data.get("deed", "")
    if deed not in list(Deed):
        raise BadRequest("Tindakan tidak dikenal.")
    return Asked(
        deed=Deed(deed),
        user=user,
        seen={pk: data.get(f"seen-{pk}", "") for pk in _keys(data.getlist("id"))},
        note=data.get("note", ""),
        confirmed=frozenset(_keys(data.getlist("confirmed"))),
    )


def _keys(texts: Iterable[str]) -> set[int]:
    """Return the keys that were sent; what can be no key is no realization."""
    wanted = set(texts)
    if not all(
        text.isascii() and text.isdecimal() and len(text) < 19 for text in wanted
    ):
        raise Http404("Realisasi tidak ditemukan.")
    return {int(text) for text in wanted}


def _next_address(request: HttpRequest) -> str:
    """Return where the person goes on: a page of this site, else the page of verification."""
    wanted = request.POST.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=hosts, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("verification")


def _person(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    return user
