"""Agreements, targets, realizations, measurements and locks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from accounts.admin.base import ReadOnly, UnitFormSet
from indicators.admin.base import (
    FigureAdmin,
    FigureInline,
    GradedForm,
    PlanInline,
    RealizationForm,
    figure,
)
from indicators.admin.plans import BY_UNIT
from indicators.models import (
    AgreementState,
    AnnualTarget,
    LockException,
    Measurement,
    PerformanceAgreement,
    PeriodLock,
    QuarterlyTarget,
    Realization,
)
from indicators.models.calculated import deviation_problems
from indicators.scorecard import result_text, target_text

IN_PLAN_ORDER = [
    "indicator__plan",
    "indicator__activity_target__order",
    "indicator__order",
]
BY_INDICATORS_PLAN = ("indicator__plan", admin.RelatedOnlyFieldListFilter)


class AgreementTargetInline(FigureInline):
    model = AnnualTarget
    form = GradedForm
    autocomplete_fields = ["indicator"]
    fields = [
        "indicator",
        "year",
        "value",
        "lower",
        "upper",
        "grade",
        "printed_text",
        "deviation_reason",
    ]


@admin.register(PerformanceAgreement)
class PerformanceAgreementAdmin(FigureAdmin):
    """Agreements; they are fixed, amended and thrown away on the page "Perjanjian kinerja"."""

    list_display = ["__str__", "unit_code", "state", "number", "date"]
    list_filter = [BY_UNIT, "year", "state"]
    list_select_related = ["unit"]
    search_fields = ["number", "year"]
    autocomplete_fields = ["unit"]
    readonly_fields = ["state", "fixed_by", "fixed_at"]
    fields = [
        "unit",
        ("year", "version"),
        ("number", "date"),
        ("state", "fixed_by", "fixed_at"),
        "source",
    ]
    inlines = [AgreementTargetInline]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """A new agreement is a draft: it governs once it has been fixed."""
        if not change:
            obj.state = AgreementState.DRAFT
        super().save_model(request, obj, form, change)


class IndicatorRowAdmin(FigureAdmin):
    """What lists of rows that belong to an indicator share."""

    list_select_related = ["indicator__plan"]
    search_fields = ["indicator__code", "indicator__name", "printed_text"]
    autocomplete_fields = ["indicator"]

    @admin.display(description="indikator", ordering="indicator__code")
    def indicator_text(self, obj: Any) -> str:
        return f"{obj.indicator.code} {Truncator(obj.indicator.name).chars(80)}"

    @admin.display(description="renstra", ordering="indicator__plan__code")
    def plan_code(self, obj: Any) -> str:
        return obj.indicator.plan.code

    def choice_text(self, obj: Any) -> str:
        """Return the row with its plan."""
        return f"{obj} · {obj.indicator.plan.short_title}"

    @admin.display(description="satuan")
    def unit_text(self, obj: Any) -> str:
        return obj.indicator.unit_of_measure


@admin.register(AnnualTarget)
class AnnualTargetAdmin(IndicatorRowAdmin):
    form = GradedForm
    list_display = [
        "indicator_text",
        "year",
        "basis",
        "target",
        "unit_text",
        "plan_code",
    ]
    list_filter = [
        "year",
        ("agreement", admin.RelatedOnlyFieldListFilter),
        BY_INDICATORS_PLAN,
    ]
    list_select_related = ["indicator__plan", "agreement"]
    ordering = ["-year", *IN_PLAN_ORDER, "agreement"]
    fieldsets = [
        (None, {"fields": ["indicator", ("year", "agreement")]}),
        ("Target", {"fields": ["value", ("lower", "upper"), "grade"]}),
        (
            "Keterangan",
            {"fields": ["printed_text", "deviation_reason", "note", "source"]},
        ),
    ]

    @admin.display(description="dasar", ordering="agreement")
    def basis(self, obj: AnnualTarget) -> str:
        return str(obj.agreement) if obj.agreement else "Renstra"

    @admin.display(description="target", ordering="value")
    def target(self, obj: AnnualTarget) -> str:
        return target_text(obj)


@admin.register(QuarterlyTarget)
class QuarterlyTargetAdmin(IndicatorRowAdmin):
    form = GradedForm
    list_display = [
        "indicator_text",
        "year",
        "period",
        "target",
        "unit_text",
        "plan_code",
    ]
    list_filter = ["year", "period", BY_INDICATORS_PLAN]
    ordering = ["-year", *IN_PLAN_ORDER, "period"]
    fieldsets = [
        (None, {"fields": ["indicator", ("year", "period")]}),
        ("Target", {"fields": ["value", ("lower", "upper"), "grade", "activity"]}),
        ("Keterangan", {"fields": ["printed_text", "note", "source"]}),
    ]

    @admin.display(description="target", ordering="value")
    def target(self, obj: QuarterlyTarget) -> str:
        return target_text(obj)


class MeasurementFormSet(UnitFormSet):
    """The measurements under a realization, judged together with it."""

    def clean(self) -> None:
        """Ask why the figure differs from what all rows give, where figure or rows change."""
        is_judged = self.has_changed() or self.instance.pending_measurements is not None
        self.instance.pending_measurements = [
            form.instance
            for form in self.forms
            if form not in self.deleted_forms
            and (form.instance.pk or form.has_changed())
        ]
        for form in self.deleted_forms:
            form.instance.realization = self.instance
        super().clean()
        if is_judged and not any(self.errors) and self.instance.indicator_id:
            for problem in deviation_problems([self.instance]):
                raise ValidationError(problem.message)


class MeasurementInline(PlanInline):
    model = Measurement
    formset = MeasurementFormSet
    fields = ["order", "label", "method", "before", "after", "result"]


@admin.register(Realization)
class RealizationAdmin(IndicatorRowAdmin):
    form = RealizationForm
    list_display = [
        "indicator_text",
        "year",
        "period",
        "result",
        "unit_text",
        "stage",
        "plan_code",
    ]
    list_filter = ["year", "period", "workflow", "origin", BY_INDICATORS_PLAN]
    ordering = ["-year", *IN_PLAN_ORDER, "period"]
    readonly_fields = ["origin", "stage"]
    fieldsets = [
        (None, {"fields": ["indicator", ("year", "period")]}),
        (
            "Realisasi",
            {
                "fields": [
                    ("value", "grade"),
                    "printed_text",
                    "uses_previous_year",
                    "deviation_reason",
                    "change_reason",
                    ("origin", "stage"),
                ]
            },
        ),
        ("Analisis", {"fields": ["note", "cause", "obstacle", "follow_up"]}),
        ("Asal data", {"fields": ["source"]}),
    ]
    inlines = [MeasurementInline]

    @admin.display(description="tahap", ordering="workflow")
    def stage(self, obj: Realization) -> str:
        return obj.workflow_label

    @admin.display(description="realisasi", ordering="value")
    def result(self, obj: Realization) -> str:
        return result_text(obj.indicator, obj)


@admin.register(Measurement)
class MeasurementAdmin(FigureAdmin):
    list_display = [
        "label",
        "realization_text",
        "method",
        figure("before", "A (sebelum)"),
        figure("after", "B (sesudah)"),
        figure("result", "hasil tercatat"),
    ]
    list_filter = ["method", "realization__year"]
    list_select_related = ["realization__indicator"]
    search_fields = [
        "label",
        "realization__indicator__code",
        "realization__indicator__name",
    ]
    autocomplete_fields = ["realization"]
    fields = [
        "realization",
        "order",
        "label",
        "method",
        ("before", "after"),
        "result",
        "source",
    ]

    @admin.display(description="realisasi", ordering="realization")
    def realization_text(self, obj: Measurement) -> str:
        return str(obj.realization)


@admin.register(PeriodLock)
class PeriodLockAdmin(ReadOnly, FigureAdmin):
    list_display = ["__str__", "unit_code", "locked_by", "locked_at", "reason"]
    list_filter = [BY_UNIT, "year"]
    list_select_related = ["unit", "locked_by"]
    search_fields = ["year", "reason"]
    fields = ["unit", ("year", "period"), "reason", ("locked_by", "locked_at")]


@admin.register(LockException)
class LockExceptionAdmin(ReadOnly, FigureAdmin):
    list_display = ["__str__", "unit_code", "until", "opened_by", "reason"]
    list_filter = [BY_UNIT, "year"]
    list_select_related = ["unit", "indicator", "opened_by"]
    search_fields = ["year", "reason", "indicator__code"]
    fields = [
        "unit",
        "year",
        "indicator",
        "until",
        "reason",
        ("opened_by", "opened_at"),
    ]
