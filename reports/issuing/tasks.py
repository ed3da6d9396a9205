"""Issuing a long report: the worker's deed, on the request of a person."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import Unit
from documents.models import IssuedDocument, IssueRequest, RenderState
from documents.models.particulars import IssueParticulars
from reports.catalogue import REPORTS
from reports.issuing.deeds import Order, issue
from reports.parameters import ParameterError
from reports.rendering.tasks import BROKEN, fail, teller

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)
SHARED = tuple(field.name for field in IssueParticulars._meta.local_fields)


def ask_for_issue(order: Order, user: User) -> IssueRequest:
    """Return the request to issue that, put into the queue; asked for twice, it is the one that waits."""
    with transaction.atomic():
        list(Unit.objects.select_for_update().filter(pk=order.draft.unit_id))
        wanted = IssueRequest(
            seen=order.seen,
            supersedes=order.draft.supersedes,
            requested_by=user,
            **_shared(order.draft),
        )
        if found := _under_way(wanted):
            return found
        wanted.save()
        transaction.on_commit(lambda: make_issue.enqueue(wanted.pk))
    wanted.refresh_from_db()
    return wanted


def _under_way(wanted: IssueRequest) -> IssueRequest | None:
    rows = IssueRequest.objects.filter(
        state__in=(RenderState.WAITING, RenderState.RUNNING),
        requested_by=wanted.requested_by,
        seen=wanted.seen,
        supersedes=wanted.supersedes,
        **_shared(wanted),
    )
    return next((row for row in rows if not row.is_stuck), None)


def _shared(row: IssueParticulars) -> dict[str, object]:
    return {name: getattr(row, name) for name in SHARED}


@task()
def make_issue(pk: int) -> None:
    """Issue what was asked for; what goes wrong is said in the request."""
    row = IssueRequest.objects.filter(pk=pk, state=RenderState.WAITING).first()
    if row is None:
        return
    tell = teller(row)
    tell(1, "Membaca data")
    try:
        issued = issue(_order(row), tell)
    except ParameterError as error:
        fail(row, str(error))
    except ValidationError as error:
        fail(row, " ".join(error.messages))
    except Exception:
        logger.exception("Issuing %s failed.", row)
        fail(row, BROKEN)
    else:
        _finish(row, issued)


def _order(row: IssueRequest) -> Order:
    """Return the order as the person gave it; raises ParameterError."""
    report = REPORTS[row.slug]
    assert row.requested_by is not None  # noqa: S101 - asked for on a page that nobody opens without signing in
    draft = IssuedDocument(
        supersedes=row.supersedes, issued_by=row.requested_by, **_shared(row)
    )
    parameters = report.read(row.unit, dict(parse_qsl(row.choices)))
    return Order(report, parameters, draft, row.seen)


def _finish(row: IssueRequest, issued: IssuedDocument) -> None:
    row.issued = issued
    row.state, row.progress, row.words = RenderState.DONE, 100, ""
    row.finished_at = row.heard_at = timezone.now()
    row.save()
