"""Vendored files are what their makers published, and no page asks another host."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "yichuang"
STATIC = PACKAGE / "site" / "static"
VENDORED = [STATIC / "vendor", ROOT / "tests" / "vendor"]

# Names of XML languages, written like addresses but never asked.
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
OTHER_HOST = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s\"')]*", re.IGNORECASE)
ASKS = re.compile(
    r"""(?:(?:src|href|action|formaction|hx-(?:get|post|put|delete)|poster|srcset)\s*=\s*["']?"""
    r"""|url\(\s*["']?|@import\s+["']?)\s*((?:https?:)?//[^\s"')>]+)""",
    re.IGNORECASE,
)


def own_files(*suffixes: str) -> list[Path]:
    return sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in suffixes and ("templates" in path.parts or "static" in path.parts)
    )


@pytest.mark.parametrize("folder", VENDORED, ids=lambda path: path.parent.name)
def test_vendored_files_have_their_published_hashes(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    stated = dict(reversed(line.split(maxsplit=1)) for line in lines)

    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }

    assert found == stated


@pytest.mark.parametrize("folder", VENDORED, ids=lambda path: path.parent.name)
def test_every_vendored_package_carries_its_licence_and_version(folder: Path) -> None:
    packages = [path for path in folder.iterdir() if path.is_dir()]

    assert packages
    for package in packages:
        assert (package / "LICENSE").read_text().strip(), package
        assert re.search(r"-\d+\.\d+\.\d+$", package.name), package


def test_no_template_or_style_asks_another_host() -> None:
    asking = {
        path.relative_to(PACKAGE).as_posix(): ASKS.findall(path.read_text())
        for path in own_files(".html", ".css", ".js", ".svg")
    }

    assert {path: hosts for path, hosts in asking.items() if hosts} == {}


def test_our_own_styles_and_scripts_name_no_host_at_all() -> None:
    for path in [*STATIC.glob("yichuang/*")]:
        text = path.read_text()
        for namespace in NAMESPACES:
            text = text.replace(namespace, "")
        assert OTHER_HOST.findall(text) == [], path


def test_no_template_holds_inline_script_or_style() -> None:
    for path in own_files(".html"):
        text = path.read_text()
        assert not re.search(r"\sstyle\s*=", text), f"{path}: move the style to a style sheet"
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), f"{path}: move the handler to app.js"
        assert not re.search(r"hx-on|hx-vals=['\"]js:", text), f"{path}: needs eval"
        for script in re.findall(r"<script\b[^>]*>", text):
            assert " src=" in script, f"{path}: {script}"
        assert "<style" not in text, path


def test_every_fragment_says_what_it_needs() -> None:
    for path in own_files(".html"):
        if path.name.startswith("_"):
            first = path.read_text().splitlines()[0]
            assert first.startswith("{# "), path
            assert "Needs" in first, path


def test_multi_line_comments_of_the_short_kind_do_not_leak_onto_pages() -> None:
    for path in own_files(".html"):
        for line in path.read_text().splitlines():
            assert line.count("{#") == line.count("#}"), f"{path}: {line}"
