"""Guides, people and a case to try the procedure on: plainly fictitious."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.approval.events import TitlePin
from yichuang.approval.procedure import (
    Above,
    ApprovalProcedure,
    Approver,
    Facts,
    FormNow,
    HeldLicence,
    Passed,
)
from yichuang.approval.state import ApplicationState, Bar
from yichuang.catalogue.content import (
    Basis,
    BasisStatus,
    EditionContent,
    FormField,
    GapRule,
    HandlingKind,
    Material,
    PowerType,
    PromiseTerms,
    Result,
    Risk,
    SatisfiedBy,
    SpecialProcedure,
    Step,
    TimeLimit,
)
from yichuang.directory.pure import Actor, ActorKind, system
from yichuang.law.public import CHINA_TIME, Period, Unit, published_calendar
from yichuang.ledger.pure import Command, Corrected, Event, Opening, Wake

CALENDAR = published_calendar()
PROCEDURE = ApprovalProcedure()
OPENING = Opening(
    line="approval",
    organ="示例机关",
    organ_name="示例市测试局",
    region="320200000000",
    matter="demo",
    matter_name="示例事项",
)
ACTS = frozenset(
    {
        "approval.receive",
        "approval.accept",
        "approval.examine",
        "approval.review",
        "approval.decide",
        "approval.extend",
        "approval.suspend",
        "approval.hear",
        "approval.issue",
        "approval.deliver",
        "approval.correct",
        "approval.void",
        "approval.confirm_deemed",
    }
)
SILENCE = system("silence")
PARTY = Actor(kind=ActorKind.PARTY, id="7f000000-0000-4000-8000-000000000001", name="演示甲")


def officer(code: str, acts: frozenset[str] = ACTS) -> Actor:
    return Actor(kind=ActorKind.OFFICER, id=code, name=f"测试{code}", acts=acts)


HEAD = "负责人"  # who may approve mending
STRANGER = "officer-of-another-organ"
A, B, C = officer("officer-a"), officer("officer-b"), officer("officer-c")
D = officer("officer-d")


def at(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment in Chinese time."""
    found = date.fromisoformat(day)
    return datetime(found.year, found.month, found.day, hour, minute, tzinfo=CHINA_TIME)


def days(amount: int, unit: Unit = Unit.WORKING_DAY, source: str = "LicLaw 42") -> TimeLimit:
    return TimeLimit(Period(amount, unit, source))


MATERIALS = (
    Material("plan", "示例场所平面图"),
    Material("fish", "示例生食加工说明", asked_when="raw=yes"),
    Material("photo", "示例照片", need="2"),
    Material(
        "proof",
        "示例证明",
        need="2",
        satisfied_by=(SatisfiedBy.LICENCE, SatisfiedBy.INTERFACE, SatisfiedBy.PROMISE),
    ),
)

# A licence with every step: examined, verified by two, reviewed, decided; 20 and 10 working days.
LICENCE = EditionContent(
    name="示例许可",
    fields=(
        FormField("seats", "座位数", kind="integer", required=False),
        FormField("sign", "字号", longest=10),
        FormField("fish_from", "生食来源", asked_when="raw=yes"),
    ),
    power_type=PowerType.LICENCE,
    handling_kind=HandlingKind.COMMITTED,
    statutory=days(20),
    promised=days(10, source="示例承诺"),
    special_procedures=(
        SpecialProcedure("appraisal", "鉴定", times=2),
        SpecialProcedure("expert_review", "专家评审", Period(30, Unit.WORKING_DAY, "LicLaw 45")),
    ),
    materials=MATERIALS,
    steps=(
        Step("examine", "审查", "approval.examine"),
        Step("verify", "现场核查", "approval.examine", people=2),
        Step("review", "复核", "approval.review"),
        Step("decide", "决定", "approval.decide"),
    ),
    result=Result("1", "示例许可证", "001", validity=Period(3, Unit.YEAR, "示例")),
)
# The same without steps before the decision, for what happens around it.
SHORT = replace(LICENCE, steps=(), promised=None)
# Finished on one screen, no limit in law, the result is a paper.
SERVICE = EditionContent(
    name="示例公共服务",
    power_type=PowerType.PUBLIC_SERVICE,
    handling_kind=HandlingKind.INSTANT,
    promised=days(1, source="示例承诺"),
    materials=MATERIALS[:1],
    result=Result("3", "示例办理单"),
)
# Finished on one screen, and a licence: the licensing law gives it its periods.
QUICK = EditionContent(
    name="示例即办许可",
    power_type=PowerType.LICENCE,
    handling_kind=HandlingKind.INSTANT,
    materials=(),
    steps=(Step("examine", "审查", "approval.examine"),),
    result=Result("1", "示例证", "002"),
    on_promise=PromiseTerms("符合条件。", Period(30, Unit.WORKING_DAY, "示例规定")),
    risks=(Risk.LIFE_AND_PROPERTY,),  # so the promise above is none
)
# Not a licence: calendar days, a pause with a basis of its own, nothing is handed out.
CONFIRMATION = EditionContent(
    name="示例确认",
    power_type=PowerType.CONFIRMATION,
    handling_kind=HandlingKind.COMMITTED,
    statutory=days(30, Unit.CALENDAR_DAY, "示例规定"),
    promised=days(22, source="示例承诺"),
    special_procedures=(
        SpecialProcedure(
            "announcement",
            "公告",
            basis=(Basis(BasisStatus.CITED, law_name="示例规定", article=7),),
        ),
    ),
    materials=MATERIALS[:1],
    steps=(Step("review", "复核", "approval.review"),),
    result=Result("4"),
)

SHOWN = (SatisfiedBy.UPLOAD, SatisfiedBy.PAPER)
TERMS = PromiseTerms(
    "场所符合示例规定的条件。",
    Period(30, Unit.WORKING_DAY, "示例规定"),
    (Basis(BasisStatus.CITED, law_name="示例规定", article=9),),
)
# Decided on a promise where the applicant chooses it; the plan may then follow, the deed may not.
PROMISED = replace(
    LICENCE,
    name="示例承诺许可",
    special_procedures=(),
    materials=(
        Material("plan", "示例图", satisfied_by=(*SHOWN, SatisfiedBy.PROMISE)),
        Material("deed", "示例权属证明"),
    ),
    steps=(Step("examine", "审查", "approval.examine"),),
    on_promise=TERMS,
)

# Photo and scan may follow; where they do not come by their day, it counts as taken back.
LATER = replace(
    LICENCE,
    name="示例容缺许可",
    special_procedures=(),
    materials=(
        Material("plan", "示例图"),
        Material("photo", "示例照片", need="3"),
        Material("scan", "示例扫描件", need="3"),
    ),
    steps=(),
    gap_rule=GapRule(True, TERMS.basis),
)

PLAN = c.MaterialGiven("plan", "upload", ("u1",), ("d1",))
FISH = c.MaterialGiven("fish", "paper", copies=1)
APPLICANT = {"name": "演示甲"}


def raw(answer: object) -> dict[str, object]:
    """Return a form in which the question about raw food is answered."""
    return {"situations": {"raw": answer}}


@dataclass
class Sample:
    """One case under one guide; keeps every event, so that it can be folded again."""

    edition: EditionContent = LICENCE
    seen_by: Actor | None = None  # a colleague has opened the case since the last opinion
    bar: Bar | None = None  # what bars the party from applying again
    held: HeldLicence | None = None  # the licence to be renewed or changed, as it stands
    named: str = ""  # a colleague who is given a step, or asked to sign one
    state: ApplicationState = field(default_factory=lambda: PROCEDURE.initial(OPENING))
    events: list[Event] = field(default_factory=list)

    def facts(self, now: datetime, actor: Actor = A, named: str = "", host: str = "") -> Facts:
        hosts = {A.id: "", D.id: ""}
        faults = {HEAD: "", A.id: "", B.id: "", STRANGER: "other_organ"}
        return Facts(
            now,
            CALENDAR,
            actor,
            self.edition,
            approver=Approver(named, faults.get(named, "unknown_officer")),
            form=self.form,
            passed=self.passed,
            bar=self.bar,
            host=Approver(host, {**hosts, STRANGER: "other_organ"}.get(host, "unknown_officer")),
            held=self.held,
            above=self.above,
        )

    @property
    def above(self) -> Above | None:
        terms = self.edition.hand_up
        return (
            Above("320000000000", TitlePin("own", terms.organ, terms.organ_name)) if terms else None
        )

    @property
    def form(self) -> FormNow:
        """The form as it stands; without the situations of the guide nothing is held back."""
        answers: dict[str, object] = {}
        held_in: dict[str, int] = {}
        for no, event in enumerate(self.events, 1):
            if isinstance(event, e.Filed) and event.form:
                answers.update(event.form.content)
            if isinstance(event, e.Supplemented) and event.answers:
                answers.update(event.answers.content)
                held_in.update(dict.fromkeys(event.answers.content, no))
            if isinstance(event, Corrected) and event.sealed_value:
                answers[event.field.removeprefix("form.")] = event.sealed_value.content
        return FormNow(answers, held_in)

    @property
    def passed(self) -> Passed | None:
        return self.seen_by and Passed(self.seen_by.id, "post-b", at("2025-09-22"), "opened")

    def do(self, command: Command, now: datetime, actor: Actor = A) -> Sequence[Event]:
        """Carry out a command and return what it brought about."""
        named = getattr(command, "approved_by", "") or self.named
        host = getattr(command, "host", "")
        facts = replace(
            self.facts(now, actor, named, host),
            code_fits=getattr(command, "code", "") == "right",
            document_fits=getattr(command, "id_number", "") == "right",
        )
        events = PROCEDURE.decide(self.state, command, facts)
        for event in events:
            self.state = PROCEDURE.evolve(self.state, event)
        self.events += events
        return events

    def wake(self, now: datetime) -> Sequence[Event]:
        return self.do(Wake(), now, SILENCE)

    @property
    def status(self) -> str:
        return self.state.status.value

    @property
    def due(self) -> tuple[date | None, date | None]:
        found = PROCEDURE.due(self.state, CALENDAR)
        return found.statutory_on, found.promised_on

    @property
    def steps(self) -> list[str]:
        return [todo.step for todo in PROCEDURE.todos(self.state, CALENDAR)]


def filed(
    day: str = "2025-09-22",
    edition: EditionContent = LICENCE,
    *materials: c.MaterialGiven,
    form: dict[str, object] | None = None,
) -> Sample:
    """Return a case filed online at nine on that day."""
    case = Sample(edition)
    given = materials or ((PLAN,) if edition.materials else ())
    case.do(c.File(form=form or {}, applicant=APPLICANT, materials=given), at(day), PARTY)
    return case


def accepted(day: str = "2025-09-22", edition: EditionContent = LICENCE) -> Sample:
    case = filed(day, edition)
    case.do(c.Accept(), at(day, 10))
    return case


def examined(day: str = "2025-09-22") -> Sample:
    """Return a licence's case in which only the decision is left, all done on that day."""
    case = accepted(day)
    case.do(c.GiveOpinion(step="examine", agrees=True), at(day, 11), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at(day, 12), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at(day, 13), B)
    case.do(c.GiveReview(step="review", agrees=True), at(day, 14), C)
    return case


def granted(day: str = "2025-09-22", edition: EditionContent = SHORT) -> Sample:
    case = accepted(day, edition)
    case.do(c.Decide(granted=True), at(day, 15), C)
    return case
