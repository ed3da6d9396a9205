"""The record of what people were told, to be read only."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin.logs import LogAdmin
from indicators.models import Notice


@admin.register(Notice)
class NoticeAdmin(LogAdmin):
    """Read as the record of writing is: people of the visible units, and nothing is changed."""

    list_display = ["created_at", "user", "kind", "indicator", "year", "sent_at"]
    list_filter = ["kind", "created_at", "year"]
    list_select_related = ["user", "indicator"]
    search_fields = ["user__username", "indicator__code", "text"]
