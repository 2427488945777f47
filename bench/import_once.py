"""Imports a file of matters once and prints how long it took; a program of its own."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from yichuang.site.cli.session import django_house


def main(path: Path) -> None:
    """Import and print seconds and counts; processor time is that of this process."""
    with django_house():
        from yichuang.catalogue.public import import_matters

        began, cpu = time.perf_counter(), time.process_time()
        report = import_matters(path)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(json.dumps({"seconds": seconds, "cpu": cpu, "counts": report.counts()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
