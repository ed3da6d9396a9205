"""What the models of plans and figures share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ProtectedError

from accounts.models import Sourced, Unit, User

if TYPE_CHECKING:
    from decimal import Decimal

    OptionalDecimal = models.DecimalField[Decimal | int | str | None, Decimal | None]

ROW = TypeVar("ROW", bound="models.Model")

CARRIES_FIGURES = "Baris yang memuat angka tidak dapat dihapus; kosongkan nilainya, riwayatnya tetap ada."
# 15 significant digits is what SQLite keeps of a decimal exactly.
FIGURE_DIGITS = 15
FIGURE_DECIMALS = 4
COUNT_DIGITS = 6

year_validators = [
    MinValueValidator(1990, "Tahun paling awal 1990."),
    MaxValueValidator(2100, "Tahun paling akhir 2100."),
]


def figure_field(verbose_name: str, **options: Any) -> OptionalDecimal:
    """Return an optional decimal for an indicator's value."""
    return models.DecimalField(
        verbose_name,
        max_digits=FIGURE_DIGITS,
        decimal_places=FIGURE_DECIMALS,
        null=True,
        blank=True,
        **options,
    )


def money_field(verbose_name: str, **options: Any) -> OptionalDecimal:
    """Return an optional amount in whole rupiah."""
    return models.DecimalField(
        verbose_name, max_digits=15, decimal_places=0, null=True, blank=True, **options
    )


def count_field(verbose_name: str, **options: Any) -> OptionalDecimal:
    """Return an optional whole number of people or things."""
    return models.DecimalField(
        verbose_name,
        max_digits=COUNT_DIGITS,
        decimal_places=0,
        null=True,
        blank=True,
        **options,
    )


class UnitOwnedQuerySet(models.QuerySet[ROW]):
    """Rows that belong to a unit, found over the model's ``unit_path``."""

    def visible_to(self, user: User) -> UnitOwnedQuerySet[ROW]:
        """Return the rows of the user's own unit and of those below it."""
        if user.is_superuser:
            return self
        path = self.model.unit_path  # type: ignore[attr-defined]
        return self.filter(**{f"{path}__in": user.visible_unit_ids()})

    def of_unit(self, unit: Unit) -> UnitOwnedQuerySet[ROW]:
        """Return the rows of one unit."""
        return self.filter(**{self.model.unit_path: unit})  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse as a whole when any of the rows may not go."""
        for row in self:
            refuse_deletion(row)
        return super().delete()

    def delete_with_draft(self) -> tuple[int, dict[str, int]]:
        """Delete without asking row by row, for the deed that throws a draft away and has asked for the whole."""
        return super().delete()


class UnitOwned(Sourced):
    """A row that belongs to a unit, through its plan or directly."""

    unit_path: ClassVar[str] = "unit"

    objects: ClassVar[Any] = UnitOwnedQuerySet.as_manager()

    class Meta(Sourced.Meta):
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse when the row may not go."""
        refuse_deletion(self)
        return super().delete(*args, **kwargs)

    @property
    def deletion_refusal(self) -> str | None:
        """Why the row may not be deleted; None when it may."""
        return None

    @property
    def owner_unit(self) -> Unit:
        """The unit the row belongs to."""
        owner: Any = self
        for name in self.unit_path.split("__"):
            owner = getattr(owner, name)
        unit: Unit = owner
        return unit


class FigureRow(UnitOwned):
    """A row that carries figures."""

    figure_fields: ClassVar[tuple[str, ...]] = ()

    class Meta(UnitOwned.Meta):
        abstract = True

    @property
    def carries_figure(self) -> bool:
        """Whether any of the row's figures is filled."""
        return any(getattr(self, name) not in (None, "") for name in self.figure_fields)

    @property
    def deletion_refusal(self) -> str | None:
        """A figure is emptied, with history, instead of deleted."""
        return CARRIES_FIGURES if self.carries_figure else None


def refuse_deletion(row: Any) -> None:
    """Raise ProtectedError when the row says why it may not be deleted."""
    if refusal := row.deletion_refusal:
        raise ProtectedError(refusal, {row})
