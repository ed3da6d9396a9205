"""An import whose process dies in the middle leaves the database as it was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import dj_database_url
import pytest
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from tests.workbook.books import realization, write_csv

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = Path(__file__).with_name("killed_import.py")


@pytest.fixture
def database(plan, tmp_path):
    """The address of a database that another process can open, with the plan in it."""
    if connection.vendor != "sqlite":
        return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
            **connection.settings_dict
        )
    path = tmp_path / "kantor.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return f"sqlite:///{path}"


@pytest.fixture
def book(tmp_path):
    """Targets first, then realizations, so that the death comes after one sheet is complete."""
    targets = [
        {"renstra": "RENSTRA-UJI", "indikator": "SK1.1", "tahun": year, "nilai": 6}
        for year in (2023, 2024)
    ]
    rows = [
        realization(nilai=place, tahun=year, periode=period)
        for year in (2023, 2024)
        for place, period in enumerate(("TAHUN", "TW1", "TW2", "TW3", "TW4"))
    ]
    return write_csv(tmp_path / "b", target=targets, realisasi=rows)


def run_script(database, tmp_path, *arguments):
    environment = os.environ | {"DATABASE_URL": database, "VAR_DIR": str(tmp_path)}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def contents(database):
    """Return every row of every table, read over a connection of its own."""
    settings = {**connections.settings["default"], **dj_database_url.parse(database)}
    own = ConnectionHandler({"default": settings})["default"]
    try:
        with own.cursor() as cursor:
            found = {}
            for table in own.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {own.ops.quote_name(table)}")  # noqa: S608
                found[table] = sorted(cursor.fetchall(), key=repr)
            return found
    finally:
        own.close()


def test_a_killed_import_writes_nothing_and_can_be_repeated(database, book, tmp_path):
    before = contents(database)
    with run_script(database, tmp_path, book, "realisasi") as process:
        assert process.stdout.readline() == "written 10\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert contents(database) == before
    with run_script(database, tmp_path, book) as again:
        assert again.communicate() == ("", "")
    after = contents(database)
    assert len(after["indicators_realization"]) == 10
    assert len(after["indicators_historicalrealization"]) == 10
    assert len(after["indicators_annualtarget"]) == 2
