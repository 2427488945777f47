"""What an import did, row by row, and the file of rejected rows that it hands back."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from yichuang.kernel.public import dump

from .reading import RawRow
from .rows import RowFinding

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ADDED = ("_工作表", "_行", "_列", "_规则", "_改法")


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not kept, as it stood, with its table's header."""

    row: RawRow
    header: list[str]


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row's outcome with what was found about it."""

    sheet: str
    row: int
    outcome: Outcome
    code: str
    findings: tuple[RowFinding, ...]


@dataclass(slots=True)
class ImportReport:
    """The account of one import (导入报告)."""

    source: str
    dry_run: bool = False
    mappings: list[str] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    rejected_rows: list[RejectedRow] = field(default_factory=list)
    _outcomes: dict[tuple[str, int], tuple[Outcome, str]] = field(default_factory=dict)

    def add_findings(self, found: Iterable[RowFinding]) -> None:
        """Add what was found about a row."""
        self.findings += found

    def reject(self, rejected: RejectedRow) -> None:
        """Note a row that is not kept."""
        self.rejected_rows.append(rejected)
        self._outcomes[rejected.row.sheet, rejected.row.number] = (Outcome.REJECTED, "")

    def count(self, outcome: Outcome, sheet: str, number: int, code: str) -> None:
        """Note a row that is kept."""
        self._outcomes[sheet, number] = (outcome, code)

    def _number(self, outcome: Outcome) -> int:
        return sum(found is outcome for found, _ in self._outcomes.values())

    @property
    def total(self) -> int:
        """Rows read."""
        return len(self._outcomes)

    @property
    def created(self) -> int:
        """Matters that are new."""
        return self._number(Outcome.CREATED)

    @property
    def changed(self) -> int:
        """Matters whose row changed since it was last imported."""
        return self._number(Outcome.CHANGED)

    @property
    def unchanged(self) -> int:
        """Rows that say what is known already."""
        return self._number(Outcome.UNCHANGED)

    @property
    def rejected(self) -> int:
        """Rows that were not kept."""
        return self._number(Outcome.REJECTED)

    @property
    def kept(self) -> int:
        """Rows that were kept."""
        return self.total - self.rejected

    @property
    def errors(self) -> list[RowFinding]:
        """What keeps rows out."""
        return [finding for finding in self.findings if finding.error]

    @property
    def warnings(self) -> list[RowFinding]:
        """What is doubtful about rows that were kept."""
        return [finding for finding in self.findings if not finding.error]

    def counts(self) -> dict[str, int]:
        """Return the counts that are printed and recorded."""
        return {
            "total": self.total,
            "kept": self.kept,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "warnings": len(self.warnings),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the whole report as JSON values, for `--json`."""
        return {
            "source": self.source,
            "dry_run": self.dry_run,
            "mapping": list(dict.fromkeys(self.mappings)),
            "counts": self.counts(),
            "findings": [dump(finding) for finding in self.findings],
        }

    def _by_row(self) -> dict[tuple[str, int], list[RowFinding]]:
        found: dict[tuple[str, int], list[RowFinding]] = defaultdict(list)
        for finding in self.findings:
            found[finding.sheet, finding.row].append(finding)
        return found

    def rows_of_note(self) -> Iterator[RowOutcome]:
        """Yield the rows that were rejected, changed, or kept for the first time with a warning."""
        found = self._by_row()
        for (sheet, number), (outcome, code) in self._outcomes.items():
            findings = tuple(found.get((sheet, number), ()))
            if outcome in {Outcome.REJECTED, Outcome.CHANGED} or (
                outcome is Outcome.CREATED and findings
            ):
                yield RowOutcome(sheet, number, outcome, code, findings)

    def write_rejected(self, path: Path) -> int:
        """Write the rejected rows as they stood, with row, column, rule and mend; return how many.

        The layout stays that of the source, so the mended file can be imported as it is. Cells that
        a spreadsheet would take for formulas get a guard, which the import takes off again.
        """
        found = self._by_row()
        header = list(dict.fromkeys(name for r in self.rejected_rows for name in r.header if name))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*header, *_ADDED])
            for rejected in self.rejected_rows:
                row = rejected.row
                errors = [f for f in found[row.sheet, row.number] if f.error]
                cells = [_cell(row.cells.get(name)) for name in header]
                if row.text and cells:
                    cells[0] = cells[0] or _cell(row.text)
                writer.writerow([*cells, *_explained(row, errors)])
        return len(self.rejected_rows)


def _explained(row: RawRow, errors: list[RowFinding]) -> list[str]:
    return [
        _cell(row.sheet),
        str(row.number),
        _cell(";".join(e.column for e in errors)),
        ";".join(e.rule for e in errors),
        _cell(";".join(e.mend for e in errors)),
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA) else text
