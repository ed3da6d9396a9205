"""The app of money."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Anggaran dan PNBP"

    def ready(self) -> None:
        """Offer the growth of PNBP to indicators that are derived from it; register the data checks."""
        from budgets import consistency  # noqa: F401 - its rules register themselves
        from budgets.revenue import growth_source
        from indicators.sources import register

        register(growth_source)
