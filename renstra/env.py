"""Settings from environment variables: typed helpers.

``NAME_FILE`` names a file that holds the value, for secrets. A variable without
a default that is missing stops the start with a hint.
"""

import json
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on", "ya"}
FALSE_WORDS = {"0", "false", "no", "off", "tidak", ""}


def text(name: str, default: str | None = None) -> str:
    """Return the variable's text, from NAME or from the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"Set the environment variable {name} (see .env.example)."
        )
    return value


def flag(name: str, default: bool) -> bool:
    """Return the variable as a truth value; a word that is neither is an error."""
    word = text(name, "1" if default else "0").strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {word!r}.")


def number(name: str, default: int) -> int:
    """Return the variable as a whole number."""
    word = text(name, str(default))
    try:
        return int(word)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {word!r}."
        ) from error


def json_object(name: str) -> dict[str, object]:
    """Return the variable as a JSON object, empty when it is not set."""
    try:
        found = json.loads(text(name, "") or "{}")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a JSON object.") from error
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object.")
    return found
