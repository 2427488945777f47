"""Handing over a desk on the pages: one page of what waits, one confirmation, two signatures."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.documents.test_desks import leave_alone
from tests.documents.test_originals import receive
from tests.factories import City
from yichuang.documents.public import DeskHandOver, DeskSignature, DeskState, ItemKind
from yichuang.ledger.public import Case
from yichuang.workbench.pages.desks import KINDS, MEANING, STATES

Ask = Callable[[str], Client]
WAITING = "/work/staff/T-window/desk/"


def seen_on(page: str) -> str:
    return re.search('name="seen" value="([0-9a-f]{64})"', page)[1]  # type: ignore[index]


def test_head_hands_over_and_both_sides_sign_on_the_page(city: City, signed_in: Ask) -> None:
    receive(city, "plan")
    leave_alone(city)
    head = signed_in("head")
    assert WAITING in head.get("/work/staff/").content.decode()
    page = head.get(f"{WAITING}?taker=T-examine").content.decode()
    assert "只有本人能办的环节" in page
    assert "接收人今天不能办，须先任职" in page
    assert "场所布局图" in page

    data = {"taker": "T-examine", "seen": seen_on(page)}
    reply = head.post(WAITING, data, follow=True)

    desk = DeskHandOver.objects.get()
    address = f"/work/staff/desks/{desk.pk}/"
    page = reply.content.decode()
    assert desk.number in page
    assert "待移交人签字" in page
    assert "监交人（签字）" in page
    giver, taker = signed_in("window"), signed_in("examine")
    assert desk.number in giver.get("/work/staff/").content.decode()
    assert "签字接收" not in taker.get(address).content.decode()
    giver.post(address)
    assert "签字接收" in taker.get(address).content.decode()
    assert "已移交" in taker.post(address, follow=True).content.decode()
    assert DeskSignature.objects.count() == 2
    assert "随整岗移交换人保管" in _paper(city, taker)


def _paper(city: City, client: Client) -> str:
    from yichuang.documents.public import Original

    barcode = Original.objects.get().barcode
    return client.get(f"/work/originals/items/{barcode}/").content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"taker": "T-examine", "seen": "x"}, "清单有变化"),
        ({"taker": "T-window", "seen": "x"}, "请选择本人以外的接收人"),
        ({"taker": "nobody", "seen": "x"}, "接收人应当是本机关在岗人员"),
        ({}, "接收人应当是本机关在岗人员"),
    ],
)
def test_wrong_order_is_told_and_nothing_is_written(
    city: City, signed_in: Ask, data: dict[str, str], words: str
) -> None:
    reply = signed_in("head").post(WAITING, data)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not DeskHandOver.objects.exists()


def test_officer_sees_his_own_desk_and_nobody_elses(city: City, signed_in: Ask) -> None:
    officer = signed_in("window")

    page = officer.get(WAITING).content.decode()

    assert "没有等着本人的事项" in page
    assert "确认移交" not in page
    assert officer.get("/work/staff/T-examine/desk/").status_code == 404
    assert signed_in("head").get("/work/staff/O-examine/desk/").status_code == 404
    assert officer.post(WAITING, {"taker": "T-examine", "seen": ""}).status_code == 403
    assert officer.get(f"/work/staff/desks/{UUID(int=1)}/").status_code == 404
    assert signed_in("citizen").get(WAITING).status_code == 403


def test_leaver_with_papers_in_hand_leads_on_to_his_desk(city: City, signed_in: Ask) -> None:
    receive(city, "plan")
    head = signed_in("head")

    reply = head.post("/work/staff/T-window/departure/")

    assert reply.headers["Location"] == WAITING
    assert "场所布局图" in head.get(WAITING).content.decode()


def test_head_calls_off_what_is_not_signed_by_both(city: City, signed_in: Ask) -> None:
    head = signed_in("head")
    page = head.get(f"{WAITING}?taker=T-examine").content.decode()
    head.post(WAITING, {"taker": "T-examine", "seen": seen_on(page)})
    address = f"/work/staff/desks/{DeskHandOver.objects.get().pk}/"

    assert "已取消" in head.post(address, {"then": "off"}, follow=True).content.decode()
    assert head.post(address).status_code == 409


def test_officer_reads_on_his_own_page_and_inbox_what_he_is_to_sign(
    city: City, signed_in: Ask
) -> None:
    receive(city, "plan")
    head, giver = signed_in("head"), signed_in("window")
    assert "由负责人按这份清单安排移交" in giver.get(WAITING).content.decode()
    page = head.get(f"{WAITING}?taker=T-examine").content.decode()
    head.post(WAITING, {"taker": "T-examine", "seen": seen_on(page)})
    desk = DeskHandOver.objects.get()

    for address in (WAITING, "/work/"):
        assert f"/work/staff/desks/{desk.pk}/" in giver.get(address).content.decode()
    assert str(desk.pk) not in signed_in("examine").get("/work/").content.decode()
    again = head.get(WAITING).content.decode()
    assert "上一份清单签字或者取消以后，才能再移交" in again
    assert "确认移交" not in again


def test_papers_stand_under_their_case_and_empty_columns_are_left_out(
    city: City, signed_in: Ask
) -> None:
    receive(city, "plan")

    page = signed_in("window").get(WAITING).content.decode()

    assert page.count('class="group-head"') == 1
    group = page[page.index('id="desk-original"') :].split("</section>")[0]
    assert "份数" in group
    assert f"场所布局图 {Case.objects.get().number}" not in group


def test_every_kind_and_state_has_words() -> None:
    assert set(KINDS) == set(MEANING) == {kind.value for kind in ItemKind}
    assert set(STATES) == {state.value for state in DeskState}
