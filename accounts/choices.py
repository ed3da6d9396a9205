"""What is offered while a person types into a choice of the data administration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect

if TYPE_CHECKING:
    from django.db.models import Model

KEY = re.compile("[0-9]{1,18}")


class ChoiceView(AutocompleteJsonView):
    """Offer rows by the words that their own page chose: a code alone may stand in several plans."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Return one choice."""
        choice_text = getattr(self.model_admin, "choice_text", str)
        return {"id": str(getattr(obj, to_field_name)), "text": choice_text(obj)}


class ChoiceSelect(AutocompleteSelect):
    """A choice that is shown again after an error; what can be no key is not looked up."""

    def format_value(self, value: Any) -> list[str]:
        """Return the chosen keys: Django would ask the database about a key of letters, and fail."""
        return [key for key in super().format_value(value) if KEY.fullmatch(key)]
