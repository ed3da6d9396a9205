"""Figures and names that a published document prints outside its tables."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from documents.models.documents import PublishedDocument
from indicators.models.base import UnitOwned, year_validators


class StatementKind(models.TextChoices):
    """What a statement says; which of the fields beside ``stated`` say what it is about is in brackets.

    Things that a ``COUNT`` speaks of follow it as ``ITEM`` with the same subject, a slash and their own key.
    """

    # A target of an indicator [indicator, year, until_year].
    TARGET = "target", "Target"
    # Another name or unit of an indicator [indicator].
    INDICATOR_NAME = "indicator_name", "Nama indikator"
    UNIT_OF_MEASURE = "unit_of_measure", "Satuan indikator"
    # Name, code, perspective and BSKJI's target of an activity target [activity_target].
    ACTIVITY_TARGET_NAME = "activity_target_name", "Nama sasaran kegiatan"
    ACTIVITY_TARGET_CODE = "activity_target_code", "Kode sasaran kegiatan"
    PERSPECTIVE = "perspective", "Perspektif sasaran kegiatan"
    PARENT = "parent", "Induk sasaran kegiatan"
    # A name of anything else: a goal, a programme, a policy direction, an organisation [subject].
    NAME = "name", "Nama lain"
    # What is said of a year's targets [year; NOT_MET also indicator].
    ALL_MET = "all_met", "Semua target tercapai"
    NEARLY_ALL_MET = "nearly_all_met", "Hampir semua target tercapai"
    SOME_MET = "some_met", "Sebagian target tercapai"
    SOME_EXCEEDED = "some_exceeded", "Sebagian target terlampaui"
    NOT_MET = "not_met", "Target tidak tercapai"
    # A number of things said in words, and the things one by one [subject].
    COUNT = "count", "Banyaknya"
    ITEM = "item", "Butir yang disebut"
    # A table referred to by number [subject: the code of the table that is meant].
    TABLE_REFERENCE = "table_reference", "Rujukan tabel"
    # A table's title in the list of tables [subject: the table's code].
    CAPTION = "caption", "Judul di daftar tabel"
    # First and last year of something [subject, year, until_year].
    PERIOD = "period", "Periode"
    # A rise, a fall, the greatest part [subject, year, until_year].
    TREND = "trend", "Kecenderungan"
    # What is called a key performance indicator [indicator, or subject for a perspective].
    IKU = "iku", "Indikator kinerja utama"


Kind = StatementKind
OF_INDICATOR = (
    Kind.TARGET,
    Kind.INDICATOR_NAME,
    Kind.UNIT_OF_MEASURE,
    Kind.NOT_MET,
)
OF_ACTIVITY_TARGET = (
    Kind.ACTIVITY_TARGET_NAME,
    Kind.ACTIVITY_TARGET_CODE,
    Kind.PERSPECTIVE,
    Kind.PARENT,
)
OF_YEAR = (
    Kind.TARGET,
    Kind.ALL_MET,
    Kind.NEARLY_ALL_MET,
    Kind.SOME_MET,
    Kind.SOME_EXCEEDED,
    Kind.NOT_MET,
    Kind.PERIOD,
    Kind.TREND,
)
OF_SUBJECT = (
    Kind.NAME,
    Kind.COUNT,
    Kind.ITEM,
    Kind.TABLE_REFERENCE,
    Kind.CAPTION,
    Kind.PERIOD,
    Kind.TREND,
)


def needs(
    kinds: tuple[StatementKind, ...], filled: Q, name: str, what: str
) -> models.CheckConstraint:
    """Return the constraint that statements of these kinds say what they are about."""
    return models.CheckConstraint(
        condition=~Q(kind__in=kinds) | filled,
        name=f"statement_names_its_{name}",
        violation_error_message=f"Pernyataan jenis ini harus menyebut {what}.",
    )


class PublishedStatement(UnitOwned):
    """A figure or name that a published document prints outside its tables, and what it is about.

    ``text`` is the printed place in a few words, ``stated`` the figure or name in it as printed. Keys of
    indicators and activity targets of another plan than the document's begin with that plan's code and a colon.
    """

    unit_path: ClassVar[str] = "document__unit"

    document = models.ForeignKey(
        PublishedDocument,
        verbose_name="dokumen",
        on_delete=models.PROTECT,
        related_name="statements",
    )
    order = models.PositiveSmallIntegerField("urutan")
    line = models.PositiveIntegerField(
        "baris naskah",
        null=True,
        blank=True,
        help_text="Nomor baris dalam naskah dokumen.",
    )
    text = models.CharField(
        "teks", max_length=300, help_text="Kutipan pendek, seperti tercetak."
    )
    kind = models.CharField("jenis", max_length=30, choices=StatementKind.choices)
    indicator = models.CharField(
        "kunci indikator",
        max_length=80,
        blank=True,
        help_text="Kode indikator, misalnya SK3.4; milik renstra lain: KODE-RENSTRA:SK6.2.",
    )
    activity_target = models.CharField("kunci sasaran", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(
        "tahun", null=True, blank=True, validators=year_validators
    )
    until_year = models.PositiveSmallIntegerField(
        "sampai tahun", null=True, blank=True, validators=year_validators
    )
    stated = models.CharField(
        "yang dinyatakan", max_length=300, help_text="Angka atau nama seperti tercetak."
    )
    subject = models.CharField("perihal", max_length=80, blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat pernyataan terbit"
    )

    class Meta:
        verbose_name = "pernyataan terbit"
        verbose_name_plural = "pernyataan terbit"
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "order"],
                name="statement_order_once_per_document",
                violation_error_message="Urutan pernyataan ini sudah dipakai di dokumen ini.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values), name="statement_kind_known"
            ),
            needs(OF_INDICATOR, ~Q(indicator=""), "indicator", "indikatornya"),
            needs(
                OF_ACTIVITY_TARGET,
                ~Q(activity_target=""),
                "activity_target",
                "sasaran kegiatannya",
            ),
            needs(OF_YEAR, Q(year__isnull=False), "year", "tahunnya"),
            needs(OF_SUBJECT, ~Q(subject=""), "subject", "perihalnya"),
            needs(
                (Kind.IKU,),
                ~Q(indicator="") | ~Q(subject=""),
                "key_indicator",
                "indikator atau perihalnya",
            ),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True)
                | Q(year__isnull=False, until_year__gte=F("year")),
                name="statement_years_ordered",
                violation_error_message="Tahun akhir tidak boleh mendahului tahun awal, dan tahun awal harus diisi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"
