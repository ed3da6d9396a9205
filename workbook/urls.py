"""Addresses of the exchange."""

from django.urls import path

from workbook import views

urlpatterns = [
    path("impor/", views.workbook_import, name="workbook_import"),
    path("impor/konfirmasi/", views.workbook_confirm, name="workbook_confirm"),
    path("ekspor/", views.workbook_export, name="workbook_export"),
]
