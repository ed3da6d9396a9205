"""The app of means: money and people."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Anggaran, PNBP, dan SDM"

    def ready(self) -> None:
        """Offer the growth of PNBP, the data checks, and the money that hangs on a plan."""
        from budgets import consistency  # noqa: F401 - its rules register themselves
        from budgets.plan_rows import COPIERS, SpendingFollows
        from budgets.revenue import growth_source
        from indicators.plan_rows import register_copier, register_follower
        from indicators.sources import register

        register(growth_source)
        register_follower(SpendingFollows())
        for copier in COPIERS:
            register_copier(copier)
