"""Guides: an officer completes an imported licence, a second one reviews it, a third publishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import City
from tests.workbench.imported import ROW, write_row
from tests.workbench.test_counter import reception
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import (
    Basis,
    BasisStatus,
    content_of,
    edition_in_force,
    import_matters,
)
from yichuang.ledger.public import Case
from yichuang.workbench.forms import basis

Ask = Callable[[str], Client]


@pytest.fixture
def draft(city: City, tmp_path: Path) -> Edition:
    report = import_matters(write_row(tmp_path))
    assert report.rejected == 0, report
    return Edition.objects.get(matter__code=ROW["task_code"])


def part(draft: Edition, slug: str) -> str:
    return f"/work/matters/{draft.id}/parts/{slug}/"


def sent(client: Client, address: str, **changes: Any) -> Any:
    """Send a section as it stands on the page, with some cells changed."""
    asked = client.get(address).context["asked"]
    slug = address.rstrip("/").rsplit("/", 1)[1]
    cells = [*asked["fields"], *(cell for row in asked.get("rows", ()) for cell in row)]
    data = {cell["name"]: cell["value"] for cell in cells if cell["value"] not in ("", [], None)}
    data.update({name if "-" in name else f"{slug}-{name}": v for name, v in changes.items()})
    return client.post(address, data)


def test_list_and_guide_show_what_the_import_lacks(
    city: City, draft: Edition, signed_in: Ask
) -> None:
    client = signed_in("catalogue")

    listed = client.get("/work/", follow=True).content.decode()
    page = client.get(f"/work/matters/{draft.id}/").content.decode()

    assert "示例导入许可" in listed
    assert "办理地点" in page
    assert "收费情况" in page
    assert signed_in("o-examine").get(f"/work/matters/{draft.id}/").status_code == 403


def test_sections_put_back_what_they_asked(city: City, draft: Edition, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    before = content_of(draft.id)

    for slug in ("limits", "materials", "conditions", "form", "steps", "basics"):
        assert sent(client, part(draft, slug)).status_code == 302, slug

    assert content_of(draft.id) == before


def test_materials_are_added_mended_and_removed(city: City, draft: Edition, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    changes = {
        "material-0-defects": "未签名\n未写日期",
        "material-1-name": "",
        "material-2-name": "承诺书",
        "material-2-need": "2",
        "material-2-ways": ["promise"],
        "material-2-copies": "2",
        "material-2-basis": "《示例规定》第3条",
    }

    assert sent(client, part(draft, "materials"), **changes).status_code == 302

    first, second = content_of(draft.id).materials or ()
    assert first.common_defects == ("未签名", "未写日期")
    assert (second.name, second.need, second.copies) == ("承诺书", "2", 2)
    assert second.basis[0].article == 3
    assert second.code not in {"", first.code}


def test_a_row_is_removed_by_its_button_and_the_page_stays(
    city: City, draft: Edition, signed_in: Ask
) -> None:
    client = signed_in("catalogue")
    names = [one.name for one in content_of(draft.id).materials or ()]
    page = client.get(part(draft, "materials")).content.decode()
    assert page.count('value="material-0-row"') == 1
    assert ("可以用鼠标拖动" in page) is (len(names) > 1)

    data = {"remove": "material-0-row", "material-0-name": names[0], "material-0-need": "1"}
    assert client.post(part(draft, "materials"), data).status_code == 200
    assert names[0] not in [one.name for one in content_of(draft.id).materials or ()]


def test_limit_of_nothing_is_told_at_its_field(city: City, draft: Edition, signed_in: Ask) -> None:
    reply = sent(signed_in("catalogue"), part(draft, "limits"), **{"limits-promised-amount": "快"})

    assert reply.status_code == 422
    assert "“承诺办结时限”应当填数字" in reply.content.decode()
    promised = content_of(draft.id).promised
    assert promised is not None
    assert promised.period.amount == 8


def test_an_officer_completes_and_publishes_an_imported_licence_and_it_runs(
    city: City, draft: Edition, signed_in: Ask
) -> None:
    editor, legal, head = signed_in("catalogue"), signed_in("legal"), signed_in("head")
    home = f"/work/matters/{draft.id}/"

    sent(
        editor,
        part(draft, "basics"),
        handling_kind="2",
        location="示例路1号",
        everyday_names="办示例证",
        visits_reason="当面核对",
    )
    sent(editor, part(draft, "fees"), fees="free")
    sent(editor, part(draft, "result"), kind="1", name="示例导入证", licence_type="901")
    assert editor.post(home + "review-request/").status_code == 302
    refused = legal.post(home + "review/", {"pass": "1"})
    waived = {"pass": "1", "waive": "1", "note": "上级清单原文为据"}
    assert legal.post(home + "review/", waived).status_code == 302
    assert head.post(home + "publication/", {"effective_from": ""}).status_code == 302

    assert refused.status_code == 422
    edition = edition_in_force(ROW["task_code"])
    assert edition.fileable
    (waiver,) = content_of(edition.id).waivers
    assert (waiver.reviewer, waiver.ground) == ("T-legal", "上级清单原文为据")
    data = {
        "key": "imported-key-1",
        "party": str(city.parties["citizen"]),
        "edition": str(edition.id),
        "confirmed_by": "signature",
        "then": "receive",
        "all_paper": "1",
        "f-applicant_name": "测试甲",
        "f-applicant_id_type": "居民身份证",
        "f-applicant_id_number": "320200209912010010",
        "f-contact_name": "测试甲",
        "f-contact_phone": "10000000000",
    }
    taken = signed_in("window").post("/work/counter/reception/", data)
    assert taken.status_code == 302, taken.content.decode()
    case = Case.objects.get(line="approval")
    assert (case.matter, case.state["gaps"]) == (ROW["task_code"], [])


def test_review_sends_back_with_a_note_only(city: City, draft: Edition, signed_in: Ask) -> None:
    home = f"/work/matters/{draft.id}/"
    signed_in("catalogue").post(home + "review-request/")
    legal = signed_in("legal")

    empty = legal.post(home + "review/", {"back": "1"})
    back = legal.post(home + "review/", {"back": "1", "note": "请补充收费依据"})

    assert empty.status_code == 422
    assert back.status_code == 302
    page = signed_in("catalogue").get(home).content.decode()
    assert "请补充收费依据" in page
    assert Edition.objects.get(pk=draft.id).state == "draft"


def test_revision_shows_the_difference_to_the_guide_in_force(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")

    begun = client.post(f"/work/matters/{city.licence.id}/draft/")
    draft = Edition.objects.get(matter__code="test-licence", state="draft")
    sent(client, part(draft, "limits"), **{"limits-promised-amount": "6"})

    page = client.get(begun["Location"]).content.decode()
    assert '<del class="was">10个工作日' in page
    assert "<ins>6个工作日" in page
    assert reception(city)["edition"] == str(edition_in_force("test-licence").id)


def test_difference_names_each_item_and_cell_in_words(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    begun = client.post(f"/work/matters/{city.licence.id}/draft/")["Location"]
    draft = Edition.objects.get(matter__code="test-licence", state="draft")
    first = (content_of(draft.id).materials or ())[0]

    changes = {"material-0-need": "3", "material-0-defects": "未签名", "material-9-name": "新材料"}
    sent(client, part(draft, "materials"), **changes)

    page = client.get(begun).content.decode()
    assert f"申请材料：{first.name}：必要性" in page
    assert "<ins>可容缺后补</ins>" in page
    assert "<ins>未签名</ins>" in page
    assert "申请材料：新材料" in page


def test_published_guide_is_not_edited(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")

    assert client.get(f"/work/matters/{city.licence.id}/parts/limits/").status_code == 404
    assert signed_in("window").get("/work/matters/").status_code == 403


@pytest.mark.parametrize(
    ("line", "status", "law", "article", "clause"),
    [
        ("《行政许可法》第42条第1款", "cited", "行政许可法", 42, 1),
        ("《行政许可法》第 42 条", "cited", "行政许可法", 42, 0),
        ("《行政许可法》第四十二条", "cited", "行政许可法", 42, 0),
        ("《行政许可法》", "cited", "行政许可法", 0, 0),
        ("《行政许可法》第999条", "quoted", "行政许可法", 999, 0),
        ("《示例办法》第3条", "quoted", "示例办法", 3, 0),
        ("市政府文件", "quoted", "", 0, 0),
    ],
)
def test_basis_is_read_from_a_line(
    line: str, status: str, law: str, article: int, clause: int
) -> None:
    (found,) = basis.read(line, ())

    assert (found.status, found.law_name) == (BasisStatus(status), law)
    assert (found.article, found.clause) == (article, clause)


def test_basis_that_stood_there_stays_cited() -> None:
    cited = Basis(BasisStatus.CITED, law_id="law:x", law_name="示例法", article=3)

    assert basis.read(basis.said((cited,)) + "\n\n", (cited,)) == (cited,)


def test_list_begins_with_ones_own_organ_and_pages_through_the_rest(
    city: City, draft: Edition, signed_in: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yichuang.workbench.pages.guides.PAGE", 1)
    client = signed_in("catalogue")

    work = client.get("/work/matters/").context["page"]
    published = client.get("/work/matters/?state=published").context["page"]
    every = client.get("/work/matters/?state=published&organ=all&page=2").context["page"]

    assert work.state == "work"
    assert [line.id for line in work.lines] == [draft.id]
    assert not published.others
    assert published.page.paginator.num_pages == published.tabs[3].count
    assert every.others
    assert every.page.number == 2
    odd = client.get("/work/matters/?state=poem&organ=nobody&page=x&q=%E6%97%A0%E6%AD%A4")
    assert odd.status_code == 200
    assert odd.context["page"].lines == []


def test_list_shows_what_is_published_where_nothing_is_in_work(city: City, signed_in: Ask) -> None:
    page = signed_in("catalogue").get("/work/matters/").context["page"]

    assert page.state == "published"
    assert page.lines
