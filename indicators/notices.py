"""Telling people about figures: a row for each, in the transaction of the deed, and an e-mail after it.

A mail server that does not answer never undoes a deed: the notices stay unsent, and
``send_reminders`` tries again.
"""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from indicators.models import Notice, NoticeKind
from indicators.notice_mail import message_for
from indicators.recipients import in_charge
from indicators.stages import person_name
from indicators.tasks import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.mail.backends.base import BaseEmailBackend

    from accounts.models import User
    from indicators.models import Indicator, Realization
    from indicators.models.notices import NoticeQuerySet

# What could not be sent for so long is seen on the home page; a late e-mail would only confuse.
RETRY_DAYS = 7
logger = logging.getLogger(__name__)


def notice(
    user: User,
    kind: NoticeKind,
    indicator: Indicator,
    place: tuple[int, str],
    **said: str,
) -> Notice:
    """Return a notice to be recorded: ``place`` is year and period, ``said`` occasion and text."""
    year, period = place
    where = f"{indicator.code} {indicator.name}, {place_text(year, period)}"
    return Notice(
        user=user,
        kind=kind,
        indicator=indicator,
        year=year,
        period=period,
        occasion=said["occasion"],
        text=f"{where}: {said['text']}",
    )


def record(notices: Iterable[Notice]) -> None:
    """Keep the notices; one that was given on the same occasion is not given twice."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def tell_operators(
    rows: Sequence[Realization],
    kind: NoticeKind,
    by: User,
    text: str,
    at: datetime.datetime,
) -> None:
    """Tell who handed the figures in and who is in charge of them; the mail goes out after the commit."""
    unit = rows[0].owner_unit
    charged = in_charge(unit, (row.indicator for row in rows))
    found = [
        notice(
            user,
            kind,
            row.indicator,
            (row.year, row.period),
            occasion=at.isoformat(),
            text=text,
        )
        for row in rows
        for user in _concerned(row, charged[row.indicator_id], by)
    ]
    record(found)
    told = {each.user_id for each in found}
    transaction.on_commit(
        lambda: deliver(recent().filter(user__in=told, kind=kind)), robust=True
    )


def _concerned(row: Realization, charged: Iterable[User], by: User) -> list[User]:
    people = {user.pk: user for user in charged}
    if row.submitted_by and row.submitted_by.is_active:
        people[row.submitted_by.pk] = row.submitted_by
    people.pop(by.pk, None)
    return list(people.values())


def recent() -> NoticeQuerySet:
    """Return the notices that are young enough to be sent."""
    since = timezone.now() - datetime.timedelta(days=RETRY_DAYS)
    rows: NoticeQuerySet = Notice.objects.filter(created_at__gte=since)
    return rows


def deliver(rows: NoticeQuerySet) -> int:
    """Send one e-mail per person with the unsent ones of these notices; return how many mails went out.

    The notices are marked as sent before: two processes never send the same one, and no
    database lock is held while the mail server thinks. What fails is marked as unsent again.
    """
    by_user: dict[User, list[Notice]] = defaultdict(list)
    for each in _claim(rows):
        by_user[each.user].append(each)
    if not by_user:
        return 0
    connection = get_connection()
    if not _opens(connection):
        _give_back([each for found in by_user.values() for each in found])
        return 0
    try:
        return sum(_send(connection, user, found) for user, found in by_user.items())
    finally:
        connection.close()


@transaction.atomic
def _claim(rows: NoticeQuerySet) -> list[Notice]:
    unsent = rows.unsent().select_related("user", "indicator").order_by("pk")
    found = list(unsent.select_for_update(skip_locked=True, of=("self",)))
    Notice.objects.filter(pk__in=[each.pk for each in found]).update(
        sent_at=timezone.now()
    )
    return found


def _give_back(notices: Iterable[Notice]) -> None:
    Notice.objects.filter(pk__in=[each.pk for each in notices]).update(sent_at=None)


def _opens(connection: BaseEmailBackend) -> bool:
    try:
        connection.open()
    except OSError:
        logger.exception("The mail server cannot be reached; notices stay unsent.")
        return False
    return True


def _send(connection: BaseEmailBackend, user: User, notices: list[Notice]) -> bool:
    """Send a person's mail; one that is refused does not keep the others back."""
    try:
        connection.send_messages([message_for(user, notices)])
    except (OSError, ValueError):
        logger.exception("A notice to user %s could not be sent.", user.pk)
        _give_back(notices)
        return False
    return True


def said_by(user: User, deed: str, note: str) -> str:
    """Return what a notice says of a deed: who did it, and the note."""
    told = f"{deed} oleh {person_name(user)}."
    return f"{told} Catatan: {note}" if note else told
