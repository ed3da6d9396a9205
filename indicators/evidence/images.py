"""Whether a file is a picture that can be decoded."""

from __future__ import annotations

import os
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image

MAX_PIXELS = 50_000_000
# Decoding a photo at an eighth of its size reads all of it and needs little memory.
DRAFT_SCALE = 8
UNREADABLE = "Gambar ini rusak atau bukan berkas {} yang sebenarnya."
# Some cameras write a little behind the end of the picture.
JPEG_END, JPEG_TAIL_BYTES = b"\xff\xd9", 4096
TOO_MANY_PIXELS = "Gambar ini terlalu besar; paling banyak 50 juta piksel."


def check_image(file: IO[bytes], form: str) -> None:
    """Raise ValidationError unless the file is a whole picture of the form (JPEG or PNG) within the limit."""
    if form == "JPEG" and not _has_end(file):
        raise ValidationError(UNREADABLE.format(form))
    try:
        with Image.open(file, formats=[form]) as image:
            _refuse_huge(image)
            _decode(image, form)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:  # a decoder that is fed hostile bytes raises anything
        raise ValidationError(UNREADABLE.format(form)) from error


def _has_end(file: IO[bytes]) -> bool:
    """Whether the JPEG's end is there: a decoder that another library made lenient would not miss it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - JPEG_TAIL_BYTES))
    tail = file.read()
    file.seek(0)
    return JPEG_END in tail


def _refuse_huge(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS)


def _decode(image: Image.Image, form: str) -> None:
    """Read the picture to its end: the checksums of a PNG, the data of a JPEG, which has none."""
    if form == "PNG":
        image.verify()
        return
    width, height = image.size
    image.draft(None, (width // DRAFT_SCALE, height // DRAFT_SCALE))
    image.load()
