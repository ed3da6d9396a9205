"""The pages on which a revision, or an indicator that it leaves out, is thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.perms import may_revise
from indicators.agreements.forms import ReasonForm
from indicators.plan_rows import counts
from indicators.revisions.discarding import (
    discard,
    discard_refusal,
    take_out,
    take_out_refusal,
)
from indicators.revisions.views import find_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from indicators.models import StrategicPlan


@dataclass(frozen=True)
class Throwing:
    """What a page throws away: its words, what goes along, why it cannot, the deed and where it leads."""

    heading: str
    lead: str
    button: str
    counts: list[tuple[str, int]]
    refusal: str
    deed: Callable[[User, str], None]
    done: str
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
def revision_discard(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Show what would go with the revision, or throw it away."""
    user, plan = find_plan(request, plan_code)
    throwing = Throwing(
        heading=f"Buang {plan.short_title}",
        lead="Untuk revisi yang keliru dibuat. Seluruh isinya dihapus beserta silsilahnya; riwayatnya tetap ada, dan "
        "renstra sebelumnya tidak berubah.",
        button="Buang revisi",
        counts=counts(plan, plan.start_year, plan.end_year),
        refusal=discard_refusal(plan),
        deed=lambda user, reason: discard(plan, user, reason),
        done=f"Revisi {plan.code} dibuang.",
        back=reverse("revision_list"),
    )
    return _throw_away(request, user, plan, throwing)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_take_out(request: HttpRequest, plan_code: str, code: str) -> HttpResponse:
    """Show what would go with an indicator that the revision leaves out, or take it out."""
    user, plan = find_plan(request, plan_code)
    indicator = get_object_or_404(plan.indicators.select_related("plan"), code=code)
    targets = indicator.targets.filter(agreement__isnull=True)
    throwing = Throwing(
        heading=f"Keluarkan {indicator.code} dari {plan.short_title}",
        lead=f"{indicator.name}. Indikatornya dihapus dari revisi ini beserta targetnya; indikator di renstra "
        "sebelumnya tidak berubah, dan riwayatnya tetap ada.",
        button="Keluarkan dari revisi",
        counts=[("Target Renstra", targets.count())],
        refusal=take_out_refusal(indicator),
        deed=lambda user, reason: take_out(indicator, user, reason),
        done=f"{indicator.code} dikeluarkan dari {plan.short_title}.",
        back=reverse("revision_lineage", args=[plan.code]),
    )
    return _throw_away(request, user, plan, throwing)


def _throw_away(
    request: HttpRequest, user: User, plan: StrategicPlan, throwing: Throwing
) -> HttpResponse:
    """Show the page, or do the deed; a refusal is shown with the reason that was typed."""
    if not may_revise(user, plan.unit):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and not throwing.refusal and form.is_valid():
        try:
            throwing.deed(user, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, throwing.done)
            return redirect(throwing.back)
    context = {"plan": plan, "throwing": throwing, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "indicators/revision_discard.html", context, status=status)
