"""What a person fills in to import a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from workbook.limits import MAX_FILE_BYTES, TOO_LARGE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


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
    """Which preview is confirmed, and that its readings were looked at."""

    pratinjau = forms.CharField(widget=forms.HiddenInput)
    diperiksa = forms.BooleanField(
        label="Saya sudah memeriksa pembacaan ini", required=False
    )
