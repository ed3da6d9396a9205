"""The addresses of entering realizations, of agreements and of revisions."""

from django.urls import include, path

from indicators import (
    addresses,  # noqa: F401 - codes in addresses are registered there
    entry_one_views,
    views,
)
from indicators.action_plan.views import action_plan, action_plan_latest
from indicators.agreements import views as agreements
from indicators.assignment_views import assignments
from indicators.lock_views import locks
from indicators.revisions import discard_views
from indicators.revisions import views as revisions

urlpatterns = [
    path("bukti/", include("indicators.evidence.urls")),
    path("rencana-aksi/", action_plan_latest, name="action_plans"),
    path("rencana-aksi/<int:year>/", action_plan, name="action_plan"),
    path("realisasi/", views.entry_latest, name="entry"),
    path("realisasi/<int:year>/", views.entry_year, name="entry_year"),
    path(
        "realisasi/<int:year>/<code:plan_code>/<code:code>/",
        entry_one_views.entry_indicator,
        name="entry_indicator",
    ),
    path(
        "realisasi/<int:year>/<code:plan_code>/<code:code>/hitung/",
        entry_one_views.entry_preview,
        name="entry_preview",
    ),
    path("kunci/", locks, name="locks"),
    path("penugasan/", assignments, name="assignments"),
    path("pk/", agreements.agreement_list, name="agreement_list"),
    path("pk/<int:year>/", agreements.agreement_year, name="agreement_year"),
    path("pk/<int:year>/tahap/", agreements.agreement_deed, name="agreement_deed"),
    path(
        "pk/<int:year>/versi/",
        agreements.agreement_versions,
        name="agreement_versions",
    ),
    path("revisi/", revisions.revision_list, name="revision_list"),
    path("revisi/<code:plan_code>/", revisions.revision_new, name="revision_new"),
    path(
        "revisi/<code:plan_code>/silsilah/",
        revisions.revision_lineage,
        name="revision_lineage",
    ),
    path(
        "revisi/<code:plan_code>/buang/",
        discard_views.revision_discard,
        name="revision_discard",
    ),
    path(
        "revisi/<code:plan_code>/buang/<code:code>/",
        discard_views.revision_take_out,
        name="revision_take_out",
    ),
    path(
        "revisi/<code:plan_code>/berlakukan/",
        revisions.revision_enforce,
        name="revision_enforce",
    ),
]
