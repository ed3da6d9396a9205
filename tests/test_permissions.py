"""The permission matrix: every address × every role × own, lower and other unit.

An address that is in no row fails ``test_every_address_is_in_the_matrix``. Rows of the data
administration follow from the roles' rights; the site's own pages are listed one by one.
"""

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from accounts.models import Role, User
from indicators.evidence.files import store
from tests import factories
from tests.document_factories import IssueRequestFactory
from tests.issued import stored_issue
from tests.matrix import EVERYONE, PERSON_PAGES, ROLES, Page, only
from tests.planning.matrix import PLANNING_PAGES
from tests.reports.issuing.matrix import issuing_pages
from tests.reports.reconciliation.matrix import (
    DOCUMENTS,
    RECONCILIATION_PAGES,
    TABLE_PAGE,
    publish_a_table,
)

LOG_READERS = (Role.AUDITOR, Role.ADMINISTRATOR)

pytestmark = pytest.mark.django_db

# The keys of indicator, realization and evidence by place, where an address names them by number.
KEYS = {"own": 7001, "child": 7002, "other": 7003}
PLANS = {"own": "RENSTRA-UJI", "child": "RENSTRA-BAWAH", "other": "RENSTRA-LAIN"}
IN_2023 = {"year": 2023, "period": "TAHUN"}
EVIDENCE_PAGES = [
    Page("evidence", EVERYONE, {"realization_id": KEYS["own"]}, is_of_unit=False),
    Page(
        "evidence_add",
        EVERYONE,
        {"indicator_id": KEYS["own"], **IN_2023},
        is_of_unit=False,
    ),
    Page(
        "evidence_add",
        only(Role.OPERATOR, status=422),
        {"indicator_id": KEYS["own"], **IN_2023},
        method="post",
        is_of_unit=False,
    ),
    Page("evidence_file", EVERYONE, {"pk": KEYS["own"]}, is_of_unit=False),
    Page(
        "evidence_remove",
        only(Role.OPERATOR, status=302),
        {"pk": KEYS["own"]},
        method="post",
        is_of_unit=False,
    ),
]
ISSUED_PAGES, ISSUE_PAGES = issuing_pages(KEYS["own"])
REALIZATION = {"year": 2023, "plan_code": "RENSTRA-UJI", "code": "SK1.1"}
PAGES = [
    *EVIDENCE_PAGES,
    *RECONCILIATION_PAGES,
    Page("dashboard", EVERYONE),
    Page("indicator_list", EVERYONE),
    Page(
        "indicator_page",
        EVERYONE,
        {"plan_code": "RENSTRA-UJI", "code": "SK1.1"},
        is_of_unit=False,
    ),
    Page("report_list", EVERYONE),
    Page("report_page", EVERYONE, {"slug": "capaian"}, "tahun=2023"),
    Page("report_file", EVERYONE, {"slug": "capaian", "form": "json"}, "tahun=2023"),
    # Only long reports are asked for; who may watch and take them is tested with them.
    Page(
        "report_file",
        dict.fromkeys(ROLES, 405),
        {"slug": "capaian", "form": "json"},
        method="post",
        is_of_unit=False,
    ),
    *(
        Page(name, dict.fromkeys(ROLES, 404), {"pk": 1}, is_of_unit=False)
        for name in ("rendered", "rendered_progress", "rendered_file")
    ),
    Page("entry", dict.fromkeys(ROLES, 302)),
    Page("entry_year", EVERYONE, {"year": 2023}),
    Page(
        "entry_year",
        only(Role.OPERATOR, status=302),
        {"year": 2023},
        method="post",
        is_of_unit=False,
    ),
    Page("action_plans", dict.fromkeys(ROLES, 302)),
    Page("action_plan", EVERYONE, {"year": 2023}),
    Page(
        "action_plan",
        only(Role.OPERATOR, status=302),
        {"year": 2023},
        method="post",
        is_of_unit=False,
    ),
    Page("entry_indicator", EVERYONE, REALIZATION, is_of_unit=False),
    Page(
        "entry_indicator",
        only(Role.OPERATOR, status=422),
        REALIZATION,
        method="post",
        is_of_unit=False,
    ),
    Page(
        "entry_preview",
        only(Role.OPERATOR),
        REALIZATION,
        method="post",
        is_of_unit=False,
    ),
    Page("locks", EVERYONE),
    Page(
        "locks",
        only(Role.VERIFIKATOR, status=422),
        data={"deed": "lock"},
        method="post",
        is_of_unit=False,
    ),
    Page("assignments", EVERYONE),
    Page(
        "assignments",
        only(Role.VERIFIKATOR, Role.ADMINISTRATOR, status=302),
        method="post",
        is_of_unit=False,
    ),
    *PLANNING_PAGES,
    *ISSUED_PAGES,
    *ISSUE_PAGES,
    Page("workbook_import", only(Role.OPERATOR), is_of_unit=False),
    Page(
        "workbook_import",
        only(Role.OPERATOR, status=400),
        method="post",
        is_of_unit=False,
    ),
    Page(
        "workbook_confirm",
        only(Role.OPERATOR, status=400),
        method="post",
        is_of_unit=False,
    ),
    Page("workbook_template", only(Role.OPERATOR), is_of_unit=False),
    Page("workbook_template_office", only(Role.OPERATOR), is_of_unit=False),
    Page("workbook_marked", only(Role.OPERATOR, status=404), is_of_unit=False),
    Page("workbook_export", EVERYONE),
    Page("findings", EVERYONE),
    Page(
        "findings",
        only(Role.OPERATOR, Role.VERIFIKATOR, status=422),
        method="post",
        is_of_unit=False,
    ),
    Page("home", EVERYONE, is_of_unit=False),
    Page("notices_seen", dict.fromkeys(ROLES, 302), method="post", is_of_unit=False),
    Page("verification", EVERYONE),
    # Without a deed nothing can be done; who may do which is tested with the workflow.
    Page(
        "realization_deed",
        dict.fromkeys(ROLES, 400),
        method="post",
        is_of_unit=False,
    ),
    Page("trail", only(*LOG_READERS), is_of_unit=False),
    Page("trail_check", only(*LOG_READERS), is_of_unit=False),
    Page("trail_file", only(*LOG_READERS), {"form": "csv"}, is_of_unit=False),
    Page(
        "trail_batch", only(*LOG_READERS, status=404), {"number": 1}, is_of_unit=False
    ),
    Page(
        "row_history",
        dict.fromkeys(ROLES, 404),
        {"label": "indicators.realization", "key": 1},
        is_of_unit=False,
    ),
    Page("password_change", EVERYONE, is_of_unit=False),
    Page("password_change", EVERYONE, method="post", is_of_unit=False),
    Page("account", EVERYONE, is_of_unit=False),
    Page("account", dict.fromkeys(ROLES, 302), method="post", is_of_unit=False),
    Page("second_factor", EVERYONE, is_of_unit=False),
    Page("second_factor", EVERYONE, method="post", is_of_unit=False),
    Page(
        "second_factor_off",
        dict.fromkeys(ROLES, 302),
        method="post",
        is_of_unit=False,
    ),
    Page("backup_codes", dict.fromkeys(ROLES, 302), method="post", is_of_unit=False),
]
# Pages of signing in and out, and of checking an issued file: for everyone, without anybody's figures.
PUBLIC = {"login", "login_code", "logout", "check_issued"}
# Pages of the administration that belong to no model.
ADMIN_PAGES = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "view_on_site",
    "app_list",
    None,
}
# Pages of every model of the administration; the last one leads to the history.
MODEL_PAGES = ("changelist", "add", "change", "history", "delete", "simple_history")


def named_addresses():
    """Yield (namespace, name) of every address that the site answers."""

    def walk(patterns, namespace):
        for entry in patterns:
            if hasattr(entry, "url_patterns"):
                yield from walk(entry.url_patterns, entry.namespace or namespace)
            else:
                yield namespace, entry.name

    return set(walk(get_resolver().url_patterns, ""))


def test_every_address_is_in_the_matrix():
    listed = {page.name for page in PAGES} | PUBLIC
    site = {name for namespace, name in named_addresses() if namespace != "admin"}
    assert site == listed
    of_models = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in MODEL_PAGES
    }
    pages = {name for namespace, name in named_addresses() if namespace == "admin"}
    assert pages - of_models == ADMIN_PAGES | set(PERSON_PAGES)


def give_a_plan(unit, code, key):
    plan = factories.PlanFactory(unit=unit, code=code, in_force=(2023,))
    indicator = factories.IndicatorFactory(pk=key, plan=plan, code="SK1.1")
    factories.TargetFactory(indicator=indicator)
    row = factories.RealizationFactory(pk=key, indicator=indicator)
    name = store(ContentFile(b"isi"), "pdf")
    factories.EvidenceFactory(pk=key, is_file=True, realization=row, file=name)
    stored_issue(pk=key, unit=unit)
    IssueRequestFactory(pk=key, unit=unit)
    for version in (1, 2):
        factories.AgreementFactory(unit=unit, version=version)
    factories.PlanFactory(
        unit=unit, code=f"{code}-R", predecessor=plan, relation="revises"
    )


@pytest.fixture(scope="module", autouse=True)
def office(module_db):
    """Make three units, each with a plan, and in the own unit a person of every role."""
    with module_db():
        own = factories.UnitFactory(code="SENDIRI")
        units = {
            "own": own,
            "child": factories.UnitFactory(code="BAWAH", parent=own),
            "other": factories.UnitFactory(code="LAIN"),
        }
        for place, unit in units.items():
            give_a_plan(unit, PLANS[place], KEYS[place])
            publish_a_table(unit, DOCUMENTS[place])
        for role in ROLES:
            factories.UserFactory(username=role, role=role, unit=own)


def as_role(client, role):
    client.force_login(User.objects.get(username=role))
    return client


def ask(client, page, query="", **kwargs):
    where = reverse(page.name, kwargs={**page.kwargs, **kwargs})
    address = f"{where}?{'&'.join(filter(None, (page.query, query)))}"
    answer = getattr(client, page.method)(address, page.data)
    if answer.streaming:
        b"".join(answer.streaming_content)  # the file behind it is closed at its end
    return answer


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_role_gets_what_it_may_in_the_own_unit(client, page, role):
    assert ask(as_role(client, role), page).status_code == page.expected[role]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [page for page in PAGES if page.is_of_unit], ids=str)
def test_lower_units_are_read_and_other_units_do_not_exist(client, page, role):
    as_role(client, role)
    assert ask(client, page, "unit=BAWAH").status_code == page.expected[role]
    assert ask(client, page, "unit=LAIN").status_code == 404
    assert ask(client, page, "unit=TIDAK-ADA").status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["indicator_page", "entry_indicator"])
def test_an_indicator_of_another_unit_does_not_exist(client, role, name):
    as_role(client, role)
    page = next(page for page in PAGES if page.name == name)
    assert ask(client, page, plan_code=PLANS["child"]).status_code == 200
    assert ask(client, page, plan_code=PLANS["other"]).status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", EVIDENCE_PAGES, ids=str)
def test_evidence_of_lower_units_is_read_and_of_other_units_does_not_exist(
    client, page, role
):
    as_role(client, role)
    (name,) = {"realization_id", "indicator_id", "pk"} & set(page.kwargs)
    expected = 200 if page.method == "get" else 403
    assert ask(client, page, **{name: KEYS["child"]}).status_code == expected
    assert ask(client, page, **{name: KEYS["other"]}).status_code == 404
    assert ask(client, page, **{name: 10**30}).status_code == 404


@pytest.mark.parametrize("page", ISSUED_PAGES, ids=str)
def test_issued_reports_of_lower_units_are_read_and_of_other_units_do_not_exist(
    client, page
):
    as_role(client, Role.VERIFIKATOR)
    assert ask(client, page, pk=KEYS["child"]).status_code == 200
    assert ask(client, page, pk=KEYS["other"]).status_code == 404
    assert ask(client, page, pk=10**30).status_code == 404


def test_reports_are_issued_in_the_own_unit_only(client):
    as_role(client, Role.VERIFIKATOR)
    where = reverse("issue", args=["capaian"])
    for ask_so in (client.get, client.post):
        assert ask_so(f"{where}?year=2023&unit=BAWAH").status_code == 403
        assert ask_so(f"{where}?year=2023&unit=LAIN").status_code == 404
    for place in ("child", "other"):
        address = reverse("issue_request", args=[KEYS[place]])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["entry_indicator", "entry_preview"])
def test_one_realization_is_entered_in_the_own_unit_only(client, name):
    as_role(client, Role.OPERATOR)
    for place, status in (("child", 403), ("other", 404)):
        where = reverse(name, kwargs={**REALIZATION, "plan_code": PLANS[place]})
        assert client.post(where).status_code == status


def test_realizations_are_entered_in_the_own_unit_only(client):
    as_role(client, Role.OPERATOR)
    where = reverse("entry_year", kwargs={"year": 2023})
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


def test_quarterly_targets_are_entered_in_the_own_unit_only(client):
    as_role(client, Role.OPERATOR)
    where = reverse("action_plan", kwargs={"year": 2023})
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


@pytest.mark.parametrize("role", [Role.VERIFIKATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["locks", "assignments"])
def test_periods_and_charges_are_decided_in_the_own_unit_only(client, name, role):
    as_role(client, role)
    where = reverse(name)
    assert client.post(f"{where}?unit=BAWAH", {"deed": "lock"}).status_code == 403
    assert client.post(f"{where}?unit=LAIN", {"deed": "lock"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIKATOR])
@pytest.mark.parametrize(
    "page",
    PLANNING_PAGES,
    ids=str,
)
def test_plans_and_agreements_are_decided_in_the_own_unit_only(client, page, role):
    as_role(client, role)
    below, theirs = {}, {}
    if "plan_code" in page.kwargs:
        suffix = page.kwargs["plan_code"].removeprefix("RENSTRA-UJI")
        below = {"plan_code": f"RENSTRA-BAWAH{suffix}"}
        theirs = {"plan_code": f"RENSTRA-LAIN{suffix}"}
    # What not every role may do is for those of the own unit.
    expected = 403 if 403 in page.expected.values() else 200
    assert ask(client, page, "unit=BAWAH", **below).status_code == expected
    assert ask(client, page, "unit=LAIN", **theirs).status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIKATOR])
def test_findings_are_acknowledged_in_the_own_unit_only(client, role):
    as_role(client, role)
    where = reverse("findings")
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIKATOR])
def test_findings_of_print_are_answered_in_the_own_unit_only(client, role):
    as_role(client, role)
    where = reverse("reconciliation")
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("place", "query", "expected"),
    [("own", "", 200), ("child", "unit=BAWAH", 200), ("other", "unit=LAIN", 404)],
)
def test_a_published_table_is_shown_to_those_who_may_see_its_unit(
    client, role, place, query, expected
):
    as_role(client, role)
    table = {"document": DOCUMENTS[place]}
    assert ask(client, TABLE_PAGE, query, **table).status_code == expected
    # A table of another unit is not found under the own one's name.
    assert ask(client, TABLE_PAGE, **table).status_code == (
        200 if place == "own" else 404
    )


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_nobody_gets_in_without_signing_in(client, page):
    response = ask(client, page)
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))
