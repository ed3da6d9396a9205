"""The page on which one realization is entered with everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts.perms import READ_EVIDENCE_PERMISSION, may_enter
from indicators.entry_one import Place
from indicators.entry_one_load import load
from indicators.entry_one_save import save
from indicators.entry_preview import preview
from indicators.evidence.deeds import Place as EvidencePlace
from indicators.evidence.panel import build as build_panel
from indicators.models import Indicator, Period, PlanYear
from indicators.stage_panels import stage_panels
from indicators.views import reader

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from indicators.entry_one import Page
    from indicators.evidence.panel import Panel
    from indicators.stage_panels import StagePanel
    from indicators.tasks import Task

NOT_FOUND = "Realisasi tidak ditemukan."


def entry_indicator(
    request: HttpRequest, year: int, plan_code: str, code: str
) -> HttpResponse:
    """Show one realization for entry, or save what was entered."""
    user = reader(request)
    place = _place(request, user, year, plan_code, code)
    if request.method != "POST":
        return _show(request, user, load(place, user))
    if not may_enter(user, place.indicator.plan.unit):
        raise PermissionDenied
    page = save(place, user, request.POST)
    if not page.done:
        return _show(request, user, page, status=422)
    messages.success(request, page.done)
    return redirect(address(place))


@require_POST
def entry_preview(
    request: HttpRequest, year: int, plan_code: str, code: str
) -> HttpResponse:
    """Answer what would be saved of what is typed now."""
    user = reader(request)
    place = _place(request, user, year, plan_code, code)
    if not may_enter(user, place.indicator.plan.unit):
        raise PermissionDenied
    return JsonResponse(preview(place, user, request.POST))


def address(place: Place, name: str = "entry_indicator") -> str:
    """Return the address of a realization's page."""
    indicator = place.indicator
    where = reverse(name, args=[place.year, indicator.plan.code, indicator.code])
    return f"{where}?{urlencode({'periode': str(place.period)})}"


def _place(
    request: HttpRequest, user: User, year: int, plan_code: str, code: str
) -> Place:
    """Return the realization that the address names; 404 where it is not one of the person's units."""
    period = request.GET.get("periode", Period.YEAR)
    rows = Indicator.objects.visible_to(user).filter(plan__code=plan_code, code=code)
    related = ("plan__unit", "activity_target", "goal_owner", "scale", "team")
    indicator = rows.select_related(*related).first()
    if indicator is None or period not in Period.values:
        raise Http404(NOT_FOUND)
    in_force = PlanYear.objects.filter(plan=indicator.plan_id, year=min(year, 9999))
    if not in_force.exists():
        raise Http404(f"Tahun {year} tidak memakai renstra {indicator.plan.code}.")
    return Place(indicator, year, Period(period))


def _evidence(user: User, place: Place) -> Panel | None:
    """Return the evidence of the realization; None for a person who may not see any."""
    if not user.has_perm(READ_EVIDENCE_PERMISSION):
        return None
    about = EvidencePlace(place.indicator, place.year, place.period)
    return build_panel(about, user, back=address(place))


def _stage(user: User, page: Page) -> StagePanel | None:
    """Return the stage with the deeds on offer; None where nothing is recorded."""
    row, unit = page.stored, page.place.indicator.plan.unit
    return stage_panels([row], unit, user)[row.pk] if row else None


def _place_of(task: Task) -> Place:
    return Place(task.indicator, task.year, task.period)


def _show(
    request: HttpRequest, user: User, page: Page, status: int = 200
) -> HttpResponse:
    unit = page.place.indicator.plan.unit
    # A refused page stays open even where it is closed by now: what was typed must not get lost.
    is_open = not page.closed or page.is_refused
    own = user.unit_id == unit.pk
    context = {
        "page": page,
        "place": page.place,
        "indicator": page.place.indicator,
        "mark": request.POST.get("mark", "") if page.is_refused else page.mark,
        "follows": request.POST.get("follows") if page.is_refused else page.follows,
        "may_enter": may_enter(user, unit),
        "writable": may_enter(user, unit) and is_open,
        "tabs": [
            (tab, address(Place(page.place.indicator, page.place.year, tab.period)))
            for tab in page.tabs
        ],
        "unit_query": "" if own else f"?{urlencode({'unit': unit.code})}",
        "next_address": page.next and address(_place_of(page.next)),
        "panel": _evidence(user, page.place),
        "stage": _stage(user, page),
        "preview_address": address(page.place, "entry_preview"),
    }
    return render(request, "indicators/entry_one.html", context, status=status)
