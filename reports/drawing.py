"""A picture as shapes on a fixed surface, in points; a renderer writes it as SVG. No Django.

Tones name what a shape is for; the renderer gives them colours that can be told apart in grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    Length = int | Decimal


class Ink(StrEnum):
    """The tones of strokes, fills and words."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    SURFACE = "surface"
    SOFT = "soft"
    ACCENT = "accent"
    TARGET = "target"
    OK = "ok"
    NEAR = "near"
    LOW = "low"
    ON_ACCENT = "on_accent"
    NONE = "none"


class Anchor(StrEnum):
    """Which end of a text its place is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Box:
    """A rectangle, with rounded corners where ``radius`` is given."""

    x: Length
    y: Length
    width: Length
    height: Length
    fill: Ink = Ink.SURFACE
    stroke: Ink = Ink.LINE
    radius: Length = 0
    thickness: Length = 1


@dataclass(frozen=True)
class Line:
    """Joined straight pieces through the points; ``has_arrow`` puts a head on the last one."""

    points: tuple[tuple[Length, Length], ...]
    stroke: Ink = Ink.LINE
    thickness: Length = 1
    is_dashed: bool = False
    has_arrow: bool = False


@dataclass(frozen=True)
class Dot:
    """A filled circle."""

    x: Length
    y: Length
    radius: Length
    fill: Ink = Ink.ACCENT


@dataclass(frozen=True)
class Label:
    """One line of text; ``y`` is its baseline."""

    x: Length
    y: Length
    text: str
    size: Length = 9
    ink: Ink = Ink.TEXT
    anchor: Anchor = Anchor.START
    is_bold: bool = False


Shape = Box | Line | Dot | Label


@dataclass(frozen=True)
class Drawing:
    """The surface and its shapes, those behind first."""

    width: Length
    height: Length
    shapes: tuple[Shape, ...]
