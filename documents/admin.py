"""Published documents, their tables, rows and statements in the data administration."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django_tasks_db.models import DBTaskResult

from accounts.admin.base import ReadOnly, UnitForm, UnitScopedAdmin
from documents.models import (
    CELLS,
    IssuedDocument,
    PublishedDocument,
    PublishedRow,
    PublishedStatement,
    PublishedTable,
    ReconciliationAnswer,
    TextBlock,
)
from indicators.admin.base import FigureAdmin, PlanInline
from indicators.admin.plans import BY_UNIT

# The queue's rows are nobody's data; what is being made has its own page.
admin.site.unregister(DBTaskResult)

BY_DOCUMENT = ("document", admin.RelatedOnlyFieldListFilter)


class TableInline(PlanInline):
    """The tables of a document, to be opened from here."""

    model = PublishedTable
    fields = ("order", "code", "label", "title", "place", "report")
    readonly_fields = ("order", "code", "label", "title", "place", "report")
    can_delete = False

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(PublishedDocument)
class PublishedDocumentAdmin(FigureAdmin):
    list_display = ["code", "title", "number", "date", "unit_code"]
    list_filter = [BY_UNIT]
    list_select_related = ["unit"]
    search_fields = ["code", "title", "number"]
    autocomplete_fields = ["unit", "plan"]
    fieldsets = [
        (None, {"fields": ["unit", "code", "title", ("number", "date"), "plan"]}),
        ("Keterangan", {"fields": ["note", "source"]}),
    ]
    inlines = [TableInline]

    def choice_text(self, obj: Any) -> str:
        """Return the document by what sets it apart; titles begin alike."""
        return f"{obj.code} · {obj.title}"


@admin.register(PublishedTable)
class PublishedTableAdmin(FigureAdmin):
    """Two documents may both have a Tabel 1: a table is offered with its document."""

    list_display = ["label", "title", "place", "report", "part"]
    list_display_links = ["label", "title"]
    list_filter = [BY_DOCUMENT, "report"]
    search_fields = ["code", "label", "title"]
    autocomplete_fields = ["document"]
    fieldsets = [
        (
            None,
            {"fields": ["document", ("code", "order"), ("label", "place"), "title"]},
        ),
        ("Laporan", {"fields": [("report", "part", "year"), "columns"]}),
        ("Keterangan", {"fields": ["note", "source"]}),
    ]

    def own_rows(self, request: Any) -> Any:
        return super().own_rows(request).select_related("document")

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(
            request, queryset.select_related("document"), search_term
        )

    def choice_text(self, obj: Any) -> str:
        """Return the table with its document."""
        return f"{obj} · {obj.document.code}"


@admin.register(PublishedRow)
class PublishedRowAdmin(FigureAdmin):
    list_display = ["order", "line", "table_code", "kind", "key", "printed"]
    list_filter = [("table", admin.RelatedOnlyFieldListFilter), "kind"]
    list_select_related = ["table"]
    search_fields = ["key", "cell_1", "cell_2", "cell_3", "cell_4"]
    autocomplete_fields = ["table"]
    fieldsets = [
        (None, {"fields": ["table", ("order", "line"), ("kind", "key")]}),
        ("Sel seperti tercetak", {"fields": list(CELLS)}),
        ("Asal data", {"fields": ["source"]}),
    ]
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea({"rows": 1, "cols": 100})}
    }

    @admin.display(description="tabel", ordering="table")
    def table_code(self, obj: PublishedRow) -> str:
        return obj.table.code

    @admin.display(description="tercetak")
    def printed(self, obj: PublishedRow) -> str:
        return " | ".join(obj.cells)


@admin.register(PublishedStatement)
class PublishedStatementAdmin(FigureAdmin):
    list_display = ["order", "line", "text", "kind", "about", "years", "stated"]
    list_display_links = ["order", "text"]
    list_filter = [BY_DOCUMENT, "kind"]
    search_fields = ["text", "stated", "indicator", "activity_target", "subject"]
    autocomplete_fields = ["document"]
    fieldsets = [
        (None, {"fields": ["document", ("order", "line"), "text"]}),
        ("Yang dinyatakan", {"fields": ["kind", "stated", ("year", "until_year")]}),
        ("Perihal", {"fields": [("indicator", "activity_target", "subject")]}),
        ("Asal data", {"fields": ["source"]}),
    ]

    @admin.display(description="perihal", empty_value="–")
    def about(self, obj: PublishedStatement) -> str:
        return obj.indicator or obj.activity_target or obj.subject

    @admin.display(description="tahun", ordering="year", empty_value="–")
    def years(self, obj: PublishedStatement) -> str:
        ends = (obj.year, obj.until_year)
        return "–".join(str(year) for year in ends if year is not None)


@admin.register(ReconciliationAnswer)
class ReconciliationAnswerAdmin(ReadOnly, FigureAdmin):
    """Answers, to be read: they are given and withdrawn on the page of the reconciliation."""

    list_display = ["message", "decision", "reason", "answered_by", "answered_at"]
    list_filter = [BY_UNIT, "kind", "decision"]
    list_select_related = ["answered_by"]
    search_fields = ["message", "reason"]
    fields = [
        "unit",
        "kind",
        "message",
        ("decision", "reason"),
        ("answered_by", "answered_at"),
        "fingerprint",
    ]


class FormattedText(forms.Textarea):
    """A text with a few marks; the script shows them as they will be read."""

    class Media:
        # In the head of the page: it must wait for the text below.
        js = (forms.Script("js/formatted-text.js", defer=True),)

    def __init__(self) -> None:
        super().__init__({"rows": 14, "cols": 90, "data-formatted": ""})


class TextBlockForm(UnitForm):
    """A text that is kept with its marks; an empty one is refused whatever marks stand around nothing."""

    class Meta:
        widgets: ClassVar[dict[str, Any]] = {"body": FormattedText()}


@admin.register(TextBlock)
class TextBlockAdmin(FigureAdmin):
    form = TextBlockForm
    list_display = ["slot", "year_text", "unit_code", "beginning"]
    list_filter = [BY_UNIT, "slot", "year"]
    list_select_related = ["unit"]
    search_fields = ["body", "year"]
    autocomplete_fields = ["unit"]
    fields = ["unit", ("slot", "year"), "body", "source"]

    @admin.display(description="tahun", ordering="year")
    def year_text(self, obj: TextBlock) -> str:
        return str(obj.year or "setiap tahun")

    @admin.display(description="awal teks")
    def beginning(self, obj: TextBlock) -> str:
        return Truncator(strip_tags(obj.body.replace("</p>", " "))).chars(80)


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnly, UnitScopedAdmin):
    """Issued reports, to be read: they come from the report's page and stay as they are."""

    list_display = [
        "number",
        "date",
        "title",
        "unit_code",
        "signatory_name",
        "issued_at",
    ]
    list_filter = [BY_UNIT, "slug"]
    list_select_related = ["unit"]
    search_fields = ["number", "title", "signatory_name"]
    date_hierarchy = "issued_at"

    def view_on_site(self, obj: IssuedDocument) -> str:
        """Lead to the report's page, where its files are."""
        return reverse("issued", args=[obj.pk])
