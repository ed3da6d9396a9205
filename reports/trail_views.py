"""The audit trail: the log, one batch of it, its check, its files, and the history of one row."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.history_tables import unit_lookup
from accounts.kept_head import head_to_keep
from accounts.models import AuditBatch, Unit, User
from accounts.perms import TRAIL_PERMISSION
from indicators.trail_findings import check_trail
from reports import row_history as histories
from reports import trail_page
from reports.finding_page import SIGNS, TONES, address
from reports.trail_export import FILES
from reports.trail_filter import TrailFilter
from reports.trail_lines import units_seen

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from indicators.findings import Finding


@require_safe
def trail(request: HttpRequest) -> HttpResponseBase:
    """Show the log: ?dari=, ?sampai=, ?oleh=, ?jalur=, ?jenis=, ?cari=, ?unit=KODE, ?hal=."""
    user = _reader(request)
    asked = _asked(request, user)
    number = request.GET.get("hal", "")
    page, entries = trail_page.log(asked.batches(), number, asked.units)
    context = {
        "form": asked,
        "page": page,
        "entries": entries,
        "query": _query(request),
        "units": Unit.objects.visible_to(user),
        "unit_code": request.GET.get("unit", ""),
        "files": FILES.values(),
    }
    status = 200 if asked.is_valid() else 422
    return render(request, "reports/trail.html", context, status=status)


@require_safe
def trail_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send the filtered log as a file, line by line."""
    asked = _asked(request, _reader(request))
    if form not in FILES:
        raise Http404("Jejak audit tidak tersedia dalam format ini.")
    if not asked.is_valid():
        return HttpResponseBadRequest(
            "Pilihan tidak dikenal; perbaiki di halaman Jejak audit."
        )
    return FILES[form].respond(asked.batches(), asked.units)


@require_safe
def trail_batch(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show one batch, line by line; one of units that the person does not see answers 404."""
    user = _reader(request)
    if number > histories.MAX_KEY:
        raise Http404("Catatan tidak ditemukan.")
    batches = AuditBatch.objects.visible_to(user).select_related("user")
    batch = get_object_or_404(batches, pk=number)
    page = trail_page.batch_page(batch, request.GET.get("hal", ""), units_seen(user))
    return render(request, "reports/trail_batch.html", {"page": page})


@require_safe
def trail_check(request: HttpRequest) -> HttpResponseBase:
    """Check the whole trail now, and show what is of the units that the person sees, or of none."""
    user = _reader(request)
    codes = {unit.code for unit in Unit.objects.visible_to(user)}
    found = [item for item in check_trail() if item.unit in ("", *codes)]
    context = {"groups": _grouped(found, user), "head": head_to_keep()}
    return render(request, "reports/trail_check.html", context)


@require_safe
def row_history(request: HttpRequest, label: str, key: int) -> HttpResponseBase:
    """Show every version of one row; one of a unit that the person does not see answers 404."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    page = histories.build(user, label, key, request.GET.get("hal", ""))
    context = {"page": page, "reads_trail": user.has_perm(TRAIL_PERMISSION)}
    return render(request, "reports/row_history.html", context)


def _reader(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm(TRAIL_PERMISSION):
        raise PermissionDenied
    return user


def _asked(request: HttpRequest, user: User) -> TrailFilter:
    """Return the filter; a unit that the person does not see answers 404."""
    code, unit = request.GET.get("unit", ""), None
    if code:
        visible = {unit.code: unit for unit in Unit.objects.visible_to(user)}
        if (unit := visible.get(code)) is None:
            raise Http404("Unit kerja tidak ditemukan.")
    return TrailFilter(request.GET, user, unit)


def _query(request: HttpRequest) -> str:
    """Return the part of an address that asks for the same, without the page."""
    given = {name: str(text) for name, text in request.GET.items()}
    return urlencode(
        {name: text for name, text in given.items() if text and name != "hal"}
    )


def _grouped(found: list[Finding], user: User) -> list[dict[str, object]]:
    """Return the findings by rule, each with where it leads."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for item in found:
        by_rule[item.code].append(item)
    batches = {item.link.args[0] for item in found if item.link.view == "trail_batch"}
    visible = AuditBatch.objects.visible_to(user).filter(pk__in=batches)
    seen = set(visible.values_list("pk", flat=True))
    return [
        {
            "title": items[0].title,
            "severity": items[0].severity,
            "sign": SIGNS[items[0].severity],
            "tone": TONES[items[0].severity],
            "rows": [(item, _address(item, user, seen)) for item in items],
        }
        for items in by_rule.values()
    ]


def _address(item: Finding, user: User, batches: Collection[int]) -> str:
    """Return where a finding leads, "" where the person would be told that there is nothing."""
    view, args = item.link
    if view == "trail_batch" and args[0] not in batches:
        return ""
    if view == "row_history" and not item.unit and not user.is_superuser:
        # What belongs to no unit at all, such as a role, is everybody's to read.
        is_of_units = unit_lookup(apps.get_model(str(args[0]))) is not None
        return "" if is_of_units else address(item)
    return address(item)
