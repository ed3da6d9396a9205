"""Acknowledged findings, to be read: they are given and withdrawn on the page of the data checks."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin.base import ReadOnly
from indicators.admin.base import FigureAdmin
from indicators.admin.plans import BY_UNIT
from indicators.models import FindingAcknowledgement


@admin.register(FindingAcknowledgement)
class FindingAcknowledgementAdmin(ReadOnly, FigureAdmin):
    list_display = [
        "message",
        "reason",
        "acknowledged_by",
        "acknowledged_at",
        "unit_code",
    ]
    list_filter = [BY_UNIT, "code"]
    list_select_related = ["unit", "acknowledged_by"]
    search_fields = ["code", "message", "reason"]
    fields = [
        "unit",
        "code",
        "message",
        "reason",
        ("acknowledged_by", "acknowledged_at"),
        "fingerprint",
    ]
