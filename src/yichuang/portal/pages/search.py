"""The page of search results: hits, and the facets that narrow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from yichuang.catalogue.public import ON_APPLICATION, Hit, SearchPage, bundles_called, search
from yichuang.directory.public import organs_of, region_on, today

from ..words import AUDIENCES, FILTERS, POWER_TYPES, Words
from .home import LifeEvent
from .plan_address import LONGEST_QUERY, plan_address

PAGE_SIZE = 10
MOST_PAGES = 50
MOST_ORGANS = 12
NARROWING = ("audience", "power_type", "organ", "region")


@dataclass(frozen=True, slots=True)
class HitRow:
    """One matter in the list."""

    name: str
    everyday: str
    organ_name: str
    kind: Words
    url: str
    code: str


@dataclass(frozen=True, slots=True)
class Found:
    """What `portal/search.html` shows."""

    query: str
    rows: tuple[HitRow, ...]
    total: int
    page: int
    pages: int
    filters: tuple[dict[str, Any], ...]  # fields as components/_field.html needs them
    narrowed: bool
    everything_url: str
    bundles: tuple[dict[str, str], ...]  # things the city bundles under these words
    plan_url: str  # to plan the best hit together with others


def found(asked: Mapping[str, str]) -> Found:
    """Return the page for a question; whatever is asked, there is an answer and no error."""
    query = asked.get("q", "").strip()[:LONGEST_QUERY]
    wanted = {name: asked.get(name, "")[:20] or None for name in NARROWING}
    page = _page(asked.get("page", ""))
    answer = search(
        query,
        region=wanted["region"],
        power_type=wanted["power_type"],
        audience=wanted["audience"],
        organ=wanted["organ"],
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    return Found(
        query=query,
        rows=tuple(_row(hit) for hit in answer.hits),
        total=answer.total,
        page=page,
        pages=min(MOST_PAGES, -(-answer.total // PAGE_SIZE)),
        filters=_filters(answer, wanted),
        narrowed=any(wanted.values()),
        everything_url=f"{reverse('portal:search')}?{urlencode({'q': query})}",
        bundles=tuple(
            {"label": one.name, "url": plan_address([], one.code)} for one in bundles_called(query)
        ),
        plan_url=_plan_url(answer) if query else "",
    )


def event_rows(event: LifeEvent) -> tuple[HitRow, ...]:
    """Return what fits each part of a life event best, each matter once, in the event's order."""
    best = (search(part, limit=1).hits for part in event.parts)
    found = {hit.matter_code: hit for hits in best for hit in hits}
    return tuple(_row(hit) for hit in found.values())


def _plan_url(answer: SearchPage) -> str:
    """Return the plan that begins with the best hit one can apply for; nothing without one."""
    best = next((hit for hit in answer.hits if hit.power_type in ON_APPLICATION), None)
    return plan_address([best.matter_code]) if best else ""


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return max(1, min(MOST_PAGES, number))


def _row(hit: Hit) -> HitRow:
    return HitRow(
        name=hit.name,
        everyday="、".join(hit.everyday_names[:4]),
        organ_name=hit.organ_name,
        kind=POWER_TYPES[hit.power_type.value],
        url=reverse("portal:guide", args=[hit.matter_code]),
        code=hit.matter_code,
    )


def _filters(answer: SearchPage, wanted: Mapping[str, str | None]) -> tuple[dict[str, Any], ...]:
    """Return the facets that divide what was found; one that divides nothing is left out."""
    kinds = [(code, POWER_TYPES[code]) for code in sorted(answer.facets["power_type"])]
    fields = [
        ("audience", FILTERS["audience"], list(AUDIENCES.items())[:5]),
        ("power_type", FILTERS["power_type"], kinds),
        ("organ", FILTERS["organ"], _organs(answer)),
        ("region", FILTERS["region"], _regions(answer)),
    ]
    return tuple(
        {
            "name": name,
            "kind": "select",
            "label": label,
            "value": wanted[name],
            "options": [{"value": value, "label": text} for value, text in options],
        }
        for name, label, options in fields
        if len(options) > 1 or wanted[name]
    )


def _organs(answer: SearchPage) -> Sequence[tuple[str, str]]:
    """Return the organs of the hits with their names: one query for all."""
    codes = [code for code in answer.facets["organ_code"] if code][:MOST_ORGANS]
    regions = [code for code in answer.facets["region"] if len(code) == 12 and code.isdigit()]
    if not codes or not regions:
        return []
    province = f"{regions[0][:2]:0<12}"
    names = {organ.code: organ.name for organ in organs_of(province, today())}
    return [(code, names[code]) for code in codes if code in names]


def _regions(answer: SearchPage) -> Sequence[tuple[str, str]]:
    codes = list(answer.facets["region"])[:MOST_ORGANS]
    if len(codes) < 2:
        return []
    found = [(code, region_on(code, today())) for code in codes]
    return [(code, region.name) for code, region in found if region]
