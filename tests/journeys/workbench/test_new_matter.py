"""A new matter live, with the keyboard alone: from nothing to an application at the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.journeys.portal.walking import a_file, opens_the_application
from tests.journeys.workbench.hand import CountedHand
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import content_of
from yichuang.ledger.public import Case

NAME = "示例活动备案"
MINUTES = 15


def test_a_new_matter_is_live_in_fifteen_minutes(
    house: House, person: Callable[..., Any], capsys: Any
) -> None:
    editor, legal, head = (person(hand=CountedHand) for _ in range(3))
    editor.sign_in(house.base_url, "catalogue")
    begin(editor)
    fill_in(editor)
    editor.push("送合法性审核")
    review(house, legal)
    publish(house, head)
    hands = {"editor": editor, "legal review": legal, "head": head}
    with capsys.disabled():
        for who, hand in hands.items():
            print(f"\n{who}: {hand.said()}", end="")
    assert sum(hand.minutes for hand in hands.values()) <= MINUTES

    number = apply(house, person())
    window = person()
    window.sign_in(house.base_url, "window")
    expect(window.page.get_by_role("link", name=number)).to_be_visible()
    expect(window.page.locator("#main")).to_contain_text(NAME)
    case = Case.objects.get(line="approval")
    assert (case.number, case.status) == (number, "received")
    assert case.state["gaps"] == []


def begin(editor: CountedHand) -> None:
    """Begin the matter; its empty draft opens."""
    editor.menu("办事指南")
    editor.follow("新建事项")
    editor.fill("#id_new-main", "示例活动管理")
    editor.tick("#id_new-new_main")
    editor.fill("#id_new-name", NAME)
    editor.choose("#id_new-power_type", "20")
    editor.choose("#id_new-level", "3")
    editor.push("建立草稿")


def fill_in(editor: CountedHand) -> None:
    """Fill in the sections one after the other, and put the materials in order."""
    editor.follow("基本信息、地点和救济")
    editor.fill("#id_basics-everyday_names", "办活动\n活动登记")
    editor.tick("#id_basics-handling_kind_2")
    editor.tick("#id_basics-service_objects")
    editor.tick("#id_basics-handling_forms")
    editor.tick("#id_basics-handling_forms_2")
    editor.fill("#id_basics-set_basis", "《中华人民共和国行政许可法》第12条")
    editor.fill("#id_basics-location", "示例市政务服务大厅")
    editor.fill("#id_basics-hours", "工作日9时至17时")
    editor.fill("#id_basics-consult", "000-00000000")
    editor.fill("#id_basics-complaint", "000-00000001")
    editor.fill("#id_basics-visits", "0")
    onward(editor, "时限")
    editor.fill("#id_limits-promised-amount", "5")
    onward(editor, "申请材料")
    editor.fill("#id_material-0-name", "活动方案")
    editor.fill("#id_material-0-standard", "写明时间、地点和人数")
    editor.fill("#id_material-0-defects", "没有写明人数\n没有签名")
    editor.fill("#id_material-1-name", "场地图")
    editor.choose("#id_material-1-need", "2")
    second_goes_first(editor, "场地图")
    onward(editor, "受理条件")
    editor.fill("#id_condition-0-text", "活动在本市举办")
    onward(editor, "申请表")
    for at, label in enumerate(("活动名称", "参加人数")):
        editor.fill(f"#id_field-{at}-label", label)
    editor.choose("#id_field-1-kind", "integer")
    second_goes_first(editor, "参加人数")
    onward(editor, "情形问题")
    editor.fill("#id_situation-0-question", "在哪里办？")
    editor.fill("#id_situation-0-answers", "室内\n室外")
    onward(editor, "告知承诺和容缺")
    onward(editor, "免申即享")
    onward(editor, "办理环节")
    editor.fill("#id_step-0-name", "审查")
    onward(editor, "报送上级机关")
    onward(editor, "收费")
    editor.tick("#id_fees-fees")
    onward(editor, "办理结果")
    editor.tick("#id_result-kind_3")
    editor.fill("#id_result-name", "备案通知")
    editor.push("保存")
    content = content_of(Edition.objects.get(matter__name=NAME).id)
    assert [one.name for one in content.materials or ()] == ["场地图", "活动方案"]
    assert [one.label for one in content.fields] == ["参加人数", "活动名称"]


def second_goes_first(editor: CountedHand, name: str) -> None:
    """Keep what is there, open the second row, and move it up."""
    editor.push("保存并再加几项")
    editor.tab_to(editor.page.locator("details.row-form > summary").nth(1))
    editor.press("Enter")
    editor.push(f"上移 {name}")
    expect(editor.page.get_by_text(f"第 1 项 {name}")).to_be_visible()


def onward(editor: CountedHand, title: str) -> None:
    """Keep this section and go to the next."""
    editor.push(f"保存，接着填{title}")
    expect(editor.page.locator("h1")).to_have_text(title)


def review(house: House, legal: CountedHand) -> None:
    """Legal review: read what is new, consent to what no article carries."""
    legal.sign_in(house.base_url, "legal")
    legal.menu("办事指南")
    legal.follow(NAME)
    expect(legal.page.get_by_role("heading", name="新的内容")).to_be_visible()
    expect(legal.page.locator("#main ins", has_text="没有写明人数")).to_be_visible()
    for words, back in (("市民将看到的样子", "回到办事指南"), ("窗口将看到的样子", NAME)):
        legal.follow(words)
        expect(legal.page.locator("#main")).to_contain_text("预览：" + words)
        legal.follow(back)
    legal.tick("#id_waive")
    legal.fill("#id_note", "条件和材料以本部门办法为据")
    legal.push("审核通过")


def publish(house: House, head: CountedHand) -> None:
    """The head puts it in force."""
    head.sign_in(house.base_url, "head")
    head.menu("办事指南")
    head.follow(NAME)
    head.push("公布")
    expect(head.page.locator("#main").get_by_text("现行有效")).to_be_visible()


def apply(house: House, citizen: Hand) -> str:
    """A citizen finds it by everyday words and files; return the number of the receipt."""
    page = citizen.page
    citizen.sign_in(house.base_url, "citizen")
    opens_the_application(citizen, NAME, "办活动")
    citizen.push("开始填写")
    citizen.tick(page.get_by_label("室内"))
    citizen.push("保存并继续")
    citizen.push("保存并继续")
    citizen.fill(page.get_by_label("活动名称"), "示例集市")
    citizen.fill(page.get_by_label("参加人数"), "80")
    citizen.push("保存并继续")
    citizen.follow("去准备 活动方案")
    citizen.give("input[type=file]", [a_file()])
    citizen.push("上传")
    citizen.follow("回到材料清单")
    citizen.push("保存并继续")
    citizen.push("提交申请")
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    return "".join(page.locator(".receipt .number").first.inner_text().split())
