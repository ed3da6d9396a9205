"""Create the groups of the roles with their rights."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.roles import UnknownRightError, setup_roles


class Command(BaseCommand):
    help = "Menyiapkan lima peran (operator, verifikator, pimpinan, auditor, administrator) beserta haknya."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up the roles and name them."""
        try:
            groups = setup_roles()
        except UnknownRightError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Peran siap: {', '.join(group.name for group in groups)}.")
