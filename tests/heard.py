"""An accepted licence without steps before the decision, in which there may be a hearing."""

from __future__ import annotations

import dataclasses
from datetime import datetime, time, timedelta
from typing import Any

from tests import factories
from yichuang.approval import public as approval
from yichuang.kernel.public import ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Receipt

TELL = approval.TellHearing(to=("applicant", "third"), interest="与相邻方共用通道")
HOST = "T-review"


def accepted_case(city: factories.City) -> Receipt:
    """Publish the licence, take an application of 测试甲 at the window and accept it."""
    content = dataclasses.replace(factories.with_gaps(), name="示例听证许可", steps=())
    edition = factories.published(content)
    papers = tuple(approval.MaterialGiven(code, "paper", copies=1) for code in ("plan", "photo"))
    case = approval.receive_application(
        actor=city.officer("window"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=papers
        ),
        key="hearing-filing-1",
    )
    take(city, case, "window", approval.Accept())
    return case


def take(city: factories.City, case: Receipt, post: str, command: Any) -> Receipt:
    """Take a step in a post, or as the citizen."""
    actor = city.party("citizen") if post == "citizen" else city.officer(post)
    return approval.act(case.case_id, command, actor=actor, key=f"heard-{command.kind}-{post}")


def in_days(days: int) -> datetime:
    """Return two in the afternoon of the day so many days from now."""
    day = approval.legal_day(ports().clock.now()) + timedelta(days=days)
    return datetime.combine(day, time(14), CHINA_TIME)
