"""What the plan means to do: Tabel 11-19, section 3.3 and Tabel 20."""

import re
from collections.abc import Iterator

from verify.comparison import REVISION, Comparison, plain

CAPTION = re.compile(r"\**Tabel (\d+)\. Sasaran (.*?)\**")
SECTION = re.compile(r"#+ \*?3\.3\.(\d)\.")
NUMBERED = re.compile(r"(?:(\d)|  - ([a-z]))\. (.*)")
REGULATION_TEXTS = ["urutan", "judul", "urgensi", "penanggung_jawab", "unit_terkait", "target"]  # fmt: skip


def check_policy(check: Comparison) -> None:
    """Tabel 11-19: nine captions, each with its activities and what they are to bring about."""
    code, activity, outcome = "", 0, 0
    for table, line, cells in policy_rows(check):
        source = f"Tabel {table}, baris {line}"
        if len(cells) == 1:
            code, activity = check_direction(check, table, source, cells[0]), 0
            continue
        place = {"renstra": REVISION, "arah": code}
        if cells[0]:
            activity, outcome = activity + 1, 0
            row = check.find("aktivitas", urutan=activity, **place)
            stored = [row["nomor"], row["nama"], row["sumber"]]
            check.same("policy activities", source, [*cells[:2], source], stored)
        outcome += 1
        row = check.find("sasaran_aktivitas", aktivitas=activity, urutan=outcome, **place)  # fmt: skip
        stored = [row["huruf"], row["pernyataan"], row["sumber"]]
        check.same("policy outcomes", source, [*cells[2:], source], stored)


def check_direction(
    check: Comparison, table: int, source: str, printed_title: str
) -> str:
    """Compare a caption and return the code of its direction: BSKJI's come first, then the unit's."""
    is_parents = table < 16
    code = f"BSKJI-{table - 10}" if is_parents else f"UNIT-{table - 15}"
    row = check.find("arah_kebijakan", renstra=REVISION, kode=code)
    level = "Induk" if is_parents else "Unit kerja"
    printed = [str(table - 10), level, printed_title, source]
    stored = [row[name] for name in ("urutan", "tingkat", "judul", "sumber")]
    check.same("policy directions", table, printed, stored)
    return code


def policy_rows(check: Comparison) -> Iterator[tuple[int, int, list[str]]]:
    """Yield table, line and cells; a caption has one cell, the heading row is left out."""
    table = 0
    first, end = check.line_of("**Tabel 11."), check.line_of("### **3.3. ")
    for number in range(first, end):
        line = check.lines[number - 1]
        if caption := CAPTION.fullmatch(line):
            table = int(caption[1])
            yield table, number, [caption[2]]
        elif "\t" in line and "Aktivitas/ Kegiatan" not in line:
            yield table, number, [plain(cell) for cell in line.split("\t")]


def check_planned_activities(check: Comparison) -> None:
    """Section 3.3: the activities under the eight activity targets, with the marks before them."""
    section, order, is_open = "", 0, False
    first, end = check.line_of("### **3.3. "), check.line_of("### 3.4. ")
    for number in range(first, end):
        line = check.lines[number - 1]
        if found := SECTION.match(line):
            section, order, is_open = found[1], 0, False
        elif line.startswith("#"):
            is_open = "Kegiatan:" in line
        elif is_open and line.strip('" '):
            order += 1
            check_planned_activity(check, section, order, number)


def check_planned_activity(
    check: Comparison, section: str, order: int, number: int
) -> None:
    line = check.lines[number - 1]
    mark = NUMBERED.fullmatch(line)
    label, name = ((mark[1] or mark[2]), mark[3]) if mark else ("", line)
    level = "2" if mark and mark[2] else "1"
    place = {"renstra": REVISION, "sasaran": f"SK{section}", "urutan": order}
    row = check.find("kegiatan", **place)
    stored = [row[column] for column in ("nomor", "tingkat", "nama", "sumber")]
    source = f"Bagian 3.3.{section}, baris {number}"
    check.same("planned activities", number, [label, level, name, source], stored)


def check_regulations(check: Comparison) -> None:
    """Tabel 20: eight regulations, the table broken over two pages."""
    for line, cells in check.rows("**Tabel 20.", "### 3.5."):
        if cells[0] != "No":
            row = check.find("regulasi", sumber=f"Tabel 20, baris {line}")
            stored = [row[name] for name in REGULATION_TEXTS]
            check.same("regulations", line, cells, stored)
