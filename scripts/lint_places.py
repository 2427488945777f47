"""Refuse paths of somebody's machine and hosts of package registries in what we ship."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORDS = {
    "a path of one machine": r"(?<![\w.])/(?:(?:home|root|Users)/[\w.-]+|work/(?:main|shared)\b)",
    "a package registry": (
        r"\b(?:pypi\.org|pythonhosted\.org|registry\.npm(?:js|mirror)|npmjs\.(?:org|com)"
        r"|[\w.-]*mirror[\w-]*\.[\w.-]*(?:com|cn|org)|index-url|find-links)"
    ),
}
TEXT = {".py", ".md", ".toml", ".lock", ".sh", ".html", ".css", ".yml", ".yaml", ".json", ".txt"}
ALLOWED = {"scripts/lint_places.py"}


def files() -> list[Path]:
    """Return the text files under version control, and new ones not ignored."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in done.stdout.splitlines() if name not in ALLOWED]
    return [ROOT / name for name in names if _is_text(name) and (ROOT / name).is_file()]


def _is_text(name: str) -> bool:
    path = Path(name)
    if "vendor" in path.parts:
        return False
    return path.suffix in TEXT or path.name in {"Makefile", "run"}


def faults(path: Path) -> list[str]:
    """Return one line for each fault in a file."""
    found = []
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        for what, pattern in WORDS.items():
            if match := re.search(pattern, line):
                place = f"{path.relative_to(ROOT)}:{number}"
                found.append(f"{place}: {what} ({match.group()}); say it without")
    return found


if __name__ == "__main__":
    lines = [line for path in files() for line in faults(path)]
    print("\n".join(lines) or "no machine paths and no registries")
    sys.exit(1 if lines else 0)
