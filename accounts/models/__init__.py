"""Units, people, signatories, and the record of who wrote what by which way."""

from accounts.models.batches import (
    AuditBatch,
    AuditContent,
    AuditedHistory,
    AuditHead,
    AuditPart,
)
from accounts.models.people import Role, User
from accounts.models.sign_ins import SignIn
from accounts.models.teams import Team
from accounts.models.units import (
    LOGO_MAX_BYTES,
    Signatory,
    Sourced,
    Unit,
    UnitQuerySet,
    code_validator,
    descendants,
)

__all__ = [
    "LOGO_MAX_BYTES",
    "AuditBatch",
    "AuditContent",
    "AuditHead",
    "AuditPart",
    "AuditedHistory",
    "Role",
    "SignIn",
    "Signatory",
    "Sourced",
    "Team",
    "Unit",
    "UnitQuerySet",
    "User",
    "code_validator",
    "descendants",
]
