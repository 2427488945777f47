"""Mappings: how the columns of a source become the elements of a matter. Data, one file a layout.

A mapping is a JSON file; the built-in ones stand in `mappings/`, others are given by path. The
layout of a file is recognised by its header: the mapping whose `signature` columns are all there
wins, the longest first. Code tables are always written out: sources differ in their digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from yichuang.kernel.public import CodecError, load

from .errors import FileUnreadable


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one element comes from (映射规则)."""

    column: str = ""
    constant: str = ""
    split: str = ""  # characters that part a list
    codes: dict[str, str] = field(default_factory=dict)  # source value → ours; "" drops it
    required: bool = False


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """One layout (来源映射). Keys of `fields` are the targets that `rows` knows."""

    name: str
    title: str
    signature: tuple[str, ...]
    fields: dict[str, Rule]
    national_codes: bool = False  # 31 + 2 digits: handling items are cut from their matter
    claimed: bool = True  # False: entries of a base directory that no organ has claimed yet
    whole: bool = False  # rows are exported editions, not columns


TARGETS = frozenset(
    {
        *("code", "catalog_code", "local_catalog_code", "main_code", "main_name"),
        *("name", "short_name", "everyday_names", "power_type", "power_type_name", "level"),
        *("region", "organ_code", "organ_name", "service_objects", "handling_kind"),
        *("statutory_amount", "statutory_unit", "promised_amount", "promised_unit"),
        *("visits", "visits_reason", "joint_organs", "conditions", "materials", "set_basis"),
        *("location", "hours", "consult", "complaint", "online_address", "online", "courier"),
        *("topics", "flow_text", "quota", "result_name", "note"),
    }
)


def parse_mapping(text: str, name: str) -> SourceMapping:
    """Return the mapping a text writes out. Raises FileUnreadable naming what is wrong with it."""
    try:
        mapping = load(SourceMapping, json.loads(text))
    except (CodecError, json.JSONDecodeError, RecursionError) as fault:
        raise FileUnreadable(
            field="mapping", rule="malformed", file=name, detail=str(fault)
        ) from fault
    if unknown := sorted(mapping.fields.keys() - TARGETS):
        raise FileUnreadable(field="mapping", rule="unknown_target", file=name, detail=unknown)
    return mapping


@cache
def built_in() -> tuple[SourceMapping, ...]:
    """Return the mappings that ship with the house, the most telling signature first."""
    found = [
        parse_mapping(entry.read_text(encoding="utf-8"), entry.name)
        for entry in files(__package__).joinpath("mappings").iterdir()
        if entry.name.endswith(".json")
    ]
    return tuple(sorted(found, key=lambda mapping: (-len(mapping.signature), mapping.name)))


def mapping_for(header: Iterable[str], given: SourceMapping | None = None) -> SourceMapping | None:
    """Return the mapping whose signature this header carries, None if there is none."""
    present = set(header)
    candidates = (given,) if given is not None else built_in()
    return next((m for m in candidates if present.issuperset(m.signature)), None)


def nearest(header: Iterable[str]) -> SourceMapping:
    """Return the layout whose signature this header carries most of; ours where none is nearer."""
    present = set(header)
    ours = next(mapping for mapping in built_in() if mapping.name == "yichuang_workbook")
    return max((ours, *built_in()), key=lambda one: len(present.intersection(one.signature)))


def columns_of(mapping: SourceMapping) -> Mapping[str, str]:
    """Return column → target, for findings that name the column."""
    return {rule.column: target for target, rule in mapping.fields.items() if rule.column}
