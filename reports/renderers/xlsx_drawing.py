"""A chart of a spreadsheet: what it draws, in tones that can be told apart in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from reports.renderers.looks import TEXT
from reports.renderers.text_guard import clean
from reports.tables import ChartKind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from reports.tables import Chart

WIDTH, HEIGHT = 17.8, 9.5  # centimetres
TONES = ("1F3A5F", "C9D3DE", "7F93A8")  # dark, light, middle
DASHES = ("solid", "dash", "sysDot")
GRID = "DDE3E9"
MARKERS = ("circle", "square", "triangle")
EMU_PER_POINT = 12700
TITLE_SIZE, TEXT_SIZE = 1200, 900  # hundredths of a point


class Figures(NamedTuple):
    """Where a chart's figures stand: the row of headings, the last row, the first column, how many series, their signs."""

    heading: int
    last: int
    first_column: int
    series: int
    has_negative: bool


def draw(sheet: Worksheet, chart: Chart, figures: Figures) -> Any:
    """Return the chart over the figures in the sheet."""
    made = BarChart() if chart.kind is ChartKind.BAR else LineChart()
    _fill(made, sheet, figures, figures.first_column, figures.series)
    for number, series in enumerate(made.series):
        paint = _paint_bar if chart.kind is ChartKind.BAR else _paint_line
        paint(series, number)
    _label(made, chart)
    if not figures.has_negative:
        # Bars that begin elsewhere would show differences larger than they are.
        made.y_axis.scaling.min = 0
    if chart.level is not None:
        made += _level(sheet, figures)
    made.width, made.height = WIDTH, HEIGHT
    return made


def _fill(made: Any, sheet: Worksheet, figures: Figures, column: int, count: int) -> None:  # fmt: skip
    top, bottom = figures.heading, figures.last
    for number in range(column, column + count):
        cells = Reference(sheet, number, top, number, bottom)
        made.add_data(cells, titles_from_data=True)
    made.set_categories(Reference(sheet, 1, top + 1, 1, bottom))


def _level(sheet: Worksheet, figures: Figures) -> Any:
    line = LineChart()
    _fill(line, sheet, figures, figures.first_column + figures.series, 1)
    line.series[0].graphicalProperties = GraphicalProperties(ln=_stroke(TEXT, 1.5, "dash"))  # fmt: skip
    line.series[0].marker = Marker("none")
    return line


def _label(made: Any, chart: Chart) -> None:
    made.title = _title(clean(chart.title), TITLE_SIZE)
    made.y_axis.title = _title(clean(chart.axis), TEXT_SIZE) if chart.axis else None
    made.y_axis.number_format = "#,##0"
    made.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_stroke(GRID, 0.5))  # fmt: skip
    for axis in (made.x_axis, made.y_axis):
        axis.delete = False
        axis.txPr = RichText(p=[_paragraph(TEXT_SIZE)])
    made.legend.position = "b"


def _title(text: str, size: int) -> Title:
    words = Text(rich=RichText(p=[_paragraph(size, text)]))
    return Title(tx=words, overlay=False)


def _paragraph(size: int, text: str = "") -> Paragraph:
    """Return text of a size; without text the look that an axis gives to its own."""
    letters = CharacterProperties(sz=size, b=size == TITLE_SIZE, solidFill=TEXT)
    runs = [RegularTextRun(rPr=letters, t=text)] if text else None
    looks = ParagraphProperties(defRPr=letters)
    return Paragraph(pPr=looks, r=runs, endParaRPr=letters)


def _paint_bar(series: Any, number: int) -> None:
    tone = TONES[number % len(TONES)]
    series.graphicalProperties = GraphicalProperties(solidFill=tone, ln=_stroke(TONES[0], 0.75))  # fmt: skip


def _paint_line(series: Any, number: int) -> None:
    place = number % len(DASHES)
    series.graphicalProperties = GraphicalProperties(ln=_stroke(TONES[0], 2, DASHES[place]))  # fmt: skip
    series.marker = Marker(MARKERS[place], size=7)
    series.smooth = False


def _stroke(colour: str, points: float, dash: str = "solid") -> LineProperties:
    return LineProperties(w=round(points * EMU_PER_POINT), solidFill=colour, prstDash=dash)  # fmt: skip
