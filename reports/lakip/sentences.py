"""Sentences about an indicator's year that follow from its figures: direction, size, met or not. No Django.

They state what the figures say and never why: causes are what staff enter. Of several ways to say the
same, ``turn`` chooses one, so that a long report does not read like a form; the same facts in the same
place give the same words. They stand below the indicator's name, which they do not repeat.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.achievement import FigureState, Polarity, Status
from indicators.numbers import computed_text, format_percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from reports.lakip.facts import Earlier, Yardstick, YearFacts

# How a figure stands to its target, by direction of change and status.
STANDINGS = {
    Polarity.MAXIMIZE: {
        Status.EXCEEDED: "melampaui target {}",
        Status.MET: "tepat mencapai target {}",
        Status.NOT_MET: "tidak mencapai target {}",
    },
    Polarity.MINIMIZE: {
        Status.EXCEEDED: "di bawah target {} sehingga lebih baik daripada yang ditargetkan",
        Status.MET: "tepat pada target {}",
        Status.NOT_MET: "di atas target {} sehingga target tidak tercapai",
    },
    Polarity.STABILIZE: {
        Status.EXCEEDED: "sesuai dengan target {}",
        Status.MET: "sesuai dengan target {}",
        Status.NOT_MET: "menyimpang dari target {}",
    },
}
OPENINGS = (
    "Realisasi tahun {} {}",
    "Pada tahun {} realisasinya {}",
    "Tahun {} ditutup dengan realisasi {}",
)
STEADY, WAVERING = "tetap", "naik turun"
NO_END_TARGET = "Target akhir Renstra untuk indikator ini tidak tercetak, sehingga kemajuannya tidak dihitung."
NO_BENCHMARK = "Pembanding nasional untuk indikator ini tidak tercatat."


def this_year(facts: YearFacts, turn: int = 0) -> str:
    """Return the sentence that holds the year's figure against its target."""
    if facts.is_declared and not facts.has_figure:
        return f"Realisasi tahun {facts.year} dinyatakan tidak ada; targetnya {_target(facts)}."
    if facts.state is FigureState.NOT_TARGETED:
        return _untargeted(facts)
    if not facts.has_figure:
        return _without_figure(facts)
    if facts.status is None:
        return _unjudged(facts)
    opening = OPENINGS[turn % len(OPENINGS)].format(
        facts.year, _result(facts.text, facts)
    )
    standing = STANDINGS[facts.polarity][facts.status].format(_target(facts))
    return f"{opening}, {standing}{_percentage(facts)}."


def _untargeted(facts: YearFacts) -> str:
    words = f"Indikator ini tidak ditargetkan pada tahun {facts.year}"
    if facts.has_figure:
        return f"{words}; realisasinya {_result(facts.text, facts)}."
    return f"{words}."


def _without_figure(facts: YearFacts) -> str:
    if facts.state is FigureState.NOT_DUE:
        due = f" (paling lambat {facts.due_text})" if facts.due_text else ""
        return f"Realisasi tahun {facts.year} belum jatuh tempo{due}; targetnya {_target(facts)}."
    return f"Realisasi tahun {facts.year} belum diisi; targetnya {_target(facts)}."


def _unjudged(facts: YearFacts) -> str:
    reason = f" karena {facts.reason}" if facts.reason else ""
    return (
        f"Realisasi tahun {facts.year} {_result(facts.text, facts)}; terhadap target {_target(facts)} "
        f"belum dapat dinilai{reason}."
    )


def _percentage(facts: YearFacts) -> str:
    if facts.achievement is not None:
        return f", dengan capaian {format_percent(facts.achievement)} persen"
    if facts.reason:
        return f"; persentase capaiannya tidak dihitung karena {facts.reason}"
    return ""


def against_last_year(facts: YearFacts, turn: int = 0) -> str:
    """Return the sentence that holds the year against the one before."""
    last = facts.year - 1
    if facts.break_before:
        return f"Angka tahun {facts.year} tidak dibandingkan dengan tahun {last} karena {facts.break_before}."
    before = next((item for item in facts.earlier if item.year == last), None)
    if before is None:
        return f"Realisasi tahun {last} yang dapat dibandingkan tidak tersedia."
    if facts.value is None or before.value is None:
        return _without_difference(facts, before)
    earlier, change = _amount(before.text, facts), facts.value - before.value
    if change == 0:
        return f"Realisasi ini sama dengan realisasi tahun {last}, yaitu {earlier}."
    direction = "naik" if change > 0 else "turun"
    size = f"{direction} {_size(facts, before.value, change)}"
    words = (
        f"Dibandingkan dengan tahun {last} ({earlier}), realisasi {size}{_meaning(facts, change)}.",
        f"Realisasi {size} dari {earlier} pada tahun {last}{_meaning(facts, change)}.",
    )
    return words[turn % len(words)]


def _without_difference(facts: YearFacts, before: Earlier) -> str:
    words = f"Realisasi tahun {before.year} {_result(before.text, facts)}"
    if not facts.has_figure:
        return f"{words}."
    return f"{words} dan tahun {facts.year} {_result(facts.text, facts)}; selisihnya tidak dapat dihitung."


def _size(facts: YearFacts, before: Decimal, change: Decimal) -> str:
    """Return how large a difference is: in points of percent, else in the unit and in percent of what it was."""
    gap = _gap(facts, change)
    if facts.is_percentage or before <= 0:
        return gap
    return f"{gap} ({format_percent(abs(change) * 100 / before)} persen)"


def _gap(facts: YearFacts, change: Decimal) -> str:
    size = computed_text(abs(change), facts.decimals)
    unit = "poin persen" if facts.is_percentage else facts.unit or "poin"
    return f"{size} {unit}"


def _meaning(facts: YearFacts, change: Decimal) -> str:
    """Say whether a change is for the better where the direction alone does not tell."""
    if facts.polarity is not Polarity.MINIMIZE:
        return ""
    return ", yang berarti membaik" if change < 0 else ", yang berarti memburuk"


def over_the_years(facts: YearFacts) -> str:
    """Return the sentence about the whole series that compares; "" for fewer than three figures."""
    points = [(item.year, item.value, item.text) for item in facts.earlier]
    points.append((facts.year, facts.value, facts.text))
    known = [(year, value, text) for year, value, text in points if value is not None]
    if len(known) < 3 or facts.value is None:
        return ""
    (first, _, first_text), (last, _, last_text) = known[0], known[-1]
    course = _course([value for _, value, _ in known])
    if course == STEADY:
        return f"Selama {first}–{last} realisasi tetap {_amount(last_text, facts)}."
    way = f"dari {_amount(first_text, facts)} menjadi {_amount(last_text, facts)}"
    words = f"Selama {first}–{last} realisasi {course}, {way}"
    if course != WAVERING:
        return f"{words}."
    year, _, highest = max(known, key=lambda point: (point[1], -point[0]))
    return (
        f"{words}, dengan angka tertinggi {_amount(highest, facts)} pada tahun {year}."
    )


def _course(values: Sequence[Decimal]) -> str:
    changes = [after - before for before, after in pairwise(values)]
    if all(change == 0 for change in changes):
        return STEADY
    if all(change > 0 for change in changes):
        return "terus naik"
    if all(change < 0 for change in changes):
        return "terus turun"
    if all(change >= 0 for change in changes):
        return "tidak pernah turun"
    if all(change <= 0 for change in changes):
        return "tidak pernah naik"
    return WAVERING


def against_end(facts: YearFacts) -> str:
    """Return the sentence that holds the figure against the Renstra's end target."""
    end = facts.end
    if end is None:
        return NO_END_TARGET
    target = f"{end.label} {_amount(end.text, facts)}"
    if not facts.has_figure:
        return f"Kemajuan terhadap target {target} belum dapat dinilai karena realisasi belum ada."
    if end.is_met is None:
        return f"Realisasi {_result(facts.text, facts)} belum dapat dinilai terhadap target {target}."
    progress = (
        f", dengan kemajuan {format_percent(end.achievement)} persen"
        if end.achievement is not None
        else ""
    )
    if end.is_met:
        return f"Target {target} sudah dicapai pada tahun {facts.year}{progress}."
    return f"Target {target} belum dicapai{_distance(facts, end)}{progress}."


def _distance(facts: YearFacts, end: Yardstick) -> str:
    if end.value is None or facts.value is None:
        return ""
    side = "di bawahnya" if facts.value < end.value else "di atasnya"
    return f"; realisasi masih {_gap(facts, end.value - facts.value)} {side}"


def against_benchmark(facts: YearFacts) -> str:
    """Return the sentence that holds the figure against a national benchmark, or says that none is recorded."""
    mark = facts.benchmark
    if mark is None:
        return NO_BENCHMARK
    words = (
        f"Pembanding nasional, yaitu {mark.label}, sebesar {_amount(mark.text, facts)}"
    )
    if facts.value is None or mark.value is None:
        return f"{words}; realisasi belum dapat dibandingkan dengannya."
    if facts.value == mark.value:
        return f"{words}; realisasi ini sama dengannya."
    side = "lebih tinggi" if facts.value > mark.value else "lebih rendah"
    size = _size(facts, mark.value, facts.value - mark.value)
    return f"{words}; realisasi ini {side} {size}."


def remarks(facts: YearFacts) -> str:
    """Return what must be said of where the figure comes from, "" for nothing."""
    return f"Angka tahun {facts.year} {'; '.join(facts.notes)}." if facts.notes else ""


def _target(facts: YearFacts) -> str:
    return _amount(facts.target_text, facts)


def _result(text: str, facts: YearFacts) -> str:
    """Return a realized figure after the word that fits: how much, how many, or which grade."""
    if not _is_bare(text):
        return f"berpredikat {text}" if text.strip("–-") else f"“{text}”"
    return f"{'sebanyak' if facts.counts_things else 'sebesar'} {_amount(text, facts)}"


def _amount(text: str, facts: YearFacts) -> str:
    """Return a figure with its unit, unless it is a grade or has words of its own."""
    return f"{text} {facts.unit}".strip() if _is_bare(text) else text


def _is_bare(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(map(str.isalpha, text))
