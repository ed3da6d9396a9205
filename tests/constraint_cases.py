"""What every app's constraints must hold: each has a case, refuses in the database, and says why in Indonesian."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint


def constraints_of(label, but=()):
    """Return the app's constraints with their models, by name."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config(label).get_models()
        if model not in but
        for constraint in model._meta.constraints
    }


def has_own_sentence(constraint):
    """Say whether the constraint explains itself, instead of Django for it."""
    own, default = (
        constraint.violation_error_message,
        constraint.default_violation_error_message,
    )
    return own != default


def refusal_of(row):
    """Return what ``full_clean`` says, by field."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict


def sentences_of(row):
    """Return what ``full_clean`` says."""
    return [sentence for said in refusal_of(row).values() for sentence in said]


def is_refused_by_the_database(row, model, constraint):
    """Store the row and say whether just this constraint is what refuses it."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
    words = [constraint.name]
    if connection.vendor == "sqlite" and not isinstance(constraint, CheckConstraint):
        columns = [model._meta.get_field(field).column for field in constraint.fields]
        words = [f"{model._meta.db_table}.{column}" for column in columns]
    return all(word in str(refusal.value) for word in words)


def is_no_choice(sentences):
    """Say whether a list of choices refused the value, in Django's words."""
    return any("bukan pilihan yang valid" in sentence for sentence in sentences)
