"""The page of offers (免申即享): to whom what was offered, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval.public import Offer, offers_of_organ
from yichuang.catalogue.public import EditionRow, content_of, editions_in_force, form_fields
from yichuang.directory.public import Actor, today

from ..forms.fields import Words, field
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

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong with the list, for the summary on top."""
        return [{"field": "list", "text": text} for text in self.faults]


def offerable(actor: Actor) -> list[EditionRow]:
    """Return the editions of the actor's organ whose guides offer a benefit."""
    return [
        row
        for row in editions_in_force(organ=actor.organ)
        if row.fileable and content_of(row.id).offer is not None
    ]


def offers_page(actor: Actor, number: str, given: OfferList | None = None) -> OffersPage:
    """Return the organ's offers, the latest first, and the form for a new list."""
    page = Paginator(offers_of_organ(actor), PAGE_SIZE).get_page(number)
    editions, given = offerable(actor), given or OfferList()
    names = {row.id: row.name for row in editions}
    return OffersPage(
        rows=tuple(_row(one, names) for one in page.object_list),
        page=page,
        fields=_fields(editions, given),
        faults=given.faults,
        headings=tuple((row.name, _headings(row.id)) for row in editions),
    )


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
