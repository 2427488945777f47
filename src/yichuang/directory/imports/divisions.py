"""Importing divisions (行政区划), today's or with their history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from yichuang.directory.models import Level, Region
from yichuang.law.public import DivisionLevel, check_division_code, read_division_code

from .report import Report, RowFault, RowRejected, cell, day_in

LEVELS = {
    DivisionLevel.PROVINCE: Level.PROVINCE,
    DivisionLevel.PREFECTURE: Level.CITY,
    DivisionLevel.COUNTY: Level.COUNTY,
    DivisionLevel.TOWNSHIP: Level.TOWNSHIP,
    DivisionLevel.VILLAGE: Level.VILLAGE,
}
LEVEL_NUMBERS = dict(zip("12345", LEVELS.values(), strict=True))
ABOLISHED = re.compile(r"[(（](已)?撤销[)）]$")  # lists write it behind the name
FIELDS = ("name", "level", "parent", "valid_to", "successor", "source")


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    level: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    source: str


@dataclass(slots=True)
class _Known:
    """What stands in the directory, and what this import adds to it."""

    by_code: dict[str, list[Region]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> _Known:
        known = cls()
        for region in Region.objects.order_by("code", "valid_from"):
            known.add(region)
        return known

    def add(self, region: Region) -> None:
        self.by_code.setdefault(region.code, []).append(region)

    def match(self, row: _Row) -> Region | None:
        """Return the row meant: by first day if it is given, else the open or the same one."""
        rows = self.by_code.get(row.code, [])
        if row.valid_from is not None:
            return next((r for r in rows if r.valid_from == row.valid_from), None)
        standing = next((r for r in rows if r.valid_to is None), None)
        ended = row.valid_to is not None
        if ended:
            return standing or next((r for r in rows if r.name == row.name), None)
        return standing


def import_divisions(
    rows: Iterable[Mapping[str, str]], *, as_of: date, dry_run: bool = False, source: str = ""
) -> Report:
    """Keep divisions from rows with code and name, and maybe level, parent, dates, successor.

    Codes of 6 and 9 digits are filled up with zeros. Rows without `valid_from` tell how things
    stand on `as_of`: another name ends the known row the day before and begins a new one. Running
    it again changes nothing. With `dry_run` nothing is kept and the report is the same.
    """
    report = Report(dry_run=dry_run)
    with transaction.atomic():
        known = _Known.load()
        kept: list[tuple[int, _Row]] = []
        for number, raw in enumerate(rows, start=1):
            report.rows += 1
            try:
                row = _read(raw, number, as_of, source, report)
                _keep(row, known, as_of, report)
                kept.append((number, row))
            except RowRejected as refused:
                report.rejected.append(refused.fault(number))
        _warn_of_lost_parents(kept, known, report)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _read(raw: Mapping[str, str], number: int, as_of: date, source: str, report: Report) -> _Row:
    given = cell(raw, "code", "区划代码", "行政区划代码")
    code = given.ljust(12, "0") if len(given) in {2, 4, 6, 9} else given
    if findings := check_division_code(code):
        raise RowRejected("code", given, f"division_code_{findings[0].fault.value}", "12 位数字")
    division = read_division_code(code)
    assert division is not None, "a code without faults can be read"
    name, valid_to = cell(raw, "name", "名称"), day_in(raw, "valid_to")
    if ABOLISHED.search(name):
        name, valid_to = ABOLISHED.sub("", name), valid_to or as_of
        report.warnings.append(RowFault(number, "name", name, "marked_abolished", "valid_to"))
    if not 0 < len(name) <= 60:
        raise RowRejected("name", name, "length", "1–60 字")
    return _Row(
        code=code,
        name=name,
        level=_level(raw, LEVELS[division.level]),
        parent=_parent(raw, division.parent or ""),
        valid_from=day_in(raw, "valid_from"),
        valid_to=valid_to,
        successor=cell(raw, "successor"),
        source=cell(raw, "source") or source,
    )


def _level(raw: Mapping[str, str], by_code: Level) -> Level:
    """Return the level; a stated one must agree with the code."""
    stated = cell(raw, "level", "级别")
    if stated and LEVEL_NUMBERS.get(stated, stated) != by_code:
        raise RowRejected("level", stated, "level_differs_from_code", by_code.value)
    return by_code


def _parent(raw: Mapping[str, str], by_code: str) -> str:
    stated = cell(raw, "parent_code", "parent", "township_code", "county_code", "上级代码")
    if not stated:
        return by_code
    parent = stated.ljust(12, "0")
    if parent != by_code:
        raise RowRejected("parent_code", stated, "parent_differs_from_code", by_code)
    return parent


def _keep(row: _Row, known: _Known, as_of: date, report: Report) -> None:
    found = known.match(row)
    if found is None:
        _create(row, known, row.valid_from or as_of)
        report.created += 1
    elif _same(found, row):
        report.unchanged += 1
    elif row.valid_from is None and found.name != row.name and found.valid_from < as_of:
        found.valid_to = as_of - timedelta(days=1)
        found.save(update_fields=["valid_to"])
        _create(row, known, as_of)
        report.changed += 1
    else:
        _correct(found, row, known)
        report.changed += 1


def _same(found: Region, row: _Row) -> bool:
    """Return whether the row says nothing new; a row without a source does not contradict one."""
    return all(
        getattr(found, name) == getattr(row, name)
        for name in FIELDS
        if name != "source" or row.source
    )


def _create(row: _Row, known: _Known, valid_from: date) -> None:
    _refuse_bad_dates(row, known.by_code.get(row.code, []), valid_from)
    known.add(
        Region.objects.create(
            code=row.code,
            valid_from=valid_from,
            **{name: getattr(row, name) for name in FIELDS},
        )
    )


def _correct(found: Region, row: _Row, known: _Known) -> None:
    others = [other for other in known.by_code[row.code] if other is not found]
    _refuse_bad_dates(row, others, found.valid_from)
    for name in FIELDS:
        setattr(found, name, getattr(row, name))
    found.save(update_fields=FIELDS)


def _refuse_bad_dates(row: _Row, others: list[Region], valid_from: date) -> None:
    if row.valid_to is not None and row.valid_to < valid_from:
        raise RowRejected("valid_to", row.valid_to.isoformat(), "before_valid_from")
    for other in others:
        begins_before_end = other.valid_to is None or valid_from <= other.valid_to
        ends_after_begin = row.valid_to is None or other.valid_from <= row.valid_to
        if begins_before_end and ends_after_begin:
            raise RowRejected(
                "valid_from", valid_from.isoformat(), "overlaps", f"{other.name} {other.valid_from}"
            )


def _warn_of_lost_parents(kept: list[tuple[int, _Row]], known: _Known, report: Report) -> None:
    for number, row in kept:
        if row.parent and row.parent not in known.by_code:
            report.warnings.append(RowFault(number, "parent_code", row.parent, "parent_unknown"))
