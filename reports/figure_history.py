"""Who changed a figure, when, by which way, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from indicators.models import AnnualTarget, QuarterlyTarget, Realization
from indicators.scorecard import result_text, target_text
from reports.history_links import url_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection, Iterator

    from accounts.models import User

READ = 200  # rows of history that are compared
SHOWN = 12
# Besides the figure itself; the words are those of the forms.
WORDS = {
    "printed_text": "teks tertulis",
    "note": "catatan",
    "cause": "sebab",
    "obstacle": "kendala",
    "follow_up": "tindak lanjut",
    "source": "sumber",
    "activity": "rencana kegiatan",
}


@dataclass(frozen=True)
class Change:
    """One recorded change of a realization or target."""

    when: datetime.datetime
    who: str
    way: str
    what: str
    before: str
    after: str
    others: str
    url: str


def last_changes(indicator_ids: Collection[int]) -> tuple[Change, ...]:
    """Return the newest changes of these indicators' realizations and targets, in three queries."""
    found = [
        *_changes(Realization, indicator_ids, _realization_words, result_text_of),
        *_changes(AnnualTarget, indicator_ids, _target_words, target_text),
        *_changes(QuarterlyTarget, indicator_ids, _quarter_words, target_text),
    ]
    return tuple(sorted(found, key=lambda change: change.when, reverse=True)[:SHOWN])


def result_text_of(row: Any) -> str:
    """Return the figure of a realization's history row."""
    return result_text(row.indicator, row)


def _changes(
    model: Any,
    indicator_ids: Collection[int],
    words: Callable[[Any], str],
    text: Callable[[Any], str],
) -> Iterator[Change]:
    rows = (
        model.history.filter(indicator__in=indicator_ids)
        .select_related("indicator", "history_user", "batch__user")
        .order_by("id", "-history_date", "-history_id")[:READ]
    )
    # Each row beside the one before it in time; the oldest of a figure has nothing before it.
    for row, older in pairwise([*rows, None]):
        before = older if older is not None and older.id == row.id else None
        if change := _change(row, before, words, text):
            yield change


def _change(
    row: Any, before: Any, words: Callable[[Any], str], text: Callable[[Any], str]
) -> Change | None:
    """Return what the row changed; None for a write that changed nothing people read."""
    old, new = "" if before is None else text(before), text(row)
    others = (
        []
        if before is None
        else [word for name, word in WORDS.items() if _differs(before, row, name)]
    )
    if before is not None and old == new and not others:
        return None
    return Change(
        when=row.history_date,
        who=_who(row),
        way=row.batch.get_path_display() if row.batch else "",
        what=words(row),
        before="" if old == new else old,
        after="" if old == new else new,
        others=", ".join(others),
        url=url_of(row.instance_type._meta.label_lower, row.id),
    )


def _differs(before: Any, row: Any, name: str) -> bool:
    return getattr(before, name, None) != getattr(row, name, None)


def _who(row: Any) -> str:
    user: User | None = (row.batch.user if row.batch else None) or row.history_user
    return "Sistem" if user is None else user.get_full_name() or user.username


def _realization_words(row: Any) -> str:
    period = "" if row.period == "TAHUN" else f" {row.get_period_display()}"
    return f"Realisasi {row.year}{period}"


def _quarter_words(row: Any) -> str:
    return f"Target {row.year} {row.get_period_display()}"


def _target_words(row: Any) -> str:
    return f"Target {'PK' if row.agreement_id else 'Renstra'} {row.year}"
