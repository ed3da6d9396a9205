"""Rows of every model, and pages of the administration as a browser would send them."""

import re

from django.contrib import admin
from django.urls import reverse

from accounts.models import AuditBatch, SignIn
from accounts.perms import ROLE_RIGHTS
from indicators.models import Notice
from tests import document_factories as documents
from tests import factories as make
from tests import factories_of_tables as tables

MODELS = [
    model
    for model in admin.site._registry
    if model._meta.app_label in ("accounts", "indicators", "budgets", "documents")
]
NAMES = {model._meta.label_lower: model for model in MODELS}


def rows_of(unit):
    """Return one row of every model that belongs to the unit, by the model's name."""
    plan = make.PlanFactory(unit=unit, in_force=(2023,))
    indicator = make.IndicatorFactory(plan=plan)
    # The value is not what the measurement below gives: a figure typed in a test needs no reason then.
    realization = make.RealizationFactory(
        indicator=indicator, deviation_reason="Menurut laporan"
    )
    scale = make.ScaleFactory(unit=unit)
    person = make.UserFactory(unit=unit)
    rows = [
        unit,
        plan,
        indicator,
        realization,
        scale,
        scale.bands.first(),
        person,
        plan.plan_years.get(),
        indicator.activity_target,
        make.SignatoryFactory(unit=unit),
        make.GoalFactory(plan=plan),
        make.ProgrammeFactory(plan=plan),
        make.LinkFactory(
            from_indicator=indicator, to_indicator__plan=make.PlanFactory(unit=unit)
        ),
        make.AgreementFactory(unit=unit),
        make.TargetFactory(indicator=indicator),
        make.MeasurementFactory(realization=realization),
        make.EvidenceFactory(realization=realization, uploaded_by=person),
        make.CascadeEntryFactory(plan=plan),
        tables.PolicyOutcomeFactory(activity__direction__plan=plan),
        tables.PlannedActivityFactory(activity_target=indicator.activity_target),
        tables.RegulationNeedFactory(plan=plan),
        tables.BenchmarkFactory(indicator=indicator),
        tables.StaffCountFactory(category__unit=unit),
        make.LockFactory(unit=unit, year=2022, locked_by=person),
        make.LockExceptionFactory(unit=unit, year=2022, opened_by=person),
        make.QuarterlyTargetFactory(indicator=indicator),
        make.TeamFactory(unit=unit),
        make.AcknowledgementFactory(unit=unit, acknowledged_by=person),
        make.RevenueFactory(service_type__unit=unit),
        make.RevenueTotalFactory(unit=unit),
        make.BudgetFactory(unit=unit),
        make.FundingFactory(plan=plan),
        make.AllocationFactory(line__plan=plan),
        documents.PublishedRowFactory(table__document__unit=unit),
        documents.PublishedStatementFactory(document__unit=unit),
        documents.IssuedDocumentFactory(unit=unit, issued_by=person),
        documents.TextBlockFactory(unit=unit),
        documents.AnswerFactory(unit=unit, answered_by=person),
        AuditBatch.objects.create(path=AuditBatch.Path.FORM, user=person),
        SignIn.objects.create(outcome=SignIn.Outcome.SUCCESS, user=person),
        make.NoticeFactory(user=person, indicator=indicator),
    ]
    found = {row._meta.label_lower: row for row in rows}
    activity = found["indicators.policyoutcome"].activity
    found["indicators.policyactivity"] = activity
    found["indicators.policydirection"] = activity.direction
    found["budgets.staffcategory"] = found["budgets.staffcount"].category
    found["budgets.servicetype"] = found["budgets.nontaxrevenue"].service_type
    found["budgets.budgetline"] = found["budgets.budgetallocation"].line
    table = found["documents.publishedrow"].table
    found["documents.publishedtable"] = table
    found["documents.publisheddocument"] = table.document
    return found


def address(model, page, *args):
    return reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args
    )


def may(role, verb, model):
    right = f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
    read_only = model in (AuditBatch, SignIn, Notice) and verb != "view"
    return right in ROLE_RIGHTS[role] and not read_only


def fields_of(page):
    """Return the fields of a page as a browser would send them."""
    html = page.content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = found.get("type", "text"), found.get("name")
        if not name or name in (
            "csrfmiddlewaretoken",
            "_save",
            "_continue",
            "_addanother",
            "q",
        ):
            continue
        if kind not in ("checkbox", "radio", "submit", "file") or " checked" in tag:
            fields[name] = found.get("value", "")
    for name, options in re.findall(
        r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.S
    ):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[0] if chosen else ""
    for name, text in re.findall(
        r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.S
    ):
        fields[name] = text
    return fields


def change(client, row, **typed):
    """Open a row's page, type, save; return the answer."""
    where = address(type(row), "change", row.pk)
    page = client.get(where)
    assert page.status_code == 200
    return client.post(where, {**fields_of(page), **typed})
