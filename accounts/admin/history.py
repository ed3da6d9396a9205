"""The page "Riwayat" of a row: who changed what, when, by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from accounts.history_text import HistoryTexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse


class HistoryPages(SimpleHistoryAdmin):
    """History of the rows that a person may see, with readable changes; nothing is restored from it."""

    def history_view(
        self, request: Any, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show the history of a visible row; anything else does not exist."""
        if self.get_object(request, object_id) is None:
            raise Http404("Data tidak ditemukan.")
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self,
        request: Any,
        object_id: str,
        version_id: str,
        extra_context: Any = None,
    ) -> Any:
        """Lead to the list: old versions are read there, and are never written back past the rules."""
        opts = self.model._meta
        return redirect(
            reverse(
                f"admin:{opts.app_label}_{opts.model_name}_history", args=[object_id]
            )
        )

    def revert_disabled(self, request: Any, obj: Any = None) -> bool:
        return True

    def get_history_queryset(self, *args: Any) -> QuerySet:
        return super().get_history_queryset(*args).select_related("batch")

    def set_history_delta_changes(
        self, request: Any, historical_records: Sequence[Any], **options: Any
    ) -> None:
        """Give every record its list of (field, before, after)."""
        texts = HistoryTexts(historical_records)
        for record in historical_records:
            record.changes = texts.changes(record)
