"""The app configuration of indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        """Register the data checks, and what a revision copies."""
        from indicators import consistency  # noqa: F401 - its rules register themselves
        from indicators.revisions import copiers  # noqa: F401 - they register themselves
