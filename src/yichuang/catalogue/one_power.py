"""Which matters are one and the same power, whichever organ has a guide for it and of what edition.

A power is known by its code, sub-item and all: the catalogue's, else the matter's own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from .models import Edition, EditionState
from .selectors import content_from, power_code


@dataclass(frozen=True, slots=True)
class MatterOfPower:
    """A matter as all its published editions tell of it.

    `codes`: of the power; `results`: the names of what it gives; `licence_types`: three digits.
    """

    matter: str
    organ: str
    codes: frozenset[str]
    results: frozenset[str]
    licence_types: frozenset[str]


def matter_of_power(matter: str) -> MatterOfPower | None:
    """Return what a matter's published editions tell of its power; None where there is none."""
    return next(iter(_read(Q(matter__code=matter))), None)


def matters_of_power(codes: Collection[str], organs: Collection[str]) -> list[MatterOfPower]:
    """Return the matters of organs that are, or were in an earlier edition, of a power."""
    named = (
        Q(content__catalog_code__in=list(codes))
        | Q(content__local_catalog_code__in=list(codes))
        | Q(matter__code__in=list(codes))
    )
    published = Edition.objects.filter(named, state=EditionState.PUBLISHED)
    ids = published.filter(matter__organ_code__in=list(organs)).values("matter")
    return [one for one in _read(Q(matter__in=ids)) if one.codes & set(codes)]


def _read(which: Q) -> list[MatterOfPower]:
    rows = Edition.objects.filter(which, state=EditionState.PUBLISHED).select_related("matter")
    editions: dict[str, list[Edition]] = {}
    for row in rows.order_by("matter__code", "version"):
        editions.setdefault(row.matter.code, []).append(row)
    return [_told_by(code, of_matter) for code, of_matter in editions.items()]


def _told_by(code: str, editions: list[Edition]) -> MatterOfPower:
    contents = [content_from(edition) for edition in editions]
    results = [content.result for content in contents if content.result]
    return MatterOfPower(
        matter=code,
        organ=editions[0].matter.organ_code,
        codes=frozenset(power_code(content, code) for content in contents),
        results=frozenset(result.name for result in results if result.name),
        licence_types=frozenset(result.licence_type for result in results if result.licence_type),
    )
