"""The list of reports, a report's page, and its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.perms import PACK_PERMISSION, may_issue, may_write_texts
from reports.builders import capaian
from reports.builders.perbandingan import plans_of
from reports.catalogue import REPORTS
from reports.formats import FORMATS, MAIN_FORMATS, OTHER_FORMATS
from reports.parameters import ParameterError, Parameters
from reports.renderers.html import draw_page
from reports.renderers.links import without_links
from reports.rendering.views import long_file
from reports.report import Group
from reports.unit_choice import Choice, choose_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from reports.documents import Document
    from reports.report import Report
    from reports.unit_choice import UnitChoice


@dataclass(frozen=True)
class ReportCard:
    """A report in the list."""

    report: Report
    url: str
    years: list[Choice]
    files: list[Choice]
    other_files: list[Choice]


@dataclass(frozen=True)
class ReportGroup:
    """The reports on one subject; ``key`` is what links name it."""

    title: str
    key: str
    cards: list[ReportCard]


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Show every report that the person may see, by subject."""
    choice = choose_unit(request)
    seen = [r for r in REPORTS.values() if request.user.has_perm(r.permission)]
    groups = list(_groups(seen, choice))
    jumps = [Choice(group.title, f"#{group.key}") for group in groups]
    context = {
        "groups": groups,
        "jumps": jumps,
        "choice": choice,
        "units": choice.links,
    }
    return render(request, "reports/list.html", context)


@require_safe
def report_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a report with its choices and files."""
    report, choice, parameters = chosen(request, slug)
    document = _as_shown(request, report.build(parameters), choice)
    context = {
        "report": report,
        "choice": choice,
        "document": document,
        "blocks": draw_page(document),
        "list_address": _with_query(reverse("report_list"), choice.query),
        "years": list(_year_links(report, choice, parameters)),
        "layouts": list(_layout_links(report, choice, parameters)),
        "sides": [
            (label, list(_plan_links(report, choice, parameters, place)))
            for place, label in enumerate(("Dari", "Ke")[: len(parameters.plans)])
        ],
        "files": _file_links(report, choice, parameters, MAIN_FORMATS),
        "other_files": _file_links(report, choice, parameters, OTHER_FORMATS),
        "deeds": list(_deeds(request, report, choice, parameters)),
    }
    return render(request, "reports/screen.html", context)


def _as_shown(request: HttpRequest, document: Document, choice: UnitChoice) -> Document:
    """Return the document with links to what is missing for those who may fill it in."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    may_fill = may_write_texts(request.user, choice.unit)
    return document if may_fill else without_links(document)


@require_http_methods(["GET", "HEAD", "POST"])
def report_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Send a report as a file; a long one is asked for with POST and sent once it is made."""
    report, _, parameters = chosen(request, slug)
    if form not in report.formats:
        raise Http404(f"Laporan tidak tersedia dalam format “{form[:20]}”.")
    if report.is_long:
        return long_file(request, report, parameters, form)
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    document = report.build(parameters)
    response = HttpResponse(
        FORMATS[form].render(document), content_type=FORMATS[form].content_type
    )
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=FORMATS[form].file_name(document)
    )
    return response


def chosen(request: HttpRequest, slug: str) -> tuple[Report, UnitChoice, Parameters]:
    """Return the report, unit and parameters that the address names; 404 and 403 where it may not."""
    report = REPORTS.get(slug)
    if report is None:
        raise Http404("Laporan ini tidak ada.")
    if not request.user.has_perm(report.permission):
        raise PermissionDenied("Anda tidak berhak melihat laporan ini.")
    choice = choose_unit(request)
    try:
        return report, choice, report.read(choice.unit, request.GET.dict())
    except ParameterError as error:
        raise Http404(str(error)) from error


def _groups(reports: list[Report], choice: UnitChoice) -> Iterator[ReportGroup]:
    years = capaian.years(choice.unit)
    for subject in Group:
        cards = [_card(r, choice, years) for r in reports if r.group is subject]
        if cards:
            yield ReportGroup(subject.value, slugify(subject.value), cards)


def _card(report: Report, choice: UnitChoice, offered: list[int]) -> ReportCard:
    """Return the report's card; of a plan's report the years wait on its own page."""
    address = reverse("report_page", args=[report.slug])
    is_ready = bool(offered) if report.default_year else report.is_ready(choice.unit)
    years = [] if report.is_of_plan or not report.default_year else offered
    links = [
        Choice(str(year), _with_query(address, choice.query | {"year": str(year)}))
        for year in years
    ]
    if not is_ready:
        return ReportCard(report, "", links, [], [])
    parameters = Parameters(choice.unit)
    main, other = ((), ()) if report.is_long else (MAIN_FORMATS, OTHER_FORMATS)
    return ReportCard(
        report,
        _with_query(address, choice.query),
        links,
        _file_links(report, choice, parameters, main),
        _file_links(report, choice, parameters, other),
    )


def _file_links(
    report: Report,
    choice: UnitChoice,
    parameters: Parameters,
    offered: Collection[str],
) -> list[Choice]:
    """Return the report's files of these formats."""
    query = choice.query | report.choices(parameters)
    return [
        Choice(
            FORMATS[form].label,
            _with_query(reverse("report_file", args=[report.slug, form]), query),
        )
        for form in report.formats
        if form in offered
    ]


def _deeds(
    request: HttpRequest, report: Report, choice: UnitChoice, parameters: Parameters
) -> Iterator[Choice]:
    """Yield what the person may do with the report as shown, besides reading it."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    query = choice.query | report.choices(parameters)
    if may_issue(user, choice.unit):
        yield Choice(
            "Terbitkan", _with_query(reverse("issue", args=[report.slug]), query)
        )
    if user.has_perm(PACK_PERMISSION):
        address = reverse("report_pack", args=[report.slug])
        yield Choice("Paket bukti", _with_query(address, query))


def _year_links(
    report: Report, choice: UnitChoice, parameters: Parameters
) -> Iterator[Choice]:
    address = reverse("report_page", args=[report.slug])
    for year in report.years(choice.unit):
        query = choice.query | report.choices(parameters) | {"year": str(year)}
        yield Choice(str(year), _with_query(address, query), year == parameters.year)


def _layout_links(
    report: Report, choice: UnitChoice, parameters: Parameters
) -> Iterator[Choice]:
    address = reverse("report_page", args=[report.slug])
    for layout in report.layouts:
        query = choice.query | report.choices(replace(parameters, layout=layout))
        yield Choice(
            layout.label, _with_query(address, query), layout is parameters.layout
        )


def _plan_links(
    report: Report, choice: UnitChoice, parameters: Parameters, place: int
) -> Iterator[Choice]:
    """Return the plans that can stand on one side of a comparison."""
    if not parameters.plans:
        return
    address = reverse("report_page", args=[report.slug])
    for plan in plans_of(choice.unit):
        plans = list(parameters.plans)
        plans[place] = plan
        query = choice.query | report.choices(replace(parameters, plans=tuple(plans)))
        is_current = plan.pk == parameters.plans[place].pk
        yield Choice(plan.short_title, _with_query(address, query), is_current)


def _with_query(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address
