"""The plan: Tabel 21 and its second print, Lampiran III and IV."""

import re
from collections.abc import Iterator

from verify.comparison import REVISION, Cells, Comparison, Row, figure, stored_figure

CASCADE_TEXTS = ["tujuan", "sasaran_program", "kode", "indikator", "satuan", "perspektif"]  # fmt: skip
MARKS = ["set", "p4si", "p2si", "poptikji", "pih", "bbspji", "bspji", "uke1", "uke2_upt"]  # fmt: skip
PERSPECTIVES = {"Internal Process Perspective": "Internal Process", "Learning & Growth Perspective": "Learning and Growth"}  # fmt: skip


def numbered(rows: Iterator[Cells], numbers: str) -> Iterator[tuple[str, list[str]]]:
    """Yield code and cells of a matrix by SK; some rows were scanned one cell left."""
    activity = ""
    for _, cells in rows:
        if re.fullmatch(r"SK\d", cells[0]):
            activity = cells[0]
        aligned = cells if cells[0] else cells[1:]
        if re.fullmatch(numbers, aligned[0]) and activity:
            place = "abcd".find(aligned[0]) + 1 or int(aligned[0])
            yield f"{activity}.{place}", aligned


def check_plan_targets(check: Comparison) -> None:
    """Tabel 21: 13 indicators in four years."""
    for code, cells in numbered(check.rows("**Tabel 21.", "#### 4.4."), r"\d"):
        indicator = check.find("indikator", renstra=REVISION, kode=code)
        check.same("units of measure", code, cells[2], indicator["satuan"])
        check.explained("indicator names", code, cells[1], indicator)
        for year, printed in enumerate(cells[3:7], start=2021):
            row = check.target(code, year)
            subject = (printed, figure(printed))
            stored = (row["teks"], stored_figure(row))
            check.same("plan targets", (code, year), subject, stored)


def check_second_print(check: Comparison) -> None:
    """Lampiran II's first matrix prints the targets of Tabel 21 again."""
    rows = check.rows("## LAMPIRAN II ", "### Matriks Kinerja dan")
    for code, cells in numbered(rows, "[a-d]"):
        for year, printed in enumerate(cells[3:7], start=2021):
            check.compared["plan targets against Lampiran II"] += 1
            stored = check.target(code, year)["teks"]
            if printed != stored:
                text = f"{code} {year} prints {printed}, Tabel 21 {stored}"
                check.contradictions.append(f"Lampiran II, first matrix: {text}")


def check_manual(check: Comparison) -> None:
    """Lampiran III: 17 sheets, four of them with a goal's baseline and targets."""
    row: Row = {}
    for line, cells in check.rows("## LAMPIRAN III ", "#### LAMPIRAN IV."):
        if re.fullmatch(r"T\d(/SP\d/[a-f])?", cells[0]):
            row = check.find("indikator", renstra=REVISION, kode_manual=cells[0])
            check.explained("indicator names", line, cells[1], row)
            if "/" not in cells[0]:
                check_goal(check, cells, row)
        elif cells[0].startswith("Satuan:"):
            printed = [cell.split(": ")[1] for cell in cells[:3]]
            names = ("satuan_manual", "klasifikasi", "penanggung_jawab")
            stored = [row[name] for name in names]
            check.same("manual: unit, class, in charge", line, printed, stored)


def check_goal(check: Comparison, cells: list[str], indicator: Row) -> None:
    baseline = [indicator["nilai_awal"], indicator["tahun_awal"]]
    check.same("goal baselines", cells[0], [cells[2], "2021"], baseline)
    for year, text in zip((2022, 2023, 2024), cells[3:6], strict=True):
        row = check.target(f"{cells[0]}.1", year)
        stored = (row["teks"], stored_figure(row))
        check.same("goal targets", (cells[0], year), (text, figure(text)), stored)


def check_cascade(check: Comparison) -> None:
    """Lampiran IV: texts, perspective and nine marks of every row, to the last line."""
    perspective, order = "", 0
    for line, cells in check.rows("#### LAMPIRAN IV.", "end of the document"):
        perspective = PERSPECTIVES.get(cells[0], perspective)
        check.same("cascade, cells per line", line, 14, len(cells))
        if re.fullmatch(r"T\d", cells[0]):
            order += 1
            source = f"Lampiran IV, baris {line}"
            row = check.find("cascading", urutan=order, sumber=source)
            stored = [row[name] for name in CASCADE_TEXTS]
            check.same("cascade, texts", line, [*cells[:5], perspective], stored)
            for name, mark in zip(MARKS, cells[5:], strict=True):
                said = {"o": "ya", "": "tidak"}[mark]
                check.same("cascade, marks", (line, name), said, row[name])
