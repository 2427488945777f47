"""`python -m bench`: measure, print a table, write JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from .figures import Figure, table

# Name on the command line → module; each has `measure(rounds, *, share)`.
PARTS = (
    "commands",
    "bundles",
    "importing",
    "searching",
    "planning",
    "worklist",
    "verifying",
    "starting",
)
QUICK_SHARE = 0.1


def main(words: Sequence[str] | None = None) -> int:
    """Measure the parts asked for; 0 also where a goal is missed: a bench judges nobody."""
    given = _arguments(words)
    figures: list[Figure] = []
    for part in given.only or PARTS:
        measure: Callable[..., list[Figure]] = import_module(f"bench.{part}").measure
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        found = measure(given.rounds, share=QUICK_SHARE if given.quick else 1.0)
        print(table(found), file=sys.stderr, flush=True)
        figures += found
    report = {"machine": machine(), "rounds": given.rounds, "quick": given.quick}
    report["figures"] = [figure.as_json() for figure in figures]
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if given.out:
        given.out.write_text(text + "\n")
        print(table(figures))
    else:
        print(text)
    return 0


def machine() -> dict[str, Any]:
    """Return what was measured on, as far as it matters."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=PARTS, help="measure these parts alone")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of subject and limit (3)")
    parser.add_argument("--out", type=Path, help="write JSON here and the table to stdout")
    parser.add_argument("--quick", action="store_true", help="small loads, to see that it runs")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main())
