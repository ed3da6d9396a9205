"""What a person says when issuing a report: number, date, who signs, and why it supersedes another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from accounts.models import Signatory
from documents.models import IssuedDocument
from documents.models.particulars import SIGNATORY_MISSING
from indicators.agreements.forms import DATE_FORMATS, REASON_ERRORS

if TYPE_CHECKING:
    import datetime

    IssuedForm = forms.ModelForm[IssuedDocument]
else:
    IssuedForm = forms.ModelForm

OTHER = ("", "Pejabat lain: isi nama dan jabatannya")
NOT_IN_OFFICE = "{} tidak tercatat menjabat pada tanggal {:%d-%m-%Y}."


class IssueForm(IssuedForm):
    """The particulars; a recorded official is chosen, any other is typed."""

    date = forms.DateField(
        label="Tanggal",
        input_formats=DATE_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Tanggal harus diisi.",
            "invalid": "Tanggal tidak dikenali; tulis misalnya 31-01-2024.",
        },
    )
    signatory = forms.ChoiceField(
        label="Penanda tangan",
        required=False,
        error_messages={"invalid_choice": "Pejabat itu tidak tercatat lagi."},
    )
    field_order = ("number", "date", "signatory")

    class Meta:
        model = IssuedDocument
        fields = (
            "number",
            "date",
            "signatory_name",
            "signatory_nip",
            "signatory_position",
            "reason",
        )
        labels = {
            "number": "Nomor",
            "signatory_name": "Nama",
            "signatory_nip": "NIP",
            "signatory_position": "Jabatan",
        }
        error_messages = {"number": {"required": "Nomor harus diisi."}}

    def __init__(self, data: Any, draft: IssuedDocument, day: datetime.date) -> None:
        """Offer the unit's officials, the one of that day first chosen; ask for a reason where one is superseded."""
        today = Signatory.on(draft.unit, day)
        initial = {"date": day, "signatory": str(today.pk) if today else ""}
        super().__init__(data, instance=draft, initial=initial)
        self._officials = {
            str(row.pk): row for row in Signatory.objects.filter(unit=draft.unit)
        }
        offered = [(key, _described(row)) for key, row in self._officials.items()]
        self.fields["signatory"].choices = [*offered, OTHER]  # type: ignore[attr-defined]
        for name in ("signatory_name", "signatory_position"):
            self.fields[name].required = False
        if draft.supersedes is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages |= REASON_ERRORS

    def clean(self) -> dict[str, Any]:
        """Put the chosen official into the typed fields; refuse one who was not in office that day."""
        data: dict[str, Any] = super().clean() or {}
        official = self._officials.get(data.get("signatory", ""))
        if official:
            self._check_office(official, data.get("date"))
            data |= {
                "signatory_name": official.name,
                "signatory_nip": official.nip,
                "signatory_position": official.position_text,
            }
        elif not (data.get("signatory_name") and data.get("signatory_position")):
            self.add_error("signatory_name", SIGNATORY_MISSING)
        return data

    def _check_office(self, official: Signatory, day: datetime.date | None) -> None:
        if day is None or official.start <= day <= (official.end or day):
            return
        self.add_error("signatory", NOT_IN_OFFICE.format(official.name, day))


def _described(row: Signatory) -> str:
    until = f"{row.end:%d-%m-%Y}" if row.end else "sekarang"
    return f"{row.name}, {row.position_text} ({row.start:%d-%m-%Y} s.d. {until})"
