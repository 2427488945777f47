"""Regions, organs and titles: what they are on a day, and giving a title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .errors import OrganNotFound, RegionInvalid, TitleInvalid
from .models import Organ, Region, Title, TitleKind
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


@dataclass(frozen=True, slots=True)
class TitleCard:
    """By what right an organ exercises a power on a day (行使依据).

    `in_name_of` is the organ whose name, seal and remedies count: its own, except where the power
    is only entrusted (LicLaw 24).
    """

    organ: str
    power_code: str
    kind: str
    from_organ: str | None
    supervising_organ: str | None
    basis: str

    @property
    def in_name_of(self) -> str:
        """The code of the organ that answers for the act."""
        if self.kind == TitleKind.ENTRUSTED and self.from_organ:
            return self.from_organ
        return self.organ


def _organ_card(organ: Organ) -> OrganCard:
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
    return _organ_card(found)


def organ_by_key(key: str) -> OrganCard:
    """Return an organ by its short key. Raises OrganNotFound."""
    found = Organ.objects.filter(key=key).first()
    if found is None:
        raise OrganNotFound(organ=key)
    return _organ_card(found)


def organs_of(region: str, on: date) -> list[OrganCard]:
    """Return the organs of a region and everything within it on that day, by region and code.

    Raises RegionInvalid for anything but 12 digits.
    """
    prefix = region_prefix(region)
    if prefix == NOTHING_WITHIN:
        raise RegionInvalid(field="region", rule="form", article="GB/T 2260")
    found = Organ.objects.filter(valid_on(on), region__startswith=prefix)
    return [_organ_card(organ) for organ in found.order_by("region", "code")]


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


def give_title(
    *,
    organ: str,
    power_code: str,
    kind: str,
    valid_from: date,
    valid_to: date | None = None,
    from_organ: str | None = None,
    supervising_organ: str | None = None,
    basis: str,
) -> TitleCard:
    """Record that an organ exercises a power from a day on; the same again changes nothing.

    Raises TitleInvalid naming field and rule: no basis, no organ it comes from, dates that overlap
    a title of the same organ to the same power.
    """
    if kind not in TitleKind.values:
        raise TitleInvalid(field="kind", rule="unknown")
    if not basis.strip():
        raise TitleInvalid(field="basis", rule="required")
    if (kind == TitleKind.OWN) is not (from_organ is None):
        raise TitleInvalid(field="from_organ", rule="required_unless_own")
    if valid_to is not None and valid_to < valid_from:
        raise TitleInvalid(field="valid_to", rule="before_valid_from")
    fields = {
        "kind": kind,
        "valid_to": valid_to,
        "from_organ_id": from_organ,
        "supervising_organ_id": supervising_organ,
        "basis": basis.strip(),
    }
    for other in Title.objects.filter(organ=organ, power_code=power_code):
        if other.valid_from == valid_from and all(
            getattr(other, name) == value for name, value in fields.items()
        ):
            return _title_card(other)
        if _overlap(other, valid_from, valid_to):
            raise TitleInvalid(field="valid_from", rule="overlaps_another_title")
    return _title_card(
        Title.objects.create(organ_id=organ, power_code=power_code, valid_from=valid_from, **fields)
    )


def _overlap(other: Title, valid_from: date, valid_to: date | None) -> bool:
    return (valid_to is None or other.valid_from <= valid_to) and (
        other.valid_to is None or valid_from <= other.valid_to
    )


def title_on(organ: str, power_code: str, on: date) -> TitleCard | None:
    """Return by what right the organ exercises the power on that day, or None if by none."""
    found = Title.objects.filter(valid_on(on), organ=organ, power_code=power_code).first()
    return _title_card(found) if found else None


def _title_card(title: Title) -> TitleCard:
    return TitleCard(
        organ=title.organ_id,
        power_code=title.power_code,
        kind=title.kind,
        from_organ=title.from_organ_id,
        supervising_organ=title.supervising_organ_id,
        basis=title.basis,
    )
