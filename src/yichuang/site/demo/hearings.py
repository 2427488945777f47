"""A hearing in the invented city: told, asked for, set, and held on record (听证)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, time, timedelta
from uuid import UUID

from yichuang.approval import public as approval
from yichuang.directory.public import Actor
from yichuang.law.public import CHINA_TIME, Calendar
from yichuang.ledger.public import Command, execute

from .cast import Plot
from .filings import party_actor

INTEREST = "拟建工程与相邻住宅之间的日照和通行（示例）"
WISH = "希望当面说明施工期间的通行安排。（示例）"
PLACE = "示例路1号 第二会议室"
LEAD = 11  # working days between the notice and the hearing: more than seven days, whatever feast
RECORD = (
    "主持人宣布听证事由和纪律。审查人员陈述审查意见和依据。申请人说明施工期间的通行安排，"
    "利害关系人要求夜间停止施工。主持人归纳：各方同意夜间不施工。（示例）"
)
SIGNED = "演示主持人、演示员工、演示邻居"
RECORD_CITED = "依据听证笔录，采纳各方一致意见：夜间不施工，保留通行道。（示例）"
HOST_TURN = 1  # the second holder of the post: the first one examines


def ask_for_hearing(
    plot: Plot, case: UUID, at: datetime, calendar: Calendar
) -> Generator[datetime, None, datetime]:
    """Tell of the right, ask for the hearing, set its day; return when it is held."""
    yield at
    tell = approval.TellHearing(to=("applicant",), interest=INTEREST)
    handle = plot.desk.actor("handle", at.date())
    _do(case, tell, handle, "hearing-right")
    at += timedelta(hours=1)
    yield at
    who = party_actor(plot.agent or plot.person, plot.person)
    _do(case, approval.RequestHearing(reason=WISH), who, "hearing-request")
    at += timedelta(minutes=50)
    yield at
    day = calendar.working_day_after(at.astimezone(CHINA_TIME).date(), LEAD)
    when = datetime.combine(day, time(14), CHINA_TIME)
    host = plot.desk.actor("handle", at.date(), HOST_TURN).id
    setting = approval.SetHearing(set_for=when, place=PLACE, host=host)
    _do(case, setting, handle, "hearing-day")
    return when


def hold_hearing(plot: Plot, case: UUID, when: datetime) -> Generator[datetime, None, datetime]:
    """Put the record in the file two hours after it began; return that moment."""
    at = when + timedelta(hours=2)
    yield at
    record = approval.RecordHearing(outcome="held", record=RECORD, signed_by=SIGNED)
    _do(case, record, plot.desk.actor("handle", at.date(), HOST_TURN), "hearing-record")
    return at


def _do(case: UUID, command: Command, actor: Actor, name: str) -> None:
    execute(case, command, actor=actor, key=f"demo-{case.hex[:12]}-{name}")
