"""What a person may write in an import: by role, and by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Unit, User
from accounts.perms import may_write
from workbook.resources.references import Directory

if TYPE_CHECKING:
    from workbook.resources.base import SheetResource
    from workbook.resources.entries import Entry

OTHER_UNIT = (
    "baris ini milik unit kerja lain; Anda hanya boleh mengubah unit kerja sendiri"
)


def directory_for(user: User | None) -> Directory:
    """Return the rows that the person may refer to: of visible units, and the units above."""
    if user is None or user.is_superuser:
        return Directory(None, set())
    above = Unit.objects.with_ancestors(user.unit) if user.unit else Unit.objects.none()
    return Directory(user.visible_unit_ids(), set(above.values_list("pk", flat=True)))


def rights_problem(
    user: User, resource: SheetResource, entry: Entry
) -> tuple[str, str] | None:
    """Return column and reason where the person may not write the row, None where he or she may."""
    options = resource.model._meta
    verb, word = ("add", "menambah") if entry.is_new else ("change", "mengubah")
    if not user.has_perm(f"{options.app_label}.{verb}_{options.model_name}"):
        return "", f"peran Anda tidak boleh {word} {options.verbose_name}"
    if not resource.is_complete(entry) or _owns(user, resource.owner(entry.instance)):
        return None
    return resource.key[0], OTHER_UNIT


def _owns(user: User, unit: Unit | None) -> bool:
    """Whether rows of the unit are the person's to write; of no unit (a new one at the top) only a superuser's."""
    return user.is_superuser if unit is None else may_write(user, unit)
