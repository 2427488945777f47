"""The matters of the demo city: whole, founded on existing articles, and ready to publish."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from yichuang.catalogue import lawtable
from yichuang.catalogue.public import (
    ON_APPLICATION,
    Authors,
    Basis,
    BasisStatus,
    EditionContent,
    HandlingKind,
    LintContext,
    OrganNamed,
    PowerType,
    bundles_called,
    lint,
    load_demo_matters,
    unfounded,
)
from yichuang.directory.public import Actor, ActorKind, PostScope, import_organs
from yichuang.kernel.public import load
from yichuang.law.public import Period, Unit
from yichuang.site.demo.bundles import publish_bundles

DEMO = Path(__file__).parents[2] / "src/yichuang/site/demo"
STEP_ACTS = {"approval.examine", "approval.review", "approval.decide"}
LICENCE_LAW = "law:行政许可法:2019"
NATURAL_TOPICS = """
生育收养 户籍办理 民族宗教 教育科研 入伍服役 就业创业 设立变更 准营准办 抵押质押 职业资格
行政缴费 婚姻登记 优待抚恤 规划建设 住房保障 社会保障 证件办理 交通出行 旅游观光 出境入境
消费维权 公共安全 司法公证 知识产权 环保绿化 文化体育 公用事业 医疗卫生 离职退休 死亡殡葬
"""
LEGAL_TOPICS = """
资质认证 年检年审 税收财务 人力资源 投资审批 融资信贷 商务贸易 招标拍卖 海关口岸 涉外服务
农林牧渔 国土和规划建设 交通运输 应对气候变化 水务气象 科技创新 文体教育 质量技术 检验检疫
安全生产 公安消防 法人注销 档案文物
"""
TOPICS = {*NATURAL_TOPICS.split(), *LEGAL_TOPICS.split()}  # of the national portal


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    organ: str
    level: str
    title: dict[str, str]
    main_item: str
    sub_item: str
    content: EditionContent


def _entries() -> Iterator[Entry]:
    for path in sorted((DEMO / "matters").glob("*.json")):
        for row in json.loads(path.read_text("utf-8")):
            yield Entry(
                key=row.pop("key"),
                organ=row.pop("organ"),
                level=row.pop("region_level"),
                title=row.pop("title"),
                main_item=row.pop("main_item"),
                sub_item=row.pop("sub_item"),
                content=load(EditionContent, row.pop("content")),
            )
            assert row == {}, f"{path.name} says more than a matter: {sorted(row)}"


MATTERS = tuple(_entries())
each_matter = pytest.mark.parametrize("entry", MATTERS, ids=lambda entry: entry.key)


def _bases(content: EditionContent) -> Iterator[Basis]:
    yield from content.set_basis
    for limit in (content.statutory, content.promised, content.acceptance):
        if limit is not None:
            yield from limit.basis
    founded = (
        *content.special_procedures,
        *content.conditions,
        *(content.materials or ()),
        *(content.fees or ()),
    )
    for part in founded:
        yield from part.basis
    if content.hand_up is not None:
        yield from content.hand_up.basis


# --- the whole ----------------------------------------------------------------------------------


def test_catalogue_covers_all_kinds_and_both_ways_of_handling():
    kinds = Counter(entry.content.power_type for entry in MATTERS)
    instant = [e for e in MATTERS if e.content.handling_kind is HandlingKind.INSTANT]
    guides = [e for e in MATTERS if e.content.power_type not in ON_APPLICATION]

    assert len(MATTERS) >= 80
    assert set(kinds) == set(PowerType)
    assert kinds[PowerType.LICENCE] >= 25
    assert kinds[PowerType.PUBLIC_SERVICE] >= 10
    assert min(kinds.values()) >= 2
    assert len(instant) >= 15
    assert len(guides) >= 6


@pytest.mark.parametrize(
    "keys",
    [
        {"food-licence", "fire-safety-check", "signboard-service"}
        | {"health-certificate", "tobacco-retail"},
        {"company-registration", "seal-filing", "social-insurance-registration"}
        | {"medical-insurance-unit", "housing-fund-unit", "invoice-first"},
        {"birth-service-registration", "birth-certificate", "birth-household"}
        | {"resident-medical-insurance", "social-security-card", "maternity-claim"},
    ],
    ids=["restaurant", "company", "birth"],
)
def test_matters_of_a_bundle_are_there_and_open_to_application(keys):
    found = {entry.key: entry.content for entry in MATTERS}

    assert keys <= set(found)
    assert all(found[key].power_type in ON_APPLICATION for key in keys)


def test_keys_codes_and_everyday_names_tell_matters_apart():
    keys = Counter(entry.key for entry in MATTERS)
    codes = Counter((entry.organ, entry.content.catalog_code) for entry in MATTERS)
    words = Counter(word for entry in MATTERS for word in entry.content.everyday_names)

    assert max(keys.values()) == 1
    assert max(codes.values()) == 1
    assert max(words.values()) == 1


def test_one_base_code_stands_for_one_power():
    powers = defaultdict(set)
    for entry in MATTERS:
        powers[entry.content.catalog_code].add((entry.main_item, entry.content.name))

    assert all(len(names) == 1 for names in powers.values())
    assert len(powers) < len(MATTERS), "no power is implemented by two organs"


def test_a_data_element_is_one_kind_of_field_everywhere():
    kinds = defaultdict(set)
    for entry in MATTERS:
        for item in entry.content.fields:
            kinds[item.element].add((item.kind, item.longest, item.unit))

    assert {element: seen for element, seen in kinds.items() if len(seen) > 1} == {}


def test_a_licence_type_is_the_result_of_one_kind_only():
    names = defaultdict(set)
    for entry in MATTERS:
        result = entry.content.result
        if result is not None and result.licence_type:
            names[result.licence_type].add(result.name)
    asked = {m.licence_type for e in MATTERS for m in e.content.materials or () if m.licence_type}

    assert all(len(seen) == 1 for seen in names.values())
    assert asked <= set(names), "a material asks for a licence no matter of the city gives"


def test_organs_of_the_matters_are_those_of_the_directory():
    known = json.loads((DEMO / "directory/organs.json").read_text("utf-8"))

    given_by = {entry.title["from_organ"] for entry in MATTERS} - {""}
    up = [entry.content.hand_up for entry in MATTERS if entry.content.hand_up]
    decide_above = {organ["key"] for organ in known if organ["code"] in {one.organ for one in up}}
    assert {entry.organ for entry in MATTERS} | given_by | decide_above == {
        organ["key"] for organ in known
    }
    assert {(one.organ, one.organ_name) for one in up} <= {
        (organ["code"], organ["name"]) for organ in known
    }


# --- each matter --------------------------------------------------------------------------------


@each_matter
def test_codes_and_title_are_well_formed(entry):
    content = entry.content

    assert len(content.catalog_code) == 12
    assert content.catalog_code.isdigit()
    assert content.catalog_code[:2] in {"00", "32"}
    assert content.catalog_code[2:4] == content.power_type.value
    assert bool(entry.sub_item) == (content.catalog_code[-3:] != "000")
    assert entry.level in {"3", "4", "5"}
    assert set(entry.title) == {"kind", "from_organ", "basis"}
    assert entry.title["kind"] in {"own", "transferred", "entrusted", "empowered"}
    assert entry.title["basis"]


@each_matter
def test_every_citation_resolves_and_carries_the_name_of_its_law(entry):
    for basis in _bases(entry.content):
        if basis.status is BasisStatus.CITED:
            citation = lawtable.resolve(basis.law_id, basis.article)
            assert citation is not None, f"{basis.law_id} {basis.article}"
            assert citation.law.name == basis.law_name
        else:
            assert basis.law_name
            assert entry.content.waivers, "an unresolved basis needs a reviewer's waiver"


@each_matter
def test_nothing_stands_without_a_basis(entry):
    content = entry.content
    parts = (
        *content.special_procedures,
        *content.conditions,
        *(content.materials or ()),
        *(content.fees or ()),
    )

    assert content.set_basis
    assert content.conditions
    assert all(part.basis for part in parts)
    assert unfounded(content) == ()


@each_matter
def test_licensing_law_is_cited_for_licences_only(entry):
    cited = {basis.law_id for basis in _bases(entry.content)}

    assert entry.content.power_type is PowerType.LICENCE or LICENCE_LAW not in cited


@each_matter
def test_lint_finds_nothing(entry):
    context = LintContext(resolves=lambda b: lawtable.resolve(b.law_id, b.article) is not None)

    assert lint(entry.content, context) == []


@each_matter
def test_guide_is_complete(entry):
    content = entry.content

    assert content.service_objects
    assert content.use_level
    assert content.fees is not None
    assert content.result is not None
    assert content.remedy.reconsideration_organ
    assert content.location
    assert content.hours
    assert content.flow_text
    assert 3 <= len(content.everyday_names) <= 6
    assert set(content.topics) <= TOPICS
    assert content.topics
    assert content.consult.startswith("演示热线 0510-0000")
    assert content.complaint.startswith("演示热线 0510-0000")


@each_matter
def test_matter_can_be_applied_for_exactly_when_its_kind_allows(entry):
    content = entry.content

    if content.power_type not in ON_APPLICATION:
        assert content.handling_kind is None
        assert content.materials == ()
        assert "依职权" in content.flow_text or content.power_type is PowerType.LEVY
        return
    assert content.handling_kind is not None
    assert content.promised is not None
    assert content.materials
    assert content.fields
    assert [step.code for step in content.steps].count("decide") == 1
    assert content.steps[-1].code == "decide"


@each_matter
def test_steps_need_known_acts_and_two_people_where_substance_is_verified(entry):
    for step in entry.content.steps:
        assert step.act in STEP_ACTS
        assert step.standard
        assert step.people == (2 if step.code == "verify" else 1)
    if entry.content.handling_kind is HandlingKind.INSTANT:
        assert len(entry.content.steps) == 1


@each_matter
def test_steps_fit_into_the_promise(entry):
    """Each organ's within its own time, where one examines first and another decides."""
    steps, up, promised = entry.content.steps, entry.content.hand_up, entry.content.promised
    last = [step.period for step in steps if step.period and step.above is (up is not None)]
    first = [step.period for step in steps if step.period and up and not step.above]

    for periods, whole in ((last, promised and promised.period), (first, up and up.first)):
        if periods:
            assert whole is not None
            assert {period.unit for period in periods} == {whole.unit}
            assert sum(period.amount for period in periods) <= whole.amount


@each_matter
def test_promise_is_never_longer_than_the_law(entry):
    statutory, promised = entry.content.statutory, entry.content.promised

    if statutory and promised:
        assert _most_days(promised.period) <= _fewest_days(statutory.period) or (
            promised.period.unit is statutory.period.unit
            and promised.period.amount <= statutory.period.amount
        )


def _most_days(period: Period) -> int:
    """Days that surely suffice: weekends, and nine days off in a row."""
    if period.unit is Unit.WORKING_DAY:
        return -(-period.amount * 7 // 5) + 9
    return period.amount * {Unit.CALENDAR_DAY: 1, Unit.MONTH: 31}[period.unit]


def _fewest_days(period: Period) -> int:
    per_unit = {Unit.WORKING_DAY: 1, Unit.CALENDAR_DAY: 1, Unit.MONTH: 28}
    return period.amount * per_unit[period.unit]


@each_matter
def test_materials_say_what_is_good_and_what_often_is_not(entry):
    materials = entry.content.materials or ()

    assert len({material.code for material in materials}) == len(materials)
    for material in materials:
        assert material.acceptance_standard
        assert material.common_defects
        assert material.satisfied_by
        assert bool(material.licence_type) == ("licence" in material.satisfied_by)
        assert bool(material.data_element) or "interface" not in material.satisfied_by


@each_matter
def test_situations_and_what_depends_on_them_fit(entry):
    content = entry.content
    answers = {question.code: question.answers for question in content.situations}
    conditional = [part.asked_when for part in (*(content.materials or ()), *content.fields)]
    asked = [condition.split("=", 1) for condition in conditional if condition]

    assert all(value in answers[question] for question, value in asked)
    assert {question for question, _ in asked} == set(answers)


@each_matter
def test_choices_are_given_where_a_field_is_a_choice(entry):
    for item in entry.content.fields:
        assert bool(item.choices) == (item.kind in {"choice", "choices"})


def test_all_matters_publish_through_the_ordinary_road(db):
    organs = {
        organ["key"]: OrganNamed(organ["code"], organ["name"], organ["region"])
        for organ in json.loads((DEMO / "directory/organs.json").read_text("utf-8"))
    }

    rows = json.loads((DEMO / "directory/organs.json").read_text("utf-8"))
    import_organs(rows, as_of=date(2020, 1, 1))  # who decides above has to be on record
    published = load_demo_matters(DEMO / "matters", organs, _authors())

    assert set(published) == {entry.key for entry in MATTERS}
    publish_bundles(published, _authors().publisher)
    assert [one.code for one in bundles_called("我想开饭店")] == ["restaurant"]
    assert [one.code for one in bundles_called("注册公司")] == ["company"]


def _authors() -> Authors:
    acts = frozenset({"catalogue.edit", "catalogue.review", "catalogue.publish"})

    def officer(code: str) -> Actor:
        return Actor(
            kind=ActorKind.OFFICER,
            id=code,
            post="demo-catalogue",
            region="320200000000",
            scope=PostScope.REGION,
            acts=acts,
            second_factor=True,
        )

    return Authors(officer("demo-editor"), officer("demo-reviewer"), officer("demo-publisher"))
