"""The addresses of dashboard, indicators and reports; a report's file is its slug with the format's ending."""

from django.urls import path

from indicators import addresses  # noqa: F401 - codes in addresses are registered there
from reports import finding_views, pages, trail_views, verification_views, views
from reports.reconciliation import views as reconciliation
from reports.rendering import views as rendering

urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("pemeriksaan/", finding_views.findings, name="findings"),
    path("rekonsiliasi/", reconciliation.reconciliation, name="reconciliation"),
    path(
        "rekonsiliasi/<code:document>/<code:table>/",
        reconciliation.published_table,
        name="reconciliation_table",
    ),
    path("verifikasi/", verification_views.verification, name="verification"),
    path(
        "realisasi/tahap/",
        verification_views.realization_deed,
        name="realization_deed",
    ),
    path("jejak/", trail_views.trail, name="trail"),
    path("jejak/keutuhan/", trail_views.trail_check, name="trail_check"),
    path("jejak/<int:number>/", trail_views.trail_batch, name="trail_batch"),
    path("jejak/jejak-audit.<slug:form>", trail_views.trail_file, name="trail_file"),
    path("riwayat/<str:label>/<int:key>/", trail_views.row_history, name="row_history"),
    path("indikator/", pages.indicator_list, name="indicator_list"),
    path(
        "indikator/<code:plan_code>/<code:code>/",
        pages.indicator_page,
        name="indicator_page",
    ),
    path("laporan/", views.report_list, name="report_list"),
    path("laporan/berkas/<int:pk>/", rendering.rendered, name="rendered"),
    path(
        "laporan/berkas/<int:pk>/kemajuan/",
        rendering.rendered_progress,
        name="rendered_progress",
    ),
    path(
        "laporan/berkas/<int:pk>/unduh/", rendering.rendered_file, name="rendered_file"
    ),
    path("laporan/<slug:slug>/", views.report_page, name="report_page"),
    path("laporan/<slug:slug>.<slug:form>", views.report_file, name="report_file"),
]
