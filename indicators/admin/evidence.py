"""Evidence, to be read: it is added and removed on its own page, where files are looked into."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin.base import ReadOnly
from indicators.admin.base import FigureAdmin
from indicators.models import Evidence


@admin.register(Evidence)
class EvidenceAdmin(ReadOnly, FigureAdmin):
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
