"""What the city's non-tax system tells: signed, once however often it is told."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Header, Router
from pydantic import Field

from yichuang.approval.public import check_signature, take
from yichuang.directory.public import requires
from yichuang.kernel.public import PaymentWord

from .types import MomentIn, Reply, Strict, Text, whole

router = Router(tags=["payments"])

SentAt = Annotated[str, Header(alias="X-Payment-Time", description="秒 Seconds since 1970")]
Signature = Annotated[
    str,
    Header(
        alias="X-Payment-Signature",
        description="HMAC-SM3(密钥, 时间 + 换行 + 正文), hex. Over time, line feed and body",
    ),
]


class PaymentIn(Strict):
    """到账 A payment that came; amounts in fen."""

    code: Annotated[str, Text(20, shortest=20, pattern=r"^[0-9]{20}$")]
    reference: Annotated[str, Text(40, shortest=6, pattern=r"^[0-9A-Za-z-]+$")]
    amount_fen: Annotated[int, whole(1, 10**12)]
    paid_at: MomentIn
    bill_number: Annotated[str, Text(20, shortest=1, pattern=r"^[0-9A-Za-z-]+$")]
    payer: Annotated[str, Text(120)] = ""
    organ: Annotated[
        str,
        Text(18, pattern=r"^([0-9A-Z]{18})?$"),
        Field(description="执收单位，没有就留空 The collecting organ's credit code, where known"),
    ] = ""


class PaymentHeard(Reply):
    """记录 What was recorded, and whether it had been before."""

    reference: str
    repeated: bool
    held: Annotated[bool, Field(description="未能记录，留待人工处理 Kept for a person")] = False
    why: Annotated[str, Field(description="原因代码 The code of the refusal")] = ""


@router.post(
    "/payments",
    response=PaymentHeard,
    operation_id="hear_payment",
    summary="到账通知 A payment came",
)
@requires("public.read")
def hear_payment(
    request: HttpRequest, body: PaymentIn, sent_at: SentAt, signature: Signature
) -> PaymentHeard:
    """仅供非税收入收缴系统，凭签名。 For the non-tax system alone, by its signature."""
    check_signature(request.body, sent_at, signature)
    heard = take(
        PaymentWord(
            code=body.code,
            reference=body.reference,
            amount_fen=body.amount_fen,
            paid_at=body.paid_at,
            bill_number=body.bill_number,
            payer=body.payer,
            organ=body.organ,
        )
    )
    return PaymentHeard(
        reference=body.reference, repeated=heard.repeated, held=bool(heard.held), why=heard.held
    )
