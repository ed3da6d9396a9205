"""The pages of issued reports in the permission matrix."""

from accounts.models import Role
from tests.matrix import EVERYONE, ROLES, Page, only

PACK_READERS = (Role.VERIFIKATOR, Role.AUDITOR)
OF_CAPAIAN = {"slug": "capaian"}


def issuing_pages(key):
    """Return the pages; ``key`` is the number of an issued report of the own unit, and of a request to issue."""
    issuer_only = {role: 200 if role == Role.VERIFIKATOR else 404 for role in ROLES}
    one = [
        Page("issued", EVERYONE, {"pk": key}, is_of_unit=False),
        Page("issued", EVERYONE, {"pk": key}, query="periksa=berkas", is_of_unit=False),
        Page("issued_file", EVERYONE, {"pk": key, "ending": "pdf"}, is_of_unit=False),
        Page("issued_changes", EVERYONE, {"pk": key}, is_of_unit=False),
        Page(
            "issued_changes_file",
            EVERYONE,
            {"pk": key, "form": "csv"},
            is_of_unit=False,
        ),
        Page("issued_pack", only(*PACK_READERS), {"pk": key}, is_of_unit=False),
    ]
    return one, [
        Page("issued_list", EVERYONE),
        Page("report_pack", only(*PACK_READERS), OF_CAPAIAN, "year=2023"),
        Page(
            "issue",
            only(Role.VERIFIKATOR),
            OF_CAPAIAN,
            query="year=2023",
            is_of_unit=False,
        ),
        Page(
            "issue",
            only(Role.VERIFIKATOR, status=422),
            OF_CAPAIAN,
            query="year=2023",
            method="post",
            is_of_unit=False,
        ),
        Page("issue_request", issuer_only, {"pk": key}, is_of_unit=False),
        Page("issue_request_progress", issuer_only, {"pk": key}, is_of_unit=False),
    ]
