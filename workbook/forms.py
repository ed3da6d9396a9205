"""What a person fills in to import a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from workbook.limits import MAX_FILE_BYTES, TOO_LARGE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

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
