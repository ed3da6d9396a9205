"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from renstra import pages

urlpatterns = [
    path("", include("accounts.urls")),
    path("beranda/", pages.home, name="home"),
    path("beranda/dibaca/", pages.notices_seen, name="notices_seen"),
    path("admin/", admin.site.urls),
    path("", include("indicators.urls")),
    path("", include("workbook.urls")),
    path("", include("reports.urls")),
]
