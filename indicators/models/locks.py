"""Closed periods."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.acting import current_acting
from accounts.models import AuditedHistory, Unit, User
from indicators.models.base import UnitOwned, year_validators
from indicators.models.choices import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

REASON_MISSING = "Alasan harus diisi."
UNLOCK_REASON_MISSING = (
    "Kunci dibuka di halaman Kunci periode, dengan menyebut alasannya."
)


class PeriodLock(UnitOwned):
    """A closed year or quarter of a unit: who closed it, when, why. TAHUN closes the whole year."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit, verbose_name="unit kerja", on_delete=models.PROTECT, related_name="locks"
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    period = models.CharField(
        "periode", max_length=5, choices=Period.choices, default=Period.YEAR
    )
    locked_by = models.ForeignKey(
        User,
        verbose_name="dikunci oleh",
        on_delete=models.PROTECT,
        editable=False,
        related_name="locks",
    )
    locked_at = models.DateTimeField("dikunci pada", auto_now_add=True)
    reason = models.CharField(
        "alasan", max_length=300, error_messages={"blank": REASON_MISSING}
    )

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat kunci")

    class Meta:
        verbose_name = "kunci periode"
        verbose_name_plural = "kunci periode"
        ordering = ["unit", "-year", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "period"],
                name="lock_once_per_period",
                violation_error_message="Periode ini sudah dikunci.",
            ),
            models.CheckConstraint(
                condition=Q(period__in=Period.values), name="lock_period_known"
            ),
        ]
        permissions = [("lock_period", "Dapat mengunci dan membuka periode")]

    def __str__(self) -> str:
        return f"{self.get_period_display()} {self.year}"

    @property
    def deletion_refusal(self) -> str | None:
        """A period is opened again with a reason only, which the batch keeps."""
        return None if current_acting().reason else UNLOCK_REASON_MISSING

    exceptions: tuple[LockException, ...] = ()

    def closes(self, indicator_id: int | None = None) -> bool:
        """Whether the lock holds for this indicator (for the unit's other figures without one)."""
        return not any(
            opening.indicator_id in (None, indicator_id) for opening in self.exceptions
        )

    def refusal(self) -> str:
        """Return the sentence that refuses a write: who locked, when, whom to ask."""
        who = self.locked_by.get_full_name() or self.locked_by.username
        return (
            f"{self.get_period_display()} {self.year} dikunci oleh {who} pada "
            f"{timezone.localtime(self.locked_at):%d-%m-%Y}; mintalah kepadanya untuk membuka kunci."
        )


class LockException(UnitOwned):
    """A locked period opened again for a while: for the whole unit, or for one indicator.

    It opens figures, not what gives them their meaning, and ends by itself.
    """

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="lock_exceptions",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    indicator = models.ForeignKey(
        "indicators.Indicator",
        verbose_name="indikator",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lock_exceptions",
        help_text="Kosong: seluruh unit kerja.",
    )
    reason = models.CharField(
        "alasan", max_length=300, error_messages={"blank": REASON_MISSING}
    )
    opened_by = models.ForeignKey(
        User,
        verbose_name="dibuka oleh",
        on_delete=models.PROTECT,
        editable=False,
        related_name="lock_exceptions",
    )
    opened_at = models.DateTimeField("dibuka pada", auto_now_add=True)
    until = models.DateTimeField("berlaku sampai")

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat pengecualian kunci"
    )

    class Meta:
        verbose_name = "pengecualian kunci"
        verbose_name_plural = "pengecualian kunci"
        ordering = ["unit", "-year", "-until"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="lock_exception_has_reason",
                violation_error_message=REASON_MISSING,
            ),
        ]

    def __str__(self) -> str:
        place = self.indicator.code if self.indicator else "seluruh unit kerja"
        return f"{self.year}: {place}"

    def clean(self) -> None:
        """Refuse an indicator of another unit, or of a plan that does not count in the year."""
        super().clean()
        if self.indicator is None:
            return
        if self.indicator.plan.unit_id != self.unit_id:
            raise ValidationError(
                {"indicator": "Indikator harus milik unit kerja yang sama."}
            )
        if not self.indicator.plan.plan_years.filter(year=self.year).exists():
            raise ValidationError(
                {"indicator": f"Tahun {self.year} tidak memakai renstra indikator ini."}
            )

    @property
    def sentence(self) -> str:
        """Say what is open, until when, and why: "SK3.1 dibuka sementara sampai 31-03-2024 23.59: koreksi"."""
        place = self.indicator.code if self.indicator else "Seluruh unit kerja"
        end = f"{timezone.localtime(self.until):%d-%m-%Y %H.%M}"
        return f"{place} dibuka sementara sampai {end}: {self.reason}"

    @property
    def is_running(self) -> bool:
        """Whether the exception still opens the period."""
        return timezone.now() < self.until

    @property
    def deletion_refusal(self) -> str | None:
        """An exception ends; that it was given stays on record."""
        return "Pengecualian tidak dihapus; akhiri lebih awal bila tidak diperlukan."


def meaning_locks(plan_ids: Iterable[int]) -> dict[int, PeriodLock]:
    """Return, for plans that count in a locked year, one such lock; in one query."""
    plan = F("unit__plan_years__plan")
    locks = PeriodLock.objects.filter(
        period=Period.YEAR,
        unit__plan_years__plan__in=set(plan_ids),
        unit__plan_years__year=F("year"),
    )
    found = locks.annotate(plan_id=plan).select_related("locked_by")
    return {lock.plan_id: lock for lock in found.order_by("year")}


def load_locks(
    pairs: Iterable[tuple[int, int]],
) -> dict[tuple[int, int], list[PeriodLock]]:
    """Return the locks of (unit id, year) pairs with their running exceptions; open pairs have an empty list.

    One query, and a second one only where something is locked.
    """
    wanted = set(pairs)
    found: dict[tuple[int, int], list[PeriodLock]] = defaultdict(list)
    places = {
        "unit__in": {unit for unit, _ in wanted},
        "year__in": {year for _, year in wanted},
    }
    for lock in PeriodLock.objects.filter(**places).select_related("locked_by"):
        found[lock.unit_id, lock.year].append(lock)
    if found:
        running = LockException.objects.filter(**places, until__gt=timezone.now())
        for opening in running.select_related("indicator").order_by("pk"):
            for lock in found.get((opening.unit_id, opening.year), ()):
                lock.exceptions = (*lock.exceptions, opening)
    return found


def lock_problem(
    unit_id: int, year: int, locks: dict[tuple[int, int], list[PeriodLock]]
) -> str | None:
    """Return the refusal when the unit's year is locked as a whole and not opened for the unit."""
    found = (lock for lock in locks[unit_id, year] if lock.period == Period.YEAR)
    return next((lock.refusal() for lock in found if lock.closes()), None)


def refuse_in_locked_years(places: Iterable[tuple[int, int]]) -> None:
    """Raise ValidationError when one of the (unit id, year) pairs is locked as a whole."""
    locks = load_locks(places)
    refusals = filter(None, (lock_problem(*place, locks) for place in list(locks)))
    if refusal := next(refusals, None):
        raise ValidationError(refusal)


def refuse_new_meaning(places: Iterable[tuple[int, int]]) -> None:
    """Raise ValidationError when one of the (unit id, year) pairs is locked as a whole, exception or not."""
    for locks in load_locks(places).values():
        for lock in locks:
            if lock.period == Period.YEAR:
                raise ValidationError(lock.refusal())


class GivesMeaning(models.Model):
    """A row that gives figures their meaning: polarity, method, scale, bands, cap, lineage.

    A locked year freezes it as it freezes the figures: a changed polarity would turn
    a verified "tercapai" into its opposite without touching a figure.
    """

    meaning_fields: ClassVar[tuple[str, ...]] = ()
    new_row_changes_meaning: ClassVar[bool] = False

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a change of meaning while a year that it judges is locked."""
        super().clean()
        if self.changes_meaning() and (refusal := self.deletion_refusal):
            raise ValidationError(refusal)

    @property
    def deletion_refusal(self) -> str | None:
        """The refusal of a lock over any year that this row judges; None while all are open."""
        locks = meaning_locks(self.judged_plan_ids()).values()
        return next((lock.refusal() for lock in locks), None)

    def changes_meaning(self) -> bool:
        """Whether saving this row would change what figures mean."""
        if self.pk is None:
            return self.new_row_changes_meaning
        rows = type(self)._base_manager.filter(pk=self.pk)
        stored = rows.values_list(*self.meaning_fields).first()
        now = tuple(
            self._meta.get_field(name).value_from_object(self)  # type: ignore[union-attr]
            for name in self.meaning_fields
        )
        return stored is not None and stored != now

    def judged_plan_ids(self) -> set[int]:
        """Return the plans whose figures this row gives a meaning."""
        raise NotImplementedError
