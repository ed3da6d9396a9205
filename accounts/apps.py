"""The app of units, people and roles."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core import checks
from simple_history.signals import pre_create_historical_record


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Pengguna dan unit kerja"

    def ready(self) -> None:
        """Let every history row carry its batch, and every attempt to sign in leave a row; check the settings."""
        from accounts.audit import stamp_history
        from accounts.second_factor.required import check_roles
        from accounts.sign_in_log import record_failure, record_success

        pre_create_historical_record.connect(
            stamp_history, dispatch_uid="stamp_history"
        )
        user_logged_in.connect(record_success, dispatch_uid="record_success")
        user_login_failed.connect(record_failure, dispatch_uid="record_failure")
        checks.register(check_roles)
