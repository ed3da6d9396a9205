"""The app configuration of workbook."""

from django.apps import AppConfig


class WorkbookConfig(AppConfig):
    name = "workbook"
    verbose_name = "Buku kerja"
