"""Sheets of the people of a unit."""

from __future__ import annotations

from budgets.models import StaffCategory, StaffCount
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, count, text, whole
from workbook.resources.money import UNIT, YearlyAmounts
from workbook.resources.references import Reference


class StaffCategoryResource(SheetResource):
    """Positions and levels of education."""

    sheet = "kategori_sdm"
    model = StaffCategory
    key = ("unit", "jenis", "kode")
    references = (UNIT,)
    related = ("unit",)

    unit = text("unit__code")
    jenis = choice("kind", StaffCategory.Kind.choices)
    kode = text("code")
    urutan = whole("order")
    nama = text("name")
    sumber = text("source")


class StaffCountResource(YearlyAmounts):
    """How many people a category has in a year."""

    sheet = "sdm"
    model = StaffCount
    key = ("unit", "jenis", "kategori", "tahun")
    references = (Reference("category", StaffCategory, ("unit", "jenis", "kategori")),)
    related = ("category__unit",)
    written = ("jumlah", "teks")

    unit = text("category__unit__code")
    jenis = choice("category__kind", StaffCategory.Kind.choices)
    kategori = text("category__code")
    tahun = whole("year")
    jumlah = count("count")
    teks = text("printed_text")
    sumber = text("source")
