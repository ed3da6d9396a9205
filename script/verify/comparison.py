"""The printed lines of the document, the sheets of the workbook, and how one is held against the other."""

import csv
import html
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]
Cells = tuple[int, list[str]]

REVISION = "BSPJI-MANADO-2021-R2023"


class Comparison:
    """The printed lines, the sheets, and what came of comparing the two."""

    def __init__(self, seed: Path, folder: Path) -> None:
        self.lines = seed.read_text(encoding="utf-8").split("\n")
        self.sheets = {path.stem: read(path) for path in sorted(folder.glob("*.csv"))}
        self.compared: Counter[str] = Counter()
        self.errors: list[str] = []
        self.contradictions: list[str] = []

    def line_of(self, start: str, after: int = 1) -> int:
        """Return the first line from `after` on that begins so; past the end if none."""
        for number in range(after, len(self.lines) + 1):
            if self.lines[number - 1].startswith(start):
                return number
        return len(self.lines) + 1

    def rows(self, title: str, end: str) -> Iterator[Cells]:
        """Yield the table rows between two titles, numbered and without markup."""
        first = self.line_of(title)
        for number in range(first, self.line_of(end, first + 1)):
            line = self.lines[number - 1]
            if "\t" in line:
                yield number, [plain(cell) for cell in line.split("\t")]

    def find(self, sheet: str, **wanted: object) -> Row:
        """Return the one row with these values, or a row that equals nothing."""
        found = [row for row in self.sheets[sheet] if holds(row, wanted)]
        nothing = dict.fromkeys(self.sheets[sheet][0], "<no such row>")
        return found[0] if len(found) == 1 else nothing

    def target(self, code: str, year: int) -> Row:
        """Return the row of the plan's own target."""
        key = {"renstra": REVISION, "indikator": code, "tahun": year}
        return self.find("target", versi_pk="", **key)

    def same(
        self, subject: str, where: object, printed: object, stored: object
    ) -> None:
        """Count one comparison and keep it when the two sides differ."""
        self.compared[subject] += 1
        if printed != stored:
            difference = f"printed {printed!r}, stored {stored!r}"
            self.errors.append(f"{subject}, {where}: {difference}")

    def explained(self, subject: str, where: object, printed: str, row: Row) -> None:
        """Compare a wording; words that differ must stand in the row's note."""
        name = row.get("nama", row.get("pernyataan", ""))
        known = words(f"{name} {row['catatan']}")
        missing = [word for word in words(printed) if word not in known]
        self.same(subject, where, [], missing)

    def computed(
        self, where: str, printed: Decimal, computed: Decimal, unit: str = ""
    ) -> None:
        """Compare a printed sum or percentage with the one its cells give."""
        self.compared["printed sums and percentages"] += 1
        if printed != computed:
            figures = f"prints {printed}{unit}, computed {computed}{unit}"
            self.contradictions.append(f"{where} {figures}")


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def holds(row: Row, wanted: dict[str, object]) -> bool:
    return all(row[key] == str(value) for key, value in wanted.items())


def plain(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", cell)).strip()


def words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


def number(stored: str) -> Decimal | None:
    """Return the Decimal of a stored number; None for an empty cell or no number."""
    is_number = re.fullmatch(r"-?\d+(,\d+)?", stored)
    return Decimal(stored.replace(",", ".")) if is_number else None


def whole(printed: str) -> Decimal:
    """Return a printed amount without its thousands separators, dots or commas."""
    return Decimal(re.sub(r"[.,]", "", printed))


def figure(printed: str) -> tuple[Decimal | None, str]:
    """Return value and grade of a printed cell; None and "" for "-"."""
    if mean := re.search(r"Rata-rata: (\d+)%", printed):
        return Decimal(mean[1]), ""
    first = printed.replace("%", " %").split()[0]
    if re.fullmatch(r"[A-F]-?", first):
        return None, first
    return (None, "") if first == "-" else (Decimal(first.replace(",", ".")), "")


def stored_figure(row: Row) -> tuple[Decimal | None, str]:
    return number(row["nilai"]), row["predikat"]
