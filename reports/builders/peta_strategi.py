"""The strategy map of a plan as a picture: its activity targets by perspective (Renstra, Gambar 1).

The document's own picture was lost in the scan; this one is drawn from the data. The arrows say only
that each perspective carries the one above it: which target drives which is recorded nowhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indicators.models import Perspective
from reports.builders import frame, plans
from reports.documents import Paragraph, Picture, Run
from reports.pictures import bands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import ActivityTarget, StrategicPlan
    from reports.documents import Document
    from reports.parameters import Parameters

WIDTH = 760  # points across landscape A4
UNKNOWN = "Perspektif belum ditetapkan"
NO_TARGETS = "Renstra ini belum memuat sasaran kegiatan."


def build(parameters: Parameters) -> Document:
    """Return the map of the plan in force in the year."""
    plan = plans.in_force(parameters)
    return frame.compose(
        "peta-strategi",
        parameters,
        f"Peta Strategi {plan.period_text}",
        [picture(plan, WIDTH) or Paragraph((Run(NO_TARGETS),))],
        subtitle=plan.title,
        notes=(
            "Digambar dari data renstra; anak panah menunjukkan urutan perspektif, bukan hubungan antarsasaran.",
        ),
        is_landscape=True,
        summary={"plan": plan.code},
    )


def picture(plan: StrategicPlan, width: int) -> Picture | None:
    """Return the plan's map, so many points wide; None without activity targets."""
    found = list(_bands(plan))
    if not found:
        return None
    words = (
        f"{band.name}: {', '.join(f'{tile.title} {tile.text}' for tile in band.tiles)}."
        for band in found
    )
    return Picture(
        title=f"Peta strategi {plan.period_text}",
        key="peta-strategi",
        drawing=bands.draw(found, width),
        description=" ".join(words),
    )


def _bands(plan: StrategicPlan) -> Iterator[bands.Band]:
    rows = plan.activity_targets.select_related("goal").order_by("order", "code")
    owners = plan.indicators.values_list("activity_target", flat=True)
    counts = Counter(owner for owner in owners if owner)
    found: dict[str, list[bands.Tile]] = {}
    for row in rows:
        found.setdefault(row.perspective, []).append(_tile(row, counts[row.pk]))
    for perspective in Perspective:
        if tiles := found.get(perspective.value):
            yield bands.Band(perspective.label, tuple(tiles))
    if tiles := found.get(""):
        yield bands.Band(UNKNOWN, tuple(tiles))


def _tile(row: ActivityTarget, count: int) -> bands.Tile:
    goal = f"{row.goal.code} · " if row.goal else ""
    return bands.Tile(row.code, row.statement, f"{goal}{count} indikator")
