"""Which pages stand in the navigation of the two faces: the site wires the rooms, so it knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One entry as wired: route, words, the acts of which one opens it, its single key."""

    route: str
    label: object
    acts: tuple[str, ...] = ()  # one of them opens it; none: everybody
    hotkey: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as shown."""

    url: str
    label: str
    current: bool
    hotkey: str


ORIGINALS = ("originals.take", "originals.keep", "originals.archive", "head.view")
PHRASES = (
    "approval.accept",
    "approval.examine",
    "approval.review",
    "approval.decide",
    "staff.lead",
)
GUIDES = ("catalogue.edit", "catalogue.review", "catalogue.publish")

PLACES: dict[str, tuple[Place, ...]] = {
    "portal": (
        Place("portal:home", _("首页")),
        Place("portal:search", _("找事项")),
        Place("portal:progress", _("查进度")),
        Place("disclosure:results", _("结果公开")),
        Place("portal:verify", _("核验证照")),
        Place("portal:my_space", _("我的空间")),
    ),
    "workbench": (
        Place("workbench:inbox", _("待办"), acts=("case.list",), hotkey="1"),
        Place("workbench:counter", _("窗口收件"), acts=("approval.receive",), hotkey="2"),
        Place("workbench:search", _("查办件"), acts=("case.list",), hotkey="3"),
        Place("workbench:today", _("领导概况"), acts=("head.view",), hotkey="4"),
        Place("workbench:guides", _("办事指南"), acts=GUIDES, hotkey="5"),
        Place("workbench:originals", _("原件交接"), acts=ORIGINALS, hotkey="6"),
        Place("workbench:notices", _("未送达"), acts=("service.follow",), hotkey="7"),
        Place("workbench:warnings", _("时限预警"), acts=("head.view",), hotkey="8"),
        Place("workbench:deemed", _("默示受理"), acts=("head.view",), hotkey="9"),
        Place("workbench:offers", _("免申即享"), acts=("approval.offer",)),
        Place(
            "workbench:phrases",
            _("常用语"),
            acts=(
                "approval.accept",
                "approval.examine",
                "approval.review",
                "approval.decide",
                "staff.lead",
            ),
        ),
        Place("workbench:deliveries", _("结果送达"), acts=("approval.deliver",)),
        Place("workbench:blanks", _("空白证照"), acts=("approval.deliver",)),
        Place("workbench:printing", _("批量打印"), acts=("approval.deliver",)),
        Place("workbench:payments", _("来款待处理"), acts=("head.view", "approval.reconcile")),
        Place("workbench:staff", _("人员和请假"), acts=("case.list", "staff.lead")),
    ),
}


def entries_for(face: str, *, path: str, acts: frozenset[str]) -> tuple[Entry, ...]:
    """Return the entries an actor with these acts may open; the longest match is current.

    A room that is not installed has no route and so no entry.
    """
    found: list[tuple[str, Place]] = []
    for place in PLACES[face]:
        if place.acts and acts.isdisjoint(place.acts):
            continue
        try:
            found.append((reverse(place.route), place))
        except NoReverseMatch:
            continue
    under = [url for url, _place in found if path == url or (url != "/" and path.startswith(url))]
    current = max(under, key=len, default="")
    return tuple(
        Entry(url=url, label=str(place.label), current=url == current, hotkey=place.hotkey)
        for url, place in found
    )
