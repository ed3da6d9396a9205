"""The fifth comparison: causes, obstacles and follow-up, as staff entered them and in no other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.documents import Paragraph, Run
from reports.lakip.gaps import analysis_address, gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import Realization
    from indicators.scorecard import Score
    from reports.documents import Block

PARTS = {
    "cause": "Sebab berhasil atau gagal",
    "obstacle": "Kendala",
    "follow_up": "Tindak lanjut",
}


def blocks(rows: Iterable[Score]) -> Iterator[Block]:
    """Yield what staff wrote about each indicator, and what they have not written yet."""
    for row in rows:
        entered = _entered(row.realization)
        address = analysis_address(row.indicator, row.year)
        for name, text in entered.items():
            yield from _written(f"{row.indicator.code}, {PARTS[name].lower()}", text)
        missing = [PARTS[name].lower() for name in PARTS if name not in entered]
        if missing:
            words = _enumerated(missing)
            yield gap(f"{words[0].upper()}{words[1:]} {row.indicator.code}", address)


def _entered(realization: Realization | None) -> dict[str, str]:
    """Return the texts that are there, by their names."""
    texts = {name: getattr(realization, name, "").strip() for name in PARTS}
    return {name: text for name, text in texts.items() if text}


def _written(lead: str, text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text, the first behind its bold lead."""
    first, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    yield Paragraph((Run(f"{lead}.", is_bold=True), Run(f" {first}")))
    yield from (Paragraph((Run(line),)) for line in rest)


def _enumerated(words: list[str]) -> str:
    """Return "sebab, kendala, dan tindak lanjut"."""
    *before, last = words
    if not before:
        return last
    comma = "," if len(before) > 1 else ""
    return f"{', '.join(before)}{comma} dan {last}"
