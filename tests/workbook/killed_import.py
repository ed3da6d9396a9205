"""A process that imports a workbook and stops in the middle of writing, until it is killed.

Run by test_killed_import.py: ``python killed_import.py PATH [SHEET]``. With SHEET it says so on stdout and
waits once rows of that sheet have been written inside the transaction.
"""

import os
import signal
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "renstra.settings"


def main(path, sheet=""):
    """Load the workbook as the command does."""
    django.setup()
    from django.core.management import call_command

    from workbook import engine

    write_rows = engine.write_rows

    def write_and_wait(resource, *rest):
        write_rows(resource, *rest)
        if resource.sheet == sheet:
            print("written", resource.model.objects.count(), flush=True)  # noqa: T201
            signal.pause()

    engine.write_rows = write_and_wait
    call_command("load_workbook", path, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
