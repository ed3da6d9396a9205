"""The closed lists of the field, as stored and as printed."""

from django.db import models


class Period(models.TextChoices):
    """What a realization covers: the whole year or a quarter."""

    YEAR = "TAHUN", "Tahun"
    Q1 = "TW1", "Triwulan I"
    Q2 = "TW2", "Triwulan II"
    Q3 = "TW3", "Triwulan III"
    Q4 = "TW4", "Triwulan IV"


QUARTERS = (Period.Q1, Period.Q2, Period.Q3, Period.Q4)


class Perspective(models.TextChoices):
    """The four perspectives of the strategy map (seed, section 2.4)."""

    STAKEHOLDER = "stakeholder", "Stakeholder"
    CUSTOMER = "customer", "Customer"
    INTERNAL_PROCESS = "internal_process", "Internal Process"
    LEARNING_AND_GROWTH = "learning_and_growth", "Learning and Growth"


class PolarityChoice(models.TextChoices):
    """Klasifikasi; the values are those of ``achievement.Polarity``."""

    MAXIMIZE = "maximize", "Maksimasi"
    MINIMIZE = "minimize", "Minimasi"
    STABILIZE = "stabilize", "Stabilisasi"


class AggregationChoice(models.TextChoices):
    """How an indicator's value comes from its measurements; as ``calculation.Aggregation``."""

    SINGLE = "single", "Tunggal"
    MEAN = "mean", "Rata-rata"
    SUM = "sum", "Jumlah"
    COUNT = "count", "Cacah"


class AccumulationChoice(models.TextChoices):
    """How the year comes from the quarters; as ``calculation.Accumulation``."""

    SUM = "sum", "Jumlah"
    LAST = "last", "Terakhir"
    MEAN = "mean", "Rata-rata"
    ENTERED = "entered", "Diisi"


class MethodChoice(models.TextChoices):
    """Ways of calculation (Lampiran III); as ``calculation.Method``."""

    GROWTH = "growth", "Pertumbuhan"
    EFFICIENCY = "efficiency", "Efisiensi"
    RATIO = "ratio", "Rasio"
    VALUE = "value", "Nilai"
    RECORDED = "recorded", "Tercatat"


class ValueKind(models.TextChoices):
    """Whether an indicator is measured by a number or by a grade of its scale."""

    NUMBER = "number", "Angka"
    GRADE = "grade", "Predikat"


class Lineage(models.TextChoices):
    """What became of an indicator in the next plan; "new" is the absence of a link."""

    UNCHANGED = "unchanged", "Tetap"
    RENAMED = "renamed", "Ganti nama"
    REDEFINED = "redefined", "Didefinisikan ulang"
    REPLACED = "replaced", "Diganti"
    SPLIT = "split", "Dipecah"
    MERGED = "merged", "Digabung"
    DROPPED = "dropped", "Dihapus"


class Origin(models.TextChoices):
    """How a realization came into the database."""

    ENTERED = "entered", "Diisi"
    IMPORTED = "imported", "Diimpor"
    PUBLISHED = "published", "Menurut dokumen"


class WorkflowState(models.TextChoices):
    """How far a realization has come; "terkunci" is a lock of its period, "menurut dokumen" its origin."""

    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Diajukan"
    RETURNED = "returned", "Dikembalikan"
    VERIFIED = "verified", "Terverifikasi"


class EvidenceKind(models.TextChoices):
    """What evidence is."""

    FILE = "file", "Berkas"
    LINK = "link", "Tautan"


class EvidenceRule(models.TextChoices):
    """What verification does about a figure without evidence."""

    OPTIONAL = "optional", "Tidak wajib"
    WARN = "warn", "Diperingatkan"
    REQUIRED = "required", "Wajib"


class AgreementState(models.TextChoices):
    """Whether a performance agreement governs its year yet."""

    DRAFT = "draft", "Draf"
    FIXED = "fixed", "Ditetapkan"


class NoticeKind(models.TextChoices):
    """What a person is told about a figure, the most pressing first."""

    RETURNED = "returned", "Dikembalikan"
    OVERDUE = "overdue", "Terlambat"
    DUE_SOON = "due_soon", "Segera jatuh tempo"
    WAITING = "waiting", "Menunggu verifikasi"
    VERIFIED = "verified", "Terverifikasi"
