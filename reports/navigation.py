"""The main navigation: which pages there are, in which group, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.perms import (
    IMPORT_PERMISSION,
    READ_ISSUED_PERMISSION,
    READ_PERMISSION,
    TRAIL_PERMISSION,
)

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Page:
    """A page of the navigation; current on its own address and on those that begin like ``family``."""

    label: str
    view: str
    permission: str = ""
    family: str = ""

    def is_for(self, user: User) -> bool:
        """Whether the person may open the page."""
        return not self.permission or user.has_perm(self.permission)

    def is_current(self, here: str) -> bool:
        """Whether the page, or one below it, is shown."""
        return here == self.view or bool(self.family and here.startswith(self.family))


@dataclass(frozen=True)
class Entry:
    """A link as it is shown."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Menu:
    """One place of the navigation: a link of its own (no title), or a titled menu of links."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def is_current(self) -> bool:
        return any(entry.is_current for entry in self.entries)


# Title → pages; pages without a title stand for themselves.
MENUS: tuple[tuple[str, tuple[Page, ...]], ...] = (
    ("", (Page("Beranda", "home"),)),
    ("", (Page("Dasbor", "dashboard"),)),
    ("", (Page("Indikator", "indicator_list", family="indicator_"),)),
    ("", (Page("Laporan", "report_list", family="report"),)),
    (
        "Kinerja",
        (
            Page("Isi realisasi", "entry", READ_PERMISSION, family="entry"),
            Page("Rencana aksi", "action_plans", READ_PERMISSION, family="action_plan"),
            Page("Verifikasi", "verification", READ_PERMISSION),
            Page("Kunci periode", "locks", READ_PERMISSION),
            Page("Penugasan", "assignments", READ_PERMISSION),
        ),
    ),
    (
        "Perencanaan",
        (
            Page("Renstra dan revisi", "revision_list", READ_PERMISSION, "revision_"),
            Page("Perjanjian kinerja", "agreement_list", READ_PERMISSION, "agreement_"),
        ),
    ),
    (
        "Pengawasan",
        (
            Page("Pemeriksaan", "findings", READ_PERMISSION),
            Page("Rekonsiliasi", "reconciliation", READ_PERMISSION, "reconciliation_"),
            Page("Laporan terbit", "issued_list", READ_ISSUED_PERMISSION, "issue"),
            Page("Jejak audit", "trail", TRAIL_PERMISSION, family="trail_"),
        ),
    ),
    (
        "Data",
        (
            Page("Impor", "workbook_import", IMPORT_PERMISSION, family="workbook_"),
            Page("Pengelolaan data", "admin:index", family="admin:"),
        ),
    ),
)


def menus_for(user: User, here: str) -> list[Menu]:
    """Return the navigation of a person on a page; a menu without pages is left out."""
    found = [Menu(title, _entries(pages, user, here)) for title, pages in MENUS]
    return [menu for menu in found if menu.entries]


def _entries(pages: tuple[Page, ...], user: User, here: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(page.label, reverse(page.view), page.is_current(here))
        for page in pages
        if page.is_for(user) and (page.view != "admin:index" or user.is_staff)
    )
