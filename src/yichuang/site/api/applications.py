"""Filing: the applicant online, and the clerk for a person at the counter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from yichuang.approval.errors import EditionNotInForce
from yichuang.approval.public import (
    Application,
    File,
    MaterialGiven,
    Receive,
    applications_of,
    file_application,
    receive_application,
)
from yichuang.catalogue.public import EditionRow, edition_in_force
from yichuang.directory.public import (
    Actor,
    Subject,
    check,
    own_card,
    party_card,
    register_party,
    requires,
)
from yichuang.ledger.public import Receipt, case_id_for, sealed_items

from .base import who
from .security import SIGNED_IN
from .types import (
    MAX_SAFE_INTEGER,
    PAGE,
    Cursor,
    IdempotencyKey,
    Moment,
    MomentIn,
    Page,
    ReceiptReply,
    Reply,
    Size,
    Strict,
    Text,
    cursor_of,
    page_of,
    place_in,
    whole,
)

router = Router(tags=["applications"])

Word = Annotated[str, Text(200)]
Answer = (
    Annotated[str, Text(5000)]
    | Annotated[bool, Field(strict=True)]
    | Annotated[int, whole(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)]
    | Annotated[list[Word], Field(max_length=100)]
    | Annotated[dict[Annotated[str, Text(60)], Word], Field(max_length=50)]
    | None
)
Form = Annotated[
    dict[Annotated[str, Text(60, shortest=1)], Answer],
    Field(
        max_length=300,
        description="按 form-schema 填写 As the form schema of the matter says",
        examples=[{"DE_TRADE_NAME": "示例餐饮店", "DE_AREA": 80}],
    ),
]


class MaterialIn(Strict):
    """A material, and how it is satisfied (材料及提供方式)."""

    code: Annotated[str, Text(60, shortest=1)]
    how: Literal["upload", "paper", "licence", "interface", "promise"]
    uploads: Annotated[list[UUID], Field(max_length=20)] = []
    copies: Annotated[int, whole(0, 99)] = 0


Materials = Annotated[list[MaterialIn], Field(max_length=100)]


class MatterChoice(Strict):
    """Which matter; `edition` is the one the form was made from, refused if it has changed."""

    matter: Annotated[str, Text(60, shortest=1)]
    edition: UUID | None = None


ABOUT: Any = Field("", description="延续、变更 Renewal or change of a licence; empty: a new grant")
LICENCE: Any = Field("", description="证照编号 The number of the licence to be renewed or changed")


class FilingIn(MatterChoice):
    """网上申请 An application by the party itself, or for `party` under its mandate."""

    party: UUID | None = Field(None, description="被代理人 The principal; null: oneself")
    form: Form
    materials: Materials = []
    on_promise: bool = Field(
        False, description="告知承诺 Decided on the promise the guide words, signed by sending it"
    )
    what: Literal["", "renewal", "change"] = ABOUT
    of_licence: Annotated[str, Text(100)] = LICENCE


class PersonIn(Strict):
    """A natural or legal person, as the paper shown at the counter says."""

    kind: Literal["natural", "legal"]
    name: Annotated[str, Text(120, shortest=1)]
    number: Annotated[str, Text(40, shortest=1)]
    number_kind: Literal["111", "001", "114", "414", "511", "516", "553"] = "111"
    phone: Annotated[str, Text(20)] = ""


class WindowFilingIn(MatterChoice):
    """窗口收件 An application taken by a clerk; a moment of an earlier day needs its ground."""

    applicant: PersonIn
    agent: PersonIn | None = None
    form: Form
    materials: Materials = []
    received_at: MomentIn | None = None
    late_ground: Annotated[str, Text(500)] = ""
    confirmed_by: Literal["signature", "code"] = "signature"
    promise_signed_by: Annotated[str, Text(120)] = Field(
        "", description="告知承诺 Who signed the promise on paper; empty: the ordinary way"
    )
    what: Literal["", "renewal", "change"] = ABOUT
    of_licence: Annotated[str, Text(100)] = LICENCE


class FilingReply(ReceiptReply):
    """The receipt of a filing; number and code open its progress to anyone who has both."""

    query_code: str


class ApplicationQuery(Strict):
    """Which applications to list."""

    status: Annotated[str, Text(20, pattern="^[a-z_]*$")] = Field("", description="办件状态 Status")
    matter: Annotated[str, Text(60)] = ""
    cursor: Cursor = ""
    size: Size = PAGE


class ApplicationLine(Reply):
    """An application in a list; the name is masked."""

    case: UUID
    number: str
    matter: str
    matter_name: str
    organ: str
    organ_name: str
    applicant: str
    entrance: str = Field(description="online 网上, window 窗口")
    status: str
    outcome: str
    received_at: Moment
    opened_at: Moment
    late: bool
    due_on: date | None
    due_provisional: bool


@router.post(
    "/applications",
    response={201: FilingReply, 200: FilingReply},
    auth=SIGNED_IN,
    operation_id="file_application",
    summary="网上申请 File an application",
)
@requires("approval.file")
def file(request: HttpRequest, body: FilingIn, key: IdempotencyKey) -> Status[FilingReply]:
    """申请人身份取自登记，不由请求填写。 Who applies is read from the register."""
    actor = who(request)
    principal = body.party or actor.party_id
    assert principal is not None  # the rule lets parties in alone
    receipt = file_application(
        actor=actor,
        edition_id=_edition(body).id,
        party=principal,
        command=File(
            form=body.form,
            applicant=registered(actor, principal, key),
            materials=given_materials(body.materials),
            promise_signed_by=actor.name if body.on_promise else "",
            what=body.what,
            of_licence=body.of_licence,
        ),
        key=key,
    )
    return _filed(receipt)


@router.post(
    "/window/applications",
    response={201: FilingReply, 200: FilingReply},
    auth=SIGNED_IN,
    operation_id="receive_application",
    summary="窗口收件 Receive at the window",
)
@requires("approval.receive")
def receive(request: HttpRequest, body: WindowFilingIn, key: IdempotencyKey) -> Status[FilingReply]:
    """按证件登记申请人并收件。 Registers the person and takes the application."""
    actor = who(request)
    check(actor, "party.register", Subject(organ=actor.organ, region=actor.region))
    with transaction.atomic():  # no party stays behind where its application was refused
        return _filed(_received(actor, body, key))


@router.get(
    "/applications",
    response=Page[ApplicationLine],
    auth=SIGNED_IN,
    operation_id="list_applications",
    summary="办件列表 Applications one may see",
)
@requires("case.list")
def list_applications(
    request: HttpRequest, query: Query[ApplicationQuery]
) -> Page[ApplicationLine]:
    """本人的，或岗位管辖范围内的，新的在前。 One's own, or those within a post's reach."""
    rows = applications_of(who(request)).order_by("-case__opened_at", "-case_id")
    if query.status:
        rows = rows.filter(case__status=query.status)
    if query.matter:
        rows = rows.filter(case__matter=query.matter)
    place = place_in(query.cursor, datetime.fromisoformat, UUID)
    if place is not None:
        opened_at, case = place
        earlier = Q(case__opened_at__lt=opened_at)
        rows = rows.filter(earlier | Q(case__opened_at=opened_at, case_id__lt=case))
    shown, last = page_of(rows[: query.size + 1], query.size)
    return Page[ApplicationLine](
        items=[_line(row) for row in shown],
        next=cursor_of(last.case.opened_at.isoformat(), last.case_id) if last else None,
    )


def _received(actor: Actor, body: WindowFilingIn, key: str) -> Receipt:
    applicant = body.applicant.model_dump(include={"name", "number", "phone", "kind"})
    if body.agent:
        applicant["agent_name"] = body.agent.name
    return receive_application(
        actor=actor,
        edition_id=_edition(body).id,
        party=_register(body.applicant),
        agent=_register(body.agent) if body.agent else None,
        command=Receive(
            form=body.form,
            applicant=applicant,
            materials=given_materials(body.materials),
            received_at=body.received_at,
            late_ground=body.late_ground,
            confirmed_by=body.confirmed_by,
            promise_signed_by=body.promise_signed_by,
            what=body.what,
            of_licence=body.of_licence,
        ),
        key=key,
    )


def given_materials(materials: list[MaterialIn]) -> tuple[MaterialGiven, ...]:
    """Return materials as the commands take them; digests are filled in from the files."""
    return tuple(
        MaterialGiven(
            code=item.code,
            how=item.how,
            uploads=tuple(str(upload) for upload in item.uploads),
            copies=item.copies,
        )
        for item in materials
    )


def _edition(choice: MatterChoice) -> EditionRow:
    edition = edition_in_force(choice.matter)
    if choice.edition is not None and choice.edition != edition.id:
        raise EditionNotInForce(field="edition", edition=str(choice.edition))
    return edition


def registered(actor: Actor, party: UUID, key: str) -> dict[str, Any]:
    """Return who applies, as the register has it; the filing's own case is the reason to read."""
    card = party_card(actor, party, case_id=case_id_for(actor, key))
    found = {"name": card.name, "number": card.number, "phone": card.phone, "kind": card.kind}
    if party != actor.party_id:
        found["agent_name"] = own_card(actor).name
    return found


def _register(person: PersonIn) -> UUID:
    return register_party(
        kind=person.kind,
        name=person.name,
        number=person.number,
        number_kind=person.number_kind,
        phone=person.phone,
    )


def _filed(receipt: Receipt) -> Status[FilingReply]:
    code = sealed_items(receipt.case_id, {"query_code"})
    reply = FilingReply(
        **dict(ReceiptReply.of(receipt)), query_code=str(next(iter(code.values()), ""))
    )
    return Status(200 if receipt.repeated else 201, reply)


def _line(row: Application) -> ApplicationLine:
    case = row.case
    return ApplicationLine(
        case=case.id,
        number=case.number or "",
        matter=case.matter,
        matter_name=case.matter_name,
        organ=case.organ,
        organ_name=case.organ_name,
        applicant=row.applicant_masked,
        entrance=row.entrance,
        status=case.status,
        outcome=row.outcome,
        received_at=row.received_at,
        opened_at=case.opened_at,
        late=row.late,
        due_on=case.promised_due_on,
        due_provisional=case.due_provisional,
    )
