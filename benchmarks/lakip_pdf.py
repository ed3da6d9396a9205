"""A LAKIP of 40 pages as PDF against WeasyPrint alone on the same HTML, and a repeated download against making it.

Usage: python -m benchmarks.lakip_pdf [RUNS]

A database in a temporary folder with the plan in fixtures/bspji_manado and a text in every place for one.
Time: report (queries, sentences, drawings, HTML, PDF) and WeasyPrint alternate in one process; medians, ceiling
1.15. Memory: the peak of a process of its own for each, both with the application loaded, as in a worker;
medians, ceiling 1.2, and for comparison WeasyPrint's without the application.
Download: asking for the file and getting it while the data are unchanged, against the first time; floor 50.
Exit status 1 where one is missed. Nothing else may be running.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
TIME_CEILING, MEMORY_CEILING, DOWNLOAD_FLOOR = 1.15, 1.2, 50
PAGES = 40
YEAR = "2023"
PAGE = f"/laporan/lakip.pdf?year={YEAR}"
PARAGRAPH = "Balai melaksanakan tugas pelayanan jasa industri bagi perusahaan di wilayahnya dengan mutu yang terjaga. "
WAYS = ("report", "weasyprint")


def main(runs: int) -> int:
    """Measure time, memory and the repeated download, and compare each with its limit."""
    with TemporaryDirectory() as folder:
        set_up(folder)
        prepare()
        html, styles = Path(folder) / "lakip.html", style_files()
        html.write_text(printed(), encoding="utf-8")
        time_ratio = compare_time(html, styles, runs)
        memory_ratio = compare_memory(html, styles)
        download_ratio = compare_download(runs)
    is_met = (
        time_ratio <= TIME_CEILING
        and memory_ratio <= MEMORY_CEILING
        and download_ratio >= DOWNLOAD_FLOOR
    )
    return 0 if is_met else 1


def set_up(folder: str) -> None:
    """Set Django up on the database in the folder."""
    os.environ.update(
        VAR_DIR=folder, INSECURE_HTTP="1", DATABASE_URL="", DJANGO_SETTINGS_MODULE="tests.settings",
    )  # fmt: skip
    import django

    django.setup()


def prepare() -> None:
    """Load the real plan, and write a text in every place, so long that the report has its 40 pages."""
    from django.core.management import call_command

    from accounts.models import Unit
    from documents.models import TextSlot
    from tests.document_factories import TextBlockFactory

    call_command("migrate", verbosity=0)
    call_command(
        "load_workbook", str(ROOT / "fixtures" / "bspji_manado"), accept_readings=True, verbosity=0,
    )  # fmt: skip
    unit = Unit.objects.get(code="BSPJI-MANADO")
    body = f"<p>{PARAGRAPH * 4}</p>" * 10
    for slot in TextSlot.values:
        TextBlockFactory(unit=unit, slot=slot, year=int(YEAR), body=body)


def document():
    """Return the report, built anew."""
    from accounts.models import Unit
    from reports.catalogue import REPORTS

    report = REPORTS["lakip"]
    unit = Unit.objects.get(code="BSPJI-MANADO")
    return report.build(report.read(unit, {"year": YEAR}))


def printed() -> str:
    """Return the HTML that is made into the PDF."""
    from reports.renderers.html import render_print

    return render_print(document())


def style_files() -> list[str]:
    """Return the stylesheets that go with it."""
    from reports.renderers.html import style_paths

    return [str(path) for path in style_paths()]


def ours() -> bytes:
    """Return the PDF from the database."""
    from reports.formats import FORMATS

    content: bytes = FORMATS["pdf"].render(document())
    return content


def alone(html: Path, styles: list[str]) -> bytes:
    """Return the PDF of the HTML by WeasyPrint and nothing else."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = [weasyprint.CSS(filename=path, font_config=fonts) for path in styles]
    page = weasyprint.HTML(string=html.read_text(encoding="utf-8"))
    content: bytes = page.write_pdf(stylesheets=sheets, font_config=fonts)
    return content


def compare_time(html: Path, styles: list[str], runs: int) -> float:
    """Print the medians of both in this process, and return their ratio."""
    pages = page_count(ours()), page_count(alone(html, styles))  # loads fonts too
    assert pages[0] == pages[1] >= PAGES, pages
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(runs):
        seconds["report"].append(timed(ours))
        seconds["weasyprint"].append(timed(lambda: alone(html, styles)))
    return told("time", "s", seconds, TIME_CEILING, f"{pages[0]} pages")


def page_count(content: bytes) -> int:
    """Return how many pages the PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as file:
        return len(file)


def timed(deed: Callable[[], object]) -> float:
    """Return how many seconds the deed takes."""
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def told(
    what: str, unit: str, found: dict[str, list[float]], ceiling: float, note: str = ""
) -> float:
    """Print the medians and their ratio, and return the ratio."""
    report, weasyprint = (statistics.median(found[way]) for way in WAYS)
    ratio = report / weasyprint
    print(f"{what:9} report {report:7.2f} {unit}, weasyprint {weasyprint:7.2f} {unit}, ratio {ratio:.2f} (ceiling {ceiling}) {note}")  # fmt: skip
    return ratio


def compare_memory(html: Path, styles: list[str]) -> float:
    """Print the peaks of processes that do one of both, and return their ratio."""
    files = (str(html), *styles)
    peaks = {way: [peak_of(way, *files) for _ in range(3)] for way in WAYS}
    bare = peak_of("bare", *files)
    return told("memory", "MB", peaks, MEMORY_CEILING, f"without the application {bare:.2f} MB")  # fmt: skip


def peak_of(*arguments: str) -> float:
    """Return the most memory that a process of its own takes for it, in MB."""
    line = [sys.executable, "-m", "benchmarks.lakip_pdf", *arguments]
    done = subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def do_once(way: str, html: str, *styles: str) -> None:
    """Make one PDF and print the peak of this process in MB."""
    if way != "bare":
        set_up(os.environ["VAR_DIR"])
        import renstra.urls  # noqa: F401 - loads what a worker has loaded
    if way == "report":
        ours()
    else:
        alone(Path(html), list(styles))
    print(peak())


def peak() -> float:
    """Return the peak of this process in MB; "getrusage" would count what its parent had before."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


def compare_download(runs: int) -> float:
    """Print how long the first and later downloads take, as a browser asks for them, and return their ratio."""
    from django.test import Client

    from accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_superuser("ukur", password="ukur"))  # noqa: S106

    def download() -> None:
        """Ask for the file, and get it."""
        assert client.post(PAGE).status_code == 302
        assert b"".join(client.get(PAGE).streaming_content).startswith(b"%PDF")

    first = timed(download)
    later = statistics.median(timed(download) for _ in range(max(runs, 20)))
    ratio = first / later
    print(f"download  first {first:.2f} s, later {later * 1000:.1f} ms, ratio {ratio:.0f} (floor {DOWNLOAD_FLOOR})")  # fmt: skip
    return ratio


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 2:
        sys.exit(do_once(*sys.argv[1:]))
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
