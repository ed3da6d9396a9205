"""Put the home page together: a part for every duty that the person has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.perms import (
    ACCOUNTS_PERMISSION,
    LOG_RIGHTS,
    READ_PERMISSION,
    SUBMIT_PERMISSION,
    VERIFY_PERMISSION,
)
from indicators.models import Notice, NoticeKind
from reports.home.administrator import AdministratorWork, administrator_work
from reports.home.auditor import AuditorView, auditor_view
from reports.home.operator import OperatorWork, operator_work
from reports.home.reader import Overview, overview
from reports.home.verifier import VerifierWork, verifier_work

if TYPE_CHECKING:
    from accounts.models import Unit, User
    from reports.unit_choice import UnitChoice

NOTICES_SHOWN = 20
# What falls due, waits or came back is shown as it stands now, not as it was told.
TOLD = (NoticeKind.VERIFIED,)
# Who is in charge of an indicator without entering it is told what came back.
TOLD_OTHERS = (NoticeKind.VERIFIED, NoticeKind.RETURNED)


@dataclass(frozen=True)
class Home:
    """Everything the page shows; a part is None for a person without that duty."""

    unit: Unit | None
    notices: list[Notice]
    operator: OperatorWork | None
    verifier: VerifierWork | None
    administrator: AdministratorWork | None
    auditor: AuditorView | None
    reader: Overview | None

    @property
    def is_empty(self) -> bool:
        """Whether the person has no duty at all: an account without role or unit."""
        parts = (self.operator, self.verifier, self.administrator)
        return not any((*parts, self.auditor, self.reader))


def build(user: User, choice: UnitChoice | None) -> Home:
    """Return the person's home page; without a unit only what needs none."""
    today = timezone.localdate()
    unit = user.unit
    works = unit is not None
    is_operator = works and user.has_perm(SUBMIT_PERMISSION)
    is_verifier = works and user.has_perm(VERIFY_PERMISSION)
    is_administrator = user.has_perm(ACCOUNTS_PERMISSION)
    is_auditor = user.has_perms(LOG_RIGHTS) and not is_administrator
    has_duty = is_operator or is_verifier or is_administrator or is_auditor
    reads = user.has_perm(READ_PERMISSION) and not has_duty
    return Home(
        unit=unit,
        notices=_notices(user, TOLD if is_operator else TOLD_OTHERS),
        operator=operator_work(unit, user, today) if unit and is_operator else None,
        verifier=verifier_work(unit, today) if unit and is_verifier else None,
        administrator=administrator_work(user) if is_administrator else None,
        auditor=auditor_view(choice.unit, user) if choice and is_auditor else None,
        reader=overview(choice) if choice and reads else None,
    )


def _notices(user: User, kinds: tuple[NoticeKind, ...]) -> list[Notice]:
    rows = Notice.objects.filter(user=user, seen_at=None, kind__in=kinds)
    return list(rows.order_by("-pk")[:NOTICES_SHOWN])
