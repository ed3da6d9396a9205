"""National figures to hold indicators against."""

from __future__ import annotations

from django.contrib import admin

from indicators.admin.base import figure
from indicators.admin.figures import (
    BY_INDICATORS_PLAN,
    IN_PLAN_ORDER,
    IndicatorRowAdmin,
)
from indicators.models import Benchmark


@admin.register(Benchmark)
class BenchmarkAdmin(IndicatorRowAdmin):
    list_display = [
        "indicator_text",
        "year",
        "label",
        figure("value", "nilai"),
        "unit_text",
        "source",
        "plan_code",
    ]
    list_filter = ["year", BY_INDICATORS_PLAN]
    search_fields = ["indicator__code", "indicator__name", "label", "source"]
    ordering = ["-year", *IN_PLAN_ORDER]
    fields = ["indicator", "year", "label", "value", "source", "note"]
