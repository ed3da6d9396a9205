"""Issued documents name the version of the arithmetic: it cannot change unnoticed."""

import hashlib
import importlib.util
from pathlib import Path

from indicators.formula_version import FORMULA_MODULES, FORMULA_VERSION

# Version → digest of the modules as they were last.
KNOWN = {"1": "9a9301918e366f49e64b25c7465b8064dbe21f642c63236b4d4e247e4aa69fd4"}
ASK = (
    "The arithmetic was edited. If the same data may now give another figure, raise FORMULA_VERSION; "
    "either way write the digest {} here."
)


def digest():
    """Return the digest of the modules' text, the same on every system."""
    found = hashlib.sha256()
    for name in FORMULA_MODULES:
        source = Path(importlib.util.find_spec(name).origin).read_text(encoding="utf-8")
        found.update(source.encode())
    return found.hexdigest()


def test_the_formulas_are_those_of_their_version():
    assert KNOWN[FORMULA_VERSION] == digest(), ASK.format(digest())


def test_every_version_is_known_once():
    assert list(KNOWN) == [str(number) for number in range(1, len(KNOWN) + 1)]
    assert list(KNOWN)[-1] == FORMULA_VERSION
