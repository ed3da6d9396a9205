"""The data administration of units, people and roles."""

from accounts.admin import registered

__all__ = ["registered"]
