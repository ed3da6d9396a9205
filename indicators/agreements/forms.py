"""What is typed besides the targets: number and date, a reason."""

from __future__ import annotations

from django import forms

REASON_ERRORS = {
    "required": "Alasan harus diisi.",
    "max_length": "Alasan paling panjang %(limit_value)d karakter.",
}
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


class FixForm(forms.Form):
    """Number and date of the agreement that is fixed."""

    number = forms.CharField(
        label="Nomor",
        max_length=100,
        error_messages={
            "required": "Nomor harus diisi.",
            "max_length": "Nomor paling panjang %(limit_value)d karakter.",
        },
    )
    date = forms.DateField(
        label="Tanggal",
        input_formats=DATE_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Tanggal harus diisi.",
            "invalid": "Tanggal tidak dikenali; tulis misalnya 31-01-2024.",
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class ReasonForm(forms.Form):
    """Why an agreement is amended, or a draft thrown away."""

    reason = forms.CharField(
        label="Alasan", max_length=500, error_messages=REASON_ERRORS
    )
