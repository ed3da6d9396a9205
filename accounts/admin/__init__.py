"""The data administration of units, people and roles."""

from accounts.admin import registered, sign_ins

__all__ = ["registered", "sign_ins"]
