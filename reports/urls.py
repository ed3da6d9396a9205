"""The addresses of dashboard, indicators and reports; a report's file is its slug with the format's ending."""

from django.urls import path

from indicators import addresses  # noqa: F401 - codes in addresses are registered there
from reports import finding_views, pages, trail_views, verification_views, views
from reports.evidence_pack import views as pack
from reports.issuing import issued_views, public_views
from reports.issuing import views as issuing
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
    path("laporan/terbit/", issued_views.issued_list, name="issued_list"),
    path("laporan/terbit/<int:pk>/", issued_views.issued, name="issued"),
    path(
        "laporan/terbit/<int:pk>/berkas.<slug:ending>",
        issued_views.issued_file,
        name="issued_file",
    ),
    path(
        "laporan/terbit/<int:pk>/perubahan/",
        issued_views.issued_changes,
        name="issued_changes",
    ),
    path(
        "laporan/terbit/<int:pk>/perubahan.<slug:form>",
        issued_views.issued_changes_file,
        name="issued_changes_file",
    ),
    path(
        "laporan/terbit/permintaan/<int:pk>/",
        issuing.issue_request,
        name="issue_request",
    ),
    path(
        "laporan/terbit/permintaan/<int:pk>/kemajuan/",
        issuing.issue_request_progress,
        name="issue_request_progress",
    ),
    path(
        "laporan/terbit/<int:pk>/paket-bukti.zip", pack.issued_pack, name="issued_pack"
    ),
    path("laporan/<slug:slug>/terbitkan/", issuing.issue_report, name="issue"),
    path("laporan/<slug:slug>/paket-bukti.zip", pack.report_pack, name="report_pack"),
    path("periksa/<slug:token>/", public_views.check_issued, name="check_issued"),
    path("laporan/<slug:slug>/", views.report_page, name="report_page"),
    path("laporan/<slug:slug>.<slug:form>", views.report_file, name="report_file"),
]
