"""The record of signing in, to be read only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from accounts.admin.logs import LogAdmin
from accounts.models import SignIn


@admin.register(SignIn)
class SignInAdmin(LogAdmin):
    """Read as the record of writing is: people of the visible units, and nothing is changed."""

    list_display = ["at", "person", "outcome", "address"]
    list_filter = ["outcome", "at"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "address"]
    date_hierarchy = "at"

    @admin.display(description="pengguna", ordering="user__username")
    def person(self, obj: SignIn) -> Any:
        return obj.user or "(bukan nama pengguna)"
