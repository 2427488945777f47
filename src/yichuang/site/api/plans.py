"""Several matters at once (一件事一次办): one form, one list of documents, one date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from yichuang.catalogue.public import (
    MOST_MATTERS,
    AnswerUnknown,
    FoundPlan,
    Requirement,
    Schedule,
    bundles_in_use,
    plan_for,
)
from yichuang.directory.public import requires, today
from yichuang.ledger.public import calendar_in_force

from .types import Day, Reply, Strict, Text

router = Router(tags=["plans"])

Code = Annotated[str, Text(80, shortest=1, pattern=r"^[^\x00-\x1f\x7f/]+$")]
BundleCode = Annotated[str, Text(40, pattern=r"^[0-9A-Za-z_-]*$")]
Word = Annotated[str, Text(200, shortest=1)]
MOST_ANSWERS = 200


class PlanQuery(Strict):
    """The plan as an address can ask for it."""

    matter: list[Code] = Field([], max_length=MOST_MATTERS, description="事项编码 Codes")
    bundle: BundleCode = Field("", description="一件事编码 Code of a bundle")
    answer: list[Word] = Field(
        [], max_length=MOST_ANSWERS, description="问题编码=回答 question=answer"
    )
    begins_on: Day | None = Field(None, description="假定哪天受理 Accepted on; today if left out")


class PlanIn(Strict):
    """What is to be planned. Without matters, the bundle as it is published."""

    matters: list[Code] = Field(default_factory=list, max_length=MOST_MATTERS)
    bundle: BundleCode = ""
    answers: dict[Word, Word] = Field(default_factory=dict, max_length=MOST_ANSWERS)
    begins_on: Day | None = None


class QuestionReply(Reply):
    """A question to answer, and the matters that ask it."""

    code: str
    question: str
    answers: list[str]
    matters: list[str]


class RequirementReply(Reply):
    """A material of one matter."""

    matter: str
    code: str
    name: str


class DocumentReply(Reply):
    """One document to bring, with every requirement it meets."""

    name: str
    later: bool = Field(description="可以后补 May follow later")
    serves: list[RequirementReply]


class SparedReply(Reply):
    """A material nobody need bring: held already, another matter's result, or the one form."""

    requirement: RequirementReply
    how: Literal["held", "result", "form"]
    source: str = Field(description="结果来自哪个事项 result: the matter that gives it")


class FieldReply(Reply):
    """A field of the one form, and the matters that want it."""

    element: str
    label: str
    kind: str
    required: bool
    choices: list[str]
    matters: list[str]


class SlotReply(Reply):
    """One matter in time."""

    matter: str
    stage: int
    after: list[str]
    begins_on: date
    ends_on: date
    limit_known: bool


class ScheduleReply(Reply):
    """All matters in time, and the chain that ends last."""

    ends_on: date
    complete: bool = Field(description="时限都已公布 Every limit is known")
    decisive: list[str]
    slots: list[SlotReply]


class FiguresReply(Reply):
    """Each matter by itself, and all together. `days_after` is 0 where no order is possible."""

    fields_before: int
    fields_after: int
    documents_before: int
    documents_after: int
    days_before: int
    days_after: int
    visits_before: int
    visits_after: int
    site_visits_before: int
    site_visits_after: int


class PlanReply(Reply):
    """The plan (办理方案). No schedules where matters wait for each other in a circle."""

    bundle: str
    begins_on: date
    matters: list[str]
    left_out: list[str]
    questions: list[QuestionReply]
    fields: list[FieldReply]
    bring: list[DocumentReply]
    optional: list[RequirementReply]
    spared: list[SparedReply]
    circle: list[RequirementReply] = Field(description="互为前置 Each asks for the next's result")
    promised: ScheduleReply | None
    lawful: ScheduleReply | None
    joint_until: date | None = Field(description="联合办理最长期限 LicLaw 42(2)")
    figures: FiguresReply


class BundleReply(Reply):
    """A bundle the city publishes, with its matters' codes."""

    code: str
    name: str
    everyday_names: list[str]
    matters: list[str]


@router.get(
    "/plan/bundles",
    response=list[BundleReply],
    operation_id="list_bundles",
    summary="一件事目录 Bundles",
)
@requires("catalogue.read")
def list_bundles(request: HttpRequest) -> list[BundleReply]:  # noqa: ARG001
    """本市公布的一件事。 What the city offers as one thing."""
    return [
        BundleReply(
            code=one.code,
            name=one.name,
            everyday_names=list(one.everyday),
            matters=[part.matter for part in one.parts],
        )
        for one in bundles_in_use()
    ]


@router.get("/plan", response=PlanReply, operation_id="read_plan", summary="办理方案 Plan")
@requires("catalogue.read")
def read_plan(request: HttpRequest, query: Query[PlanQuery]) -> PlanReply:  # noqa: ARG001
    """几件事一起办：填什么、带什么、先后和日期；无需登录。 Several matters as one plan."""
    answers: dict[str, str] = {}
    for one in query.answer:
        code, parted, value = one.partition("=")
        if not parted or code in answers:
            raise AnswerUnknown(field=code, rule="unknown")
        answers[code] = value
    return _plan(query.matter, query.bundle, answers, query.begins_on)


@router.post("/plan", response=PlanReply, operation_id="make_plan", summary="办理方案 Plan")
@requires("catalogue.read")
def make_plan(request: HttpRequest, body: PlanIn) -> PlanReply:  # noqa: ARG001
    """同上，请求放在正文里；不保存任何内容。 The same from a body; nothing is kept."""
    return _plan(body.matters, body.bundle, body.answers, body.begins_on)


def _plan(
    matters: list[str], bundle: str, answers: Mapping[str, str], begins_on: date | None
) -> PlanReply:
    begins = begins_on or today()
    found = plan_for(
        matters, answers, calendar=calendar_in_force(), starts_on=begins, bundle=bundle
    )
    plan = found.plan
    return PlanReply(
        bundle=found.bundle.code,
        begins_on=begins,
        matters=[wish.id for wish in plan.matters],
        left_out=[wish.id for wish in plan.left_out],
        questions=_questions(found),
        fields=_fields(found),
        bring=[
            DocumentReply(name=d.name, later=d.later, serves=[_requirement(r) for r in d.serves])
            for d in plan.bring
        ],
        optional=[_requirement(one) for one in plan.optional],
        spared=[
            SparedReply.model_validate(
                {"requirement": _requirement(s.requirement), "how": s.how, "source": s.source}
            )
            for s in plan.spared
        ],
        circle=[_requirement(one) for one in plan.circle.requirements] if plan.circle else [],
        promised=_schedule(plan.promised),
        lawful=_schedule(plan.lawful),
        joint_until=plan.joint_until,
        figures=FiguresReply.model_validate(
            {name: getattr(plan.figures, name) for name in FiguresReply.model_fields}
        ),
    )


def _questions(found: FoundPlan) -> list[QuestionReply]:
    return [
        QuestionReply(
            code=question.code,
            question=question.question,
            answers=list(question.answers),
            matters=list(matters),
        )
        for question, matters in found.plan.questions
    ]


def _fields(found: FoundPlan) -> list[FieldReply]:
    return [
        FieldReply(
            element=one.field.element,
            label=one.field.label,
            kind=one.field.kind,
            required=one.field.required,
            choices=list(one.field.choices),
            matters=list(one.matters),
        )
        for one in found.plan.form.asked
    ]


def _requirement(one: Requirement) -> RequirementReply:
    return RequirementReply(matter=one.matter, code=one.code, name=one.name)


def _schedule(one: Schedule | None) -> ScheduleReply | None:
    if one is None:
        return None
    return ScheduleReply(
        ends_on=one.ends_on,
        complete=one.complete,
        decisive=list(one.path),
        slots=[
            SlotReply(
                matter=slot.matter,
                stage=slot.stage,
                after=list(slot.after),
                begins_on=slot.begins_on,
                ends_on=slot.ends_on,
                limit_known=slot.known,
            )
            for slot in one.slots
        ],
    )
