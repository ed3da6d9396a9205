"""The pages of the yearly performance agreement (Perjanjian Kinerja, PK)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.perms import may_agree, may_fix, unit_of_request
from indicators.agreements import deeds, grid, overview
from indicators.agreements.forms import FixForm, ReasonForm
from indicators.agreements.saving import save
from indicators.models import AgreementState, PerformanceAgreement
from indicators.planning_pages import address, is_key, person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse, QueryDict

    from accounts.models import Unit, User
    from indicators.agreements.overview import YearAgreements


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Show the years with their agreements."""
    user, unit = person(request), unit_of_request(request)
    context = {
        "unit": unit,
        "years": overview.years_of(unit),
        "may_agree": may_agree(user, unit),
        "query": address(request, unit),
    }
    return render(request, "indicators/agreements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_year(request: HttpRequest, year: int) -> HttpResponse:
    """Show a version of the year's agreement (?versi=), or save what was typed into its draft."""
    user, unit = person(request), unit_of_request(request)
    found = _year(unit, year)
    if request.method != "POST":
        agreement = _version(found, request.GET.get("versi", ""))
        sheet = grid.build(unit, year, agreement) if agreement else None
        return _show(request, found, sheet)
    if not may_agree(user, unit):
        raise PermissionDenied
    agreement = _typed_version(found, unit, request.GET.get("versi", ""))
    sheet = save(agreement, user, typed_rows(request.POST))
    if sheet.saved is None:
        return _show(request, found, sheet, status=422)
    messages.success(request, _saved_sentence(sheet.saved))
    return redirect(_place(request, unit, agreement))


@require_POST
def agreement_deed(request: HttpRequest, year: int) -> HttpResponse:
    """Do what ``deed`` names: create, amend, fix, discard; a refusal is shown with what was typed."""
    user, unit = person(request), unit_of_request(request)
    found = _year(unit, year)
    name = request.POST.get("deed", "")
    if name not in DEEDS:
        raise Http404("Tindakan tidak dikenal.")
    allowed, form_class, deed, sentence = DEEDS[name]
    if not allowed(user, unit):
        raise PermissionDenied
    form = form_class(request.POST) if form_class else None
    if form is None or form.is_valid():
        try:
            result = deed(found, unit, user, form.cleaned_data if form else {})
        except ValidationError as error:
            return _refuse(request, found, name, form, error.messages)
        messages.success(request, sentence.format(result))
        return redirect(address(request, unit, "agreement_year", year))
    return _refuse(request, found, name, form, [])


@require_safe
def agreement_versions(request: HttpRequest, year: int) -> HttpResponse:
    """Show two versions of the year's agreement side by side: ?dari=, ?ke=."""
    person(request)
    unit = unit_of_request(request)
    found = _year(unit, year)
    if len(found.versions) < 2:
        raise Http404("Perjanjian kinerja tahun ini baru mempunyai satu versi.")
    second = _version(found, request.GET.get("ke", "")) or found.versions[0]
    earlier = next((v for v in found.versions if v.version < second.version), None)
    first = (
        _version(found, request.GET.get("dari", "")) if "dari" in request.GET else None
    )
    first = first or earlier or found.versions[-1]
    context = {
        "unit": unit,
        "found": found,
        "first": first,
        "second": second,
        "rows": overview.compare(first, second),
        "query": address(request, unit),
    }
    return render(request, "indicators/agreement_versions.html", context)


def typed_rows(data: QueryDict) -> dict[int, grid.Typed]:
    """Return what was sent, by indicator; fields that are no indicator's are left aside."""
    found = {}
    for name in data:
        kind, _, number = name.partition("-")
        if kind == "target" and is_key(number):
            found[int(number)] = grid.Typed(
                text=data.get(name, ""),
                reason=data.get(f"reason-{number}", ""),
                mark=data.get(f"mark-{number}", ""),
                confirmed=data.get(f"confirmed-{number}", ""),
            )
    return found


def _year(unit: Unit, year: int) -> YearAgreements:
    found = next((row for row in overview.years_of(unit) if row.year == year), None)
    if found is None:
        raise Http404(
            f"Tahun {year} di luar renstra yang berlaku untuk unit kerja ini."
        )
    return found


def _version(found: YearAgreements, text: str) -> PerformanceAgreement | None:
    """Return the version of that number; without one the draft, else the latest; None without any."""
    if not text:
        return next(iter(found.versions), None)
    version = next((row for row in found.versions if str(row.version) == text), None)
    if version is None:
        raise Http404("Versi perjanjian kinerja ini tidak ada.")
    return version


def _typed_version(
    found: YearAgreements, unit: Unit, text: str
) -> PerformanceAgreement:
    """Return the version that was typed into; where it was thrown away meanwhile one in its place, to show what was typed."""
    wanted = (row for row in found.versions if text in ("", str(row.version)))
    return next(wanted, None) or PerformanceAgreement(
        unit=unit, year=found.year, state=AgreementState.DRAFT
    )


def _show(
    request: HttpRequest,
    found: YearAgreements,
    sheet: grid.Sheet | None,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    user, unit = person(request), unit_of_request(request)
    agreement = sheet.agreement if sheet else None
    is_open = bool(sheet and agreement and agreement.is_draft and sheet.lock is None)
    context = {
        "unit": unit,
        "found": found,
        "sheet": sheet,
        "agreement": agreement,
        # A refused page stays open: what was typed must not get lost.
        "writable": may_agree(user, unit)
        and (is_open or bool(sheet and sheet.is_refused)),
        "is_open": is_open,
        "may_agree": may_agree(user, unit),
        "may_fix": may_fix(user, unit),
        "fix_form": extra.pop("fix", None) or FixForm(initial={"number": ""}),
        "query": address(request, unit),
        **extra,
    }
    return render(request, "indicators/agreement.html", context, status=status)


def _refuse(
    request: HttpRequest,
    found: YearAgreements,
    name: str,
    form: Form | None,
    problems: list[str],
) -> HttpResponse:
    """Show the year again with the refusal and what was typed."""
    unit = unit_of_request(request)
    agreement = found.draft or found.governing
    sheet = grid.build(unit, found.year, agreement) if agreement else None
    extra: dict[str, Any] = {"refused": name, "refusals": problems}
    if name == "fix":
        extra["fix"] = form
    elif form:
        extra["reason_form"] = form
    return _show(request, found, sheet, 422, **extra)


def _create(found: YearAgreements, unit: Unit, user: User, data: dict[str, Any]) -> Any:
    return deeds.create(unit, found.year, user)


def _amend(found: YearAgreements, unit: Unit, user: User, data: dict[str, Any]) -> Any:
    return deeds.amend(unit, found.year, user, data["reason"])


def _fix(found: YearAgreements, unit: Unit, user: User, data: dict[str, Any]) -> Any:
    draft = _draft(found)
    deeds.fix(draft, user, data["seen"], number=data["number"], date=data["date"])
    return draft


def _discard(
    found: YearAgreements, unit: Unit, user: User, data: dict[str, Any]
) -> Any:
    draft = _draft(found)
    deeds.discard(draft, user, data["reason"])
    return draft


def _draft(found: YearAgreements) -> PerformanceAgreement:
    if found.draft is None:
        raise ValidationError(deeds.NOT_A_DRAFT)
    return found.draft


Deed = tuple[
    "Callable[[User, Unit], bool]",
    "type[Form] | None",
    "Callable[[YearAgreements, Unit, User, dict[str, Any]], Any]",
    str,
]
DEEDS: dict[str, Deed] = {
    "create": (may_agree, None, _create, "{} disiapkan sebagai draf."),
    "amend": (may_agree, ReasonForm, _amend, "{} disiapkan sebagai draf."),
    "fix": (may_fix, FixForm, _fix, "{} ditetapkan dan berlaku."),
    "discard": (may_agree, ReasonForm, _discard, "Draf {} dibuang."),
}


def _place(request: HttpRequest, unit: Unit, agreement: PerformanceAgreement) -> str:
    where = address(request, unit, "agreement_year", agreement.year)
    return f"{where}{'&' if '?' in where else '?'}versi={agreement.version}"


def _saved_sentence(saved: int) -> str:
    return (
        f"{saved} target disimpan."
        if saved
        else "Tidak ada yang berubah; tidak ada yang disimpan."
    )
