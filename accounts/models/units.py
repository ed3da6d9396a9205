"""Units and who signs for them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models.batches import AuditedHistory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models.people import User

LOGO_MAX_BYTES = 512 * 1024
code_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
    "Kode hanya boleh memuat huruf, angka, titik, garis miring, dan tanda hubung.",
)


class Sourced(models.Model):
    """A row that says where it comes from (table and line, document, person)."""

    source = models.CharField("sumber", max_length=300, blank=True)

    class Meta:
        abstract = True


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as people may see them."""

    def visible_to(self, user: User) -> UnitQuerySet:
        """Return the user's own unit and those below it; all for a superuser, none without a unit."""
        if user.is_superuser:
            return self
        return self.filter(pk__in=user.visible_unit_ids())

    def with_ancestors(self, unit: Unit) -> UnitQuerySet:
        """Return the unit and those above it."""
        parents = dict(Unit.objects.values_list("pk", "parent_id"))
        chain: list[int] = []
        current: int | None = unit.pk
        while current is not None and current not in chain:
            chain.append(current)
            current = parents.get(current)
        return self.filter(pk__in=chain)


def descendants(root_id: int, pairs: Iterable[tuple[int, int | None]]) -> set[int]:
    """Return the ids of the root and everything below it, from (id, parent id) pairs."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in pairs:
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = [root_id]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += children.get(current, [])
    return found


class Unit(Sourced):
    """An office (satker): it owns plans, revenue and people."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", "Kementerian"
        ECHELON_1 = "echelon_1", "Eselon I"
        SECRETARIAT = "secretariat", "Sekretariat"
        CENTRE = "centre", "Pusat"
        LARGE_OFFICE = "large_office", "Balai Besar"
        OFFICE = "office", "Balai"

    code = models.CharField(
        "kode", max_length=30, unique=True, validators=[code_validator]
    )
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="induk",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    letterhead = models.TextField(
        "kop surat", blank=True, help_text="Satu baris kop per baris."
    )
    logo = models.ImageField(
        "logo",
        upload_to="logo/",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
        help_text="PNG atau JPEG, paling besar 512 KB.",
    )
    place = models.CharField(
        "tempat",
        max_length=100,
        blank=True,
        help_text="Tempat penandatanganan dokumen.",
    )

    objects = UnitQuerySet.as_manager()
    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat unit kerja"
    )

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "ministry",
                        "echelon_1",
                        "secretariat",
                        "centre",
                        "large_office",
                        "office",
                    ]
                ),
                name="unit_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="unit_not_its_own_parent",
                violation_error_message="Unit kerja tidak boleh menjadi induk dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a circle of parents and a logo that is too large."""
        super().clean()
        check_no_circle(self)
        check_logo_size(self)

    @property
    def letterhead_lines(self) -> list[str]:
        """The lines of the letterhead, the name when none are recorded."""
        return [
            line.strip() for line in self.letterhead.splitlines() if line.strip()
        ] or [self.name]


class Signatory(Sourced):
    """Who signs for a unit from when to when."""

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="signatories",
    )
    name = models.CharField("nama", max_length=150)
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka.")],
    )
    position = models.CharField("jabatan", max_length=150)
    is_acting = models.BooleanField("pelaksana tugas (Plt.)", default=False)
    start = models.DateField("mulai")
    end = models.DateField("sampai", null=True, blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat penanda tangan"
    )

    class Meta:
        verbose_name = "pejabat penanda tangan"
        verbose_name_plural = "pejabat penanda tangan"
        ordering = ["unit", "-start"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "start"],
                name="signatory_once_per_start",
                violation_error_message="Penanda tangan ini sudah tercatat mulai tanggal itu.",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="signatory_end_after_start",
                violation_error_message="Tanggal sampai harus sesudah tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def position_text(self) -> str:
        """The position as it is printed over the signature, with Plt. for an acting official."""
        return f"Plt. {self.position}" if self.is_acting else self.position

    @classmethod
    def on(cls, unit: Unit, day: datetime.date) -> Signatory | None:
        """Return who signed for the unit on that day, None when nobody is recorded."""
        in_force = Q(end__isnull=True) | Q(end__gte=day)
        return (
            cls.objects.filter(in_force, unit=unit, start__lte=day)
            .order_by("-start")
            .first()
        )


def check_no_circle(unit: Unit) -> None:
    """Refuse a parent that is the unit itself or stands below it."""
    if unit.pk and unit.parent_id in descendants(
        unit.pk, Unit.objects.values_list("pk", "parent_id")
    ):
        raise ValidationError(
            {"parent": "Induk tidak boleh unit ini sendiri atau unit di bawahnya."}
        )


def check_logo_size(unit: Unit) -> None:
    """Refuse a logo that is too large to be printed on every page."""
    is_new = bool(unit.logo) and not getattr(unit.logo, "_committed", True)
    if is_new and unit.logo.size > LOGO_MAX_BYTES:
        raise ValidationError({"logo": "Logo paling besar 512 KB."})
