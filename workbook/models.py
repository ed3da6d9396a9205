"""The rights to exchange a whole workbook; no table of its own."""

from django.db import models


class WorkbookRight(models.Model):
    """A place for the two permissions of this app."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("import_workbook", "Dapat mengimpor buku kerja"),
            ("export_workbook", "Dapat mengekspor buku kerja"),
        ]
        verbose_name = "hak buku kerja"
        verbose_name_plural = "hak buku kerja"

    def __str__(self) -> str:
        return "hak buku kerja"
