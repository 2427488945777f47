"""A refusal stands in the frame of whoever asked, and says where to turn."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.factories import City

Ask = Callable[[str], Client]


def test_staff_are_refused_in_their_own_frame_with_where_to_turn(
    city: City, signed_in: Ask
) -> None:
    reply = signed_in("examine").get("/work/printing/")

    page = reply.content.decode()
    assert reply.status_code == 403
    assert 'class="workbench"' in page
    assert "需要办理这项工作的，请本机关负责人（演示head）安排岗位" in page
    assert 'href="/work/"' in page


def test_applicants_are_refused_in_theirs(city: City, signed_in: Ask) -> None:
    page = signed_in("citizen").get("/work/printing/").content.decode()

    assert 'class="portal"' in page
    assert "安排岗位" not in page


def test_what_staff_do_not_find_is_told_in_their_frame(city: City, signed_in: Ask) -> None:
    reply = signed_in("window").get("/work/cases/01890000-0000-7000-8000-000000000000/")

    assert reply.status_code == 404
    assert 'class="workbench"' in reply.content.decode()
