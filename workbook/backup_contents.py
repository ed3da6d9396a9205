"""What a backup holds: every table that belongs to people, row by row as JSON that any database reads alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

FORMAT = 1
MANIFEST = "manifest.json"
TABLES = "data/"
MEDIA = "media/"
# Who is signed in now, who must wait after wrong passwords, what the worker has to do: none outlives the installation.
LEFT_OUT_APPS = {"axes", "sessions", "django_tasks_db"}
# What is made again when somebody asks, and what was asked for.
LEFT_OUT_MODELS = {"documents.rendereddocument", "documents.issuerequest"}
# Few, because the seal of an import may have megabytes.
CHUNK_ROWS = 200
JSON_TYPES = (bool, int, str, dict, list, type(None))


def stored_models() -> list[type[Model]]:
    """Return the model of every table in a backup, history and links between tables included."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT_APPS
        and model._meta.label_lower not in LEFT_OUT_MODELS
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def member_name(model: type[Model]) -> str:
    """Return the name of a table's file inside the backup."""
    return f"{TABLES}{model._meta.label_lower}.jsonl"


def applied_migrations() -> list[str]:
    """Return the migrations that gave the tables their form."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """Yield the table's rows in the order of their keys, one line of JSON each."""
    fields = model._meta.concrete_fields
    rows = model._base_manager.order_by("pk").iterator(chunk_size=CHUNK_ROWS)
    for row in rows:
        values = {field.attname: _value(field, row) for field in fields}
        yield json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _value(field: Field[Any, Any], row: Model) -> Any:
    value = field.value_from_object(row)
    return value if type(value) in JSON_TYPES else field.value_to_string(row)


def row_of(model: type[Model], line: bytes) -> Model:
    """Return the row of a line, not yet stored; raises ValueError when the line is not of this table."""
    values = json.loads(line)
    fields = model._meta.concrete_fields
    if not isinstance(values, dict) or set(values) != {f.attname for f in fields}:
        raise ValueError(f"Kolom {model._meta.label_lower} tidak cocok.")
    return model(**{f.attname: f.to_python(values[f.attname]) for f in fields})
