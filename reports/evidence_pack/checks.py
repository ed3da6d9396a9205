"""What the data checks find in the unit, as lines of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from indicators.acknowledgements import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.acknowledgements import Checked
    from reports.evidence_pack.subject import Subject

HEADINGS = (
    "Tingkat", "Aturan", "Judul", "Tahun", "Perihal", "Temuan", "Ditandai", "Alasan", "Oleh", "Pada",
)  # fmt: skip


def lines(subject: Subject) -> Iterator[Sequence[str]]:
    """Yield the findings about the years, and those about no year."""
    for item in check(subject.unit):
        if item.finding.year is None or item.finding.year in subject.years:
            yield _line(item)


def _line(item: Checked) -> Sequence[str]:
    found, word = item.finding, item.acknowledgement
    about = (
        found.severity.label,
        found.code,
        found.title,
        str(found.year or ""),
        found.subject,
        found.message,
    )
    if word is None:
        return (*about, "belum", "", "", "")
    day = f"{timezone.localtime(word.acknowledged_at):%Y-%m-%d}"
    return (*about, "ya", word.reason, word.acknowledged_by.username, day)
