"""What of the audit trail is asked for: when, who, by which path, which kind of data, which words."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CharField, Exists, OuterRef, Q, TextField
from django.utils import timezone

from accounts.history_tables import history_of, tracked_models
from accounts.models import AuditBatch, AuditPart, User
from reports.trail_lines import kinds, units_seen, visible_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from accounts.models import Unit
    from accounts.models.batches import AuditBatchQuerySet

FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
DAY_BORDERS = [
    MinValueValidator(FIRST_DAY, "Tanggal paling awal 01-01-1990."),
    MaxValueValidator(LAST_DAY, "Tanggal paling akhir 31-12-2100."),
]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person by the name for signing in."""

    def label_from_instance(self, obj: User) -> str:
        """Return the person's name."""
        return obj.get_full_name() or obj.username


class TrailFilter(forms.Form):
    """The choices above the log; all may stay empty."""

    dari = forms.DateField(required=False, label="Dari", validators=DAY_BORDERS)
    sampai = forms.DateField(required=False, label="Sampai", validators=DAY_BORDERS)
    oleh = PersonField(
        User.objects.none(),
        required=False,
        label="Oleh",
        to_field_name="username",
        empty_label="Semua orang",
        error_messages={"invalid_choice": "Orang ini tidak dikenal."},
    )
    jalur = forms.ChoiceField(required=False, label="Jalur")
    jenis = forms.ChoiceField(required=False, label="Jenis data")
    cari = forms.CharField(required=False, max_length=100, label="Cari")

    def __init__(self, data: Any, user: User, unit: Unit | None) -> None:
        super().__init__(data, label_suffix="")
        self.units = units_seen(user) if unit is None else {unit.pk}
        self.user = user
        self.fields["oleh"].queryset = self._people()  # type: ignore[attr-defined]
        self._offer("jalur", "Semua jalur", AuditBatch.Path.choices)
        self._offer("jenis", "Semua data", list(kinds().items()))
        for name in ("dari", "sampai"):
            self.fields[name].widget = forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date"}
            )
        self.fields["cari"].widget.attrs["placeholder"] = "nama, kode, alasan, berkas"

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("dari"), cleaned.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", "Tanggal sampai mendahului tanggal dari.")
        return cleaned

    def batches(self) -> AuditBatchQuerySet:
        """Return what was asked for, the newest first; nothing where it cannot be understood."""
        found = AuditBatch.objects.order_by("-pk").select_related("user")
        if not self.is_valid():
            return found.none()
        if self.units is not None:
            found = found.of_units(self.units)
        return found.filter(*self._conditions())

    def _conditions(self) -> Iterator[Q | Exists]:
        asked = self.cleaned_data
        if asked["dari"]:
            yield Q(created_at__gte=_midnight(asked["dari"]))
        if asked["sampai"]:
            after = asked["sampai"] + datetime.timedelta(days=1)
            yield Q(created_at__lt=_midnight(after))
        if asked["oleh"]:
            yield Q(user=asked["oleh"])
        if asked["jalur"]:
            yield Q(path=asked["jalur"])
        if asked["jenis"]:
            parts = AuditPart.objects.filter(batch=OuterRef("pk"), model=asked["jenis"])
            yield Exists(_of_units(parts, self.units))
        if asked["cari"]:
            yield self._words(asked["cari"])

    def _words(self, text: str) -> Q:
        """Find the words in the batch itself and in the rows that it wrote."""
        found = Q(reason__icontains=text) | Q(file_name__icontains=text)
        for model in tracked_models():
            if self.cleaned_data["jenis"] in ("", model._meta.label_lower):
                rows = visible_lines(model, self.units).filter(_row_words(model, text))
                found |= Q(pk__in=rows.order_by().values("batch"))
        return found

    def _people(self) -> Any:
        people = User.objects.order_by("first_name", "last_name", "username")
        return people if self.units is None else people.filter(unit__in=self.units)

    def _offer(self, name: str, nothing: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]


def _of_units(parts: Any, units: Collection[int] | None) -> Any:
    if units is None:
        return parts
    return parts.filter(Q(unit_number__in=units) | Q(unit_number=None))


def _row_words(model: Any, text: str) -> Q:
    """Ask history for the words as the administration asks for rows."""
    found = Q(history_change_reason__icontains=text)
    for name in _searched(model):
        found |= Q(**{f"{name}__icontains": text})
    return found


def _searched(model: Any) -> list[str]:
    """Return the fields in which the administration searches, else all that hold text."""
    known = admin.site._registry.get(model)
    names = [str(name).lstrip("^=@") for name in (known.search_fields if known else ())]
    in_history = [name for name in names if _is_in_history(model, name)]
    return in_history or [
        field.attname
        for field in history_of(model).tracked_fields
        if isinstance(field, CharField | TextField)
    ]


def _is_in_history(model: Any, name: str) -> bool:
    try:
        field = history_of(model)._meta.get_field(name.partition("__")[0])
    except FieldDoesNotExist:
        return False
    return bool(field.concrete)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
