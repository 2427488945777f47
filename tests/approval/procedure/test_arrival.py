"""From filing to acceptance, with dates worked by hand on the calendars of 2025 and 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.approval.errors import MaterialsMissing, NotFileable
from yichuang.catalogue.content import PowerType, Result, Step
from yichuang.law.public import Period, Unit

from .sample import (
    APPLICANT,
    CALENDAR,
    CONFIRMATION,
    FISH,
    LICENCE,
    PARTY,
    PLAN,
    PROCEDURE,
    QUICK,
    SERVICE,
    Sample,
    accepted,
    at,
    days,
    filed,
    raw,
)


def test_online_filing_records_what_came_and_what_is_open():
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))

    event = case.events[0]
    assert isinstance(event, e.Filed)
    assert (event.entrance, event.late) == ("online", False)
    assert event.effective_at == at("2025-09-22")
    assert event.gaps == ("fish",)
    assert case.steps == ["accept"]


def test_a_material_nobody_needs_by_the_answers_is_no_gap():
    assert filed("2025-09-22", LICENCE, PLAN, form=raw("no")).state.gaps == ()
    assert filed("2025-09-22", LICENCE, PLAN, form={}).state.gaps == ()


def test_an_upload_without_a_file_stays_a_gap():
    case = filed("2025-09-22", LICENCE, c.MaterialGiven("plan", "upload"))

    assert case.state.gaps == ("plan",)


def test_paper_is_there_once_a_window_has_it():
    paper = c.MaterialGiven("plan", "paper", copies=1)
    online = filed("2025-09-22", LICENCE, paper)
    window = Sample(LICENCE)
    window.do(c.Receive(form={}, applicant=APPLICANT, materials=(paper,)), at("2025-09-22"))

    assert online.state.gaps == ("plan",)
    assert window.state.gaps == ()
    assert window.state.entrance == "window"


def test_late_entry_keeps_the_day_of_receipt_and_shows_that_it_is_late():
    case = Sample(LICENCE)
    command = c.Receive(
        form={},
        applicant=APPLICANT,
        materials=(PLAN,),
        received_at=at("2025-09-22", 16),
        late_ground="示例:系统停电",
    )
    case.do(command, at("2025-09-24"))

    assert case.state.late
    assert case.state.received_at == at("2025-09-22", 16)
    assert case.due == (date(2025, 9, 28), date(2025, 9, 28))


def test_an_earlier_hour_of_the_same_day_is_not_late():
    case = Sample(LICENCE)
    command = c.Receive(form={}, applicant=APPLICANT, received_at=at("2025-09-22", 8))
    case.do(command, at("2025-09-22", 11))

    assert not case.state.late


def test_a_day_is_a_day_in_china():
    case = Sample(LICENCE)
    just_past_midnight = datetime(2025, 9, 21, 16, 30, tzinfo=UTC)  # 00:30 on the 22nd
    case.do(c.File(form={}, applicant=APPLICANT, materials=(PLAN,)), just_past_midnight, PARTY)

    assert case.due == (date(2025, 9, 28), date(2025, 9, 28))


@pytest.mark.parametrize(
    ("filed_on", "due_on"),
    [
        ("2025-09-22", date(2025, 9, 28)),  # a Sunday that is worked
        ("2025-09-28", date(2025, 10, 11)),  # 29, 30, 9, 10, then a Saturday that is worked
        ("2025-12-29", date(2026, 1, 6)),  # 30, 31, worked Sunday the 4th, 5, 6
        ("2026-02-10", date(2026, 2, 24)),  # 11, 12, 13, worked Saturday the 14th, 24
        ("2026-10-01", date(2026, 10, 13)),  # filed on a holiday: 8, 9, worked 10th, 12, 13
    ],
)
def test_a_licence_filing_is_answered_within_five_working_days(filed_on, due_on):
    assert filed(filed_on).due == (due_on, due_on)


def test_silence_accepts_with_the_end_of_the_worked_sunday():
    case = filed("2025-09-22")

    assert PROCEDURE.wake_at(case.state, CALENDAR) == at("2025-09-29", 0)
    assert case.wake(at("2025-09-28", 23, 59)) == []
    (event,) = case.wake(at("2025-09-29", 0))

    assert isinstance(event, e.DeemedAccepted)
    assert event.effective_at == at("2025-09-22")  # the day the materials came
    assert event.period_ended_on == date(2025, 9, 28)
    assert event.article == "LicLaw 32(4)"
    # The clocks count from the 22nd, not from the night silence ended.
    assert case.due == (date(2025, 10, 24), date(2025, 10, 11))
    assert case.state.deemed


def test_a_worker_that_slept_for_a_month_changes_no_effect():
    case = filed("2025-09-22")
    case.wake(at("2025-10-31"))

    assert case.state.accepted_at == at("2025-09-22")
    assert case.wake(at("2025-11-30")) == []


def test_silence_accepts_in_spite_of_gaps():
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))
    case.wake(at("2025-09-29", 0))

    assert (case.status, case.state.gaps) == ("accepted", ("fish",))


def test_silence_never_accepts_on_a_day_that_is_not_announced():
    case = filed("2026-12-28")

    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    assert case.wake(at("2027-02-01")) == []
    assert case.status == "received"
    (todo,) = PROCEDURE.todos(case.state, CALENDAR)
    assert (todo.step, todo.provisional) == ("accept", True)
    assert PROCEDURE.due(case.state, CALENDAR).provisional


def test_silence_does_not_accept_where_no_law_says_so():
    for edition in (SERVICE, CONFIRMATION):
        case = filed("2025-09-22", edition)

        assert PROCEDURE.wake_at(case.state, CALENDAR) is None
        assert case.wake(at("2026-03-02")) == []
        # The house's own target to answer is no date of the law.
        assert case.due == (None, date(2025, 9, 28))


def test_silence_accepts_where_the_guide_of_another_power_says_so():
    edition = replace(CONFIRMATION, acceptance=days(3, source="示例规定"))
    case = filed("2025-09-22", edition)

    assert case.due == (date(2025, 9, 25), date(2025, 9, 25))
    (event,) = case.wake(at("2025-09-26", 0))
    assert (event.period_ended_on, event.article) == (date(2025, 9, 25), "示例规定")


def test_a_guide_may_shorten_the_answer_to_a_licence_filing_but_not_lengthen_it():
    assert filed("2025-09-22", replace(LICENCE, acceptance=days(2))).due[0] == date(2025, 9, 24)
    longer = filed("2025-09-22", replace(LICENCE, acceptance=days(8)))

    assert longer.due[0] == date(2025, 9, 28)
    assert longer.state.pins.acceptance == Period(5, Unit.WORKING_DAY, "LicLaw 32(4)")


def test_acceptance_starts_both_clocks():
    case = accepted("2025-09-22")

    assert case.due == (date(2025, 10, 24), date(2025, 10, 11))
    assert case.steps == ["examine"]
    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    assert accepted("2026-02-10").due[0] == date(2026, 3, 16)
    assert accepted("2026-09-24").due == (date(2026, 10, 29), date(2026, 10, 15))


def test_one_notice_names_everything_and_stops_silence():
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))
    items = (c.SupplementItem("fish", ("缺少",)), c.SupplementItem("form", ("未填写",)))
    case.do(c.RequestSupplement(items=items, answer_by=date(2025, 10, 20)), at("2025-09-28", 17))

    assert (case.status, case.state.asked) == ("supplement", ("fish", "form"))
    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    assert case.due == (None, None)
    (todo,) = PROCEDURE.todos(case.state, CALENDAR)
    assert (todo.step, todo.act, todo.due_on) == (
        "supplement",
        "approval.answer",
        date(2025, 10, 20),
    )


def supplemented() -> Sample:
    """Return a case with two things asked for on the 23rd, the last of which came on the 25th."""
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))
    items = (c.SupplementItem("fish", ("缺少",)), c.SupplementItem("plan", ("不清楚",)))
    case.do(c.RequestSupplement(items=items), at("2025-09-23"))
    case.do(c.AnswerSupplement(materials=(PLAN,)), at("2025-09-24"), PARTY)
    assert (case.status, case.state.asked) == ("supplement", ("fish",))
    case.do(c.TakeSupplement(materials=(FISH,)), at("2025-09-25"))
    return case


def test_a_supplement_may_come_in_parts_and_the_time_starts_when_all_is_there():
    case = supplemented()

    assert (case.status, case.state.asked, case.state.gaps) == ("received", (), ())
    # 26, worked Sunday 28, 29, 30, then 9 October.
    assert case.due == (date(2025, 10, 9), date(2025, 10, 9))
    (event,) = case.wake(at("2025-10-10", 0))
    assert event.effective_at == at("2025-09-25")
    assert case.due[0] == date(2025, 10, 29)


def test_after_the_supplement_it_can_be_accepted_and_not_asked_again():
    case = supplemented()
    case.do(c.Accept(), at("2025-09-26"))

    assert case.state.accepted_at == at("2025-09-26")


def test_what_the_one_notice_left_out_is_held_against_nobody():
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))
    case.do(c.RequestSupplement(items=(c.SupplementItem("plan", ("不清楚",)),)), at("2025-09-23"))
    case.do(c.AnswerSupplement(materials=(PLAN,)), at("2025-09-24"), PARTY)

    case.do(c.Accept(), at("2025-09-24"))
    assert case.status == "accepted"


def test_a_corrected_answer_makes_a_material_unneeded():
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))
    case.do(c.RequestSupplement(items=(c.SupplementItem("fish", ("缺少",)),)), at("2025-09-23"))
    case.do(c.AnswerSupplement(materials=(), answers=raw("no")), at("2025-09-24"), PARTY)

    assert (case.status, case.state.gaps) == ("received", ())


@pytest.mark.parametrize(
    ("ground", "organ"), [("not_required", ""), ("not_competent", "示例市另一局")]
)
def test_declining_closes_at_once_and_can_be_rated(ground, organ):
    case = filed()
    case.do(
        c.DeclineAcceptance(ground=ground, reasons="示例理由", competent_organ=organ),
        at("2025-09-23"),
    )

    assert (case.status, case.state.outcome, case.steps) == ("not_accepted", "not_accepted", [])
    assert isinstance(case.events[1], e.NotAccepted)
    assert case.events[1].competent_organ == organ
    case.do(c.Evaluate(grade=5), at("2025-09-23", 12), PARTY)


@pytest.mark.parametrize(
    "prepare",
    [
        lambda case: case,
        lambda case: case.do(c.Accept(), at("2025-09-23")),
        lambda case: case.do(
            c.RequestSupplement(items=(c.SupplementItem("plan", ("不清楚",)),)), at("2025-09-23")
        ),
        lambda case: (
            case.do(c.Accept(), at("2025-09-23")),
            case.do(
                c.Suspend(
                    procedure="appraisal", reason="示例", expected_until=at("2025-11-28").date()
                ),
                at("2025-09-23"),
            ),
        ),
    ],
)
def test_the_applicant_may_take_it_back_until_it_is_decided(prepare):
    case = filed()
    prepare(case)
    case.do(c.Withdraw(reason="示例"), at("2025-09-24"), PARTY)

    assert (case.status, case.state.outcome, case.steps) == ("withdrawn", "withdrawn", [])


@pytest.mark.parametrize(
    ("lacking", "change"),
    [
        ("materials", {"materials": None}),
        ("statutory", {"statutory": None, "promised": None}),
        ("power_type", {"power_type": PowerType.PENALTY}),
        ("steps", {"steps": (Step("x", "示例", "approval.deliver"),)}),
        ("steps", {"steps": (Step("x", "示例", "approval.review", people=0),)}),
        ("steps", {"steps": (Step("x", "一", "approval.review"),) * 2}),
        (
            "result",
            {"result": Result("1", "示例", validity=Period(5, Unit.WORKING_DAY, "示例"))},
        ),
    ],
)
def test_a_guide_that_could_not_be_carried_to_its_end_is_not_filed_under(lacking, change):
    with pytest.raises(NotFileable) as refusal:
        filed("2025-09-22", replace(LICENCE, **change))

    assert lacking in refusal.value.facts["lacks"]


def test_a_guide_that_names_no_kind_of_handling_is_filed_as_a_committed_matter():
    case = filed("2025-09-22", replace(LICENCE, handling_kind=None))

    assert (case.status, case.state.pins.instant) == ("received", False)


def test_an_instant_licence_has_the_periods_of_the_licensing_law():
    case = filed("2025-09-22", QUICK)
    case.do(c.Accept(), at("2025-09-22"))

    assert case.due[0] == date(2025, 10, 24)


def test_the_decision_stands_last_wherever_the_guide_lists_it():
    steps = (Step("end", "决定", "approval.decide"), Step("check", "复核", "approval.review"))
    case = filed("2025-09-22", replace(LICENCE, steps=steps))

    assert [step.code for step in case.state.pins.steps] == ["check", "end"]


def test_gaps_keep_a_case_from_acceptance_and_say_which():
    case = filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))
    with pytest.raises(MaterialsMissing) as refusal:
        case.do(c.Accept(), at("2025-09-22"))

    assert refusal.value.facts["materials"] == ["fish"]
