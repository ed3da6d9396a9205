"""The pages of plans and their revisions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.perms import may_enforce, may_revise, unit_of_request
from indicators.models import Lineage, StrategicPlan
from indicators.plan_rows import counts
from indicators.planning_pages import address, is_key, person
from indicators.revisions import lineage_saving, lineage_sheet, moving
from indicators.revisions.discarding import preparation_refusal
from indicators.revisions.forms import EnforceForm, LineageForm, RevisionForm
from indicators.revisions.overview import plans_of
from indicators.revisions.preview_rows import (
    going_rows,
    staying_rows,
    untargeted_rows,
)
from indicators.revisions.revising import begin, revise, revision_refusal
from indicators.revisions.span import first_years

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from accounts.models import User
    from indicators.revisions.lineage_sheet import Line, Sheet

MAX_LINES = 20


@require_safe
def revision_list(request: HttpRequest) -> HttpResponse:
    """Show the unit's plans, their years and revisions."""
    user, unit = person(request), unit_of_request(request)
    context = {
        "unit": unit,
        "plans": plans_of(unit),
        "may_revise": may_revise(user, unit),
        "may_enforce": may_enforce(user, unit),
        "may_change": may_revise(user, unit) and user.is_staff,
        "query": address(request, unit),
    }
    return render(request, "indicators/revisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_new(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Offer a revision of the plan, or make it."""
    user, old = find_plan(request, plan_code)
    if not may_revise(user, old.unit):
        raise PermissionDenied
    refusal = revision_refusal(old)
    form = RevisionForm(request.POST or None, instance=begin(old))
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            revise(form.instance, user, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Revisi {form.instance.code} dibuat.")
            return redirect("revision_lineage", form.instance.code)
    context = {
        "plan": old,
        "form": form,
        "refusal": refusal,
        "counts": counts(old, old.start_year, old.end_year),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "indicators/revision_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_lineage(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Show what became of the indicators of the plan before, or save it."""
    user, plan = find_plan(request, plan_code)
    if plan.predecessor is None:
        raise Http404("Renstra ini tidak mempunyai renstra sebelumnya.")
    if request.method != "POST":
        return _show_lineage(request, user, lineage_sheet.build(plan))
    if not may_revise(user, plan.unit):
        raise PermissionDenied
    form = LineageForm(request.POST)
    typed = typed_lines(request.POST)
    if not form.is_valid():
        sheet = lineage_sheet.build(plan, typed)
        sheet.problems += [
            str(text) for texts in form.errors.values() for text in texts
        ]
        return _show_lineage(request, user, sheet, 422)
    data = form.cleaned_data
    sheet = lineage_saving.save(plan, user, typed, data["seen"], data["reason"])
    if sheet.saved is None:
        return _show_lineage(request, user, sheet, 422)
    messages.success(request, _saved_sentence(sheet.saved))
    return redirect("revision_lineage", plan.code)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_enforce(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Show what letting the plan count from ?tahun= on would do, or do it."""
    user, plan = find_plan(request, plan_code)
    if request.method == "POST" and not may_enforce(user, plan.unit):
        raise PermissionDenied
    first = _first_year(plan, request.GET.get("tahun", ""))
    form = EnforceForm(request.POST or None)
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            years = moving.enforce(plan, first, user, data["reason"], data["seen"])
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, f"{plan.code} berlaku untuk {_listed(years)}.")
            return redirect("revision_list")
    return _show_preview(request, user, plan, first, form, refusals)


def typed_lines(data: QueryDict) -> dict[int, list[Line]]:
    """Return what was sent by indicator, in order; fields of other names are left aside."""
    found: dict[int, list[Line]] = defaultdict(list)
    for name in data:
        kind, _, rest = name.partition("-")
        number, _, place = rest.partition("-")
        if kind == "kind" and all(map(is_key, (number, place))):
            lines = found[int(number)]
            if len(lines) < MAX_LINES:
                lines.append(_line(data, rest))
    return dict(found)


def _line(data: QueryDict, rest: str) -> Line:
    return lineage_sheet.Line(
        kind=data.get(f"kind-{rest}", ""),
        to=data.get(f"to-{rest}", ""),
        note=data.get(f"note-{rest}", ""),
    )


def find_plan(request: HttpRequest, code: str) -> tuple[User, StrategicPlan]:
    """Return the person and the plan; one of a unit that the person may not see answers 404."""
    user = person(request)
    rows = StrategicPlan.objects.visible_to(user)
    related = rows.select_related("unit", "predecessor__unit")
    return user, get_object_or_404(related, code=code)


def _first_year(plan: StrategicPlan, text: str) -> int:
    """Return the year asked for; without one the first in which the plan does not count yet."""
    years = first_years(plan)
    if text:
        year = next((year for year in years if str(year) == text), None)
        if year is None:
            raise Http404("Tahun itu di luar periode renstra.")
        return year
    counting = set(plan.plan_years.values_list("year", flat=True))
    return next((year for year in reversed(years) if year not in counting), years[0])


def _show_lineage(
    request: HttpRequest, user: User, sheet: Sheet, status: int = 200
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "plan": sheet.plan,
        "writable": may_revise(user, sheet.plan.unit),
        "is_prepared": not preparation_refusal(sheet.plan),
        "kinds": Lineage.choices,
        "query": address(request, sheet.plan.unit),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "indicators/revision_lineage.html", context, status=status)


def _show_preview(
    request: HttpRequest,
    user: User,
    plan: StrategicPlan,
    first: int,
    form: EnforceForm,
    refusals: list[str],
) -> HttpResponse:
    found = moving.preview(plan, first)
    context = {
        "plan": plan,
        "found": found,
        "first": first,
        "years": first_years(plan),
        "going": going_rows(found),
        "staying": staying_rows(found),
        "untargeted": untargeted_rows(found),
        "refusals": refusals or found.refusals,
        "form": form,
        "may_enforce": may_enforce(user, plan.unit),
        "query": address(request, plan.unit),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "indicators/revision_enforce.html", context, status=status)


def _listed(years: tuple[int, ...]) -> str:
    return ", ".join(map(str, years))


def _saved_sentence(saved: int) -> str:
    return (
        f"Silsilah {saved} indikator disimpan."
        if saved
        else "Tidak ada yang berubah; tidak ada yang disimpan."
    )
