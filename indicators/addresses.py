"""How codes stand in addresses."""

from django.urls import register_converter


class CodeConverter:
    """A code in an address; its slash, which would end the part, is written as a tilde.

    Control characters are in no code, and PostgreSQL takes no query with a NUL.
    """

    regex = r"[^/\x00-\x1f]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


register_converter(CodeConverter, "code")
