"""The published tables: every printed cell of every table at its position, captions, columns, kinds of rows."""

import re
from collections.abc import Iterator

from verify.comparison import Cells, Comparison, Row, plain

# How many rows the document prints of each table, heads repeated over pages included.
ROWS = {
    "T1": 11, "T2": 18, "T3": 20, "T4": 16, "T5": 4, "T6": 13, "T7": 19, "T8": 8, "T9": 9, "T10": 14, "T11": 23,
    "T12": 9, "T13": 23, "T14": 6, "T15": 17, "T16": 11, "T17": 13, "T18": 4, "T19": 9, "3.3": 30, "T20": 10,
    "T21": 25, "T22": 6, "L2A": 29, "L2B": 114, "L3": 34, "L4": 33,
}  # fmt: skip
BEGINNINGS = {
    "3.3": "### **3.3. ", "L2A": "## LAMPIRAN II ", "L2B": "### Matriks Kinerja dan", "L3": "## LAMPIRAN III ",
    "L4": "#### LAMPIRAN IV. ",
}  # fmt: skip
LABELS = {"3.3": "Bagian 3.3", "L2A": "Lampiran II", "L2B": "Lampiran II", "L3": "Lampiran III", "L4": "Lampiran IV"}  # fmt: skip
# The columns of each report that are not of a year.
COLUMNS = {
    "capaian": "no sasaran indicator target realization", "anggaran": "no item", "pnbp": "no service_type",
    "sdm-jabatan": "no category", "sdm-pendidikan": "no category", "pemetaan": "parent sasaran goal",
    "tujuan-sasaran": "goal sasaran indicator unit_of_measure", "aktivitas": "no activity letter outcome sasaran",
    "regulasi": "no title urgency unit_in_charge related_units target", "target": "no indicator unit_of_measure",
    "pendanaan": "fund", "matriks-kinerja": "owner letter indicator unit_of_measure team",
    "matriks-pendanaan": "code name unit_of_measure", "pedoman": "code name unit_of_measure polarity in_charge baseline",
    "cascading": "goal parent letter indicator unit_of_measure set p4si p2si poptikji pih bbspji bspji uke1 uke2",
}  # fmt: skip
CELLS = [f"sel_{place}" for place in range(1, 17)]
FIRST_OF_HEADS = (
    "No", "#", "(1)", "Acuan SS", "Tujuan", "Program/ Kegiatan", "SUMBER DANA", "Sasaran Program/", "KODE", "Kode Tujuan",
    "TU JU AN", "(Dalam ribu",
)  # fmt: skip
SHEET_CODE = re.compile(r"T\d(/SP\d/[a-f])?")


def begin_of(check: Comparison, code: str) -> int:
    """Return the line of the table's caption; the list of tables before the first chapter has it too."""
    chapter = check.line_of("## **BAB I.")
    number = code.removeprefix("T")
    wanted = [BEGINNINGS[code]] if code in BEGINNINGS else []
    wanted = wanted or [f"**Tabel {number}. ", f"Tabel {number}. "]
    return min(check.line_of(start, chapter) for start in wanted)


def block(check: Comparison, code: str) -> Iterator[Cells]:
    """Yield a table's rows: to the first line of text after them, over page breaks."""
    begun = False
    for number in range(begin_of(check, code), len(check.lines) + 1):
        line = check.lines[number - 1]
        if "\t" in line:
            begun = True
            if not line.startswith("---"):
                yield number, [plain(cell) for cell in line.split("\t")]
        elif begun and line.strip() not in {"", '"'} and not line.startswith("---"):
            return


def activities(check: Comparison) -> Iterator[Cells]:
    """Yield the headings and numbered activities of section 3.3 as rows."""
    within = ""
    for number in range(begin_of(check, "3.3") + 1, check.line_of("### 3.4. ")):
        text = check.lines[number - 1].strip(' #*"\n').replace("*", "")
        listed = re.fullmatch(r"(?:- )?((?:\d|[a-z])\.)? ?(.+)", text)
        if text.startswith("3.3."):
            yield number, [text]
        elif text.endswith(":"):
            within = text
        elif within == "Kegiatan:" and listed:
            yield number, ["", listed[1] or "", listed[2]]


def guidelines(check: Comparison) -> Iterator[Cells]:
    """Yield one row for each sheet of Lampiran III, from its line of code and its last line."""
    first, named = 0, [""]
    for number, cells in block(check, "L3"):
        if cells[0].startswith("Kode Tujuan"):
            yield number, [*cells[:2], "", "", "", *filter(None, cells[2:])]
        elif SHEET_CODE.fullmatch(cells[0]):
            first, named = number, cells
        elif cells[0].startswith("Satuan:"):
            labelled = [cell.partition(": ")[2] for cell in cells[:3]]
            yield first, [*named[:2], *labelled, *filter(None, named[2:])]


def printed_rows(check: Comparison, code: str) -> list[Cells]:
    """Return the rows of a table as the document prints them."""
    if code == "3.3":
        return list(activities(check))
    if code == "L3":
        return list(guidelines(check))
    unit = check.line_of("(Dalam ribu rupiah)")
    above = [(unit, ["(Dalam ribu rupiah)"])] if code == "T22" else []
    return [*above, *block(check, code)]


def stored_rows(check: Comparison, code: str) -> list[Row]:
    rows = [row for row in check.sheets["baris_terbit"] if row["tabel"] == code]
    return sorted(rows, key=lambda row: int(row["urutan"]))


def check_published_tables(check: Comparison) -> None:
    """Every table, in the order of the document, and no other."""
    tables = sorted(check.sheets["tabel_terbit"], key=lambda row: int(row["urutan"]))
    check.same("published tables", "all", list(ROWS), [row["kode"] for row in tables])
    for table in tables:
        code = table["kode"]
        printed, stored = printed_rows(check, code), stored_rows(check, code)
        check.same("published rows, count", code, ROWS[code], len(printed))
        check.same("published rows, count", code, ROWS[code], len(stored))
        check_caption(check, table, printed)
        check_columns(check, table, printed)
        for (line, cells), row in zip(printed, stored, strict=False):
            check_row(check, code, line, cells, row)


def check_caption(check: Comparison, table: Row, printed: list[Cells]) -> None:
    """Label, caption and lines; of Lampiran III the last line is not the one that names its last row."""
    code = table["kode"]
    begin = begin_of(check, code)
    caption = re.sub(r"[*#]", "", check.lines[begin - 1]).strip()
    label = LABELS.get(code, f"Tabel {code[1:]}")
    title = re.sub(r"^(LAMPIRAN \S+|Tabel \d+\.|3\.3\.) ", "", caption)
    rows = block(check, code) if code == "L3" else printed
    place = f"baris {begin}–{max(line for line, _ in rows)}"
    stored = [table[name] for name in ("nomor", "judul", "letak", "sumber")]
    check.same("captions", code, [label, title, place, f"{label}, {place}"], stored)


def check_row(
    check: Comparison, code: str, line: int, cells: list[str], row: Row
) -> None:
    where = (code, line)
    stored = [row[name] for name in CELLS]
    for place, (printed, cell) in enumerate(zip(cells, stored, strict=False), start=1):
        check.same("published cells", (*where, place), printed, cell)
    check.same("published cells, none beyond", where, "", "".join(stored[len(cells) :]))
    check.same("published rows, line", where, str(line), row["baris"])
    check.same("published rows, kind", where, kind_of(code, cells), row["jenis"])


def kind_of(code: str, cells: list[str]) -> str:
    """Return what a printed row is, from its own cells."""
    if cells[0].startswith(FIRST_OF_HEADS) or is_second_head(cells):
        return "Judul"
    if "total" in " ".join(cells).casefold() or is_of_unit(code, cells):
        return "Jumlah"
    is_component = re.fullmatch(r"[A-Z]", cells[0])
    is_heading = cells[0] and not any(cells[2:]) and not is_component
    return "Kelompok" if is_heading else "Data"


def is_second_head(cells: list[str]) -> bool:
    """Whether a row holds nothing but years and capitals under the first head."""
    filled = [cell for cell in cells if cell]
    is_bare = all(re.fullmatch(r"[A-Z0-9./ -]+", cell) for cell in filled)
    named = any(re.fullmatch(r"20\d\d|TARGET|SET", cell) for cell in filled)
    return not cells[0] and is_bare and named


def is_of_unit(code: str, cells: list[str]) -> bool:
    """Whether a row of Lampiran II holds the unit's four amounts."""
    filled = [cell for cell in cells if cell]
    is_named = filled[0].casefold().startswith(("balai", "bspji"))
    return code in {"L2A", "L2B"} and is_named and len(filled) == 5


def check_columns(check: Comparison, table: Row, printed: list[Cells]) -> None:
    """Every column is one of the report's; those of years and marks stand where the head prints them."""
    code, keys = table["kode"], table["kolom"].split(",")
    known = [*COLUMNS[table["laporan"]].split(), ""]
    heads = [cells for _, cells in printed if kind_of(code, cells) == "Judul"]
    for place, key in enumerate(keys):
        over = " ".join(
            cells[at]
            for cells in heads
            for at in (place - 1, place)
            if 0 <= at < len(cells)
        )
        if year := re.search(r"20\d\d$", key):
            check.same("columns of years", (code, key), True, year[0] in over)
        else:
            check.same("columns", (code, key), True, key in known)
        if code == "L4" and place > 4:
            mark = re.sub(r"[ -]", "", over).casefold()
            check.same("columns of marks", (code, key), True, key in mark)
