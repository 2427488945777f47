"""Hearings in licensing: told, asked for in five days, notified seven ahead, held in twenty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import errors as r
from yichuang.approval import events as e
from yichuang.approval import hearing_commands as h
from yichuang.kernel.public import DomainError, InvalidInput

from .sample import (
    CALENDAR,
    CONFIRMATION,
    LICENCE,
    PARTY,
    PROCEDURE,
    SHORT,
    STRANGER,
    A,
    D,
    Sample,
    accepted,
    at,
)

TELL = h.TellHearing(to=("applicant", "third"), interest="示例：与相邻方有重大利益关系")
ASK = h.RequestHearing(reason="示例")
THIRD_ASKS = h.TakeHearingRequest(by="third", who="测试乙", reason="示例")
HELD = h.RecordHearing(outcome="held", record="示例笔录", signed_by="演示甲、测试乙")


def told(day: str = "2025-09-22") -> Sample:
    """Return a licence accepted and told on that day; the fifth working day is Sunday the 28th."""
    case = accepted(day, SHORT)
    case.do(TELL, at(day, 11))
    return case


def setting(day: str, host: str = D.id) -> h.SetHearing:
    return h.SetHearing(set_for=at(day, 14), place="示例市政务服务中心会议室", host=host)


def asked(day: str = "2025-09-23") -> Sample:
    case = told()
    case.do(ASK, at(day), PARTY)
    return case


def test_who_was_told_may_ask_until_the_fifth_working_day_which_is_a_made_up_sunday():
    for hour in (9, 23):
        case = told()
        case.do(ASK, at("2025-09-28", hour), PARTY)
        assert case.status == "suspended"

    case = told()
    with pytest.raises(r.HearingNotOpen) as refusal:
        case.do(ASK, at("2025-09-29", 0), PARTY)
    assert refusal.value.article == "LicLaw 47"
    assert refusal.value.facts["until"] == "2025-09-28"


def test_nothing_is_decided_while_somebody_may_ask():
    case = told()
    with pytest.raises(r.HearingOpen) as refusal:
        case.do(c.Decide(granted=True), at("2025-09-28", 23), D)
    assert (refusal.value.article, refusal.value.facts["until"]) == ("LicLaw 47", "2025-09-28")

    case.do(c.Decide(granted=True), at("2025-09-29", 0), D)
    assert case.status == "granted"


def test_the_way_is_free_once_everybody_who_was_told_has_given_it_up():
    case = told()
    case.do(h.WaiveHearing(), at("2025-09-23"), PARTY)
    with pytest.raises(r.HearingOpen):
        case.do(c.Decide(granted=True), at("2025-09-23", 10), D)
    case.do(h.TakeHearingWaiver(by="third", who="测试乙"), at("2025-09-23", 11))
    with pytest.raises(r.HearingNotOpen):
        case.do(ASK, at("2025-09-23", 12), PARTY)

    case.do(c.Decide(granted=True), at("2025-09-23", 13), D)
    assert case.status == "granted"


def test_the_time_of_the_hearing_is_not_counted():
    # Accepted 22 Sept, asked for on the 24th: one of twenty working days, the 23rd, is gone. Held
    # on 15 Oct; counting goes on with the 16th, and of the nineteen left 16 17 20 21 22 23 24 27
    # 28 29 30 31 Oct are twelve, 3 4 5 6 7 10 11 Nov seven.
    plain = accepted("2025-09-22", SHORT)
    assert plain.due[0] == date(2025, 10, 24)
    case = asked("2025-09-24")
    assert case.due == (None, None)
    case.do(setting("2025-10-15"), at("2025-09-25"))
    case.do(HELD, at("2025-10-15", 17))

    assert case.status == "accepted"
    assert case.due[0] == date(2025, 11, 11)
    assert [(i.first, i.last) for i in case.state.suspensions] == [
        (date(2025, 9, 24), date(2025, 10, 15))
    ]


def test_who_must_do_what_by_when_stands_on_the_list():
    # Asked for on 23 Sept: twenty working days end on 27 Oct (24 25 26 28 29 30 Sept, 9 10 11 13
    # to 17, 20 to 24, 27 Oct); seven working days before are 16 Oct.
    case = asked("2025-09-23")
    [todo] = PROCEDURE.todos(case.state, CALENDAR)
    assert (todo.step, todo.act, todo.due_on) == (
        "set_hearing",
        "approval.suspend",
        date(2025, 10, 16),
    )
    case.do(setting("2025-10-20"), at("2025-09-24"))
    [todo] = PROCEDURE.todos(case.state, CALENDAR)
    assert (todo.step, todo.due_on) == ("record_hearing", date(2025, 10, 20))


@pytest.mark.parametrize(
    ("today", "day", "refusal"),
    [
        ("2025-09-28", "2025-10-14", None),  # 28 29 30 Sept, 9 10 11 13 Oct: seven working days
        ("2025-09-29", "2025-10-14", r.HearingNoticeShort),
        ("2025-09-28", "2025-10-27", None),  # the twentieth working day
        ("2025-09-28", "2025-10-28", r.HearingTooLate),
        ("2025-10-17", "2025-10-28", None),  # no lawful day is left: late, and it is said
        ("2025-10-16", "2025-10-28", r.HearingTooLate),
    ],
)
def test_a_hearing_is_notified_seven_days_ahead_and_held_within_twenty(today, day, refusal):
    case = asked("2025-09-23")
    if refusal is not None:
        with pytest.raises(refusal):
            case.do(setting(day), at(today))
        return
    [event] = case.do(setting(day), at(today))
    assert event.late is (day == "2025-10-28")


@pytest.mark.parametrize(
    ("host", "rule"),
    [(A.id, "examined"), (STRANGER, "other_organ"), ("nobody", "unknown_officer")],
)
def test_the_host_is_an_officer_of_the_organ_who_does_not_examine(host, rule):
    case = accepted("2025-09-22", LICENCE)
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    case.do(TELL, at("2025-09-22", 12))
    case.do(ASK, at("2025-09-23"), PARTY)
    with pytest.raises(r.HearingHostNotAllowed) as refusal:
        case.do(setting("2025-10-20", host), at("2025-09-24"))

    assert refusal.value.facts["rule"] == rule


def test_the_host_does_not_examine_afterwards():
    case = accepted("2025-09-22", LICENCE)
    case.do(TELL, at("2025-09-22", 12))
    case.do(ASK, at("2025-09-23"), PARTY)
    case.do(setting("2025-10-20", A.id), at("2025-09-24"))
    case.do(HELD, at("2025-10-20", 16))
    with pytest.raises(r.HearingHostNotAllowed) as refusal:
        case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-10-21"), A)

    assert (refusal.value.facts["rule"], refusal.value.article) == ("hosts", "LicLaw 48")


def test_the_decision_follows_the_record():
    case = asked()
    case.do(setting("2025-10-20"), at("2025-09-24"))
    with pytest.raises(r.HearingNotOpen):
        case.do(HELD, at("2025-10-20", 13))
    case.do(HELD, at("2025-10-20", 16))
    for decision in (c.Decide(granted=True), c.Decide(granted=False, reasons="示例")):
        with pytest.raises(r.HearingRecordNotCited) as refusal:
            case.do(decision, at("2025-10-21"), D)
        assert refusal.value.article == "LicLaw 48"

    cited = c.Decide(granted=False, reasons="示例", hearing_record="采纳第二项意见。")
    [refused] = case.do(cited, at("2025-10-21", 10), D)
    assert isinstance(refused, e.Refused)
    assert refused.hearing is not None
    assert refused.hearing.content == "采纳第二项意见。"


def test_a_record_is_cited_only_where_there_is_one():
    case = accepted("2025-09-22", SHORT)
    with pytest.raises(InvalidInput):
        case.do(c.Decide(granted=True, hearing_record="示例"), at("2025-09-23"), D)


def test_who_asked_and_did_not_come_has_given_it_up():
    case = asked()
    case.do(setting("2025-10-20"), at("2025-09-24"))
    case.do(h.RecordHearing(outcome="absent", record="申请人无正当理由未到"), at("2025-10-20", 16))
    case.do(c.Decide(granted=True), at("2025-10-21"), D)

    assert case.status == "granted"


def test_with_the_last_request_taken_back_the_clocks_go_on():
    case = asked("2025-09-23")
    case.do(THIRD_ASKS, at("2025-09-24"))
    case.do(h.WaiveHearing(), at("2025-09-25"), PARTY)
    assert case.status == "suspended"
    case.do(h.TakeHearingWaiver(by="third", who="测试乙"), at("2025-09-26"))

    assert case.status == "accepted"
    assert case.state.suspensions[-1].last == date(2025, 9, 26)
    assert case.state.hearing is not None
    assert case.state.hearing.asked_on is None


def test_the_organ_holds_a_public_hearing_by_itself():
    case = accepted("2025-09-22", SHORT)
    announce = h.AnnounceHearing(
        set_for=at("2025-10-20", 14), place="示例会议室", host=D.id, reason="涉及公共利益"
    )
    with pytest.raises(r.GroundMissing):
        case.do(replace(announce, reason=" "), at("2025-09-23"))
    case.do(announce, at("2025-09-23"))
    assert case.steps == ["record_hearing"]
    with pytest.raises(InvalidInput):  # it takes place whoever stays away
        case.do(h.RecordHearing(outcome="absent", record="示例"), at("2025-10-20", 16))
    case.do(HELD, at("2025-10-20", 17))

    assert case.status == "accepted"


def test_a_hearing_asked_for_during_another_procedure_begins_when_that_one_ends():
    case = accepted("2025-09-22", LICENCE)
    case.do(TELL, at("2025-09-22", 12))
    until = date(2025, 9, 30)
    review = c.Suspend(procedure="expert_review", reason="示例", expected_until=until)
    case.do(review, at("2025-09-23"))
    case.do(ASK, at("2025-09-24"), PARTY)
    assert case.steps == ["resume", "set_hearing"]
    case.do(c.Resume(), at("2025-09-26"))

    assert [(i.procedure, i.first, i.last) for i in case.state.suspensions] == [
        ("expert_review", date(2025, 9, 23), date(2025, 9, 26)),
        ("hearing", date(2025, 9, 26), None),
    ]
    assert case.state.anomalies == ()


def test_a_hearing_is_no_plain_pause_and_ends_with_its_record():
    case = asked()
    with pytest.raises(r.HearingOwnSteps):
        case.do(c.Resume(), at("2025-09-24"))
    with pytest.raises(r.HearingOwnSteps):
        accepted().do(c.Suspend(procedure="hearing", reason="示例"), at("2025-09-23"))


def test_an_old_pause_for_a_hearing_still_folds_and_ends():
    case = accepted("2025-09-22", SHORT)
    old = e.Suspended(
        effective_at=at("2025-09-23"),
        procedure="hearing",
        article="LicLaw 45",
        expected_until=date(2025, 10, 20),
    )
    case.state = PROCEDURE.evolve(case.state, old)
    assert case.steps == ["resume"]
    case.do(c.Resume(), at("2025-09-26"))

    assert case.status == "accepted"


@pytest.mark.parametrize(
    "command",
    [
        TELL,
        ASK,
        h.AnnounceHearing(set_for=at("2025-10-20"), place="示例", host=D.id, reason="示例"),
    ],
    ids=lambda one: one.kind,
)
def test_other_powers_follow_their_own_law(command):
    case = accepted("2025-09-22", CONFIRMATION)
    with pytest.raises(DomainError) as refusal:
        case.do(command, at("2025-09-23"))

    assert refusal.value.code == "approval.hearing_licences_only"


def test_hearing_that_has_begun_ends_by_its_record_alone():
    case = asked()
    case.do(setting("2025-10-17"), at("2025-09-24"))
    with pytest.raises(r.HearingNotOpen) as refusal:
        case.do(h.WaiveHearing(), at("2025-10-17", 14), PARTY)
    assert refusal.value.article == "LicLaw 48"
    case.do(HELD, at("2025-10-17", 17), D)
    assert case.state.hearing.outcome == "held"
