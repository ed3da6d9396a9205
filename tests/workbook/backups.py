"""Backups in tests: what is in one, and one whose contents were changed."""

import hashlib
import json
import zipfile

from django.apps import apps
from django.db import connection, transaction

from workbook.backup_contents import MANIFEST, stored_models


def contents(path):
    """Return the manifest's list: name → hash and size."""
    return manifest_of(path)["files"]


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(MANIFEST))


def members(path):
    """Return name → bytes of every file in a backup, without the manifest."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if name != MANIFEST
        }


def rewrite(path, target, changed=None, manifest=None):
    """Write a backup again with other members; the manifest agrees with them unless it is given."""
    files = {**members(path), **(changed or {})}
    files = {name: data for name, data in files.items() if data is not None}
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
    }
    stated = {**manifest_of(path), "files": listed, **(manifest or {})}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(stated))
    return target


def empty_the_database():
    """Make the installation one that was migrated and never used."""
    # In one transaction: references are looked at when it ends.
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [model._meta.db_table for model in stored_models()]
        tables += [
            m._meta.db_table for m in apps.get_app_config("sessions").get_models()
        ]
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own names
