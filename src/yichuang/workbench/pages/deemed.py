"""Silence before the head's eyes (默示受理): what waits, what ends today, what was accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yichuang.approval.public import deemed_cases
from yichuang.directory.public import Actor, may_try
from yichuang.kernel.public import ports
from yichuang.ledger.public import Case

MOST = 100  # rows of a list on the page; its count is told in full
# list → (title, what the head does about it, tone)
LISTS: Mapping[str, tuple[Any, Any, str]] = {
    "waiting": (
        _("等待确认后发出文书"),
        _("视为受理、视为准予延续已经生效，日期不变；因记录晚于法定时刻，文书由负责人确认后发出。"),
        "warn",
    ),
    "over": (
        _("期限已经届满，还没有记录"),
        _("标有“暂定”的，届满日所在年份的节假日安排还没有公布，由负责人确认；其余的由系统补记。"),
        "bad",
    ),
    "last_day": (
        _("今天是最后一天"),
        _(
            "今天不受理、不一次性告知补正，也不作出不予受理决定的，自收件之日起视为受理；"
            "证照届满前最后一个工作日还不决定的，届满时视为准予延续。"
        ),
        "warn",
    ),
    "lately": (
        _("上一个工作日以来届满，已经生效"),
        _("期限届满没有答复或者没有决定，已经视为受理、视为准予延续；文书已经发出或者等待确认。"),
        "info",
    ),
}


@dataclass(frozen=True, slots=True)
class DeemedRow:
    """One case; the name is masked."""

    case_id: UUID
    number: str
    matter: str
    organ: str
    applicant: str
    received_at: datetime
    last_day: date | None
    provisional: bool
    held: bool
    renews: bool  # a renewal, and its licence's last day; otherwise an answer to a filing


@dataclass(frozen=True, slots=True)
class DeemedList:
    """One list with its count."""

    key: str
    title: str
    explained: str
    tone: str
    count: int
    rows: list[DeemedRow]


@dataclass(frozen=True, slots=True)
class DeemedPage:
    """The lists in the order in which they press."""

    at: datetime
    lists: list[DeemedList]


def deemed_page(actor: Actor) -> DeemedPage:
    """Return the head's page of silence."""
    found = deemed_cases(actor)
    lists = []
    for key, (title, explained, tone) in LISTS.items():
        cases = getattr(found, key)
        rows = [_row(case) for case in cases[: MOST + 1]]
        count = len(rows) if len(rows) <= MOST else cases.count()
        lists.append(DeemedList(key, str(title), str(explained), tone, count, rows[:MOST]))
    return DeemedPage(ports().clock.now(), lists)


def _row(case: Case) -> DeemedRow:
    application = case.application
    renews = application.renewed or bool(application.renewal_until and not _answers_first(case))
    answer_by = application.silent_until or case.statutory_due_on
    return DeemedRow(
        case_id=case.id,
        number=case.number or "",
        matter=case.matter_name,
        organ=case.organ_name,
        applicant=application.applicant_masked,
        received_at=application.received_at,
        last_day=application.renewal_until if renews else answer_by,
        provisional=case.due_provisional and not application.deemed and not renews,
        held=bool(application.deemed_held or application.renewal_held),
        renews=renews,
    )


def _answers_first(case: Case) -> bool:
    """Return whether an answer to the filing is still awaited, and due before the licence ends."""
    until, answer_by = case.application.renewal_until, case.statutory_due_on
    return bool(case.status == "received" and answer_by and until and answer_by <= until)


def pressing(actor: Actor) -> int:
    """Return how many cases of silence press on this morning; none for who answers for none."""
    if not may_try(actor, "approval.confirm_deemed"):
        return 0
    found = deemed_cases(actor)
    return sum(rows.count() for rows in (found.waiting, found.over, found.last_day))
