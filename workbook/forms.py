"""What a person fills in to import a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone

from indicators.entry import latest_year, years_of
from indicators.models import Period
from workbook.limits import MAX_FILE_BYTES, TOO_LARGE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

    from accounts.models import Unit

ALL_PERIODS = "semua"
REASON_LENGTH = 500  # what the record of a deed holds


class UploadForm(forms.Form):
    """The file to look at."""

    berkas = forms.FileField(
        label="Berkas buku kerja (.xlsx)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Pilih berkas buku kerja.",
            "empty": "Berkas itu kosong.",
        },
        help_text="Paling besar 10 MB. Tidak ada yang ditulis sebelum pratinjaunya dikonfirmasi.",
    )

    def clean_berkas(self) -> UploadedFile[bytes]:
        """Refuse a file that is too large to be a workbook."""
        upload: UploadedFile[bytes] = self.cleaned_data["berkas"]
        if (upload.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return upload


class TemplateForm(forms.Form):
    """Of which year and period a template is wanted; nothing said: the latest year as a whole."""

    tahun = forms.TypedChoiceField(
        label="Tahun",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Tahun itu di luar renstra yang berlaku."},
    )
    periode = forms.ChoiceField(
        label="Periode",
        choices=[*Period.choices, (ALL_PERIODS, "Tahun dan semua triwulan")],
        required=False,
        error_messages={"invalid_choice": "Periode itu tidak dikenal."},
    )

    def __init__(self, unit: Unit, data: QueryDict | None = None) -> None:
        years = years_of(unit)
        self.latest = latest_year(years, timezone.localdate())
        initial = {"tahun": self.latest, "periode": Period.YEAR}
        super().__init__(data, initial=initial)
        field = self.fields["tahun"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(year, str(year)) for year in reversed(years)]

    def clean_tahun(self) -> int:
        """Return the year, the latest one without any."""
        year: int | None = self.cleaned_data["tahun"] or self.latest
        if year is None:
            raise forms.ValidationError(
                "Unit kerja ini belum mempunyai renstra yang berlaku."
            )
        return year

    def clean_periode(self) -> list[str]:
        """Return the periods that are wanted."""
        wanted = self.cleaned_data["periode"] or Period.YEAR
        return Period.values if wanted == ALL_PERIODS else [wanted]


class ConfirmForm(forms.Form):
    """Which preview is confirmed, why, and that its readings were looked at."""

    pratinjau = forms.CharField(widget=forms.HiddenInput, required=False)
    alasan = forms.CharField(
        label="Alasan perubahan",
        required=False,
        max_length=REASON_LENGTH,
        error_messages={
            "max_length": f"Alasan paling panjang {REASON_LENGTH} huruf.",
            "null_characters_not_allowed": "Alasan memuat karakter yang tidak dapat disimpan.",
        },
        help_text="Dicatat dalam riwayat setiap baris yang diimpor.",
    )
    diperiksa = forms.BooleanField(
        label="Saya sudah memeriksa pembacaan ini", required=False
    )
