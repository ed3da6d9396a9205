"""What an uploaded file is called: kept for people to read, trusted for nothing."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError

MAX_NAME = 150
ACCEPTED = ("pdf", "jpg", "jpeg", "png", "xlsx", "docx")
UNKNOWN = "Jenis berkas ini tidak diterima. Unggah PDF, JPG, PNG, XLSX, atau DOCX."
DISGUISED = (
    "Nama berkas ini menyamarkan jenisnya (“.{}” di tengah nama); ganti namanya dahulu."
)
# Endings that run, or open as a page: in the middle of a name they wait for the last one to be cut off.
RUNNING = {
    *("app", "bat", "cmd", "com", "cpl", "dll", "docm", "exe", "hta", "htm", "html"),
    *("jar", "js", "jse", "lnk", "msi", "php", "pif", "ps1", "reg", "scr", "sh"),
    *("svg", "url", "vbe", "vbs", "wsf", "xhtml", "xlsm"),
}
FORBIDDEN_SIGNS = set('<>:"|?*')


def clean_name(name: str) -> str:
    """Return the bare name without control and direction signs, cut to a length; its ending stays."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in bare if _is_kept(sign))
    stem, dot, ending = " ".join(kept.split()).rpartition(".")
    if not dot:
        return ending[:MAX_NAME]
    stem = stem.strip(" .") or "bukti"
    return f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}"


def ending_of(name: str) -> str:
    """Return the accepted ending of a clean name, in lower case; raises ValidationError for any other."""
    *middle, ending = name.lower().split(".")
    if not middle or ending not in ACCEPTED:
        raise ValidationError(UNKNOWN)
    if disguised := RUNNING.intersection(part.strip() for part in middle[1:]):
        raise ValidationError(DISGUISED.format(min(disguised)))
    return ending


def _is_kept(sign: str) -> bool:
    """Whether a sign may stand in a name: no control, no change of direction, nothing that systems refuse."""
    return unicodedata.category(sign)[0] != "C" and sign not in FORBIDDEN_SIGNS
