"""What each published row is said to mean, held against the name that it prints and the sheet that owns the name."""

import re

from verify.comparison import REVISION, Comparison, Row
from verify.performance import PLANS
from verify.published import CELLS, stored_rows

BUDGET_KEYS = {"PAGU": "ceiling", "Realisasi": "spending", "% Realisasi": "absorption"}
# Where a table prints the code and the name of an indicator or activity target, by position.
NAMED = {"T10": (2, 3), "T21": (1, 2, 3), "L2A": (1, 2, 3), "L2B": (2,), "L3": (2,)}


def check_published_keys(check: Comparison) -> None:
    """Every key, table by table."""
    for year in (2020, 2021, 2022, 2023):
        check_performance_keys(check, f"T{year - 2019}", year)
    for code in NAMED:
        check_named_keys(check, code)
    check_money_keys(check)
    check_activity_keys(check)
    check_mapping_keys(check)
    check_component_keys(check)
    check_other_keys(check)
    check_heads(check)


def cells_of(row: Row) -> list[str]:
    return [row[name] for name in CELLS]


def body(check: Comparison, code: str) -> list[tuple[Row, list[str]]]:
    """Return a table's rows without its heads, each with its cells."""
    rows = [row for row in stored_rows(check, code) if row["jenis"] != "Judul"]
    return [(row, cells_of(row)) for row in rows]


def meant(check: Comparison, key: str, plan: str = REVISION) -> Row:
    """Return the indicator or activity target that a key names."""
    plan, code = key.split(":") if ":" in key else (plan, key)
    sheet = "indikator" if "." in code else "sasaran"
    return check.find(sheet, renstra=plan, kode=code)


def check_performance_keys(check: Comparison, code: str, year: int) -> None:
    """Tabel 1-4: the indicator's plan is the year's, its activity target the number's, its name the printed one."""
    number = ""
    for row, cells in body(check, code):
        number = cells[0] or number
        plan, _, indicator = row["kunci"].rpartition(":")
        owner = PLANS[year] if PLANS[year] != REVISION else ""
        check.same("published keys, plan", row["sumber"], owner, plan)
        found = meant(check, indicator, PLANS[year])
        check.same("published keys", row["sumber"], f"SK{number}", found["sasaran"])
        check.explained("published keys, names", row["sumber"], cells[2], found)


def check_named_keys(check: Comparison, code: str) -> None:
    """Indicators and activity targets: the longest of the cells is the name."""
    for row, cells in body(check, code):
        key = row["kunci"]
        if re.fullmatch(r"(.+:)?(SK|T)\d(\.\d)?", key):
            name = max((cells[place - 1] for place in NAMED[code]), key=len)
            found = meant(check, key)
            check.explained("published keys, names", row["sumber"], name, found)
        if code in {"T21", "L2A"} and re.match("SK", cells[0]):
            check.same("published keys", row["sumber"], cells[0], key)


def check_money_keys(check: Comparison) -> None:
    for row, cells in body(check, "T5"):
        check.same("published keys", row["sumber"], BUDGET_KEYS[cells[1]], row["kunci"])
    for row, cells in body(check, "T6"):
        service = check.find("jenis_layanan", nama=cells[1])["kode"]
        key = "total" if cells[1].startswith("Total") else service
        check.same("published keys", row["sumber"], key, row["kunci"])
    for row, cells in body(check, "T22"):
        key = cells[0] if row["jenis"] == "Data" else "total"
        check.same("published keys", row["sumber"], key, row["kunci"])


def check_activity_keys(check: Comparison) -> None:
    """Tabel 11-19: number and letter; section 3.3: the heading's number and the list's."""
    parts = [f"BSKJI-{n}" for n in range(1, 6)] + [f"UNIT-{n}" for n in range(1, 5)]
    for code, part in zip((f"T{n}" for n in range(11, 20)), parts, strict=True):
        table = check.find("tabel_terbit", kode=code)
        check.same("published keys, part", code, part, table["bagian"])
        number = ""
        for row, cells in body(check, code):
            number = cells[0] or number
            key = "/".join(filter(None, [number, cells[2].strip(")")]))
            check.same("published keys", row["sumber"], key, row["kunci"])
    owner = ""
    for row, cells in body(check, "3.3"):
        owner = cells[0][4:5] or owner
        key = "" if cells[0] else f"SK{owner}/{cells[1].strip('.') or 1}"
        check.same("published keys", row["sumber"], key, row["kunci"])


def check_mapping_keys(check: Comparison) -> None:
    """Tabel 9: the name decides which activity target is meant, and its parent is the first cell."""
    for row, cells in body(check, "T9"):
        found = meant(check, row["kunci"])
        name = cells[1].partition(": ")[2]
        check.explained("published keys, names", row["sumber"], name, found)
        check.same("published keys", row["sumber"], cells[0], found["induk"])


def check_component_keys(check: Comparison) -> None:
    """Lampiran II's second matrix: the component that has this line as its source holds these words."""
    components = {row["urutan"]: row for row in check.sheets["komponen"]}
    seen = []
    for row, cells in body(check, "L2B"):
        kind, _, order = row["kunci"].partition(":")
        if kind == "komponen":
            component = components[order]
            lines = re.findall(r"\d+", component["sumber"])
            check.same("published keys", row["sumber"], True, row["baris"] in lines)
            held = cells[1] in component["uraian"]
            check.same("published keys, names", row["sumber"], True, held)
            seen.append(order)
        elif re.fullmatch(r"SK\.\d", cells[0]):
            check.same(
                "published keys", row["sumber"], cells[0].replace(".", ""), row["kunci"]
            )
    check.same(
        "published keys, components", "L2B", sorted(components), sorted(set(seen))
    )


def check_other_keys(check: Comparison) -> None:
    """Lampiran III by the code of the sheet, Lampiran IV by its line, Tabel 20 by number, Tabel 7 and 8 once each."""
    for row, cells in body(check, "L3"):
        manual = meant(check, row["kunci"])["kode_manual"]
        check.same("published keys", row["sumber"], cells[0], manual)
    for row, cells in body(check, "L4"):
        key = f"{cells[1]}/{cells[2]}" if cells[1] else ""
        check.same("published keys", row["sumber"], key, row["kunci"])
    for row, cells in body(check, "T20"):
        check.same("published keys", row["sumber"], cells[0], row["kunci"])
    for code in ("T7", "T8"):
        keys = [row["kunci"] for row, _ in body(check, code)]
        check.same("published keys, once each", code, len(keys), len(set(keys)))
        check.same("published keys", code, "total", keys[-1])


def check_heads(check: Comparison) -> None:
    """Heads mean nothing; every other row does, but headings that the report has no row for."""
    for row in check.sheets["baris_terbit"]:
        has_none = row["jenis"] == "Judul" or (
            row["tabel"] in {"3.3", "L4"} and row["jenis"] == "Kelompok"
        )
        check.same("published keys, none", row["sumber"], has_none, not row["kunci"])
