"""Gathers what lint needs from outside the edition: the level above and the city's matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from yichuang.directory.public import OrganNotFound, organ_by_code, region_prefix
from yichuang.kernel.public import load

from .citations import resolves
from .content import EditionContent
from .lint import LintContext, Produced
from .models import Edition, EditionState, Matter
from .selectors import in_force_q, today

CITY_DIGITS = 4  # of a division code: the matters of one city


def lint_context(matter: Matter) -> LintContext:
    """Return the context of one matter, as of today."""
    return CityContexts().of(matter)


class CityContexts:
    """The contexts of many matters at one moment; each city is read once."""

    def __init__(self) -> None:
        self._cities: dict[str, tuple[dict[str, Produced], dict[str, frozenset[str]]]] = {}

    def of(self, matter: Matter) -> LintContext:
        """Return the context of one matter."""
        city = matter.region[:CITY_DIGITS]
        if city not in self._cities:
            self._cities[city] = _preconditions(city)
        produced, needs = self._cities[city]
        return LintContext(
            resolves=resolves,
            own_code=matter.code,
            parent=_parent(matter),
            produced=produced,
            needs=needs,
            not_above=_not_above(matter),
        )


def barring_context(matter: Matter) -> LintContext:
    """Return the part of the context on which publishing may fail; cheaper by the whole city."""
    return LintContext(
        resolves=resolves,
        own_code=matter.code,
        parent=_parent(matter),
        not_above=_not_above(matter),
    )


def _not_above(matter: Matter) -> Callable[[str], str]:
    """Return the question why an organ does not stand above the matter's: unknown, itself, beside.

    A superior organ reaches the place of the lower one: its division is the same or holds it.
    """

    def fault(code: str) -> str:
        if code == matter.organ_code:
            return "itself"
        try:
            above = organ_by_code(code)
        except OrganNotFound:
            return "unknown"
        return "" if matter.region.startswith(region_prefix(above.region)) else "beside"

    return fault


def _parent(matter: Matter) -> EditionContent | None:
    """Return what the entry above says, in force or, failing that, published last."""
    if matter.parent_id is None:
        return None
    above = Edition.objects.filter(matter=matter.parent_id, state=EditionState.PUBLISHED)
    found = above.filter(in_force_q(today())).first() or above.order_by("-version").first()
    return load(EditionContent, found.content) if found else None


def _preconditions(region: str) -> tuple[dict[str, Produced], dict[str, frozenset[str]]]:
    """Return who produces which licence type, and which matters come before which.

    Two light queries on the JSON documents; the contents are not read whole.
    """
    in_city = Edition.objects.filter(
        in_force_q(today()), matter__region__startswith=region[:CITY_DIGITS]
    )
    produced: dict[str, Produced] = {}
    asked: dict[str, set[str]] = defaultdict(set)
    rows = in_city.values_list(
        "matter__code", "matter__name", "content__result", "content__materials"
    )
    for code, name, result, materials in rows:
        if result and result["licence_type"]:
            produced.setdefault(result["licence_type"], Produced(code, name))
        if result and result["name"]:
            produced.setdefault(result["name"], Produced(code, name))
        for material in materials or ():
            kind = material["licence_type"]
            # What only sometimes is asked for makes no circle, nor does a licence that is changed
            # or renewed: the old one is handed in for the new.
            always = material["need"] == "1" and not material["asked_when"]
            if kind and always and not (result and result["licence_type"] == kind):
                asked[code].add(kind)
    needs = {
        code: frozenset(produced[kind].matter_code for kind in kinds if kind in produced)
        for code, kinds in asked.items()
    }
    return produced, needs
