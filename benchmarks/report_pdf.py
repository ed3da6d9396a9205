"""Capaian as PDF: report and render, against WeasyPrint alone on the same HTML and stylesheet.

Usage: python benchmarks/report_pdf.py [RUNS]

One process, a database in a temporary folder with the plan in fixtures/bspji_manado. Runs alternate;
printed are the medians, their ratio, whose ceiling is 1.2, and the peak memory. Exit status 1 above it.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CEILING = 1.2
YEAR = "2023"


def main(runs: int) -> int:
    """Measure both and compare."""
    from django.core.management import call_command

    from accounts.models import Unit

    call_command("migrate", verbosity=0)
    call_command(
        "load_workbook",
        str(ROOT / "fixtures" / "bspji_manado"),
        accept_readings=True,
        verbosity=0,
    )
    unit = Unit.objects.get(code="BSPJI-MANADO")
    return compare(unit, runs)


def compare(unit, runs: int) -> int:
    """Print medians and ratio of the two ways."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from reports.catalogue import REPORTS
    from reports.formats import FORMATS
    from reports.renderers.html import render_print, style_paths
    from reports.renderers.pdf import describe, print_pdf

    report = REPORTS["capaian"]
    html = render_print(report.build(report.read(unit, {"year": YEAR})))

    def ours() -> bytes:
        return FORMATS["pdf"].render(report.build(report.read(unit, {"year": YEAR})))

    def alone() -> bytes:
        fonts = FontConfiguration()
        styles = [
            weasyprint.CSS(filename=str(path), font_config=fonts)
            for path in style_paths()
        ]
        page = weasyprint.HTML(string=html)
        return page.write_pdf(stylesheets=styles, font_config=fonts, finisher=describe)

    assert alone() == print_pdf(html), "both must make the same document"
    ours(), alone()  # the first run loads fonts and templates
    seconds = {"report": [], "weasyprint": []}
    for _ in range(runs):
        seconds["report"].append(timed(ours))
        seconds["weasyprint"].append(timed(alone))
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    ratio = medians["report"] / medians["weasyprint"]
    for name, value in medians.items():
        print(f"{name:12}{value * 1000:>8.1f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ratio {ratio:.2f} (ceiling {CEILING}), {peak:.0f} MB peak")
    return 0 if ratio <= CEILING else 1


def timed(deed) -> float:
    """Return how many seconds the deed takes."""
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="renstra.settings")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
