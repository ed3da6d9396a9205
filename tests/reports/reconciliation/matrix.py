"""The pages of the reconciliation in the permission matrix."""

from accounts.models import Role
from tests import document_factories as documents
from tests.matrix import EVERYONE, Page, only

DOCUMENTS = {"own": "DOKUMEN-UJI", "child": "DOKUMEN-BAWAH", "other": "DOKUMEN-LAIN"}
TABLE_PAGE = Page(
    "reconciliation_table",
    EVERYONE,
    {"document": DOCUMENTS["own"], "table": "T21"},
    is_of_unit=False,
)
RECONCILIATION_PAGES = [
    Page("reconciliation", EVERYONE),
    Page(
        "reconciliation",
        only(Role.OPERATOR, Role.VERIFIKATOR, status=422),
        method="post",
        is_of_unit=False,
    ),
    TABLE_PAGE,
]


def publish_a_table(unit, code):
    """Publish a table of targets with one row in a document of that code."""
    documents.PublishedRowFactory(
        table__document__unit=unit,
        table__document__code=code,
        table__code="T21",
        table__columns="no,indicator,unit_of_measure,2023",
        key="SK1.1",
    )
