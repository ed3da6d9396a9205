"""What is offered while a person types into a choice of the data administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

if TYPE_CHECKING:
    from django.db.models import Model


class ChoiceView(AutocompleteJsonView):
    """Offer rows by the words that their own page chose: a code alone may stand in several plans."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Return one choice."""
        choice_text = getattr(self.model_admin, "choice_text", str)
        return {"id": str(getattr(obj, to_field_name)), "text": choice_text(obj)}
