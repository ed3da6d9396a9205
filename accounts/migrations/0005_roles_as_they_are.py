"""Write the roles of people, and the rights of roles, into their history, which knew neither until now."""

from django.db import migrations
from django.utils import timezone


def record(apps, schema_editor):
    """Write one line for every person with a role and for every role, under one batch."""
    people = apps.get_model("accounts", "User").objects.filter(groups__isnull=False)
    roles = apps.get_model("auth", "Group").objects.all()
    if not roles.exists():
        return
    batch = apps.get_model("accounts", "AuditBatch").objects.create(
        path="command", reason="Keadaan awal: peran dan haknya"
    )
    for person in people.distinct().order_by("pk"):
        _record(apps, person, "HistoricalUser", "groups", batch)
    for role in roles.order_by("pk"):
        _record(apps, role, "HistoricalGroup", "permissions", batch)


def _record(apps, row, history_name, links_name, batch):
    history = apps.get_model("accounts", history_name)
    names = {field.attname for field in history._meta.concrete_fields}
    line = history(
        batch=batch,
        history_date=timezone.now(),
        history_type="~",
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.attname in names
        },
    )
    line.save()
    links = apps.get_model("accounts", f"{history_name}_{links_name}")
    through = getattr(row, links_name).through
    for link in through.objects.filter(**{row._meta.model_name: row}).order_by("pk"):
        values = {f.attname: getattr(link, f.attname) for f in through._meta.fields}
        links(history=line, **values).save()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_sealed_batches")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
