"""Stopping is told calmly: a browser's open connection is no fault."""

from __future__ import annotations

import logging

from yichuang.site.cli.serve import calmly


def test_a_worker_ended_with_connections_open_is_no_warning() -> None:
    words = "Killing worker-1 after it refused to gracefully stop"
    record = logging.LogRecord("_granian", logging.WARNING, "", 0, words, None, None)
    other = logging.LogRecord("_granian", logging.WARNING, "", 0, "Worker died", None, None)

    assert calmly(record)
    assert calmly(other)

    assert record.levelname == "INFO"
    assert "Killing" not in record.getMessage()
    assert other.getMessage() == "Worker died"
