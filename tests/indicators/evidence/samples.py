"""Small files of every accepted kind, and some that only claim to be."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from indicators.evidence.contents import CONTENT_TYPES
from indicators.evidence.office import MAIN_TYPES

TYPES_PART = "[Content_Types].xml"


def pdf(text="isi"):
    return f"%PDF-1.7\n% {text}\ntrailer\nstartxref\n9\n%%EOF\n".encode()


def picture(form="PNG", size=(30, 20), colour="navy"):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, form)
    return file.getvalue()


def xlsx():
    file = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "isi"
    book.save(file)
    return file.getvalue()


def types_xml(*types):
    overrides = "".join(f'<Override PartName="/a" ContentType="{t}"/>' for t in types)
    return f"<?xml version='1.0'?><Types>{overrides}</Types>"


def package(parts):
    """Return a zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx(*more_types, **more_parts):
    types = types_xml(MAIN_TYPES["docx"], *more_types)
    return package(
        {TYPES_PART: types, "word/document.xml": "<document/>", **more_parts}
    )


GOOD = {
    "pdf": pdf(),
    "jpg": picture("JPEG"),
    "png": picture(),
    "xlsx": xlsx(),
    "docx": docx(),
}


def upload(content=None, name="laporan.pdf"):
    """Return an upload; the type that the browser claims is never the right one."""
    data = pdf() if content is None else content
    return SimpleUploadedFile(name, data, content_type="text/html")


assert set(GOOD) == set(CONTENT_TYPES)
