"""The evidence of one realization as a page shows it, with what the person may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.acting import acting
from accounts.perms import may_attach
from indicators.evidence.forms import EvidenceForm, RemovalForm
from indicators.evidence.missing import MISSING_SENTENCES, missing_evidence
from indicators.models import Evidence, EvidenceRule
from indicators.models.guard import evidence_problems

if TYPE_CHECKING:
    from accounts.models import User
    from indicators.evidence.deeds import Place
    from indicators.models import Indicator, Realization


@dataclass(frozen=True)
class Panel:
    """What templates/indicators/_evidence.html draws.

    ``refusal`` says why nothing can be changed now, ``notice`` why nothing was; ``back`` is the page
    to return to, ``refused`` the row whose removal was refused with ``removal``.
    """

    realization: Realization
    rows: tuple[Evidence, ...]
    is_own: bool
    refusal: str
    form: EvidenceForm
    back: str = ""
    notice: str = ""
    refused: int | None = None
    removal: RemovalForm | None = None

    @property
    def indicator(self) -> Indicator:
        return self.realization.indicator

    @property
    def is_writable(self) -> bool:
        """Whether the person can add and remove evidence now."""
        return self.is_own and not self.refusal

    @property
    def wants_reason(self) -> bool:
        """Whether removing evidence needs a reason."""
        return self.realization.was_submitted

    @property
    def rule(self) -> EvidenceRule:
        return EvidenceRule(self.indicator.evidence_rule)

    @property
    def missing(self) -> str:
        """The sentence about evidence that the figure should have and has not; "" when all is well."""
        if self.rows:
            return ""
        rule = missing_evidence([self.realization]).get(self.realization.pk)
        return MISSING_SENTENCES[rule] if rule else ""


def build(
    place: Place,
    user: User,
    form: EvidenceForm | None = None,
    *,
    back: str = "",
    notice: str = "",
    refused: int | None = None,
    removal: RemovalForm | None = None,
) -> Panel:
    """Return the panel of a place; the queries do not grow with the evidence."""
    realization = place.realization()
    with acting(user):
        problems = evidence_problems([Evidence(realization=realization)])
    return Panel(
        realization=realization,
        rows=_rows(realization),
        is_own=may_attach(user, place.indicator.plan.unit),
        refusal=problems[0].message if problems else "",
        form=form or EvidenceForm(place.indicator.data_source),
        back=back,
        notice=notice,
        refused=refused,
        removal=removal,
    )


def _rows(realization: Realization) -> tuple[Evidence, ...]:
    if realization.pk is None:
        return ()
    rows = Evidence.objects.filter(realization=realization)
    return tuple(rows.select_related("uploaded_by").order_by("pk"))
