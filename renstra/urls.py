"""The addresses of the site."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from accounts.passwords import OwnPasswordView
from accounts.sign_in_form import SignInForm

urlpatterns = [
    path(
        "masuk/",
        auth_views.LoginView.as_view(
            authentication_form=SignInForm, redirect_authenticated_user=True
        ),
        name="login",
    ),
    path("keluar/", auth_views.LogoutView.as_view(), name="logout"),
    path("kata-sandi/", OwnPasswordView.as_view(), name="password_change"),
    path("admin/", admin.site.urls),
    path("", include("indicators.urls")),
    path("", include("workbook.urls")),
    path("", include("reports.urls")),
]
