"""The data administration, in our words and with our design tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from accounts.choices import ChoiceView
from accounts.perms import ACCOUNTS_PERMISSION
from workbook.last_backup import last_backup

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse


class SiteAdmin(AdminSite):
    """Django's admin with wide lists, and suggestions that name the plan or unit of a row."""

    site_title = "Kinerja"
    site_header = "Kinerja – pengelolaan data"
    index_title = "Pengelolaan data"
    site_url = "/"
    enable_nav_sidebar = False

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the site's one page for signing in; who is signed in already lacks the right."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def password_change(  # type: ignore[override]  # a redirect instead of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the site's one page for changing the password."""
        return redirect("password_change")

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """List the data; those who look after accounts also see when the last backup was made."""
        told = {"shows_backup": True, "last_backup": last_backup()}
        shown = told if request.user.has_perm(ACCOUNTS_PERMISSION) else {}
        return super().index(request, {**shown, **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer what is typed in a choice field."""
        response: HttpResponse = ChoiceView.as_view(admin_site=self)(request)  # type: ignore[assignment]
        return response
