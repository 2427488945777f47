"""Imports keep good rows, name the bad ones with their mend, and can be run again."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.directory.people import LONG_AGO

from yichuang.directory.imports import import_divisions, import_organs, read_rows
from yichuang.directory.imports.tables import TableUnreadable
from yichuang.directory.models import Organ, Region
from yichuang.directory.organs import region_on

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 3, 2)
CITY = {"code": "320200000000", "name": "无锡市"}
COUNTY = {"code": "320213", "name": "梁溪区", "level": "3", "parent_code": "320200000000"}
TOWN = {"code": "320213001", "name": "崇安寺街道", "county_code": "320213"}


def counts(report):
    return report.created, report.changed, report.unchanged, len(report.rejected)


def test_divisions_are_kept_with_levels_and_parents_from_the_code():
    report = import_divisions([CITY, COUNTY, TOWN], as_of=AS_OF)

    assert counts(report) == (3, 0, 0, 0)
    assert list(
        Region.objects.order_by("code").values_list("code", "level", "parent", "valid_from")
    ) == [
        ("320200000000", "city", "320000000000", AS_OF),
        ("320213000000", "county", "320200000000", AS_OF),
        ("320213001000", "township", "320213000000", AS_OF),
    ]
    assert [(w.row, w.rule) for w in report.warnings] == [(1, "parent_unknown")]


def test_divisions_again_change_nothing():
    import_divisions([CITY, COUNTY, TOWN], as_of=AS_OF)

    report = import_divisions([CITY, COUNTY, TOWN], as_of=date(2026, 5, 1))

    assert counts(report) == (0, 0, 3, 0)
    assert Region.objects.count() == 3


def test_dry_run_reports_the_same_and_keeps_nothing():
    report = import_divisions([CITY, COUNTY, {"code": "1", "name": "x"}], as_of=AS_OF, dry_run=True)

    assert (counts(report), report.dry_run, report.kept) == ((2, 0, 0, 1), True, 2)
    assert not Region.objects.exists()


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"code": ""}, "code", "division_code_length"),
        ({"code": "32021"}, "code", "division_code_length"),
        ({"code": "32021X"}, "code", "division_code_character"),
        ({"code": "990213"}, "code", "division_code_province"),
        ({"name": " "}, "name", "length"),
        ({"level": "4"}, "level", "level_differs_from_code"),
        ({"parent_code": "320100000000"}, "parent_code", "parent_differs_from_code"),
        ({"valid_from": "2026/1/1"}, "valid_from", "date_form"),
        ({"valid_to": "2026-03-01"}, "valid_to", "before_valid_from"),
    ],
)
def test_bad_row_is_named_and_the_good_ones_are_kept(changes, column, rule):
    report = import_divisions([CITY, {**COUNTY, **changes}, TOWN], as_of=AS_OF)

    (fault,) = report.rejected
    assert (fault.row, fault.column, fault.rule) == (2, column, rule)
    assert sorted(Region.objects.values_list("name", flat=True)) == ["崇安寺街道", "无锡市"]


def test_new_name_ends_the_old_row_and_begins_another():
    import_divisions([{"code": "320205", "name": "马山区"}], as_of=LONG_AGO)

    report = import_divisions([{"code": "320205", "name": "锡山区"}], as_of=AS_OF)

    assert counts(report) == (0, 1, 0, 0)
    assert region_on("320205000000", date(2026, 3, 1)).name == "马山区"
    assert region_on("320205000000", AS_OF).name == "锡山区"


def test_same_code_with_dates_has_a_history_that_does_not_overlap():
    history = [
        {"code": "320205", "name": "马山区", "valid_from": "1988-01-01", "valid_to": "2000-12-31"},
        {"code": "320205", "name": "锡山区", "valid_from": "2001-01-01"},
    ]
    assert counts(import_divisions(history, as_of=AS_OF)) == (2, 0, 0, 0)
    assert counts(import_divisions(history, as_of=AS_OF)) == (0, 0, 2, 0)

    report = import_divisions(
        [{"code": "320205", "name": "某区", "valid_from": "1999-01-01", "valid_to": "2002-01-01"}],
        as_of=AS_OF,
    )

    assert [fault.rule for fault in report.rejected] == ["overlaps"]
    assert Region.objects.count() == 2


def test_division_marked_abolished_is_kept_as_ended_and_warned_about():
    row = {"code": "320281607", "name": "临港街道（撤销）"}
    report = import_divisions([row], as_of=AS_OF)

    assert ("name", "marked_abolished") in {(w.column, w.rule) for w in report.warnings}
    assert Region.objects.get().name == "临港街道"
    assert region_on("320281607000", date(2026, 3, 3)) is None
    assert counts(import_divisions([row], as_of=AS_OF)) == (0, 0, 1, 0)


ORGAN = {"uscc": "11100000000013338W", "name": "示例机关 ", "area": "江苏省无锡市"}


def test_organs_find_their_region_by_name_with_those_above():
    import_divisions([{"code": "32", "name": "江苏省"}, CITY, COUNTY], as_of=AS_OF)

    report = import_organs(
        [
            ORGAN,
            {**ORGAN, "uscc": "11100000000013661B", "area": "梁溪区", "key": "liangxi"},
            {**ORGAN, "uscc": "11100000000013127D", "area": "320213"},
        ],
        as_of=AS_OF,
    )

    assert counts(report) == (3, 0, 0, 0)
    assert not report.warnings
    assert sorted(Organ.objects.values_list("region", "level", "name")) == [
        ("320200000000", "city", "示例机关"),
        ("320213000000", "county", "示例机关"),
        ("320213000000", "county", "示例机关"),
    ]


def test_organ_with_a_wrong_check_character_is_kept_and_warned_about():
    report = import_organs(
        [{"uscc": "11370500004311394A", "name": "示例机关", "area": "320200"}], as_of=AS_OF
    )

    (warning,) = report.warnings
    assert (warning.column, warning.rule) == ("uscc", "credit_code_check")
    assert warning.mend  # the character that would be right
    assert Organ.objects.count() == 1


def test_organ_of_unknown_area_gets_the_region_of_its_code_with_a_warning():
    report = import_organs(
        [{"uscc": "11440100007482620J", "name": "示例机关", "area": "广东省广州市"}], as_of=AS_OF
    )

    assert [(w.rule, w.mend) for w in report.warnings] == [
        ("area_from_credit_code", "440100000000")
    ]
    assert Organ.objects.get().region == "440100000000"


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"uscc": "1110000000001333"}, "uscc", "credit_code_form"),
        ({"uscc": "11100000000013338-"}, "uscc", "credit_code_form"),
        ({"name": ""}, "name", "length"),
        ({"kind": "club"}, "kind", "unknown"),
        ({"parent": "nobody"}, "parent", "parent_unknown"),
        ({"valid_from": "yesterday"}, "valid_from", "date_form"),
        ({"uscc": "11XX0000000013338W", "area": "某地"}, "area", "area_unknown"),
    ],
)
def test_bad_organ_is_named(changes, column, rule):
    report = import_organs([{**ORGAN, "area": "320200", **changes}], as_of=AS_OF)

    (fault,) = report.rejected
    assert (fault.column, fault.rule) == (column, rule)
    assert not Organ.objects.exists()


def test_organs_again_change_only_what_differs():
    rows = [{**ORGAN, "area": "320200", "key": "one"}]
    import_organs(rows, as_of=AS_OF)

    assert counts(import_organs(rows, as_of=AS_OF)) == (0, 0, 1, 0)
    assert counts(import_organs([{**rows[0], "name": "示例新名"}], as_of=AS_OF)) == (0, 1, 0, 0)
    taken = {**ORGAN, "uscc": "11100000000013661B", "area": "320200", "key": "one"}
    assert import_organs([taken], as_of=AS_OF).rejected[0].rule == "key_taken"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "\ufeffcode,name\n320200,无锡市\n".encode()),
        ("b.csv", "code,name\r\n320200,无锡市\r\n".encode("gb18030")),
        ("c.json", '[{"code": 320200, "name": "无锡市"}]'.encode()),
        ("d.jsonl", '{"code": "320200", "name": "无锡市"}\n\n'.encode()),
    ],
)
def test_read_rows_reads_text_tables(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    assert read_rows(tmp_path / name) == [{"code": "320200", "name": "无锡市"}]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.csv", b"\xff\xff\xff", "encoding"),
        ("a.json", b"{", "json"),
        ("a.json", json.dumps({"code": 1}).encode(), "list_of_objects"),
        ("a.jsonl", b"[1]\n", "list_of_objects"),
        ("a.xml", b"<a/>", "suffix"),
    ],
)
def test_read_rows_says_what_is_wrong(tmp_path, name, content, rule):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(TableUnreadable) as refused:
        read_rows(tmp_path / name)

    assert refused.value.facts["rule"] == rule


@pytest.mark.realdata
def test_real_divisions_of_a_province_are_all_kept(shared):
    rows = read_rows(shared / "data/divisions/jiangsu_divisions_2026.csv")

    report = import_divisions(rows, as_of=date(2026, 9, 11))

    assert (report.rows, report.created, report.rejected) == (1353, 1353, [])
    assert {w.rule for w in report.warnings} == {"marked_abolished"}
    assert counts(import_divisions(rows, as_of=date(2026, 9, 11))) == (0, 0, 1353, 0)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "rows"), [("wuxi_townships_stat_2023", 88), ("wuxi_villages_stat_2023", 1254)]
)
def test_real_statistical_divisions_are_all_kept(shared, name, rows):
    report = import_divisions(
        read_rows(shared / f"data/divisions/{name}.csv"), as_of=date(2023, 6, 30)
    )

    assert (report.created, report.rejected) == (rows, [])


@pytest.mark.realdata
def test_real_organs_are_all_kept_and_the_two_bad_codes_are_warned_about(shared):
    rows = read_rows(shared / "data/matters/agencies_guangdong.csv")

    report = import_organs(rows, as_of=date(2021, 5, 30))

    assert (report.created, report.rejected) == (177, [])
    bad = {w.value for w in report.warnings if w.rule.startswith("credit_code")}
    assert bad == {"TE440000GD030003VV", "13440000515356094L"}
    assert counts(import_organs(rows, as_of=date(2021, 5, 30))) == (0, 0, 177, 0)
