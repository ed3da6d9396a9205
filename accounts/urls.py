"""Addresses of signing in and of one's own account."""

from django.contrib.auth import views as auth_views
from django.urls import path

from accounts.account_page import account
from accounts.passwords import OwnPasswordView
from accounts.second_factor.pages import backup_codes, second_factor, second_factor_off
from accounts.second_factor.sign_in import SignInView, code_page

urlpatterns = [
    path("masuk/", SignInView.as_view(), name="login"),
    path("masuk/kode/", code_page, name="login_code"),
    path("keluar/", auth_views.LogoutView.as_view(), name="logout"),
    path("kata-sandi/", OwnPasswordView.as_view(), name="password_change"),
    path("akun/", account, name="account"),
    path("akun/verifikasi/", second_factor, name="second_factor"),
    path("akun/verifikasi/matikan/", second_factor_off, name="second_factor_off"),
    path("akun/kode-cadangan/", backup_codes, name="backup_codes"),
]
