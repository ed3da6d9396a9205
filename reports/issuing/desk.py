"""What lies before the person who issues: the report as it is now, and the issue that it supersedes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode

from documents.models import IssuedDocument
from reports.issuing.content import seen_mark
from reports.renderers.html import draw_page

if TYPE_CHECKING:
    from accounts.models import User
    from reports.documents import Document
    from reports.parameters import Parameters
    from reports.report import Report
    from reports.unit_choice import UnitChoice


class Desk:
    """A report of a unit with the choices made, read once for a request."""

    def __init__(
        self, report: Report, choice: UnitChoice, parameters: Parameters, user: User
    ) -> None:
        self.report, self.parameters, self.user = report, parameters, user
        self.unit = choice.unit
        self._choices = urlencode(report.choices(parameters))
        query = choice.query | report.choices(parameters)
        self.back = f"{reverse('report_page', args=[report.slug])}?{urlencode(query)}"

    @cached_property
    def head(self) -> IssuedDocument | None:
        """The standing issue of the same report; None where it was never issued."""
        head: IssuedDocument | None = self._chain().standing().first()
        return head

    def _chain(self) -> Any:
        return IssuedDocument.objects.of_report(
            self.unit, self.report.slug, self._choices
        )

    def draft(self) -> IssuedDocument:
        """Return a new row that supersedes the standing one."""
        return self._draft(self.head)

    def draft_after(self, key: str) -> IssuedDocument:
        """Return a new row that supersedes what the person has seen standing."""
        is_key = key.isascii() and key.isdecimal() and len(key) < 19
        return self._draft(
            self._chain().filter(pk=int(key)).first() if is_key else None
        )

    def _draft(self, supersedes: IssuedDocument | None) -> IssuedDocument:
        return IssuedDocument(
            unit=self.unit,
            slug=self.report.slug,
            choices=self._choices,
            supersedes=supersedes,
            issued_by=self.user,
        )

    @property
    def shown(self) -> dict[str, Any]:
        """The report as it would be issued, and its mark."""
        document: Document = self.report.build(self.parameters)
        return {
            "document": document,
            "blocks": draw_page(document),
            "mark": seen_mark(document),
        }
