"""Headers, cookies, sign-in, and templates that a strict policy can carry."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(
    path
    for folder in (ROOT / "templates", *ROOT.glob("*/templates"))
    for path in folder.rglob("*")
    if path.is_file()
)
ASSETS = sorted(p for p in (ROOT / "static").rglob("*") if p.suffix in {".css", ".js"})


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.fixture
def login_page(client, db):
    return client.get(reverse("login"))


def policy_of(response):
    """Return directive → sources of the answer's policy."""
    parts = response.headers["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for words in map(str.split, parts) if words}


def test_the_login_page_opens_for_everybody(login_page):
    assert login_page.status_code == 200


def test_the_policy_allows_nothing_but_our_own_files(login_page):
    policy = policy_of(login_page)
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    sources = {source for sources in policy.values() for source in sources}
    assert sources == {"'none'", "'self'"}


def test_the_policy_stands_on_every_kind_of_answer(client, sign_in):
    sign_in(Role.OPERATOR)
    for address in ("/", reverse("admin:index"), "/tidak-ada/", "/admin/tidak-ada/"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


def test_headers_against_framing_sniffing_and_leaking(login_page):
    assert login_page.headers["X-Frame-Options"] == "DENY"
    assert login_page.headers["X-Content-Type-Options"] == "nosniff"
    assert login_page.headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, unit):
    person = UserFactory(unit=unit)
    answer = client.post(
        reverse("login"), {"username": person.username, "password": "sandi-uji-123"}
    )
    assert answer.status_code == 302
    cookie = answer.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    token = client.get(reverse("admin:index")).cookies.get("csrftoken")
    assert token is None or token["httponly"]


@pytest.mark.django_db
def test_anonymous_people_are_sent_to_the_login_page(client):
    for address in ("/", reverse("admin:index")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "masuk" in answer.url or "login" in answer.url


@pytest.mark.django_db
def test_the_login_page_does_not_send_people_to_other_sites(client, unit):
    person = UserFactory(unit=unit)
    answer = client.post(
        reverse("login") + "?next=https://jahat.example/",
        {"username": person.username, "password": "sandi-uji-123"},
    )
    assert "jahat" not in answer.url


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\x00", "a" * 10_000, "' OR 1=1 --", "=1+1", ""])
def test_a_hostile_sign_in_is_refused_and_never_fails(client, name):
    answer = client.post(reverse("login"), {"username": name, "password": name or "x"})
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused():
    answer = Client(enforce_csrf_checks=True).post(reverse("login"), {"username": "a"})
    assert answer.status_code == 403


ASKED = [
    "DEBUG",
    "HTTPS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_HTTPONLY",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "X_FRAME_OPTIONS",
    "SECURE_REFERRER_POLICY",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY",
    "SECURE_PROXY_SSL_HEADER",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
]


def environment(tmp_path, **variables):
    """Return the environment of an installation that sets nothing but these variables."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "VAR_DIR": str(tmp_path), **variables}


def settings_with(tmp_path, **variables):
    """Return the settings as a fresh process reads them."""
    script = (
        "import json, renstra.settings as s; "
        f"print(json.dumps({{n: getattr(s, n) for n in {ASKED!r}}}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment(tmp_path, **variables),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_an_installation_is_strict_unless_told_otherwise(tmp_path):
    found = settings_with(tmp_path)
    assert found == settings_with(tmp_path, DEBUG="0")
    assert found["DEBUG"] is False
    for name in (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
    ):
        assert found[name] is True, name
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["X_FRAME_OPTIONS"] == "DENY"
    assert found["SECURE_CROSS_ORIGIN_OPENER_POLICY"] == "same-origin"
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    # A header that anybody can send is believed only behind a proxy.
    assert found["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.parametrize("variables", [{"INSECURE_HTTP": "1"}, {"DEBUG": "1"}])
def test_plain_http_is_asked_for_by_name_and_keeps_the_rest(tmp_path, variables):
    found = settings_with(tmp_path, **variables)
    assert found["SESSION_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SESSION_COOKIE_HTTPONLY"] is found["CSRF_COOKIE_HTTPONLY"] is True
    assert found["X_FRAME_OPTIONS"] == "DENY"


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    first, second = settings_with(tmp_path), settings_with(tmp_path)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    other = tmp_path / "lain"
    assert settings_with(other)["SECRET_KEY"] != first["SECRET_KEY"]


def test_the_framework_s_own_check_for_deployment_passes(tmp_path):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    # W005 and W021 speak of subdomains that are not ours to decide on.
    warned = set(re.findall(r"\b\w+\.[WEC]\d+\b", answer.stderr))
    assert warned <= {"security.W005", "security.W021"}, answer.stderr


FORBIDDEN = {
    "a style attribute": r"<[^>{]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "an event handler": r"<[a-zA-Z][^>]*\son[a-z]+\s*=",
    "a script address": r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:",
    "an outside asset": r"(?:\bsrc|<link\b[^>]*\bhref|url\()\s*[=(]?\s*[\"']?(?:https?:)?//",
}


# Never a page of the site: the file that people save and open from disk carries its own style.
SAVED_FILE = "templates/reports/print.html"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_nothing_that_the_policy_refuses(path):
    text = path.read_text(encoding="utf-8")
    for what, pattern in FORBIDDEN.items():
        if what == "a style element" and name_of(path) == SAVED_FILE:
            continue
        found = re.search(pattern, text, re.IGNORECASE)
        assert not found, f"{what}: {found[0]}"


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("a style attribute", '<p class="a" style="color:red">'),
        ("a style element", "<style>"),
        ("an inline script", '<script type="module">'),
        ("an event handler", '<button class="a" onclick="x()">'),
        ("a script address", '<a href="javascript:x()">'),
        ("an outside asset", '<img src="https://cdn.example/a.png">'),
        ("an outside asset", '<link rel="stylesheet" href="//cdn.example/a.css">'),
    ],
)
def test_the_search_finds_what_it_names(what, markup):
    assert re.search(FORBIDDEN[what], markup, re.IGNORECASE)


@pytest.mark.parametrize(
    "markup",
    [
        "<script src=\"{% static 'js/a.js' %}\" defer></script>",
        '<link rel="stylesheet" href="/static/a.css">',
        '<a href="https://www.kemenperin.go.id/">',
        '<p data-on="1" class="on off">',
    ],
)
def test_the_search_leaves_what_is_allowed(markup):
    found = [w for w, p in FORBIDDEN.items() if re.search(p, markup, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("path", ASSETS, ids=name_of)
def test_assets_ask_no_other_site_and_build_no_code(path):
    text = path.read_text(encoding="utf-8")
    outside = r"url\(\s*[\"']?(?:https?:)?//|@import\s+[\"'](?:https?:)?//|fetch\(\s*[\"']https?:"
    assert not re.search(outside, text)
    assert not re.search(r"\beval\(|new Function\(|innerHTML|\.cssText", text)


def test_our_pages_mark_nothing_as_safe_that_people_typed():
    """``|safe`` and ``autoescape off`` switch the protection off for what a page prints."""
    found = [
        name_of(path)
        for path in TEMPLATES
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text(encoding="utf-8"))
    ]
    assert found == []
