"""Finding matters: by name, everyday name, sound, initials, code; and who finds what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.catalogue.making import EDITOR, make_content, make_draft, make_published, officer

from yichuang.catalogue.public import PowerType, search
from yichuang.catalogue.tokens import fold, sounds, tokens

pytestmark = pytest.mark.django_db

NAMES = {
    "food": ("食品经营许可(新办)", ("开饭店", "开小吃店", "餐饮证")),
    "food-end": ("食品经营许可(注销)", ()),
    "company": ("企业设立登记", ("开公司", "办营业执照")),
    "birth": ("出生登记", ("上户口", "新生儿落户")),
    "drive": ("机动车驾驶证补证", ("补驾照", "驾驶证丢失")),
    "water": ("取水许可", ()),
    "bank": ("重庆银行开户证明", ()),
}


@pytest.fixture
def matters(clock):
    for code, (name, everyday) in NAMES.items():
        content = make_content(name=name, everyday_names=everyday, catalog_code="")
        make_published(content, code=f"3202-{code}-001")


def found(query: str, **options) -> list[str]:
    return [hit.matter_code.split("-", 1)[1][:-4] for hit in search(query, **options).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("食品经营许可(新办)", "food"),
        ("食品经营许可（注销）", "food-end"),
        ("食品经营许可注销", "food-end"),
        ("开饭店", "food"),
        ("我想开饭店要办什么证", "food"),
        ("kaifandian", "food"),
        ("KFD", "food"),
        ("qiyeshelidengji", "company"),
        ("qysl", "company"),
        ("yinhangkaihu", "bank"),  # 行 is háng here
        ("上户口", "birth"),
        ("驾照丢了怎么办", "drive"),
        ("机动车驾使证补证", "drive"),  # one wrong character
        ("qushuixukke", "water"),  # one letter missing
        ("3202-water", "water"),
        ("3202-WATER-001", "water"),
        ("取水", "water"),
    ],
)
def test_first_hit(matters, query, first):
    assert found(query)[:1] == [first]


def test_codes_are_found_by_any_prefix_from_four_characters(matters):
    assert search("3202").total == len(NAMES)
    assert found("3202-f") == ["food", "food-end"]


def test_empty_question_lists_everything_and_nonsense_nothing(matters):
    assert search("").total == len(NAMES)
    assert search("  ").total == len(NAMES)
    assert search("%").total == 0
    assert search("😀😀").total == 0


@pytest.mark.parametrize(
    "query",
    [
        *("'", "''; DROP TABLE catalogue_edition;--", "%_%", "\\", "a & b | !c:*", "\x00"),
        *("😀", "\ud800", "()", "'食品' & '", "<script>", "2026年", "食品ABC"),
        *("食" * 10_000, "a" * 10_000, "1" * 10_000, "食品 " * 3_000),
    ],
)
def test_odd_questions_are_never_an_error(matters, query):
    page = search(query)

    assert page.total >= len(page.hits)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_may_be_asked(matters, query):
    search(query)


def test_filters_narrow_and_facets_count(matters):
    make_published(
        make_content(name="食品小作坊登记", power_type=PowerType.OTHER),
        code="x",
        region="320211000000",
        organ_code="113202110000000001",
    )

    page = search("食品")

    assert page.total == 3
    assert page.facets["power_type"] == {"01": 2, "10": 1}
    assert search("食品", power_type="10").total == 1
    assert search("食品", region="320211000000").total == 1
    assert search("食品", region="320200000000").total == 3  # what lies within it too
    assert search("食品", region="330000000000").total == 0
    assert search("食品", organ="113202110000000001").total == 1
    assert search("食品", audience="1").total == 3
    assert search("食品", audience="6").total == 0


def test_pages_part_the_hits_without_gap_or_double(matters):
    whole = [hit.matter_code for hit in search("许可").hits]

    parts = [hit.matter_code for at in range(4) for hit in search("许可", limit=1, offset=at).hits]

    assert parts == whole
    assert len(whole) == 3
    assert search("许可", limit=0).hits == ()
    assert search("许可", limit=-5, offset=-1).total == 3


def test_public_finds_no_drafts_and_staff_only_those_of_their_reach(matters):
    make_draft(make_content(name="草稿中的示例事项"), code="draft")

    assert search("草稿中的示例事项").total == 0
    page = search("草稿中的示例事项", actor=EDITOR)
    assert [hit.draft for hit in page.hits] == [True]
    elsewhere = officer("other", region="320500000000", acts=frozenset())
    assert search("草稿中的示例事项", actor=elsewhere).total == 0


def test_edition_of_a_later_day_is_found_from_that_day(clock):
    make_published(effective_from=date(2026, 3, 9), code="later")

    assert search("示例经营许可").total == 0
    clock.moment += timedelta(days=7)
    assert search("示例经营许可").total == 1


# --- tokens --------------------------------------------------------------------------------------


def test_fold_evens_out_width_case_blanks_and_signs():
    assert fold(" 食品（ＡＢＣ） 许可-1 ") == "食品abc许可1"


def test_tokens_are_characters_words_and_runs_of_letters():
    assert {"食", "品", "食品", "许可证", "abc12"} <= set(tokens("食品许可证ABC12"))


@pytest.mark.parametrize(
    ("text", "full", "initials"),
    [
        ("开饭店", "kaifandian", "kfd"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("3A级", "3aji", "3j"),
        ("", "", ""),
    ],
)
def test_sounds(text, full, initials):
    assert sounds(text) == (full, initials)
