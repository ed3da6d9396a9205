"""The page "Isi realisasi" as a person uses it."""

import re

from indicators.models import Period, Realization

YEAR = 2023
ADDRESS = f"/realisasi/{YEAR}/"


def fields_of(page):
    """Return the fields of a page as a browser would send them."""
    html = page.content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if (
            found.get("type") in ("text", "hidden")
            and found.get("name") != "csrfmiddlewaretoken"
        ):
            fields[found["name"]] = found.get("value", "")
    for name, note in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.S
    ):
        fields[name] = note
    return fields


def fill(client, **typed):
    """Open the page, type, and send it; names are ``value_<pk>`` and the like."""
    fields = fields_of(client.get(ADDRESS))
    return client.post(
        ADDRESS,
        {**fields, **{name.replace("_", "-"): text for name, text in typed.items()}},
    )


def stored(indicator, year=YEAR):
    return Realization.objects.get(indicator=indicator, year=year, period=Period.YEAR)
