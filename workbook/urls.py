"""Addresses of the exchange."""

from django.urls import path

from workbook import downloads, views

urlpatterns = [
    path("impor/", views.workbook_import, name="workbook_import"),
    path("impor/konfirmasi/", views.workbook_confirm, name="workbook_confirm"),
    path("impor/templat/", downloads.workbook_template, name="workbook_template"),
    path(
        "impor/templat/kosong/",
        downloads.office_workbook_template,
        name="workbook_template_office",
    ),
    path("impor/kesalahan/", downloads.workbook_marked, name="workbook_marked"),
    path("ekspor/", downloads.workbook_export, name="workbook_export"),
]
