"""The permission matrix: every address × every role × own, lower and other unit.

An address that is in no row fails ``test_every_address_is_in_the_matrix``. Rows of the data
administration follow from the roles' rights; the site's own pages are listed one by one.
"""

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from accounts.models import AuditBatch, Role, SignIn, User
from accounts.perms import ROLE_RIGHTS
from indicators.evidence.files import store
from indicators.models import Notice
from tests import document_factories as documents
from tests import factories
from tests.admin_pages import address, rows_of
from tests.matrix import EVERYONE, ROLES, Page, only
from tests.planning.matrix import PLANNING_PAGES

LOG_READERS = (Role.AUDITOR, Role.ADMINISTRATOR)

# The keys of indicator, realization and evidence by place, where an address names them by number.
KEYS = {"own": 7001, "child": 7002, "other": 7003}
IN_2023 = {"year": 2023, "period": "TAHUN"}
DOCUMENTS = {"own": "DOKUMEN-UJI", "child": "DOKUMEN-BAWAH", "other": "DOKUMEN-LAIN"}
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
REALIZATION = {"year": 2023, "plan_code": "RENSTRA-UJI", "code": "SK1.1"}
PAGES = [
    *EVIDENCE_PAGES,
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
    Page("reconciliation", EVERYONE),
    Page(
        "reconciliation",
        only(Role.OPERATOR, Role.VERIFIKATOR, status=422),
        method="post",
        is_of_unit=False,
    ),
    Page(
        "reconciliation_table",
        EVERYONE,
        {"document": "DOKUMEN-UJI", "table": "T21"},
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
# Records to be read only.
LOGS = (AuditBatch, SignIn, Notice)
# Pages of signing in and out: for everyone, about nobody's figures.
PUBLIC = {"login", "login_code", "logout"}
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
# Pages beside a person's own, and what an administrator gets (the second step is off).
PERSON_PAGES = {"auth_user_password_change": 200, "accounts_user_second_factor": 302}


def row_of(model, unit):
    """Return a row of the model that belongs to the unit."""
    return rows_of(unit)[model._meta.label_lower]


def our_admin_models():
    return [model for model in admin.site._registry if model not in LOGS]


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


@pytest.fixture
def units(db):
    own = factories.UnitFactory(code="SENDIRI")
    return {
        "own": own,
        "child": factories.UnitFactory(code="BAWAH", parent=own),
        "other": factories.UnitFactory(code="LAIN"),
    }


def give_a_plan(unit, code, key):
    plan = factories.PlanFactory(unit=unit, code=code, in_force=(2023,))
    indicator = factories.IndicatorFactory(pk=key, plan=plan, code="SK1.1")
    factories.TargetFactory(indicator=indicator)
    row = factories.RealizationFactory(pk=key, indicator=indicator)
    name = store(ContentFile(b"isi"), "pdf")
    factories.EvidenceFactory(pk=key, is_file=True, realization=row, file=name)
    for version in (1, 2):
        factories.AgreementFactory(unit=unit, version=version)
    factories.PlanFactory(
        unit=unit, code=f"{code}-R", predecessor=plan, relation="revises"
    )


@pytest.fixture
def plans(units):
    codes = {"own": "RENSTRA-UJI", "child": "RENSTRA-BAWAH", "other": "RENSTRA-LAIN"}
    for place, unit in units.items():
        give_a_plan(unit, codes[place], KEYS[place])
        publish_a_table(unit, DOCUMENTS[place])
    return codes


def publish_a_table(unit, code):
    row = documents.PublishedRowFactory(
        table__document__unit=unit, table__document__code=code, key="SK1.1"
    )
    table = row.table
    table.code, table.columns = "T21", "no,indicator,unit_of_measure,2023"
    table.save()


def as_role(client, role, unit):
    client.force_login(factories.UserFactory(role=role, unit=unit))
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
def test_a_role_gets_what_it_may_in_the_own_unit(client, units, plans, page, role):
    assert (
        ask(as_role(client, role, units["own"]), page).status_code
        == page.expected[role]
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [page for page in PAGES if page.is_of_unit], ids=str)
def test_lower_units_are_read_and_other_units_do_not_exist(
    client, units, plans, page, role
):
    as_role(client, role, units["own"])
    assert ask(client, page, "unit=BAWAH").status_code == page.expected[role]
    assert ask(client, page, "unit=LAIN").status_code == 404
    assert ask(client, page, "unit=TIDAK-ADA").status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["indicator_page", "entry_indicator"])
def test_an_indicator_of_another_unit_does_not_exist(client, units, plans, role, name):
    as_role(client, role, units["own"])
    page = next(page for page in PAGES if page.name == name)
    assert ask(client, page, plan_code=plans["child"]).status_code == 200
    assert ask(client, page, plan_code=plans["other"]).status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", EVIDENCE_PAGES, ids=str)
def test_evidence_of_lower_units_is_read_and_of_other_units_does_not_exist(
    client, units, plans, page, role
):
    as_role(client, role, units["own"])
    (name,) = {"realization_id", "indicator_id", "pk"} & set(page.kwargs)
    expected = 200 if page.method == "get" else 403
    assert ask(client, page, **{name: KEYS["child"]}).status_code == expected
    assert ask(client, page, **{name: KEYS["other"]}).status_code == 404
    assert ask(client, page, **{name: 10**30}).status_code == 404


@pytest.mark.parametrize("name", ["entry_indicator", "entry_preview"])
def test_one_realization_is_entered_in_the_own_unit_only(client, units, plans, name):
    as_role(client, Role.OPERATOR, units["own"])
    for place, status in (("child", 403), ("other", 404)):
        where = reverse(name, kwargs={**REALIZATION, "plan_code": plans[place]})
        assert client.post(where).status_code == status


def test_realizations_are_entered_in_the_own_unit_only(client, units, plans):
    as_role(client, Role.OPERATOR, units["own"])
    where = reverse("entry_year", kwargs={"year": 2023})
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


def test_quarterly_targets_are_entered_in_the_own_unit_only(client, units, plans):
    as_role(client, Role.OPERATOR, units["own"])
    where = reverse("action_plan", kwargs={"year": 2023})
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


@pytest.mark.parametrize("role", [Role.VERIFIKATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["locks", "assignments"])
def test_periods_and_charges_are_decided_in_the_own_unit_only(
    client, units, plans, name, role
):
    as_role(client, role, units["own"])
    where = reverse(name)
    assert client.post(f"{where}?unit=BAWAH", {"deed": "lock"}).status_code == 403
    assert client.post(f"{where}?unit=LAIN", {"deed": "lock"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIKATOR])
@pytest.mark.parametrize(
    "page",
    PLANNING_PAGES,
    ids=str,
)
def test_plans_and_agreements_are_decided_in_the_own_unit_only(
    client, units, plans, page, role
):
    as_role(client, role, units["own"])
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
def test_findings_are_acknowledged_in_the_own_unit_only(client, units, plans, role):
    as_role(client, role, units["own"])
    where = reverse("findings")
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIKATOR])
def test_findings_of_print_are_answered_in_the_own_unit_only(
    client, units, plans, role
):
    as_role(client, role, units["own"])
    where = reverse("reconciliation")
    assert client.post(f"{where}?unit=BAWAH").status_code == 403
    assert client.post(f"{where}?unit=LAIN").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_a_published_table_is_shown_to_those_who_may_see_its_unit(
    client, units, plans, role
):
    as_role(client, role, units["own"])
    page = next(page for page in PAGES if page.name == "reconciliation_table")
    for place, code in DOCUMENTS.items():
        expected = {"own": 200, "child": 200, "other": 404}[place]
        query = {"own": "", "child": "unit=BAWAH", "other": "unit=LAIN"}[place]
        assert ask(client, page, query, document=code).status_code == expected
        # A table of another unit is not found under the own one's name.
        assert ask(client, page, document=code).status_code == (
            200 if place == "own" else 404
        )


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_nobody_gets_in_without_signing_in(client, plans, page):
    response = ask(client, page)
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def expected_admin(role, model, verb):
    label, name = model._meta.app_label, model._meta.model_name
    rights = ROLE_RIGHTS[role]
    if verb in ("changelist", "change", "history"):
        return (
            200
            if f"{label}.view_{name}" in rights or f"{label}.change_{name}" in rights
            else 403
        )
    return 200 if f"{label}.{verb}_{name}" in rights else 403


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "model", our_admin_models(), ids=lambda model: model._meta.label_lower
)
def test_the_administration_follows_the_roles_rights(client, units, model, role):
    row = row_of(model, units["own"])
    as_role(client, role, units["own"])
    for verb in ("changelist", "add"):
        assert client.get(address(model, verb)).status_code == expected_admin(
            role, model, verb
        ), verb
    for verb in ("change", "history", "delete"):
        assert client.get(address(model, verb, row.pk)).status_code == expected_admin(
            role, model, verb
        ), verb


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "model", our_admin_models(), ids=lambda model: model._meta.label_lower
)
def test_rows_of_other_units_do_not_exist_in_the_administration(
    client, units, model, role
):
    theirs, below = row_of(model, units["other"]), row_of(model, units["child"])
    as_role(client, role, units["own"])
    if expected_admin(role, model, "change") == 403:
        assert client.get(address(model, "change", theirs.pk)).status_code in (
            403,
            404,
        )
        return
    for verb in ("change", "history", "delete"):
        assert client.get(address(model, verb, theirs.pk)).status_code in (
            403,
            404,
        ), verb
    assert client.get(address(model, "change", theirs.pk)).status_code == 404
    assert client.get(address(model, "change", below.pk)).status_code == 200
    assert client.get(address(model, "delete", below.pk)).status_code == 403
    # An administrator keeps the accounts of lower units too: an office without an account could not begin.
    written = 200 if (model, role) == (User, Role.ADMINISTRATOR) else 403
    assert client.post(address(model, "change", below.pk), {}).status_code == written
    assert str(theirs.pk) not in {
        str(pk)
        for pk in client.get(address(model, "changelist"))
        .context["cl"]
        .queryset.values_list("pk", flat=True)
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PERSON_PAGES)
def test_passwords_and_second_steps_are_for_administrators(client, units, role, name):
    people = {place: factories.UserFactory(unit=unit) for place, unit in units.items()}
    as_role(client, role, units["own"])
    own = PERSON_PAGES[name] if role == Role.ADMINISTRATOR else 403
    expected = {
        "own": {own},
        "child": {own},
        "other": {404} if own != 403 else {403, 404},
    }
    for place, person in people.items():
        answer = client.get(reverse(f"admin:{name}", args=[person.pk]))
        assert answer.status_code in expected[place], place


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("log", LOGS, ids=lambda model: model._meta.label_lower)
def test_logs_are_for_auditor_and_administrator(client, units, role, log):
    row, theirs = row_of(log, units["own"]), row_of(log, units["other"])
    as_role(client, role, units["own"])
    expected = 200 if role in LOG_READERS else 403
    assert client.get(address(log, "changelist")).status_code == expected
    assert client.get(address(log, "change", row.pk)).status_code == expected
    assert client.get(address(log, "change", theirs.pk)).status_code in (403, 404)
    assert client.get(address(log, "add")).status_code == 403
    for verb in ("delete", "change"):
        answer = client.post(address(log, verb, row.pk), {"post": "yes"})
        assert answer.status_code == 403
    assert log.objects.filter(pk=row.pk).exists()
