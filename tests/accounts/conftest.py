"""A clock that the tests of codes move themselves."""

import pytest
import time_machine


@pytest.fixture
def clock():
    """Stop the time; ``clock.shift(30)`` moves it on."""
    with time_machine.travel("2026-02-03 01:00:00+00:00", tick=False) as traveller:
        yield traveller
