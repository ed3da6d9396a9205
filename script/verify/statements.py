"""Published statements: quoted as printed at their line, and none of those that can be found by rule left out."""

import html
import re
from collections import Counter

from verify.comparison import Comparison, Row

KINDS = {
    "Butir yang disebut": 76, "Periode": 44, "Target": 42, "Banyaknya": 40, "Nama indikator": 34, "Nama lain": 33,
    "Nama sasaran kegiatan": 24, "Judul di daftar tabel": 22, "Rujukan tabel": 20, "Kode sasaran kegiatan": 8,
    "Perspektif sasaran kegiatan": 8, "Induk sasaran kegiatan": 8, "Kecenderungan": 5, "Sebagian target terlampaui": 4,
    "Target tidak tercapai": 3, "Indikator kinerja utama": 3, "Semua target tercapai": 2, "Satuan indikator": 2,
    "Sebagian target tercapai": 1, "Hampir semua target tercapai": 1,
}  # fmt: skip
# Digits of section 2.4 that are no figures: years, "4.0", codes, list numbers.
NO_FIGURES = re.compile(r"20\d\d|4\.0|S[KS]-?\d|\bT\d|^- \d\)|Tabel \d+|Gambar \d+|13 sasaran")  # fmt: skip
QUOTED = re.compile(r"[\"“]([^\"“”]{15,})[\"”]")


def clean(line: str) -> str:
    """Return a line without markup and page marks."""
    return re.sub(r"[*#\t]", "", html.unescape(re.sub(r"<[^>]*>", "", line))).strip()


def passage(check: Comparison, line: int) -> str:
    """Return the line's text and the next one's: a sentence may run over a page break."""
    following = (clean(text) for text in check.lines[line:])
    after = next((text for text in following if text not in {"", '"'}), "")
    return f"{clean(check.lines[line - 1])} {after}"


def at_line(check: Comparison, line: int) -> list[Row]:
    rows = check.sheets["pernyataan"]
    return [row for row in rows if row["baris"] == str(line)]


def check_statements(check: Comparison) -> None:
    """Each is a quotation, says what it states, and they follow the document."""
    rows = sorted(check.sheets["pernyataan"], key=lambda row: int(row["urutan"]))
    check.same(
        "statements by kind", "all", KINDS, dict(Counter(row["jenis"] for row in rows))
    )
    lines = [int(row["baris"]) for row in rows]
    check.same("statements in order", "all", sorted(lines), lines)
    for row in rows:
        where = (row["baris"], row["urutan"])
        text, stated = row["teks"], row["dinyatakan"].removeprefix("'")
        printed = passage(check, int(row["baris"]))
        check.same("statements, quoted", where, True, text in printed)
        check.same("statements, said", where, True, stated in text)
        check.same(
            "statements, line",
            where,
            True,
            row["sumber"].endswith(f"baris {row['baris']}"),
        )
        check_period(check, row)


def check_period(check: Comparison, row: Row) -> None:
    """The years of a period are the two that it prints."""
    if row["jenis"] == "Periode":
        years = re.findall(r"\d{4}", row["dinyatakan"])
        stored = [row["tahun"], row["sampai_tahun"]]
        check.same("statements, period", row["baris"], years, stored)


def check_no_statement_missing(check: Comparison) -> None:
    """What the document prints of these kinds is there: captions, references, headings, figures and names of 2.4."""
    chapter = check.line_of("## **BAB I.")
    for number in range(1, len(check.lines) + 1):
        text = clean(check.lines[number - 1])
        if number < chapter and re.match(r"Tabel \d+\. ", text):
            caption = re.sub(r" ?\.{3,} ?\d*$", "", text).rstrip()
            check_said(
                check, number, "Judul di daftar tabel", caption.partition(". ")[2]
            )
        elif number > chapter and not re.match(r"Tabel \d+\. ", text):
            for found in re.findall(r"Tabel \d+", text):
                check_said(check, number, "Rujukan tabel", found)
    check_section(check)


def check_section(check: Comparison) -> None:
    """Section 2.4 from SK-1 on: every figure and every quoted name."""
    first, last = check.line_of("**SK-1: "), check.line_of("**Tabel 10.")
    for number in range(first, last):
        text = clean(check.lines[number - 1])
        said = " ".join(row["teks"] for row in at_line(check, number))
        for found in re.findall(r"\d+(?:,\d+)?", NO_FIGURES.sub("", text)):
            check.same("figures of section 2.4", (number, found), True, found in said)
        for name in QUOTED.findall(text):
            held = name.strip(" .") in said
            check.same("names of section 2.4", (number, name), True, held)


def check_said(check: Comparison, line: int, kind: str, printed: str) -> None:
    said = [row["dinyatakan"] for row in at_line(check, line) if row["jenis"] == kind]
    check.same(f"statements found again: {kind}", line, True, printed in said)
