"""What can be read: guides, cases, lists, files and papers, and who may not."""

from __future__ import annotations

from uuid import uuid4

import jsonschema
import pytest
from tests.factories import LICENCE_FORM, SAMPLE_PDF, file_case, walk

from yichuang.ledger.public import head_path, read_head, sequencer_pass

from .test_line import file_licence


def test_matters_are_found_by_everyday_words_and_narrowed(city, public):
    by_word = public.get("/matters", q="开示例店").json()
    by_kind = public.get("/matters", kind="20").json()
    all_of_them = public.get("/matters", size=2).json()

    assert by_word["items"][0]["code"] == "test-licence"
    assert [hit["code"] for hit in by_kind["items"]] == ["test-service"]
    assert (all_of_them["total"], len(all_of_them["items"])) == (3, 2)
    assert public.get("/matters", size=2, page=2).json()["items"] != all_of_them["items"]


@pytest.mark.parametrize("query", [{"size": 101}, {"page": 0}, {"kind": "99"}, {"q": "x" * 101}])
def test_a_search_out_of_bounds_is_refused(city, public, query):
    assert public.get("/matters", **query).status_code == 422


def test_a_guide_says_what_the_edition_says(city, public):
    guide = public.get("/matters/test-licence").json()

    assert guide["edition"]["id"] == str(city.licence.id)
    assert guide["edition"]["fileable"] is True
    assert guide["content"]["statutory"]["period"] == {
        "amount": 20,
        "unit": "working_day",
        "source": "LicLaw 42",
    }
    assert [material["code"] for material in guide["content"]["materials"]] == [
        "plan",
        "rules",
        "photo",
    ]
    assert public.get("/matters/nothing").status_code == 404


def test_the_form_schema_takes_what_a_filing_takes(city, public):
    found = public.get("/matters/test-licence/form-schema").json()

    assert found["edition"] == str(city.licence.id)
    jsonschema.validate(LICENCE_FORM, found["form"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LICENCE_FORM, "DE_AREA": "80"}, found["form"])


def test_a_case_explains_its_clocks_in_both_languages(caller, city):
    receipt = file_case(city)
    walk(city, receipt, until="accept")

    page = caller("window").get(f"/cases/{receipt.case_id}").json()

    clock = page["clocks"]["promised"]
    assert (clock["amount"], clock["unit"]) == (10, "working_day")
    assert page["clocks"]["answer"] is None
    first = clock["lines"][0]
    assert "起算" in first["zh"]
    assert "the period starts" in first["en"]
    assert [event["kind"] for event in page["events"]] == ["filed", "accepted"]
    assert page["events"][1]["post"] == "test.window"
    assert page["milestones"].keys() == {"received", "accepted"}


def test_a_case_says_which_steps_are_open_and_why_others_are_not(caller, city):
    case = f"/cases/{file_case(city, gap=True).case_id}"

    actions = {one["name"]: one for one in caller("window").get(case).json()["actions"]}

    assert actions["request_supplement"]["allowed"] is True
    assert actions["accept"]["allowed"] is False
    assert actions["accept"]["code"] == "approval.materials_missing"
    assert actions["accept"]["article"] == "LicLaw 32(4)"
    assert actions["accept"]["title"]
    assert actions["decide"]["code"] == "directory.not_allowed"


def test_a_stranger_sees_neither_case_nor_file_nor_papers(caller, city):
    case = f"/cases/{file_case(city).case_id}"

    for path in (case, case + "/file", case + "/papers"):
        reply = caller("neighbour").get(path)
        assert reply.status_code == 404
        assert reply.json()["code"] == "ledger.case_not_found"


def test_opening_somebodys_file_is_a_look_and_ones_own_is_none(caller, city):
    case = f"/cases/{file_case(city).case_id}"
    caller("citizen").get(case + "/file")
    assert caller("citizen").get("/looks").json()["items"] == []

    caller("window").get(case)  # without its file it is no look
    assert caller("citizen").get("/looks").json()["items"] == []
    caller("window").get(case + "/file")
    caller("window").get(case + "/file")

    looks = caller("citizen").get("/looks").json()["items"]
    assert [(one["organ"], one["post"], one["purpose"], one["count"]) for one in looks] == [
        ("示例市行政审批局", "综合窗口受理岗", "case", 2)
    ]
    assert "演示" not in str(looks)  # never the officer's name


def test_officers_have_no_looks_of_their_own(caller, city):
    reply = caller("window").get("/looks")

    assert reply.status_code == 403
    assert reply.json()["facts"]["reason"] == "not_for_officer"


def test_what_officers_write_for_each_other_is_not_the_applicants(caller, city):
    receipt = file_case(city)
    walk(city, receipt, until="verify")
    path = f"/cases/{receipt.case_id}/file"

    by_officer = caller("review").get(path).json()["items"]
    by_citizen = caller("citizen").get(path).json()["items"]

    assert (3, "opinion", "属实") in [(i["no"], i["field"], i["content"]) for i in by_officer]
    assert "opinion" not in [item["field"] for item in by_citizen]


def test_lists_are_masked_and_turn_page_by_page_without_a_gap(caller, city):
    cases = [str(file_case(city, key=f"list-filing-{n}").case_id) for n in range(5)]
    found, cursor = [], ""
    while True:
        page = caller("window").get("/applications", size=2, cursor=cursor).json()
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break

    assert [line["case"] for line in found] == cases[::-1]
    assert {line["applicant"] for line in found} == {"测*甲"}
    assert caller("neighbour").get("/applications").json() == {"items": [], "next": None}


def test_a_list_is_narrowed_by_status_and_matter(caller, city):
    walk(city, file_case(city), until="accept")
    file_case(city, "service", key="list-filing-2")
    window = caller("window")

    accepted = window.get("/applications", status="accepted").json()["items"]
    services = window.get("/applications", matter="test-service").json()["items"]

    assert [line["matter"] for line in accepted] == ["test-licence"]
    assert [line["matter"] for line in services] == ["test-service"]


@pytest.mark.parametrize("path", ["/applications", "/todos"])
@pytest.mark.parametrize("cursor", ["x", "WzFd", "bnVsbA", "WyJhIiwiYiIsImMiXQ", "e30"])
def test_a_cursor_that_is_none_is_refused(caller, city, path, cursor):
    reply = caller("window").get(path, cursor=cursor)

    assert reply.status_code == 422
    assert reply.json()["field"] == "cursor"


def test_todos_turn_page_by_page_the_most_urgent_first(caller, city):
    for number in range(3):
        file_case(city, key=f"todo-filing-{number}")
    file_case(city, gap=True, key="todo-filing-gap")
    window = caller("window")

    first = window.get("/todos", size=3).json()
    second = window.get("/todos", size=3, cursor=first["next"]).json()

    lines = first["items"] + second["items"]
    assert len({line["case"] for line in lines}) == 4
    assert second["next"] is None
    assert [line["due_on"] for line in lines] == sorted(line["due_on"] for line in lines)
    assert {(line["step"], line["applicant"]) for line in lines} == {("accept", "测*甲")}
    assert window.get("/todos", act="approval.decide").json()["items"] == []
    assert window.get("/todos", due_before="2020-01-01").json()["items"] == []


def test_todos_without_a_date_come_last_and_are_not_lost(caller, city):
    for number in range(3):
        receipt = file_case(city, key=f"todo-filing-{number}")
        walk(city, receipt, until="issue")
    found, cursor = [], ""
    while cursor is not None:
        page = caller("window").get("/todos", size=1, cursor=cursor).json()
        found += page["items"]
        cursor = page["next"]

    assert [line["due_on"] for line in found] == [None, None, None]
    assert len({line["case"] for line in found}) == 3


def test_the_heads_day_counts_within_his_reach(caller, city):
    walk(city, file_case(city), until="accept")
    file_case(city, key="head-filing-2")

    today = caller("head").get("/head/today").json()

    assert (today["received"], today["accepted"], today["open"], today["closed"]) == (2, 1, 2, 0)
    assert today["by_organ"][0]["organ_name"] == "示例市行政审批局"
    assert caller("window").get("/head/today").status_code == 403


def test_a_file_is_read_by_its_owner_and_within_a_case_by_whoever_handles_it(caller, city):
    receipt = file_licence(caller("citizen")).json()
    page = caller("citizen").get(f"/cases/{receipt['case']}").json()
    kept = page["materials"][0]["uploads"][0]

    own = caller("citizen").get(f"/uploads/{kept}")
    by_stranger = caller("neighbour").get(f"/uploads/{kept}")
    without_case = caller("window").get(f"/uploads/{kept}")
    within_case = caller("window").get(f"/uploads/{kept}", case=receipt["case"])
    other_case = file_case(city, key="other-filing-1").case_id
    wrong_case = caller("window").get(f"/uploads/{kept}", case=other_case)

    assert own.content == within_case.content == SAMPLE_PDF
    assert own["Content-Type"] == "application/pdf"
    assert own["Cache-Control"] == "private, no-store"
    assert "inline" in own["Content-Disposition"]
    assert [r.status_code for r in (by_stranger, without_case, wrong_case)] == [404] * 3
    assert len(caller("citizen").get("/looks").json()["items"]) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "documents.upload_empty"),
        ("程序.pdf", b"MZ" + b"0" * 100, "documents.upload_active"),
        ("图.png", SAMPLE_PDF, "documents.upload_type_mismatch"),
        ("文.txt", b"plain", "documents.upload_type_not_allowed"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(caller, city, name, content, code):
    reply = caller("citizen").upload(name, content)

    assert reply.status_code == 422
    assert reply.json()["code"] == code


def test_an_upload_needs_exactly_one_file_and_no_other_fields(caller, city):
    citizen = caller("citizen")
    headers = {"HTTP_AUTHORIZATION": f"Bearer {citizen.token}"}

    nothing = citizen.client.post("/api/v1/uploads", {}, **headers)
    more = citizen.client.post("/api/v1/uploads", {"file": "x", "note": "y"}, **headers)

    assert (nothing.status_code, more.status_code) == (422, 422)


def test_papers_are_signed_files_for_those_who_may_see_the_case(caller, city):
    receipt = file_case(city)
    paper = caller("citizen").get(f"/cases/{receipt.case_id}/papers").json()["items"][0]

    own = caller("citizen").get(f"/papers/{paper['id']}.pdf")
    by_stranger = caller("neighbour").get(f"/papers/{paper['id']}.pdf")

    assert own.status_code == 200
    assert own["Content-Type"] == "application/pdf"
    assert own.content.startswith(b"%PDF-")
    assert by_stranger.status_code == 404
    assert caller("citizen").get(f"/papers/{uuid4()}.pdf").status_code == 404
    assert caller("citizen").get("/looks").json()["items"] == []
    caller("window").get(f"/papers/{paper['id']}.pdf")
    assert len(caller("citizen").get("/looks").json()["items"]) == 1


def test_progress_needs_number_and_code_together(caller, city, public):
    receipt = file_licence(caller("citizen")).json()

    right = public.get("/progress", number=receipt["number"], code=receipt["query_code"])
    wrong = public.get("/progress", number=receipt["number"], code="AAAAAAAA")

    assert right.json()["status"] == "received"
    assert "测" not in right.content.decode()
    assert wrong.status_code == 404


def test_a_paper_is_verified_without_an_account(caller, city, public):
    case = file_case(city).case_id
    paper = caller("citizen").get(f"/cases/{case}/papers").json()["items"][0]
    code = paper["verification_code"]

    found = public.get(f"/verification/{code[:13]} {code[13:].lower()}").json()

    assert (found["kind"], found["number"], found["valid"]) == ("paper", paper["number"], True)
    assert found["content_digest"] == paper["content_digest"]
    assert public.get("/verification/" + "A" * 26).status_code == 404
    assert public.get("/verification/short").status_code == 422


def test_anyone_reads_where_the_record_stands(city, public, settings, tmp_path):
    settings.VAR = tmp_path  # HEAD lies there; another test's record is not this one's
    file_case(city)
    placed = sequencer_pass()

    head = public.get("/ledger/head").json()

    kept = read_head(head_path())
    assert placed == 1
    assert head == {"position": kept.position, "running": kept.running}
