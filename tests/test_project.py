"""What holds for the project as a whole: migrations, words, history, templates, files."""

import ast
import re
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.template.loader import get_template

from accounts.models import AuditBatch, SignIn
from accounts.perms import (
    ALL_MODELS,
    CHECK_MODELS,
    EVIDENCE_MODELS,
    FIGURE_MODELS,
    ISSUED_MODELS,
    LOCK_MODELS,
    PEOPLE_MODELS,
    PLAN_MODELS,
    SETTING_MODELS,
    TEXT_MODELS,
)
from indicators.models import GradeBand
from tests import document_factories, factories, factories_of_tables

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "indicators", "budgets", "documents", "reports", "workbook")
CODE_FOLDERS = (*APPS, "renstra")
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical") and model._meta.managed
]
by_name = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def python_files(*folders):
    """Return the project's own Python files below these folders, without migrations."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def text_of(path):
    return path.read_text(encoding="utf-8")


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


# Words that are the same in both languages.
SAME_IN_INDONESIAN = {"label", "logo"}


@by_name
def test_models_and_fields_have_indonesian_names(model):
    default = models.options.camel_case_to_spaces(model.__name__)
    assert model._meta.verbose_name != default
    assert model._meta.verbose_name_plural == model._meta.verbose_name
    own = [
        field
        for field in model._meta.concrete_fields
        if field.model.__module__.split(".")[0] in APPS and field.name != "id"
    ]
    inherited = {"password", "last_login", "is_superuser", "username", "email"}
    inherited |= {"first_name", "last_name", "is_staff", "is_active", "date_joined"}
    unnamed = {
        field.name
        for field in own
        if field.verbose_name == field.name.replace("_", " ")
    }
    assert unnamed - SAME_IN_INDONESIAN - inherited == set()


@by_name
def test_every_model_says_what_a_row_is(model):
    assert not model.__doc__.startswith(f"{model.__name__}(")


def test_every_model_belongs_to_one_group_of_rights():
    groups = (FIGURE_MODELS, PLAN_MODELS, SETTING_MODELS, LOCK_MODELS, PEOPLE_MODELS)
    groups += (CHECK_MODELS, EVIDENCE_MODELS, TEXT_MODELS, ISSUED_MODELS)
    listed = sorted(name for group in groups for name in group)
    assert len(listed) == len(set(listed))
    logs = {"auditbatch", "auditcontent", "auditpart", "audithead", "signin"}
    # Made by the application itself; nobody has rights over single rows.
    made = {"indicators.notice", "documents.rendereddocument"}
    made |= {"documents.issuerequest"}
    assert set(listed) | {f"accounts.{name}" for name in logs} | made == {
        model._meta.label_lower for model in MODELS
    }


@pytest.mark.parametrize("name", [*ALL_MODELS, *PEOPLE_MODELS])
def test_figures_plans_settings_and_people_keep_their_history(name):
    history = apps.get_model(name).history.model
    assert history._meta.get_field("batch").related_model is AuditBatch
    assert str(history._meta.verbose_name).startswith("riwayat ")


def test_no_parent_takes_its_rows_with_it():
    loose = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []


FACTORIES = {
    factory._meta.model: factory
    for factory in (
        vars(factories) | vars(document_factories) | vars(factories_of_tables)
    ).values()
    if isinstance(factory, type) and issubclass(factory, factories.DjangoModelFactory)
    if factory is not factories.GoalIndicatorFactory
    if factory is not factories.DjangoModelFactory
}
FACTORIES[AuditBatch] = lambda: AuditBatch.objects.create(path="form")
FACTORIES[SignIn] = lambda: SignIn.objects.create(outcome="failure")
FACTORIES[GradeBand] = lambda: factories.ScaleFactory().bands.get(rank=1)
CHOICE_FIELDS = [
    pytest.param(
        model,
        field.name,
        id=f"{model.__name__}.{field.name}",
    )
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.choices
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), CHOICE_FIELDS)
def test_the_database_knows_every_list_of_choices(model, name):
    row = FACTORIES[model]()
    setattr(row, name, "?")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# Templates that Django or a library asks for by name.
ASKED_FOR_BY_NAME = re.compile(
    r"^(?:[45]\d\d(?:_csrf)?\.html|registration/.+|admin/.+)$"
)


def templates():
    """Return name → file of the project's own templates."""
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in CODE_FOLDERS)]
    return {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_no_template_is_unused():
    own = templates()
    texts = {path: text_of(path) for path in python_files(*CODE_FOLDERS)}
    texts |= {path: text_of(path) for path in own.values()}
    unused = [
        name
        for name, path in own.items()
        if not ASKED_FOR_BY_NAME.match(name)
        and not any(
            re.search(rf"""["']{re.escape(name)}["']""", text)
            for other, text in texts.items()
            if other != path
        )
    ]
    assert unused == []


def test_a_template_in_place_of_a_library_s_one_replaces_something():
    """A file under admin/ or registration/ that nobody asks for would never be seen."""
    packages = Path(django.__file__).parent.parent
    asked = {
        str(path).split("/templates/", 1)[1]
        for path in packages.rglob("templates/**/*.html")
    }
    own = [name for name in templates() if re.match(r"(?:admin|registration)/", name)]
    texts = [text_of(path) for path in python_files(*CODE_FOLDERS)]
    texts += [text_of(path) for path in templates().values()]
    known_by_django = {"registration/login.html"}
    unseen = [
        name
        for name in own
        if name not in asked | known_by_django
        and not any(name in text for text in texts)
    ]
    assert unseen == []


@pytest.mark.parametrize("name", sorted(n for n in templates() if n.endswith("html")))
def test_every_template_can_be_read(name):
    get_template(name)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_hashed_and_without_addresses(name):
    text = text_of(ROOT / name)
    assert not re.search(r"https?:|git\+|--(?:extra-)?index-url|--find-links", text)
    wanted = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE).replace("\\\n", "")
    lines = [line for line in wanted.splitlines() if line.strip()]
    assert lines
    for line in lines:
        assert re.match(r"[A-Za-z0-9._\[\]-]+==\S+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line


FIGURE_FILES = python_files("indicators", "budgets")


@pytest.mark.parametrize("path", FIGURE_FILES, ids=name_of)
def test_figures_are_never_floats(path):
    for node in ast.walk(ast.parse(text_of(path))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        called = node.func if isinstance(node, ast.Call) else None
        assert not (isinstance(called, ast.Name) and called.id == "float")
        assert not (isinstance(node, ast.Attribute) and node.attr == "FloatField")


def test_no_python_file_is_too_long():
    files = python_files(*CODE_FOLDERS, "tests", "benchmarks", "script")
    lengths = {
        name_of(path): len(text_of(path).splitlines())
        for path in [*files, *(ROOT / "script").iterdir()]
        if path.is_file()
    }
    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
    files = set(python_files(*CODE_FOLDERS, "tests", "benchmarks", "script"))
    files -= {Path(__file__)}
    files |= {*templates().values(), *(ROOT / "script").glob("*")}
    files |= {p for p in (ROOT / "static").rglob("*") if p.suffix in {".css", ".js"}}
    left = [
        name_of(path)
        for path in files
        if path.is_file() and later.search(text_of(path))
    ]
    assert left == []


# Where rows are written in bulk, and why the guard, the constraints and history are not passed by there.
BULK_WRITES = {
    "accounts/models/batches.py": "stamps history that is written in bulk elsewhere",
    "accounts/sealing.py": "writes the record of writing itself, no figures",
    "indicators/action_plan/saving.py": "asks the guard for the whole sheet, writes history with its batch",
    "indicators/entry_one_save.py": "moves rows of one realization that exchange their order, before each is saved",
    "indicators/agreements/deeds.py": "asks the guard for all copies of a new version",
    "indicators/agreements/saving.py": "asks the guard for the whole sheet",
    "indicators/plan_rows.py": "copies what stands, after each kind's own rules were asked",
    "indicators/recorded.py": "writes history with every row, for the modules named here",
    "indicators/revisions/moving.py": "asks locks, places and scales of all figures that change their plan",
    "indicators/revisions/revising.py": "links every indicator with its own copy",
    "indicators/entry_save.py": "asks the guard for the whole sheet, writes history with its batch",
    "indicators/notices.py": "writes what people were told, no figures",
    "reports/rendering/tasks.py": "says how far a document is, no figures",
    "indicators/workflow.py": "changes the stage, not the figure; asks the guard, writes history with its batch",
    "workbook/writing.py": "gets rows that the guard has passed, writes history with its batch",
}
BULK = {
    "_raw_delete",
    "bulk_create",
    "bulk_create_with_history",
    "bulk_update",
    "bulk_update_with_history",
    "create_recorded",
    "update_recorded",
    "write_recorded",
}


def is_bulk_write(node):
    """Whether a call writes rows without ``save``; ``update`` of a dict or set has no keywords."""
    if not isinstance(node, ast.Call) or not isinstance(
        node.func, ast.Name | ast.Attribute
    ):
        return False
    called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
    return called in BULK or (
        called == "update" and bool(node.keywords) and not node.args
    )


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("Realization.objects.filter(year=1).update(value=None)", True),
        ("rows.update(**changes)", True),
        ("Realization.objects.bulk_create(rows)", True),
        ("bulk_update_with_history(rows, Realization, ['value'])", True),
        ("context.update(other)", False),
        ("digest.update(b'x')", False),
        ("row.save(update_fields=['value'])", False),
    ],
)
def test_the_search_knows_a_bulk_write(call, found):
    assert is_bulk_write(ast.parse(call).body[0].value) is found


def test_figures_are_written_in_bulk_only_where_the_guard_is_asked():
    found = {
        name_of(path)
        for path in python_files(*APPS)
        if any(is_bulk_write(node) for node in ast.walk(ast.parse(text_of(path))))
    }
    assert found == set(BULK_WRITES)
