"""The rules of a bundle, without a database: circles, chains of waiting, events out of order."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.approval.bundle_commands import BundleDocument, FileBundle, NoteEnd, NoteResult
from yichuang.approval.bundle_events import (
    BundleClosed,
    BundleFiled,
    MemberDropped,
    MemberEnded,
    MemberFiled,
    MemberPin,
    ResultCame,
    Wait,
)
from yichuang.approval.bundle_state import OVER, BundleState, BundleStatus, Standing
from yichuang.approval.errors import BundleCircular, BundleTooSmall, StepNotAllowed
from yichuang.approval.procedure.bundle import BundleFacts, BundleProcedure, Wanted, evolve
from yichuang.catalogue.pure import Held, Requirement, Wish
from yichuang.law.public import Period, Unit, published_calendar
from yichuang.ledger.pure import Wake

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
EDITION = UUID(int=1)
RULES = BundleProcedure()


def wanted(name: str, *needs: str, days: int = 10, gives: str = "") -> Wanted:
    """A matter that needs licences, by type, and gives one of its own name."""
    asks = tuple(
        Requirement(name, one, one, (f"licence:{one}",), basis=("LicLaw 32",)) for one in needs
    )
    period = Period(days, Unit.WORKING_DAY, "示例")
    wish = Wish(
        name,
        name,
        organ=f"organ-{name}",
        statutory=period,
        requirements=asks,
        gives=(f"licence:{gives or name}",),
    )
    return Wanted(wish, EDITION, f"organ-{name}", f"机关{name}", "320200000000")


def facts(*members: Wanted, held: Held | None = None) -> BundleFacts:
    return BundleFacts(NOW, published_calendar(), members, held or Held())


def asked(*documents: BundleDocument) -> FileBundle:
    return FileBundle(
        editions=(EDITION,), form={}, situations={}, applicant={}, documents=documents
    )


def filed(*members: Wanted) -> BundleState:
    """The state after filing, each member's case numbered as it is named."""
    events = RULES.decide(BundleState(), asked(), facts(*members))
    state = BundleState()
    for event in events:
        if isinstance(event, MemberFiled):
            event = opened(event.matter)
        state = evolve(state, event)
    return state


def case(matter: str) -> UUID:
    return UUID(int=1000 + ord(matter))


def opened(matter: str) -> MemberFiled:
    return MemberFiled(effective_at=NOW, matter=matter, case=str(case(matter)), number=matter)


def test_matters_that_ask_for_each_others_licences_are_refused_with_names_and_articles() -> None:
    with pytest.raises(BundleCircular) as refusal:
        RULES.decide(BundleState(), asked(), facts(wanted("a", "b"), wanted("b", "a")))

    assert sorted(refusal.value.facts["matters"]) == ["a", "b"]
    assert refusal.value.facts["articles"] == ["LicLaw 32"]


def test_one_matter_is_no_bundle() -> None:
    with pytest.raises(BundleTooSmall):
        RULES.decide(BundleState(), asked(), facts(wanted("a")))


def test_a_bundle_is_filed_once() -> None:
    with pytest.raises(StepNotAllowed):
        RULES.decide(filed(wanted("a"), wanted("b")), asked(), facts(wanted("a"), wanted("b")))


def test_promise_is_the_longest_path_in_working_days() -> None:
    # From Monday 2 March 2026: 10 working days end on 16 March, 5 more on 23 March.
    event = RULES.decide(
        BundleState(), asked(), facts(wanted("a"), wanted("b", "a", days=5), wanted("c", days=3))
    )[0]

    assert isinstance(event, BundleFiled)
    assert (event.promised_on, event.path) == (date(2026, 3, 23), ("a", "b"))
    assert [(pin.begins_on, pin.ends_on) for pin in event.members] == [
        (date(2026, 3, 2), date(2026, 3, 16)),
        (date(2026, 3, 16), date(2026, 3, 23)),
        (date(2026, 3, 2), date(2026, 3, 5)),
    ]


def test_joint_handling_is_promised_for_no_later_than_45_working_days() -> None:
    # LicLaw 42(2). 45 working days after 2 March 2026, 6 April and 1, 4, 5 May off, 9 May worked.
    event = RULES.decide(
        BundleState(), asked(), facts(wanted("a", days=40), wanted("b", "a", days=40))
    )[0]

    assert isinstance(event, BundleFiled)
    assert event.promised_on == date(2026, 5, 8)


def test_chain_of_waiting_falls_as_one_and_leaves_the_rest() -> None:
    state = filed(wanted("a"), wanted("b", "a"), wanted("c", "b"), wanted("d"))

    events = RULES.decide(state, NoteEnd(case=case("a"), outcome="refused"), facts())

    assert events == [
        MemberEnded(effective_at=NOW, matter="a", outcome="refused"),
        MemberDropped(effective_at=NOW, matter="b", because="a"),
        MemberDropped(effective_at=NOW, matter="c", because="b"),
    ]


def test_what_waits_for_two_is_filed_with_the_second() -> None:
    state = filed(wanted("a"), wanted("b"), wanted("c", "a", "b"))

    first = RULES.decide(state, NoteResult(case=case("a")), facts())
    state = RULES.fold(state, first)
    second = RULES.decide(state, NoteResult(case=case("b")), facts())

    assert first == [ResultCame(effective_at=NOW, matter="a")]
    assert second == [
        ResultCame(effective_at=NOW, matter="b"),
        MemberFiled(effective_at=NOW, matter="c"),
    ]


def test_news_of_no_member_or_told_before_changes_nothing() -> None:
    state = filed(wanted("a"), wanted("b"))
    ended = RULES.fold(state, [MemberEnded(effective_at=NOW, matter="a", outcome="granted")])
    came = RULES.fold(state, [ResultCame(effective_at=NOW, matter="a")])

    assert RULES.decide(state, NoteResult(case=UUID(int=5)), facts()) == []
    assert RULES.decide(state, NoteEnd(case=UUID(int=5), outcome="granted"), facts()) == []
    assert RULES.decide(ended, NoteEnd(case=case("a"), outcome="granted"), facts()) == []
    assert RULES.decide(came, NoteResult(case=case("a")), facts()) == []
    assert RULES.decide(state, Wake(), facts()) == []
    assert RULES.wake_at(state, published_calendar()) is None


def test_impossible_order_is_noted_and_never_refused() -> None:
    pin = MemberPin("a", "a", str(EDITION), "o", "o", "r", waits=(Wait("x", "b"),))
    stranger = evolve(BundleState(), opened("z"))
    twice = functools.reduce(
        evolve, [BundleFiled(effective_at=NOW, members=(pin,))] * 2, BundleState()
    )
    early = evolve(BundleState(), BundleClosed(effective_at=NOW))

    assert stranger.anomalies == ("member_filed of z",)
    assert twice.anomalies == ("bundle_filed in running",)
    assert early.anomalies == ("bundle_closed in new",)


@given(st.data())
def test_whatever_happens_nothing_waits_for_ever_and_only_dependants_fall(
    data: st.DataObject,
) -> None:
    """Any graph without circles, any order of news: the bundle closes once every case is over."""
    names = "abcde"[: data.draw(st.integers(2, 5))]
    needs = {
        name: [one for one in names[:at] if data.draw(st.booleans())]
        for at, name in enumerate(names)
    }
    state = filed(*(wanted(name, *needs[name]) for name in names))
    granted: set[str] = set()
    while running := [m.pin.matter for m in state.members if m.standing is Standing.FILED]:
        matter = data.draw(st.sampled_from(running))
        grants = data.draw(st.booleans())
        news = [NoteResult(case=case(matter))] if grants else []
        granted |= {matter} if grants else set()
        outcome = "granted" if grants else "refused"
        for command in [*news, NoteEnd(case=case(matter), outcome=outcome)]:
            for event in RULES.decide(state, command, facts()):
                state = evolve(
                    state, opened(event.matter) if isinstance(event, MemberFiled) else event
                )

    assert state.status is BundleStatus.CLOSED
    assert all(one.standing in OVER for one in state.members)
    assert state.anomalies == ()
    for one in state.members:
        could = all(giver in granted for giver in needs[one.pin.matter])
        assert (one.standing is Standing.ENDED) == could
