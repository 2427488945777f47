"""Importing matters: every row kept or rejected with its reason, all or nothing, twice is once."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.catalogue.making import EDITOR, make_content, officer

from yichuang.catalogue.models import Edition, ImportRow, ImportRun, Matter, Power, SearchEntry
from yichuang.catalogue.public import (
    BasisStatus,
    EditionState,
    FileUnreadable,
    HandlingKind,
    PowerType,
    Waiver,
    content_of,
    guide_of_edition,
    import_content,
    import_matters,
    publish,
    review,
    save_draft,
    send_to_review,
)
from yichuang.catalogue.reading import read_tables
from yichuang.directory.public import NotAllowed, organ_by_code
from yichuang.law.public import Period, Unit, make_credit_code

pytestmark = pytest.mark.django_db

USCC = make_credit_code("11", "440000", "00693975")
DETAILED = {
    "task_code": f"{USCC}2440101007000",
    "catalog_id": "440101007000",
    "parent_catalog_id": "44010100700Y",
    "parent_catalog_name": "示例许可",
    "name": "示例许可新办",
    "short_name": None,
    "everyday_name": "示例证，办示例证",
    "power_type_code": "01",
    "power_type": "行政许可",
    "level": "省级",
    "area_code": "440000",
    "area_name": "广东省",
    "department": "示例省示例厅",
    "org_code": "006939756",
    "org_uscc": USCC,
    "legal_limit": 20,
    "legal_limit_unit": "工作日",
    "promised_limit": 7,
    "promised_limit_unit": "自然日",
    "visits": 0,
    "joint_departments": None,
    "accept_conditions": "符合《中华人民共和国行政许可法》第三十八条。",
    "materials": ["申请书", "场所证明"],
    "location": "示例大厅",
    "consult_phone": None,
    "complaint_phone": None,
    "platform": None,
    "courier": "是",
    "online_apply": True,
    "themes": ["准营准办"],
    "applicants": ["自然人", "企业法人"],
}


def lines(*rows: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def row(**changes: object) -> dict[str, object]:
    return {**DETAILED, **changes}


def second(**changes: object) -> dict[str, object]:
    return row(task_code=f"{USCC}2440101008000", catalog_id="440101008000", **changes)


def load(content: bytes, **options):
    return import_content(content, source="example", **options)


def only_edition() -> Edition:
    return Edition.objects.get()


# --- what a row becomes --------------------------------------------------------------------------


def test_row_becomes_a_draft_with_everything_the_source_says():
    report = load(lines(row()))

    assert report.counts() == {
        "total": 1,
        "kept": 1,
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 0,
        "warnings": 0,
    }
    edition = only_edition()
    content = content_of(edition.id)
    assert edition.state == EditionState.DRAFT
    assert content.power_type is PowerType.LICENCE
    assert content.statutory.period == Period(20, Unit.WORKING_DAY, "广东省政务服务事项(指南级)")
    assert content.promised.period.unit is Unit.CALENDAR_DAY
    assert [m.name for m in content.materials] == ["申请书", "场所证明"]
    assert content.everyday_names == ("示例证", "办示例证")
    assert content.service_objects == ("1", "2")
    assert content.visits == 0
    assert content.courier is True


def test_nothing_missing_is_invented():
    load(
        lines(
            row(
                legal_limit=None,
                legal_limit_unit=None,
                promised_limit=None,
                promised_limit_unit=None,
                materials=[],
                accept_conditions=None,
                courier=None,
            )
        )
    )

    content = content_of(only_edition().id)
    assert content.statutory is None
    assert content.promised is None
    assert content.handling_kind is None
    assert content.materials is None  # an empty list does not say that none are needed
    assert content.fees is None
    assert content.set_basis == ()
    assert content.courier is None
    assert guide_of_edition(only_edition().id).gaps


def test_condition_is_cited_where_the_law_table_has_it():
    load(lines(row()))

    (condition,) = content_of(only_edition().id).conditions
    assert [(b.status, b.article) for b in condition.basis] == [(BasisStatus.CITED, 38)]


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("01", "行政许可", PowerType.LICENCE),
        ("05", "行政给付", PowerType.PAYMENT),
        ("07", "行政确认", PowerType.CONFIRMATION),
        ("08", "行政奖励", PowerType.REWARD),
        ("09", "行政裁决", PowerType.ADJUDICATION),
        ("20", "其他行政权力", PowerType.OTHER),
        ("21", "公共服务", PowerType.PUBLIC_SERVICE),
    ],
)
def test_guangdong_codes_are_not_the_national_ones(code, name, kind):
    load(lines(row(power_type_code=code, power_type=name)))

    assert content_of(only_edition().id).power_type is kind


def test_promise_of_zero_days_is_an_instant_matter():
    load(lines(row(promised_limit=0)))

    content = content_of(only_edition().id)
    assert content.handling_kind is HandlingKind.INSTANT
    assert content.promised is None


def test_organ_and_power_are_entered_once():
    load(lines(row(), second()))

    organ = organ_by_code(USCC)
    assert (organ.name, organ.region) == ("示例省示例厅", "440000000000")
    assert Power.objects.get(catalog_code="440101007000").main_name == "示例许可"


def test_handling_item_is_tied_to_its_matter_whatever_the_order():
    item = row(task_code=f"{USCC}244010100700001", name="示例许可新办(个人)")

    load(lines(item, row()))

    tied = Matter.objects.get(code=item["task_code"])
    assert tied.main.code == DETAILED["task_code"]
    assert content_of(tied.editions.get().id).handle_item_code == item["task_code"]


def test_organ_code_that_fails_its_check_digit_is_kept_with_a_warning():
    report = load(lines(row(org_uscc=f"{USCC[:-1]}{'0' if USCC[-1] != '0' else '1'}")))

    (warning,) = report.warnings
    assert (warning.rule, warning.column, warning.row) == ("organ_code_check", "org_uscc", 1)
    assert report.kept == 1


def test_district_row_with_another_scheme_of_codes_is_kept():
    text = (
        "department,main_item,name,item_code,task_type_code,area_code,dept_code\n"
        "区示例局,,示例备案,511Z07001006-511602000000-000-11511301008778183N-1-00,10,"
        "511602000000,68236467-9\n"
    )

    report = load(text.encode())

    matter = Matter.objects.get()
    assert report.kept == 1
    assert content_of(only_edition().id).power_type is PowerType.OTHER
    assert content_of(only_edition().id).local_catalog_code == "511Z07001006"
    assert len(matter.organ_code) == 18
    assert organ_by_code(matter.organ_code).name == "区示例局"


def test_entry_of_a_base_directory_has_no_organ_yet():
    text = (
        "catalog_code,name,power_type_code,power_type,dept_code,levels,legal_basis\n"
        '219964005000,示例表彰,99,其他,64,"2,3,4",《行政许可法》第十二条;某公告第四条\n'
    )

    load(text.encode())

    matter, content = Matter.objects.get(), content_of(only_edition().id)
    assert (matter.organ_code, matter.region) == ("", "210000000000")
    assert content.use_level == ("2", "3", "4")
    assert [b.status for b in content.set_basis] == [BasisStatus.CITED, BasisStatus.QUOTED]


# --- what is rejected ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"name": None}, "name", "required"),
        ({"name": "  "}, "name", "required"),
        ({"name": "长" * 1001}, "name", "too_long"),
        ({"task_code": ""}, "task_code", "required"),
        ({"task_code": "有 空格"}, "task_code", "code_shape"),
        ({"power_type_code": "99"}, "power_type_code", "unknown_code"),
        ({"power_type_code": "21"}, "power_type_code", "codes_disagree"),
        ({"area_code": "44x"}, "area_code", "region_shape"),
        ({"department": None}, "department", "required"),
        ({"legal_limit": "二十"}, "legal_limit", "not_a_number"),
        ({"legal_limit": -5}, "legal_limit", "not_a_number"),
        ({"legal_limit": 20.5}, "legal_limit", "not_a_number"),
        ({"legal_limit": True}, "legal_limit", "not_a_number"),
        ({"legal_limit": 10**9}, "legal_limit", "too_large"),
        ({"legal_limit_unit": None}, "legal_limit_unit", "unit_missing"),
        ({"legal_limit_unit": "旬"}, "legal_limit_unit", "unknown_code"),
        ({"materials": {"a": 1}}, "materials", "not_a_list"),
        ({"location": ["甲"]}, "location", "not_text"),
    ],
)
def test_bad_cell_rejects_its_row_alone_and_says_how_to_mend(changes, column, rule):
    report = load(lines(second(), row(**changes)))

    assert (report.kept, report.rejected) == (1, 1)
    assert (2, column, rule) in [(e.row, e.column, e.rule) for e in report.errors]
    assert all(error.mend for error in report.errors)
    assert Matter.objects.count() == 1


def test_line_that_is_no_json_is_rejected_by_its_number():
    report = load(lines(row()) + b'\n{"task_code": "cut off\n[1]\n' + lines(second()))

    assert [(e.row, e.rule) for e in report.errors] == [(2, "json"), (3, "not_an_object")]
    assert report.kept == 2


def test_second_row_of_one_code_is_rejected_and_names_the_first():
    report = load(lines(row(), row(name="另一名称")))

    (error,) = report.errors
    assert (error.row, error.rule) == (2, "duplicate_code")
    assert "第1行" in error.mend
    assert content_of(only_edition().id).name == "示例许可新办"


def test_unknown_applicant_kind_is_dropped_with_a_warning():
    report = load(lines(row(applicants=["自然人", "外星人"])))

    assert [(w.rule, w.value) for w in report.warnings] == [("unknown_code", "外星人")]
    assert content_of(only_edition().id).service_objects == ("1",)


def test_rejected_rows_come_back_as_a_file_that_imports_once_mended(tmp_path: Path):
    bad = row(name="=cmd|' /C calc'!A0", power_type_code="77")
    report = load(lines(bad))
    path = tmp_path / "rejected.csv"

    assert report.write_rejected(path) == 1

    with path.open(encoding="utf-8-sig", newline="") as file:
        (returned,) = csv.DictReader(file)
    assert returned["_行"] == "1"
    assert returned["_列"] == "power_type_code"
    assert returned["_规则"] == "unknown_code"
    assert returned["name"].startswith("'=")
    mended = path.read_text(encoding="utf-8-sig").replace(",77,", ",01,")
    again = load(mended.encode())
    assert (again.kept, again.rejected) == (1, 0)
    content = content_of(only_edition().id)
    assert content.name == bad["name"]
    assert [m.name for m in content.materials] == ["申请书", "场所证明"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"\x1f\x8b\x08broken", "gzip"),
        (b"PK\x03\x04broken", "xlsx"),
        (b"\xff\xfe\x00\xd8", "encoding"),
        (b"colour,shape\nred,round\n", "no_mapping"),
        (b'{"colour": "red"}', "no_mapping"),
        (b"{broken", "json"),
    ],
)
def test_unreadable_file_is_refused_whole(content, rule):
    with pytest.raises(FileUnreadable) as refused:
        load(content)

    assert refused.value.facts["rule"] == rule
    assert not ImportRun.objects.exists()


# --- kinds of files ------------------------------------------------------------------------------


def as_table(*rows: dict[str, object]) -> list[list[str]]:
    header = list(DETAILED)
    cells = [[_cell(given[name]) for name in header] for given in rows]
    return [header, *cells]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_three_encodings_and_delimiters_says_the_same(encoding, delimiter):
    text = io.StringIO()
    given = row(materials=["申请书"], applicants=["自然人"], everyday_name=None)
    csv.writer(text, delimiter=delimiter).writerows(as_table(given))

    report = load(text.getvalue().encode(encoding))

    assert (report.kept, report.rejected) == (1, 0)
    assert content_of(only_edition().id).statutory.period.amount == 20


def test_gzipped_lines_and_workbooks_with_a_title_row_are_read():
    book_bytes = io.BytesIO()
    book = xlsxwriter.Workbook(book_bytes)
    book.add_worksheet("说明").write(0, 0, "填表说明")
    sheet = book.add_worksheet("事项")
    sheet.write(0, 0, "示例省事项清单")
    for at, cells in enumerate(as_table(second()), 2):
        sheet.write_row(at, 0, cells)
    book.close()

    assert load(gzip.compress(lines(row()))).kept == 1
    report = load(book_bytes.getvalue())

    assert (report.kept, report.rejected) == (1, 0)
    ((sheet_name, number),) = report._outcomes
    assert (sheet_name, number) == ("事项", 4)  # as the editor of the sheet counts


def test_own_mapping_reads_another_layout(tmp_path: Path):
    mapping = {
        "name": "own",
        "title": "示例来源",
        "signature": ["编号", "叫什么"],
        "fields": {
            "code": {"column": "编号", "required": True},
            "name": {"column": "叫什么", "required": True},
            "power_type": {"constant": "20"},
            "region": {"constant": "320200000000"},
            "organ_name": {"constant": "示例局"},
        },
    }
    map_path, path = tmp_path / "map.json", tmp_path / "own.csv"
    map_path.write_text(json.dumps(mapping), encoding="utf-8")
    path.write_text("编号,叫什么\nx-1,示例查询\n", encoding="utf-8")

    report = import_matters(path, mapping=map_path)

    assert report.kept == 1
    assert content_of(only_edition().id).power_type is PowerType.PUBLIC_SERVICE


@pytest.mark.parametrize(
    "text",
    ["{", '{"name": "x"}', '{"name":"x","title":"","signature":[],"fields":{"colour":{}}}'],
)
def test_malformed_mapping_is_refused(tmp_path: Path, text):
    path = tmp_path / "map.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FileUnreadable):
        import_matters(path, mapping=path)


# --- twice is once -------------------------------------------------------------------------------


def test_same_rows_again_change_nothing():
    load(lines(row(), second()))
    before = list(Edition.objects.order_by("id").values("id", "digest", "drafted_at"))

    report = load(lines(row(), second()))

    assert (report.unchanged, report.created, report.changed) == (2, 0, 0)
    assert list(Edition.objects.order_by("id").values("id", "digest", "drafted_at")) == before


def test_changed_row_becomes_the_new_content_of_an_untouched_draft():
    load(lines(row()))

    report = load(lines(row(name="示例许可延续")))

    assert report.changed == 1
    assert content_of(only_edition().id).name == "示例许可延续"
    assert Matter.objects.get().name == "示例许可延续"
    assert SearchEntry.objects.get().name == "示例许可延续"


def completed() -> Edition:
    load(lines(row()))
    edition = only_edition()
    clerk = officer("clerk", region="440000000000")
    save_draft(edition.id, make_content(name="经完善的名称"), actor=clerk)
    return edition


def test_officers_work_on_a_draft_is_never_overwritten():
    edition = completed()

    assert load(lines(row())).unchanged == 1
    assert content_of(edition.id).name == "经完善的名称"
    report = load(lines(row(promised_limit=5)))

    assert report.changed == 1
    assert content_of(edition.id).name == "经完善的名称"
    assert [e.version for e in Edition.objects.order_by("version")] == [1, 2]


def test_changed_row_of_a_published_matter_becomes_a_new_draft_beside_it():
    load(lines(row()))
    edition = only_edition().id
    clerk, reviewer, chief = (officer(n, region="440000000000") for n in ("c", "r", "p"))
    send_to_review(edition, actor=clerk)
    review(edition, ok=True, actor=reviewer)
    waiver = Waiver("r", "审查岗", "来源未载明依据", ("set_basis", "statutory", "materials"))
    publish(edition, actor=chief, waivers=(waiver,))

    report = load(lines(row(name="改名")))

    assert report.changed == 1
    assert Matter.objects.get().name == "示例许可新办"  # until the draft is published
    assert content_of(edition).name == "示例许可新办"
    assert Edition.objects.get(version=2).state == EditionState.DRAFT


def test_dry_run_says_the_same_and_writes_nothing():
    dry = load(lines(row(), row(name=None)), dry_run=True)

    assert not Matter.objects.exists()
    assert not ImportRun.objects.exists()
    real = load(lines(row(), row(name=None)))
    assert dry.counts() == real.counts()
    assert dry.errors == real.errors


def test_run_and_noteworthy_rows_are_recorded():
    load(lines(row(), second(name=None)))

    run = ImportRun.objects.get()
    assert run.counts["rejected"] == 1
    assert len(run.file_digest) == 64
    noted = ImportRow.objects.get()
    assert (noted.row, noted.outcome) == (2, "rejected")
    assert noted.findings[0]["rule"] == "required"


def test_officer_may_not_import_into_another_city():
    with pytest.raises(NotAllowed):
        load(lines(row()), actor=EDITOR)

    assert not Matter.objects.exists()


JSON_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
JSON_VALUES |= st.lists(st.text(max_size=5), max_size=3) | st.dictionaries(st.text(), st.none())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(list(DETAILED)), JSON_VALUES, max_size=6))
def test_whatever_stands_in_the_cells_a_row_is_kept_or_rejected(changes):
    report = load(json.dumps(row(**changes)).encode(), dry_run=True)

    assert report.kept + report.rejected == 1
    assert report.rejected == bool(report.errors)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_a_file_is_read_or_refused(content):
    with contextlib.suppress(FileUnreadable):
        read_tables(content)


def test_materials_written_into_one_are_kept_and_doubted():
    report = load(json.dumps(row(materials=["申请书；效果图"])).encode())

    assert report.kept == 1
    assert [(one.rule, one.value) for one in report.warnings if one.rule == "several_in_one"] == [
        ("several_in_one", "申请书；效果图")
    ]
