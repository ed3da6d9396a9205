"""The page of a realization's evidence: see, add, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.models import User
from accounts.perms import READ_EVIDENCE_PERMISSION, may_attach
from indicators.bodies import drain, is_longer
from indicators.evidence import deeds, panel
from indicators.evidence.forms import EvidenceForm, RemovalForm, too_large
from indicators.models import Evidence, Indicator, Period, PlanYear, Realization
from indicators.scorecard import result_text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from indicators.evidence.deeds import Place

# A file a little too large is read, so that what was typed beside it can be shown again.
READ_TIMES = 4


@require_safe
def evidence(request: HttpRequest, realization_id: int) -> HttpResponse:
    """Show the evidence of a stored realization; of one that the person may not see, 404."""
    rows = Realization.objects.visible_to(reader(request))
    row = get_object_or_404(rows, pk=realization_id)
    place = _place(request, row.indicator_id, row.year, row.period)
    return _show(request, place, panel.build(place, reader(request)))


@csrf_exempt  # looks at rights and size before anything is read; the inner view checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(
    request: HttpRequest, indicator_id: int, year: int, period: str
) -> HttpResponse:
    """Show the evidence of an indicator in a year or quarter, with a figure or not yet; on POST add some."""
    user, place = reader(request), _place(request, indicator_id, year, period)
    if request.method != "POST":
        back = _back(request, request.GET.get("next", ""))
        return _show(request, place, panel.build(place, user, back=back))
    if not may_attach(user, place.indicator.plan.unit):
        raise PermissionDenied
    if is_longer(request, READ_TIMES * settings.EVIDENCE_MAX_MB * 1024 * 1024):
        drain(request)
        shown = panel.build(place, user, notice=too_large())
        return _show(request, place, shown, status=413)
    return _add(request, place)


@csrf_protect
def _add(request: HttpRequest, place: Place) -> HttpResponse:
    user, form = reader(request), _form(request, place)
    back = _back(request, request.POST.get("next", ""))
    if form.is_valid() and (row := _save(form, place, user)):
        messages.success(request, f"Bukti “{row.title}” ditambahkan.")
        return redirect(back or reverse("evidence", args=[row.realization_id]))
    shown = panel.build(place, user, form, back=back)
    return _show(request, place, shown, status=422)


def _form(request: HttpRequest, place: Place) -> EvidenceForm:
    return EvidenceForm(place.indicator.data_source, request.POST, request.FILES)


def _save(form: EvidenceForm, place: Place, user: User) -> Evidence | None:
    """Add what the form holds; None when it was refused, with the reasons in the form."""
    data = form.cleaned_data
    words = deeds.Words(data["judul"], form.satisfies)
    try:
        if form.content:
            return deeds.add_file(place, user, words, data["berkas"], form.content)
        return deeds.add_link(place, user, words, data["tautan"])
    except ValidationError as error:
        for sentence in error.messages:
            form.add_error(None, sentence)
        return None


@require_POST
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove evidence; refused, the page says why and keeps the reason that was typed."""
    user = reader(request)
    rows = Evidence.objects.visible_to(user).select_related("realization")
    row = get_object_or_404(rows, pk=pk)
    known = row.realization
    place = _place(request, known.indicator_id, known.year, known.period)
    if not may_attach(user, place.indicator.plan.unit):
        raise PermissionDenied
    form, back = RemovalForm(request.POST), _back(request, request.POST.get("next", ""))
    if form.is_valid() and _remove(row, user, form):
        messages.success(request, f"Bukti “{row.title}” dihapus.")
        return redirect(back or reverse("evidence", args=[row.realization_id]))
    shown = panel.build(place, user, back=back, refused=pk, removal=form)
    return _show(request, place, shown, status=422)


def _remove(row: Evidence, user: User, form: RemovalForm) -> bool:
    try:
        deeds.remove(row, user, form.cleaned_data["alasan"])
    except ValidationError as error:
        form.add_error("alasan", error.messages)
        return False
    return True


def reader(request: HttpRequest) -> User:
    """Return the person, who must be allowed to read evidence."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_EVIDENCE_PERMISSION):
        raise PermissionDenied
    return user


def _place(request: HttpRequest, indicator_id: int, year: int, period: str) -> Place:
    """Return the place; Http404 for one of another unit and for a year of another plan."""
    related = ("plan__unit", "team", "activity_target", "goal_owner")
    rows = Indicator.objects.visible_to(reader(request)).select_related(*related)
    indicator = get_object_or_404(rows, pk=indicator_id)
    years = PlanYear.objects.filter(plan=indicator.plan, year=year)
    if period not in Period.values or not years.exists():
        raise Http404("Periode itu di luar renstra yang berlaku.")
    return deeds.Place(indicator, year, period)


def _back(request: HttpRequest, address: str) -> str:
    """Return the page to go back to, "" unless it is one of this site."""
    is_ours = url_has_allowed_host_and_scheme(address, request.get_host())
    return address if is_ours and address.startswith("/") else ""


def _show(
    request: HttpRequest, place: Place, shown: panel.Panel, status: int = 200
) -> HttpResponse:
    context = {
        "panel": shown,
        "place": place,
        "period": Period(place.period).label,
        "result": result_text(place.indicator, shown.realization),
    }
    return render(request, "indicators/evidence.html", context, status=status)
