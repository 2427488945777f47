"""A bundle as staff see it: each organ's part, what waits for what, the bundle's own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.approval.public import BundleView, MemberView, Standing, bundle_view
from yichuang.directory.public import Actor

from ..words import status_of


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One matter; `url` is empty where it is no case yet, or out of sight."""

    name: str
    organ_name: str
    number: str
    url: str
    status: dict[str, str]
    waits_for: str
    due_on: date | None
    planned_until: date | None
    decides: bool  # it lies on the path that decides the promised day


@dataclass(frozen=True, slots=True)
class BundlePage:
    """What `workbench/bundle.html` shows."""

    view: BundleView
    members: tuple[MemberRow, ...]


def bundle_page(actor: Actor, bundle_id: UUID) -> BundlePage:
    """Return a bundle of which the officer sees at least one case. Raises BundleNotFound."""
    view = bundle_view(actor, bundle_id)
    return BundlePage(view, tuple(_member(view, one) for one in view.members))


def _member(view: BundleView, one: MemberView) -> MemberRow:
    member = one.member
    return MemberRow(
        name=member.pin.name,
        organ_name=member.pin.organ_name,
        number=member.number,
        url=reverse("workbench:case", args=[member.case]) if one.status else "",
        status=_status(one),
        waits_for="、".join(one.awaited_names),
        due_on=one.due_on,
        planned_until=member.pin.ends_on,
        decides=member.pin.matter in view.state.path,
    )


def _status(one: MemberView) -> dict[str, str]:
    standing = one.member.standing
    if standing is Standing.WAITING:
        return {"text": _("等待前置结果"), "tone": "neutral"}
    if standing is Standing.DROPPED:
        return {"text": _("前置未办成，未申请"), "tone": "neutral"}
    if standing is Standing.NOT_FILED:
        return {"text": _("未能自动收件"), "tone": "warn"}
    if standing is Standing.ENDED:
        return status_of("closed", one.member.why)
    return status_of(one.status) if one.status else {"text": _("已收件"), "tone": "info"}
