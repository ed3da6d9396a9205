"""Pages of rows with figures: typed and shown in Indonesian notation."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import DecimalField, IntegerField
from django.utils.text import capfirst

from accounts.admin.base import UnitForm, UnitScopedAdmin, UnitScopedInline
from indicators.forms import FigureField, Typed, figure_form_field
from indicators.models import Origin
from indicators.numbers import FigureKind, format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Field, QuerySet

EMPTY = "–"


def figure_text(value: Any) -> str:
    """Return a figure as people read it, a dash for none."""
    return EMPTY if value is None else format_number(Decimal(value))


@cache
def figure(name: str, description: str) -> Callable[[Any], str]:
    """Return a column that shows the figure in this field."""

    @admin.display(description=description, ordering=name, empty_value=EMPTY)
    def column(row: Any) -> str:
        return figure_text(getattr(row, name))

    column.__name__ = f"{name}_text"
    return column


class FigureFields(BaseModelAdmin):
    """Decimal columns are typed through ``FigureField`` and read with a decimal comma."""

    def formfield_for_dbfield(
        self, db_field: Field, request: Any, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, DecimalField):
            return figure_form_field(db_field)
        if isinstance(db_field, IntegerField):
            # Checked before the model's clean() asks the database about a year of forty digits.
            kwargs["validators"] = db_field.validators
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        """Give readers the figures as text: Django would print "16,8500"."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": self._shown(options["fields"])})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """Name the texts of the figures, as an inline's form has no fields for them."""
        names = super().get_readonly_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return names
        shown = self._shown(field.name for field in self.model._meta.fields)
        return [*names, *(field for field in shown if callable(field))]

    def _shown(self, names: Any) -> list[Any]:
        known = {field.name: field for field in self.model._meta.fields}
        return [self._shown_field(name, known) for name in names]

    def _shown_field(self, name: Any, known: Mapping[str, Field]) -> Any:
        if isinstance(name, tuple):
            return tuple(self._shown_field(part, known) for part in name)
        field = known.get(name)
        if isinstance(field, DecimalField):
            return figure(name, str(capfirst(field.verbose_name)))
        return name


class FigureAdmin(FigureFields, UnitScopedAdmin):
    """Pages of a model of plans and figures."""

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """A row stays in its plan and unit: the rows below it rely on that."""
        names = super().get_readonly_fields(request, obj)
        owner = self.path_to_unit().partition("__")[0]
        stays = obj is not None and owner in ("plan", "unit")
        return [*names, owner] if stays else names

    @admin.display(description="renstra", ordering="plan__code")
    def plan_code(self, obj: Any) -> str:
        """Return the short name of the row's plan, for lists."""
        return obj.plan.code

    def value_text(self, value: Any) -> str:
        """Return a value of the history as people read it."""
        return (
            format_number(value)
            if isinstance(value, Decimal)
            else super().value_text(value)
        )


class PlanRowAdmin(FigureAdmin):
    """Pages of rows that stand in a plan: their codes come again in the next one."""

    plan_path: ClassVar[str] = "plan"

    def own_rows(self, request: Any) -> QuerySet:
        return super().own_rows(request).select_related(self.plan_path)

    def get_search_results(
        self, request: Any, queryset: QuerySet, search_term: str
    ) -> Any:
        return super().get_search_results(
            request, queryset.select_related(self.plan_path), search_term
        )

    def choice_text(self, obj: Any) -> str:
        """Return the row with its plan."""
        return f"{obj} · {obj.plan.short_title}"


class PlanInline(FigureFields, UnitScopedInline):
    """Rows of a plan inside their parent's page."""


class FigureInline(PlanInline):
    """Rows that carry figures: they are emptied, with history, never deleted."""

    can_delete = False


class GradedForm(UnitForm):
    """A form with ``value`` and ``grade``: a grade typed as the value goes where it belongs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.fields.get("value"), FigureField):
            self.fields["value"].takes_grade = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Move a grade from the value's field to the grade's."""
        data = super().clean() or self.cleaned_data
        if isinstance(data.get("value"), str):
            if data.get("grade") not in ("", None, data["value"]):
                self.add_error(
                    "grade", "Predikat di kolom nilai berbeda; isi salah satu."
                )
            data["grade"], data["value"] = data["value"], None
        return data


class RealizationForm(GradedForm):
    """A realization keeps what was typed beside the value, as the grid does."""

    change_reason = forms.CharField(
        label="Alasan perubahan",
        max_length=500,
        required=False,
        help_text="Wajib bila angkanya sudah pernah diajukan.",
    )

    def clean(self) -> dict[str, Any]:
        """Keep the typed text and mark the figure as entered, when it was changed here."""
        data = super().clean()
        self.instance._change_reason = data.get("change_reason") or None
        if self.has_changed() and "measurements-TOTAL_FORMS" in self.data:
            # The rows under the form judge the figure, as they will be.
            self.instance.pending_measurements = ()
        if self.errors or "printed_text" not in self.fields:
            return data
        if {"value", "grade"} & set(
            self.changed_data
        ) or self._is_declared_not_targeted():
            self.instance.origin = Origin.ENTERED
            if "printed_text" not in self.changed_data:
                data["printed_text"] = self._typed_text()
                self.changed_data.append("printed_text")
        return data

    def _typed_text(self) -> str:
        return self._typed().text.strip() or self.cleaned_data.get("grade", "")

    def _is_declared_not_targeted(self) -> bool:
        field: Any = self.fields["value"]
        figure = field.read(self._typed().text)
        return (
            figure.kind is FigureKind.NOT_TARGETED
            and self.instance.printed_text != figure.text.strip()
        )

    def _typed(self) -> Typed:
        return self.fields["value"].widget.value_from_datadict(
            self.data, self.files, self.add_prefix("value")
        )
