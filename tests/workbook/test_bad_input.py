"""Every bad input is refused with its reason, and the database stays as it was."""

import csv
from decimal import Decimal

import pytest

from indicators.models import AnnualTarget, Realization
from tests.factories import (
    AllocationFactory,
    BudgetLineFactory,
    LockFactory,
    ServiceTypeFactory,
)
from tests.workbook.books import (
    realization,
    reasons,
    run,
    write_csv,
    write_xlsx,
    xlsx_book,
    xlsx_bytes,
)
from workbook.cells import shown
from workbook.exporting import export_rows
from workbook.findings import Fault, FileRefusedError
from workbook.sheets import COLUMNS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"nilai": "B3,56"}, "nilai", "huruf, tanda, dan angka bercampur"),
        ({"nilai": "#REF!"}, "nilai", "galat lembar kerja"),
        ({"nilai": "=A1*2"}, "nilai", "rumus"),
        ({"nilai": "NaN"}, "nilai", "bukan bilangan"),
        ({"nilai": "Infinity"}, "nilai", "bukan bilangan"),
        ({"nilai": "1" + "0" * 30}, "nilai", "paling banyak 11 angka di depan koma"),
        ({"nilai": "1e30"}, "nilai", "notasi ilmiah"),
        ({"nilai": "16,85", "predikat": "B"}, "predikat", "tidak memakai predikat"),
        ({"nilai": "B"}, "nilai", "tidak memakai predikat"),
        (
            {"indikator": "SK9.9"},
            "indikator",
            "indikator “RENSTRA-UJI/SK9.9” tidak ditemukan",
        ),
        ({"renstra": "TIDAK-ADA"}, "indikator", "tidak ditemukan"),
        ({"renstra": ""}, "renstra", "harus diisi"),
        ({"tahun": 2022}, "tahun", "di luar tahun-tahun renstra"),
        ({"tahun": 1889}, "tahun", "Tahun paling awal 1990"),
        ({"tahun": "dua ribu"}, "tahun", "bilangan bulat"),
        ({"tahun": "2.023"}, "tahun", "bilangan bulat"),
        ({"tahun": ""}, "tahun", "harus diisi"),
        ({"periode": "TW5"}, "periode", "pilihan: TAHUN, TW1, TW2, TW3, TW4"),
        ({"periode": ""}, "periode", "harus diisi"),
        ({"asal": "Dikarang"}, "asal", "pilihan: Diisi, Diimpor, Menurut dokumen"),
        ({"catatan": "a\x00b"}, "catatan", "karakter kendali"),
        ({"teks": "x" * 101}, "teks", "100"),
        ({"catatan": "x" * 32_768}, "catatan", "teks terlalu panjang"),
        ({"teks": "#REF!"}, "teks", "galat lembar kerja"),
        ({"nilai": "-", "teks": "12"}, "nilai", "bertentangan dengan kolom teks"),
    ],
)
def test_a_bad_cell_is_named(plan, nothing_written, tmp_path, cells, column, reason):
    rows = [realization(periode="TW1", nilai="1"), realization(**cells)]
    findings = run(write_csv(tmp_path / "b", realisasi=rows))
    assert [fault.column for fault in findings.faults] == [column]
    fault = findings.faults[0]
    assert (fault.sheet, fault.row, fault.value[:20]) == (
        "realisasi",
        3,
        shown((realization(nilai="", predikat="") | cells)[column])[:20],
    )
    assert reason in fault.reason
    assert not findings.written


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"nilai": True}, "bukan angka"),
        ({"tahun": True}, "bilangan bulat"),
        ({"tahun": 2023.5}, "bilangan bulat"),
        ({"indikator": True}, "harus berisi teks"),
        ({"catatan": 198001012005011001}, "tidak tersimpan utuh"),
        ({"nilai": 1e30}, "angka di depan koma"),
        ({"nilai": Decimal("0.12345")}, "angka di belakang koma"),
    ],
)
def test_a_cell_of_the_wrong_type_is_named(
    plan, nothing_written, tmp_path, cells, reason
):
    findings = run(write_xlsx(tmp_path / "b.xlsx", realisasi=[realization(**cells)]))
    assert reason in findings.faults[0].reason
    assert findings.faults[0].column == next(iter(cells))


def test_all_errors_come_at_once(plan, nothing_written, tmp_path):
    rows = [
        realization(nilai="B3,56", asal="?", periode="X"),
        realization(nilai="1", indikator="SK9.9", tahun="abc"),
        realization(nilai="1", tahun=2021),
        realization(nilai="2", periode="TW1"),
        realization(nilai="3", periode="TW1"),
    ]
    targets = [
        {"renstra": "RENSTRA-UJI", "indikator": "SK1.1", "tahun": 2030, "nilai": "x"}
    ]
    findings = run(write_csv(tmp_path / "b", realisasi=rows, target=targets))
    found = {(fault.sheet, fault.row, fault.column) for fault in findings.faults}
    assert found == {
        ("target", 2, "nilai"),
        ("target", 2, "tahun"),
        ("realisasi", 2, "nilai"),
        ("realisasi", 2, "asal"),
        ("realisasi", 2, "periode"),
        ("realisasi", 3, "tahun"),
        ("realisasi", 3, "indikator"),
        ("realisasi", 4, "tahun"),
        ("realisasi", 6, "periode"),
    }
    assert not AnnualTarget.objects.exists()


def test_a_fault_reads_as_a_sentence():
    fault = Fault("realisasi", 7, "nilai", "B3,56", "huruf, tanda, dan angka bercampur")
    assert str(fault) == (
        "Lembar realisasi, baris 7, kolom nilai, isi “B3,56”: huruf, tanda, dan angka bercampur"
    )


def test_a_duplicate_row_names_the_first(plan, nothing_written, tmp_path):
    rows = [realization(nilai="1"), realization(nilai="1")]
    findings = run(write_csv(tmp_path / "b", realisasi=rows))
    assert "sama dengan kunci baris 2" in reasons(findings)[0]


def test_negative_money_is_refused(plan, unit, tmp_path):
    ServiceTypeFactory(unit=unit, code="uji")
    rows = [{"unit": unit.code, "jenis_layanan": "uji", "tahun": 2023, "jumlah": "-5"}]
    findings = run(write_csv(tmp_path / "b", pnbp=rows))
    assert "tidak boleh negatif" in reasons(findings)[0]


def test_a_locked_year_is_refused_for_figures_and_money(plan, unit, tmp_path):
    LockFactory(unit=unit, year=2023)
    ServiceTypeFactory(unit=unit, code="uji")
    findings = run(
        write_csv(
            tmp_path / "b",
            realisasi=[realization(nilai="1")],
            target=[
                {"renstra": plan.code, "indikator": "SK1.1", "tahun": 2023, "nilai": 1}
            ],
            pnbp=[
                {"unit": unit.code, "jenis_layanan": "uji", "tahun": 2023, "jumlah": 5}
            ],
            pendanaan=[
                {"renstra": plan.code, "sumber_dana": "RM", "tahun": 2023, "jumlah": 5}
            ],
            anggaran=[{"unit": unit.code, "tahun": 2023, "pagu_awal": 5}],
        )
    )
    assert {fault.sheet for fault in findings.faults} == {
        "realisasi",
        "target",
        "pnbp",
        "pendanaan",
        "anggaran",
    }
    assert all("dikunci oleh" in fault.reason for fault in findings.faults)


def test_a_locked_quarter_leaves_the_others_open(plan, unit, tmp_path):
    LockFactory(unit=unit, year=2023, period="TW1")
    rows = [
        realization(nilai="1", periode="TW1"),
        realization(nilai="1", periode="TW2"),
    ]
    findings = run(write_csv(tmp_path / "b", realisasi=rows))
    assert [fault.row for fault in findings.faults] == [2]


def test_an_unchanged_row_in_a_locked_year_is_no_error(plan, unit, tmp_path):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    assert run(path).written
    LockFactory(unit=unit, year=2023)
    findings = run(path)
    assert not findings.faults
    assert findings.counts[0].unchanged == 1


def test_a_locked_year_freezes_what_gives_figures_their_meaning(plan, unit, tmp_path):
    row = next(r for r in export_rows(unit)["indikator"] if r[1] == "SK1.1")
    cells = dict(zip(COLUMNS["indikator"], row, strict=True))
    LockFactory(unit=unit, year=2023)
    renamed = write_csv(tmp_path / "a", indikator=[{**cells, "nama": "Nama baru"}])
    assert run(renamed).written
    turned = write_csv(tmp_path / "b", indikator=[{**cells, "klasifikasi": "Minimasi"}])
    assert "dikunci oleh" in reasons(run(turned))[0]


def test_a_year_outside_the_plan_is_refused_for_money(plan, tmp_path):
    BudgetLineFactory(plan=plan, order=1)
    findings = run(
        write_csv(
            tmp_path / "b",
            pendanaan=[
                {"renstra": plan.code, "sumber_dana": "RM", "tahun": 2030, "jumlah": 5}
            ],
            alokasi=[{"renstra": plan.code, "komponen": 1, "tahun": 2030, "jumlah": 5}],
        )
    )
    assert [fault.reason[:25] for fault in findings.faults] == [
        "Tahun 2030 di luar periode"[:25]
    ] * 2
    assert AllocationFactory._meta.model.objects.count() == 0


def headed(folder, header, *lines):
    folder.mkdir()
    text = "\n".join([header, *lines])
    (folder / "realisasi.csv").write_text(text, encoding="utf-8")
    return folder


HEADER = ",".join(COLUMNS["realisasi"])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            HEADER.replace(",nilai", ""),
            "Lembar realisasi, baris 1, kolom nilai, isi “nilai”: kolom ini tidak ada",
        ),
        (HEADER + ",tambahan", "kolom tambahan, isi “tambahan”: kolom tidak dikenal"),
        (HEADER + ",nilai", "kolom nilai, isi “nilai”: kolom ini ada dua kali"),
        ("", "lembar kosong"),
    ],
)
def test_a_header_that_is_not_right_is_refused(plan, tmp_path, header, expected):
    findings = run(headed(tmp_path / "b", header, "x"))
    assert expected in "\n".join(reasons(findings))


def test_capitals_and_spaces_in_names_do_not_matter(plan, tmp_path):
    line = "RENSTRA-UJI,SK1.1,2023,TAHUN,1" + "," * (len(COLUMNS["realisasi"]) - 5)
    folder = headed(tmp_path / "b", HEADER.upper().replace(",", " ,"), line)
    (folder / "realisasi.csv").rename(folder / "Realisasi.CSV")
    assert run(folder).written
    book = xlsx_book(realisasi=[realization(nilai=2)])
    book["realisasi"].title = "REALISASI "
    (tmp_path / "b.xlsx").write_bytes(xlsx_bytes(book))
    assert run(tmp_path / "b.xlsx").written
    assert Realization.objects.get().value == 2


def test_two_files_of_one_sheet_are_refused(plan, tmp_path):
    folder = write_csv(tmp_path / "b", realisasi=[realization(nilai=1)])
    (folder / "REALISASI.csv").write_text(HEADER + "\n", encoding="utf-8")
    with pytest.raises(FileRefusedError, match="dua berkas untuk lembar yang sama"):
        run(folder)


def test_an_unknown_sheet_is_named(plan, tmp_path):
    folder = write_csv(tmp_path / "b", realisasi=[realization()])
    (folder / "rahasia.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "Lembar rahasia" in reasons(run(folder))[0]


def test_a_workbook_without_any_row_is_refused(plan, tmp_path):
    with pytest.raises(FileRefusedError, match="tidak memuat satu baris data pun"):
        run(write_csv(tmp_path / "b", realisasi=[], target=[]))


def test_an_empty_sheet_beside_full_ones_is_fine(plan, tmp_path):
    assert run(
        write_csv(tmp_path / "b", realisasi=[realization(nilai="1")], target=[])
    ).written


def test_a_cell_beyond_the_header_is_refused(plan, tmp_path):
    line = ",".join([*map(str, realization().values()), *[""] * 11, "hilang"])
    assert "di luar kolom" in reasons(run(headed(tmp_path / "b", HEADER, line)))[0]


def test_a_file_in_another_encoding_is_refused(plan, tmp_path):
    folder = write_csv(tmp_path / "b", realisasi=[realization()])
    (folder / "realisasi.csv").write_bytes((HEADER + "\ncaf\xe9").encode("latin-1"))
    with pytest.raises(FileRefusedError, match="bukan teks UTF-8"):
        run(folder)


def test_a_quote_that_is_never_closed_does_not_swallow_rows(plan, tmp_path):
    with pytest.raises(FileRefusedError, match="tanda kutip"):
        run(
            headed(
                tmp_path / "b", HEADER, 'RENSTRA-UJI,"SK1.1,2023', "RENSTRA-UJI,SK1.1"
            )
        )


def test_a_folder_without_sheets_is_refused(db, tmp_path):
    with pytest.raises(FileRefusedError, match=r"tidak memuat berkas \.csv"):
        run(tmp_path)


def test_a_constraint_of_the_database_is_mapped_to_its_rows(plan, unit, tmp_path):
    row = {"unit": unit.code, "skala": "s", "termasuk": "ya"}
    bands = [row | {"urutan": n, "label": f"L{min(n, 5)}"} for n in range(1, 8)]
    scale = {
        "unit": unit.code,
        "kode": "s",
        "nama": "S",
        "jenis": "Predikat",
        "naskah_terlihat": "ya",
    }
    findings = run(write_csv(tmp_path / "b", skala=[scale], predikat=bands))
    assert [(fault.row, fault.reason) for fault in findings.faults] == [
        (7, "Label ini sudah dipakai di skala ini."),
        (8, "Label ini sudah dipakai di skala ini."),
    ]
    assert not plan.unit.scales.filter(code="s").exists()


def test_a_check_constraint_is_mapped_too(plan, tmp_path):
    rows = [
        {
            "renstra": plan.code,
            "indikator": "SK1.1",
            "tahun": 2023,
            "bawah": 9,
            "atas": 8,
        },
        {
            "renstra": plan.code,
            "indikator": "SK1.1",
            "tahun": 2024,
            "nilai": 9,
            "atas": 8,
            "bawah": 7,
        },
        {"renstra": plan.code, "indikator": "SK1.1", "tahun": 2022, "nilai": 9},
    ]
    findings = run(write_csv(tmp_path / "b", target=rows))
    assert [(fault.row, fault.reason) for fault in findings.faults] == [
        (2, "Batas bawah tidak boleh lebih besar daripada batas atas."),
        (3, "Isi satu nilai atau rentang, tidak keduanya."),
    ]


def test_rows_that_refer_to_a_refused_row_are_refused_without_more_words(
    unit, tmp_path
):
    plans = [
        {
            "unit": unit.code,
            "kode": "BARU",
            "judul": "",
            "tahun_awal": 2021,
            "tahun_akhir": 2024,
            "batas_capaian": 120,
        }
    ]
    goals = [{"renstra": "BARU", "kode": "T1", "urutan": 1, "pernyataan": "x"}]
    findings = run(write_csv(tmp_path / "b", renstra=plans, tujuan=goals))
    assert [(fault.sheet, fault.column) for fault in findings.faults] == [
        ("renstra", "judul")
    ]
    assert [count.refused for count in findings.counts] == [1, 1]
    assert not findings.written


def test_units_in_a_circle_are_refused(db, tmp_path):
    rows = [
        {"kode": "A", "nama": "A", "jenis": "Balai", "induk": "B"},
        {"kode": "B", "nama": "B", "jenis": "Balai", "induk": "A"},
    ]
    findings = run(write_csv(tmp_path / "b", unit=rows))
    assert all("melingkar" in reason for reason in reasons(findings))
    assert len(findings.faults) == 2


def test_units_come_in_any_order(db, tmp_path):
    rows = [
        {"kode": "A", "nama": "A", "jenis": "Balai", "induk": "B"},
        {"kode": "B", "nama": "B", "jenis": "Eselon I", "induk": "C"},
        {"kode": "C", "nama": "C", "jenis": "Kementerian"},
    ]
    findings = run(write_csv(tmp_path / "b", unit=rows))
    assert findings.written, reasons(findings)
    swapped = [
        rows[0] | {"induk": ""},
        rows[1] | {"induk": "A"},
        rows[2] | {"induk": "B"},
    ]
    assert run(write_csv(tmp_path / "b", unit=swapped)).written
    circle = [rows[0] | {"induk": "C"}]
    assert (
        "Induk tidak boleh" in reasons(run(write_csv(tmp_path / "b", unit=circle)))[0]
    )


def test_half_a_reference_is_refused(plan, tmp_path):
    line = {"renstra": plan.code, "urutan": 1, "uraian": "A", "sasaran": "SK1"}
    rows = [
        line | {"indikator_renstra": plan.code},
        line | {"urutan": 2, "indikator": "SK1.1"},
    ]
    findings = run(write_csv(tmp_path / "b", komponen=rows))
    assert [(f.row, f.column, f.reason) for f in findings.faults] == [
        (2, "indikator", "harus diisi bila kolom indikator_renstra diisi"),
        (3, "indikator_renstra", "harus diisi"),
    ]


def test_the_last_row_is_never_lost(plan, tmp_path):
    folder = write_csv(
        tmp_path / "b",
        realisasi=[realization(nilai=n, periode=f"TW{n}") for n in (1, 2, 3)],
    )
    path = folder / "realisasi.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([*lines[:2], "", ",,,,,,,,,,,,", *lines[2:]]), encoding="utf-8"
    )
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 6
    findings = run(folder)
    assert findings.counts[0].new == 3
    assert Realization.objects.filter(period="TW3", value=3).exists()
    bad = path.read_text(encoding="utf-8").replace("TW3,3", "TW3,x")
    path.write_text(bad, encoding="utf-8")
    assert [fault.row for fault in run(folder).faults] == [6]
