"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("indicators.urls")),
    path("", include("workbook.urls")),
    path("", include("reports.urls")),
]
