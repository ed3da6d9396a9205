"""The addresses of entering realizations."""

from django.urls import include, path

from indicators import views
from indicators.action_plan.views import action_plan, action_plan_latest
from indicators.assignment_views import assignments
from indicators.lock_views import locks

urlpatterns = [
    path("isi-realisasi/", views.entry_latest, name="entry"),
    path("isi-realisasi/<int:year>/", views.entry_year, name="entry_year"),
    path("bukti/", include("indicators.evidence.urls")),
    path("rencana-aksi/", action_plan_latest, name="action_plans"),
    path("rencana-aksi/<int:year>/", action_plan, name="action_plan"),
    path("kunci/", locks, name="locks"),
    path("penugasan/", assignments, name="assignments"),
]
