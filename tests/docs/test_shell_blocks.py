"""Every shell block of the pages runs as it stands, or says why it does not.

A page's blocks run one after the other in an empty folder, against a database of the test's own and
a state folder of their own. `<!-- not run: reason -->` above a block keeps it out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*(ROOT / "docs").rglob("*.md"), *(ROOT / name for name in ("README.md", "README.zh-CN.md"))]
)
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]*?) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
SHELLS = {"sh", "bash", "shell", "console"}
LIMIT_SECONDS = 120


@dataclass(frozen=True)
class Block:
    """A shell block and the reason it is not run, if there is one."""

    text: str
    reason: str | None


def blocks(page: Path) -> list[Block]:
    """Return the shell blocks of a page that is part of the documentation."""
    if "_build" in page.parts or not page.exists():
        return []
    return [
        Block(found["text"], found["reason"])
        for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if found["language"] in SHELLS
    ]


WITH_BLOCKS = [page for page in PAGES if blocks(page)]


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=_name)
def test_block_that_is_not_run_says_why(page: Path) -> None:
    for block in blocks(page):
        assert block.reason is None or len(block.reason.split()) > 2, block.text


def _to_run() -> list[Path]:
    """Return the pages with something to run, each sequence once: English pages say the same."""
    once: dict[tuple[str, ...], Path] = {}
    for page in reversed(WITH_BLOCKS):
        if texts := tuple(block.text for block in blocks(page) if not block.reason):
            once[texts] = page
    return sorted(once.values())


@pytest.mark.parametrize("page", _to_run(), ids=_name)
def test_blocks_run_as_they_stand(page: Path, committed_db: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    environment = {
        **os.environ,
        **committed_db,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "YICHUANG_VAR": str(tmp_path / "var"),
        "LANG": "zh_CN.UTF-8",
    }
    # A reader of any page but the one on installing has an installation.
    texts = ["yichuang migrate", *(block.text for block in blocks(page) if not block.reason)]
    for text in texts:
        done = subprocess.run(
            ["sh", "-eu", "-c", text],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"


def test_sql_of_the_two_roles_is_what_the_embedded_database_is_made_with() -> None:
    from yichuang.site.embedded import _set_up_statements

    wanted = _set_up_statements("change-me-owner", "change-me-app").strip().splitlines()

    for language in ("zh", "en"):
        page = (ROOT / "docs" / language / "install.md").read_text(encoding="utf-8")
        (block,) = (b for b in BLOCK.finditer(page) if b["language"] == "sql")
        assert [line.rstrip(";") for line in block["text"].splitlines()] == wanted
