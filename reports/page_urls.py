"""The addresses of the dashboard and the indicators' pages."""

from django.urls import path, register_converter

from reports import pages


class CodeConverter:
    """A code in an address; its slash, which would end the part, is written as a tilde."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


register_converter(CodeConverter, "code")

urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("indikator/", pages.indicator_list, name="indicator_list"),
    path(
        "indikator/<code:plan_code>/<code:code>/",
        pages.indicator_page,
        name="indicator_page",
    ),
]
