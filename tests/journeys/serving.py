"""A web server inside this process: it starts at once, and its clock can be set.

What `yichuang serve` itself does is walked in `test_readme.py`; the other journeys need the pages.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.db import connections

from tests.journeys.looking import AXE, AXE_ADDRESS

ROOT = Path(__file__).parent.parent.parent


class _Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread of its own."""

    request_queue_size = 64

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and leave no connection of this thread behind."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser go away while it is being answered; anything else is said aloud."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the test reads the page."""


def _with_axe(house: Any) -> Any:
    """Serve axe-core beside the house: a page may load scripts from nowhere else."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] != AXE_ADDRESS:
            return house(environ, start_response)
        kept = ("Cache-Control", "max-age=86400")
        start_response("200 OK", [("Content-Type", "text/javascript; charset=utf-8"), kept])
        return [AXE.encode()]

    return answer


@cache
def _warm() -> None:
    """Load what the product's own server loads while it starts; see `site.cli.web`."""
    from yichuang.documents.public import warm

    warm()


@contextmanager
def served() -> Iterator[str]:
    """Serve the database of this process on a port of its own; gives the address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    _warm()
    application = _with_axe(StaticFilesHandler(get_wsgi_application()))
    with make_server("127.0.0.1", 0, application, _Server, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(timeout=30)


def compile_english() -> None:
    """Put the English words where the pages look for them."""
    compiling = ROOT / "scripts" / "compile_messages.py"
    subprocess.run([sys.executable, str(compiling)], check=True, stdout=subprocess.DEVNULL)
