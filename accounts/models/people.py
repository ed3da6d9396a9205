"""People and their roles."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models.batches import AuditedHistory
from accounts.models.units import Unit, descendants


class Role(models.TextChoices):
    """The roles; each is a group of the same name."""

    OPERATOR = "operator", "Operator"
    VERIFIKATOR = "verifikator", "Verifikator"
    PIMPINAN = "pimpinan", "Pimpinan"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class User(AbstractUser):
    """A person with an account, working for one unit."""

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
    )
    receives_notices = models.BooleanField(
        "terima pemberitahuan surel",
        default=True,
        help_text="Jatuh tempo, terlambat, dikembalikan, dan terverifikasi.",
    )
    must_change_password = models.BooleanField(
        "wajib mengganti kata sandi",
        default=False,
        help_text="Berlaku sampai orang itu membuat kata sandinya sendiri.",
    )

    history = HistoricalRecords(
        bases=[AuditedHistory],
        excluded_fields=["password", "last_login"],
        verbose_name="riwayat pengguna",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def visible_unit_ids(self) -> set[int]:
        """Return the ids of the own unit and those below it; empty without a unit."""
        if self.unit_id is None:
            return set()
        return descendants(self.unit_id, Unit.objects.values_list("pk", "parent_id"))
