"""Chromium on the live server."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.factories import UserFactory

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="module")
def chromium():
    # Playwright keeps an event loop in this thread; Django would refuse its own synchronous queries beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium, live_server):
    """A page of a new profile; whatever the browser complains of fails the test."""
    context = chromium.new_context(locale="id-ID", base_url=live_server.url)
    opened = context.new_page()
    complaints = []
    opened.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type == "error" else None
        ),
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.complaints = complaints
    yield opened
    context.close()


@pytest.fixture
def sign_in(page):
    """Return a function that signs a person of a role in, by the form."""

    def sign_in_as(role, unit):
        user = UserFactory(role=role, unit=unit)
        page.goto("/masuk/")
        page.fill("input[name=username]", user.username)
        page.fill("input[name=password]", "sandi-uji-123")
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/masuk/" not in url)
        return user

    return sign_in_as
