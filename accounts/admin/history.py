"""The page "Riwayat" of a row: who changed what, when, by which way."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator, capfirst
from simple_history.admin import SimpleHistoryAdmin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field, QuerySet
    from django.http import HttpResponse

EMPTY = "–"
LONGEST = 200


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
        records = list(historical_records)
        for record, earlier in zip(records, [*records[1:], None], strict=True):
            record.changes = self.changes_of(record, earlier)

    def changes_of(
        self, record: Any, earlier: Any | None
    ) -> list[tuple[str, str, str]]:
        """Return the fields that differ from the earlier record; of a first one, those that are filled."""
        if earlier is None and record.history_type != "+":
            return []
        changes = []
        for field in record.tracked_fields:
            if field.primary_key or (
                earlier
                and getattr(record, field.attname) == getattr(earlier, field.attname)
            ):
                continue
            before = self.historical_text(earlier, field) if earlier else EMPTY
            after = self.historical_text(record, field)
            if before != after:
                changes.append((capfirst(field.verbose_name), before, after))
        return changes

    def historical_text(self, record: Any, field: Field) -> str:
        """Return a field of a record as people read it."""
        if display := getattr(record, f"get_{field.name}_display", None):
            return str(display()) or EMPTY
        if field.is_relation and getattr(record, field.attname) is not None:
            return self.relation_text(record, field)
        return self.value_text(getattr(record, field.attname))

    def relation_text(self, record: Any, field: Field) -> str:
        """Return the row that a record points to, its number when that row is gone."""
        model: Any = field.related_model
        related = model._base_manager.filter(pk=getattr(record, field.attname)).first()
        return (
            str(related)
            if related is not None
            else f"#{getattr(record, field.attname)}"
        )

    def value_text(self, value: Any) -> str:
        """Return a plain value as people read it."""
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if isinstance(value, datetime.datetime):
            return formats.date_format(timezone.localtime(value), "d-m-Y H.i")
        if isinstance(value, datetime.date):
            return formats.date_format(value, "SHORT_DATE_FORMAT")
        return EMPTY if value in (None, "") else Truncator(str(value)).chars(LONGEST)
