"""The page on which people and teams are put in charge of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.perms import READ_PERMISSION, may_assign, unit_of_request
from indicators.assignments import AssignmentPage, Chosen, save
from indicators.entry import latest_year
from indicators.models import PlanYear

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from accounts.models import Unit
    from indicators.models import StrategicPlan


@require_http_methods(["GET", "HEAD", "POST"])
def assignments(request: HttpRequest) -> HttpResponse:
    """Show who is in charge of the indicators of the plan in force; or save that."""
    user, unit = request.user, unit_of_request(request)
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    plan = _plan_in_force(unit)
    if request.method != "POST":
        return _show(request, user, AssignmentPage(plan))
    if not may_assign(user, unit):
        raise PermissionDenied
    page, saved = save(plan, _chosen(request.POST), user)
    if saved is None:
        return _show(request, user, page, status=422)
    messages.success(request, _sentence(saved))
    return redirect(reverse("assignments"))


def _show(
    request: HttpRequest, user: User, page: AssignmentPage, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "writable": may_assign(user, page.plan.unit),
        "refused": sum(bool(row.error) for row in page.rows),
    }
    return render(request, "indicators/assignments.html", context, status=status)


def _plan_in_force(unit: Unit) -> StrategicPlan:
    rows = PlanYear.objects.filter(unit=unit).select_related("plan__unit")
    by_year = {row.year: row.plan for row in rows}
    year = latest_year(list(by_year), timezone.localdate())
    if year is None:
        raise Http404("Unit kerja ini belum mempunyai renstra yang berlaku.")
    return by_year[year]


def _chosen(data: QueryDict) -> dict[int, Chosen]:
    """Return what was sent, by indicator; fields that are no indicator's are left aside."""
    found = {}
    for name in data:
        kind, _, number = name.partition("-")
        if kind == "seen" and number.isdecimal() and len(number) < 19:
            found[int(number)] = Chosen(
                person=data.get(f"person-{number}", ""),
                team=data.get(f"team-{number}", ""),
                seen=data.get(name, ""),
            )
    return found


def _sentence(saved: int) -> str:
    if saved:
        return f"Petugas {saved} indikator disimpan."
    return "Tidak ada yang berubah; tidak ada yang disimpan."
