"""Settings from the environment, and the list of them in .env.example."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from renstra import env

ROOT = Path(__file__).resolve().parent.parent
NAME = "RENSTRA_TEST_VARIABLE"


@pytest.fixture
def given(monkeypatch):
    """Return a function that sets the variable; unset before."""
    for name in (NAME, f"{NAME}_FILE"):
        monkeypatch.delenv(name, raising=False)
    return lambda value, name=NAME: monkeypatch.setenv(name, str(value))


def test_text_is_the_variable_or_else_the_default(given):
    assert env.text(NAME, "bawaan") == "bawaan"
    given("isi")
    assert env.text(NAME, "bawaan") == env.text(NAME) == "isi"


def test_an_empty_variable_is_empty_text(given):
    given("")
    assert env.text(NAME, "bawaan") == ""


def test_a_missing_variable_without_default_stops_with_a_hint(given):
    with pytest.raises(ImproperlyConfigured) as stop:
        env.text(NAME)
    assert NAME in str(stop.value)
    assert ".env.example" in str(stop.value)


def test_a_secret_is_read_from_a_file_before_the_variable(given, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("rahasia\n", encoding="utf-8")
    given("terlihat")
    given(secret, f"{NAME}_FILE")
    assert env.text(NAME) == "rahasia"


def test_flags_and_numbers_come_from_files_too(given, tmp_path):
    value = tmp_path / "value"
    given(value, f"{NAME}_FILE")
    value.write_text("ya\n", encoding="utf-8")
    assert env.flag(NAME, False) is True
    value.write_text("42\n", encoding="utf-8")
    assert env.number(NAME, 0) == 42


def test_a_named_file_that_is_missing_is_not_passed_over(given, tmp_path):
    given("terlihat")
    given(tmp_path / "tidak-ada", f"{NAME}_FILE")
    with pytest.raises(FileNotFoundError):
        env.text(NAME, "bawaan")


@pytest.mark.parametrize("word", ["1", "true", "True", "YES", "on", "ya", " ya "])
def test_words_for_yes(given, word):
    given(word)
    assert env.flag(NAME, False) is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off", "tidak", "", " "])
def test_words_for_no(given, word):
    given(word)
    assert env.flag(NAME, True) is False


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_given_is_its_default(given, default):
    assert env.flag(NAME, default) is default


@pytest.mark.parametrize("word", ["mungkin", "2", "-1", "y"])
def test_a_word_that_is_neither_stops_and_is_named(given, word):
    given(word)
    with pytest.raises(ImproperlyConfigured, match=rf"{NAME}.*{word}"):
        env.flag(NAME, False)


def test_a_number_is_whole(given):
    assert env.number(NAME, 7) == 7
    given("-3")
    assert env.number(NAME, 7) == -3


@pytest.mark.parametrize("word", ["", "1,5", "1.5", "sepuluh"])
def test_a_number_that_is_none_stops_and_is_named(given, word):
    given(word)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.number(NAME, 7)


def test_an_object_is_read_from_json(given):
    assert env.json_object(NAME) == {}
    given('{"bucket_name": "kinerja", "querystring_auth": true}')
    assert env.json_object(NAME) == {"bucket_name": "kinerja", "querystring_auth": True}


@pytest.mark.parametrize("word", ["[]", "1", "{", "bucket=a"])
def test_what_is_no_json_object_stops_and_is_named(given, word):
    given(word)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.json_object(NAME)


def variables_read():
    """Return the names that the code asks of the environment."""
    asked = re.compile(r'env\.(?:text|flag|number|json_object)\(\s*"([A-Z_]+)"')
    return {
        name
        for path in (ROOT / "renstra").glob("*.py")
        for name in asked.findall(path.read_text(encoding="utf-8"))
    }


def variables_listed():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?\s?([A-Z_]+)=", example, re.MULTILINE))


def test_the_example_lists_every_variable_and_no_other():
    assert len(variables_read()) > 10
    assert variables_listed() == variables_read()


def test_the_example_shows_the_defaults():
    """What an office copies changes nothing until it edits a line."""
    settings = (ROOT / "renstra" / "settings.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    defaults = re.findall(
        r'env\.(?:text|flag|number)\(\s*"([A-Z_]+)",\s*("[^"]*"|True|False|[\d_]+)\)',
        settings,
    )
    assert len(defaults) > 8
    words = {"True": "1", "False": "0"}
    for name, default in defaults:
        shown = re.search(rf"^{name}=(.*)$", example, re.MULTILINE)[1]
        expected = words.get(default, default.strip('"'))
        assert shown.replace("_", "") == expected.replace("_", ""), name
