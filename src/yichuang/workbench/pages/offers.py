"""The page of offers (免申即享): to whom what was offered, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval.public import Offer, offers_of_organ
from yichuang.catalogue.public import EditionRow, content_of, editions_in_force, form_fields
from yichuang.directory.public import Actor, today

from ..forms.fields import Words, field, options
from ..forms.offers import OfferList

PAGE_SIZE = 50
STATES: dict[str, tuple[Words, str]] = {
    "open": (gettext_lazy("等本人确认"), "info"),
    "over": (gettext_lazy("过期没有确认"), "muted"),
    "lapsed": (gettext_lazy("过期没有确认"), "muted"),
    "taken": (gettext_lazy("已确认，成为办件"), "good"),
    "declined": (gettext_lazy("本人表示不需要"), "muted"),
    "recalled": (gettext_lazy("已收回"), "warn"),
}
# An offer not answered in time is over, whether or not a worker has noted that yet.
FILTERS = ("open", "taken", "over", "declined", "recalled")


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer in the list."""

    row: Offer
    matter: str
    label: Words
    tone: str
    open: bool


@dataclass(frozen=True, slots=True)
class OffersPage:
    """What `workbench/offers.html` shows."""

    rows: tuple[OfferRow, ...]
    page: Page[Any]
    fields: list[dict[str, Any]]
    faults: list[str]
    headings: tuple[tuple[str, str], ...]  # matter, its columns
    filters: list[dict[str, Any]]
    narrowed: bool

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong with the list, for the summary on top."""
        return [{"name": "list", "message": text} for text in self.faults]


def offerable(actor: Actor) -> list[EditionRow]:
    """Return the editions of the actor's organ whose guides offer a benefit."""
    return [
        row
        for row in editions_in_force(organ=actor.organ)
        if row.fileable and content_of(row.id).offer is not None
    ]


def offers_page(
    actor: Actor, query: Mapping[str, str], given: OfferList | None = None
) -> OffersPage:
    """Return the organ's offers that fit the question, the latest first, and a list's form."""
    editions, given = offerable(actor), given or OfferList()
    whole = offers_of_organ(actor)
    matters = _matters(whole)
    asked = _asked(query, matters)
    page = Paginator(_narrowed(whole, asked), PAGE_SIZE).get_page(query.get("page", "1"))
    names = {row.id: row.name for row in editions}
    return OffersPage(
        rows=tuple(_row(one, names) for one in page.object_list),
        page=page,
        fields=_fields(editions, given),
        faults=given.faults,
        headings=tuple((row.name, _headings(row.id)) for row in editions),
        filters=_filters(asked, matters),
        narrowed=any(asked.values()),
    )


def _matters(whole: QuerySet[Offer]) -> dict[str, str]:
    """Return the matters that were ever offered: code → name in its latest text."""
    latest = whole.order_by("matter", "-made_at").distinct("matter")
    return {one.matter: content_of(one.edition).name for one in latest}


def _asked(query: Mapping[str, str], matters: Mapping[str, str]) -> dict[str, str]:
    state, matter = query.get("state", ""), query.get("matter", "")
    return {
        "state": state if state in FILTERS else "",
        "matter": matter if matter in matters else "",
    }


def _narrowed(whole: QuerySet[Offer], asked: Mapping[str, str]) -> QuerySet[Offer]:
    if asked["matter"]:
        whole = whole.filter(matter=asked["matter"])
    over = Q(state="lapsed") | Q(state="open", until__lt=today())
    match asked["state"]:
        case "":
            return whole
        case "open":
            return whole.filter(state="open", until__gte=today())
        case "over":
            return whole.filter(over)
        case state:
            return whole.filter(state=state)


def _filters(asked: Mapping[str, str], matters: Mapping[str, str]) -> list[dict[str, Any]]:
    states = options((code, STATES[code][0]) for code in FILTERS)
    every = _("全部")
    return [
        field("state", "select", _("情况"), value=asked["state"], options=states, blank=every),
        field(
            "matter",
            "select",
            _("事项"),
            value=asked["matter"],
            options=options(matters),
            blank=every,
        ),
    ]


def _headings(edition: UUID) -> str:
    labels = [one.label for one in form_fields(content_of(edition))]
    return _("、").join(["证件号码", *labels])


def _fields(editions: list[EditionRow], given: OfferList) -> list[dict[str, Any]]:
    return [
        field(
            "edition",
            "select",
            _("事项"),
            value=given.edition,
            options=[{"value": str(row.id), "label": row.name} for row in editions],
            required=True,
        ),
        field(
            "list",
            "textarea",
            _("名单"),
            value=given.text,
            rows=8,
            required=True,
            help=_("从表格里复制粘贴：第一行是栏目名称，以后每人一行；也可以用逗号分隔"),
            error=given.faults[0] if given.faults else "",
        ),
    ]


def _row(one: Offer, names: dict[UUID, str]) -> OfferRow:
    over = one.state == "open" and one.until < today()
    label, tone = STATES["over" if over else one.state]
    name = names.get(one.edition) or content_of(one.edition).name
    return OfferRow(one, name, label, tone, one.state == "open" and not over)
