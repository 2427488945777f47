"""Renewal and change of a licence: in time or late, decided or by silence. LicLaw 49, 50."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from yichuang.approval import commands as c
from yichuang.approval import errors
from yichuang.approval.procedure import HeldLicence
from yichuang.catalogue.content import EditionContent, PowerType, Result
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.law.public import Period, Unit

from .sample import APPLICANT, CALENDAR, LICENCE, PARTY, PLAN, PROCEDURE, SHORT, C, Sample, at

# It ends on Sunday 4 October 2026, in the middle of the long holidays.
HELD = HeldLicence(
    number="示例证〔2023〕1号",
    state="01",
    valid_from=date(2023, 10, 5),
    valid_to=date(2026, 10, 4),
    first_from=date(2023, 10, 5),
    first_to=date(2026, 10, 4),
)
IN_TIME, ONE_DAY_LATE = "2026-09-04", "2026-09-05"  # 30 days before 4 October is 4 September
NO_VALIDITY = replace(SHORT, result=Result("1", "示例许可证", "001"))


@dataclass
class Holding(Sample):
    """A case of an applicant who holds a licence."""

    held: HeldLicence | None = HELD


def asked(
    day: str = IN_TIME,
    what: str = "renewal",
    held: HeldLicence | None = HELD,
    edition: EditionContent = SHORT,
) -> Holding:
    case = Holding(edition, held=held)
    command = c.File(
        form={}, applicant=APPLICANT, materials=(PLAN,), what=what, of_licence=HELD.number
    )
    case.do(command, at(day), PARTY)
    return case


def accepted(day: str = IN_TIME, **given: Any) -> Holding:
    case = asked(day, **given)
    case.do(c.Accept(), at(day, 10))
    return case


@pytest.mark.parametrize(("day", "in_time"), [(IN_TIME, True), (ONE_DAY_LATE, False)])
def test_the_last_day_to_ask_in_time_is_thirty_days_before_expiry(day, in_time):
    of = asked(day).state.of

    assert of is not None
    assert (of.apply_by, of.in_time) == (date(2026, 9, 4), in_time)


@pytest.mark.parametrize(
    ("held", "refusal"),
    [
        (None, errors.LicenceUnknown),
        (replace(HELD, own=False), errors.LicenceNotHeld),
        (replace(HELD, same_matter=False), errors.LicenceOfOtherMatter),
        (replace(HELD, state="03"), errors.LicenceNotInForce),
        (replace(HELD, state="04"), errors.LicenceNotInForce),
        (replace(HELD, valid_to=date(2026, 9, 3)), errors.LicenceNotInForce),
    ],
)
@pytest.mark.parametrize(
    ("what", "article"), [("renewal", "LicLaw 50(1)"), ("change", "LicLaw 49")]
)
def test_only_a_licence_held_and_in_force_is_renewed_or_changed(held, refusal, what, article):
    with pytest.raises(refusal) as refused:
        asked(what=what, held=held)

    assert refused.value.article == article


def test_one_renewal_at_a_time_and_a_change_beside_it():
    running = replace(HELD, renewing="示例收件编号")
    with pytest.raises(errors.RenewalRunning) as refused:
        asked(held=running)

    assert refused.value.facts["number"] == "示例收件编号"
    assert asked(what="change", held=running).status == "received"


@pytest.mark.parametrize(
    ("what", "number"), [("renew", HELD.number), ("", HELD.number), ("renewal", " ")]
)
def test_an_unclear_filing_is_refused(what, number):
    command = c.File(form={}, applicant=APPLICANT, materials=(PLAN,), what=what, of_licence=number)
    with pytest.raises(InvalidInput):
        Holding(SHORT).do(command, at(IN_TIME), PARTY)


def test_what_has_no_end_is_not_renewed():
    with pytest.raises(InvalidInput):
        asked(held=replace(HELD, valid_to=None, first_to=None))


def test_the_expiry_ends_the_clock_though_it_is_a_holiday():
    # Twenty working days from 7 September would end on 10 October (a make-up Saturday).
    case = accepted("2026-09-07")

    assert case.due == (date(2026, 10, 4), date(2026, 10, 4))


def test_a_clock_that_ends_earlier_stays():
    assert accepted("2026-08-03", edition=SHORT).due == (date(2026, 8, 31), date(2026, 8, 31))


def test_nobody_decided_so_it_is_granted_when_the_last_day_has_ended():
    case = accepted()
    end = at("2026-10-05", 0)
    assert PROCEDURE.wake_at(case.state, CALENDAR) == end
    assert case.wake(at("2026-10-04", 23, 59)) == []

    renewed, issued = case.wake(end)

    assert (renewed.kind, renewed.effective_at, renewed.held) == ("deemed_renewed", end, "")
    assert (issued.valid_from, issued.valid_to) == (date(2023, 10, 5), date(2029, 10, 4))
    assert (case.status, case.state.granted) == ("issued", True)
    assert case.state.anomalies == ()
    assert case.steps == ["deliver"]
    assert case.wake(at("2026-12-01")) == []


def test_silence_grants_a_special_procedure_notwithstanding():
    case = accepted()
    until = date(2026, 10, 20)
    suspend = c.Suspend(procedure="appraisal", reason="示例", expected_until=until)
    case.do(suspend, at("2026-09-20"))

    assert len(case.wake(at("2026-10-05", 0))) == 2


def test_after_an_outage_the_date_stays_and_the_paper_waits():
    case = accepted()
    renewed, _ = case.wake(at("2026-10-09"))

    assert (renewed.effective_at, renewed.held) == (at("2026-10-05", 0), "late")
    assert case.steps == ["deliver", "confirm_deemed"]
    (confirmed,) = case.do(c.ConfirmDeemed(), at("2026-10-09", 10), C)
    assert (confirmed.kind, confirmed.officer) == ("renewal_confirmed", C.id)
    assert case.steps == ["deliver"]


def test_an_answer_that_never_came_counts_first_and_the_renewal_after_it():
    case = asked()
    (deemed,) = case.wake(at("2026-10-09"))
    renewed, _ = case.wake(at("2026-10-09"))

    assert (deemed.kind, renewed.kind) == ("deemed_accepted", "deemed_renewed")
    accepted_and_renewed = case.do(c.ConfirmDeemed(), at("2026-10-09", 10), C)
    assert [event.kind for event in accepted_and_renewed] == [
        "deemed_confirmed",
        "renewal_confirmed",
    ]


@pytest.mark.parametrize(
    "case",
    [
        accepted(ONE_DAY_LATE),
        accepted(what="change"),
        accepted(edition=replace(SHORT, power_type=PowerType.CONFIRMATION)),
    ],
    ids=["late", "change", "no licence"],
)
def test_silence_grants_nothing_else(case):
    assert case.wake(at("2026-10-20")) == []
    assert case.status == "accepted"


def test_silence_revives_no_licence_that_was_revoked_meanwhile():
    case = accepted()
    case.held = replace(HELD, state="03")

    (moot,) = case.wake(at("2026-10-05", 0))

    assert (moot.kind, moot.licence_state) == ("nothing_renewed", "03")
    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    assert case.steps == ["decide"]
    with pytest.raises(errors.LicenceNotInForce):
        case.do(c.Decide(granted=True), at("2026-10-06"), C)


def test_a_decision_before_expiry_leaves_nothing_to_silence():
    case = accepted()
    case.do(c.Decide(granted=False, reasons="不再符合条件"), at("2026-09-30"), C)

    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    assert case.wake(at("2026-10-05", 0)) == []


@pytest.mark.parametrize(
    ("held", "edition", "valid_to"),
    [
        (HELD, LICENCE, date(2029, 10, 4)),  # three years by the guide
        (HELD, NO_VALIDITY, date(2029, 10, 4)),  # as long as the original term, three years
        (replace(HELD, first_from=date(2026, 6, 27)), NO_VALIDITY, date(2027, 1, 12)),  # 100 days
        (replace(HELD, first_from=date(2025, 10, 5)), NO_VALIDITY, date(2027, 10, 4)),
    ],
)
def test_a_granted_renewal_adds_a_term_to_the_one_that_runs(held, edition, valid_to):
    case = accepted(held=held, edition=replace(edition, steps=()))
    case.do(c.Decide(granted=True), at("2026-09-30"), C)
    (issued,) = case.do(c.Issue(), at("2026-10-12"), C)  # made out after expiry, decided before

    assert (issued.valid_from, issued.valid_to) == (date(2023, 10, 5), valid_to)


def test_a_late_renewal_is_granted_before_expiry_and_not_after():
    case = accepted(ONE_DAY_LATE)
    with pytest.raises(DomainError) as refused:
        case.do(c.Decide(granted=True), at("2026-10-05"), C)

    assert refused.value.code == "approval.licence_not_in_force"
    assert case.do(c.Decide(granted=True), at("2026-10-04"), C)


def test_a_change_keeps_the_term():
    case = accepted(what="change")
    case.do(c.Decide(granted=True), at("2026-09-10"), C)
    (issued,) = case.do(c.Issue(), at("2026-09-10"), C)

    assert (issued.valid_from, issued.valid_to) == (HELD.valid_from, HELD.valid_to)


def test_a_length_in_days_is_the_guides_own():
    guide = replace(
        SHORT,
        result=Result("1", "示例许可证", "001", Period(10, Unit.CALENDAR_DAY, "示例")),
    )
    case = accepted(edition=guide)
    _, issued = case.wake(at("2026-10-05", 0))

    assert issued.valid_to == date(2026, 10, 14)
