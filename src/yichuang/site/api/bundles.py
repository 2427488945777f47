"""Bundles (一件事): several matters in one filing, and how each of them stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from yichuang.approval.public import (
    BundleDocument,
    BundleReceipt,
    BundleView,
    FileBundle,
    MemberView,
    bundle_view,
    file_bundle,
)
from yichuang.catalogue.public import edition_in_force
from yichuang.directory.public import requires

from .applications import Form, Word, registered
from .base import who
from .security import SIGNED_IN
from .types import IdempotencyKey, ReceiptReply, Reply, Strict, Text

router = Router(tags=["bundles"], auth=SIGNED_IN)

Matter = Annotated[str, Text(60, shortest=1)]


class DocumentIn(Strict):
    """A document brought once, for every matter that its id serves."""

    id: Annotated[str, Text(130, shortest=1)] = Field(
        description="材料标识 As the plan names it: matter/material, or licence:type"
    )
    uploads: Annotated[list[UUID], Field(min_length=1, max_length=20)]


class BundleIn(Strict):
    """一件事申请 Several matters by the party itself, or for `party` under its mandate."""

    matters: Annotated[list[Matter], Field(min_length=1, max_length=50)]
    party: UUID | None = Field(None, description="被代理人 The principal; null: oneself")
    form: Form
    situations: Annotated[
        dict[Annotated[str, Text(130, shortest=1)], Word],
        Field(max_length=100, description="情形问题的答案 Answers to the situation questions"),
    ] = {}
    documents: Annotated[list[DocumentIn], Field(max_length=100)] = []


class BundleMemberReply(Reply):
    """One matter of a bundle. `case` is null and `number` empty while it waits."""

    matter: str
    name: str
    organ: str
    organ_name: str
    standing: str = Field(description="waiting, filed, not_filed, dropped, ended")
    case: UUID | None
    number: str
    waits_for: list[str] = Field(description="尚待结果的事项 Matters whose results it waits for")
    status: str = Field(description="办件状态 The case's own status, if one may see it")
    due_on: date | None
    planned_from: date | None
    planned_until: date | None
    why: str


class BundleReply(Reply):
    """A bundle: its promised day, and its members in the order they were asked for."""

    bundle: UUID
    number: str
    status: str
    promised_on: date | None
    left_out: list[str] = Field(description="不需要办的事项 Matters the answers make unneeded")
    members: list[BundleMemberReply]


class BundleFiledReply(BundleReply):
    """What was filed, with what proves it."""

    receipt: ReceiptReply


@router.post(
    "/bundles",
    response={201: BundleFiledReply, 200: BundleFiledReply},
    operation_id="file_bundle",
    summary="一件事申请 File a bundle",
)
@requires("bundle.file")
def file(request: HttpRequest, body: BundleIn, key: IdempotencyKey) -> Status[BundleFiledReply]:
    """各事项分别成件，一并收件。 Each matter becomes its own case; all are filed, or none."""
    actor = who(request)
    principal = body.party or actor.party_id
    assert principal is not None  # the rule lets parties in alone
    filed: BundleReceipt = file_bundle(
        actor=actor,
        party=principal,
        command=FileBundle(
            editions=tuple(edition_in_force(matter).id for matter in body.matters),
            form=body.form,
            situations=dict(body.situations),
            applicant=registered(actor, principal, key),
            documents=tuple(
                BundleDocument(one.id, tuple(str(upload) for upload in one.uploads))
                for one in body.documents
            ),
        ),
        key=key,
    )
    found = _reply(bundle_view(actor, filed.receipt.case_id))
    reply = BundleFiledReply(**dict(found), receipt=ReceiptReply.of(filed.receipt))
    return Status(200 if filed.receipt.repeated else 201, reply)


@router.get(
    "/bundles/{bundle}",
    response=BundleReply,
    operation_id="read_bundle",
    summary="一件事进度 A bundle",
)
@requires("case.read")
def read(request: HttpRequest, bundle: UUID) -> BundleReply:
    """各事项进度、先后关系和承诺办结日。 Its members, what waits for what, the promised day."""
    return _reply(bundle_view(who(request), bundle))


def _reply(view: BundleView) -> BundleReply:
    return BundleReply(
        bundle=view.case.id,
        number=view.state.number,
        status=view.state.status.value,
        promised_on=view.state.promised_on,
        left_out=list(view.state.left_out),
        members=[_member(one) for one in view.members],
    )


def _member(view: MemberView) -> BundleMemberReply:
    member, pin = view.member, view.member.pin
    return BundleMemberReply(
        matter=pin.matter,
        name=pin.name,
        organ=pin.organ,
        organ_name=pin.organ_name,
        standing=member.standing.value,
        case=UUID(member.case) if member.case else None,
        number=member.number,
        waits_for=list(view.awaited),
        status=view.status,
        due_on=view.due_on,
        planned_from=pin.begins_on,
        planned_until=pin.ends_on,
        why=member.why,
    )
