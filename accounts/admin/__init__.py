"""The data administration of units, people and roles."""

from accounts.admin import logs, registered, sign_ins

__all__ = ["logs", "registered", "sign_ins"]
