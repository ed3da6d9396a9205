"""Test objects of the documents app: published tables, files that were made."""

import datetime

import factory
from factory.django import DjangoModelFactory

from documents.models import (
    Decision,
    IssuedDocument,
    IssueRequest,
    PublishedDocument,
    PublishedRow,
    PublishedStatement,
    PublishedTable,
    ReconciliationAnswer,
    RenderedDocument,
    StatementKind,
    TextBlock,
    TextSlot,
)
from tests.factories import UnitFactory, UserFactory


class PublishedDocumentFactory(DjangoModelFactory):
    class Meta:
        model = PublishedDocument

    unit = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda n: f"DOKUMEN-{n}")
    title = factory.LazyAttribute(lambda o: f"Rencana Strategis {o.code}")


class PublishedTableFactory(DjangoModelFactory):
    class Meta:
        model = PublishedTable

    document = factory.SubFactory(PublishedDocumentFactory)
    order = factory.Sequence(lambda n: n)
    code = factory.LazyAttribute(lambda o: f"T{o.order}")
    label = factory.LazyAttribute(lambda o: f"Tabel {o.order}")
    title = "Target Kinerja"
    report = "target"
    columns = "no,indicator,,2023"


class PublishedRowFactory(DjangoModelFactory):
    class Meta:
        model = PublishedRow

    table = factory.SubFactory(PublishedTableFactory)
    order = factory.Sequence(lambda n: n)
    key = "SK3.4"
    cell_1 = "4"
    cell_2 = "Persentase nilai"
    cell_4 = "90"


class PublishedStatementFactory(DjangoModelFactory):
    class Meta:
        model = PublishedStatement

    document = factory.SubFactory(PublishedDocumentFactory)
    order = factory.Sequence(lambda n: n)
    text = "ditargetkan sebesar 91,5 persen"
    kind = StatementKind.TARGET
    indicator = "SK4.1"
    year = 2021
    stated = "91,5 persen"


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = ReconciliationAnswer

    unit = factory.SubFactory(UnitFactory)
    kind = "contradiction"
    fingerprint = factory.Sequence(lambda n: f"sidik{n}")
    message = "Target 2023: SK8.1: Tercetak “80.4” di Lampiran II."
    decision = Decision.PRINTED
    reason = "Sudah disepakati dengan Biro Perencanaan"
    answered_by = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))


class RenderedDocumentFactory(DjangoModelFactory):
    class Meta:
        model = RenderedDocument

    unit = factory.SubFactory(UnitFactory)
    slug = "capaian"
    format = "pdf"
    data_version = "1"
    code_version = "uji"
    day = datetime.date(2024, 1, 20)


class TextBlockFactory(DjangoModelFactory):
    class Meta:
        model = TextBlock

    unit = factory.SubFactory(UnitFactory)
    slot = TextSlot.FOREWORD
    year = 2023
    body = "<p>Laporan ini disusun dari data kinerja.</p>"


class IssuedDocumentFactory(DjangoModelFactory):
    """An issued report; its files are in no storage unless a test puts them there."""

    class Meta:
        model = IssuedDocument

    unit = factory.SubFactory(UnitFactory)
    slug = "capaian"
    choices = "year=2023"
    title = "Capaian Kinerja Tahun 2023"
    year = 2023
    number = factory.Sequence(lambda n: f"B/{n}/BSPJI/2024")
    date = datetime.date(2024, 1, 20)
    signatory_name = "Kepala Uji"
    signatory_position = "Kepala Balai"
    file_stem = "capaian-2023"
    pdf_file = factory.Sequence(lambda n: f"terbit/00/{n:032x}.pdf")
    pdf_sha256 = "a" * 64
    pdf_size = 1
    data_file = factory.Sequence(lambda n: f"terbit/00/{n:032x}.json")
    data_sha256 = "b" * 64
    data_size = 1
    formula_version = "1"
    code_version = "uji"
    data_version = "1"
    issued_by = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))


class IssueRequestFactory(DjangoModelFactory):
    class Meta:
        model = IssueRequest

    unit = factory.SubFactory(UnitFactory)
    slug = "capaian"
    choices = "year=2023"
    number = factory.Sequence(lambda n: f"B/{n}/BSPJI/2024")
    date = datetime.date(2024, 1, 20)
    signatory_name = "Kepala Uji"
    signatory_position = "Kepala Balai"
    seen = "c" * 64
