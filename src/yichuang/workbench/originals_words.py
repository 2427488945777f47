"""The hall's words for paper originals: where they are, what happened, why it is an alarm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.directory.public import organ_by_code
from yichuang.documents.public import Place, PlaceKind, Standing, Whereabouts

from .words import Words

# kind of a move → (title, tone)
MOVES: Mapping[str, tuple[Words, str]] = {
    "taken": (gettext_lazy("收取原件"), "info"),
    "sent": (gettext_lazy("移交"), "info"),
    "received": (gettext_lazy("签收"), "good"),
    "missing": (gettext_lazy("记明未到或者不见"), "bad"),
    "found": (gettext_lazy("找到"), "good"),
    "returned": (gettext_lazy("退还申请人"), "good"),
    "passed": (gettext_lazy("随整岗移交换人保管"), "info"),
    "reversed": (gettext_lazy("冲正上一次流转"), "warn"),
}
TONES: Mapping[Standing, str] = {
    Standing.HELD: "info",
    Standing.UNDER_WAY: "warn",
    Standing.MISSING: "bad",
    Standing.RETURNED: "good",
    Standing.STRUCK: "neutral",
}
ALARMS: Mapping[str, tuple[Words, str]] = {
    "missing": (gettext_lazy("去向不明"), "bad"),
    "unsigned": (gettext_lazy("移交后没有签收"), "bad"),
    "lingering": (gettext_lazy("在窗口停留太久"), "warn"),
}
GROUNDS: Mapping[str, Words] = {
    "wrong_item": gettext_lazy("登记的材料不对"),
    "wrong_place": gettext_lazy("去向选错了"),
    "not_handed_over": gettext_lazy("实际没有交接"),
}
RECIPIENTS: Mapping[str, Words] = {
    "party": gettext_lazy("申请人本人"),
    "agent": gettext_lazy("代理人"),
}
PROOFS: Mapping[str, Words] = {
    "signature": gettext_lazy("当面签字领取"),
    "courier": gettext_lazy("快递寄送，留存运单"),
}


@dataclass(slots=True)
class Places:
    """Names places, looking each organ up once for a page."""

    known: dict[str, str] = field(default_factory=dict)

    def name(self, place: Place) -> str:
        """Return a place as the hall calls it: the organ, and which of its desks."""
        if place.kind is PlaceKind.APPLICANT:
            return _("申请人")
        if place.organ not in self.known:
            card = organ_by_code(place.organ)
            self.known[place.organ] = card.short_name or card.name
        organ = {"organ": self.known[place.organ]}
        if place.kind is PlaceKind.WINDOW:
            return _("%(organ)s窗口") % organ
        return _("%(organ)s档案室") % organ if place.kind is PlaceKind.ARCHIVE else organ["organ"]

    def where(self, now: Whereabouts) -> str:
        """Return where a paper is, in one phrase."""
        names = {"place": self.name(now.place), "to": self.name(now.to) if now.to else ""}
        if now.standing is Standing.HELD:
            return _("在%(place)s") % names
        if now.standing is Standing.UNDER_WAY:
            return _("由%(place)s移交%(to)s，还没有签收") % names
        if now.standing is Standing.MISSING:
            return _("去向不明，由%(place)s负责查找") % names
        if now.standing is Standing.RETURNED:
            return _("已退还申请人")
        return _("登记有误，已冲正")
