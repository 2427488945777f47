"""Each step of a case over HTTP: what it takes, what it leaves, and who may not."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.factories import PAYMENT_FORM, SAMPLE_PDF, SERVICE_FORM, file_case, give_all, walk

from .test_line import file_licence


@pytest.fixture
def licence(city) -> str:
    """A complete application for the licence, filed online; its address."""
    return f"/cases/{file_case(city).case_id}"


def at(city, step: str) -> str:
    """Return the address of a licence case that has been taken on to a step."""
    receipt = file_case(city)
    walk(city, receipt, until=step)
    return f"/cases/{receipt.case_id}"


def status(caller, case: str, login: str = "window") -> str:
    return caller(login).get(case).json()["status"]


# --- filing ---------------------------------------------------------------------------------------


def test_a_filing_answers_with_its_receipt(caller, city):
    reply = file_licence(caller("citizen"), key="filing-key-1")

    receipt = reply.json()
    assert reply.status_code == 201
    assert (receipt["first_no"], receipt["last_no"]) == (1, 1)
    assert len(receipt["receipt_digest"]) == 64
    assert len(receipt["query_code"]) == 8
    assert receipt["recorded_at"].endswith("+08:00")


def test_the_same_filing_under_the_same_key_is_the_same_case(caller, city):
    citizen = caller("citizen")
    body = {"matter": "test-service", "form": SERVICE_FORM}

    first = citizen.post("/applications", body, key="filing-key-1")
    again = citizen.post("/applications", body, key="filing-key-1")
    other = citizen.post(
        "/applications", {**body, "form": {"DE_QUESTION": "别的"}}, key="filing-key-1"
    )

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert other.status_code == 422
    assert other.json()["code"] == "ledger.key_used_differently"
    assert len(citizen.get("/applications").json()["items"]) == 1


@pytest.mark.parametrize("key", ["", "short", "with space", "x" * 101, "七八九十七八九十"])
def test_a_filing_without_a_proper_key_is_refused(caller, city, key):
    if key.isascii():
        reply = caller("citizen").post(
            "/applications", {"matter": "test-service", "form": SERVICE_FORM}, key=key
        )
        assert reply.status_code == 422
        assert reply.json()["errors"][0]["field"].lower() == "idempotency-key"
    assert caller("citizen").get("/applications").json()["items"] == []


def test_who_applies_is_read_from_the_register(caller, city):
    case = file_licence(caller("citizen")).json()["case"]

    held = caller("citizen").get(f"/cases/{case}/file").json()

    assert held["applicant"] == {
        "name": "测试甲",
        "number": "320200209912010010",
        "phone": "10000000000",
        "kind": "natural",
    }


def test_a_filing_for_somebody_else_needs_his_mandate(caller, city):
    body = {
        "matter": "test-service",
        "form": SERVICE_FORM,
        "party": str(city.parties["company"]),
    }

    refused = caller("citizen").post("/applications", body)
    give_all(city, "company", "citizen")
    filed = caller("citizen").post("/applications", body)

    assert refused.status_code == 403
    assert refused.json()["facts"]["reason"] == "not_own"
    assert filed.status_code == 201
    held = caller("citizen").get(f"/cases/{filed.json()['case']}/file").json()["applicant"]
    assert (held["name"], held["agent_name"]) == ("示例餐饮店", "测试甲")
    assert caller("company").get("/applications").json()["items"][0]["applicant"] == "示例餐饮店"


def test_answers_of_the_wrong_kind_are_named(caller, city):
    form = {"DE_INCOME_FEN": "1200元", "DE_SINCE": "2026-13-01", "DE_ELSE": "x"}

    reply = caller("citizen").post("/applications", {"matter": "test-payment", "form": form})

    assert reply.status_code == 422
    assert reply.json()["field"] == "form.DE_INCOME_FEN"
    rules = {one["field"]: one["rule"] for one in reply.json()["facts"]["errors"]}
    assert rules == {"DE_INCOME_FEN": "type", "DE_SINCE": "date", "DE_ELSE": "unknown"}


def test_what_is_missing_turns_nobody_away(caller, city):
    reply = caller("citizen").post("/applications", {"matter": "test-payment", "form": {}})

    assert reply.status_code == 201
    page = caller("citizen").get(f"/cases/{reply.json()['case']}").json()
    assert page["gaps"] == ["income"]


def test_an_unknown_matter_and_an_old_edition_are_refused(caller, city):
    unknown = caller("citizen").post("/applications", {"matter": "nothing", "form": {}})
    old = caller("citizen").post(
        "/applications", {"matter": "test-service", "form": {}, "edition": str(uuid4())}
    )

    assert (unknown.status_code, old.status_code) == (404, 409)
    assert old.json()["code"] == "approval.edition_not_in_force"


def test_nobody_hands_in_somebody_elses_file(caller, city):
    theirs = caller("neighbour").upload("材料.pdf", SAMPLE_PDF).json()["id"]
    materials = [{"code": "income", "how": "upload", "uploads": [theirs]}]

    reply = caller("citizen").post(
        "/applications",
        {"matter": "test-payment", "form": PAYMENT_FORM, "materials": materials},
    )

    assert reply.status_code == 404
    assert reply.json()["code"] == "documents.upload_not_found"
    assert caller("citizen").get("/applications").json()["items"] == []


PERSON = {"kind": "natural", "name": "测试丁", "number": "320200209912040041"}


def test_the_window_receives_late_only_with_a_ground(caller, city):
    body = {
        "matter": "test-payment",
        "applicant": PERSON,
        "form": PAYMENT_FORM,
        "materials": [{"code": "income", "how": "paper", "copies": 1}],
        "received_at": "2026-03-02T10:00:00+08:00",
    }

    refused = caller("window").post("/window/applications", body)
    taken = caller("window").post("/window/applications", {**body, "late_ground": "系统停机"})

    assert refused.status_code == 422
    assert refused.json()["code"] == "approval.late_entry_needs_ground"
    assert taken.status_code == 201
    page = caller("window").get(f"/cases/{taken.json()['case']}").json()
    assert page["late"] is True
    assert page["received_at"] == "2026-03-02T10:00:00+08:00"


@pytest.mark.parametrize(
    "moment",
    [
        "2199-01-01T00:00:00Z",
        "1900-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00+08:00",
        "2026-03-02T10:00:00",
        "2026-03-02",
        "1772416800",
        1772416800,
    ],
)
def test_an_impossible_moment_of_receipt_is_refused(caller, city, moment):
    body = {
        "matter": "test-service",
        "applicant": PERSON,
        "form": SERVICE_FORM,
        "received_at": moment,
        "late_ground": "补录",
    }

    reply = caller("window").post("/window/applications", body)

    assert reply.status_code == 422
    assert caller("window").get("/applications").json()["items"] == []


def test_a_refused_window_filing_leaves_no_party_behind(caller, city):
    from yichuang.directory.public import find_party_by_number

    body = {"matter": "nothing", "applicant": PERSON, "form": {}}

    assert caller("window").post("/window/applications", body).status_code == 404
    assert find_party_by_number(PERSON["number"]) is None


def test_a_wrong_number_at_the_window_is_named(caller, city):
    person = {**PERSON, "number": "320200209912040042"}

    reply = caller("window").post(
        "/window/applications", {"matter": "test-service", "applicant": person, "form": {}}
    )

    assert reply.status_code == 422
    assert reply.json()["field"] == "number"


# --- acceptance -----------------------------------------------------------------------------------


def test_acceptance_answers_201_and_its_retry_200(caller, licence):
    first = caller("window").post(licence + "/acceptance", key="accept-key-1")
    again = caller("window").post(licence + "/acceptance", key="accept-key-1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert status(caller, licence) == "accepted"


@pytest.mark.parametrize(
    ("login", "expected", "reason"),
    [
        ("assist", 403, "post_lacks_act"),
        ("examine", 403, "post_lacks_act"),
        ("citizen", 403, "not_for_party"),
    ],
)
def test_who_may_not_accept_is_told_why(caller, licence, login, expected, reason):
    reply = caller(login).post(licence + "/acceptance")

    assert reply.status_code == expected
    assert reply.json()["facts"]["reason"] == reason
    assert status(caller, licence) == "received"


def test_another_organs_officer_sees_no_such_case(caller, city):
    case = at(city, "review")

    reply = caller("o-decide").post(case + "/decision", {"granted": True})

    assert reply.status_code == 404
    assert reply.json()["code"] == "ledger.case_not_found"
    assert caller("o-decide").get(case).status_code == 404
    assert status(caller, case) == "accepted"


def test_a_case_of_nobody_answers_404(caller, city):
    assert caller("window").post(f"/cases/{uuid4()}/acceptance").status_code == 404


def test_a_decision_made_without_the_last_news_is_refused(caller, licence, city):
    seen = caller("window").get(licence).json()["last_no"]
    caller("citizen").post(licence + "/withdrawal", {"reason": "不办了"})

    reply = caller("window").post(licence + "/acceptance", {"seen_no": seen})

    assert reply.status_code == 409
    assert reply.json()["code"] == "ledger.case_moved_on"
    assert reply.json()["facts"]["event"] == "withdrawn"


def test_gaps_keep_an_application_from_being_accepted(caller, city):
    case = f"/cases/{file_case(city, gap=True).case_id}"

    reply = caller("window").post(case + "/acceptance")

    assert reply.status_code == 409
    assert reply.json()["article"] == "LicLaw 32(4)"
    assert reply.json()["facts"]["materials"] == ["plan", "rules"]


def test_what_is_missing_is_asked_for_once_and_answered(caller, city):
    case = f"/cases/{file_case(city, gap=True).case_id}"
    notice = {
        "items": [
            {"code": "plan", "defects": ["内容不完整"]},
            {"code": "rules", "defects": [], "note": "请补交"},
        ],
        "answer_by": "2199-12-31",
    }
    file = caller("citizen").upload("图.pdf", SAMPLE_PDF).json()["id"]
    answer = {
        "materials": [
            {"code": "plan", "how": "upload", "uploads": [file]},
            {"code": "rules", "how": "promise"},
        ]
    }

    asked = caller("window").post(case + "/supplement-request", notice)
    page = caller("citizen").get(case).json()
    answered = caller("citizen").post(case + "/supplement", answer)
    twice = caller("window").post(case + "/supplement-request", notice)

    assert (asked.status_code, answered.status_code) == (201, 201)
    assert [line["code"] for line in page["materials"] if line["asked"]] == ["plan", "rules"]
    assert twice.json()["code"] == "approval.supplement_asked_before"
    assert caller("window").post(case + "/acceptance").status_code == 201


def test_the_window_takes_a_supplement_on_paper(caller, city):
    case = f"/cases/{file_case(city, gap=True).case_id}"
    caller("window").post(
        case + "/supplement-request",
        {"items": [{"code": "plan", "note": "缺"}, {"code": "rules", "note": "缺"}]},
    )

    taken = caller("assist").post(
        case + "/supplement",
        {"materials": [{"code": "plan", "how": "paper"}, {"code": "rules", "how": "paper"}]},
    )

    assert taken.status_code == 201
    assert status(caller, case) == "received"


def test_non_acceptance_names_the_competent_organ(caller, licence):
    body = {"ground": "not_competent", "reasons": "不属本机关职权"}

    without = caller("window").post(licence + "/non-acceptance", body)
    declined = caller("window").post(
        licence + "/non-acceptance", {**body, "competent_organ": "示例市另一机关"}
    )

    assert without.status_code == 422
    assert without.json()["field"] == "competent_organ"
    assert declined.status_code == 201
    assert status(caller, licence) == "not_accepted"


def test_only_the_applicant_withdraws(caller, licence):
    by_other = caller("neighbour").post(licence + "/withdrawal")
    by_officer = caller("window").post(licence + "/withdrawal")
    own = caller("citizen").post(licence + "/withdrawal", {"reason": "不办了"})

    assert (by_other.status_code, by_officer.status_code, own.status_code) == (404, 403, 201)
    assert status(caller, licence) == "withdrawn"


# --- handling -------------------------------------------------------------------------------------


def test_two_persons_verify_and_one_cannot_be_both(caller, city):
    case = at(city, "accept")
    opinion = {"step": "verify", "agrees": True}

    first = caller("examine").post(case + "/opinions", opinion)
    same = caller("examine").post(case + "/opinions", opinion)
    early = caller("review").post(
        case + "/opinions", {"step": "review", "kind": "review", "agrees": True}
    )
    second = caller("examine2").post(case + "/opinions", opinion)

    assert first.status_code == 201
    assert (same.status_code, same.json()["article"]) == (409, "LicLaw 34(3)")
    assert early.json()["code"] == "approval.step_open"
    assert second.status_code == 201


def test_a_listed_procedure_stops_the_clock_and_another_does_not(caller, city):
    case = at(city, "accept")
    body = {"procedure": "expert_review", "reason": "专家评审"}

    unlisted = caller("examine").post(case + "/suspension", {**body, "procedure": "auction"})
    stopped = caller("examine").post(case + "/suspension", {**body, "expected_until": "2199-12-31"})
    clocks = caller("window").get(case).json()["clocks"]
    going_on = caller("examine").post(case + "/resumption")

    assert unlisted.json()["code"] == "approval.procedure_not_listed"
    assert (stopped.status_code, going_on.status_code) == (201, 201)
    assert clocks["statutory"]["due_on"] is None


def test_the_head_extends_once_by_ten_days_at_most(caller, city):
    case = at(city, "accept")

    too_long = caller("head").post(case + "/extension", {"days": 11, "reason": "复杂"})
    extended = caller("head").post(case + "/extension", {"days": 10, "reason": "复杂"})
    again = caller("head").post(case + "/extension", {"days": 1, "reason": "复杂"})

    assert too_long.status_code == 409
    assert extended.status_code == 201
    assert again.json()["article"] == "LicLaw 42(1)"


def test_a_refusal_needs_its_reasons(caller, city):
    case = at(city, "review")

    silent = caller("decide").post(case + "/decision", {"granted": False})
    refused = caller("decide").post(
        case + "/decision",
        {"granted": False, "reasons": "不符合条件", "articles": ["LicLaw 38(2)"]},
    )
    delivered = caller("window").post(
        case + "/delivery", {"method": "counter", "recipient": "本人"}
    )

    assert (silent.status_code, silent.json()["field"]) == (422, "reasons")
    assert (refused.status_code, delivered.status_code) == (201, 201)
    assert caller("citizen").get(case).json()["outcome"] == "refused"


def test_a_decision_needs_a_second_factor(caller, city, settings):
    case = at(city, "review")
    decider = caller("decide")
    settings.YICHUANG_DEMO = False

    reply = decider.post(case + "/decision", {"granted": True})

    assert reply.status_code == 403
    assert reply.json()["facts"]["reason"] == "second_factor_missing"


@pytest.mark.parametrize("day", ["2199-12-31", "9999-12-31", "2020-01-01", "2026-1-1", 20260101])
def test_a_licence_does_not_begin_on_an_odd_day_unseen(caller, city, day):
    """Only a day from the decision on, in a year the calendar can be asked about, or a refusal."""
    case = at(city, "decide")

    reply = caller("decide").post(case + "/issue", {"valid_from": day})

    assert reply.status_code in {201, 409, 422}
    assert (reply.status_code == 201) is (status(caller, case) == "issued")


def test_only_instant_matters_are_completed_at_once(caller, city, licence):
    reply = caller("instant").post(licence + "/completion")

    assert reply.status_code == 409
    assert reply.json()["code"] == "approval.not_instant"


def test_a_service_is_rated_once_and_a_bad_grade_with_a_reason(caller, city):
    case = at(city, "deliver")

    zero = caller("citizen").post(case + "/evaluation", {"grade": 0})
    bad = caller("citizen").post(case + "/evaluation", {"grade": 1})
    rated = caller("citizen").post(case + "/evaluation", {"grade": 1, "words": "等候太久"})
    again = caller("citizen").post(case + "/evaluation", {"grade": 5})

    assert zero.status_code == 422
    assert bad.json()["code"] == "approval.bad_grade_needs_reason"
    assert rated.status_code == 201
    assert again.json()["code"] == "approval.evaluated_before"


def test_a_wrong_entry_is_put_right_and_the_form_shows_it(caller, licence):
    body = {
        "no": 1,
        "field": "form.DE_TRADE_NAME",
        "value": "示例餐饮二店",
        "ground": "笔误",
        "approved_by": "T-head",
    }

    other = caller("decide").post(licence + "/correction", {**body, "field": "number"})
    corrected = caller("decide").post(licence + "/correction", body)

    assert other.json()["code"] == "approval.not_correctable"
    assert corrected.status_code == 201
    held = caller("citizen").get(licence + "/file").json()
    assert held["form"]["DE_TRADE_NAME"] == "示例餐饮二店"


def test_a_case_that_should_not_be_is_voided_with_the_heads_approval(caller, licence):
    body = {"ground": "重复录入", "approved_by": "T-head"}

    by_himself = caller("head").post(licence + "/voiding", body)
    by_no_head = caller("decide").post(licence + "/voiding", {**body, "approved_by": "T-review"})
    by_window = caller("window").post(licence + "/voiding", body)
    voided = caller("decide").post(licence + "/voiding", body)

    assert by_himself.json()["code"] == "approval.self_approval"
    assert (by_no_head.status_code, by_no_head.json()["code"]) == (
        422,
        "approval.approver_not_competent",
    )
    assert by_no_head.json()["field"] == "approved_by"
    assert by_window.status_code == 403
    assert voided.status_code == 201
    assert status(caller, licence) == "voided"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"field": "form.DE_AREA", "value": "大"}, "approval.answers_invalid"),
        ({"field": "form.DE_AREA", "value": ["大"]}, "approval.answers_invalid"),
        ({"field": "form.DE_NONE", "value": "x"}, "approval.not_correctable"),
        ({"no": 9, "value": "x"}, "approval.not_correctable"),
        ({"value": "x", "approved_by": "nobody"}, "approval.approver_not_competent"),
    ],
)
def test_a_correction_the_form_or_the_organ_does_not_bear_is_refused(caller, licence, body, code):
    sent = {"no": 1, "field": "form.DE_TRADE_NAME", "ground": "笔误", "approved_by": "T-head"}

    reply = caller("decide").post(licence + "/correction", {**sent, **body})

    assert reply.status_code == 422
    assert reply.json()["code"] == code


def test_an_opinion_is_recalled_by_its_author_until_a_colleague_opens_the_case(caller, city):
    case = at(city, "verify")

    not_his = caller("examine2").post(case + "/opinion-recall", {})
    wrong_kind = caller("examine").post(case + "/opinion-recall", {"kind": "review"})
    recalled = caller("examine").post(case + "/opinion-recall", {})
    again = caller("examine").post(case + "/opinion-recall", {})

    assert not_his.json()["code"] == "approval.recall_not_allowed"
    assert wrong_kind.status_code == 403
    assert recalled.status_code == 201
    assert again.json()["code"] == "approval.recall_not_allowed"


def test_nothing_is_confirmed_that_does_not_wait(caller, licence):
    by_head = caller("head").post(licence + "/deemed-confirmation", {})
    by_window = caller("window").post(licence + "/deemed-confirmation", {})

    assert by_head.json()["code"] == "approval.step_not_allowed"
    assert by_window.status_code == 403
