"""What paper of the applicant's the house has in hand, and when it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage
from yichuang.directory.public import organ_by_code
from yichuang.documents.public import Original, PlaceKind, Standing

FORMS = "2"  # kind of a material: forms and statements, which stay with the file


@dataclass(frozen=True, slots=True)
class OwnOriginal:
    """A paper as its owner reads it."""

    name: str
    copies: int
    taken_at: datetime
    where: str
    tone: str
    back: str


def own_originals(page: CasePage, originals: Iterable[Original]) -> tuple[OwnOriginal, ...]:
    """Return the papers that were taken; what was entered by mistake is none."""
    stay = {one.code for one in page.edition.materials or () if one.kind == FORMS}
    return tuple(
        OwnOriginal(
            name=one.name,
            copies=one.copies,
            taken_at=one.taken_at,
            where=_where(one),
            tone=_TONES[one.whereabouts.standing],
            back=_back(page, one, stays=one.material in stay),
        )
        for one in originals
        if one.whereabouts.standing is not Standing.STRUCK
    )


_TONES = {
    Standing.HELD: "info",
    Standing.UNDER_WAY: "info",
    Standing.MISSING: "warn",
    Standing.RETURNED: "good",
}


def _where(one: Original) -> str:
    now = one.whereabouts
    if now.standing is Standing.RETURNED:
        return _("已退还")
    if now.standing is Standing.MISSING:
        return _("正在核查去向")
    organ = {"organ": organ_by_code(now.place.organ).name}
    if now.standing is Standing.UNDER_WAY:
        return _("在部门之间交接")
    if now.place.kind is PlaceKind.WINDOW:
        return _("在%(organ)s窗口") % organ
    return (
        _("已由%(organ)s归档") % organ
        if now.place.kind is PlaceKind.ARCHIVE
        else (_("在%(organ)s") % organ)
    )


def _back(page: CasePage, one: Original, *, stays: bool) -> str:
    """Return when a paper comes back, as far as it can be said."""
    now, case = one.whereabouts, page.case
    if now.standing is Standing.RETURNED:
        return _("%(day)s退还") % {"day": _day(now.since)}
    if now.place.kind is PlaceKind.ARCHIVE:
        return _("按规定归档保存")
    if now.standing is Standing.MISSING:
        return _("正在查找，可以向收件窗口询问")
    closed = "closed" in case.milestones
    if stays:
        return _("申请表格随办件归档，不退还")
    if closed:
        return _("办件已经办结，请到收件窗口领回")
    if case.promised_due_on is not None:
        due = date_format(case.promised_due_on, "DATE_FORMAT")
        return _("办结后退还，预计%(day)s前办结") % {"day": due}
    return _("办结后退还")


def _day(at: datetime) -> str:
    return str(date_format(timezone.localtime(at), "DATE_FORMAT"))
