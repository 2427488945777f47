"""Reading one case: how far it is, what may be done next and why, and its file."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router
from pydantic import Field

from yichuang.approval.public import Action, CasePage, case_page
from yichuang.directory.public import ActorKind, requires
from yichuang.kernel.public import DomainError, dump
from yichuang.law.public import Deadline, Unit, say
from yichuang.ledger.public import StoredEvent

from ..texts import say as say_refusal
from .base import who
from .security import SIGNED_IN
from .types import CaseId, Moment, Reply

router = Router(tags=["cases"], auth=SIGNED_IN)
INTERNAL = frozenset({"opinion"})  # what officers write for each other


class LineReply(Reply):
    """One line of a clock's explanation, in both languages."""

    counted: int
    first: date | None
    last: date | None
    source: str
    zh: str
    en: str


class ClockReply(Reply):
    """A clock as it reads today, and why (期限及计算说明)."""

    amount: int
    unit: Unit
    source: str
    started_on: date
    due_on: date | None = Field(description="中止期间为空 Null while it stands still")
    used: int
    remaining: int | None
    overdue_by: int
    suspended: bool
    provisional: bool = Field(description="放假安排未公布，暂计 Holidays not announced yet")
    lines: list[LineReply]


class ClocksReply(Reply):
    """The clocks of a case; null before they run, or where there is none."""

    answer: ClockReply | None
    statutory: ClockReply | None
    promised: ClockReply | None
    first: ClockReply | None = Field(description="初审期限 Of a preliminary examination")


class MaterialReply(Reply):
    """A material of the guide, and how it stands in this case."""

    code: str
    name: str
    required: bool
    how: str
    uploads: list[UUID]
    asked: bool


class EventReply(Reply):
    """An entry of the case, in order."""

    no: int
    kind: str
    milestone: str
    effective_at: Moment
    recorded_at: Moment
    by: ActorKind
    organ: str
    post: str
    number: str = Field(description="文书号 Number of the paper that went with it")
    digest: str


class ActionReply(Reply):
    """A step, and if it may not be taken now, the reason in words and as a code."""

    name: str
    allowed: bool
    code: str
    article: str
    title: str
    detail: str


class CaseReply(Reply):
    """A case without its personal file (办件)."""

    id: UUID
    number: str
    matter: str
    matter_name: str
    edition: UUID | None
    organ: str
    organ_name: str
    holder: str = Field(description="现在承办的机关 The organ that has it now")
    region: str
    entrance: str
    status: str
    outcome: str
    received_at: Moment | None
    late: bool
    deemed: bool
    last_no: int = Field(description="作为 seen_no 带回 Send it back as seen_no")
    gaps: list[str]
    milestones: dict[str, str]
    decision_number: str
    licence: str
    clocks: ClocksReply
    materials: list[MaterialReply]
    events: list[EventReply]
    actions: list[ActionReply]


class FileItem(Reply):
    """One item of the case's file: what entry `no` said in `field`."""

    no: int
    field: str
    content: Any


class FileReply(Reply):
    """What the case holds about a person, and words; opening it for others is a look."""

    applicant: dict[str, Any]
    form: dict[str, Any]
    items: list[FileItem]


@router.get("", response=CaseReply, operation_id="read_case", summary="办件 Read a case")
@requires("case.read")
def read_case(request: HttpRequest, case: CaseId) -> CaseReply:
    """进度、期限、材料和可办的步骤；不含个人信息。 Without the personal file."""
    page = case_page(who(request), case, with_file=False)
    state, row = page.state, page.case
    return CaseReply(
        id=row.id,
        number=row.number or "",
        matter=row.matter,
        matter_name=row.matter_name,
        edition=row.edition,
        organ=row.organ,
        organ_name=row.organ_name,
        holder=row.holder or row.organ,
        region=row.region,
        entrance=state.entrance,
        status=state.status.value,
        outcome=state.outcome,
        received_at=state.received_at,
        late=state.late,
        deemed=state.deemed,
        last_no=row.version,
        gaps=list(state.gaps),
        milestones=row.milestones,
        decision_number=state.decision_number,
        licence=state.licence,
        clocks=_clocks(page),
        materials=[
            MaterialReply(
                code=line.code,
                name=line.name,
                required=line.required,
                how=line.how,
                uploads=[UUID(one) for one in line.uploads],
                asked=line.asked,
            )
            for line in page.materials
        ],
        events=[_event(event) for event in page.events],
        actions=[_action(action) for action in page.actions],
    )


@router.get("/file", response=FileReply, operation_id="read_case_file", summary="案卷 Its file")
@requires("file.read")
def read_case_file(request: HttpRequest, case: CaseId) -> FileReply:
    """申请人、表单和文字；工作人员查阅会留痕。 A look by staff is recorded and shown."""
    actor = who(request)
    page = case_page(actor, case)
    hidden = INTERNAL if actor.kind is ActorKind.PARTY else frozenset()
    items = [(int(no), name, content) for no, name, content in _items(page) if name not in hidden]
    return FileReply(
        applicant=page.applicant,
        form=page.form,
        items=[
            FileItem(no=no, field=name, content=content) for no, name, content in sorted_(items)
        ],
    )


def sorted_(items: list[tuple[int, str, Any]]) -> list[tuple[int, str, Any]]:
    """Return items by entry and field; contents of any kind cannot be compared."""
    return sorted(items, key=lambda item: item[:2])


def _items(page: CasePage) -> list[tuple[str, str, Any]]:
    return [(*key.split(".", 1), content) for key, content in page.file.items()]


def _clocks(page: CasePage) -> ClocksReply:
    clocks = page.clocks
    return ClocksReply(
        answer=_clock(clocks.answer),
        statutory=_clock(clocks.statutory),
        promised=_clock(clocks.promised),
        first=_clock(clocks.first),
    )


def _clock(reading: Deadline | None) -> ClockReply | None:
    if reading is None:
        return None
    return ClockReply(
        amount=reading.period.amount,
        unit=reading.period.unit,
        source=reading.period.source,
        started_on=reading.started_on,
        due_on=reading.due_on,
        used=reading.used,
        remaining=reading.remaining,
        overdue_by=reading.overdue_by,
        suspended=reading.suspended,
        provisional=reading.provisional,
        lines=[
            LineReply(
                counted=line.counted,
                first=line.first,
                last=line.last,
                source=line.source,
                zh=say(line, "zh"),
                en=say(line, "en"),
            )
            for line in reading.lines
        ],
    )


def _event(event: StoredEvent) -> EventReply:
    return EventReply(
        no=event.no,
        kind=event.kind,
        milestone=event.milestone,
        effective_at=event.effective_at,
        recorded_at=event.recorded_at,
        by=ActorKind(event.actor_kind),
        organ=event.organ,
        post=event.post,
        number=getattr(event.event, "number", ""),
        digest=event.hash.hex(),
    )


def _action(action: Action) -> ActionReply:
    title = detail = ""
    if not action.allowed:
        words = say_refusal(_refusal(action), get_language() or "zh-hans")
        title, detail = words.title, words.detail
    return ActionReply(
        name=action.name,
        allowed=action.allowed,
        code=action.code,
        article=action.article,
        title=title,
        detail=detail,
    )


def _refusal(action: Action) -> DomainError:
    """Return the refusal an action stands for, so that it is said in the same words."""
    kind = _refusals().get(action.code, DomainError)
    return kind(article=action.article or None, **dump(action.facts or {}))


@functools.cache
def _refusals() -> dict[str, type[DomainError]]:
    """Return every refusal of the house by its code."""
    found: dict[str, type[DomainError]] = {}
    waiting = [DomainError]
    while waiting:
        kind = waiting.pop()
        found.setdefault(kind.code, kind)
        waiting += kind.__subclasses__()
    return found
