"""The app of units, people and roles."""

from django.apps import AppConfig
from simple_history.signals import pre_create_historical_record


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Pengguna dan unit kerja"

    def ready(self) -> None:
        """Let every history row carry the batch under which it was written."""
        from accounts.audit import stamp_history

        pre_create_historical_record.connect(
            stamp_history, dispatch_uid="stamp_history"
        )
