"""Evidence, to be read: it is added and removed on its own page, where files are looked into."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from indicators.admin.base import FigureAdmin
from indicators.models import Evidence


@admin.register(Evidence)
class EvidenceAdmin(FigureAdmin):
    list_display = [
        "title",
        "realization",
        "kind",
        "original_name",
        "uploaded_by",
        "uploaded_at",
        "unit_code",
    ]
    list_filter = ["kind", "realization__year", "realization__period"]
    list_select_related = ["realization__indicator__plan__unit", "uploaded_by"]
    search_fields = [
        "title",
        "original_name",
        "sha256",
        "realization__indicator__code",
        "realization__indicator__name",
    ]
    fields = [
        "realization",
        "title",
        "satisfies",
        "kind",
        "url",
        ("original_name", "content_type", "size"),
        "sha256",
        ("uploaded_by", "uploaded_at"),
    ]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
