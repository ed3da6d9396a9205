"""The page "Rencana aksi" as a person uses it."""

from indicators.models import QuarterlyTarget
from tests.entry_sheet import YEAR, fields_of

ADDRESS = f"/rencana-aksi/{YEAR}/"
PERIODS = ("TW1", "TW2", "TW3", "TW4")


def row_of(indicator, *texts, kind="target"):
    """Return the fields of an indicator's four quarters, those given."""
    return {
        f"{kind}-{indicator.pk}-{period}": text
        for period, text in zip(PERIODS, texts, strict=False)
    }


def fill(client, typed, **more):
    """Open the page, type, and send it."""
    fields = fields_of(client.get(ADDRESS))
    return client.post(ADDRESS, {**fields, **typed, **more})


def stored(indicator, period="TW1"):
    return QuarterlyTarget.objects.get(indicator=indicator, year=YEAR, period=period)


def values(indicator):
    """Return what is stored of the four quarters, as it stands in the fields."""
    rows = QuarterlyTarget.objects.filter(indicator=indicator).order_by("period")
    return [str(row.value) if row.value is None else f"{row.value:f}" for row in rows]
