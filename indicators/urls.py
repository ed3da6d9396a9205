"""The addresses of entering realizations."""

from django.urls import path

from indicators import views

urlpatterns = [
    path("isi-realisasi/", views.entry_latest, name="entry"),
    path("isi-realisasi/<int:year>/", views.entry_year, name="entry_year"),
]
