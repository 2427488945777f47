"""What waits for one officer, and the list on which it is handed to another (整岗移交)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.directory.public import Actor, StaffLine, leads, officer_names, organ_names, staff_of
from yichuang.documents.public import (
    DeskHandOver,
    DeskItem,
    DeskState,
    ItemKind,
    desk_items,
    desk_named,
    desks_seen_by,
    digest_of,
    grouped,
    items_on,
    state_of_desk,
)

from ..forms.fields import field
from ..words import TODO_ACTS, word
from .people import People

KINDS: Mapping[str, Any] = {
    "alone": gettext_lazy("只有本人能办的环节"),
    "original": gettext_lazy("经手保管的原件"),
    "sent": gettext_lazy("已移交、对方尚未签收的交接单"),
    "parked": gettext_lazy("已搁置的窗口来访"),
    "leave": gettext_lazy("请假和代班"),
    "touched": gettext_lazy("办理过的在办件"),
}
MEANING: Mapping[str, Any] = {
    "alone": gettext_lazy("本机关今天没有其他人能办理，须由接收人接着办。"),
    "original": gettext_lazy("接收人签字后，由接收人保管；原件页上留有记录。"),
    "sent": gettext_lazy("仍由移交方负责，接收人继续跟踪签收。"),
    "parked": gettext_lazy("接收人签字后，由接收人接着收件；清单不写来访人。"),
    "leave": gettext_lazy("不随移交转给接收人，请负责人在人员页另行安排。"),
    "touched": gettext_lazy("待办属于岗位，不绑定本人，同岗位人员可以直接办理；列出供交代情况。"),
}
STATES: Mapping[str, tuple[Any, str]] = {
    "waits_for_giver": (gettext_lazy("待移交人签字"), "warn"),
    "waits_for_taker": (gettext_lazy("待接收人签字"), "warn"),
    "done": (gettext_lazy("已移交"), "good"),
    "off": (gettext_lazy("已取消"), "neutral"),
}
STANDINGS: Mapping[str, Any] = {
    "held": gettext_lazy("在手"),
    "missing": gettext_lazy("去向不明"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One thing that waits, in words."""

    name: str
    ref: str
    count: int  # of papers; 0 where it is none
    note: str
    warn: bool
    case: str
    under: str = ""  # the number of the case it stands under


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """The things of one kind; papers stand under the case they belong to."""

    kind: str
    label: Any
    meaning: Any
    rows: list[DeskRow]

    @property
    def parts(self) -> list[tuple[str, str, list[DeskRow]]]:
        """Return the rows case by case: number, id, rows. One nameless part where it is no matter.

        A list keeps its order, so a case's papers stand together.
        """
        return [
            (number, case, list(rows))
            for (number, case), rows in groupby(self.rows, lambda one: (one.under, one.case))
        ]

    @property
    def has_ref(self) -> bool:
        """Whether any row has a number: a column nobody fills is left out."""
        return any(row.ref for row in self.rows)

    @property
    def has_count(self) -> bool:
        """Whether any row counts sheets."""
        return any(row.count for row in self.rows)

    @property
    def has_note(self) -> bool:
        """Whether any row says more."""
        return any(row.note or row.warn for row in self.rows)

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return 1 + self.has_ref + self.has_count + self.has_note


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A list as the page of the staff names it."""

    id: UUID
    number: str
    giver: str
    taker: str
    ordered_at: datetime
    state: Any
    tone: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """What waits for one officer, and whom it may be handed to."""

    officer: str
    name: str
    groups: list[DeskGroup]
    taker: str
    taker_name: str
    choice: dict[str, Any]
    seen: str
    may_hand_over: bool
    not_able: bool
    own: bool
    head: bool
    lists: list[DeskLine]


def waiting_page(actor: Actor, officer: str, taker: str = "", error: str = "") -> WaitingPage:
    """Return what waits for an officer; who asks leads the organ or is himself the one."""
    head, staff = leads(actor, actor.organ), staff_of(actor.organ)
    names = {one.code: one.name for one in staff if one.code != officer and not one.administrator}
    taker = taker if head and taker in names else ""
    items = desk_items(actor.organ, officer, taker)
    rows = [row for row in desks_seen_by(actor) if officer in {row.giver, row.taker}]
    open_already = any(
        row.giver == officer and state_of_desk(row) not in {DeskState.DONE, DeskState.OFF}
        for row in rows
    )
    people = successors(staff, officer)
    return WaitingPage(
        officer=officer,
        name=officer_names([officer]).get(officer, officer),
        groups=groups_of(items),
        taker=taker,
        taker_name=names.get(taker, ""),
        choice=field(
            "taker", "select", _("接收人"), options=people, value=taker, required=True, error=error
        ),
        seen=digest_of(items),
        may_hand_over=head and not open_already,
        not_able=any(not one.taker_may for one in items),
        own=officer == actor.id,
        head=head,
        lists=desk_lines(actor, rows),
    )


def successors(staff: Sequence[StaffLine], officer: str) -> list[dict[str, str]]:
    """Return whom a desk may be handed to: who shares a post comes first, who is away last.

    The three administrators handle no business and are no choice.
    """
    posts = {post for one in staff if one.code == officer for post in one.posts}
    able = [one for one in staff if one.code != officer and not one.administrator]
    able.sort(key=lambda one: (one.away, posts.isdisjoint(one.posts)))
    return [{"value": one.code, "label": _successor(one, posts)} for one in able]


def _successor(one: StaffLine, posts: set[str]) -> str:
    remarks = [_("、").join(one.posts)]
    if not posts.isdisjoint(one.posts):
        remarks.append(_("同岗位"))
    if one.away:
        remarks.append(_("今天请假"))
    return f"{one.name}（{_('；').join(remarks)}）"


def groups_of(items: Sequence[DeskItem]) -> list[DeskGroup]:
    """Return the items kind by kind, what binds most first; kinds without any are left out."""
    codes = {code for one in items if one.kind == ItemKind.LEAVE for code in one.ref.split("/")}
    names = officer_names(codes) if codes else {}
    groups = [
        DeskGroup(
            kind.value,
            KINDS[kind.value],
            MEANING[kind.value],
            [_row(one, names) for one in items if one.kind == kind],
        )
        for kind in ItemKind
    ]
    return [group for group in groups if group.rows]


def _row(item: DeskItem, names: Mapping[str, str]) -> DeskRow:
    name, ref, note, under = item.text, item.ref, "", ""
    if item.kind == ItemKind.ALONE:
        note = word(TODO_ACTS, item.detail)
    elif item.kind == ItemKind.ORIGINAL:
        name, _space, under = item.text.rpartition(" ")
        ref, note = grouped(item.ref), word(STANDINGS, item.detail)
    elif item.kind == ItemKind.SENT:
        name = _("原件交接单")
    elif item.kind == ItemKind.PARKED:
        name, ref = _("未完成的收件"), ""
    elif item.kind == ItemKind.LEAVE:
        absent, stand_in = (names.get(code, code) for code in item.ref.split("/"))
        name = _("%(absent)s请假，由%(stand_in)s代班") % {"absent": absent, "stand_in": stand_in}
        first, last = (_day(text) for text in item.detail.split("/"))
        ref, note = "", f"{first} — {last}"
    sheets = item.count if item.kind in {ItemKind.ORIGINAL, ItemKind.SENT} else 0
    return DeskRow(name or item.text, ref, sheets, note, not item.taker_may, item.case, under)


def _day(text: str) -> str:
    return formats.date_format(date.fromisoformat(text))


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature in words."""

    label: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A list: what, how many, from whom to whom, when, and who signed."""

    id: UUID
    number: str
    organ: str
    giver: str
    taker: str
    ordered_by: str
    ordered_at: datetime
    state: Any
    tone: str
    groups: list[DeskGroup]
    total: int
    signed: list[Signed]
    sign_label: str  # empty where this actor has nothing to sign
    may_call_off: bool


def desk_page(actor: Actor, desk: UUID) -> DeskPage:
    """Return the page of a list. Raises DeskNotFound."""
    row = desk_named(actor, desk)
    state, items, people = state_of_desk(row), items_on(row), People()
    names = officer_names([row.giver, row.taker, row.ordered_by])
    head = leads(actor, row.organ)
    label, tone = STATES[state.value]
    return DeskPage(
        id=row.pk,
        number=row.number,
        organ=organ_names([row.organ]).get(row.organ, row.organ),
        giver=names.get(row.giver, row.giver),
        taker=names.get(row.taker, row.taker),
        ordered_by=names.get(row.ordered_by, row.ordered_by),
        ordered_at=row.ordered_at,
        state=label,
        tone=tone,
        groups=groups_of(items),
        total=len(items),
        signed=_signed(row, people),
        sign_label=_sign_label(actor, row, state, head=head),
        may_call_off=head and state not in {DeskState.DONE, DeskState.OFF},
    )


def _signed(row: DeskHandOver, people: People) -> list[Signed]:
    labels = {"gave": _("移交人签字"), "took": _("接收人签字"), "off": _("取消")}
    found = []
    for one in sorted(row.signatures.all(), key=lambda one: one.at):
        label = labels[one.side]
        if one.side == "gave" and one.by != row.giver:
            label = _("负责人代移交人签字")
        found.append(Signed(label, people.doer("officer", one.by, one.post, one.at).text, one.at))
    return found


def _sign_label(actor: Actor, row: DeskHandOver, state: DeskState, *, head: bool) -> str:
    if state is DeskState.WAITS_FOR_GIVER and actor.id != row.taker:
        if actor.id == row.giver:
            return _("签字移交")
        return _("代移交人签字") if head else ""
    if state is DeskState.WAITS_FOR_TAKER and actor.id == row.taker and not actor.standing_in_for:
        return _("签字接收")
    return ""


def desk_lines(actor: Actor, rows: Sequence[DeskHandOver] | None = None) -> list[DeskLine]:
    """Return the lists the actor may see, or those of them already read."""
    rows = desks_seen_by(actor) if rows is None else rows
    names = officer_names(code for row in rows for code in (row.giver, row.taker)) if rows else {}
    return [
        DeskLine(
            row.pk,
            row.number,
            names.get(row.giver, row.giver),
            names.get(row.taker, row.taker),
            row.ordered_at,
            *STATES[state_of_desk(row).value],
        )
        for row in rows
    ]
