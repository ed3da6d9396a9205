"""Rows of issued reports, and of requests to issue, that violate a constraint each."""

from tests.document_factories import IssuedDocumentFactory, IssueRequestFactory
from tests.factories import UserFactory


def issued(**options):
    person = UserFactory()
    return IssuedDocumentFactory.build(
        **{"unit": person.unit, "issued_by": person} | options
    )


def beside(first, **options):
    """Return a row of the same report as a stored one."""
    return issued(unit=first.unit, issued_by=first.issued_by, **options)


def same_number():
    first = IssuedDocumentFactory()
    told = {"supersedes": first, "reason": "Salah angka"}
    return beside(first, number=first.number, **told)


def request(**options):
    person = UserFactory()
    return IssueRequestFactory.build(unit=person.unit, requested_by=person, **options)


ISSUED_CASES = {
    "issued_has_number": lambda: issued(number=""),
    "issued_has_signatory": lambda: issued(signatory_position=""),
    "issued_files_are_described": lambda: issued(pdf_size=0),
    "issued_successor_has_reason": lambda: issued(reason="Tidak ada yang digantikan"),
    "issued_chain_begins_once": lambda: beside(IssuedDocumentFactory()),
    "issued_number_once_per_report": same_number,
    "issue_request_state_known": lambda: request(state="?"),
    "issue_request_done_is_issued": lambda: request(state="done"),
    "issue_request_progress_at_most_100": lambda: request(progress=101),
}
