"""Two contracts of the house that import-linter does not bring: doors and purity."""

from __future__ import annotations

import grimp
from importlinter.application import output
from importlinter.domain import fields
from importlinter.domain.contract import Contract, ContractCheck
from importlinter.domain.helpers import module_expressions_to_modules

# What would let the world into a rule: another answer on another day, machine or run.
WORLD = {
    *("django", "django_stubs_ext", "ninja", "procrastinate", "psycopg", "psycopg_pool", "sqlite3"),
    *("time", "random", "secrets", "os", "pathlib", "shutil", "tempfile", "subprocess"),
    *("socket", "http", "urllib", "asyncio", "threading", "granian"),
}


def room_of(module: str) -> str:
    """Return the room a module belongs to: `yichuang.law` for `yichuang.law.calendar.days`."""
    return ".".join(module.split(".")[:2])


class DoorsContract(Contract):
    """An import from one room into another names one of the other's doors."""

    type_name = "doors"

    doors = fields.SetField(subfield=fields.StringField())
    wiring = fields.SetField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002
        """Collect every import that climbs in elsewhere."""
        faults = []
        for importer in sorted(name for name in graph.modules if name.startswith("yichuang.")):
            if room_of(importer) in self.wiring:
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if not imported.startswith("yichuang.") or room_of(imported) == room_of(importer):
                    continue
                if imported not in {f"{room_of(imported)}.{door}" for door in self.doors}:
                    faults.append((importer, imported))
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say for each import what to write instead."""
        for importer, imported in check.metadata["faults"]:
            output.print_error(f"{importer} imports {imported}")
            output.print(f"    import it from {room_of(imported)}.public, which must offer it")


class PurityContract(Contract):
    """Pure modules, and all of ours that they import (the kernel apart), keep the world out."""

    type_name = "purity"

    pure = fields.SetField(subfield=fields.ModuleExpressionField())
    kernel = fields.StringField()

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002
        """Walk from the pure modules through our own code and look at each outside import."""
        roots = {m.name for m in module_expressions_to_modules(graph, self.pure)}
        reached_from = dict.fromkeys(roots, "")
        waiting, faults = sorted(roots), []
        while waiting:
            module = waiting.pop()
            for imported in sorted(graph.find_modules_directly_imported_by(module)):
                if imported.split(".")[0] in WORLD:
                    faults.append((module, imported, reached_from[module]))
                elif self._is_ours(imported) and imported not in reached_from:
                    reached_from[imported] = module
                    waiting.append(imported)
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def _is_ours(self, module: str) -> bool:
        return module.startswith("yichuang.") and room_of(module) != self.kernel

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name the module, what it lets in, and which pure module led there."""
        for module, imported, through in check.metadata["faults"]:
            way = f" (imported by {through})" if through else ""
            output.print_error(f"{module} imports {imported}{way}")
        output.print("    hand the fact in as an argument, or move the code out of the pure module")
