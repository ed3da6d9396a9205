"""The zip file that an .xlsx is: unpacked with limits, its parts found, document types refused."""

from __future__ import annotations

import io
import posixpath
from xml.parsers import expat

from indicators.packages import (
    PackageError,
    PackageTooLargeError,
    chunks_of,
    open_package,
    parts_of,
)
from workbook.findings import FileRefusedError
from workbook.limits import MAX_UNPACKED_BYTES
from workbook.tables import plain_name

NOT_A_WORKBOOK = "Berkas ini bukan buku kerja Excel (.xlsx)."
TOO_MUCH = "Isi berkas ini terlalu besar setelah dibuka (bom zip)."
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


class Package:
    """The parts of an .xlsx file by name in lower case."""

    def __init__(self, content: bytes) -> None:
        self._parts = _unpack(content)
        types = self._parts.get("[content_types].xml", b"")
        if "xl/workbook.xml" not in self._parts or MAIN_TYPE.encode() not in types:
            raise FileRefusedError(NOT_A_WORKBOOK)
        for name, part in self._parts.items():
            if name.endswith((".xml", ".rels", ".vml")):
                parse(part, expat.ParserCreate())

    def part(self, name: str) -> bytes:
        """Return the contents of a part, empty when there is none."""
        return self._parts.get(name.lower(), b"")

    def sheet_parts(self) -> list[tuple[str, str]]:
        """Return name and part of every sheet, in the workbook's order."""
        targets = {
            item.get("Id", ""): item.get("Target", "")
            for item in self.elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        found: list[tuple[str, str]] = []
        for item in self.elements("xl/workbook.xml", "sheet"):
            target = next(
                (
                    targets.get(value, "")
                    for name, value in item.items()
                    if name.endswith(":id")
                ),
                "",
            )
            if ".." in target or target.startswith("xl/"):
                raise FileRefusedError(NOT_A_WORKBOOK)
            found.append(
                (
                    item.get("name", ""),
                    posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"),
                )
            )
        if len({plain_name(name) for name, _ in found}) < len(found):
            raise FileRefusedError(
                "Buku kerja ini memuat dua lembar dengan nama yang sama."
            )
        return found

    def elements(self, part: str, wanted: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of that name."""
        found: list[dict[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.rpartition(":")[2] == wanted:
                found.append(attributes)

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parse(self.part(part), parser)
        return found


def parse(content: bytes, parser: expat.XMLParserType) -> None:
    """Run the parser over the part; raises FileRefusedError for broken XML and for a document type (XXE)."""
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileRefusedError(
            "Buku kerja ini rusak: isi XML-nya tidak sah."
        ) from error


def _refuse_document_type(*declaration: object) -> None:
    raise FileRefusedError(
        "Buku kerja ini memuat deklarasi DOCTYPE, yang tidak diterima."
    )


def _unpack(content: bytes) -> dict[str, bytes]:
    """Return all parts by name in lower case."""
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    try:
        with open_package(io.BytesIO(content)) as archive:
            for entry in parts_of(archive):
                part = b"".join(chunks_of(archive, entry, left))
                left -= len(part)
                if parts.setdefault(entry.filename.lower(), part) is not part:
                    raise FileRefusedError(
                        "Buku kerja ini memuat dua bagian dengan nama yang sama."
                    )
    except PackageTooLargeError as error:
        raise FileRefusedError(TOO_MUCH) from error
    except PackageError as error:
        raise FileRefusedError(NOT_A_WORKBOOK) from error
    return parts
