"""The walls of the house: floors, doors, purity, and foreign keys that point down."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest
from django.apps import apps
from django.db import models
from scripts.import_contracts import DoorsContract, PurityContract

ROOT = Path(__file__).parent.parent.parent
HOUSE = ROOT / "src" / "yichuang"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {one["type"]: one for one in PROJECT["tool"]["importlinter"]["contracts"]}

# What rules may take from the kernel: its ports would let clock, ids and storage in.
PURE_OF_KERNEL = {
    *("CodecError", "DomainError", "InvalidInput", "NotFound", "canonical_json"),
    *("dump", "framed", "load", "sm3"),
}
# Calls that answer differently on another day, whatever they are imported as.
IMPURE_CALLS = {"now", "today", "utcnow", "uuid1", "uuid4", "uuid7", "open", "urandom", "getenv"}


def floors() -> dict[str, int]:
    """Return each room's floor, the lowest 0, as the contract lists them."""
    layers = reversed(CONTRACTS["layers"]["layers"])
    return {room.strip(): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def rooms() -> set[str]:
    return {path.parent.name for path in HOUSE.glob("*/__init__.py")}


def pure_files() -> list[Path]:
    files = {*HOUSE.glob("law/**/*.py"), *HOUSE.glob("flow/**/*.py")}
    files |= {*HOUSE.glob("*/procedure.py"), *HOUSE.glob("*/procedure/**/*.py")}
    files |= {HOUSE / "catalogue" / "content.py", HOUSE / "directory" / "actors.py"}
    return sorted(files)


def test_every_room_has_a_floor_and_every_floor_its_rooms() -> None:
    assert rooms() == floors().keys() - {"__main__"}


def test_order_of_floors_is_that_of_the_plan() -> None:
    at = floors()

    assert at["kernel"] < at["law"] == at["flow"] < at["directory"]
    assert at["directory"] < at["catalogue"] == at["ledger"] < at["documents"] < at["licences"]
    assert at["licences"] < at["exchange"] < at["approval"]
    lines = ("approval", "hotline", "enforcement", "disclosure", "supervision", "insight")
    assert len({at[room] for room in (*lines, "hall", "office")}) == 1
    assert at["approval"] < at["portal"] == at["workbench"] == at["connectors"] < at["site"]


def test_every_room_says_what_it_is() -> None:
    silent = [
        name
        for name in sorted(rooms())
        if not ast.get_docstring(ast.parse((HOUSE / name / "__init__.py").read_text()))
    ]
    assert silent == []


def room_of(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "yichuang" else None


def test_no_foreign_key_points_up_or_aside() -> None:
    at, faults = floors(), []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or not isinstance(target, type) or field.auto_created:
                continue
            here, there = room_of(model), room_of(target)
            if here and there and here != there and at[there] >= at[here]:
                faults.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert faults == []


def graph(*imports: tuple[str, str]) -> grimp.ImportGraph:
    """Return a graph of imports that nobody wrote, to see the contracts refuse them."""
    found = grimp.ImportGraph()
    for importer, imported in imports:
        for name in (importer, imported):
            squashed = not name.startswith("yichuang")
            if name not in found.modules:
                found.add_module(name, is_squashed=squashed)
        found.add_import(importer=importer, imported=imported)
    return found


def faults_of(kind: type[Any], name: str, of: grimp.ImportGraph) -> list[tuple[str, ...]]:
    options = {key: value for key, value in CONTRACTS[name].items() if key not in {"name", "type"}}
    contract = kind(name=name, session_options={}, contract_options=options)
    faults: list[tuple[str, ...]] = contract.check(of, verbose=False).metadata["faults"]
    return faults


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("yichuang.approval.services", "yichuang.ledger.public", True),
        ("yichuang.approval.procedure", "yichuang.ledger.pure", True),
        ("yichuang.approval.services", "yichuang.approval.models", True),
        ("yichuang.site.wiring", "yichuang.ledger.models", True),
        ("yichuang.approval.services", "yichuang.ledger.models", False),
        ("yichuang.approval.services", "yichuang.ledger", False),
        ("yichuang.approval.services", "yichuang.ledger.public.inner", False),
    ],
)
def test_door_contract_tells_doors_from_windows(
    importer: str, imported: str, allowed: bool
) -> None:
    found = faults_of(DoorsContract, "doors", graph((importer, imported)))

    assert found == ([] if allowed else [(importer, imported)])


@pytest.mark.parametrize("outside", ["django.db", "time", "random", "os", "socket"])
def test_purity_contract_finds_the_world_behind_a_helper(outside: str) -> None:
    world = outside.split(".")[0]
    chain = graph(
        ("yichuang.approval.procedure", "yichuang.approval.state"),
        ("yichuang.approval.state", world),
        ("yichuang.approval.views", world),
        ("yichuang.catalogue.content", "yichuang.directory.actors"),
    )

    found = faults_of(PurityContract, "purity", chain)

    assert found == [("yichuang.approval.state", world, "yichuang.approval.procedure")]


@pytest.mark.parametrize("path", pure_files(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_rules_ask_no_clock_and_no_port(path: Path) -> None:
    faults = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in IMPURE_CALLS:
                faults.append(f"line {node.lineno}: calls {name}()")
        if isinstance(node, ast.ImportFrom) and node.module == "yichuang.kernel.public":
            ports = {alias.name for alias in node.names} - PURE_OF_KERNEL
            faults += [f"line {node.lineno}: takes {name} from the kernel" for name in ports]
    assert faults == []
