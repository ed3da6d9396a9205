"""What a published document prints: what the database and ``clean()`` refuse, and what passes."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from documents.models import CELLS, PublishedRow, RowKind, StatementKind
from tests.constraint_cases import (
    constraints_of,
    has_own_sentence,
    is_no_choice,
    is_refused_by_the_database,
    refusal_of,
    sentences_of,
)
from tests.document_factories import (
    AnswerFactory,
    PublishedDocumentFactory,
    PublishedRowFactory,
    PublishedStatementFactory,
    PublishedTableFactory,
    RenderedDocumentFactory,
    TextBlockFactory,
)
from tests.documents.issued_cases import ISSUED_CASES
from tests.factories import PlanFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(CELLS, "")


def twin(row, **changes):
    """Return an unsaved copy of a row, with changes."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def row(**options):
    return PublishedRowFactory.build(table=PublishedTableFactory(), **options)


def statement(kind=StatementKind.TARGET, **options):
    return PublishedStatementFactory.build(
        document=PublishedDocumentFactory(), kind=kind, **options
    )


# Constraint → a row that violates it.
def rendered(**options):
    person = UserFactory()
    return RenderedDocumentFactory.build(
        unit=person.unit, requested_by=person, **options
    )


CASES = {
    "published_table_code_once_per_document": lambda: twin(
        PublishedTableFactory(), order=99
    ),
    "published_table_order_once_per_document": lambda: twin(
        PublishedTableFactory(), code="lain"
    ),
    "published_row_order_once_per_table": lambda: twin(PublishedRowFactory()),
    "published_row_kind_known": lambda: row(kind="x"),
    "published_row_head_without_key": lambda: row(kind=RowKind.HEAD),
    "published_row_not_empty": lambda: row(**EMPTY),
    "statement_order_once_per_document": lambda: twin(PublishedStatementFactory()),
    "statement_kind_known": lambda: statement("x"),
    "statement_names_its_indicator": lambda: statement(indicator=""),
    "statement_names_its_activity_target": lambda: statement(StatementKind.PARENT),
    "statement_names_its_year": lambda: statement(year=None),
    "statement_names_its_subject": lambda: statement(StatementKind.COUNT),
    "statement_names_its_key_indicator": lambda: statement(
        StatementKind.IKU, indicator=""
    ),
    "statement_years_ordered": lambda: statement(year=2023, until_year=2022),
    "reconciliation_answered_once": lambda: twin(AnswerFactory()),
    "reconciliation_decision_known": lambda: twin(
        AnswerFactory(), fingerprint="lain", decision="?"
    ),
    "reconciliation_printed_has_reason": lambda: twin(
        AnswerFactory(), fingerprint="lain", reason=""
    ),
    "text_once_per_slot_and_year": lambda: twin(TextBlockFactory()),
    "text_once_for_every_year": lambda: twin(TextBlockFactory(year=None)),
    "text_slot_known": lambda: TextBlockFactory.build(unit=UnitFactory(), slot="?"),
    "text_not_empty": lambda: TextBlockFactory.build(unit=UnitFactory(), body=""),
    "rendered_state_known": lambda: rendered(state="?"),
    "rendered_done_has_a_file": lambda: rendered(state="done", file="a.pdf"),
    "rendered_progress_at_most_100": lambda: rendered(progress=101),
    **ISSUED_CASES,
}
# A list of choices refuses the value before the constraint is asked; the words are Django's, in Indonesian.
CHOICES_ONLY = {
    "issue_request_state_known",
    "published_row_kind_known",
    "reconciliation_decision_known",
    "rendered_state_known",
    "statement_kind_known",
    "text_slot_known",
}
CONSTRAINTS = constraints_of("documents")


def test_every_constraint_has_a_case_and_no_case_is_left_over():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", sorted(set(CONSTRAINTS) - CHOICES_ONLY))
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert has_own_sentence(CONSTRAINTS[name][1])


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_database_refuses_what_the_constraint_forbids(name):
    assert is_refused_by_the_database(CASES[name](), *CONSTRAINTS[name])


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_form_says_why_in_indonesian(name):
    said = sentences_of(CASES[name]())
    if name in CHOICES_ONLY:
        assert is_no_choice(said)
    else:
        assert said == [CONSTRAINTS[name][1].violation_error_message]


# What a statement of each kind must say, besides what every one says.
ABOUT = {
    StatementKind.TARGET: {"indicator": "SK4.1", "year": 2021, "until_year": 2024},
    StatementKind.INDICATOR_NAME: {"indicator": "SK4.1"},
    StatementKind.UNIT_OF_MEASURE: {"indicator": "SK4.1"},
    StatementKind.ACTIVITY_TARGET_NAME: {"activity_target": "SK4"},
    StatementKind.ACTIVITY_TARGET_CODE: {"activity_target": "SK4"},
    StatementKind.PERSPECTIVE: {"activity_target": "SK4"},
    StatementKind.PARENT: {"activity_target": "SK4"},
    StatementKind.NAME: {"subject": "T1"},
    StatementKind.ALL_MET: {"year": 2022},
    StatementKind.NEARLY_ALL_MET: {"year": 2022},
    StatementKind.SOME_MET: {"year": 2022},
    StatementKind.SOME_EXCEEDED: {"year": 2022},
    StatementKind.NOT_MET: {"year": 2022, "indicator": "SK4.1"},
    StatementKind.COUNT: {"subject": "goals"},
    StatementKind.ITEM: {"subject": "goals/T1"},
    StatementKind.TABLE_REFERENCE: {"subject": "T11"},
    StatementKind.CAPTION: {"subject": "T11"},
    StatementKind.PERIOD: {"subject": "plan", "year": 2021, "until_year": 2024},
    StatementKind.TREND: {"subject": "pnbp", "year": 2018},
    StatementKind.IKU: {"subject": "perspective:customer"},
}


def test_a_statement_of_every_kind_passes_with_what_it_is_about():
    assert set(ABOUT) == set(StatementKind)
    nothing = {"indicator": "", "activity_target": "", "year": None, "subject": ""}
    document = PublishedDocumentFactory()
    for kind, about in ABOUT.items():
        PublishedStatementFactory.build(
            document=document, kind=kind, **nothing | about
        ).full_clean()


def test_a_document_is_of_a_plan_of_its_unit():
    document = PublishedDocumentFactory.build(unit=UnitFactory(), plan=PlanFactory())
    assert refusal_of(document) == {
        "plan": ["Renstra harus milik unit kerja yang sama."]
    }
    document.plan = PlanFactory(unit=document.unit)
    document.full_clean()


def test_a_document_code_is_used_once():
    first = PublishedDocumentFactory()
    twin = PublishedDocumentFactory.build(unit=UnitFactory(), code=first.code)
    assert refusal_of(twin) == {"code": ["Dokumen terbit dengan Kode telah ada."]}


@pytest.mark.parametrize(
    ("columns", "keys"),
    [
        ("no,indicator,,2021", ["no", "indicator", "", "2021"]),
        (",no", ["", "no"]),
        ("", [""]),
        (",".join(f"sel_{n}" for n in range(16)), [f"sel_{n}" for n in range(16)]),
    ],
)
def test_columns_are_named_by_printed_position(columns, keys):
    table = PublishedTableFactory(columns=columns)
    table.full_clean()
    assert table.column_keys == keys


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ("no,no,indicator", "Kolom disebut dua kali: no."),
        ("No", "Kunci kolom ditulis dengan huruf kecil"),
        ("no;indicator", "Kunci kolom ditulis dengan huruf kecil"),
        ("no, indicator", "Kunci kolom ditulis dengan huruf kecil"),
        (",".join(f"sel_{n}" for n in range(17)), "paling banyak 16"),
    ],
)
def test_columns_that_cannot_be_meant_are_refused(columns, reason):
    table = PublishedTableFactory.build(
        document=PublishedDocumentFactory(), columns=columns
    )
    said = refusal_of(table)
    assert list(said) == ["columns"]
    assert reason in said["columns"][0]


def test_cells_keep_their_printed_position_and_end_with_the_last_one():
    shifted = row(cell_1="", cell_2="a", cell_4="-", cell_16="")
    shifted.full_clean()
    assert shifted.cells == ["", "a", "", "-"]
    assert PublishedRow().cells == []


def test_a_row_says_where_it_stands():
    printed = row(order=7)
    assert str(printed) == f"{printed.table.code}, baris ke-7"
    assert str(printed.table) == f"{printed.table.label}. Target Kinerja"


def test_what_holds_rows_is_not_deleted_and_the_rows_may_be():
    printed, said = PublishedRowFactory(), PublishedStatementFactory()
    for parent in (printed.table, printed.table.document, said.document):
        with pytest.raises(ProtectedError), transaction.atomic():
            parent.delete()
    printed.delete()
    printed.table.delete()
    printed.table.document.delete()


@pytest.mark.parametrize(
    "model",
    list(apps.get_app_config("documents").get_models()),
    ids=lambda model: model.__name__,
)
def test_an_empty_form_is_refused_and_never_fails(model):
    with pytest.raises(ValidationError):
        model().full_clean()
