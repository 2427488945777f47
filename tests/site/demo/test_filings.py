"""What an invented applicant writes: his own numbers where they belong, a person where asked."""

from __future__ import annotations

from uuid import UUID

from yichuang.catalogue.public import EditionContent, FormField, PowerType
from yichuang.site.demo.cast import Person
from yichuang.site.demo.filings import answers_of

FIRM = Person("firm-1", UUID(int=1), "示例餐饮店", "92320213YY99000141", "10000000101", False)
SOMEBODY = Person("person-1", UUID(int=2), "测试甲", "320200209901010015", "10000000001", True)
FIELDS = (
    FormField("phone", "联系手机号", "code", longest=11),
    FormField("number", "统一社会信用代码", "code", longest=18),
    FormField("account", "银行账号", "code", longest=32),
    FormField("officer", "食品安全管理人员姓名"),
    FormField("trade", "字号或招牌名称"),
)
CONTENT = EditionContent("示例事项", PowerType.LICENCE, fields=FIELDS)


def test_firm_names_its_own_number_and_a_person_who_works_for_it():
    assert answers_of(CONTENT, FIRM) == {
        "phone": "10000000101",
        "number": "92320213YY99000141",
        "account": "0000000000000000",
        "officer": "演示员工",
        "trade": "示例餐饮店",
    }


def test_person_names_himself():
    found = answers_of(CONTENT, SOMEBODY)

    assert (found["officer"], found["phone"]) == ("测试甲", "10000000001")
