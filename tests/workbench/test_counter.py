"""The counter: one screen for a visitor; no mistake loses what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import LONG_AGO, OTHER_ORGAN, SAMPLE_PDF, City, contents, published
from yichuang.directory.models import Look, Mandate, Party
from yichuang.directory.public import transfer_power
from yichuang.kernel.public import ports
from yichuang.ledger.public import Case

Ask = Callable[[str], Client]
CITIZEN = "320200209912010010"
STRANGER = "320200209908080083"


def reception(city: City, matter: str = "licence", **more: Any) -> dict[str, Any]:
    """Return a complete reception as the form sends it."""
    forms = {
        "licence": {
            "f-DE_TRADE_NAME": "示例餐饮店",
            "f-DE_AREA": "80",
            "m-plan-how": "paper",
            "m-rules-how": "promise",
        },
        "service": {"f-DE_QUESTION": "示例内容"},
        "payment": {"f-DE_INCOME_FEN": "1,200.5", "f-DE_SINCE": "2026-01-01"},
    }
    return {
        "key": "counter-key-1",
        "party": str(city.parties["citizen"]),
        "edition": str(getattr(city, matter).id),
        "confirmed_by": "signature",
        "then": "receive",
        **forms[matter],
        **more,
    }


def test_person_is_found_by_number_and_shown_masked(city: City, signed_in: Ask) -> None:
    client = signed_in("window")

    reply = client.post("/work/counter/person/", {"number": CITIZEN, "q": "开店"}, follow=True)

    query = parse_qs(urlsplit(reply.redirect_chain[-1][0]).query)
    assert query == {"party": [str(city.parties["citizen"])], "q": ["开店"]}
    page = reply.content.decode()
    assert "测试甲" not in page
    assert CITIZEN not in page
    assert "示例经营许可" in page


def test_unknown_person_is_registered_from_the_paper(city: City, signed_in: Ask) -> None:
    client = signed_in("window")

    asked = client.post("/work/counter/person/", {"number": STRANGER})
    data = {"number": STRANGER, "name": "测试庚", "phone": "10000000001"}
    found = client.post("/work/counter/person/", data)

    assert "没有登记过" in asked.content.decode()
    assert found.status_code == 302
    assert Party.objects.count() == len(city.parties) + 1


def test_wrong_number_is_told_and_kept(city: City, signed_in: Ask) -> None:
    reply = signed_in("window").post("/work/counter/person/", {"number": "320200209907070075"})

    assert reply.status_code == 422
    assert "320200209907070075" in reply.content.decode()
    assert Party.objects.count() == len(city.parties)


def test_opening_the_form_prefills_it_and_records_the_look(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    address = f"/work/counter/?party={city.parties['citizen']}&edition={city.licence.id}"

    reply = client.get(address)

    assert "还缺必要材料" in reply.content.decode()
    look = Look.objects.get(party_id=city.parties["citizen"])
    assert (look.purpose, look.actor_id, look.case_id) == ("counter", "T-window", None)


def test_reception_is_taken_once_even_if_sent_twice(city: City, signed_in: Ask) -> None:
    client = signed_in("window")

    first = client.post("/work/counter/reception/", reception(city))
    second = client.post("/work/counter/reception/", reception(city))

    case = Case.objects.get(line="approval")
    assert first["Location"] == second["Location"] == f"/work/counter/done/{case.id}/"
    assert case.state["gaps"] == []
    page = client.get(first["Location"]).content.decode()
    assert case.number is not None
    assert case.number in page
    assert "打印" in page


def test_gaps_are_shown_as_what_will_be_asked(city: City, signed_in: Ask) -> None:
    data = reception(city, **{"m-plan-how": "", "then": ""})

    page = signed_in("window").post("/work/counter/reception/", data).content.decode()

    gaps = page[page.index('id="gaps"') :]
    assert "<li>场所布局图</li>" in gaps
    assert "<li>管理制度</li>" not in gaps
    assert not Case.objects.filter(line="approval").exists()


def test_a_mistake_loses_nothing_not_even_the_scan(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    scan = SimpleUploadedFile("布局图.pdf", SAMPLE_PDF, "application/pdf")
    wrong = reception(city, **{"f-DE_AREA": "八十", "m-plan-how": "", "m-plan-file": scan})

    reply = client.post("/work/counter/reception/", wrong)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "“经营场所面积”应当是非负整数" in page
    assert 'value="示例餐饮店"' in page
    assert "布局图.pdf" in page
    upload = reply.context["form"].materials[0].files[0].id
    mended = reception(city, **{"m-plan-how": "upload", "m-plan-upload": str(upload)})
    assert client.post("/work/counter/reception/", mended).status_code == 302
    (case,) = Case.objects.filter(line="approval")
    assert case.state["materials"][0]["uploads"] == [str(upload)]


def test_missing_answers_may_be_taken_as_they_are_when_the_clerk_says_so(
    city: City, signed_in: Ask
) -> None:
    client = signed_in("window")
    data = reception(city, **{"f-DE_AREA": ""})

    first = client.post("/work/counter/reception/", data)
    second = client.post("/work/counter/reception/", {**data, "allow_missing": "1"})

    assert first.status_code == 422
    assert "allow_missing" in first.content.decode()
    assert second.status_code == 302


def test_late_entry_needs_its_ground_and_stays_visible(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    received = f"{ports().clock.now() - timedelta(days=3):%Y-%m-%dT%H:%M}"

    refused = client.post("/work/counter/reception/", reception(city, received=received))
    ground = {"received": received, "late_ground": "系统停电"}
    taken = client.post("/work/counter/reception/", reception(city, **ground), follow=True)

    assert refused.status_code == 422
    assert "请写明原因" in refused.content.decode()
    case = Case.objects.get(line="approval")
    page = client.get(f"/work/cases/{case.id}/").content.decode()
    assert taken.status_code == 200
    assert "补录原因：系统停电" in page
    assert "录入</p>" in page


def test_instant_matter_is_finished_in_one_go(city: City, signed_in: Ask) -> None:
    data = reception(city, "service", then="complete")

    reply = signed_in("instant").post("/work/counter/reception/", data, follow=True)

    assert Case.objects.get(line="approval").status == "closed"
    assert "已当场办结" in reply.content.decode()


def test_what_is_missing_stops_finishing_and_nothing_is_written(city: City, signed_in: Ask) -> None:
    data = reception(city, **{"m-plan-how": "", "then": "accept"})

    reply = signed_in("window").post("/work/counter/reception/", data)

    assert reply.status_code == 422
    assert "还缺：场所布局图" in reply.content.decode()
    assert not Case.objects.filter(line="approval").exists()


def test_agent_without_mandate_shows_the_paper_first(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    agent = {"agent": str(city.parties["neighbour"])}

    refused = client.post("/work/counter/reception/", reception(city, **agent))
    taken = client.post(
        "/work/counter/reception/", reception(city, **agent, mandate="当面查验委托书原件")
    )

    assert refused.status_code == 422
    assert taken.status_code == 302
    mandate = Mandate.objects.get()
    assert mandate.matters == ["test-licence"]
    assert Case.objects.get(line="approval").agent == city.parties["neighbour"]


def test_contract_clerk_receives_but_is_offered_no_decision(city: City, signed_in: Ask) -> None:
    client = signed_in("assist")

    reply = client.post("/work/counter/reception/", reception(city), follow=True)

    page = reply.content.decode()
    case = Case.objects.get(line="approval")
    assert "已收件" in page
    assert "当场受理" not in page
    assert "收件并受理" not in page
    refused = client.post(f"/work/cases/{case.id}/acceptance/", {"key": "assist-key-1"})
    assert refused.status_code == 403
    assert Case.objects.get(pk=case.id).status == "received"


def test_money_is_typed_in_yuan_and_kept_in_fen(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    data = reception(city, "payment", **{"m-income-how": "paper"})

    reply = client.post("/work/counter/reception/", data, follow=True)

    case = Case.objects.get(line="approval")
    page = client.get(f"/work/cases/{case.id}/").content.decode()
    assert reply.status_code == 200
    assert "1,200.50 元" in page


def test_posts_that_do_not_receive_are_kept_out(city: City, signed_in: Ask) -> None:
    for login in ("examine", "head", "catalogue"):
        assert signed_in(login).get("/work/counter/").status_code == 403


def test_power_that_went_elsewhere_is_told_and_nothing_typed_is_lost(
    city: City, signed_in: Ask
) -> None:
    client = signed_in("window")
    transfer_power(
        power_code=city.licence.power_code,
        from_organ=city.organ,
        to_organ=OTHER_ORGAN,
        on=LONG_AGO + timedelta(days=1),
        basis="示例批复",
    )

    asked = {"party": str(city.parties["citizen"]), "edition": str(city.licence.id)}
    assert "请向示例市另一机关申请" in client.get("/work/counter/", asked).content.decode()
    reply = client.post("/work/counter/reception/", reception(city))

    assert reply.status_code == 422
    page = reply.content.decode()
    assert "请向示例市另一机关申请" in page
    assert "示例餐饮店" in page
    assert not Case.objects.exists()


def test_person_is_warned_at_a_firms_form_and_nothing_is_filed_by_mistake(
    city: City, signed_in: Ask
) -> None:
    firms = replace(contents()["licence"], name="示例单位许可", task_code="test-firms")
    row = published(replace(firms, service_objects=("2", "5")))
    client, data = signed_in("window"), reception(city) | {"edition": str(row.id)}
    address = "/work/counter/reception/"

    opened = client.get(f"/work/counter/?party={data['party']}&edition={row.id}").content.decode()
    refused = client.post(address, data)

    assert "这件事由企业法人、非法人企业和个体工商户办理，现在登记的申请人是个人" in opened
    assert refused.status_code == 422
    assert "请核对申请人" in refused.content.decode()
    assert not Case.objects.exists()
    assert client.post(address, data | {"for_itself": "1"}).status_code == 302
    assert Case.objects.get().matter_name == "示例单位许可"
