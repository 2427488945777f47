"""Check digits and structure of codes: real public bodies as vectors, findings for the rest."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from yichuang.law.public import (
    CaseNumber,
    CitizenFacts,
    Division,
    DivisionLevel,
    Fault,
    Finding,
    Sex,
    check_case_number,
    check_citizen_number,
    check_credit_code,
    check_division_code,
    check_licence_identifier,
    check_organisation_code,
    make_case_number,
    make_citizen_number,
    make_credit_code,
    make_division_code,
    make_licence_identifier,
    make_organisation_code,
    read_case_number,
    read_citizen_number,
    read_division_code,
)

PUBLIC_BODIES = [
    "11100000000013338W",
    "11100000000013661B",
    "11100000000013127D",
    "11110000000021135M",
    "11330105002500287C",
    "11370800MB28559184",
    "11370900004341048Y",
    "11430000006122244L",
    "11511301008778183N",
]
LICENCE_IDENTIFIERS = [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    "1.2.156.3005.2.11100000000013338W087.11370800MB28559184.37080001202411010001.001.3",
]
CREDIT_BODY = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)
SIX_DIGITS = st.text("0123456789", min_size=6, max_size=6)


@pytest.mark.parametrize("code", PUBLIC_BODIES)
def test_credit_codes_of_public_bodies_have_no_faults(code):
    assert check_credit_code(code) == ()
    assert check_organisation_code(code[8:17]) == ()
    assert make_credit_code(code[:2], code[2:8], code[8:16]) == code


def test_a_wrong_credit_code_gives_findings_and_what_was_expected():
    findings = check_credit_code("11370500004311394A")

    assert [(item.position, item.fault) for item in findings] == [
        (17, Fault.CHECK),
        (18, Fault.CHECK),
    ]


def test_a_single_wrong_check_character_is_named():
    assert check_credit_code("11100000000013338X") == (
        Finding("11100000000013338X", 18, Fault.CHECK, "W"),
    )


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("", [(0, Fault.LENGTH)]),
        ("1110000000001333", [(0, Fault.LENGTH)]),
        ("1110000000001333OW", [(17, Fault.CHARACTER)]),
        ("11100000000013338w", [(18, Fault.CHARACTER)]),
        ("１1100000000013338W", [(1, Fault.CHARACTER)]),
    ],
)
def test_credit_codes_of_bad_form(code, faults):
    assert [(item.position, item.fault) for item in check_credit_code(code)] == faults


@settings(deadline=None)
@given(st.sampled_from(["11", "12", "51", "91", "92", "N1", "Y1"]), SIX_DIGITS, CREDIT_BODY)
def test_made_credit_codes_are_valid_for_others_too(kind, division, body):
    code = make_credit_code(kind, division, body)

    assert check_credit_code(code) == ()
    if code[:8].isdigit():
        assert uscc.is_valid(code)


@settings(deadline=None)
@given(st.sampled_from(PUBLIC_BODIES), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJK"))
def test_one_changed_character_of_a_credit_code_is_always_found(code, place, character):
    changed = code[:place] + character + code[place + 1 :]

    assert (check_credit_code(changed) == ()) is (changed == code)


@pytest.mark.parametrize(
    ("body", "check"),
    [("00001333", "8"), ("MB285591", "8"), ("00612224", "4")],
)
def test_organisation_codes_by_hand(body, check):
    # 00001333: 5*1 + 8*3 + 4*3 + 2*3 = 47, 47 mod 11 = 3, 11 - 3 = 8
    assert make_organisation_code(body) == body + check


@settings(deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_made_organisation_codes_have_no_faults(body):
    assert check_organisation_code(make_organisation_code(body)) == ()


def test_citizen_number_of_the_standard():
    assert check_citizen_number("11010519491231002X") == ()
    assert read_citizen_number("11010519491231002X") == CitizenFacts(
        "110105", date(1949, 12, 31), Sex.FEMALE
    )


@pytest.mark.parametrize(
    ("number", "faults"),
    [
        ("110105194912310021", [(18, Fault.CHECK)]),
        ("11010519491231002x", [(18, Fault.CHARACTER)]),
        ("1101051949123100", [(0, Fault.LENGTH)]),
        ("11010519491A31002X", [(12, Fault.CHARACTER)]),
        ("110105194913310029", [(7, Fault.DATE), (18, Fault.CHECK)]),
        ("", [(0, Fault.LENGTH)]),
    ],
)
def test_citizen_numbers_with_faults(number, faults):
    assert [(item.position, item.fault) for item in check_citizen_number(number)] == faults
    assert read_citizen_number(number) is None


def test_an_abolished_division_is_no_fault_of_a_citizen_number():
    number = make_citizen_number("999999", date(2000, 2, 29), 1)

    assert check_citizen_number(number) == ()
    facts = read_citizen_number(number)
    assert facts is not None
    assert (facts.born_on, facts.sex) == (date(2000, 2, 29), Sex.MALE)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2026, 11, 24)), st.integers(0, 999))
def test_made_citizen_numbers_tell_what_was_put_in(born_on, sequence):
    facts = read_citizen_number(make_citizen_number("990000", born_on, sequence))

    assert facts == CitizenFacts("990000", born_on, Sex.MALE if sequence % 2 else Sex.FEMALE)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("320000000000", DivisionLevel.PROVINCE, None),
        ("320200000000", DivisionLevel.PREFECTURE, "320000000000"),
        ("320213000000", DivisionLevel.COUNTY, "320200000000"),
        ("320213001000", DivisionLevel.TOWNSHIP, "320213000000"),
        ("320213001005", DivisionLevel.VILLAGE, "320213001000"),
        ("441900003000", DivisionLevel.TOWNSHIP, "441900000000"),  # no counties there
    ],
)
def test_division_codes_tell_level_and_parent(code, level, parent):
    assert check_division_code(code) == ()
    assert read_division_code(code) == Division(code, level, parent)


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("320213", [(0, Fault.LENGTH)]),
        ("32021300000A", [(12, Fault.CHARACTER)]),
        ("990000000000", [(1, Fault.PROVINCE)]),
        ("000000000000", [(1, Fault.PROVINCE)]),
    ],
)
def test_division_codes_with_faults(code, faults):
    assert [(item.position, item.fault) for item in check_division_code(code)] == faults
    assert read_division_code(code) is None


def test_short_division_codes_are_filled_up():
    assert make_division_code("320213") == "320213000000"
    for wrong in ("", "3202130000001", "32A"):
        with pytest.raises(ValueError, match="division code"):
            make_division_code(wrong)


@pytest.mark.parametrize("identifier", LICENCE_IDENTIFIERS)
def test_real_licence_identifiers_have_no_faults(identifier):
    assert check_licence_identifier(identifier) == ()
    assert check_licence_identifier(identifier.removeprefix("1.2.156.3005.2.")) == ()
    *_, kind, issuer, serial, version, _check = identifier.split(".")
    assert make_licence_identifier(kind, issuer, serial, int(version)) == identifier


@pytest.mark.parametrize(
    ("identifier", "faults"),
    [
        (LICENCE_IDENTIFIERS[0][:-1] + "V", [Fault.CHECK]),
        (LICENCE_IDENTIFIERS[0].replace("W011", "W01"), [Fault.LENGTH, Fault.CHECK]),
        (LICENCE_IDENTIFIERS[0].replace(".001.", ".01."), [Fault.VERSION, Fault.CHECK]),
        (LICENCE_IDENTIFIERS[0].lower(), [Fault.CHARACTER] * 3),
        ("1.2.156.3005.2.", [Fault.PARTS]),
        ("a.b.c", [Fault.PARTS]),
        ("", [Fault.PARTS]),
    ],
)
def test_licence_identifiers_with_faults(identifier, faults):
    assert [item.fault for item in check_licence_identifier(identifier)] == faults


def test_case_number_by_hand():
    # Weights from the right 2 4 8 5 10 9 7 3 6 1, repeated: the digits that are not zero give
    # 2 + 28 + 6 + 6 + 1 + 12 + 8 + 10 + 6 + 4 + 16 + 20 + 27 = 146; 146 mod 11 = 3; 12 - 3 = 9.
    assert make_case_number("320213000000", date(2026, 11, 24), 1) == "320213000000202611240000019"


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 999_999))
def test_case_numbers_are_read_back(day, serial):
    number = make_case_number("320213000000", day, serial)

    assert check_case_number(number) == ()
    assert read_case_number(number) == CaseNumber("320213000000", day, serial)


@settings(deadline=None)
@given(st.integers(1, 999_999), st.integers(0, 25))
def test_swapped_neighbours_in_a_case_number_are_found(serial, place):
    number = make_case_number("320213000000", date(2026, 11, 24), serial)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert (check_case_number(swapped) == ()) is (swapped == number)


@pytest.mark.parametrize(
    ("number", "faults"),
    [
        ("320213000000202611240000018", [Fault.CHECK]),
        ("32021300000020261124000001", [Fault.LENGTH]),
        ("320213000000202613240000019", [Fault.DATE, Fault.CHECK]),
        ("990213000000202611240000019", [Fault.PROVINCE, Fault.CHECK]),
        ("320213000000202611240000009", [Fault.SEQUENCE, Fault.CHECK]),
        ("3202130000002026112400A0019", [Fault.CHARACTER]),
    ],
)
def test_case_numbers_with_faults(number, faults):
    assert [item.fault for item in check_case_number(number)] == faults
    assert read_case_number(number) is None


def test_making_refuses_bad_parts():
    for make in (
        lambda: make_case_number("990000000000", date(2026, 11, 24), 1),
        lambda: make_case_number("320213000000", date(2026, 11, 24), 0),
        lambda: make_case_number("320213000000", date(2026, 11, 24), 1_000_000),
        lambda: make_citizen_number("9999", date(2000, 1, 1), 1),
        lambda: make_citizen_number("999999", date(2000, 1, 1), 1000),
        lambda: make_credit_code("1", "320200", "00000000"),
        lambda: make_credit_code("11", "320200", "0000000O"),
        lambda: make_organisation_code("123"),
        lambda: make_licence_identifier("short", "320200", "1", 1),
        lambda: make_licence_identifier("0" * 21, "320200", "1", 0),
        lambda: make_licence_identifier("0" * 21, "", "1", 1),
        lambda: make_licence_identifier("0" * 21, "320200", "1" * 33, 1),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            make()


@pytest.mark.realdata
def test_agency_codes_of_a_real_catalogue(shared):
    path = shared / "data" / "matters" / "agencies_guangdong.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    [column] = [name for name in rows[0] if "uscc" in name]

    wrong = {row[column] for row in rows if check_credit_code(row[column])}

    assert len(rows) == 177
    assert wrong == {"TE440000GD030003VV", "13440000515356094L"}


@pytest.mark.realdata
def test_division_codes_of_a_real_province(shared):
    path = shared / "data" / "divisions" / "jiangsu_divisions_2026.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    levels = list(DivisionLevel)
    for row in rows:
        division = read_division_code(row["code"])
        assert division is not None, row
        assert levels.index(division.level) + 1 == int(row["level"]), row
        assert (division.parent or "") == (row["parent_code"] or ""), row
