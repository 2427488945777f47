"""A whole house for a browser: a fresh committed database, our own web server, a real Chromium.

`house` gives the running house with the small city of `tests/factories.py`; `page` gives a page
of a browser that is started once a session. Everything is stopped at the end of its test.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import CHROMIUM
from tests.factories import PASSWORD, City, make_city

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "tests" / "vendor" / "axe-core-4.14.1" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey; skip them, with the reason, without Chromium."""
    for item in items:
        if ROOT / "tests" / "journeys" not in item.path.parents:
            continue
        item.add_marker(pytest.mark.journey)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass(frozen=True)
class House:
    """A running house: its address, and the city in its database."""

    base_url: str
    city: City

    def sign_in(self, page: Any, login: str, password: str = PASSWORD) -> None:
        """Sign in through the page itself, as anybody does."""
        page.goto(f"{self.base_url}/sign-in/")
        page.locator("#id_login_name").fill(login)
        page.locator("#id_password").fill(password)
        with page.expect_navigation():
            page.locator("main form button").click()
        assert not page.url.endswith("/sign-in/"), "signing in was refused"


@pytest.fixture
def house(committed_db: dict[str, str], settings: Any) -> Iterator[House]:
    """Serve the small city on a port of its own; this process may look into its database."""
    settings.YICHUANG_DEMO = settings.DEMO = True
    with _free_port() as port:
        base_url = settings.PUBLIC_URL = f"http://127.0.0.1:{port}"
        city = make_city()
    server = _served(committed_db, port, base_url)
    try:
        _wait_for(base_url, server)
        yield House(base_url, city)
    finally:
        server.terminate()
        server.wait(timeout=30)


class _free_port:  # noqa: N801 (reads as a word in `with`)
    """Hold a port that nobody uses until just before the server takes it."""

    def __enter__(self) -> int:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        port: int = self.socket.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def _served(database: dict[str, str], port: int, base_url: str) -> subprocess.Popen[bytes]:
    _collect_static()
    environment = {
        **os.environ,
        **database,
        "YICHUANG_URL": base_url,
        "YICHUANG_DEMO": "1",
        "YICHUANG_LOG": "warning",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    words = ["serve", "--port", str(port), "--threads", "4"]
    return subprocess.Popen([sys.executable, "-m", "yichuang", *words], env=environment, cwd=ROOT)


def _collect_static() -> None:
    """Put style sheets and English where the server looks for them, once a run."""
    from django.conf import settings

    compiling = ROOT / "scripts" / "compile_messages.py"
    subprocess.run([sys.executable, str(compiling)], check=True, stdout=subprocess.DEVNULL)

    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return
    code = (
        "import django; django.setup();from yichuang.site import release; release.collect_static()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)


def _wait_for(base_url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(f"{base_url}/livez", timeout=5)  # noqa: S310 (our own)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {base_url} within {START_SECONDS} s")


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Give a function that opens a page of its own context: `new_page(360, locale="en")`.

    `page.said` collects what the console said; a journey asks that it stays empty.
    """
    contexts = []

    def open_page(width: int = 1280, height: int = 800, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, **{"locale": "zh-CN", **options}
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("console", lambda message: page.said.append(message.text))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page at desk width."""
    return new_page()


def axe_findings(page: Any) -> list[tuple[str, str, list[str]]]:
    """Return what axe-core finds on a page: rule, weight, and the first places."""
    page.wait_for_load_state()  # a click returns as soon as the answer begins
    page.evaluate(AXE.read_text())
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", AXE_TAGS)
    return [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found["violations"]
    ]


def overflow(page: Any) -> int:
    """Return by how many pixels a page scrolls sideways; 0 is right."""
    found: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found
