"""What is in the pack, with the hash of every file: for people, for programs, and a word to begin with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils import timezone

from indicators.formula_version import FORMULA_VERSION
from indicators.stages import person_name
from reports.builders.frame import in_words
from reports.issuing.content import particulars
from reports.rendering.versions import application_version, data_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reports.evidence_pack.stream import Listed
    from reports.evidence_pack.subject import Subject

HEADINGS = ("Nama", "SHA-256", "Ukuran (bita)", "Keterangan")
README = """\
PAKET BUKTI
{title}
{unit}
{years}

Dibuat {moment} oleh {person}.
{issue}

Isi
  laporan/   {report}
  angka/     angka laporan dari data saat paket dibuat (Excel dan JSON){since}
  rumus/     setiap capaian, pengukuran, dan gabungannya dengan angka di dalam rumusnya
  bukti/     berkas bukti dukung menurut tahun, indikator, dan periode; daftar-bukti.csv menyebut juga tautannya
  riwayat/   setiap perubahan angka: siapa, kapan, dari apa menjadi apa, alasannya, dan segelnya
  temuan/    hasil pemeriksaan data; temuan rekonsiliasi bila ada dokumen terbit yang dicatat
  manifest.csv dan manifest.json   SHA-256 setiap berkas, dan berkas bukti yang hilang atau berubah

Memeriksa satu berkas: hitung SHA-256-nya (Windows: certutil -hashfile NAMA SHA256; Linux: sha256sum NAMA)
lalu bandingkan dengan manifest. Paket ini bukan tanda tangan elektronik.
"""


def readme(subject: Subject) -> bytes:
    """Return the first file: what this is and how to use it."""
    issued = subject.issued
    text = README.format(
        title=subject.title,
        unit=subject.unit.name,
        years=f"Tahun {', '.join(map(str, subject.years)) or '–'}",
        moment=in_words(timezone.localtime(subject.made_at), "j F Y H.i T"),
        person=person_name(subject.asked_by),
        issue=_issue_words(subject),
        report="PDF dan data persis seperti diterbitkan"
        if issued
        else "PDF dari data saat paket dibuat; belum diterbitkan",
        since=", dan yang berubah sejak terbit" if issued else "",
    )
    # Every editor on Windows shows these ends of lines.
    return text.replace("\n", "\r\n").encode()


def _issue_words(subject: Subject) -> str:
    issued = subject.issued
    if issued is None:
        return "Laporan ini belum diterbitkan."
    day = in_words(issued.date, "j F Y")
    return f"Diterbitkan dengan nomor {issued.number} tanggal {day}; penanda tangan {issued.signatory_name}."


def as_lines(
    listed: Sequence[Listed], flaws: Mapping[str, str]
) -> Iterator[Sequence[str]]:
    """Yield a line for every file, and for every evidence file that is not there."""
    for item in listed:
        yield (item.name, item.sha256, str(item.size), flaws.get(item.name, ""))
    there = {item.name for item in listed}
    for name, flaw in flaws.items():
        if name not in there:
            yield (name, "", "", flaw)


def as_json(
    subject: Subject, listed: Sequence[Listed], flaws: Mapping[str, str]
) -> bytes:
    """Return the same for programs, with the versions."""
    issued = subject.issued
    content = {
        "title": subject.title,
        "unit": subject.unit.code,
        "unit_name": subject.unit.name,
        "years": list(subject.years),
        "made_at": subject.made_at.isoformat(timespec="seconds"),
        "made_by": subject.asked_by.username,
        "formula_version": FORMULA_VERSION,
        "code_version": application_version(),
        "data_version": data_version(subject.unit),
        "issued": particulars(issued) if issued else None,
        "files": [item._asdict() for item in listed],
        "flaws": dict(flaws),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
