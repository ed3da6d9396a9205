"""What is typed for a revision: its name, period and decree; reasons; the year from which it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from indicators.agreements.forms import DATE_FORMATS, REASON_ERRORS
from indicators.models import StrategicPlan
from indicators.revisions.revising import period_refusal

if TYPE_CHECKING:
    PlanForm = forms.ModelForm[StrategicPlan]
else:
    PlanForm = forms.ModelForm


class RevisionForm(PlanForm):
    """A new revision; what is not typed is the old plan's."""

    decree_date = forms.DateField(
        label="Tanggal keputusan",
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": "Tanggal tidak dikenali; tulis misalnya 21-12-2023."
        },
    )
    reason = forms.CharField(
        label="Alasan revisi", max_length=500, error_messages=REASON_ERRORS
    )

    class Meta:
        model = StrategicPlan
        fields = (
            "code",
            "title",
            "start_year",
            "end_year",
            "decree_number",
            "decree_date",
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that is not one of a revision."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("start_year"), data.get("end_year")
        old = self.instance.predecessor
        if start and end and old and (refusal := period_refusal(old, start, end)):
            self.add_error("end_year", refusal)
        return data


class EnforceForm(forms.Form):
    """Why the revision counts from the year on, and the mark of the preview that was seen."""

    reason = forms.CharField(
        label="Alasan", max_length=500, error_messages=REASON_ERRORS
    )
    seen = forms.CharField(max_length=64, required=False)


class LineageForm(forms.Form):
    """Why the lineage changes, and the mark of what was seen."""

    reason = forms.CharField(
        label="Alasan",
        max_length=500,
        required=False,
        error_messages=REASON_ERRORS,
    )
    seen = forms.CharField(max_length=64, required=False)
