"""People and their roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.crypto import salted_hmac
from simple_history import register
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


class PeopleHistory(HistoricalRecords):
    """History of people: signing in, and renewing the hash of a password, change nothing that it keeps."""

    def post_save(
        self, instance: Any, created: bool, using: Any = None, **kwargs: Any
    ) -> None:
        """Write a line unless only fields were saved that history leaves out."""
        saved = kwargs.get("update_fields")
        if saved is None or not set(saved) <= set(self.excluded_fields):
            super().post_save(instance, created, using=using, **kwargs)


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

    # Set and emptied together with the devices, by accounts.second_factor alone.
    second_factor_since = models.DateTimeField(
        "verifikasi dua langkah sejak", null=True, blank=True, editable=False
    )

    # Django's field, by the name that people know.
    groups = models.ManyToManyField(  # type: ignore[assignment]
        Group,
        verbose_name="peran",
        blank=True,
        related_name="user_set",
        related_query_name="user",
        help_text="Hak seseorang datang dari perannya saja.",
    )
    # Why the row is being saved, for those who read its history; set by whoever saves it.
    _change_reason: str

    history = PeopleHistory(
        bases=[AuditedHistory],
        excluded_fields=["password", "last_login"],
        m2m_fields=["groups"],
        verbose_name="riwayat pengguna",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must know: a new password ends the others, and so does turning the second factor on or off."""
        of_password: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        if self.second_factor_since is None:
            return of_password
        marks = f"{of_password}:{self.second_factor_since.timestamp()}"
        return salted_hmac("accounts.session", marks, secret=secret).hexdigest()

    def visible_unit_ids(self) -> set[int]:
        """Return the ids of the own unit and those below it; empty without a unit."""
        if self.unit_id is None:
            return set()
        return descendants(self.unit_id, Unit.objects.values_list("pk", "parent_id"))


# The rights of the roles are written by setup_roles; who reads the log sees when they changed.
register(
    Group,
    app="accounts",
    bases=[AuditedHistory],
    m2m_fields=["permissions"],
    verbose_name="riwayat peran",
)
