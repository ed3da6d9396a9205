"""Upload and confirm 10,000 realizations over HTTP: the site's two requests against a bare import.

Usage: python -m benchmarks.import_pages [ROWS]

gunicorn with one worker serves an own SQLite database in a temporary folder; an operator signs in, uploads
an .xlsx file (the preview is the whole import, rolled back), confirms it, and downloads a refused file with
its faults marked. The bare import is the engine's alone, from CSV, in a process of its own and in the same
run. Printed are seconds, the worker's peak memory, and how many times the bare import the slower of the two
requests takes, whose bound is 3. Exit status 1 above the bound.
"""

from __future__ import annotations

import html
import http.cookiejar
import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.import_realizations import make_workbook, measure, sheet_rows

BOUND = 3
SECONDS_WANTED = 10
FAULTY = 1000
PASSWORD = "sandi-ukur-8472"  # noqa: S105 - of a database that lives for a minute
ROOT = Path(__file__).resolve().parent.parent


def main(rows: int) -> int:
    """Measure the requests, then the bare import."""
    with TemporaryDirectory() as folder:
        good, bad = prepare(Path(folder), rows)
        with Site(folder) as site:
            found = measure_requests(site, good, bad)
            peak = site.peak_megabytes()
    bare = measure("engine", rows)["seconds"]
    for name, seconds in {**found, "bare import": bare}.items():
        print(f"{name:16}{seconds:>8.2f} s")
    print(f"peak memory of the worker {peak:.0f} MB")
    slower = max(found["preview"], found["confirmation"])
    print(f"slower request {slower:.2f} s (wanted: under {SECONDS_WANTED} s)")
    print(f"ratio {slower / bare:.1f} (bound {BOUND})")
    return 0 if slower / bare <= BOUND else 1


def prepare(folder: Path, rows: int) -> tuple[bytes, bytes]:
    """Set the database up with an operator and return a good and a faulty workbook."""
    os.environ.update(
        VAR_DIR=str(folder),
        INSECURE_HTTP="1",
        DATABASE_URL="",
        DJANGO_SETTINGS_MODULE="renstra.settings",
    )
    import django  # after the environment, which the settings read

    django.setup()
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from accounts.models import Unit, User
    from workbook.sheets import COLUMNS
    from workbook.xlsx_writing import write_xlsx

    call_command("migrate", verbosity=0)
    call_command("setup_roles", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_workbook(folder / "workbook", rows)
    user = User.objects.create_user("operator", password=PASSWORD)
    user.unit = Unit.objects.get(code="BALAI")
    user.save()
    user.groups.add(Group.objects.get(name="operator"))

    def book(faulty: int) -> bytes:
        lines = [
            [row.get(name) for name in COLUMNS["realisasi"]] for row in sheet_rows(rows)
        ]
        for line in lines[:faulty]:
            line[COLUMNS["realisasi"].index("nilai")] = "B3,56"
        return write_xlsx(COLUMNS, {"realisasi": lines})

    return book(0), book(FAULTY)


class Site:
    """gunicorn with one worker, and a signed-in browser of sorts."""

    def __init__(self, folder: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = ["renstra.wsgi", "--bind", self.address, "--workers", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *command, "--timeout", "300", "--no-control-socket"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def __enter__(self) -> Site:
        assert self.process.stderr
        while "Booting worker" not in (line := self.process.stderr.readline()):
            if not line:
                sys.exit("gunicorn did not start")
        self.worker = int(re.findall(r"pid: (\d+)", line)[-1])
        self.get("/masuk/")
        self.post("/masuk/", {"username": "operator", "password": PASSWORD})
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.communicate()

    def get(self, path: str) -> bytes:
        return self._answer(urllib.request.Request(f"http://{self.address}{path}"))

    def post(self, path: str, data: dict[str, str]) -> bytes:
        fields = {**data, "csrfmiddlewaretoken": self._token()}
        body = urllib.parse.urlencode(fields).encode()
        return self._answer(
            urllib.request.Request(f"http://{self.address}{path}", body)
        )

    def upload(self, content: bytes) -> bytes:
        mark = "ukuran-batas"
        out = io.BytesIO()
        out.write(
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self._token()}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="berkas"; filename="b.xlsx"\r\n\r\n'.encode()
        )
        out.write(content + f"\r\n--{mark}--\r\n".encode())
        request = urllib.request.Request(
            f"http://{self.address}/impor/", out.getvalue()
        )
        request.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        return self._answer(request)

    def peak_megabytes(self) -> float:
        """Return the most memory that the worker has held."""
        status = Path(f"/proc/{self.worker}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def _token(self) -> str:
        return next(str(c.value) for c in self.cookies if c.name == "csrftoken")

    def _answer(self, request: urllib.request.Request) -> bytes:
        try:
            with self.browser.open(request) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            if refused.code != 422:
                raise
            return refused.read()


def measure_requests(site: Site, good: bytes, bad: bytes) -> dict[str, float]:
    """Return the seconds of every request."""
    found: dict[str, float] = {}

    def timed(name: str, answer: bytes | None, started: float) -> str:
        found[name] = time.perf_counter() - started
        return html.unescape((answer or b"").decode())

    started = time.perf_counter()
    page = timed("faulty upload", site.upload(bad), started)
    link = re.search(r'href="(/impor/kesalahan/[^"]+)"', page)
    assert link, page
    started = time.perf_counter()
    marked = site.get(link[1])
    found["marked file"] = time.perf_counter() - started
    assert marked.startswith(b"PK")
    started = time.perf_counter()
    page = timed("preview", site.upload(good), started)
    sealed = re.search(r'name="pratinjau" value="([^"]+)"', page)
    assert sealed, page
    started = time.perf_counter()
    answer = site.post("/impor/konfirmasi/", {"pratinjau": sealed[1]})
    page = timed("confirmation", answer, started)
    assert "baris sudah diimpor" in page
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
