"""A bundle as its applicant sees it: every matter, what waits, one list of what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.approval.public import (
    BundleStatus,
    BundleView,
    MemberView,
    Standing,
    bundle_view,
    bundles_of,
)
from yichuang.directory.public import Actor, ActorKind
from yichuang.ledger.public import Case, CaseNotFound

from ..words import status_of
from .case import ApplicantCase, Asked, applicant_case


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One of my bundles in a list."""

    url: str
    name: str
    number: str
    closed: bool
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One matter of the bundle; `said` is what happens with it, `url` empty while it is no case."""

    name: str
    organ_name: str
    number: str
    url: str
    status: dict[str, Any]
    said: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AskedPart:
    """What one organ asks for, under its own name; each case is asked once (LicLaw 32(4))."""

    organ_name: str
    matter_name: str
    number: str
    answer_by: date | None
    items: tuple[Asked, ...]
    url: str


@dataclass(frozen=True, slots=True)
class BundlePage:
    """What `portal/bundle.html` shows."""

    view: BundleView
    members: tuple[MemberRow, ...]
    asked: tuple[AskedPart, ...]

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way here."""
        return [
            {"url": reverse("portal:my_space"), "label": _("我的空间")},
            {"url": "", "label": _("一件事")},
        ]

    @property
    def closed(self) -> bool:
        """Whether every matter is over."""
        return self.view.state.status is BundleStatus.CLOSED


def my_bundles(actor: Actor) -> tuple[BundleRow, ...]:
    """Return my bundles, the latest first."""
    return tuple(_row(case) for case in bundles_of(actor))


def bundle_page(actor: Actor, bundle_id: UUID) -> BundlePage:
    """Return a bundle of the actor's own. Raises CaseNotFound to officers: see the workbench."""
    if actor.kind is not ActorKind.PARTY:
        raise CaseNotFound(case=str(bundle_id))
    view = bundle_view(actor, bundle_id)
    waiting = [one for one in view.members if one.status == "supplement"]
    return BundlePage(
        view=view,
        members=tuple(_member(view, one) for one in view.members),
        asked=tuple(_asked(applicant_case(actor, UUID(one.member.case))) for one in waiting),
    )


def _row(case: Case) -> BundleRow:
    return BundleRow(
        url=reverse("portal:bundle", args=[case.id]),
        name=case.matter_name,
        number=case.number or "",
        closed=case.status == BundleStatus.CLOSED,
        promised_on=case.promised_due_on,
    )


def _member(view: BundleView, one: MemberView) -> MemberRow:
    member = one.member
    return MemberRow(
        name=member.pin.name,
        organ_name=member.pin.organ_name,
        number=member.number,
        url=reverse("portal:case", args=[member.case]) if member.case else "",
        status=standing_words(one),
        said=_said(view, one),
        due_on=one.due_on if member.standing is Standing.FILED else member.pin.ends_on,
    )


def standing_words(one: MemberView) -> dict[str, Any]:
    """Return how a matter stands, in words and tone."""
    standing = one.member.standing
    if standing is Standing.WAITING:
        return {"text": _("等待前一项办成"), "tone": "neutral"}
    if standing is Standing.DROPPED:
        return {"text": _("没有申请"), "tone": "neutral"}
    if standing is Standing.NOT_FILED:
        return {"text": _("没能自动申请"), "tone": "warn"}
    outcome = one.member.why if standing is Standing.ENDED else ""
    return status_of(one.status or "received", outcome)


def _said(view: BundleView, one: MemberView) -> str:
    standing = one.member.standing
    if standing is Standing.WAITING:
        names = "、".join(one.awaited_names)
        return _("“%(names)s”办成后自动申请，您不用再交材料。") % {"names": names}
    if standing is Standing.DROPPED:
        giver = view.state.member(one.member.why)
        name = giver.pin.name if giver else one.member.why
        words = _("要用到的“%(name)s”没有办成，所以没有申请这一项。以后可以单独申请。")
        return words % {"name": name}
    if standing is Standing.NOT_FILED:
        return _("现在不能自动申请这一项，请单独申请，或者咨询综合窗口。")
    return ""


def _asked(case: ApplicantCase) -> AskedPart:
    return AskedPart(
        organ_name=case.page.case.organ_name,
        matter_name=case.page.case.matter_name,
        number=case.number,
        answer_by=case.page.state.answer_by,
        items=tuple(one for one in case.asked if one.open),
        url=reverse("portal:supplement", args=[case.id]),
    )
