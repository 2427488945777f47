"""The demonstration's directory keeps the rules that real ones must."""

from __future__ import annotations

from datetime import date

import pytest
from tests.directory.conftest import DEMO

from yichuang.directory.actors import system
from yichuang.directory.demo import load_demo_directory
from yichuang.directory.models import Account, Mandate, Officer, Organ, Party, Post, Region
from yichuang.directory.organs import organs_of, region_on, regions_in
from yichuang.directory.parties import party_card
from yichuang.law.public import check_citizen_number, check_credit_code

KEYS = [
    "approval-bureau", "market", "fire", "urban", "health", "tobacco", "police", "tax", "hr",
    "medins", "fund", "civil", "housing", "transport", "water", "ecology", "planning",
    "education", "culture", "justice", "emergency", "science", "veterans", "disabled",
    "agriculture", "liangxi-approval", "jiangyin-approval", "township",
]  # fmt: skip


# They handed powers to their approval bureaus and take no applications themselves.
GAVE_UP_POWERS = [
    "liangxi-market", "liangxi-health", "liangxi-culture", "liangxi-transport",
    "jiangyin-market", "jiangyin-culture", "jiangyin-emergency", "jiangyin-transport",
]  # fmt: skip


# An organ of the province: what a city's organ examines first is decided there.
ABOVE = "jiangsu-justice"


def test_demo_has_the_organs_the_other_demo_files_name(demo):
    assert sorted(demo.organs) == sorted([*KEYS, *GAVE_UP_POWERS, ABOVE])
    assert not any(check_credit_code(code) for code in demo.organs.values())


def test_demo_regions_reach_down_to_townships_with_their_history(demo):
    today = date(2026, 3, 2)

    assert [r.name for r in regions_in("320200000000", today)] == [
        "锡山区", "惠山区", "滨湖区", "梁溪区", "新吴区", "江阴市", "宜兴市",
    ]  # fmt: skip
    assert sum(len(regions_in(r.code, today)) for r in regions_in("320200000000", today)) == 75
    assert region_on("320205000000", date(1990, 5, 1)).name == "马山区"
    assert region_on("320205000000", today).name == "锡山区"
    assert region_on("320202000000", today) is None
    assert Region.objects.get(code="320202000000").successor == "320213000000"


def test_demo_organs_of_a_district_include_its_townships(demo):
    assert [o.key for o in organs_of("320213000000", date(2026, 3, 2))] == [
        "liangxi-approval",
        "liangxi-market",
        "liangxi-health",
        "liangxi-culture",
        "liangxi-transport",
        "township",
    ]


def test_demo_loads_twice_without_change(demo):
    tables = (Region, Organ, Post, Officer, Party, Mandate, Account)
    before = [table.objects.count() for table in tables]

    again = load_demo_directory(DEMO)

    assert [table.objects.count() for table in tables] == before
    assert again.parties == demo.parties
    assert {account.password for account in again.accounts} == {None}
    assert all(account.password for account in demo.accounts)


def test_demo_passwords_differ_between_groups_and_from_run_to_run(demo):
    passwords = {account.password for account in demo.accounts}

    assert len(passwords) == 2
    Account.objects.all().delete()
    assert passwords.isdisjoint(account.password for account in load_demo_directory(DEMO).accounts)


def test_demo_people_have_valid_numbers_that_belong_to_nobody(demo):
    for party_id in demo.parties.values():
        card = party_card(system("demo"), party_id, purpose="archive", ground="test")
        if card.kind == "natural":
            assert not check_citizen_number(card.number)
            assert card.number[6:10] == "2099"  # born in the future
            assert card.name.startswith("测试")
        else:
            assert not check_credit_code(card.number)
            assert card.name.startswith("示例")


def test_every_organ_has_officers_for_each_step(demo):
    for key in KEYS:
        for step in ("handle", "review", "decide", "head", "catalogue"):
            assert f"{key}.{step}" in demo.officers


def test_demo_contract_clerk_decides_nothing(demo):
    from yichuang.directory.standing import actor_in_post

    clerk = actor_in_post(demo.officers["approval-bureau.assist"], "approval-bureau.assist")

    assert Officer.objects.get(pk=clerk.id).employment == "contract"
    assert clerk.acts == {
        "case.list", "case.read", "file.read", "approval.receive", "approval.deliver",
        "party.register", "originals.take", "service.follow",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["regions", "organs", "posts", "officers", "parties"])
def test_demo_files_are_utf8_without_carriage_returns(name):
    assert b"\r" not in (DEMO / f"{name}.json").read_bytes()
