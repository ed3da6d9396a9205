"""Who may do what: the roles' rights in one place, and the unit a request is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from accounts.models import Role, Unit, User

if TYPE_CHECKING:
    from django.http import HttpRequest

FIGURE_MODELS = (
    "indicators.annualtarget",
    "indicators.benchmark",
    "indicators.measurement",
    "indicators.performanceagreement",
    "indicators.quarterlytarget",
    "indicators.realization",
    "budgets.annualbudget",
    "budgets.budgetallocation",
    "budgets.fundingrequirement",
    "budgets.nontaxrevenue",
    "budgets.revenuetotal",
    "budgets.staffcount",
)
PLAN_MODELS = (
    "indicators.activitytarget",
    "indicators.cascadeentry",
    "indicators.goal",
    "indicators.indicator",
    "indicators.indicatorlink",
    "indicators.plannedactivity",
    "indicators.planyear",
    "indicators.policyactivity",
    "indicators.policydirection",
    "indicators.policyoutcome",
    "indicators.programme",
    "indicators.regulationneed",
    "indicators.strategicplan",
    "budgets.budgetline",
    "budgets.servicetype",
    "budgets.staffcategory",
    "documents.publisheddocument",
    "documents.publishedrow",
    "documents.publishedstatement",
    "documents.publishedtable",
)
# Written by those who prepare the report and by the one who signs it off.
TEXT_MODELS = ("documents.textblock",)
SETTING_MODELS = (
    "indicators.gradeband",
    "indicators.gradescale",
    "accounts.signatory",
    "accounts.unit",
)
LOCK_MODELS = ("indicators.lockexception", "indicators.periodlock")
CHECK_MODELS = (
    "documents.reconciliationanswer",
    "indicators.findingacknowledgement",
)
EVIDENCE_MODELS = ("indicators.evidence",)
ISSUED_MODELS = ("documents.issueddocument",)
PEOPLE_MODELS = ("accounts.team", "accounts.user")
ALL_MODELS = (
    FIGURE_MODELS
    + PLAN_MODELS
    + SETTING_MODELS
    + LOCK_MODELS
    + CHECK_MODELS
    + EVIDENCE_MODELS
    + TEXT_MODELS
    + ISSUED_MODELS
)

IMPORT_PERMISSION = "workbook.import_workbook"
EXPORT_PERMISSION = "workbook.export_workbook"
READ_PERMISSION = "indicators.view_realization"
ENTER_PERMISSION = "indicators.change_realization"
TEXT_PERMISSION = "documents.add_textblock"
PLAN_PERMISSION = "indicators.change_quarterlytarget"
SUBMIT_PERMISSION = "indicators.submit_realization"
VERIFY_PERMISSION = "indicators.verify_realization"
# Given on the page of the data checks only: by hand nobody would type a finding's fingerprint.
ACKNOWLEDGE_PERMISSION = "indicators.acknowledge_finding"
# The same for the page of the reconciliation.
ANSWER_PERMISSION = "documents.answer_reconciliation"
# Given on the evidence page only, where the file is looked into.
ATTACH_PERMISSION = "indicators.attach_evidence"
READ_EVIDENCE_PERMISSION = "indicators.view_evidence"
# Given on pages of their own, which ask for a reason or look at what is unfinished.
LOCK_PERMISSION = "indicators.lock_period"
ASSIGN_PERMISSION = "indicators.assign_indicator"
# The operator prepares plans and agreements; what makes them count is the verifikator's deed.
REVISE_PERMISSION = "indicators.add_strategicplan"
ENFORCE_PERMISSION = "indicators.enforce_plan"
AGREE_PERMISSION = "indicators.add_performanceagreement"
FIX_PERMISSION = "indicators.fix_agreement"
# An issued report is read by whoever reads figures; issuing freezes one for good.
READ_ISSUED_PERMISSION = "documents.view_issueddocument"
ISSUE_PERMISSION = "documents.issue_document"
# Everything behind a report in one file, evidence and history included.
PACK_PERMISSION = "documents.export_evidence_pack"
ACCOUNTS_PERMISSION = "accounts.change_user"
TRAIL_PERMISSION = "accounts.view_auditbatch"
LOG_RIGHTS = {
    TRAIL_PERMISSION,
    "accounts.view_signin",
    "indicators.view_notice",
}


def _rights(models: tuple[str, ...], *verbs: str) -> set[str]:
    return {
        f"{app}.{verb}_{model}"
        for app, model in (name.split(".") for name in models)
        for verb in verbs
    }


_READ = _rights(ALL_MODELS, "view") | {EXPORT_PERMISSION}
# Deleting is a right only where a row carries no figure and nothing refers to it (the database refuses the rest).
ROLE_RIGHTS: dict[str, set[str]] = {
    Role.OPERATOR: _READ
    | _rights(FIGURE_MODELS, "add", "change")
    | _rights(PLAN_MODELS + TEXT_MODELS, "add", "change", "delete")
    | _rights(("indicators.measurement",), "delete")
    | {IMPORT_PERMISSION, SUBMIT_PERMISSION, ATTACH_PERMISSION}
    | {ACKNOWLEDGE_PERMISSION, ANSWER_PERMISSION},
    Role.VERIFIKATOR: _READ
    | _rights(TEXT_MODELS, "add", "change", "delete")
    | {ACKNOWLEDGE_PERMISSION, ANSWER_PERMISSION, VERIFY_PERMISSION}
    | {LOCK_PERMISSION, ASSIGN_PERMISSION}
    | {ENFORCE_PERMISSION, FIX_PERMISSION}
    | {ISSUE_PERMISSION, PACK_PERMISSION},
    Role.PIMPINAN: _READ,
    Role.AUDITOR: _READ
    | _rights(PEOPLE_MODELS, "view")
    | LOG_RIGHTS
    | {PACK_PERMISSION},
    Role.ADMINISTRATOR: _READ
    | _rights(SETTING_MODELS, "add", "change", "delete")
    | _rights(PEOPLE_MODELS, "view", "add", "change")
    | {ASSIGN_PERMISSION}
    | LOG_RIGHTS,
}


def unit_of_request(request: HttpRequest) -> Unit:
    """Return the unit that the request is about: ?unit=KODE among the visible ones, else the own one.

    A unit that the person may not see answers 404, as one that does not exist.
    """
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    return find_unit(user, request.GET.get("unit", ""))


def find_unit(user: User, code: str) -> Unit:
    """Return the visible unit of that code, the user's own without a code; Http404 otherwise."""
    if user.unit is not None and code in ("", user.unit.code):
        return user.unit
    if "\x00" in code:  # PostgreSQL refuses it even in a question
        raise Http404("Unit kerja tidak ditemukan.")
    visible = Unit.objects.visible_to(user)
    unit = (
        visible.filter(code=code).first()
        if code
        else visible.filter(plan_years__isnull=False).first()
    )
    if unit is None:
        raise Http404("Unit kerja tidak ditemukan.")
    return unit


def may_write(user: User, unit: Unit) -> bool:
    """Whether the person may write rows of the unit: the own unit only; a superuser every unit."""
    return user.is_superuser or user.unit_id == unit.pk


def may_write_texts(user: User, unit: Unit) -> bool:
    """Whether the person may write the texts of the unit's reports, and fill in what they say is missing."""
    return may_write(user, unit) and user.has_perm(TEXT_PERMISSION)


def may_enter(user: User, unit: Unit) -> bool:
    """Whether the person may enter realizations of the unit."""
    return may_write(user, unit) and user.has_perm(ENTER_PERMISSION)


def may_plan(user: User, unit: Unit) -> bool:
    """Whether the person may enter quarterly targets of the unit."""
    return may_write(user, unit) and user.has_perm(PLAN_PERMISSION)


def may_submit(user: User, unit: Unit) -> bool:
    """Whether the person may hand in realizations of the unit for verification, and withdraw them."""
    return may_write(user, unit) and user.has_perm(SUBMIT_PERMISSION)


def may_verify(user: User, unit: Unit) -> bool:
    """Whether the person may verify realizations of the unit, and return them."""
    return may_write(user, unit) and user.has_perm(VERIFY_PERMISSION)


def may_attach(user: User, unit: Unit) -> bool:
    """Whether the person may add and remove evidence of the unit; the guard is asked besides."""
    return may_write(user, unit) and user.has_perm(ATTACH_PERMISSION)


def may_acknowledge(user: User, unit: Unit) -> bool:
    """Whether the person may acknowledge findings in the unit's data, and withdraw that."""
    return may_write(user, unit) and user.has_perm(ACKNOWLEDGE_PERMISSION)


def may_answer(user: User, unit: Unit) -> bool:
    """Whether the person may answer findings of the unit's reconciliation, and withdraw that."""
    return may_write(user, unit) and user.has_perm(ANSWER_PERMISSION)


def may_lock(user: User, unit: Unit) -> bool:
    """Whether the person may lock and open periods of the unit."""
    return may_write(user, unit) and user.has_perm(LOCK_PERMISSION)


def may_assign(user: User, unit: Unit) -> bool:
    """Whether the person may say who is in charge of the unit's indicators."""
    return may_write(user, unit) and user.has_perm(ASSIGN_PERMISSION)


def may_revise(user: User, unit: Unit) -> bool:
    """Whether the person may revise the unit's plans and say what became of their indicators."""
    return may_write(user, unit) and user.has_perm(REVISE_PERMISSION)


def may_enforce(user: User, unit: Unit) -> bool:
    """Whether the person may let a revision of the unit count from a year on."""
    return may_write(user, unit) and user.has_perm(ENFORCE_PERMISSION)


def may_agree(user: User, unit: Unit) -> bool:
    """Whether the person may prepare performance agreements of the unit."""
    return may_write(user, unit) and user.has_perm(AGREE_PERMISSION)


def may_fix(user: User, unit: Unit) -> bool:
    """Whether the person may fix performance agreements of the unit."""
    return may_write(user, unit) and user.has_perm(FIX_PERMISSION)


def may_issue(user: User, unit: Unit) -> bool:
    """Whether the person may issue reports of the unit."""
    return may_write(user, unit) and user.has_perm(ISSUE_PERMISSION)
