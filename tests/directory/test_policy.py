"""The policy: what each act allows, and that lists and details can never disagree."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.directory.people import (
    BUREAU,
    CITY,
    DISTRICT,
    MARKET,
    OTHER_CITY,
    TOWNSHIP,
    officer_actor,
)

from yichuang.directory import policy
from yichuang.directory.actors import (
    PUBLIC,
    Actor,
    ActorKind,
    NotAllowed,
    PostScope,
    Subject,
    system,
)
from yichuang.directory.policy import (
    OWN_ORGAN,
    REASONS,
    TABLE,
    Act,
    allowed,
    check,
    is_about_himself,
    may_try,
    register_acts,
    row_filter,
)
from yichuang.directory.rules import region_prefix

ACTS = sorted(act.name for act in TABLE)
ME, PRINCIPAL, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("320000000000", "32"),
        ("320200000000", "3202"),
        ("320213000000", "320213"),
        ("320213001000", "320213001"),
        ("320213001001", "320213001001"),
        ("", "-"),
        ("3202", "-"),
        ("32020000000x", "-"),
        ("３２０２００００００００", "-"),
    ],
)
def test_region_prefix_is_what_everything_within_begins_with(code, prefix):
    assert region_prefix(code) == prefix


def window(**changes: object) -> Actor:
    return officer_actor("approval.receive", "case.read", scope=PostScope.REGION, **changes)


@pytest.mark.parametrize(
    ("region", "own", "reached"),
    [
        (CITY, CITY, True),
        (CITY, DISTRICT, True),
        (CITY, TOWNSHIP, True),
        (CITY, OTHER_CITY, False),
        (DISTRICT, TOWNSHIP, True),
        (DISTRICT, CITY, False),  # a district does not reach up
        (DISTRICT, "320214000000", False),  # nor to its neighbour
        (TOWNSHIP, DISTRICT, False),
        ("", CITY, False),  # a post without a region reaches nothing
    ],
)
def test_region_post_reaches_organs_within_its_region(region, own, reached):
    verdict = allowed(window(region=region), "approval.receive", Subject(organ=MARKET, region=own))

    assert verdict.ok is reached
    assert verdict.reason == ("" if reached else "outside_reach")


def test_organ_post_reaches_its_own_organ_only():
    clerk = officer_actor("case.read")

    assert allowed(clerk, "case.read", Subject(organ=BUREAU, region=CITY))
    assert not allowed(clerk, "case.read", Subject(organ=MARKET, region=CITY))


def test_post_without_organ_does_not_match_subject_without_organ():
    assert not allowed(officer_actor("case.read", organ=""), "case.read", Subject())


def test_confidential_stays_with_its_organ():
    clerk = window()

    assert not allowed(
        clerk, "case.read", Subject(organ=MARKET, region=CITY, secrecy="confidential")
    )
    assert allowed(clerk, "case.read", Subject(organ=BUREAU, region=CITY, secrecy="confidential"))


def test_line_of_the_post_limits_it():
    clerk = officer_actor("case.read", lines=frozenset({"approval"}))

    assert allowed(clerk, "case.read", Subject(organ=BUREAU, line="approval"))
    assert not allowed(clerk, "case.read", Subject(organ=BUREAU, line="hotline"))


def test_region_post_does_not_decide_for_another_organ():
    chief = officer_actor("approval.decide", scope=PostScope.REGION, second_factor=True)

    assert allowed(chief, "approval.decide", Subject(organ=BUREAU, region=CITY))
    verdict = allowed(chief, "approval.decide", Subject(organ=MARKET, region=CITY))
    assert (verdict.ok, verdict.reason) == (False, "outside_own_organ")


def test_deciding_needs_a_second_factor():
    with pytest.raises(NotAllowed) as refused:
        check(officer_actor("approval.decide"), "approval.decide", Subject(organ=BUREAU))

    assert refused.value.facts == {"act": "approval.decide", "reason": "second_factor_missing"}


def test_post_must_allow_the_act():
    verdict = allowed(officer_actor("case.read"), "case.export", Subject(organ=BUREAU))

    assert verdict.reason == "post_lacks_act"


def party(**changes: object) -> Actor:
    return Actor(kind=ActorKind.PARTY, id=str(ME), **changes)  # type: ignore[arg-type]


# A mandate for M1 stands; what else there was has ended.
LEFT = {
    "partial_mandates": frozenset({PRINCIPAL}),
    "matter_mandates": frozenset({(PRINCIPAL, "M1")}),
}


@pytest.mark.parametrize(
    ("actor", "subject", "ok"),
    [
        (party(), Subject(party=ME), True),
        (party(), Subject(party=STRANGER), False),
        (party(), Subject(), False),
        (party(), Subject(party=PRINCIPAL, agent=ME), True),
        (party(mandates=frozenset({PRINCIPAL})), Subject(party=PRINCIPAL), True),
        (party(ended_mandates=frozenset({PRINCIPAL})), Subject(party=PRINCIPAL), False),
        (party(ended_mandates=frozenset({PRINCIPAL})), Subject(party=PRINCIPAL, agent=ME), False),
        (party(ended_mandates=frozenset({PRINCIPAL})), Subject(party=STRANGER, agent=ME), True),
        (party(**LEFT), Subject(party=PRINCIPAL, agent=ME, matter="M1"), True),
        (party(**LEFT), Subject(party=PRINCIPAL, agent=ME, matter="M2"), False),
        (party(**LEFT), Subject(party=PRINCIPAL, agent=ME), False),
        (party(**LEFT), Subject(party=PRINCIPAL, matter="M1"), False),
        (party(**LEFT), Subject(party=STRANGER, agent=ME, matter="M2"), True),
    ],
)
def test_party_sees_its_own_cases_and_those_of_its_principals(actor, subject, ok):
    for act in ("case.list", "case.read", "file.read", "approval.answer", "approval.withdraw"):
        assert allowed(actor, act, subject).ok is ok
    assert is_about_himself(actor, subject) is ok


def test_agent_of_a_case_does_not_see_his_principals_looks():
    assert not allowed(party(), "look.own", Subject(party=PRINCIPAL, agent=ME))
    assert allowed(party(), "look.own", Subject(party=ME))


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"public.read", "catalogue.read"}))
def test_public_may_only_read_what_is_public(act):
    assert may_try(PUBLIC, act).reason == "not_for_public"


def test_system_may_do_only_what_is_listed():
    may = {act for act in ACTS if may_try(system("silence"), act)}

    assert may == {
        "approval.accept", "approval.deliver", "approval.file", "approval.issue", "case.list",
        "case.read", "catalogue.import", "catalogue.read", "file.read", "ledger.admit",
        "ledger.verify", "ledger.wake", "party.register", "public.read",
    }  # fmt: skip


def test_unknown_act_is_a_defect_of_the_caller():
    with pytest.raises(ValueError, match="no row"):
        allowed(PUBLIC, "approval.dance", Subject())
    with pytest.raises(ValueError, match="no row"):
        row_filter(PUBLIC, "approval.dance", {})
    with pytest.raises(ValueError, match="no column"):
        row_filter(PUBLIC, "public.read", {"owner": "owner"})


def test_register_acts_refuses_another_meaning(monkeypatch):
    monkeypatch.setattr(policy, "_acts", dict(policy._acts))
    act = Act("test.only", officer=OWN_ORGAN)
    register_acts([act])
    register_acts([act])

    with pytest.raises(ValueError, match="another meaning"):
        register_acts([Act("test.only", public=OWN_ORGAN)])
    with pytest.raises(ValueError, match="another meaning"):
        register_acts([Act("approval.decide", public=OWN_ORGAN)])


class Row(models.Model):
    """A table with every column the policy knows, for this test only."""

    line = models.TextField()
    organ = models.TextField()
    region = models.TextField()
    party = models.UUIDField(null=True)
    agent = models.UUIDField(null=True)
    secrecy = models.TextField()
    matter = models.TextField()

    class Meta:
        app_label = "tests_directory"
        managed = False
        db_table = "policy_rows"


LINES = ("approval", "hotline")
ORGANS = (BUREAU, MARKET, "")
REGIONS = (CITY, DISTRICT, TOWNSHIP, "320214000000", OTHER_CITY, "")
PEOPLE = (None, ME, PRINCIPAL, STRANGER)
MATTERS = ("M1", "M2")
SECRECY = ("open", "internal", "confidential")
COLUMNS = {
    name: name for name in ("line", "organ", "region", "party", "agent", "secrecy", "matter")
}

actors = st.one_of(
    st.just(PUBLIC),
    st.just(system("silence")),
    st.builds(
        Actor,
        kind=st.just(ActorKind.OFFICER),
        id=st.just("O1"),
        organ=st.sampled_from(ORGANS),
        region=st.sampled_from((*REGIONS, "32", "320000000000")),
        scope=st.sampled_from(PostScope),
        acts=st.frozensets(st.sampled_from(ACTS), min_size=10),
        lines=st.frozensets(st.sampled_from(LINES)),
        second_factor=st.booleans(),
    ),
    st.builds(
        Actor,
        kind=st.just(ActorKind.PARTY),
        id=st.just(str(ME)),
        mandates=st.frozensets(st.sampled_from((PRINCIPAL, STRANGER))),
        ended_mandates=st.frozensets(st.sampled_from((PRINCIPAL, STRANGER))),
        partial_mandates=st.frozensets(st.sampled_from((PRINCIPAL, STRANGER))),
        matter_mandates=st.frozensets(
            st.tuples(st.sampled_from((PRINCIPAL, STRANGER)), st.sampled_from(MATTERS))
        ),
    ),
)


@pytest.fixture
def rows(db):
    """Every combination of values, in a table and as subjects."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE policy_rows (id bigserial PRIMARY KEY, line text, organ text,"
            " region text, party uuid, agent uuid, secrecy text, matter text) ON COMMIT DROP"
        )
    subjects = [
        Subject(line, organ, region, party, agent, secrecy, matter)
        for line in LINES
        for organ in ORGANS
        for region in REGIONS
        for party in PEOPLE
        for agent in PEOPLE[:3]
        for secrecy in SECRECY
        for matter in MATTERS
    ]
    Row.objects.bulk_create(
        Row(
            id=number,
            **{name: getattr(subject, name) for name in COLUMNS},
        )
        for number, subject in enumerate(subjects)
    )
    return subjects


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actor=actors, act=st.sampled_from(ACTS), negated=st.booleans())
def test_row_filter_gives_exactly_the_rows_that_are_allowed(rows, actor, act, negated):
    verdicts = [allowed(actor, act, subject) for subject in rows]
    assert {verdict.reason for verdict in verdicts} <= REASONS | {""}
    expected = {at for at, verdict in enumerate(verdicts) if verdict.ok ^ negated}

    where = row_filter(actor, act, COLUMNS)
    found = set(Row.objects.filter(~where if negated else where).values_list("id", flat=True))

    assert found == expected


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    actor=actors,
    act=st.sampled_from(ACTS),
    missing=st.sets(st.sampled_from(sorted(COLUMNS)), min_size=1),
)
def test_row_filter_takes_missing_columns_as_a_subject_does(rows, actor, act, missing):
    columns = {name: name for name in COLUMNS if name not in missing}
    expected = {
        at
        for at, row in enumerate(rows)
        if allowed(actor, act, Subject(**{name: getattr(row, name) for name in columns}))
    }

    found = Row.objects.filter(row_filter(actor, act, columns)).values_list("id", flat=True)

    assert set(found) == expected
