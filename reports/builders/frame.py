"""What every document has around its table: letterhead, signature, time of the data, file name."""

from __future__ import annotations

import datetime
import mimetypes
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.dateformat import format as format_date

from accounts.models import Signatory, Unit
from reports.builders.years import span
from reports.documents import Document, Letterhead, Signature
from reports.parameters import Layout, Parameters
from reports.tables import Chart, ChartKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indicators.models import Indicator
    from reports.documents import Block
    from reports.tables import Json, Table

DOTS = "…" * 14
NAME_DOTS = "…" * 20
ROUNDING_RULE = (
    "Persentase dihitung dari angka penuh dan dibulatkan setengah ke atas, dua desimal."
)
UNROUNDED = "Angka ditampilkan tanpa pembulatan."
ROUNDED_AS_SET = "Angka dibulatkan setengah ke atas bila indikatornya menetapkan jumlah desimal; selain itu tanpa pembulatan."
HEADED_KINDS = {Unit.Kind.OFFICE, Unit.Kind.LARGE_OFFICE, Unit.Kind.CENTRE}


def figures_note(indicators: Iterable[Indicator], figures: str = "Angka") -> str:
    """Return how the indicators' figures are rounded; ``figures`` names them where others stand beside."""
    is_rounded = any(indicator.decimals is not None for indicator in indicators)
    note = ROUNDED_AS_SET if is_rounded else UNROUNDED
    return note.replace("Angka", figures, 1)


def document(
    slug: str,
    parameters: Parameters,
    table: Table,
    *,
    is_landscape: bool = False,
    summary: Mapping[str, Json] | None = None,
) -> Document:
    """Return the table as a document of the unit, as of now."""
    return compose(
        slug,
        parameters,
        table.title,
        [table],
        subtitle=table.subtitle,
        is_landscape=is_landscape,
        summary=summary,
    )


def compose(
    slug: str,
    parameters: Parameters,
    title: str,
    blocks: Iterable[Block],
    *,
    subtitle: str = "",
    notes: Iterable[str] = (),
    signatures: tuple[Signature, ...] | None = None,
    is_landscape: bool = False,
    summary: Mapping[str, Json] | None = None,
) -> Document:
    """Return the blocks as a document of the unit, as of now; signed by its head unless said otherwise."""
    unit, now = parameters.unit, timezone.localtime()
    if signatures is None:
        signatures = (signature(unit, parameters.year, now.date()),)
    return Document(
        slug=slug,
        file_stem=_file_stem(slug, parameters),
        unit_code=unit.code,
        unit_name=unit.name,
        year=parameters.year,
        letterhead=_letterhead(unit),
        title=title,
        subtitle=subtitle,
        blocks=tuple(blocks),
        closing_notes=tuple(notes),
        signatures=signatures,
        data_time=now,
        data_text=f"Data per {in_words(now, 'j F Y H.i T')}.",
        is_landscape=is_landscape,
        summary=summary or {},
    )


def yearly_chart(
    title: str, rows: tuple[str, ...], years: Sequence[int], axis: str
) -> Chart | None:
    """Return bars for these rows over the years; none without years."""
    columns = tuple(map(str, years))
    whole = f"{title} {span(years)}"
    return Chart(ChartKind.BAR, whole, rows, columns, axis=axis) if years else None


def _file_stem(slug: str, parameters: Parameters) -> str:
    """Return "capaian-2023-BSPJI-MANADO"; a code may hold a slash, a file name may not."""
    layout = "" if parameters.layout is Layout.DEFAULT else str(parameters.layout)
    year = str(parameters.year or "")
    plans = (plan.code for plan in parameters.plans)
    return "-".join(
        part for part in (slug, layout, year, *plans, parameters.unit.code) if part
    ).replace("/", "-")


def _letterhead(unit: Unit) -> Letterhead:
    kind = mimetypes.guess_type(unit.logo.name or "")[0]
    logo = _read_logo(unit) if kind else b""
    return Letterhead(
        lines=tuple(unit.letterhead_lines), logo=logo, logo_type=kind or ""
    )


def _read_logo(unit: Unit) -> bytes:
    """Return the logo, nothing when its file is lost: a report without logo is better than none."""
    try:
        with unit.logo.open("rb") as file:
            content: bytes = file.read()
            return content
    except OSError:
        return b""


def signature(unit: Unit, year: int | None, today: datetime.date) -> Signature:
    """Return who signs: a document of 2021 must not carry today's head."""
    day = min(today, datetime.date(year, 12, 31)) if year else today
    signatory = Signatory.on(unit, day)
    # A year that is over is signed on a day that only the signer knows.
    date = in_words(today, "j F Y") if day == today else DOTS
    position = signatory.position_text if signatory else _usual_position(unit)
    return Signature(
        place_and_date=f"{unit.place or DOTS}, {date}",
        position=f"{position},",
        name=signatory.name if signatory else NAME_DOTS,
        nip=f"NIP {(signatory.nip if signatory else '') or DOTS}",
    )


def _usual_position(unit: Unit) -> str:
    kind = Unit.Kind(unit.kind)
    return f"Kepala {kind.label}" if kind in HEADED_KINDS else "Kepala"


def in_words(moment: datetime.date, style: str) -> str:
    """Write a day or moment in Indonesian, in a style of Django's date format."""
    with translation.override("id"):
        return str(format_date(moment, style))
