"""What a phone needs to know: the secret, as a picture to scan and as text to type."""

from __future__ import annotations

from base64 import b32encode
from binascii import unhexlify
from typing import TYPE_CHECKING

from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accounts import qr

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User
    from accounts.qr import Picture

# Until the phone has proved that it knows it, the secret stands in the session alone.
SESSION_KEY = "second_factor_key"
KEY_BYTES = 20


def key_of(request: HttpRequest) -> str:
    """Return the secret offered in this session, a new one at first."""
    if SESSION_KEY not in request.session:
        request.session[SESSION_KEY] = random_hex(KEY_BYTES)
    key: str = request.session[SESSION_KEY]
    return key


def forget_key(request: HttpRequest) -> None:
    """Remove the offered secret from the session."""
    request.session.pop(SESSION_KEY, None)


def typed_form(key: str) -> str:
    """Return the secret as people type it: groups of four letters."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def picture(user: User, key: str) -> Picture:
    """Return the QR code of the secret, with the names of site and account."""
    return qr.picture(TOTPDevice(user=user, key=key).config_url)
