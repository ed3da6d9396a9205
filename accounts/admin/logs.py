"""Records to be read only: who wrote what, and, by the same rules, who signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse

from accounts.admin.base import MissingIsNotFound, ReadOnly, visible_unit_ids
from accounts.models import AuditBatch

if TYPE_CHECKING:
    from django.db.models import QuerySet


class LogAdmin(ReadOnly, MissingIsNotFound):
    """What happened to the people of the visible units; nobody adds, changes or deletes it."""

    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: Any) -> QuerySet:
        """Return what people of the visible units did."""
        rows = super().get_queryset(request)
        return (
            rows
            if request.user.is_superuser
            else rows.filter(user__unit__in=visible_unit_ids(request))
        )


@admin.register(AuditBatch)
class AuditBatchAdmin(LogAdmin):
    """The record of writing; what was written is on its page of the site."""

    list_display = ["created_at", "user", "path", "reason", "file_name"]
    list_filter = ["path", "created_at"]
    search_fields = [
        "user__username",
        "user__first_name",
        "user__last_name",
        "reason",
        "file_name",
    ]
    date_hierarchy = "created_at"
    fields = [
        "created_at",
        "user",
        "path",
        "reason",
        "file_name",
        "file_sha256",
        "sequence",
        "digest",
        "previous_digest",
    ]

    def get_queryset(self, request: Any) -> QuerySet:
        """Return what was written in the visible units."""
        rows: Any = admin.ModelAdmin.get_queryset(self, request)
        return rows.visible_to(request.user)

    def view_on_site(self, obj: AuditBatch) -> str:
        """Lead to the page that shows what was written, line by line."""
        return reverse("trail_batch", args=[obj.pk])
