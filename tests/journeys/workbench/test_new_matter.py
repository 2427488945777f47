"""A new matter live: from nothing to a citizen's application on the window's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import House, axe_findings, overflow
from tests.journeys.portal.walking import a_file, go_on, press
from tests.journeys.workbench.hand import Hand
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import content_of
from yichuang.ledger.public import Case

NAME = "示例活动备案"
MINUTES = 15
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}


def looked_at(page: Any) -> None:
    """Look at a page at 360 px: accessible, nothing sticks out."""
    page.set_viewport_size(PHONE)
    assert axe_findings(page) == []
    assert overflow(page) == 0, page.url
    page.set_viewport_size(DESK)


def test_a_new_matter_is_live_in_fifteen_minutes(
    house: House, new_page: Callable[..., Any], capsys: Any
) -> None:
    page = new_page()
    house.sign_in(page, "catalogue")
    page.goto(f"{house.base_url}/work/matters/")
    editor = Hand(page)
    begin(editor)
    fill_in(editor)
    home = page.url
    looked_at(page)
    editor.press("送合法性审核")

    hands = [editor, review(house, new_page(), home), publish(house, new_page(), home)]
    with capsys.disabled():
        for who, hand in zip(("editor", "legal review", "head"), hands, strict=True):
            print(f"\n{who}: {hand.said()}", end="")
    assert sum(hand.minutes for hand in hands) <= MINUTES

    number = apply(house, new_page())
    window = new_page()
    house.sign_in(window, "window")
    window.goto(f"{house.base_url}/work/")
    expect(window.get_by_role("link", name=number)).to_be_visible()
    expect(window.locator("#main")).to_contain_text(NAME)
    case = Case.objects.get(line="approval")
    assert (case.number, case.status) == (number, "received")
    assert case.state["gaps"] == []


def begin(editor: Hand) -> None:
    """Begin the matter; its empty draft opens."""
    editor.press("新建事项", "link")
    editor.type("#id_new-main", "示例活动管理")
    editor.tick("#id_new-new_main")
    editor.type("#id_new-name", NAME)
    editor.choose("#id_new-power_type", "20")
    editor.choose("#id_new-level", "3")
    looked_at(editor.page)
    editor.press("建立草稿")


def fill_in(editor: Hand) -> None:
    """Fill in the sections one after the other, and put the materials in order."""
    editor.press("基本信息、地点和救济", "link")
    editor.type("#id_basics-everyday_names", "办活动\n活动登记")
    editor.tick("#id_basics-handling_kind_2", "#id_basics-service_objects")
    editor.tick("#id_basics-handling_forms", "#id_basics-handling_forms_2")
    editor.type("#id_basics-set_basis", "《中华人民共和国行政许可法》第12条")
    editor.type("#id_basics-location", "示例市政务服务大厅")
    editor.type("#id_basics-hours", "工作日9时至17时")
    editor.type("#id_basics-consult", "000-00000000")
    editor.type("#id_basics-complaint", "000-00000001")
    editor.type("#id_basics-visits", "0")
    onward(editor, "时限")
    editor.type("#id_limits-promised-amount", "5")
    onward(editor, "申请材料")
    editor.type("#id_material-0-name", "活动方案")
    editor.type("#id_material-0-standard", "写明时间、地点和人数")
    editor.type("#id_material-0-defects", "没有写明人数\n没有签名")
    editor.type("#id_material-1-name", "场地图")
    editor.choose("#id_material-1-need", "2")
    editor.press("保存并再加几项")
    editor.point(editor.page.locator("details.row-form > summary").nth(1))
    editor.press("上移 场地图")
    expect(editor.page.get_by_text("第 1 项 场地图")).to_be_visible()
    onward(editor, "受理条件")
    editor.type("#id_condition-0-text", "活动在本市举办")
    onward(editor, "申请表")
    for at, label in enumerate(("活动名称", "参加人数")):
        editor.type(f"#id_field-{at}-label", label)
    editor.choose("#id_field-1-kind", "integer")
    editor.press("保存并再加几项")
    drag_up(editor.page)
    onward(editor, "情形问题")
    editor.type("#id_situation-0-question", "在哪里办？")
    editor.type("#id_situation-0-answers", "室内\n室外")
    onward(editor, "告知承诺和容缺")
    onward(editor, "免申即享")
    onward(editor, "办理环节")
    editor.type("#id_step-0-name", "审查")
    onward(editor, "收费")
    editor.tick("#id_fees-fees")
    onward(editor, "办理结果")
    editor.tick("#id_result-kind_3")
    editor.type("#id_result-name", "备案通知")
    editor.press("保存")
    content = content_of(Edition.objects.get(matter__name=NAME).id)
    assert [one.name for one in content.materials or ()] == ["场地图", "活动方案"]
    assert [one.label for one in content.fields] == ["参加人数", "活动名称"]


def drag_up(page: Any) -> None:
    """Drag the second field of the form above the first with the mouse; its number follows."""
    titles = page.locator("summary[data-movable]")
    titles.nth(1).drag_to(titles.nth(0), target_position={"x": 40, "y": 4})
    expect(titles.nth(0)).to_have_text("第 1 项 参加人数")


def onward(editor: Hand, title: str) -> None:
    """Keep this section, looked at, and go to the next."""
    looked_at(editor.page)
    editor.press(f"保存，接着填{title}")
    expect(editor.page.locator("h1")).to_have_text(title)


def review(house: House, page: Any, home: str) -> Hand:
    """Legal review: read what is new, consent to what no article carries."""
    house.sign_in(page, "legal")
    page.goto(home)
    expect(page.get_by_role("heading", name="新的内容")).to_be_visible()
    expect(page.locator("#main ins", has_text="没有写明人数")).to_be_visible()
    looked_at(page)
    for words in ("市民将看到的样子", "窗口将看到的样子"):
        press(page, words, "link")
        expect(page.locator("#main")).to_contain_text("预览：" + words)
        looked_at(page)
        page.goto(home)
    legal = Hand(page)
    legal.tick("#id_waive")
    legal.type("#id_note", "条件和材料以本部门办法为据")
    legal.press("审核通过")
    return legal


def publish(house: House, page: Any, home: str) -> Hand:
    """The head puts it in force."""
    house.sign_in(page, "head")
    page.goto(home)
    looked_at(page)
    head = Hand(page)
    head.press("公布")
    expect(page.locator("#main").get_by_text("现行有效")).to_be_visible()
    return head


def apply(house: House, page: Any) -> str:
    """A citizen finds it by everyday words and files; return the number of the receipt."""
    house.sign_in(page, "citizen")
    page.goto(house.base_url)
    page.locator("#q").fill("办活动")
    press(page, "搜索")
    press(page, NAME, "link")
    looked_at(page)
    press(page, "网上申请", "link")
    press(page, "开始填写")
    page.get_by_label("室内").check()
    go_on(page)
    go_on(page)
    page.get_by_label("活动名称").fill("示例集市")
    page.get_by_label("参加人数").fill("80")
    looked_at(page)
    go_on(page)
    press(page, "去准备 活动方案", "link")
    page.locator("input[type=file]").set_input_files([a_file()])
    press(page, "上传")
    press(page, "回到材料清单", "link")
    go_on(page)
    press(page, "提交申请")
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    return "".join(page.locator(".receipt .number").first.inner_text().split())
