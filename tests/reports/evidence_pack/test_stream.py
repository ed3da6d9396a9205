"""A zip that is written while it is sent: whole, in small pieces, and never in memory."""

import hashlib
import io
import tracemalloc
import zipfile

from reports.evidence_pack.names import Names, folder, numbered
from reports.evidence_pack.stream import PIECE_BYTES, ZipStream

BLOCK = bytes(range(256)) * 256  # 64 KB


def zip_of(files):
    archive = ZipStream()
    for name, parts in files.items():
        yield from archive.add(name, parts)
    yield from archive.close()


def test_what_comes_out_is_a_zip_that_other_programs_read():
    archive = ZipStream()
    pieces = [
        *archive.add("satu.txt", [b"a", b"", b"b" * 10]),
        *archive.add("bukti/dua é.bin", [BLOCK] * 3),
        *archive.add("kosong", []),
        *archive.close(),
    ]
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as found:
        assert found.testzip() is None
        assert found.namelist() == ["satu.txt", "bukti/dua é.bin", "kosong"]
        assert found.read("satu.txt") == b"abbbbbbbbbb"
        for item in archive.listed:
            content = found.read(item.name)
            assert item.sha256 == hashlib.sha256(content).hexdigest()
            assert item.size == len(content)


def test_memory_does_not_grow_with_the_files():
    """Sixty megabytes that cannot be packed smaller go through a few hundred kilobytes."""
    noise = hashlib.shake_256(b"acak").digest(PIECE_BYTES)
    total = longest = 0
    tracemalloc.start()
    try:
        for piece in zip_of({"besar.bin": (noise for _ in range(960))}):
            total += len(piece)
            longest = max(longest, len(piece))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total > 960 * PIECE_BYTES * 0.9
    assert longest < 4 * PIECE_BYTES
    assert peak < 2_000_000


def test_somebody_who_leaves_in_the_middle_harms_nothing():
    stream = zip_of({"besar.bin": [BLOCK] * 1000})
    next(stream)
    stream.close()


def test_names_are_safe_on_every_system():
    names = Names()
    assert [
        names.in_folder("bukti/SK1.1/TAHUN", name)
        for name in (
            "laporan.pdf", "LAPORAN.PDF", "../../etc/passwd", "CON.pdf", "a<b>:c|d?.pdf", "spasi . .pdf",
            "\u202efdp.exe", "x" * 300 + ".pdf", "", "tanpa",
        )
    ] == [
        "bukti/SK1.1/TAHUN/01-laporan.pdf",
        "bukti/SK1.1/TAHUN/02-LAPORAN.PDF",
        "bukti/SK1.1/TAHUN/03-passwd",
        "bukti/SK1.1/TAHUN/04-CON.pdf",
        "bukti/SK1.1/TAHUN/05-abcd.pdf",
        "bukti/SK1.1/TAHUN/06-spasi.pdf",
        "bukti/SK1.1/TAHUN/07-fdp.exe",
        f"bukti/SK1.1/TAHUN/08-{'x' * 60}.pdf",
        "bukti/SK1.1/TAHUN/09-",
        "bukti/SK1.1/TAHUN/10-tanpa",
    ]  # fmt: skip
    assert names.in_folder("bukti/sk1.1/tahun", "a.pdf").startswith(
        "bukti/sk1.1/tahun/11-"
    )
    assert numbered(1, "a.b.pdf") == "01-a.b.pdf"


def test_a_code_is_a_folder_that_leads_nowhere_else():
    found = [folder(code) for code in ("SK1.1", "A/../../b", "..", "a b", "C" * 99)]
    assert found == ["SK1.1", "A-..-..-b", "tanpa-kode", "a-b", "C" * 60]
