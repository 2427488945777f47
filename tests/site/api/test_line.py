"""The straight road over HTTP: from filing to delivery, by tokens alone."""

from __future__ import annotations

from tests.factories import LICENCE_FORM, SAMPLE_PDF, SERVICE_FORM


def file_licence(citizen, *, key=None, gap=False):
    uploads = [] if gap else [citizen.upload("材料.pdf", SAMPLE_PDF).json()["id"] for _ in range(2)]
    codes = ("plan", "rules")
    materials = [
        {"code": code, "how": "upload", "uploads": [kept]}
        for code, kept in zip(codes, uploads, strict=False)
    ]
    body = {"matter": "test-licence", "form": LICENCE_FORM, "materials": materials}
    return citizen.post("/applications", body, key=key)


def test_a_licence_is_filed_decided_issued_and_delivered(caller, public):
    filed = file_licence(caller("citizen"))
    assert filed.status_code == 201, filed.content
    receipt = filed.json()
    case = f"/cases/{receipt['case']}"

    steps = [
        ("window", "/acceptance", {}),
        ("examine", "/opinions", {"step": "verify", "agrees": True, "opinion": "属实"}),
        ("examine2", "/opinions", {"step": "verify", "agrees": True}),
        ("review", "/opinions", {"step": "review", "kind": "review", "agrees": True}),
        ("decide", "/decision", {"granted": True}),
        ("decide", "/issue", {}),
        ("window", "/delivery", {"method": "counter"}),
        ("citizen", "/evaluation", {"grade": 5}),
    ]
    for login, step, body in steps:
        reply = caller(login).post(case + step, body)
        assert reply.status_code == 201, (step, reply.content.decode())

    page = caller("citizen").get(case).json()
    assert page["status"] == "closed"
    assert page["outcome"] == "granted"
    assert page["last_no"] == 10
    progress = public.get("/progress", number=receipt["number"], code=receipt["query_code"])
    assert progress.status_code == 200, progress.content
    assert progress.json()["outcome"] == "granted"
    papers = caller("citizen").get(case + "/papers").json()["items"]
    assert [paper["kind"] for paper in papers] == [
        *("receipt", "acceptance", "grant", "certificate"),
        "service_return",
    ]
    licence = public.get(f"/verification/{papers[3]['verification_code']}").json()
    assert licence["valid"] is True
    assert licence["holder"] == "测*甲"


def test_an_instant_service_is_received_and_finished_at_the_window(caller):
    body = {
        "matter": "test-service",
        "applicant": {"kind": "natural", "name": "测试丙", "number": "320200209912030038"},
        "form": SERVICE_FORM,
    }
    received = caller("instant").post("/window/applications", body)
    assert received.status_code == 201, received.content

    done = caller("instant").post(f"/cases/{received.json()['case']}/completion", {})

    assert done.status_code == 201, done.content
    page = caller("instant").get(f"/cases/{received.json()['case']}").json()
    assert page["status"] == "closed"
    assert page["entrance"] == "window"
