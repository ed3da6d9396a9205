"""The data administration, in our words and with our design tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite

from accounts.choices import ChoiceView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SiteAdmin(AdminSite):
    """Django's admin with wide lists, and suggestions that name the plan or unit of a row."""

    site_title = "Kinerja"
    site_header = "Kinerja – pengelolaan data"
    index_title = "Pengelolaan data"
    site_url = "/"
    enable_nav_sidebar = False

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer what is typed in a choice field."""
        response: HttpResponse = ChoiceView.as_view(admin_site=self)(request)  # type: ignore[assignment]
        return response
