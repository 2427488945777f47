"""Bars on applying again: who, from when, until when, and on which paper; LicLaw 78, 79."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import turn_commands as t
from yichuang.approval.errors import Barred, ReasonsMissing
from yichuang.approval.state import Bar
from yichuang.catalogue.content import Risk
from yichuang.kernel.public import InvalidInput

from .sample import APPLICANT, CONFIRMATION, PARTY, PLAN, SHORT, C, Sample, accepted, at, filed

RISKY = replace(SHORT, risks=(Risk.PUBLIC_SAFETY,))
BAR = Bar(date(2025, 9, 22), date(2026, 9, 22), "LicLaw 78")
FALSE = c.DeclineAcceptance(ground="false_materials", reasons="示例材料系伪造")


def file_on(day: str, edition=RISKY) -> Sample:
    case = Sample(edition, bar=BAR)
    case.do(c.File(form={}, applicant=APPLICANT, materials=(PLAN,)), at(day), PARTY)
    return case


@pytest.mark.parametrize("day", ["2025-09-22", "2026-02-02", "2026-09-22"])
def test_filing_is_refused_from_the_first_to_the_last_day_of_a_bar(day):
    with pytest.raises(Barred) as refusal:
        file_on(day)

    assert refusal.value.article == "LicLaw 78"
    assert refusal.value.facts["until"] == "2026-09-22"


@pytest.mark.parametrize("day", ["2025-09-19", "2026-09-23"])
def test_filing_outside_the_bar_is_taken(day):
    assert file_on(day).status == "received"


def test_late_entry_of_what_came_before_the_bar_is_taken():
    case = Sample(RISKY, bar=BAR)
    before = c.Receive(
        form={}, applicant=APPLICANT, received_at=at("2025-09-19"), late_ground="示例"
    )
    case.do(before, at("2025-09-24"))

    assert case.status == "received"


def test_false_application_of_safety_is_not_accepted_and_bars_a_year():
    case = filed("2025-09-22", RISKY)
    case.do(FALSE, at("2025-09-24"))

    assert case.status == "not_accepted"
    assert case.state.bar == Bar(date(2025, 9, 24), date(2026, 9, 24), "LicLaw 78")


def test_false_application_of_no_danger_is_warned_and_bars_nobody():
    case = filed("2025-09-22", SHORT)
    case.do(FALSE, at("2025-09-24"))

    assert (case.status, case.state.bar) == ("not_accepted", None)


def test_false_application_is_refused_after_acceptance_too():
    case = accepted("2025-09-22", RISKY)
    refuse = c.Decide(granted=False, reasons="示例材料系伪造", ground="false_materials")
    case.do(refuse, at("2025-09-30"), C)

    assert case.status == "refused"
    assert case.state.bar == Bar(date(2025, 9, 30), date(2026, 9, 30), "LicLaw 78")


@pytest.mark.parametrize(
    "command",
    [
        c.Decide(granted=True, ground="false_materials"),
        c.Decide(granted=False, reasons="示例", ground="no_time"),
    ],
)
def test_decision_on_a_ground_that_does_not_fit_is_refused(command):
    case = accepted("2025-09-22", RISKY)
    before = case.state

    with pytest.raises(InvalidInput):
        case.do(command, at("2025-09-30"), C)
    assert case.state is before


def test_licensing_law_bars_from_licences_only():
    case = filed("2025-09-22", replace(CONFIRMATION, risks=(Risk.PUBLIC_SAFETY,)))

    with pytest.raises(ReasonsMissing):
        case.do(FALSE, at("2025-09-24"))


def test_striking_off_leaves_the_bar_after_fraud_as_it_was():
    case = accepted("2025-09-22", RISKY)
    case.do(c.Decide(granted=True), at("2025-09-23"), C)
    case.do(c.Issue(), at("2025-09-23"))
    case.do(t.EndGrant(how="revoked", ground="fraud", reasons="示例"), at("2025-12-01"), C)
    case.do(t.EndGrant(how="deregistered", ground="ended", reasons="示例"), at("2025-12-05"), C)

    assert case.state.bar == Bar(date(2025, 12, 1), date(2028, 12, 1), "LicLaw 79")
