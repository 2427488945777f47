"""The pages about people: leave, stand-ins, leaving; and the timeline that names for whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from yichuang.approval import public as approval
from yichuang.directory.models import Departure, Leave, StandIn
from yichuang.directory.public import actor_in_post, enter_leave, today

Ask = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def typed(**changes: str) -> dict[str, str]:
    last = today() + timedelta(days=4)
    values = {
        "absent": "T-examine2",
        "stand_in": "T-examine",
        "first": today().isoformat(),
        "last": last.isoformat(),
        **changes,
    }
    return {f"leave-{name}": value for name, value in values.items()}


def test_head_enters_leave_and_the_page_shows_who_stands_in(city: City, signed_in: Ask) -> None:
    head = signed_in("head")

    reply = head.post("/work/staff/leave/", typed(), follow=True)

    page = reply.content.decode()
    assert "演示examine2 请假，由 演示examine 代班" in page
    assert "已批准" in page
    assert "由 演示examine 代班" in page
    assert StandIn.objects.get().post_id == "test.examine2"


def test_own_leave_waits_and_a_head_approves_it_on_the_page(city: City, signed_in: Ask) -> None:
    officer, head = signed_in("examine2"), signed_in("head")
    mine = officer.post("/work/staff/leave/", typed(absent="T-review"), follow=True)
    assert "待批准" in mine.content.decode()
    leave = Leave.objects.get()
    assert leave.absent_id == "T-examine2"  # an officer enters his own, whatever was sent

    assert officer.post(f"/work/staff/leave/{leave.id}/approval/").status_code == 403
    head.post(f"/work/staff/leave/{leave.id}/approval/", {"then": "approve"})

    assert StandIn.objects.exists()
    officer.post(f"/work/staff/leave/{leave.id}/end/")
    assert not StandIn.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"stand_in": "T-examine2"}, "不能由本人代班"),
        ({"stand_in": ""}, "请填写“代班人”"),
        ({"first": "2020-01-01"}, "开始日期不能早于今天"),
        ({"last": "soon"}, "不是有效的日期"),
        ({"last": ""}, "请填写“到哪天止”"),
        ({"stand_in": "O-examine"}, "代班人应当是本机关在岗人员（行政许可法第二十四条）"),
        ({"absent": "nobody"}, "请假人今天没有本机关的岗位"),
    ],
)
def test_wrong_leave_is_told_at_its_field_and_keeps_what_was_typed(
    city: City, signed_in: Ask, changes: dict[str, str], words: str
) -> None:
    reply = signed_in("head").post("/work/staff/leave/", typed(**changes))

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert 'value="T-examine2" selected' in reply.content.decode() or "absent" in changes
    assert not Leave.objects.exists()


def test_stand_in_chooses_the_post_and_the_timeline_names_for_whom(
    city: City, signed_in: Ask
) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    enter_leave(
        city.officer("head"),
        absent="T-examine2",
        stand_in="T-review",
        posts=["test.examine2"],
        first=today(),
        last=today(),
    )
    officer = signed_in("review")
    assert "代 演示examine2" in officer.get("/sign-in/post/?choose").content.decode()
    officer.post("/sign-in/post/", {"post": "test.examine2@T-examine2"})
    assert receipt.number in officer.get("/work/").content.decode()

    stand_in = actor_in_post("T-review", "test.examine2", second_factor=True)
    opinion = approval.GiveOpinion(step="verify", agrees=True, opinion="属实")
    approval.act(receipt.case_id, opinion, actor=stand_in, key="opinion-by-stand-in")

    page = officer.get(f"/work/cases/{receipt.case_id}/").content.decode()
    assert re.search("演示review代演示examine2（[^）]+）", page)


def test_leaver_is_shown_what_ends_and_refused_at_the_next_request(
    city: City, signed_in: Ask
) -> None:
    head, leaver = signed_in("head"), signed_in("examine")
    assert leaver.get("/work/").status_code == 200
    assert "结束岗位" in head.get("/work/staff/T-examine/departure/").content.decode()

    head.post("/work/staff/T-examine/departure/")

    assert leaver.get("/work/").status_code != 200
    assert Departure.objects.get().posts == ["test.examine"]
    assert head.get("/work/staff/T-examine/departure/").status_code == 404


def test_officers_see_their_own_leave_and_end_nobodys_posts(city: City, signed_in: Ask) -> None:
    signed_in("head").post("/work/staff/leave/", typed())

    page = signed_in("review").get("/work/staff/").content.decode()

    assert "演示examine2 请假" not in page
    assert "办理离岗" not in page
    assert signed_in("review").post("/work/staff/T-examine/departure/").status_code == 403
    assert not Departure.objects.exists()
