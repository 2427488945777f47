"""Regions and organs: what they are on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .errors import OrganNotFound, RegionInvalid
from .models import Organ, Region
from .models.dated import valid_on
from .rules import NOTHING_WITHIN, region_prefix


@dataclass(frozen=True, slots=True)
class OrganCard:
    """An organ (机构) as other rooms know it."""

    code: str
    key: str
    name: str
    short_name: str
    region: str
    level: str
    kind: str


@dataclass(frozen=True, slots=True)
class RegionCard:
    """A division (行政区划) on a day."""

    code: str
    name: str
    level: str
    parent: str


def organ_card(organ: Organ) -> OrganCard:
    return OrganCard(
        code=organ.code,
        key=organ.key,
        name=organ.name,
        short_name=organ.short_name,
        region=organ.region,
        level=organ.level,
        kind=organ.kind,
    )


def organ_by_code(code: str) -> OrganCard:
    """Return an organ by its credit code, also one that has ended. Raises OrganNotFound."""
    found = Organ.objects.filter(pk=code).first()
    if found is None:
        raise OrganNotFound(organ=code)
    return organ_card(found)


def organ_by_key(key: str) -> OrganCard:
    """Return an organ by its short key. Raises OrganNotFound."""
    found = Organ.objects.filter(key=key).first()
    if found is None:
        raise OrganNotFound(organ=key)
    return organ_card(found)


def organs_of(region: str, on: date) -> list[OrganCard]:
    """Return the organs of a region and everything within it on that day, by region and code.

    Raises RegionInvalid for anything but 12 digits.
    """
    prefix = region_prefix(region)
    if prefix == NOTHING_WITHIN:
        raise RegionInvalid(field="region", rule="form", article="GB/T 2260")
    found = Organ.objects.filter(valid_on(on), region__startswith=prefix)
    return [organ_card(organ) for organ in found.order_by("region", "code")]


def region_on(code: str, on: date) -> RegionCard | None:
    """Return what a code meant on that day, or None if it meant nothing."""
    found = Region.objects.filter(valid_on(on), code=code).first()
    return _region_card(found) if found else None


def regions_in(parent: str, on: date) -> list[RegionCard]:
    """Return the divisions directly below another on that day, by code."""
    found = Region.objects.filter(valid_on(on), parent=parent).order_by("code")
    return [_region_card(region) for region in found]


def _region_card(region: Region) -> RegionCard:
    return RegionCard(region.code, region.name, region.level, region.parent)
