"""The list of those no message reached: who sees it, and what is done and recorded there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from tests.ledger.clocks import SetClock
from yichuang.directory.models import Look
from yichuang.documents.models import Attempt, Service
from yichuang.documents.public import tend
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import run_readers, sequencer_pass

Login = Callable[[str], Client]


@pytest.fixture
def unreached(city: City) -> Service:
    """A notice that lay unopened for two days; its applicant has consented to nothing."""
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    sequencer_pass()
    run_readers()
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=2))):
        tend()
    return Service.objects.get()


def test_list_shows_whom_to_call_masked(signed_in: Login, unreached: Service) -> None:
    page = signed_in("window").get("/work/notices/").content.decode()

    assert "测*甲" in page
    assert "测试甲" not in page
    assert "10000000000" not in page
    assert "没有同意电子送达" in page
    assert not Look.objects.exists()


def test_list_is_empty_where_nobody_waits(signed_in: Login, city: City) -> None:
    assert "没有要联系的人" in signed_in("window").get("/work/notices/").content.decode()


def test_post_without_the_act_and_another_organ_see_nothing(
    signed_in: Login, unreached: Service
) -> None:
    plain = {"accept": "application/json"}
    assert signed_in("review").get("/work/notices/", headers=plain).status_code == 403
    assert signed_in("citizen").get("/work/notices/", headers=plain).status_code == 403
    for path in (f"/work/notices/{unreached.id}/", f"/work/notices/{ports().ids.uuid()}/"):
        got = signed_in("o-examine").get(path, headers=plain)
        assert got.status_code in {403, 404}


def test_name_and_telephone_are_opened_as_a_look(signed_in: Login, unreached: Service) -> None:
    window = signed_in("window")
    before = window.get(f"/work/notices/{unreached.id}/").content.decode()
    assert "10000000000" not in before
    assert not Look.objects.exists()

    after = window.post(f"/work/notices/{unreached.id}/contact/").content.decode()
    assert "10000000000" in after
    assert "测试甲" in after
    look = Look.objects.get()
    assert (look.case_id, look.actor_id, look.purpose) == (unreached.case_id, "T-window", "case")


def test_call_is_recorded_and_leaves_the_list(signed_in: Login, unreached: Service) -> None:
    window = signed_in("window")
    sent = {"step": "tell", "value-tell": "本人接听，明天来取"}
    reply = window.post(f"/work/notices/{unreached.id}/follow-up/", sent)

    assert reply.status_code == 302
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.actor_id) == ("tell", "T-window")
    assert "测*甲" not in window.get("/work/notices/").content.decode()
    assert "测*甲" in window.get("/work/notices/?state=told").content.decode()
    # what was said is opened as a look alone
    closed = window.get(f"/work/notices/{unreached.id}/").content.decode()
    assert "演示window" in closed
    assert "明天来取" not in closed
    opened = window.post(f"/work/notices/{unreached.id}/contact/").content.decode()
    assert "明天来取" in opened


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"step": "tell", "value-tell": ""}, "请写明情况"),
        ({"step": "announce", "value-announce": "长" * 501}, "最多 500 个字"),
        ({"step": "hand_over", "value-hand_over": "2026-13-40"}, "日期应当"),
        ({"step": "hand_over", "value-hand_over": "2020-01-01"}, "日期应当"),
    ],
)
def test_step_that_says_too_little_is_shown_again_as_it_was_typed(
    signed_in: Login, unreached: Service, sent: dict[str, str], words: str
) -> None:
    reply = signed_in("window").post(f"/work/notices/{unreached.id}/follow-up/", sent)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("step", ["sing", "", "receipt"])
def test_step_that_is_not_open_is_refused(signed_in: Login, unreached: Service, step: str) -> None:
    reply = signed_in("window").post(
        f"/work/notices/{unreached.id}/follow-up/",
        {"step": step},
        headers={"accept": "application/json"},
    )
    assert reply.status_code in {409, 422}
    assert not Attempt.objects.exists()


def test_posted_notice_waits_for_its_receipt(signed_in: Login, unreached: Service) -> None:
    window = signed_in("window")
    address = f"/work/notices/{unreached.id}/follow-up/"
    window.post(address, {"step": "post", "value-post": "示例单号 1"})
    assert "测*甲" in window.get("/work/notices/?state=posted").content.decode()
    window.post(address, {"step": "receipt", "value-receipt": ""})

    unreached.refresh_from_db()
    assert (unreached.state, unreached.method) == ("delivered", "post")


def test_case_page_tells_how_each_paper_was_served(signed_in: Login, unreached: Service) -> None:
    page = signed_in("window").get(f"/work/cases/{unreached.case_id}/").content.decode()

    assert "通知和送达" in page
    assert "没有同意电子送达" in page


def test_place_of_another_list_is_refused(signed_in: Login, city: City) -> None:
    reply = signed_in("window").get(
        "/work/notices/?after=nonsense", headers={"accept": "application/json"}
    )
    assert reply.status_code == 422


def test_list_goes_on_page_by_page(signed_in: Login, unreached: Service, city: City) -> None:
    rows: list[Any] = [
        Service(
            id=ports().ids.uuid(),
            case_id=unreached.case_id,
            event_no=100 + at,
            kind="paper",
            channel="sms",
            state="not_reached",
            language="zh",
            happened_at=unreached.happened_at,
            queued_at=unreached.queued_at,
        )
        for at in range(30)
    ]
    Service.objects.bulk_create(rows)
    window = signed_in("window")
    first = window.get("/work/notices/").content.decode()
    assert first.count('data-label="申请人"') == 25
    after = first.split("?after=", 1)[1].split('"', 1)[0]
    second = window.get(f"/work/notices/?after={after}").content.decode()
    assert second.count('data-label="申请人"') == 6
