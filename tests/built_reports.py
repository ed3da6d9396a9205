"""Reports built for a test, and their tables as people read them."""

from reports.catalogue import REPORTS


def build(slug, unit, **choices):
    """Return the report's document with what was chosen."""
    report = REPORTS[slug]
    return report.build(report.read(unit, choices))


def texts(table):
    """Return the texts of all rows, cell by cell."""
    return [
        [c.text_in(column) for c, column in zip(row.cells, table.columns, strict=True)]
        for row in table.all_rows
    ]
