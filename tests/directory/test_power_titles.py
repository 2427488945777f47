"""Who may take a new case, in whose name, and who reviews it: worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.directory.errors import PowerTransferred, TitleInvalid, TitleNotInForce
from yichuang.directory.models import Organ
from yichuang.directory.names import reconsideration_organ, standing_on
from yichuang.directory.public import import_divisions
from yichuang.directory.titles import (
    TitleCard,
    competent_title,
    end_title,
    give_title,
    title_on,
    transfer_power,
)

CITY, COUNTY = "320200000000", "320213000000"
LONG_AGO = date(2020, 1, 1)
BEFORE, DAY, AFTER = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)
POWER = "000199901001"


def card(organ: str, kind: str = "own", **more: object) -> TitleCard:
    fields = {
        "organ": organ,
        "power_code": POWER,
        "kind": kind,
        "from_organ": None,
        "supervising_organ": None,
        "basis": "示例依据",
        "valid_from": LONG_AGO,
        "valid_to": None,
        "organ_name": f"示例{organ}局",
        "region": CITY,
    }
    return TitleCard(**{**fields, **more})  # type: ignore[arg-type]


def moved(to: str, source: str, on: date, **more: object) -> TitleCard:
    return card(to, "transferred", from_organ=source, valid_from=on, **more)


# --- who may take a new case ---------------------------------------------------------------------


def test_organ_without_a_title_on_record_acts_by_its_own_right():
    assert competent_title([], "A", CITY, DAY) is None


def test_old_organ_takes_cases_until_the_day_before_a_transfer():
    titles = [card("A", valid_to=BEFORE), moved("B", "A", DAY)]

    assert competent_title(titles, "A", CITY, BEFORE) == titles[0]
    with pytest.raises(PowerTransferred) as refused:
        competent_title(titles, "A", CITY, DAY)
    assert refused.value.facts["competent_organ"] == "示例B局"
    assert refused.value.facts["since"] == "2026-03-02"
    assert refused.value.facts["basis"] == "示例依据"


def test_transfer_counts_though_nobody_closed_the_old_title():
    titles = [card("A"), moved("B", "A", DAY)]

    with pytest.raises(PowerTransferred):
        competent_title(titles, "A", CITY, DAY)


def test_new_organ_takes_cases_from_the_day_on_and_not_before():
    titles = [moved("B", "A", DAY)]

    assert competent_title(titles, "B", CITY, DAY) == titles[0]
    with pytest.raises(TitleNotInForce):
        competent_title(titles, "B", CITY, BEFORE)


def test_competent_organ_is_the_last_of_a_chain():
    titles = [moved("B", "A", LONG_AGO, valid_to=BEFORE), moved("C", "B", DAY)]

    for old in ("A", "B"):
        with pytest.raises(PowerTransferred) as refused:
            competent_title(titles, old, CITY, DAY)
        assert refused.value.facts["competent_organ"] == "示例C局"


def test_circle_of_transfers_ends():
    titles = [
        moved("A", "B", LONG_AGO, valid_to=BEFORE),
        moved("B", "A", LONG_AGO, valid_to=BEFORE),
    ]

    with pytest.raises(TitleNotInForce):
        competent_title(titles, "A", CITY, DAY)


def test_power_that_came_back_is_the_organs_again():
    titles = [
        card("A", valid_to=date(2024, 12, 31)),
        moved("B", "A", date(2025, 1, 1), valid_to=BEFORE),
        card("A", valid_from=DAY),
    ]

    assert competent_title(titles, "A", CITY, DAY) == titles[2]
    with pytest.raises(TitleNotInForce):
        competent_title(titles, "B", CITY, DAY)


def test_transfer_within_a_county_leaves_the_city_its_power():
    titles = [card("A"), moved("B", "A", DAY, region=COUNTY)]

    assert competent_title(titles, "A", CITY, DAY) == titles[0]
    with pytest.raises(PowerTransferred):
        competent_title(titles, "A", COUNTY, DAY)


@pytest.mark.parametrize("kind", ["entrusted", "empowered"])
def test_entrusting_and_handing_down_leave_the_power_where_it_was(kind):
    titles = [card("A"), card("B", kind, from_organ="A")]

    assert competent_title(titles, "A", CITY, DAY) == titles[0]
    assert competent_title(titles, "B", CITY, DAY) == titles[1]


# --- giving, moving, ending ----------------------------------------------------------------------


@pytest.fixture
def places(db: None) -> None:
    import_divisions(
        [
            {"code": "320000", "name": "示例省", "valid_from": "2020-01-01"},
            {"code": "320200", "name": "示例市", "valid_from": "2020-01-01"},
            {"code": "320213", "name": "示范区", "valid_from": "2020-01-01"},
            {"code": "320281", "name": "示阴市", "valid_from": "2020-01-01"},
            {"code": "320213001", "name": "示范街道", "valid_from": "2020-01-01"},
        ],
        as_of=LONG_AGO,
    )


def organ(code: str, level: str, region: str, kind: str = "department", **more: object) -> Organ:
    return Organ.objects.create(
        code=code.ljust(18, "0"),
        key=code.lower(),
        name=f"示例{code}",
        short_name=code,
        region=region,
        level=level,
        kind=kind,
        valid_from=LONG_AGO,
        **more,
    )


def test_transfer_ends_the_old_title_the_day_before(places: None) -> None:
    old, new = organ("A", "city", CITY), organ("B", "city", CITY)
    give_title(organ=old.code, power_code=POWER, kind="own", valid_from=LONG_AGO, basis="示例依据")

    made = transfer_power(
        power_code=POWER, from_organ=old.code, to_organ=new.code, on=DAY, basis="示例批复"
    )

    assert (made.kind, made.supervisor_name) == ("transferred", "示例A")
    kept = title_on(old.code, POWER, BEFORE)
    assert kept is not None
    assert kept.valid_to == BEFORE
    assert title_on(old.code, POWER, DAY) is None


def test_title_that_is_not_in_force_cannot_end(places: None) -> None:
    assert end_title("X" * 18, POWER, last_day=DAY) is None


def test_power_does_not_come_from_the_organ_itself(places: None) -> None:
    one = organ("A", "city", CITY)

    with pytest.raises(TitleInvalid) as refused:
        transfer_power(
            power_code=POWER, from_organ=one.code, to_organ=one.code, on=DAY, basis="示例"
        )
    assert refused.value.facts["rule"] == "from_itself"


# --- in whose name -------------------------------------------------------------------------------


def test_transferred_power_is_exercised_in_the_new_organs_name(places: None) -> None:
    old, new = organ("A", "city", CITY), organ("B", "city", CITY)
    transfer_power(
        power_code=POWER, from_organ=old.code, to_organ=new.code, on=DAY, basis="示例批复"
    )

    found = standing_on(new.code, POWER, DAY, name="新局", region=CITY)

    assert (found.kind, found.organ_code, found.organ_name) == ("transferred", new.code, "新局")
    assert (found.from_name, found.supervisor_name, found.acting_name) == ("示例A", "示例A", "")


def test_entrusted_power_is_exercised_in_the_others_name(places: None) -> None:
    above = organ("A", "city", CITY)
    below = organ("T", "township", "320213001000", "subdistrict")
    give_title(
        organ=below.code,
        power_code=POWER,
        kind="entrusted",
        from_organ=above.code,
        valid_from=DAY,
        basis="示例委托书",
    )

    found = standing_on(below.code, POWER, DAY, name="某街道", region="320213001000")

    assert (found.organ_code, found.organ_name) == (above.code, "示例A")
    assert found.acting_name == "某街道"
    assert found.same_place is False


# --- who reviews it, RecLaw 24 and 27 ------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "region", "kind", "expected"),
    [
        ("city", CITY, "department", "示例市人民政府"),
        ("city", CITY, "institution", "示例市人民政府"),
        ("county", COUNTY, "department", "示例市示范区人民政府"),
        ("county", "320281000000", "department", "示阴市人民政府"),
        ("township", "320213001000", "subdistrict", "示例市示范区人民政府"),
        ("township", "320213001000", "government", "示例市示范区人民政府"),
        ("county", COUNTY, "government", "示例市人民政府"),
        ("city", CITY, "government", "示例省人民政府"),
        ("province", "320000000000", "government", "示例A"),  # a province reviews itself
        ("province", "320000000000", "department", "示例省人民政府"),
        ("city", "320900000000", "department", ""),  # a division nobody recorded
    ],
)
def test_reconsideration_goes_to_the_government_the_law_names(
    places: None, level: str, region: str, kind: str, expected: str
) -> None:
    one = organ("A", level, region, kind)

    assert reconsideration_organ(one.code, DAY) == expected


def test_government_in_the_directory_goes_by_its_own_name(places: None) -> None:
    organ("G", "city", CITY, "government")
    one = organ("A", "city", CITY)

    assert reconsideration_organ(one.code, DAY) == "示例G"


def test_organ_led_from_above_is_reviewed_there(places: None) -> None:
    above = organ("P", "province", "320000000000")
    led = organ("V", "city", CITY, vertical=True, parent=above)
    orphan = organ("W", "city", CITY, vertical=True)

    assert reconsideration_organ(led.code, DAY) == "示例P"
    assert reconsideration_organ(orphan.code, DAY) == ""
    assert reconsideration_organ("Z" * 18, DAY) == ""
