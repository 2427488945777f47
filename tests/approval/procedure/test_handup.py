"""Hand-ups with values worked out by hand; LicLaw 35, 43.

Accepted on Monday 22 September 2025, the 15th working day is 17 October: Sunday the 28th and
Saturday 11 October are worked, 1 to 8 October are off.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import handup_commands as u
from yichuang.approval import turn_commands as t
from yichuang.approval.errors import (
    DecidedAbove,
    GroundMissing,
    MaterialsAskedAgain,
    NotFileable,
    OrganAboveUnknown,
    StepNotAllowed,
)
from yichuang.approval.procedure import first_deadline, pins_of
from yichuang.catalogue.content import HandlingKind, PowerType
from yichuang.law.public import Period, Unit

from .moves_handup import ABOVE, FROM_ACCEPTANCE, HANDED, ON_RECEIPT, TERMS
from .sample import APPLICANT, CALENDAR, PARTY, PLAN, A, B, C, D, Sample, accepted, at
from .sample import filed as file_under

UP = u.HandUp(agrees=True, reasons="示例")


def examined(edition=HANDED) -> Sample:
    case = accepted("2025-09-22", edition)
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-23"), A)
    return case


def sent(edition=HANDED, day: str = "2025-10-13") -> Sample:
    case = examined(edition)
    case.do(UP, at(day), C)
    return case


def first_day(case: Sample) -> date | None:
    clock = first_deadline(case.state, CALENDAR)
    return clock.due_on if clock else None


def test_lower_organ_has_its_own_time_and_the_hand_up_ends_it():
    case = examined()
    assert case.due == (date(2025, 10, 17), date(2025, 10, 17))
    case.do(UP, at("2025-10-13"), C)

    # From Monday the 13th: the 10th working day is 27 October, the 20th 10 November.
    assert case.due == (date(2025, 11, 10), date(2025, 10, 27))
    assert first_day(case) == date(2025, 10, 17)
    assert case.steps == ["receive_hand_up"]


def test_time_above_may_run_from_receipt():
    case = sent(ON_RECEIPT)
    assert case.due == (None, None)
    case.do(u.ReceiveHandUp(), at("2025-10-15"), B)

    assert case.due == (date(2025, 11, 12), date(2025, 10, 29))


def test_time_above_may_run_from_acceptance():
    case = examined(FROM_ACCEPTANCE)
    assert case.due == (date(2025, 10, 17), date(2025, 10, 11))
    case.do(UP, at("2025-10-10"), C)

    assert case.due == (date(2025, 10, 24), date(2025, 10, 11))


def test_late_hand_up_stays_late_and_costs_the_organ_above_nothing():
    case = sent(day="2025-10-21")
    clock = first_deadline(case.state, CALENDAR)

    assert clock is not None
    assert clock.overdue_by == 2  # the 20th and the 21st
    assert case.due[1] == date(2025, 11, 4)


def test_guide_may_shorten_the_law_s_twenty_days_and_never_lengthen_them():
    long = replace(TERMS, first=Period(30, Unit.WORKING_DAY, "示例规定"))
    pin = pins_of(replace(HANDED, hand_up=long)).hand_up

    assert pin is not None
    assert pin.first == Period(20, Unit.WORKING_DAY, "LicLaw 43")


@pytest.mark.parametrize(
    "change",
    [
        {"power_type": PowerType.CONFIRMATION},
        {"handling_kind": HandlingKind.INSTANT},
        {"steps": ()},
    ],
    ids=str,
)
def test_guide_that_cannot_be_handed_up_takes_no_filing(change):
    with pytest.raises(NotFileable) as refusal:
        file_under("2025-09-22", replace(HANDED, **change))
    assert refusal.value.facts["lacks"] == ["hand_up"]


def test_only_the_organ_above_decides_extends_and_renews():
    case = examined()
    for command in (c.Decide(granted=True), c.Extend(days=5, reason="示例")):
        with pytest.raises(DecidedAbove):
            case.do(command, at("2025-09-24"), C)
    renewal = c.File(
        form={}, applicant=APPLICANT, materials=(PLAN,), what="renewal", of_licence="示例1号"
    )
    with pytest.raises(DecidedAbove) as refusal:
        Sample(HANDED).do(renewal, at("2025-09-22"), PARTY)
    assert refusal.value.article == "LicLaw 50(1)"


def test_hand_up_needs_reasons_and_an_organ_that_is_known():
    case = examined()
    with pytest.raises(GroundMissing):
        case.do(u.HandUp(agrees=False, reasons="　"), at("2025-09-24"), C)
    case.edition = file_under("2025-09-22").edition  # a guide that names nobody above
    with pytest.raises(OrganAboveUnknown):
        case.do(UP, at("2025-09-24"), C)
    assert case.status == "accepted"


def test_nothing_but_signing_is_done_on_the_way():
    case = sent()
    notice = c.RequestSupplement(items=(c.SupplementItem("plan", ("不清楚",)),))
    with pytest.raises(MaterialsAskedAgain):
        case.do(notice, at("2025-10-14"), B)
    for command in (UP, c.Decide(granted=True), c.Resume(), t.TakeMaterials(materials=(PLAN,))):
        with pytest.raises(Exception, match="approval"):
            case.do(command, at("2025-10-14"), D)
    case.do(u.ReceiveHandUp(), at("2025-10-14"), B)
    with pytest.raises(StepNotAllowed):
        case.do(u.ReceiveHandUp(), at("2025-10-14"), B)
    with pytest.raises(MaterialsAskedAgain):
        case.do(notice, at("2025-10-14"), B)


def test_title_and_holder_pass_to_the_organ_above():
    case = sent()

    assert case.state.title is not None
    assert case.state.title.organ == ABOVE
    assert case.state.above is not None
    assert (case.state.above.organ, case.state.above.agrees) == (ABOVE, True)
