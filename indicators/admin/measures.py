"""Indicators, their lineage, and the scales they are judged on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import Truncator

from indicators import sources
from indicators.admin.base import (
    FigureAdmin,
    FigureInline,
    GradedForm,
    PlanInline,
    PlanRowAdmin,
    figure,
)
from indicators.admin.plans import BY_PLAN, BY_UNIT
from indicators.models import (
    AnnualTarget,
    GradeBand,
    GradeScale,
    Indicator,
    IndicatorLink,
)


class TargetInline(FigureInline):
    """The targets of an indicator, of the plan and of agreements."""

    model = AnnualTarget
    form = GradedForm
    fields = ["year", "agreement", "value", "lower", "upper", "grade", "printed_text"]


class LinkInline(PlanInline):
    """What became of the indicator in the next plan."""

    model = IndicatorLink
    fk_name = "from_indicator"
    autocomplete_fields = ["to_indicator"]
    fields = ["kind", "to_indicator", "note"]


@admin.register(Indicator)
class IndicatorAdmin(PlanRowAdmin):
    list_display = [
        "code",
        "short_name",
        "owner",
        "unit_of_measure",
        "polarity",
        "is_key",
        "plan_code",
    ]
    list_filter = [BY_PLAN, "is_key", "polarity", "value_kind"]
    list_select_related = ["plan", "activity_target", "goal_owner"]
    search_fields = ["code", "name", "manual_code"]
    autocomplete_fields = ["plan", "activity_target", "goal_owner", "scale", "goal"]
    fieldsets = [
        (None, {"fields": ["plan", ("code", "order"), "name", "is_key"]}),
        ("Milik", {"fields": ["activity_target", "goal_owner", "goal"]}),
        (
            "Ukuran",
            {
                "fields": [
                    ("unit_of_measure", "unit_of_measure_in_manual"),
                    ("polarity", "tolerance"),
                    ("value_kind", "scale"),
                    "decimals",
                ]
            },
        ),
        (
            "Perhitungan",
            {
                "fields": [
                    ("aggregation", "accumulation"),
                    ("due_days", "evidence_rule"),
                    "derived_source",
                ]
            },
        ),
        (
            "Penanggung jawab",
            {"fields": ["team_in_charge", ("person_in_charge", "team")]},
        ),
        (
            "Pedoman kinerja",
            {"fields": ["manual_code", "definition", "data_source", "formula"]},
        ),
        ("Nilai awal", {"fields": [("baseline_value", "baseline_year")]}),
        ("Keterangan", {"fields": ["note", "source"]}),
    ]
    # Said on the page Penugasan: not by those who enter the figures themselves.
    readonly_fields = ["person_in_charge", "team"]
    inlines = [TargetInline, LinkInline]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer the sources that the application can compute by their labels."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "derived_source":
            choices = [("", "(tidak diturunkan)"), *sources.names()]
            return forms.ChoiceField(choices=choices, required=False, label=field.label)
        return field

    @admin.display(description="nama", ordering="name")
    def short_name(self, obj: Indicator) -> str:
        return Truncator(obj.name).chars(90)

    @admin.display(description="milik")
    def owner(self, obj: Indicator) -> str:
        owner = obj.activity_target or obj.goal_owner
        return owner.code if owner else ""


@admin.register(IndicatorLink)
class IndicatorLinkAdmin(FigureAdmin):
    list_display = ["from_text", "kind", "to_text", "note"]
    list_filter = ["kind", ("from_indicator__plan", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["from_indicator__plan", "to_indicator__plan"]
    search_fields = [
        "from_indicator__code",
        "from_indicator__name",
        "to_indicator__code",
        "to_indicator__name",
    ]
    autocomplete_fields = ["from_indicator", "to_indicator"]
    fields = ["from_indicator", "kind", "to_indicator", "note", "source"]

    @admin.display(description="dari", ordering="from_indicator__code")
    def from_text(self, obj: IndicatorLink) -> str:
        return _with_plan(obj.from_indicator)

    @admin.display(
        description="menjadi", ordering="to_indicator__code", empty_value="–"
    )
    def to_text(self, obj: IndicatorLink) -> str | None:
        return _with_plan(obj.to_indicator) if obj.to_indicator else None


def _with_plan(indicator: Indicator) -> str:
    name = Truncator(indicator.name).chars(60)
    return format_html(
        "{} {} <small>({})</small>", indicator.code, name, indicator.plan.code
    )


class BandInline(PlanInline):
    model = GradeBand
    fields = ["rank", "label", "lower", "is_lower_included", "points", "colour"]


@admin.register(GradeScale)
class GradeScaleAdmin(FigureAdmin):
    list_display = ["name", "kind", "code", "rule", "rule_text_seen", "unit_code"]
    list_filter = ["kind", "rule_text_seen", BY_UNIT]
    list_select_related = ["unit"]
    search_fields = ["code", "name", "rule"]
    autocomplete_fields = ["unit"]
    fields = ["unit", "code", "name", "kind", "rule", "rule_text_seen", "source"]
    inlines = [BandInline]


@admin.register(GradeBand)
class GradeBandAdmin(FigureAdmin):
    list_display = [
        "label",
        "scale",
        "rank",
        "bound_text",
        figure("points", "poin"),
        "colour",
    ]
    list_filter = [("scale", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["scale"]
    search_fields = ["label", "scale__name"]
    autocomplete_fields = ["scale"]
    fields = [
        "scale",
        "rank",
        "label",
        "lower",
        "is_lower_included",
        "points",
        "colour",
        "source",
    ]

    @admin.display(description="batas bawah", ordering="lower")
    def bound_text(self, obj: GradeBand) -> str:
        return obj.bound_text
