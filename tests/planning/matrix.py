"""The pages of plans and agreements in the permission matrix."""

from accounts.models import Role
from tests.matrix import EVERYONE, Page, only

OF_PLAN = {"plan_code": "RENSTRA-UJI"}
OF_REVISION = {"plan_code": "RENSTRA-UJI-R"}
OF_INDICATOR = {**OF_PLAN, "code": "SK1.1"}
PLANNING_PAGES = [
    Page("agreement_list", EVERYONE),
    Page("agreement_year", EVERYONE, {"year": 2023}),
    Page("agreement_versions", EVERYONE, {"year": 2023}),
    Page(
        "agreement_year",
        only(Role.OPERATOR, status=422),
        {"year": 2023},
        method="post",
        is_of_unit=False,
    ),
    *(
        Page(
            "agreement_deed",
            only(role, status=422),
            {"year": 2023},
            data={"deed": deed},
            query=f"deed={deed}",
            method="post",
            is_of_unit=False,
        )
        for deed, role in (
            ("create", Role.OPERATOR),
            ("amend", Role.OPERATOR),
            ("discard", Role.OPERATOR),
            ("fix", Role.VERIFIKATOR),
        )
    ),
    Page("revision_list", EVERYONE),
    Page("revision_new", only(Role.OPERATOR), OF_PLAN, is_of_unit=False),
    Page(
        "revision_new",
        only(Role.OPERATOR, status=422),
        OF_PLAN,
        method="post",
        is_of_unit=False,
    ),
    Page("revision_lineage", EVERYONE, OF_REVISION, is_of_unit=False),
    Page(
        "revision_lineage",
        only(Role.OPERATOR, status=422),
        OF_REVISION,
        method="post",
        is_of_unit=False,
    ),
    Page("revision_discard", only(Role.OPERATOR), OF_REVISION, is_of_unit=False),
    Page(
        "revision_discard",
        only(Role.OPERATOR, status=422),
        OF_REVISION,
        method="post",
        is_of_unit=False,
    ),
    Page("revision_take_out", only(Role.OPERATOR), OF_INDICATOR, is_of_unit=False),
    Page(
        "revision_take_out",
        only(Role.OPERATOR, status=422),
        OF_INDICATOR,
        method="post",
        is_of_unit=False,
    ),
    Page("revision_enforce", EVERYONE, OF_REVISION, is_of_unit=False),
    Page(
        "revision_enforce",
        only(Role.VERIFIKATOR, status=422),
        OF_REVISION,
        method="post",
        is_of_unit=False,
    ),
]
