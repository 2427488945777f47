"""The staff of an organ (人员): who holds which post, who is on leave, who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.directory.public import (
    Actor,
    LeaveLine,
    LeaveState,
    StaffLine,
    leads,
    leaves_seen_by,
    staff_of,
    today,
)

from ..forms.given import Given

STATES: dict[str, tuple[Any, str]] = {
    "waiting": (gettext_lazy("待批准"), "warn"),
    "approved": (gettext_lazy("已批准"), "good"),
    "refused": (gettext_lazy("不批准"), "bad"),
    "ended": (gettext_lazy("已提前结束"), "neutral"),
}
# rule → words; the rules are those of the directory's refusals
FAULTS: dict[str, Any] = {
    "not_past": gettext_lazy("开始日期不能早于今天"),
    "last_before_first": gettext_lazy("结束日期早于开始日期"),
    "too_long": gettext_lazy("一次请假不能超过一年"),
    "himself": gettext_lazy("不能由本人代班"),
    "overlaps": gettext_lazy("这段时间已经有请假记录"),
    "stand_in_absent": gettext_lazy("代班人在这段时间也请假，请换一名代班人"),
    "stands_in_himself": gettext_lazy(
        "请假人在这段时间正在为别人代班，不能转由第三人代班，请先另行安排"
    ),
    "no_post": gettext_lazy("请假人今天没有本机关的岗位"),
    "not_in_office": gettext_lazy("代班人在这段时间不在岗"),
    "other_organ": gettext_lazy("代班人应当是本机关在岗人员（行政许可法第二十四条）"),
    "employment": gettext_lazy("代班人的编制性质不能担任该岗位（行政许可法第二十四条）"),
    "certificate": gettext_lazy("代班人没有在整个代班期间有效的证件（行政许可法第二十四条）"),
    "absent_does_not_hold_it": gettext_lazy("请假人在这段时间不全程担任该岗位"),
    "two_administrators": gettext_lazy("一人不能兼任两类管理员"),
}


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """A leave as the page lists it."""

    line: LeaveLine
    label: Any
    tone: str
    may_decide: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class StaffPage:
    """What `workbench/staff.html` shows."""

    leads: bool
    staff: list[StaffLine]
    leaves: list[LeaveRow]
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]
    me: str


def staff_page(actor: Actor, given: Given | None = None) -> StaffPage:
    """Return the page: a head's whole organ, or an officer's own leave."""
    head, staff = leads(actor, actor.organ), staff_of(actor.organ)
    given = given or Given("leave")
    return StaffPage(
        leads=head,
        staff=staff if head else [],
        leaves=[_row(actor, line, head) for line in leaves_seen_by(actor)],
        fields=_fields(actor, staff, given, head),
        errors=given.summary,
        me=actor.id,
    )


def _row(actor: Actor, line: LeaveLine, head: bool) -> LeaveRow:
    label, tone = STATES[line.state]
    if line.over and line.state is LeaveState.APPROVED:
        label, tone = _("已结束"), "neutral"
    own = line.absent in {actor.id, actor.standing_in_for}
    return LeaveRow(
        line=line,
        label=label,
        tone=tone,
        may_decide=head and not own and line.state is LeaveState.WAITING and not line.over,
        may_end=not line.over and (head or line.absent == actor.id),
    )


def _fields(actor: Actor, staff: list[StaffLine], given: Given, head: bool) -> list[dict[str, Any]]:
    people = [
        {"value": one.code, "label": f"{one.name}（{_('、').join(one.posts)}）"} for one in staff
    ]
    others = people if head else [one for one in people if one["value"] != actor.id]
    ask = given.ask
    absent = ask("absent", "select", _("请假人"), options=people, required=True) if head else None
    rest = [
        ask("stand_in", "select", _("代班人"), options=others, required=True),
        ask("first", "date", _("从哪天起"), value=today().isoformat(), required=True),
        ask("last", "date", _("到哪天止"), help=_("含当天"), required=True),
    ]
    return [absent, *rest] if absent else rest
