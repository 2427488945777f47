"""Draft → legal review → published: who may, what is refused, and that it never changes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.catalogue.making import (
    EDITOR,
    PUBLISHER,
    REVIEWER,
    cited,
    days,
    make_content,
    make_draft,
    make_published,
    make_reviewed,
    officer,
    quoted,
)

from yichuang.catalogue.models import DataElement, Edition
from yichuang.catalogue.public import (
    BasisNotCited,
    EditionNotOpen,
    EditionState,
    EffectiveDateInvalid,
    Fee,
    Flaw,
    LimitBeyondLaw,
    LooserThanParent,
    MatterState,
    MatterUnknown,
    NotFileable,
    OwnWork,
    PowerType,
    TimeLimit,
    Waiver,
    WaiverInvalid,
    content_of,
    edition_in_force,
    edition_row,
    editions_in_force,
    editions_of,
    guide,
    new_draft_from,
    publish,
    review,
    save_draft,
    send_to_review,
    set_matter_state,
    to_complete,
)
from yichuang.directory.public import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _today(clock):
    return clock


def test_published_edition_is_in_force_and_fileable_from_its_day():
    edition = make_published()

    row = edition_in_force("m-1")
    assert row.id == edition
    assert (row.state, row.effective_from) == (EditionState.EFFECTIVE, TODAY)
    assert (row.organ_name, row.power_type) == ("示例局", PowerType.LICENCE)
    assert row.fileable
    assert content_of(edition) == make_content()


def test_draft_is_not_in_force_and_says_why_it_cannot_be_filed():
    row = edition_row(make_draft())

    assert row.reasons_not_fileable == (NotFileable.NOT_PUBLISHED,)
    with pytest.raises(MatterUnknown):
        edition_in_force("m-1")


def test_edition_of_a_later_day_waits_and_the_one_before_ends_on_the_eve(clock):
    first = make_published()
    second = new_draft_from(first, actor=EDITOR)
    save_draft(second, make_content(promised=TimeLimit(days(3))), actor=EDITOR)
    send_to_review(second, actor=EDITOR)
    review(second, ok=True, actor=REVIEWER)

    publish(second, actor=PUBLISHER, effective_from=date(2026, 3, 10))

    assert edition_in_force("m-1").id == first
    assert edition_in_force("m-1", date(2026, 3, 9)).id == first
    assert edition_in_force("m-1", date(2026, 3, 10)).id == second
    clock.moment += timedelta(days=8)
    assert edition_in_force("m-1").id == second
    assert edition_row(first).state is EditionState.SUPERSEDED
    assert [row.version for row in editions_of("m-1")] == [2, 1]
    # A case that began under the first edition keeps it for life.
    assert content_of(first).promised == TimeLimit(days(5))


def test_day_is_the_citys_day_not_utc(clock):
    make_published(effective_from=date(2026, 3, 3))

    clock.moment = clock.moment.replace(hour=15, minute=59)
    with pytest.raises(MatterUnknown):
        edition_in_force("m-1")
    clock.moment = clock.moment.replace(hour=16, minute=0)  # midnight in China
    assert edition_in_force("m-1").effective_from == date(2026, 3, 3)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2025, 3, 2)])
def test_publish_refuses_a_day_in_the_past(day):
    edition = make_reviewed()

    with pytest.raises(EffectiveDateInvalid):
        publish(edition, actor=PUBLISHER, effective_from=day)
    assert edition_row(edition).state is EditionState.LEGAL_REVIEW


def test_publish_refuses_the_first_day_of_the_edition_before():
    second = new_draft_from(make_published(), actor=EDITOR)
    send_to_review(second, actor=EDITOR)
    review(second, ok=True, actor=REVIEWER)

    with pytest.raises(EffectiveDateInvalid):
        publish(second, actor=PUBLISHER)


def test_publish_names_every_element_without_cited_basis():
    content = make_content(set_basis=quoted("某通知"), fees=(Fee("工本费", 500),))
    edition = make_reviewed(content)

    with pytest.raises(BasisNotCited) as refused:
        publish(edition, actor=PUBLISHER)

    assert refused.value.facts["elements"] == ["fees.0", "set_basis"]
    assert edition_row(edition).state is EditionState.LEGAL_REVIEW


def test_publish_refuses_a_citation_that_the_law_table_does_not_know():
    unknown = (replace(cited(12)[0], article=999),)
    edition = make_reviewed(make_content(set_basis=unknown))

    with pytest.raises(BasisNotCited) as refused:
        publish(edition, actor=PUBLISHER)
    assert refused.value.facts["elements"] == ["set_basis"]


def test_reviewers_named_waiver_lets_publish_and_is_kept_with_the_edition():
    edition = make_reviewed(make_content(set_basis=quoted("省政府文件")))
    waiver = Waiver("reviewer", "审查岗", "省级文件未收入法规表", ("set_basis",))

    publish(edition, actor=PUBLISHER, waivers=(waiver,))

    assert guide("m-1").content.waivers == (waiver,)
    stored = Edition.objects.get(pk=edition)
    assert stored.basis_summary["set_basis"] == "waived"


@pytest.mark.parametrize(
    ("waiver", "field"),
    [
        (Waiver("publisher", "岗", "理由", ("set_basis",)), "reviewer"),
        (Waiver("reviewer", "岗", " ", ("set_basis",)), "ground"),
        (Waiver("reviewer", "岗", "理由", ("colour",)), "elements"),
    ],
)
def test_waiver_must_be_the_reviewers_with_ground_and_known_elements(waiver, field):
    edition = make_reviewed(make_content(set_basis=()))

    with pytest.raises(WaiverInvalid) as refused:
        publish(edition, actor=PUBLISHER, waivers=(waiver,))
    assert refused.value.field == field


def test_waiver_does_not_pass_to_the_next_edition():
    edition = make_reviewed(make_content(set_basis=()))
    waiver = Waiver("reviewer", "审查岗", "理由", ("set_basis",))
    publish(edition, actor=PUBLISHER, waivers=(waiver,))

    assert content_of(new_draft_from(edition, actor=EDITOR)).waivers == ()


def test_publish_refuses_a_promise_beyond_the_law():
    edition = make_reviewed(make_content(promised=TimeLimit(days(21))))

    with pytest.raises(LimitBeyondLaw):
        publish(edition, actor=PUBLISHER)


def test_claimed_matter_must_tighten():
    make_published(code="above")
    looser = make_content(statutory=TimeLimit(days(30), cited(42)))
    edition = make_reviewed(looser, code="below", parent_code="above")

    with pytest.raises(LooserThanParent) as refused:
        publish(edition, actor=PUBLISHER)
    assert refused.value.facts["elements"] == ["statutory"]


def test_publish_needs_a_favourable_review():
    edition = make_draft()
    with pytest.raises(EditionNotOpen):
        publish(edition, actor=PUBLISHER)
    send_to_review(edition, actor=EDITOR)
    with pytest.raises(EditionNotOpen):
        publish(edition, actor=PUBLISHER)


def test_reviewer_may_not_review_his_own_draft():
    edition = make_draft()
    send_to_review(edition, actor=EDITOR)

    with pytest.raises(OwnWork):
        review(edition, ok=True, actor=EDITOR)


def test_no_author_may_review_even_if_somebody_else_saved_last():
    edition = make_draft()
    other = officer("other-editor")
    save_draft(edition, make_content(), actor=other)
    send_to_review(edition, actor=other)

    for author in (EDITOR, other):
        with pytest.raises(OwnWork):
            review(edition, ok=True, actor=author)

    review(edition, ok=True, actor=REVIEWER)


def test_refused_review_sends_back_to_draft_with_the_note():
    edition = make_draft()
    send_to_review(edition, actor=EDITOR)

    review(edition, ok=False, note="补充依据", actor=REVIEWER)

    save_draft(edition, make_content(), actor=EDITOR)
    assert Edition.objects.get(pk=edition).review_note == "补充依据"


def test_draft_under_review_and_published_edition_take_no_content():
    reviewed = make_reviewed()
    published = make_published(code="m-2")

    for edition in (reviewed, published):
        with pytest.raises(EditionNotOpen):
            save_draft(edition, make_content(name="另一名称"), actor=EDITOR)
    assert content_of(published).name == "示例经营许可"


def test_send_to_review_returns_what_lint_finds():
    edition = make_draft(make_content(visits=1))

    assert [finding.code for finding in send_to_review(edition, actor=EDITOR)] == [
        Flaw.VISITS_WITHOUT_REASON
    ]


@pytest.mark.parametrize("act", [save_draft, send_to_review, review, publish, new_draft_from])
def test_officer_of_another_region_may_do_nothing(act):
    edition = make_reviewed() if act in {review, publish} else make_draft()
    other = officer("elsewhere", region="320500000000")
    arguments = {save_draft: (make_content(),)}.get(act, ())
    named = {review: {"ok": True}}.get(act, {})

    with pytest.raises(NotAllowed):
        act(edition, *arguments, actor=replace(other, organ="other"), **named)


def test_unknown_edition_is_not_found():
    with pytest.raises(MatterUnknown):
        publish(uuid4(), actor=PUBLISHER)
    with pytest.raises(MatterUnknown):
        content_of(uuid4())


def test_paused_matter_cannot_be_filed_and_a_cancelled_one_never_returns():
    make_published()

    set_matter_state("m-1", MatterState.PAUSED, actor=PUBLISHER)
    assert edition_in_force("m-1").reasons_not_fileable == (NotFileable.NOT_IN_USE,)
    set_matter_state("m-1", MatterState.IN_USE, actor=PUBLISHER)
    assert edition_in_force("m-1").fileable
    set_matter_state("m-1", MatterState.CANCELLED, actor=PUBLISHER)
    with pytest.raises(EditionNotOpen):
        set_matter_state("m-1", MatterState.IN_USE, actor=PUBLISHER)


def test_lists_go_by_organ_region_and_kind():
    make_published(code="m-1")
    make_published(make_content(power_type=PowerType.PENALTY), code="m-2")

    assert [row.matter_code for row in editions_in_force(power_type=PowerType.PENALTY)] == ["m-2"]
    assert len(editions_in_force(region="320200000000")) == 2
    assert editions_in_force(organ="other") == []


def test_to_complete_names_the_organ():
    edition = make_draft(make_content(materials=None))

    found = {gap.element: gap for gap in to_complete(edition)}

    assert found["materials"].organ_name == "示例局"
    assert found["materials"].blocks_filing


def test_publishing_enters_the_forms_elements_in_the_dictionary():
    make_published()

    element = DataElement.objects.get(pk="applicant_id_type")
    assert "统一社会信用代码" in element.choices
