"""A phone with an authenticator, as the second step of signing in wants it."""

import time
from binascii import unhexlify

from django_otp.oath import TOTP
from django_otp.util import random_hex

from accounts.second_factor.devices import turn_on


class Phone:
    """A phone that holds a secret; ``backup_codes`` are the person's, on paper."""

    def __init__(self, key, backup_codes=()):
        self.key = key
        self.backup_codes = list(backup_codes)

    def code(self, seconds_ahead=0):
        """Return what the phone shows now."""
        totp = TOTP(unhexlify(self.key))
        totp.time = time.time() + seconds_ahead
        return f"{totp.token():06d}"

    def wrong_code(self):
        """Return six digits that are right at no time near now."""
        near = {self.code(seconds) for seconds in range(-90, 120, 30)}
        return next(code for code in ("000000", "111111") if code not in near)


def give_phone(person):
    """Turn the second step on for a person, and return the phone."""
    key = random_hex(20)
    return Phone(key, turn_on(person, key, Phone(key).code()))
