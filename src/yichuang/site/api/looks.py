"""Who looked at my data."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from yichuang.directory.public import LookLine, looks_shown_to, requires

from .base import who
from .security import SIGNED_IN
from .types import PAGE, Cursor, Moment, Page, Reply, Size, Strict, cursor_of, place_in

router = Router(tags=["looks"], auth=SIGNED_IN)


class LookQuery(Strict):
    """Which page."""

    cursor: Cursor = ""
    size: Size = PAGE


class LookReply(Reply):
    """A look, or several within one case on one day; never the officer's name."""

    look: UUID | None = Field(description="投诉时引用 Quote it in a complaint")
    organ: str
    post: str
    purpose: str
    case: UUID | None
    first_at: Moment | None
    last_at: Moment | None
    count: int
    sealed_count: int = Field(description="依法延后告知的次数 Looks that are shown later by law")
    stood_in: bool = Field(description="由代班人员查阅 By a stand-in of the absent officer")


@router.get(
    "",
    response=Page[LookReply],
    operation_id="list_looks",
    summary="谁查阅了我的信息 Who looked at my data",
)
@requires("look.own")
def list_looks(request: HttpRequest, query: Query[LookQuery]) -> Page[LookReply]:
    """机关、岗位、目的和时间，最近的在前。 Organ, post, purpose and time, the latest first."""
    party = who(request).party_id
    assert party is not None  # the rule lets parties in alone
    lines = looks_shown_to(party)
    place = place_in(query.cursor, int)
    begin = max(0, place[0]) if place and place[0] else 0
    shown = lines[begin : begin + query.size]
    more = begin + query.size < len(lines)
    return Page[LookReply](
        items=[_line(line) for line in shown],
        next=cursor_of(begin + query.size) if more else None,
    )


def _line(line: LookLine) -> LookReply:
    return LookReply(
        look=line.look_id,
        organ=line.organ,
        post=line.post,
        purpose=line.purpose,
        case=line.case_id,
        first_at=line.first_at,
        last_at=line.last_at,
        count=line.count,
        sealed_count=line.sealed_count,
        stood_in=line.stood_in,
    )
