"""What a person fills in to add evidence, and to remove it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from indicators.evidence.contents import look_into
from indicators.evidence.names import ACCEPTED
from indicators.typed_text import UNPRINTABLE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from indicators.evidence.contents import Content

OTHER = "lain"
MAX_SATISFIES = 300
MAX_REASON = 500
TOO_LONG = "Paling banyak %(limit_value)d karakter; sekarang %(show_value)d."
BULLET = re.compile(r"^(?:[-–•*·]|\(?\d{1,2}[.)]|[a-z][.)])\s+")
WORDS = {"null_characters_not_allowed": UNPRINTABLE, "max_length": TOO_LONG}


def too_large() -> str:
    """Return the sentence that refuses a file above the limit."""
    return f"Berkas lebih besar daripada {settings.EVIDENCE_MAX_MB} MB."


def offered_sources(data_source: str) -> list[str]:
    """Return the lines of an indicator's "sumber data", without their bullets."""
    lines = (BULLET.sub("", line.strip()) for line in data_source.splitlines())
    return list(dict.fromkeys(line[:MAX_SATISFIES] for line in lines if line))


class EvidenceForm(forms.Form):
    """A file or a link, with its title and the source of data that it satisfies."""

    judul = forms.CharField(
        label="Judul",
        max_length=200,
        error_messages={"required": "Judul bukti harus diisi.", **WORDS},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sumber = forms.ChoiceField(
        label="Sumber data yang dipenuhi",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Sumber data itu tidak ada pada pedoman."},
    )
    sumber_lain = forms.CharField(
        label="Sumber data yang dipenuhi",
        required=False,
        max_length=MAX_SATISFIES,
        error_messages=WORDS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    berkas = forms.FileField(
        label="Berkas",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{ending}" for ending in ACCEPTED)}
        ),
    )
    tautan = forms.CharField(
        label="atau tautan",
        required=False,
        max_length=1000,
        error_messages=WORDS,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    content: Content | None = None

    def __init__(self, data_source: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.sources = offered_sources(data_source)
        choices = [(line, line) for line in self.sources]
        if choices:
            self.fields["sumber"].choices = [*choices, (OTHER, "Lainnya")]  # type: ignore[attr-defined]
            self.fields["sumber_lain"].widget.attrs["aria-label"] = "Sumber data lain"
        if len(self.sources) == 1:
            self.fields["sumber"].initial = self.sources[0]
        self.fields[
            "berkas"
        ].help_text = f"PDF, JPG, PNG, XLSX, atau DOCX tanpa makro, paling besar {settings.EVIDENCE_MAX_MB} MB."

    def clean_berkas(self) -> UploadedFile[bytes] | None:
        """Look into the file; what it is is kept in ``content``."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["berkas"]
        if not upload:
            return None
        if (upload.size or 0) > settings.EVIDENCE_MAX_MB * 1024 * 1024:
            raise ValidationError(too_large())
        self.content = look_into(upload)
        return upload

    def clean_tautan(self) -> str:
        """Accept http and https only, and no password in an address that others will read."""
        url: str = self.cleaned_data["tautan"]
        if not url:
            return ""
        URLValidator(
            schemes=["http", "https"],
            message="Tautan harus lengkap dan dimulai dengan https:// atau http://.",
        )(url)
        if urlsplit(url).username is not None:
            raise ValidationError(
                "Tautan tidak boleh memuat nama pengguna atau kata sandi."
            )
        return url

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of file and link, and for one source of data."""
        data = super().clean() or self.cleaned_data
        given = [name for name in ("berkas", "tautan") if data.get(name)]
        if not given and not {"berkas", "tautan"} & set(self.errors):
            self.add_error("berkas", "Pilih berkas, atau isi tautan.")
        if len(given) > 1:
            self.add_error(
                "tautan", "Isi salah satu: berkas atau tautan, tidak keduanya."
            )
        chosen, own = data.get("sumber"), data.get("sumber_lain")
        if own and chosen not in ("", None, OTHER):
            self.add_error(
                "sumber_lain", "Pilih “Lainnya” bila menulis sumber data sendiri."
            )
        return data

    @property
    def satisfies(self) -> str:
        """The source of data that was chosen or written."""
        chosen: str = self.cleaned_data.get("sumber", "")
        own: str = self.cleaned_data.get("sumber_lain", "")
        return own if chosen in ("", OTHER) else chosen


class RemovalForm(forms.Form):
    """Why evidence is removed; the guard says when that must be said."""

    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=MAX_REASON,
        error_messages=WORDS,
    )
