"""The API put together: which resources there are, and where."""

from __future__ import annotations

from django.http import HttpRequest

from yichuang.directory.public import public_route

from . import (
    applications,
    cases,
    deliveries,
    handup,
    hearings,
    looks,
    matters,
    open_to_all,
    papers,
    payments,
    plans,
    sessions,
    steps,
    table_steps,
    todos,
    turns,
)
from .base import HouseApi, ReadableRenderer, StrictParser, answer_faults
from .types import Reply

VERSION = "1.0"
DESCRIPTION = """\
一窗开放接口：查事项、申报、办理、核验，与页面走同一套规则。
The same rules as the pages: nothing can be done here that a page would refuse.

* 登录 Sign in: `POST /session`, then `Authorization: Bearer <token>`.
* 写操作 Every act takes `Idempotency-Key`; a retry with the same key gives the same receipt.
* 出错 Problems are `application/problem+json` with a stable `code`, field, rule and article.
* 未知字段一律拒绝 Unknown fields are refused.
* 金额以分计，时间带时区 Money is in fen; times carry an offset.
"""

api = HouseApi(
    title="一窗 Yichuang",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    docs_decorator=public_route,
    renderer=ReadableRenderer(),
    parser=StrictParser(),
)
answer_faults(api)


class ServiceReply(Reply):
    """What answers here, and where it is described."""

    title: str
    version: str
    openapi: str


@api.get(
    "", response=ServiceReply, operation_id="describe", tags=["service"], summary="接口说明 Service"
)
@public_route
def describe(request: HttpRequest) -> ServiceReply:
    """返回版本和说明文件的地址。 The version, and where the description is."""
    return ServiceReply(title=api.title, version=VERSION, openapi=f"{request.path}openapi.json")


api.add_router("/session", sessions.router)
api.add_router("/matters", matters.router)
api.add_router("", applications.router)
api.add_router("/cases/{case}", cases.router)
api.add_router("/cases/{case}", steps.router)
api.add_router("/cases/{case}", turns.router)
api.add_router("/cases/{case}", handup.router)
api.add_router("/cases/{case}", table_steps.router)
api.add_router("/cases/{case}", hearings.router)
api.add_router("/cases/{case}", deliveries.router)
api.add_router("", todos.router)
api.add_router("", papers.router)
api.add_router("", open_to_all.router)
api.add_router("", payments.router)
api.add_router("", plans.router)
api.add_router("/looks", looks.router)
