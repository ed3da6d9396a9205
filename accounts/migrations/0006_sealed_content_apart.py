from django.db import migrations, models
from django.db.models.deletion import PROTECT


def move(apps, schema_editor):
    """Put every sealed content into its own row."""
    batches = apps.get_model("accounts", "AuditBatch").objects
    contents = apps.get_model("accounts", "AuditContent").objects
    for batch in batches.exclude(content="").order_by("pk").iterator():
        contents.create(batch=batch, text=batch.content)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_roles_as_they_are")]

    operations = [
        migrations.CreateModel(
            name="AuditContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="isi yang disegel")),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        related_name="sealed",
                        to="accounts.auditbatch",
                        verbose_name="catatan penulisan",
                    ),
                ),
            ],
            options={"verbose_name": "isi segel", "verbose_name_plural": "isi segel"},
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="auditbatch", name="audit_batch_sealed_wholly"),
        migrations.RemoveField(model_name="auditbatch", name="content"),
        migrations.AlterField(
            model_name="auditcontent",
            name="batch",
            field=models.OneToOneField(
                on_delete=PROTECT,
                related_name="content",
                to="accounts.auditbatch",
                verbose_name="catatan penulisan",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", ""), ("sequence__isnull", True)),
                    models.Q(("sequence__gte", 1), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="audit_batch_sealed_wholly",
                violation_error_message="Segel harus lengkap: nomor dan SHA-256.",
            ),
        ),
    ]
