"""Whether a file is an Excel workbook or a Word document without macros."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from django.core.exceptions import ValidationError

from indicators.packages import (
    PackageError,
    PackageTooLargeError,
    chunks_of,
    open_package,
    parts_of,
)

if TYPE_CHECKING:
    import zipfile

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_TYPES_BYTES = 1024 * 1024
TYPES_PART = "[content_types].xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.{}.main+xml"
MAIN_TYPES = {
    "xlsx": MAIN_TYPE.format("spreadsheetml.sheet"),
    "docx": MAIN_TYPE.format("wordprocessingml.document"),
}
# What a macro or a program inside a document calls itself, in its type or its name.
MACRO_WORDS = ("macroenabled", "vbaproject", "activex")
UNREADABLE = "Berkas ini rusak atau bukan berkas {} yang sebenarnya."
BOMB = "Isi berkas ini terlalu besar setelah dibuka (bom zip)."
MACROS = "Berkas ini memuat makro; simpanlah tanpa makro."


def check_office(file: IO[bytes], extension: str) -> None:
    """Raise ValidationError unless the file is what its extension says, whole and without macros."""
    unreadable = UNREADABLE.format(f".{extension}")
    try:
        with open_package(file) as archive:
            names, types = _unpack(archive)
    except PackageTooLargeError as error:
        raise ValidationError(BOMB) from error
    except (PackageError, expat.ExpatError, LookupError) as error:
        raise ValidationError(unreadable) from error
    if MAIN_TYPES[extension] not in types:
        raise ValidationError(unreadable)
    if any(word in text for word in MACRO_WORDS for text in (*names, *types)):
        raise ValidationError(MACROS)


def _unpack(archive: zipfile.ZipFile) -> tuple[list[str], set[str]]:
    """Return the parts' names and the types that the package declares; everything is unpacked once."""
    left, types = MAX_UNPACKED_BYTES, b""
    parts = parts_of(archive)
    for part in parts:
        is_types = part.filename.lower() == TYPES_PART
        for chunk in chunks_of(archive, part, MAX_TYPES_BYTES if is_types else left):
            left -= len(chunk)
            types += chunk if is_types else b""
    return [part.filename.lower() for part in parts], _declared(types)


def _declared(content: bytes) -> set[str]:
    """Return the content types of the package's list, in lower case; an XML that declares a DOCTYPE is none."""
    found: set[str] = set()
    parser = expat.ParserCreate()

    def start(_name: str, attributes: dict[str, str]) -> None:
        found.add(attributes.get("ContentType", "").lower())

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(content, True)
    return found


def _refuse(*_declaration: object) -> None:
    raise PackageError
