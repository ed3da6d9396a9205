"""The e-mail that carries a person's notices: plain text, the most pressing first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from indicators.models import NoticeKind
from indicators.stages import person_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User
    from indicators.models import Notice

FOOT = (
    "Surel ini dikirim otomatis oleh aplikasi Kinerja; tidak perlu dibalas.\n"
    "Pengiriman dapat dimatikan di halaman Akun saya; yang menunggu tetap tampil di Beranda."
)


def message_for(user: User, notices: Sequence[Notice]) -> EmailMessage:
    """Return the one mail with all these notices of a person."""
    return EmailMessage(
        subject=_subject(notices),
        body=_body(user, notices),
        to=[user.email],
        # Machines that answer every mail leave this one alone.
        headers={"Auto-Submitted": "auto-generated"},
    )


def _subject(notices: Sequence[Notice]) -> str:
    """Return "Kinerja: 2 dikembalikan, 1 terlambat"."""
    counts = Counter(each.kind for each in notices)
    parts = [
        f"{counts[kind]} {kind.label.lower()}" for kind in NoticeKind if counts[kind]
    ]
    return f"Kinerja: {', '.join(parts)}"


def _body(user: User, notices: Sequence[Notice]) -> str:
    groups = [
        (kind.label, [f"- {each.text}" for each in notices if each.kind == kind])
        for kind in NoticeKind
    ]
    told = ["\n".join([label, *lines]) for label, lines in groups if lines]
    return "\n\n".join([f"Yth. {person_name(user)},", *told, _home(), FOOT]) + "\n"


def _home() -> str:
    """Say where to go on, with the address where the installation knows under which name it is reached."""
    base = settings.PUBLIC_BASE_URL.rstrip("/")
    if not base:
        return "Yang menunggu Anda ada di halaman Beranda aplikasi Kinerja."
    return f"Yang menunggu Anda: {base}{reverse('home')}"
