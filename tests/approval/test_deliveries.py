"""Results on their way, with a real record: codes, papers, lists, and the day that counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.delivered import CAME, HOME, WAYBILL, code_of, laid_ready, made_out, sent, take
from tests.factories import City, make_city, upload
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.approval.errors import (
    AddressMissing,
    CodeUsedUp,
    CollectedByCode,
    CollectionCodeWrong,
    DispatchFirst,
    DocumentDiffers,
)
from yichuang.approval.models import Application
from yichuang.directory.models import Look
from yichuang.documents.models import Paper
from yichuang.documents.public import ResultNotice, ServiceReturn, UploadNotFound, paper_content
from yichuang.documents.service.models import Service
from yichuang.documents.service.sending import message_of
from yichuang.kernel.public import InvalidInput, using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.models import Event
from yichuang.ledger.public import Case, Receipt

pytestmark = pytest.mark.django_db
APPLICANTS = "320200209912010010"
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)  # ten o'clock in Wuxi


@pytest.fixture
def clock() -> Iterator[SetClock]:
    clock = SetClock(MONDAY)
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def city(db: None, clock: SetClock) -> City:
    return make_city()


def collect(city: City, case: Receipt, key: str = "collect-key", **given: object) -> None:
    command = approval.Collect(**{"by": "applicant", "signed_on_paper": True, **given})  # type: ignore[arg-type]
    take(city, case, "window", command, key)


def paper_of(case: Receipt, kind: str) -> object:
    return paper_content(Paper.objects.get(case_id=case.case_id, kind=kind).id)


def test_code_is_told_sealed_and_opens_the_collection(city: City) -> None:
    case, code = laid_ready(city)
    ready = Event.objects.get(case_id=case.case_id, kind="laid_ready")
    row = Application.objects.get(case_id=case.case_id)

    collect(city, case, code=f" {code[:4].lower()}-{code[4:]}")

    assert len(code) == 8
    assert code not in str(ready.body)
    assert code not in row.collection_digest
    assert (row.delivery, row.delivery_since) == ("ready", ready.effective_at.date())
    assert Case.objects.get(pk=case.case_id).status == "closed"
    assert Application.objects.get(case_id=case.case_id).collection_digest == ""


def test_notice_of_collection_names_the_place_and_its_message_the_code(city: City) -> None:
    case, code = laid_ready(city)
    no = Event.objects.get(case_id=case.case_id, kind="laid_ready").no
    message = message_of(
        Service(case_id=case.case_id, event_no=no, kind="laid_ready", language="zh"), "示例号码"
    )

    notice = paper_of(case, "result_notice")
    assert isinstance(notice, ResultNotice)
    assert "示例路1号政务服务中心" in notice.collect
    assert code not in notice.collect
    assert f"取件码：{code[:4]} {code[4:]}。" in message.text


def test_five_wrong_codes_leave_the_document_only(city: City) -> None:
    case, code = laid_ready(city)
    left = []
    for _ in range(5):
        with pytest.raises(CollectionCodeWrong) as refused:
            collect(city, case, code="AAAAAAAA")  # the same key each time wins no tries
        left.append(refused.value.facts["left"])
    with pytest.raises(CodeUsedUp):
        collect(city, case, code=code)
    with pytest.raises(DocumentDiffers):
        collect(city, case, id_number="320200209912020024")

    collect(city, case, id_number=APPLICANTS)

    assert left == [4, 3, 2, 1, 0]
    assert Event.objects.filter(case_id=case.case_id, kind="code_refused").count() == 5
    assert Case.objects.get(pk=case.case_id).status == "closed"


def test_a_number_tried_in_vain_is_a_look_the_applicant_learns_of(city: City) -> None:
    case, _code = laid_ready(city)
    looks = Look.objects.filter(party=city.parties["citizen"], case_id=case.case_id)

    for number in ("320200209912020024", "320200209912030038"):
        with pytest.raises(DocumentDiffers):
            collect(city, case, id_number=number)

    assert (
        list(looks.values_list("actor_id", "post", "purpose"))
        == [("T-window", "test.window", "case")] * 2
    )
    collect(city, case, id_number=APPLICANTS)
    assert looks.count() == 2  # that it fitted stands on the record itself


def test_somebody_else_is_named_checked_and_sealed(city: City) -> None:
    case, _code = laid_ready(city)
    with pytest.raises(InvalidInput) as unnamed:
        collect(city, case, by="other")

    collect(city, case, by="other", collector=CAME)

    proof = paper_of(case, "service_return")
    delivered = Event.objects.get(case_id=case.case_id, kind="delivered")
    assert unnamed.value.field == "collector.name"
    assert isinstance(proof, ServiceReturn)
    assert (proof.receiver, proof.method) == ("测试乙", "直接送达")
    assert "授权委托书" in proof.relation
    assert "测试乙" not in str(delivered.body)
    assert CAME.id_number not in str(delivered.body)


def test_a_signature_on_the_pad_is_bound_by_its_digest(city: City) -> None:
    case, code = laid_ready(city)
    drawn, foreign = upload(city.officer("window")), upload(city.party("neighbour"))
    with pytest.raises(UploadNotFound):
        collect(city, case, code=code, signed_on_paper=False, signature=str(foreign.id))

    collect(city, case, code=code, signed_on_paper=False, signature=str(drawn.id))

    delivered = Event.objects.get(case_id=case.case_id, kind="delivered")
    assert drawn.digest in str(delivered.body)


def test_what_lies_ready_or_is_sent_is_not_just_ticked_off(city: City) -> None:
    case, _code = laid_ready(city)

    with pytest.raises(CollectedByCode):
        take(city, case, "window", approval.Deliver(method="counter"))
    with pytest.raises(DispatchFirst):
        take(city, case, "window", approval.Deliver(method="courier"))
    with pytest.raises(AddressMissing):
        take(city, case, "window", approval.Dispatch(carrier="示例速递", waybill=WAYBILL))
    assert Case.objects.get(pk=case.case_id).status == "issued"


def test_a_parcel_is_served_on_the_day_of_its_receipt(city: City, clock: SetClock) -> None:
    case = sent(city)
    clock.pass_time(timedelta(days=6))
    received = approval.RecordReceipt(
        received_on=date(2026, 3, 4), signed_by="测试甲", proof="回执 1 号"
    )
    take(city, case, "window", received)

    row = Case.objects.get(pk=case.case_id)
    proof = paper_of(case, "service_return")
    assert row.milestones["delivered"] == "2026-03-04T15:59:59.000000+00:00"
    assert isinstance(proof, ServiceReturn)
    assert (proof.method, proof.receiver) == ("邮寄送达", "")
    assert WAYBILL in proof.note
    assert proof.served_at is not None
    assert proof.served_at.astimezone(CHINA_TIME).date() == date(2026, 3, 4)


def test_a_receipt_before_the_dispatch_or_ahead_is_refused(city: City) -> None:
    case = sent(city)

    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        with pytest.raises(InvalidInput) as refused:
            take(
                city,
                case,
                "window",
                approval.RecordReceipt(received_on=day, signed_by="测试甲", proof="1"),
            )
        assert refused.value.facts["rule"] == "while_under_way"
    assert Application.objects.get(case_id=case.case_id).delivery == "under_way"


def test_a_parcel_that_came_back_is_sent_again_or_collected(city: City) -> None:
    case = sent(city)
    take(city, case, "window", approval.RecordReturn(reason="moved", note="门牌号有误"))
    with pytest.raises(InvalidInput) as again:
        take(
            city,
            case,
            "window",
            approval.Dispatch(carrier="示例速递", waybill=WAYBILL),
            "again-key-1",
        )
    row = Application.objects.get(case_id=case.case_id)
    take(city, case, "window", approval.LayReady())

    collect(city, case, code=code_of(case.case_id))

    assert again.value.facts["rule"] == "waybill_used"
    assert (row.delivery, row.waybill) == ("returned", "")


def test_a_window_finds_a_result_by_code_waybill_or_number(city: City) -> None:
    case, code = laid_ready(city)
    window = city.officer("window")

    by_code = approval.delivery_named(window, code.lower())
    by_number = approval.delivery_named(window, case.number)
    for nothing in ("", "AAAAAAAA", "x" * 400, "' OR 1=1", "AAAA\x00AAAA"):
        with pytest.raises(approval.CollectionCodeUnknown):
            approval.delivery_named(window, nothing)

    assert by_code.case_id == by_number.case_id == case.case_id


def test_an_address_is_sealed(city: City) -> None:
    case = made_out(city)
    take(city, case, "citizen", approval.ChooseDelivery(way="courier", address=HOME))

    chosen = Event.objects.get(case_id=case.case_id, kind="delivery_chosen")
    assert HOME.address not in str(chosen.body)
    assert Application.objects.get(case_id=case.case_id).delivery == "unarranged"
