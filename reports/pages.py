"""The dashboard and the indicators' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.perms import may_enter, may_write
from indicators.models import Indicator
from reports import dashboard as dashboards
from reports import indicator_list as lists
from reports import indicator_page as sheets
from reports.unit_choice import choose_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show a unit's year at a glance: ?tahun=, ?target=pk|renstra, ?unit=KODE."""
    page = dashboards.build(
        choose_unit(request),
        request.GET.get("tahun", ""),
        request.GET.get("target", ""),
    )
    if isinstance(page, dashboards.NoPlan):
        return render(request, "reports/dashboard_empty.html", {"page": page})
    return render(request, "reports/dashboard.html", {"page": page})


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """List the indicators of a plan: ?renstra=KODE, ?unit=KODE."""
    page = lists.build(choose_unit(request), request.GET.get("renstra", ""))
    return render(request, "reports/indicators.html", {"page": page})


@require_safe
def indicator_page(request: HttpRequest, plan_code: str, code: str) -> HttpResponse:
    """Show an indicator; one of a unit that the person may not see answers 404."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    related = (
        "plan__unit",
        "activity_target__goal",
        "activity_target__programme",
        "goal_owner",
        "goal",
    )
    rows = Indicator.objects.visible_to(user).select_related(
        *related, "scale", "person_in_charge"
    )
    indicator = get_object_or_404(rows, plan__code=plan_code, code=code)
    unit = indicator.plan.unit
    context = {
        "page": sheets.build(indicator),
        "may_change": may_write(user, unit)
        and user.is_staff
        and user.has_perm("indicators.change_indicator"),
        "may_enter": may_enter(user, unit),
    }
    return render(request, "reports/indicator.html", context)
