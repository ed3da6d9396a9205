"""What is said around the capaian of a year: what it is measured against, what is left out, where figures come from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indicators.achievement import FigureState
from indicators.scorecard import Basis
from indicators.stages import standings_text
from indicators.words import realized_text
from reports.builders import frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scorecard import YearScore

ROUNDING_RULE = "Capaian dibulatkan setengah ke atas, dua desimal; status ditentukan dari nilai yang belum dibulatkan."
DOCUMENT_NOTE = "Kolom Capaian memuat realisasi sebagaimana tertulis."


def of_full_table(score: YearScore) -> tuple[str, ...]:
    """Return what stands below the full table."""
    found = (
        _left_out(score),
        *_deviations(score),
        *_stayed(score),
        *_origins(score),
        _standings_note(score),
        ROUNDING_RULE,
    )
    return tuple(filter(None, found))


def of_document_table(score: YearScore) -> tuple[str, ...]:
    """Return what stands below the table in the document's layout."""
    found = (
        DOCUMENT_NOTE,
        *_origins(score),
        _standings_note(score),
        frame.figures_note(row.indicator for row in score.rows if row.is_listed),
    )
    return tuple(filter(None, found))


def _standings_note(score: YearScore) -> str:
    """Say how many figures have been verified; nothing is left out because it has not."""
    counts = standings_text(row for row in score.rows if row.is_listed)
    return f"Realisasi: {counts}." if counts else ""


def subtitle(score: YearScore) -> str:
    """Return what the year is measured against, and how many targets are met."""
    tally = score.tally
    counts = (
        f"{tally.met} dari {tally.measurable} indikator mencapai target"
        if tally.measurable
        else ""
    )
    labels = ", ".join(score.target_labels)
    basis = score.basis_note or f"{score.basis.label}{f' ({labels})' if labels else ''}"
    source = labels if score.basis_note else score.plan.short_title
    return " · ".join(part for part in (basis, source, counts) if part)


def _deviations(score: YearScore) -> Iterator[str]:
    """Say of each target of the agreement that is not the plan's why it is not."""
    for row in score.rows if score.basis is Basis.PK else ():
        if row.deviation is None or row.renstra is None:
            continue
        agreed = f"target PK {row.pk.text}" if row.pk else "tidak dimasukkan dalam PK"
        reason = (
            f"alasan: {row.deviation}" if row.deviation else "alasan tidak tercatat"
        )
        yield (
            f"{row.indicator.name}: {agreed}, target {row.renstra.label} "
            f"{row.renstra.text}; {reason}."
        )


def _stayed(score: YearScore) -> Iterator[str]:
    """Name the figures of the year that stayed with the plan before."""
    for row in score.stayed:
        realized = (
            ", ".join(
                (
                    f"realisasi {row.result_text} {row.indicator.unit_of_measure}",
                    *row.notes,
                )
            )
            if row.has_figure
            else "tanpa realisasi tahunan"
        )
        yield (
            f"Tidak dihitung, tercatat pada {row.indicator.plan.short_title}: "
            f"{row.indicator.name}, {realized}, target {row.target_text}."
        )


def _left_out(score: YearScore) -> str:
    """Say how many targeted indicators the average leaves out, and why."""
    reasons = Counter(row.state for row in score.counted if row.achievement is None)
    counts = ", ".join(
        f"{reasons[state]} {state.label}" for state in FigureState if reasons[state]
    )
    return f"Tidak masuk rata-rata: {counts}." if counts else ""


def _origins(score: YearScore) -> Iterator[str]:
    """Say of which indicators the figure is not simply what was recorded for the year."""
    found: dict[str, list[str]] = {}
    for row in score.rows:
        for note in row.notes if row.is_listed else ():
            found.setdefault(note, []).append(row.indicator.code)
    for note, codes in found.items():
        yield f"{note.capitalize()}: {', '.join(codes)}."
    for row in score.rows:
        if row.differs_from_quarters:
            value = realized_text(row.indicator, None, row.year_from_quarters.value)
            yield f"{row.indicator.code}: tercatat {row.result_text}, menurut triwulan {value}."
