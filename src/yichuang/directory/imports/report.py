"""What an import says afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault of one row: where, which rule, and what to write instead.

    `rule` is a stable code whose words stand in the texts; `mend` is the value or column that
    would be right, empty where only the sender can know.
    """

    row: int  # counted from 1, without the heading
    column: str
    value: str
    rule: str
    mend: str = ""


@dataclass(slots=True)
class Report:
    """The count of an import: every row is created, changed, unchanged or rejected."""

    dry_run: bool
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[RowFault] = field(default_factory=list)
    warnings: list[RowFault] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """How many rows stand in the directory afterwards."""
        return self.created + self.changed + self.unchanged


class RowRejected(Exception):
    """This row cannot be kept; the import goes on with the next."""

    def __init__(self, column: str, value: str, rule: str, mend: str = ""):
        super().__init__(rule)
        self.column, self.value, self.rule, self.mend = column, value, rule, mend

    def fault(self, row: int) -> RowFault:
        """Return it as a line of the report."""
        return RowFault(row, self.column, self.value, self.rule, self.mend)


def cell(row: Mapping[str, str], *names: str) -> str:
    """Return the first of these columns that has something in it, without spaces around."""
    for name in names:
        value = str(row.get(name) or "").strip()
        if value:
            return value
    return ""


def day_in(row: Mapping[str, str], name: str) -> date | None:
    """Return a column as a day, None if empty. Raises RowRejected for anything but YYYY-MM-DD."""
    value = cell(row, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RowRejected(name, value, "date_form", "YYYY-MM-DD") from None
