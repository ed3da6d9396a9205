"""The record of signing in: who, when, from where, and whether it worked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SignIn(models.Model):
    """One attempt to sign in.

    A name that is no account is not kept: people type passwords into the field of the name.
    """

    class Outcome(models.TextChoices):
        SUCCESS = "success", "Berhasil"
        FAILURE = "failure", "Kata sandi salah"
        WRONG_CODE = "wrong_code", "Kode verifikasi salah"
        REFUSED = "refused", "Ditolak karena harus menunggu"

    user = models.ForeignKey(
        "accounts.User",
        verbose_name="pengguna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField("waktu", auto_now_add=True, db_index=True)
    address = models.GenericIPAddressField("alamat", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=10, choices=Outcome.choices)

    class Meta:
        verbose_name = "catatan masuk"
        verbose_name_plural = "catatan masuk"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["success", "failure", "wrong_code", "refused"]
                ),
                name="sign_in_outcome_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} #{self.pk}"
