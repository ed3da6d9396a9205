"""A person's phone and backup codes: turned on, asked, turned off. The library keeps and compares the secrets."""

from __future__ import annotations

import re
import time
from binascii import unhexlify
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.audit import batch
from accounts.models import AuditBatch

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

BACKUP_CODES = 10
# A phone's clock may be half a minute off.
TOLERANCE = 1
_CODE = re.compile("[0-9]{6}")
_BACKUP_CODE = re.compile("[a-z2-7]{8}")
_SEPARATORS = re.compile(r"[\s-]+")
TURNED_ON = "Verifikasi dua langkah dinyalakan oleh pemiliknya"
TURNED_OFF = "Verifikasi dua langkah dimatikan oleh pemiliknya"
RENEWED = "Kode cadangan dibuat baru oleh pemiliknya"


@dataclass(frozen=True)
class Verdict:
    """What became of a typed code; with ``wait_until`` it was not looked at."""

    accepted: bool = False
    is_backup: bool = False
    wait_until: datetime | None = None


def check_code(user: User, typed: str) -> Verdict:
    """Use up a code of the phone or a backup code; after a wrong one the device lets nobody try for a while."""
    code = tidy(typed)
    device = _device(user, code)
    if device is None:
        return Verdict()
    is_allowed, why_not = device.verify_is_allowed()
    if not is_allowed:
        return Verdict(wait_until=why_not["locked_until"])
    accepted = verify_token(user, device.persistent_id, code) is not None
    return Verdict(accepted, is_backup=isinstance(device, StaticDevice))


def turn_on(user: User, key: str, typed: str) -> list[str]:
    """Take the phone that holds the key, and return backup codes; none when the code is not the phone's."""
    phone = TOTP(unhexlify(key))
    phone.time = time.time()
    code = tidy(typed)
    if not _CODE.fullmatch(code) or not phone.verify(int(code), TOLERANCE):
        return []
    with batch(AuditBatch.Path.FORM, user=user, reason=TURNED_ON):
        _remove_devices(user)
        # The code that was just typed cannot be used again for signing in.
        TOTPDevice.objects.create(
            user=user, name="Ponsel", key=key, last_t=phone.t(), drift=phone.drift
        )
        codes = _make_backup_codes(user)
        _mark(user, timezone.now(), TURNED_ON)
    return codes


def turn_off(
    user: User,
    *,
    by: User | None,
    reason: str = TURNED_OFF,
    path: AuditBatch.Path = AuditBatch.Path.FORM,
) -> None:
    """Forget the phone and the backup codes; sessions of the person end."""
    with batch(path, user=by, reason=reason):
        _remove_devices(user)
        _mark(user, None, reason)


def renew_backup_codes(user: User) -> list[str]:
    """Return new backup codes; the old ones are worth nothing any more."""
    with batch(AuditBatch.Path.FORM, user=user, reason=RENEWED):
        StaticDevice.objects.filter(user=user).delete()
        codes = _make_backup_codes(user)
        _mark(user, user.second_factor_since, RENEWED)
    return codes


def backup_codes_left(user: User) -> int:
    """Return how many backup codes have not been used."""
    left: int = StaticToken.objects.filter(device__user=user).count()
    return left


def looks_like_code(typed: str) -> bool:
    """Whether the text has the form of a phone's code or of a backup code."""
    code = tidy(typed)
    return bool(_CODE.fullmatch(code) or _BACKUP_CODE.fullmatch(code))


def tidy(typed: str) -> str:
    """Return a code as it is stored: people type "123 456" and "ABCD-EFGH"."""
    return _SEPARATORS.sub("", typed).lower()


def _device(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    """Return the device that a code of this form belongs to: trying one does not slow the other down."""
    for form, model in ((_CODE, TOTPDevice), (_BACKUP_CODE, StaticDevice)):
        if form.fullmatch(code):
            return model.objects.filter(user=user, confirmed=True).first()
    return None


def _make_backup_codes(user: User) -> list[str]:
    device = StaticDevice.objects.create(user=user, name="Kode cadangan")
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _remove_devices(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _mark(user: User, since: datetime | None, reason: str) -> None:
    user.second_factor_since = since
    user._change_reason = reason
    user.save(update_fields=["second_factor_since"])
