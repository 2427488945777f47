"""Off the straight road through the house: papers, licences and lists follow the events."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from tests import factories
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.approval.errors import PromiseNotAllowed
from yichuang.catalogue.public import EditionRow
from yichuang.directory.public import system
from yichuang.documents.public import UploadNotFound, paper_content, papers_of_case
from yichuang.kernel.public import load, ports, using_ports
from yichuang.ledger.public import Case, Receipt, execute, verify
from yichuang.ledger.pure import Wake
from yichuang.licences.public import LicenceState, licences_of_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


@pytest.fixture
def promised(city: factories.City) -> EditionRow:
    return factories.published(factories.promised())


def file_on_promise(city: factories.City, edition: EditionRow) -> Receipt:
    command = approval.File(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(),
        promise_signed_by="测试甲",
    )
    return approval.file_application(
        actor=city.party("citizen"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=command,
        key="promise-1",
    )


def take(city: factories.City, case: Receipt, post: str, command: Any, key: str) -> Receipt:
    return approval.act(case.case_id, command, actor=city.officer(post), key=f"turn-{key}")


def state_of(case: Receipt) -> approval.ApplicationState:
    return load(approval.ApplicationState, Case.objects.get(pk=case.case_id).state)


def issued_on_promise(city: factories.City, edition: EditionRow) -> Receipt:
    case = file_on_promise(city, edition)
    take(city, case, "window", approval.Accept(), "accept")
    take(city, case, "decide", approval.Decide(granted=True), "decide")
    take(city, case, "decide", approval.Issue(), "issue")
    return case


def papers(case: Receipt) -> list[str]:
    return [paper.name for paper in papers_of_case(case.case_id).order_by("created_at")]


def test_broken_promise_is_ordered_right_then_revoked_with_licence_and_papers(
    city: factories.City, promised: EditionRow
) -> None:
    case = issued_on_promise(city, promised)
    until = approval.legal_day(ports().clock.now()) + timedelta(days=10)
    order = approval.CheckPromise(outcome="correct", findings="缺一处设施", correct_by=until)
    take(city, case, "examine", order, "order")
    broken = approval.CheckPromise(outcome="not_kept", findings="仍未改正")
    take(city, case, "examine", broken, "broken")
    revoke = approval.EndGrant(how="revoked", ground="promise_not_kept", reasons="未履行承诺")
    take(city, case, "head", revoke, "revoke")

    (licence,) = licences_of_case(case.case_id)
    assert (licence.state, licence.in_force) == (LicenceState.REVOKED, False)
    assert papers(case)[-2:] == ["责令限期改正通知书", "撤销行政许可决定书"]
    row = approval.Application.objects.get(case_id=case.case_id)
    assert (row.outcome, Case.objects.get(pk=case.case_id).status) == ("revoked", "closed")
    assert verify().findings == []


def test_kept_promise_has_no_paper_and_leaves_no_step(
    city: factories.City, promised: EditionRow
) -> None:
    case = issued_on_promise(city, promised)
    before = papers(case)
    take(city, case, "examine", approval.CheckPromise(outcome="kept"), "kept")

    assert papers(case) == before
    assert [todo.step for todo in approval.inbox(city.officer("examine"))] == []


def test_promise_is_refused_where_the_guide_offers_none_and_nothing_is_written(
    city: factories.City,
) -> None:
    with pytest.raises(PromiseNotAllowed):
        file_on_promise(city, city.licence)

    assert not Case.objects.exists()


def test_recalled_licence_is_struck_off_and_says_what_is_compensated(city: factories.City) -> None:
    case = factories.file_case(city)
    factories.walk(city, case, until="deliver")
    recall = approval.EndGrant(
        how="recalled", ground="law_changed", reasons="依据废止", compensation="不予补偿，未受损失"
    )
    take(city, case, "decide", recall, "recall")
    assert licences_of_case(case.case_id)[0].state == LicenceState.LAPSED
    strike = approval.EndGrant(how="deregistered", ground="ended", reasons="已被撤回")
    take(city, case, "decide", strike, "strike")

    assert licences_of_case(case.case_id)[0].state == LicenceState.CANCELLED
    assert papers(case)[-2:] == ["撤回行政许可决定书", "注销行政许可决定书"]
    content = paper_content(papers_of_case(case.case_id).get(name="撤回行政许可决定书").id)
    assert content.compensation == "不予补偿，未受损失"
    assert content.basis == ("《行政许可法》第八条",)
    assert state_of(case).outcome == "deregistered"
    assert verify().findings == []


def test_window_takes_a_promise_on_paper(city: factories.City, promised: EditionRow) -> None:
    command = approval.Receive(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(),
        promise_signed_by="测试甲",
    )
    case = approval.receive_application(
        actor=city.officer("window"),
        edition_id=promised.id,
        party=city.parties["citizen"],
        command=command,
        key="promise-window-1",
    )

    state = state_of(case)
    assert (state.by_promise, state.gaps) == (True, ())


def test_risk_takes_the_promise_away(city: factories.City) -> None:
    from yichuang.catalogue.lint import Flaw, LintContext, lint
    from yichuang.catalogue.public import Risk

    risky = dataclasses.replace(factories.promised(), risks=(Risk.ECOLOGY,))
    found = {finding.code for finding in lint(risky, LintContext(resolves=lambda _: True))}

    assert Flaw.PROMISE_DESPITE_RISK in found
    assert approval.promise_terms(risky) is None


# --- acceptance with gaps -------------------------------------------------------------------------


def file_without_photo(city: factories.City) -> Receipt:
    """File a licence of which only the photo is missing, which may follow."""
    edition, actor = factories.published(factories.with_gaps()), city.party("citizen")
    kept = factories.upload(actor)
    plan = approval.MaterialGiven("plan", "upload", (str(kept.id),), (kept.digest,))
    return approval.file_application(
        actor=actor,
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.File(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=(plan,)
        ),
        key="gap-filing-1",
    )


def accept_with_gaps(city: factories.City, case: Receipt, days: int = 5) -> Any:
    by = approval.legal_day(ports().clock.now()) + timedelta(days=days)
    command = approval.AcceptWithGaps(bring_by=by, signed_by="测试甲")
    take(city, case, "window", command, "gaps")
    return by


def test_what_is_to_follow_stands_on_the_notice_and_comes_online(city: factories.City) -> None:
    case = file_without_photo(city)
    by = accept_with_gaps(city, case)

    notice = paper_content(papers_of_case(case.case_id).get(name="容缺受理通知书").id)
    assert (notice.missing, notice.bring_by) == (("场所照片",), by)
    assert "《优化营商环境条例》第36条" in notice.consequence
    assert approval.Application.objects.get(case_id=case.case_id).gaps == 1

    actor = city.party("citizen")
    kept = factories.upload(actor)
    photo = approval.MaterialGiven("photo", "upload", (str(kept.id),), (kept.digest,))
    command = approval.BringMaterials(materials=(photo,))
    approval.act(case.case_id, command, actor=actor, key="bring-photo-1")
    assert state_of(case).owed is None
    assert approval.Application.objects.get(case_id=case.case_id).gaps == 0
    assert verify().findings == []


def test_what_never_comes_counts_as_taken_back_with_a_notice(city: factories.City) -> None:
    case = file_without_photo(city)
    by = accept_with_gaps(city, case)
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=6))):
        execute(case.case_id, Wake(), actor=system("silence"), key="wake-gap-1")
        row = Case.objects.get(pk=case.case_id)
        assert (row.status, state_of(case).outcome) == ("withdrawn", "withdrawn")
        assert papers(case)[-1] == "视为撤回申请通知书"
        lapse = paper_content(papers_of_case(case.case_id).get(name="视为撤回申请通知书").id)
        assert lapse.bring_by == by
        assert verify().findings == []


def test_somebody_elses_file_is_not_brought(city: factories.City) -> None:
    case = file_without_photo(city)
    accept_with_gaps(city, case)
    kept = factories.upload(city.party("neighbour"))
    photo = approval.MaterialGiven("photo", "upload", (str(kept.id),), (kept.digest,))
    with pytest.raises(UploadNotFound):
        approval.act(
            case.case_id,
            approval.BringMaterials(materials=(photo,)),
            actor=city.party("citizen"),
            key="bring-photo-2",
        )

    assert state_of(case).owed is not None
