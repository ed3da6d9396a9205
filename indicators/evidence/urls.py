"""The addresses of evidence."""

from django.urls import path

from indicators.evidence.serving import evidence_file
from indicators.evidence.views import evidence, evidence_add, evidence_remove

urlpatterns = [
    path("<int:realization_id>/", evidence, name="evidence"),
    path(
        "indikator/<int:indicator_id>/<int:year>/<str:period>/",
        evidence_add,
        name="evidence_add",
    ),
    path("berkas/<int:pk>/", evidence_file, name="evidence_file"),
    path("hapus/<int:pk>/", evidence_remove, name="evidence_remove"),
]
