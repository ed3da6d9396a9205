"""Acknowledged findings, to be read: they are given and withdrawn on the page of the data checks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from indicators.admin.base import FigureAdmin
from indicators.admin.plans import BY_UNIT
from indicators.models import FindingAcknowledgement


@admin.register(FindingAcknowledgement)
class FindingAcknowledgementAdmin(FigureAdmin):
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

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
