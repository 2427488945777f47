"""Importing organs (机构)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from yichuang.directory.models import Level, Organ, OrganKind, Region
from yichuang.directory.models.dated import valid_on
from yichuang.law.public import check_credit_code, check_division_code, read_division_code

from .divisions import LEVELS
from .report import Report, RowFault, RowRejected, cell, day_in

YES = frozenset({"1", "true", "yes", "是"})
FIELDS = (
    "key",
    "name",
    "short_name",
    "region",
    "level",
    "kind",
    "parent_id",
    "vertical",
    "valid_to",
)


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    key: str
    name: str
    short_name: str
    region: str
    level: str
    kind: str
    parent_id: str | None
    vertical: bool
    valid_from: date | None
    valid_to: date | None


def import_organs(
    rows: Iterable[Mapping[str, str]], *, as_of: date, dry_run: bool = False
) -> Report:
    """Keep organs from rows with uscc (or code), name, area (or region), and maybe more.

    A code that fails its check digit is kept and warned about. `area` may be a code, or the name
    of a known division with or without those above it; without one the registering division in
    the credit code stands in, with a warning. `parent` is the key or code of another organ. Running
    it again changes nothing; with `dry_run` nothing is kept.
    """
    report = Report(dry_run=dry_run)
    with transaction.atomic():
        areas = _areas(as_of)
        known = {organ.code: organ for organ in Organ.objects.all()}
        for number, raw in enumerate(rows, start=1):
            report.rows += 1
            try:
                _keep(_read(raw, number, areas, known, report), known, as_of, report)
            except RowRejected as refused:
                report.rejected.append(refused.fault(number))
        if dry_run:
            transaction.set_rollback(True)
    return report


def _areas(as_of: date) -> dict[str, set[str]]:
    """Return name → codes, for plain names and for names with those above in front."""
    by_code = {region.code: region for region in Region.objects.filter(valid_on(as_of))}
    names: dict[str, set[str]] = {}
    for region in by_code.values():
        path, above = region.name, by_code.get(region.parent)
        names.setdefault(path, set()).add(region.code)
        while above is not None:
            path, above = above.name + path, by_code.get(above.parent)
            names.setdefault(path, set()).add(region.code)
    return names


def _read(
    raw: Mapping[str, str],
    number: int,
    areas: dict[str, set[str]],
    known: dict[str, Organ],
    report: Report,
) -> _Row:
    code = cell(raw, "uscc", "code", "统一社会信用代码").upper()
    if len(code) != 18 or not (code.isascii() and code.isalnum()):
        raise RowRejected("uscc", code, "credit_code_form", "18 位数字或大写字母")
    if findings := check_credit_code(code):
        finding = findings[0]
        report.warnings.append(
            RowFault(number, "uscc", code, f"credit_code_{finding.fault.value}", finding.expected)
        )
    name = cell(raw, "name", "机构名称")
    if not 0 < len(name) <= 120:
        raise RowRejected("name", name, "length", "1–120 字")
    region = _region(raw, code, number, areas, report)
    key = cell(raw, "key") or code.lower()
    if any(other.key == key and other.code != code for other in known.values()):
        raise RowRejected("key", key, "key_taken")
    return _Row(
        code=code,
        key=key,
        name=name,
        short_name=cell(raw, "short_name", "简称") or name[:40],
        region=region,
        level=_choice(raw, "level", Level.values, _level_of(region)),
        kind=_choice(raw, "kind", OrganKind.values, OrganKind.DEPARTMENT.value),
        parent_id=_parent(raw, known),
        vertical=cell(raw, "vertical", "垂直领导").lower() in YES,
        valid_from=day_in(raw, "valid_from"),
        valid_to=day_in(raw, "valid_to"),
    )


def _region(
    raw: Mapping[str, str], code: str, number: int, areas: dict[str, set[str]], report: Report
) -> str:
    area = cell(raw, "region", "area", "区划")
    digits = area.ljust(12, "0") if len(area) in {2, 4, 6, 9, 12} else area
    if digits.isascii() and digits.isdigit() and not check_division_code(digits):
        return digits
    found = areas.get(area, set())
    if len(found) == 1:
        return next(iter(found))
    if len(found) > 1:
        raise RowRejected("area", area, "area_ambiguous", "、".join(sorted(found)))
    registered = code[2:8] + "000000"
    if not code[2:8].isdigit() or (
        registered != "100000000000" and check_division_code(registered)
    ):
        raise RowRejected("area", area, "area_unknown", "12 位区划代码")
    report.warnings.append(RowFault(number, "area", area, "area_from_credit_code", registered))
    return registered


def _level_of(region: str) -> str:
    division = read_division_code(region)
    return LEVELS[division.level].value if division else Level.NATIONAL.value


def _choice(raw: Mapping[str, str], column: str, values: list[str], default: str) -> str:
    value = cell(raw, column) or default
    if value not in values:
        raise RowRejected(column, value, "unknown", "、".join(values))
    return value


def _parent(raw: Mapping[str, str], known: dict[str, Organ]) -> str | None:
    named = cell(raw, "parent")
    if not named:
        return None
    for organ in known.values():
        if named in {organ.code, organ.key}:
            return organ.code
    raise RowRejected("parent", named, "parent_unknown")


def _keep(row: _Row, known: dict[str, Organ], as_of: date, report: Report) -> None:
    found = known.get(row.code)
    if found is None:
        valid_from = row.valid_from or as_of
        if row.valid_to is not None and row.valid_to < valid_from:
            raise RowRejected("valid_to", row.valid_to.isoformat(), "before_valid_from")
        known[row.code] = Organ.objects.create(
            code=row.code, valid_from=valid_from, **{name: getattr(row, name) for name in FIELDS}
        )
        report.created += 1
        return
    if all(getattr(found, name) == getattr(row, name) for name in FIELDS):
        report.unchanged += 1
        return
    if row.valid_to is not None and row.valid_to < found.valid_from:
        raise RowRejected("valid_to", row.valid_to.isoformat(), "before_valid_from")
    for name in FIELDS:
        setattr(found, name, getattr(row, name))
    found.save(update_fields=FIELDS)
    report.changed += 1
