"""What is refused: by which code, under which article, and with nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from yichuang.approval import commands as c
from yichuang.approval import errors as r
from yichuang.catalogue.content import Step
from yichuang.directory.pure import Actor
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.ledger.pure import Command

from .sample import (
    ACTS,
    APPLICANT,
    CONFIRMATION,
    LICENCE,
    PARTY,
    PLAN,
    QUICK,
    SERVICE,
    SHORT,
    A,
    B,
    Sample,
    accepted,
    at,
    filed,
    granted,
    officer,
    raw,
)

DAY = at("2025-09-23")
PLAN_UNCLEAR = (c.SupplementItem("plan", ("不清楚",)),)


def _answered() -> Sample:
    case = filed()
    case.do(c.RequestSupplement(items=PLAN_UNCLEAR), at("2025-09-22", 10))
    case.do(c.AnswerSupplement(materials=(PLAN,)), at("2025-09-22", 11), PARTY)
    return case


def _verified_by_a() -> Sample:
    case = accepted()
    for step in ("examine", "verify"):
        case.do(c.GiveOpinion(step=step, agrees=True), at("2025-09-22", 11), A)
    return case


def _extended() -> Sample:
    case = accepted()
    case.do(c.Extend(days=5, reason="示例"), at("2025-09-22", 11))
    return case


def _closed(edition: object = SHORT) -> Sample:
    case = granted("2025-09-22", SHORT)
    case.do(c.Issue(), at("2025-09-22", 16))
    case.do(c.Deliver(method="counter"), at("2025-09-22", 17))
    return case


def _rated() -> Sample:
    case = _closed()
    case.do(c.Evaluate(grade=4), at("2025-09-22", 18), PARTY)
    return case


def _decline(**given: str) -> c.DeclineAcceptance:
    return c.DeclineAcceptance(**{"ground": "not_required", "reasons": "示例", **given})


def _late(**given: object) -> c.Receive:
    return c.Receive(form={}, applicant=APPLICANT, **given)


TWO = replace(QUICK, steps=(Step("verify", "现场核查", "approval.examine", people=2),))
GAP = lambda: filed("2025-09-22", LICENCE, PLAN, form=raw("yes"))  # noqa: E731
Row = tuple[Callable[[], Sample], Command, type[DomainError], str | None]

ROWS: list[Row] = [
    # arriving
    (lambda: Sample(replace(LICENCE, materials=None)), _late(), r.NotFileable, None),
    (Sample, _late(received_at=at("2025-09-22")), r.LateEntryNeedsGround, None),
    (Sample, _late(received_at=at("2025-09-24")), InvalidInput, None),
    (Sample, _late(materials=(c.MaterialGiven("cat", "upload"),)), r.UnknownMaterial, None),
    (Sample, _late(materials=(c.MaterialGiven("plan", "licence"),)), r.UnknownMaterial, None),
    (Sample, c.Accept(), r.StepNotAllowed, None),
    # asking for what is missing
    (_answered, c.RequestSupplement(items=PLAN_UNCLEAR), r.SupplementAskedBefore, "LicLaw 32(4)"),
    (filed, c.RequestSupplement(items=()), r.SupplementEmpty, "LicLaw 32(4)"),
    (
        filed,
        c.RequestSupplement(items=(c.SupplementItem("plan", ()),)),
        r.SupplementEmpty,
        "LicLaw 32(4)",
    ),
    (
        filed,
        c.RequestSupplement(items=(c.SupplementItem("cat", ("缺少",)),)),
        r.UnknownMaterial,
        None,
    ),
    (
        filed,
        c.RequestSupplement(items=PLAN_UNCLEAR, answer_by=date(2025, 9, 23)),
        r.SupplementEmpty,
        None,
    ),
    (filed, c.AnswerSupplement(materials=(PLAN,)), r.StepNotAllowed, None),
    # accepting and declining
    (GAP, c.Accept(), r.MaterialsMissing, "LicLaw 32(4)"),
    (filed, _decline(reasons=" "), r.ReasonsMissing, "LicLaw 32"),
    (filed, _decline(ground="tired"), r.ReasonsMissing, "LicLaw 32(1)"),
    (filed, _decline(ground="not_competent"), r.ReasonsMissing, "LicLaw 32(2)"),
    (accepted, _decline(), r.StepNotAllowed, None),
    # steps
    (accepted, c.GiveReview(step="review", agrees=True), r.StepOpen, "LicLaw 34"),
    (accepted, c.GiveOpinion(step="review", agrees=True), r.StepNotAllowed, None),
    (accepted, c.GiveOpinion(step="examine", agrees=False), r.ReasonsMissing, None),
    (_verified_by_a, c.GiveOpinion(step="examine", agrees=True), r.StepOpen, "LicLaw 34"),
    (
        _verified_by_a,
        c.GiveOpinion(step="verify", agrees=True),
        r.SecondPersonNeeded,
        "LicLaw 34(3)",
    ),
    (_verified_by_a, c.Decide(granted=True), r.StepOpen, "LicLaw 34"),
    # pauses and extension
    (accepted, c.Suspend(procedure="lunch", reason="示例"), r.ProcedureNotListed, "LicLaw 45"),
    (accepted, c.Suspend(procedure="appraisal", reason=" "), r.GroundMissing, "LicLaw 45"),
    (
        accepted,
        c.Suspend(procedure="appraisal", reason="示例", expected_until=date(2025, 9, 22)),
        InvalidInput,
        None,
    ),
    (
        accepted,  # thirty working days after 23 September are over on 10 November
        c.Suspend(procedure="expert_review", reason="示例", expected_until=date(2025, 11, 11)),
        InvalidInput,
        None,
    ),
    (accepted, c.Resume(), r.StepNotAllowed, None),
    (accepted, c.Extend(days=11, reason="示例"), r.ExtensionNotAllowed, "LicLaw 42(1)"),
    (accepted, c.Extend(days=0, reason="示例"), r.ExtensionNotAllowed, "LicLaw 42(1)"),
    (accepted, c.Extend(days=5, reason=""), r.GroundMissing, "LicLaw 42(1)"),
    (_extended, c.Extend(days=5, reason="示例"), r.ExtensionNotAllowed, "LicLaw 42(1)"),
    (
        lambda: accepted("2025-09-22", CONFIRMATION),
        c.Extend(days=5, reason="示例"),
        r.ExtensionNotAllowed,
        "LicLaw 42(1)",
    ),
    # deciding and after
    (
        lambda: accepted("2025-09-22", SHORT),
        c.Decide(granted=False, reasons=" "),
        r.ReasonsMissing,
        "LicLaw 38(2)",
    ),
    (filed, c.CompleteAtOnce(), r.NotInstant, "LicLaw 34(2)"),
    (
        lambda: filed("2025-09-22", TWO),
        c.CompleteAtOnce(),
        r.SecondPersonNeeded,
        "LicLaw 34(3)",
    ),
    (lambda: granted("2025-09-22"), c.Issue(valid_from=date(2025, 9, 21)), InvalidInput, None),
    (lambda: granted("2025-09-22"), c.Issue(valid_from=date(2027, 9, 23)), InvalidInput, None),
    (lambda: granted("2025-09-22"), c.Deliver(method="counter"), r.StepNotAllowed, None),
    (lambda: granted("2025-09-22"), c.Withdraw(), r.StepNotAllowed, None),
    (_closed, c.Evaluate(grade=0), r.StepNotAllowed, None),
    (_closed, c.Evaluate(grade=2), r.BadGradeNeedsReason, None),
    (_closed, c.Evaluate(grade=1, options=("",)), r.BadGradeNeedsReason, None),
    (_rated, c.Evaluate(grade=4), r.EvaluatedBefore, None),
    # mending
    (_closed, c.Void(ground="示例", approved_by="负责人"), r.ServedBefore, None),
    (filed, c.Void(ground=" ", approved_by="负责人"), r.GroundMissing, None),
    (filed, c.Void(ground="示例", approved_by=" "), r.GroundMissing, None),
    (
        filed,
        c.Correct(no=1, field="status", value="x", ground="示例", approved_by="负责人"),
        r.NotCorrectable,
        None,
    ),
]


@pytest.mark.parametrize(("build", "command", "refused", "article"), ROWS)
def test_what_the_law_does_not_allow_is_refused_by_name(build, command, refused, article):
    case = build()
    before, events = case.state, list(case.events)
    with pytest.raises(refused) as refusal:
        case.do(command, DAY)

    assert type(refusal.value) is refused
    assert refusal.value.article == article
    assert (case.state, case.events) == (before, events)


@pytest.mark.parametrize(
    ("edition", "command"),
    [
        (SERVICE, c.RequestSupplement(items=())),
        (SERVICE, _decline(reasons=" ")),
        (CONFIRMATION, c.CompleteAtOnce()),
    ],
)
def test_the_licensing_law_is_not_cited_against_others(edition, command):
    with pytest.raises(DomainError) as refusal:
        filed("2025-09-22", edition).do(command, DAY)

    assert refusal.value.article is None


@pytest.mark.parametrize("lacking", ["approval.decide", "approval.deliver", "approval.examine"])
def test_finishing_at_once_takes_a_post_that_may_do_it_all(lacking):
    actor: Actor = officer("officer-d", ACTS - {lacking})
    moment: datetime = DAY
    with pytest.raises(r.PostLacksActs) as refusal:
        filed("2025-09-22", QUICK).do(c.CompleteAtOnce(), moment, actor)

    assert refusal.value.facts["lacks"] == [lacking]


def test_the_second_person_may_be_anyone_but_the_first():
    case = _verified_by_a()
    case.do(c.GiveOpinion(step="verify", agrees=True), DAY, B)

    assert case.steps == ["review"]
