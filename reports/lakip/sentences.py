"""Sentences about a year that follow from its figures: direction, size, met or not. No Django.

They state what the figures say and never why: causes are what staff enter. Of several ways to say the
same, ``turn`` chooses one, so that a long report does not read like a form; the same facts in the same
place give the same words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.achievement import FigureState, Polarity, Status
from indicators.numbers import computed_text, format_number, format_percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from indicators.achievement import Average, Tally
    from reports.lakip.facts import Earlier, Yardstick, YearFacts

# How a figure stands to its target, by direction of change and status.
STANDINGS = {
    Polarity.MAXIMIZE: {
        Status.EXCEEDED: "melampaui target {}",
        Status.MET: "tepat mencapai target {}",
        Status.NOT_MET: "belum mencapai target {}",
    },
    Polarity.MINIMIZE: {
        Status.EXCEEDED: "lebih rendah daripada target {} sehingga melampauinya",
        Status.MET: "tepat pada target {}",
        Status.NOT_MET: "lebih tinggi daripada target {} sehingga belum mencapainya",
    },
    Polarity.STABILIZE: {
        Status.EXCEEDED: "sesuai dengan target {}",
        Status.MET: "sesuai dengan target {}",
        Status.NOT_MET: "menyimpang dari target {}",
    },
}


def this_year(facts: YearFacts, turn: int = 0) -> str:
    """Return the sentence that holds the year's figure against its target."""
    if facts.state is FigureState.NOT_TARGETED:
        return _untargeted(facts)
    if not facts.has_figure:
        return _without_figure(facts)
    if facts.status is None:
        return _unjudged(facts)
    standing = STANDINGS[facts.polarity][facts.status]
    against = standing.format(_amount(facts.target_text, facts))
    tail = _percentage(facts)
    openings = (
        f"Realisasi {facts.name} tahun {facts.year} sebesar {_amount(facts.text, facts)}, {against}{tail}.",
        f"Pada tahun {facts.year}, {facts.name} terealisasi {_amount(facts.text, facts)}; angka ini {against}{tail}.",
        f"{_capital(facts.name)} pada tahun {facts.year} terealisasi {_amount(facts.text, facts)} dan {against}{tail}.",
    )
    return openings[turn % len(openings)]


def _untargeted(facts: YearFacts) -> str:
    if facts.has_figure:
        return (
            f"{_capital(facts.name)} tidak ditargetkan pada tahun {facts.year}; "
            f"realisasinya tercatat {_amount(facts.text, facts)}."
        )
    return f"{_capital(facts.name)} tidak ditargetkan pada tahun {facts.year}."


def _without_figure(facts: YearFacts) -> str:
    target = f"target tahun itu {_amount(facts.target_text, facts)}"
    if facts.state is FigureState.NOT_DUE:
        return (
            f"Realisasi {facts.name} tahun {facts.year} belum jatuh tempo"
            f"{f' (paling lambat {facts.due_text})' if facts.due_text else ''}; {target}."
        )
    return f"Realisasi {facts.name} tahun {facts.year} belum diisi; {target}."


def _unjudged(facts: YearFacts) -> str:
    return (
        f"Realisasi {facts.name} tahun {facts.year} tercatat {_amount(facts.text, facts)}; "
        f"terhadap target {_amount(facts.target_text, facts)} belum dapat dinilai"
        f"{f' karena {facts.reason}' if facts.reason else ''}."
    )


def _percentage(facts: YearFacts) -> str:
    if facts.achievement is not None:
        return f", dengan capaian {format_percent(facts.achievement)} persen"
    return (
        f"; persentase capaiannya tidak dihitung karena {facts.reason}"
        if facts.reason
        else ""
    )


def against_last_year(facts: YearFacts, turn: int = 0) -> str:
    """Return the sentence that holds the year against the one before."""
    last = facts.year - 1
    if facts.break_before:
        return (
            f"Angka tahun {facts.year} tidak dibandingkan dengan tahun {last} karena indikator ini "
            f"{facts.break_before}."
        )
    before = next((item for item in facts.earlier if item.year == last), None)
    if before is None:
        return f"Realisasi tahun {last} yang dapat dibandingkan tidak tersedia."
    if facts.value is None or before.value is None:
        return _without_difference(facts, before)
    change = facts.value - before.value
    if change == 0:
        return (
            f"Realisasi ini sama dengan tahun {last} ({_amount(before.text, facts)})."
        )
    size = _size(facts, before.value, change)
    direction = "naik" if change > 0 else "turun"
    words = (
        f"Dibandingkan dengan tahun {last} ({_amount(before.text, facts)}), realisasi {direction} {size}{_meaning(facts, change)}.",
        f"Realisasi {direction} {size} dari {_amount(before.text, facts)} pada tahun {last}{_meaning(facts, change)}.",
    )
    return words[turn % len(words)]


def _without_difference(facts: YearFacts, before: Earlier) -> str:
    if not facts.has_figure:
        return f"Pada tahun {before.year} realisasinya {_amount(before.text, facts)}."
    return (
        f"Pada tahun {before.year} realisasinya {_amount(before.text, facts)}, pada tahun {facts.year} "
        f"{_amount(facts.text, facts)}; selisihnya tidak dapat dihitung."
    )


def _size(facts: YearFacts, before: Decimal, change: Decimal) -> str:
    """Return how large a difference is: in points of percent, else in the unit and in percent of what it was."""
    size = computed_text(abs(change), facts.decimals)
    if facts.is_percentage:
        return f"{size} poin persen"
    relative = ""
    if before > 0:
        relative = f" atau {format_percent(abs(change) * 100 / before)} persen"
    return f"{size} {_unit(facts)}{relative}"


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
    span = (
        f"Selama {first}–{last} realisasi {_course([value for _, value, _ in known])}"
    )
    highest = max(known, key=lambda point: (point[1], -point[0]))
    return (
        f"{span}, dari {_amount(first_text, facts)} menjadi {_amount(last_text, facts)}, "
        f"dengan angka tertinggi {_amount(highest[2], facts)} pada tahun {highest[0]}."
    )


def _course(values: Sequence[Decimal]) -> str:
    changes = [after - before for before, after in pairwise(values)]
    if all(change == 0 for change in changes):
        return "tetap"
    if all(change > 0 for change in changes):
        return "naik setiap tahun"
    if all(change < 0 for change in changes):
        return "turun setiap tahun"
    if all(change >= 0 for change in changes):
        return "tidak pernah turun"
    if all(change <= 0 for change in changes):
        return "tidak pernah naik"
    return "naik turun"


def against_end(facts: YearFacts) -> str:
    """Return the sentence that holds the figure against the Renstra's end target."""
    end = facts.end
    if end is None:
        return "Target akhir Renstra untuk indikator ini tidak tercetak, sehingga kemajuannya tidak dihitung."
    words = f"Terhadap target {end.label} sebesar {_amount(end.text, facts)}"
    if not facts.has_figure:
        return f"{words}, kemajuan belum dapat dinilai karena realisasi belum ada."
    if end.is_met is None:
        return f"{words}, realisasi {_amount(facts.text, facts)} belum dapat dinilai."
    reached = (
        f" ({format_percent(end.achievement)} persen dari target akhir)"
        if end.achievement is not None
        else ""
    )
    if end.is_met:
        return f"{words}, realisasi ini sudah memenuhinya{reached}."
    return f"{words}, realisasi ini belum memenuhinya{_distance(facts, end)}{reached}."


def _distance(facts: YearFacts, end: Yardstick) -> str:
    if end.value is None or facts.value is None:
        return ""
    gap = computed_text(abs(end.value - facts.value), facts.decimals)
    unit = "poin persen" if facts.is_percentage else _unit(facts)
    return f", masih berjarak {gap} {unit}"


def against_benchmark(facts: YearFacts) -> str:
    """Return the sentence that holds the figure against a national benchmark, or says that none is recorded."""
    mark = facts.benchmark
    if mark is None:
        return "Pembanding nasional untuk indikator ini tidak tercatat."
    words = f"Pembanding nasional {mark.label} sebesar {_amount(mark.text, facts)}"
    if facts.value is None or mark.value is None:
        return f"{words}; realisasi belum dapat dibandingkan dengannya."
    if facts.value == mark.value:
        return f"{words}; realisasi ini sama dengannya."
    side = "lebih tinggi" if facts.value > mark.value else "lebih rendah"
    gap = _size(facts, mark.value, facts.value - mark.value)
    return f"{words}; realisasi ini {side} {gap}."


def remarks(facts: YearFacts) -> str:
    """Return what must be said of where the figure comes from, "" for nothing."""
    return f"Angka tahun {facts.year} {'; '.join(facts.notes)}." if facts.notes else ""


def of_group(tally: Tally, average: Average, cap: Decimal) -> str:
    """Return the sentence about an activity target: how many of its indicators are met, and their mean."""
    if not tally.targeted:
        return "Sasaran ini tidak mempunyai indikator yang ditargetkan pada tahun ini."
    met = _met(tally)
    if average.value is None:
        return f"{met} Rata-rata capaiannya tidak dapat dihitung."
    return (
        f"{met} Rata-rata capaiannya {format_percent(average.value)} persen, dihitung dari "
        f"{average.counted} dari {average.targeted} indikator dan masing-masing dibatasi {format_number(cap)} persen."
    )


def _met(tally: Tally) -> str:
    if not tally.measurable:
        return f"Dari {tally.targeted} indikator yang ditargetkan belum ada yang dapat dinilai."
    rest = tally.targeted - tally.measurable
    unknown = f"; {rest} belum dapat dinilai" if rest else ""
    if tally.targeted == 1:
        return f"Satu-satunya indikator sasaran ini {'mencapai' if tally.met else 'belum mencapai'} target."
    if tally.met == tally.measurable and not rest:
        return f"Seluruh {tally.targeted} indikator sasaran ini mencapai target."
    return f"Dari {tally.targeted} indikator sasaran ini, {tally.met} mencapai target{unknown}."


def _amount(text: str, facts: YearFacts) -> str:
    """Return a figure with its unit, unless it is a grade or has words of its own."""
    is_bare = any(char.isdigit() for char in text) and not any(map(str.isalpha, text))
    if not is_bare:
        return text
    return f"{text} {_unit(facts)}"


def _unit(facts: YearFacts) -> str:
    """Return the unit inside a sentence: "perusahaan", but "KTI" and "SPK/Order" as they are."""
    if facts.is_percentage:
        return "persen"
    words = facts.unit_of_measure.split()
    return " ".join(w.lower() if w[1:] == w[1:].lower() else w for w in words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
