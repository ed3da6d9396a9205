"""The forms of the second step; what is typed into them is counted when it is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from accounts.lockout import count_failure, must_wait
from accounts.second_factor.devices import check_code, looks_like_code

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from accounts.models import User
    from accounts.second_factor.devices import Verdict

REQUIRED = {"required": "Isian ini harus diisi."}
WRONG_CODE = "Kode salah atau sudah dipakai. Tunggu sampai aplikasi di ponsel menampilkan kode berikutnya, lalu coba lagi."
WRONG_PHONE_CODE = "Kode tidak cocok. Periksa apakah jam di ponsel tepat, lalu ketik kode yang sedang tampil."
WRONG_PROOF = "Kata sandi atau kode itu salah."
CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "autocapitalize": "none",
    "spellcheck": "false",
}
LONGEST = 40


class PhoneCodeForm(forms.Form):
    """The code that shows that the phone has taken the secret; whether it is right is asked when it is stored."""

    code = forms.CharField(
        label="Kode enam angka dari aplikasi",
        max_length=LONGEST,
        error_messages=REQUIRED,
        widget=forms.TextInput({**CODE_ATTRIBUTES, "inputmode": "numeric"}),
    )


class _AskedForm(forms.Form):
    """A form whose answer is looked at only while the person need not wait."""

    def __init__(
        self, data: Any, *, request: HttpRequest, user: User, auto_id: str = "id_%s"
    ) -> None:
        super().__init__(data, auto_id=auto_id)
        self.request, self.user = request, user

    def refuse(self, message: str, **what: str) -> forms.ValidationError:
        """Count a wrong answer, and return what is said about it."""
        count_failure(self.request, self.user.username, **what)
        return forms.ValidationError(message)

    def must_wait(self) -> bool:
        return must_wait(self.request, self.user.username)


class CodeForm(_AskedForm):
    """The second step of signing in."""

    verdict: Verdict

    code = forms.CharField(
        label="Kode",
        max_length=LONGEST,
        error_messages=REQUIRED,
        help_text="Enam angka dari aplikasi di ponsel, atau satu kode cadangan.",
        widget=forms.TextInput({**CODE_ATTRIBUTES, "autofocus": True}),
    )

    def clean_code(self) -> str:
        """Use the code up."""
        typed: str = self.cleaned_data["code"]
        if self.must_wait():
            raise self.refuse(WRONG_CODE, code="")
        self.verdict = check_code(self.user, typed)
        if self.verdict.wait_until:
            raise forms.ValidationError(wait_text(self.verdict.wait_until))
        if not self.verdict.accepted:
            raise self.refuse(WRONG_CODE, code="")
        return typed


class ProofForm(_AskedForm):
    """The password or a code, before the second step is turned off or backup codes are renewed."""

    proof = forms.CharField(
        label="Kata sandi, atau kode dari ponsel",
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean_proof(self) -> str:
        """Take the password, or use the code up."""
        typed: str = self.cleaned_data["proof"]
        if self.must_wait():
            raise self.refuse(WRONG_PROOF)
        if self.user.check_password(typed):
            return typed
        verdict = check_code(self.user, typed)
        if verdict.wait_until:
            raise forms.ValidationError(wait_text(verdict.wait_until))
        if not verdict.accepted:
            what = {"code": ""} if looks_like_code(typed) else {}
            raise self.refuse(WRONG_PROOF, **what)
        return typed


def wait_text(until: datetime) -> str:
    """Say how long no code is looked at."""
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    span = f"{seconds} detik" if seconds < 120 else f"{math.ceil(seconds / 60)} menit"
    return f"Kode itu belum diperiksa, karena baru saja ada kode yang salah. Coba lagi dalam {span}."
