"""The sheets as such: how many rows, unique sorted keys, named sources, one notation of numbers."""

import re

from verify.comparison import Comparison, Row

COUNTS = {
    "unit": 3, "penanda_tangan": 1, "skala": 6, "predikat": 33, "renstra": 3, "tahun_renstra": 5, "tujuan": 4,
    "program": 2, "sasaran": 19, "indikator": 38, "silsilah": 21, "perjanjian": 4, "target": 109,
    "rencana_aksi": 0, "realisasi": 45, "pengukuran": 2, "cascading": 25, "jenis_layanan": 10, "pnbp": 60, "pnbp_jumlah": 6, "anggaran": 4, "pendanaan": 8,
    "komponen": 63, "alokasi": 125, "dokumen": 1, "tabel_terbit": 27, "baris_terbit": 528, "pernyataan": 380, "teks_laporan": 0,
    "pembanding": 0, "arah_kebijakan": 9, "aktivitas": 59, "sasaran_aktivitas": 103,
    "kegiatan": 22, "regulasi": 8, "kategori_sdm": 22, "sdm": 110,
}  # fmt: skip
KEYS = {
    "unit": "kode", "penanda_tangan": "unit nama mulai", "skala": "unit kode", "predikat": "unit skala urutan",
    "renstra": "kode", "tahun_renstra": "unit tahun", "tujuan": "renstra kode", "program": "renstra kode",
    "sasaran": "renstra kode", "indikator": "renstra kode", "perjanjian": "unit tahun versi",
    "silsilah": "dari_renstra dari_indikator ke_renstra ke_indikator", "target": "renstra indikator tahun versi_pk",
    "rencana_aksi": "renstra indikator tahun triwulan", "realisasi": "renstra indikator tahun periode",
    "pengukuran": "renstra indikator tahun periode urutan",
    "cascading": "renstra urutan", "jenis_layanan": "unit kode", "pnbp": "unit jenis_layanan tahun", "pnbp_jumlah": "unit tahun",
    "anggaran": "unit tahun", "pendanaan": "renstra sumber_dana tahun", "komponen": "renstra urutan",
    "alokasi": "renstra komponen tahun", "dokumen": "kode", "tabel_terbit": "dokumen kode",
    "baris_terbit": "dokumen tabel urutan", "pernyataan": "dokumen urutan", "teks_laporan": "unit bagian tahun",
    "pembanding": "renstra indikator tahun", "arah_kebijakan": "renstra kode",
    "aktivitas": "renstra arah urutan", "sasaran_aktivitas": "renstra arah aktivitas urutan",
    "kegiatan": "renstra sasaran urutan", "regulasi": "renstra urutan",
    "kategori_sdm": "unit jenis kode", "sdm": "unit jenis kategori tahun",
}  # fmt: skip
NUMERIC_KEYS = {"urutan", "tahun", "versi", "versi_pk", "komponen", "aktivitas"}
NUMBERS = {"nilai", "bawah", "atas", "nilai_awal", "hasil", "batas_bawah", "jumlah", "pagu_awal", "realisasi"}  # fmt: skip
# No thousands separator, no trailing zero; three decimals get a fourth digit.
NOTATION = re.compile(r"-?(0|[1-9]\d*)(,(\d?[1-9]|\d{4}|\d{4,}[1-9]))?")


def check_sheets(check: Comparison) -> None:
    """Count rows; keys are unique and sorted, sources named, numbers in one notation."""
    check.same("sheets", "all", sorted(COUNTS), list(check.sheets))
    for sheet in COUNTS:
        rows = check.sheets.get(sheet, [])
        check.same("rows per sheet", sheet, COUNTS[sheet], len(rows))
        keys = [sort_key(row, KEYS[sheet].split()) for row in rows]
        check.same("keys unique and sorted", sheet, sorted(set(keys)), keys)
        for row in rows:
            check_source(check, sheet, row)
            check_notation(check, sheet, row)


def sort_key(row: Row, names: list[str]) -> tuple[tuple[bool, int, str], ...]:
    return tuple(
        (bool(row[name]), int(row[name] or 0), "")
        if name in NUMERIC_KEYS
        else (bool(row[name]), 0, row[name])
        for name in names
    )


def check_source(check: Comparison, sheet: str, row: Row) -> None:
    """Every row names its lines; a rule from outside the document names the rule."""
    lines = [int(n) for n in re.findall(r"(?:baris |–|, )(\d+)", row["sumber"])]
    named = bool(lines) or (sheet in {"skala", "predikat"} and bool(row["sumber"]))
    inside = all(0 < line <= len(check.lines) for line in lines)
    check.same("rows with a source", (sheet, row["sumber"]), True, named and inside)


def check_notation(check: Comparison, sheet: str, row: Row) -> None:
    for column in NUMBERS & row.keys():
        if row[column]:
            tidy = NOTATION.fullmatch(row[column]) is not None
            check.same("number notation", (sheet, column, row[column]), True, tidy)
