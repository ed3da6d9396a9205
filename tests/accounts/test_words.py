"""The words about passwords."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def own_words():
    """Yield the site's own translations of Django's words, as they are written."""
    path = Path(settings.BASE_DIR) / "locale/id/LC_MESSAGES/django.po"
    blocks = path.read_text(encoding="utf-8").split("\n\n")[1:]
    for block in blocks:
        texts = {
            name: "".join(re.findall(r'"(.*)"', part))
            for name, part in re.findall(
                r"^(msgid|msgid_plural|msgstr(?:\[0\])?) ((?:\".*\"\n?)+)", block, re.M
            )
        }
        yield texts["msgid"], texts.get("msgstr", texts.get("msgstr[0]"))


def test_the_compiled_words_are_the_written_ones():
    written = dict(own_words())
    assert len(written) > 25
    with translation.override("id"):
        said = {
            words: translation.gettext(words)
            if "%(min_length)d" not in words
            else translation.ngettext(words, words[:-1] + "s.", 8)
            for words in written
        }
    assert said == written


@pytest.mark.parametrize(
    "address",
    [
        "/kata-sandi/",
        "/admin/accounts/user/add/",
        "/admin/accounts/user/{pk}/change/",
        "/admin/accounts/user/{pk}/password/",
    ],
)
def test_a_password_is_a_kata_sandi_everywhere(sign_in, unit, address):
    client = sign_in("administrator")
    where = address.format(pk=UserFactory(unit=unit).pk)
    bad = {"old_password": "x", "new_password1": "1", "new_password2": "2"}
    bad |= {"password1": "1", "password2": "2", "usable_password": "true"}
    for page in (client.get(where), client.post(where, bad)):
        assert page.status_code == 200
        text = re.sub(r"<[^>]*>", " ", page.content.decode())
        assert re.search(r"kata sandi", text, re.IGNORECASE)
        assert not re.findall(r"(?i).{30}(?<!kata )\bsandi\b.{10}", text)
