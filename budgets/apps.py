"""The app configuration of budgets."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Anggaran dan PNBP"
