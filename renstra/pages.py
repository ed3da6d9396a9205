"""The home page, which shows something of every app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Unit, User
from indicators.models import Notice
from reports.home import page as home_page
from reports.unit_choice import choose_unit
from workbook.last_backup import last_backup

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person in the own unit; who only reads may ask for another with ?unit=KODE."""
    user = _person(request)
    choice = choose_unit(request) if Unit.objects.visible_to(user).exists() else None
    page = home_page.build(user, choice)
    context = {"page": page, "last_backup": page.administrator and last_backup()}
    return render(request, "reports/home.html", context)


@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    """Put the notices aside that the page has shown."""
    newest = request.POST.get("sampai", "")
    if newest.isascii() and newest.isdecimal() and len(newest) < 19:
        unseen = Notice.objects.filter(user=_person(request), seen_at=None)
        for notice in unseen.filter(pk__lte=int(newest)):
            notice.seen_at = timezone.now()
            notice.save(update_fields=["seen_at"])
    return redirect("home")


def _person(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    return user
