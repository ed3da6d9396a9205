"""The history of one row: every version with who, when, from what to what, why, by which path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404

from accounts.history_tables import history_of, tracked_models, unit_lookup
from accounts.models import Unit
from accounts.perms import TRAIL_PERMISSION
from indicators.models import Indicator
from reports.trail_lines import described, kind_of, units_seen

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from accounts.models import User
    from reports.trail_lines import Line

LINES_SHOWN = 50
# What a column of keys can hold.
MAX_KEY = 2**63 - 1


@dataclass(frozen=True)
class RowHistory:
    """Everything the page shows; the subject is called as it was called last."""

    kind: str
    subject: str
    unit: Unit | None
    indicator: Indicator | None
    lines: list[Line]
    page: Page[Any]


def build(user: User, label: str, key: int, number: str) -> RowHistory:
    """Return the history of a row that the person may see; Http404 and PermissionDenied otherwise."""
    model = next((m for m in tracked_models() if m._meta.label_lower == label), None)
    if model is None or key > MAX_KEY:
        raise Http404("Data tidak ditemukan.")
    _ask_permission(user, model)
    unit = _unit_of(model, key, user)
    lines = _lines(model, key)
    page = Paginator(lines, LINES_SHOWN).get_page(number)
    shown = described(page.object_list)
    return RowHistory(
        kind=kind_of(label),
        subject=shown[0].subject if shown else f"#{key}",
        unit=unit,
        indicator=_indicator_of(model, key),
        lines=shown,
        page=page,
    )


def _ask_permission(user: User, model: Any) -> None:
    """Who may see the row may see its history; who reads the audit trail sees all of it."""
    right = f"{model._meta.app_label}.view_{model._meta.model_name}"
    if not (user.has_perm(right) or user.has_perm(TRAIL_PERMISSION)):
        raise PermissionDenied


def _lines(model: Any, key: int) -> QuerySet[Any]:
    lines: QuerySet[Any] = history_of(model)._base_manager.order_by("-history_id")
    found = lines.filter(**{model._meta.pk.attname: key})
    return found.select_related("batch__user", "history_user")


def _indicator_of(model: Any, key: int) -> Indicator | None:
    """Return the indicator of a figure, by the way that leads over it to the unit; None for other rows."""
    way, over_plan, _ = (unit_lookup(model) or "").partition("__plan")
    if not over_plan or not way.endswith("indicator"):
        return None
    number = _lines(model, key).values_list(way, flat=True).first()
    return Indicator.objects.filter(pk=number or 0).select_related("plan").first()


def _unit_of(model: Any, key: int, user: User) -> Unit | None:
    """Return the row's unit, by its history where the row is gone; Http404 where the person does not see it."""
    lookup, seen = unit_lookup(model), units_seen(user)
    rows = model._base_manager.filter(pk=key), _lines(model, key)
    if not any(each.exists() for each in rows):
        raise Http404("Data tidak ditemukan.")
    if lookup is None:
        return None
    found = [each.values_list(lookup, flat=True).first() for each in rows]
    number = next((unit for unit in found if unit is not None), None)
    if seen is not None and number not in seen:
        raise Http404("Data tidak ditemukan.")
    return Unit.objects.filter(pk=number or 0).first()
