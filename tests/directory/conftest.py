"""Fixtures of the directory's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.directory.people import NOON

import yichuang.site
from yichuang.directory.demo import DemoDirectory, load_demo_directory
from yichuang.kernel.public import using_ports

DEMO = Path(yichuang.site.__file__).parent / "demo" / "directory"


class FixedClock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = NOON

    def now(self):
        return self.moment

    def steady(self):
        return "boot", int(self.moment.timestamp()) * 10**9


@pytest.fixture
def clock():
    """Monday 2 March 2026, noon in the city."""
    fixed = FixedClock()
    with using_ports(clock=fixed):
        yield fixed


@pytest.fixture
def demo(db, clock, settings) -> DemoDirectory:
    """The demonstration's directory, loaded; its passwords hashed fast, as nobody signs in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return load_demo_directory(DEMO)
