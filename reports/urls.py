"""The addresses of the reports; a report's file is its slug with the format's ending."""

from django.urls import path

from reports import views

urlpatterns = [
    path("laporan/", views.report_list, name="report_list"),
    path("laporan/<slug:slug>/", views.report_page, name="report_page"),
    path("laporan/<slug:slug>.<slug:form>", views.report_file, name="report_file"),
]
