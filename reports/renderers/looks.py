"""What the looks of a report are in files without a stylesheet; the same as in static/css/print.css."""

from reports.tables import Mark

LINE = "9AA7B5"
TEXT, MUTED, LINK = "17212B", "46525F", "1F5FAE"
HEADING_FILL, WEAK_FILL = "E9EEF3", "F5F7F9"
COLOURS = {"ok": "18794E", "near": "8A5A00", "low": "B42318"}
SIGNS = {"exceeded": "↑", "met": "=", "not_met": "↓"}
MARK_COLOURS = {Mark.DELETED: "B42318", Mark.INSERTED: "16704A"}


def colour_of(tone: str) -> str:
    """Return the colour that the tone names, else that of all text."""
    return COLOURS.get(tone.rpartition(" ")[2], TEXT)


def sign_of(tone: str) -> str:
    """Return the sign behind a status word, with a space that does not break; nothing without status."""
    sign = SIGNS.get(tone.partition(" ")[0])
    return f"\u00a0{sign}" if sign else ""
