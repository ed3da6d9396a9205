"""The form for signing in."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm

from accounts.models import User


class SignInForm(AuthenticationForm):
    """Django's form, which asks the browser alone to keep names short; the table of failures cannot hold longer ones."""

    def clean_username(self) -> str:
        """Refuse a name that is longer than any account's as a wrong one."""
        username: str = self.cleaned_data["username"]
        if len(username) > (User._meta.get_field("username").max_length or 0):
            raise self.get_invalid_login_error()
        return username
