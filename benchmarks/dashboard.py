"""Server time of the dashboard against a bare view with the same queries and rows.

The bare view runs the same querysets and renders the same rows (indicators, goals, what needs
attention, trends), already computed, as plain tables in the same frame: no scorecard, no pictures,
no choosers, no tiles. Run: python -m benchmarks.dashboard. Exits 1 when the real plan is above the
bound; the plan ten times as large is measured to see that time grows no faster than its rows.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

BOUND = 2.0
ROUNDS = 60
FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "bspji_manado"

PLAIN = """
{% extends "base.html" %}
{% block content %}
<h1>{{ page.year }}</h1>
<table>{% for group in page.groups %}<tr><td>{{ group.code }}</td><td>{{ group.statement }}</td><td>{{ group.percent }}</td><td>{{ group.perspective }}</td></tr>
{% for row in group.rows %}<tr><td>{{ row.name }}</td><td>{{ row.result_text }}</td><td>{{ row.target_text }}</td><td>{{ row.unit_of_measure }}</td><td>{{ row.percent }}</td><td>{{ row.verdict.word }}</td></tr>{% endfor %}{% endfor %}</table>
<table>{% for goal in page.goals %}<tr><td>{{ goal.statement }}</td><td>{{ goal.row.result_text }}</td><td>{{ goal.row.target_text }}</td><td>{{ goal.row.verdict.word }}</td></tr>{% endfor %}</table>
<table>{% for item in page.attention %}<tr><td>{{ item.name }}</td>{% for sentence in item.sentences %}<td>{{ sentence }}</td>{% endfor %}</tr>{% endfor %}</table>
<table>{% for card in page.trends %}<tr><td>{{ card.code }} {{ card.name }}</td>{% for cell in card.cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>
{% endblock %}
"""


def main() -> int:
    """Measure the real plan and one ten times as large in an own database."""
    with TemporaryDirectory() as folder:
        prepare(folder)
        return measure_all()


def prepare(folder: str) -> None:
    """Set Django up on an own database with the real plan."""
    os.environ.update(
        VAR_DIR=folder,
        INSECURE_HTTP="1",
        DATABASE_URL="",
        DJANGO_SETTINGS_MODULE="tests.settings",
    )
    import django  # after the environment, which the settings read

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("setup_roles", verbosity=0)
    call_command("load_workbook", str(FIXTURE), accept_readings=True, verbosity=0)


def measure_all() -> int:
    """Print queries, medians and ratios for both sizes; return 1 when the real plan is above the bound."""
    from accounts.models import Unit
    from tests.factories import UserFactory
    from tests.many import multiply_indicators

    unit = Unit.objects.get(code="BSPJI-MANADO")
    user = UserFactory(unit=unit, role="pimpinan")
    ratio = measure("real plan", user)
    multiply_indicators(unit, 10)
    measure("10 × indicators", user)
    return int(ratio > BOUND)


def measure(label: str, user) -> float:
    """Print what one size costs, and return the ratio of medians."""
    from django.test import Client
    from django.urls import clear_url_caches, path

    from renstra import urls
    from reports.dashboard import build
    from reports.unit_choice import UnitChoice

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    page = build(UnitChoice(user.unit, (user.unit,), is_own=True), "", "")
    urls.urlpatterns.append(path("bare/", bare_view(page)))
    clear_url_caches()
    queries = [count_queries(client, url) for url in ("/", "/bare/")]
    full, bare = alternate(client)
    urls.urlpatterns.pop()
    rows = sum(len(group.rows) for group in page.groups)
    print(
        f"{label}: {rows} indicators, {queries[0]} queries (bare view {queries[1]}), dashboard {full * 1000:.1f} ms, "
        f"bare view {bare * 1000:.1f} ms, ratio {full / bare:.2f} (bound {BOUND})"
    )
    return full / bare


def count_queries(client, url: str) -> int:
    """Return how many queries a page takes once it is warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def bare_view(page):
    """Return a view that runs the dashboard's querysets and renders the page's rows as plain tables."""
    from django.http import HttpResponse
    from django.template import engines

    template = engines["django"].from_string(PLAIN)

    def view(request):
        for queryset in querysets(page.unit):
            list(queryset)
        return HttpResponse(template.render({"page": page}, request))

    return view


def querysets(unit):
    """Return the dashboard's querysets, not yet run."""
    from django.db.models import Exists, OuterRef

    from accounts.models import Unit
    from budgets.models import AnnualBudget, NonTaxRevenue
    from indicators.models import (
        AnnualTarget,
        GradeBand,
        Indicator,
        IndicatorLink,
        PlanYear,
        QuarterlyTarget,
        Realization,
    )

    years = list(range(2020, 2025))
    return [
        Unit.objects.annotate(
            has_plans=Exists(PlanYear.objects.filter(unit=OuterRef("pk")))
        ),
        NonTaxRevenue.objects.filter(service_type__unit=unit).values_list(
            "year", "amount"
        ),
        PlanYear.objects.filter(unit=unit).select_related("plan").order_by("year"),
        GradeBand.objects.filter(scale__unit=unit)
        .select_related("scale")
        .order_by("scale", "rank"),
        Indicator.objects.filter(plan__unit=unit)
        .select_related("plan", "activity_target__goal", "goal_owner", "goal")
        .in_order(),
        IndicatorLink.objects.filter(from_indicator__plan__unit=unit).order_by("pk"),
        AnnualTarget.objects.filter(
            indicator__plan__unit=unit, year__in=years
        ).select_related("agreement"),
        QuarterlyTarget.objects.filter(indicator__plan__unit=unit, year__in=years),
        Realization.objects.filter(indicator__plan__unit=unit, year__in=years),
        AnnualBudget.objects.filter(unit=unit, year=2023)[:1],
    ]


def alternate(client) -> tuple[float, float]:
    """Return the median seconds of the dashboard and the bare view, taken in turns.

    It is the processor time of this process: the database is in it, and what else the machine does is not.
    """
    times: dict[str, list[float]] = {"/": [], "/bare/": []}
    for _ in range(ROUNDS):
        for url, taken in times.items():
            gc.collect()
            start = time.process_time()
            assert client.get(url).status_code == 200
            taken.append(time.process_time() - start)
    return statistics.median(times["/"]), statistics.median(times["/bare/"])


if __name__ == "__main__":
    sys.exit(main())
