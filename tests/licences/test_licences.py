"""Licences: issued with their paper, changed on record, verified by anyone."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.documents.pdf_text import words
from yichuang.documents.public import (
    DemoSeal,
    Line,
    Paper,
    Tampering,
    paper_content,
    paper_pdf,
    using_seal_port,
)
from yichuang.kernel.public import FolderStore, using_ports
from yichuang.law.public import check_licence_identifier
from yichuang.licences.models import StateChange, VerificationLook
from yichuang.licences.public import (
    Licence,
    LicenceNotFound,
    LicenceNotReplaceable,
    LicenceOrder,
    LicenceState,
    StateChangeNotAllowed,
    TermInvalid,
    change_state,
    has_licence_in_force,
    holder_of,
    issue_licence,
    licence_by_id,
    licences_of,
    licences_of_case,
    verification_count,
    verify,
    verify_file,
)

pytestmark = pytest.mark.django_db
PARTY = UUID("00000000-0000-7000-8000-000000000001")
CASE = UUID("00000000-0000-7000-8000-000000000002")
ORDER = LicenceOrder(
    type_code="11100000000013338W022",
    type_name="食品经营许可证",
    number="JY23202000000000",
    holder="演示甲",
    holder_is_person=True,
    holder_party=PARTY,
    organ_code="11320200MB28559184",
    organ_name="示例市行政审批局",
    issued_on=date(2026, 11, 16),
    valid_from=date(2026, 11, 16),
    valid_to=date(2031, 11, 15),
    lines=(Line(label="经营场所", value="示例市示范大道2号"),),
    simulated=True,
)


class SettableClock:
    moment = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def steady(self) -> tuple[str, int]:
        return "test", 0


@pytest.fixture(autouse=True)
def clock(tmp_path):
    """A clock that can be set, files and keys of this test's own."""
    clock = SettableClock()
    with (
        using_ports(clock=clock, blobs=FolderStore(tmp_path / "blobs")),
        using_seal_port(DemoSeal(tmp_path / "ca")),
    ):
        yield clock


def issue(**changes) -> Licence:
    return issue_licence(dataclasses.replace(ORDER, **changes), case_id=CASE)


def change(licence: Licence, state: LicenceState, **more) -> Licence:
    return change_state(
        licence.id, state, ground="test_ground", organ_code=ORDER.organ_code, **more
    )


def test_issue_licence_gives_an_identifier_and_a_paper_with_the_same_code():
    licence = issue()

    assert licence.identifier.startswith(
        "1.2.156.3005.2.11100000000013338W022.11320200MB28559184.20261116000001.001."
    )
    assert check_licence_identifier(licence.identifier) == ()
    paper = Paper.objects.get(pk=licence.paper_id)
    assert paper.verification_code == licence.verification_code
    assert paper.content_digest == licence.content_digest
    assert paper.case_id == CASE
    assert paper_content(paper.id).identifier == licence.identifier


def test_the_certificate_prints_holder_term_and_identifier():
    shown = words(paper_pdf(issue().paper_id))

    for expected in ("食品经营许可证", "演示甲", "2026年11月16日至2031年11月15日", "示范大道2号"):
        assert expected in shown
    assert "001." in shown
    assert "演示证照，不具有法律效力" in shown
    assert shown.count("仅") == 3  # the watermark 仅供演示, three times across the sheet


def test_a_long_term_licence_says_so():
    assert "至长期" in words(paper_pdf(issue(valid_to=None).paper_id))


def test_serials_count_within_type_organ_and_year():
    first, second = issue(), issue(number="JY23202000000001")

    assert first.identifier.split(".")[-3] == "20261116000001"
    assert second.identifier.split(".")[-3] == "20261116000002"


def test_the_holder_is_sealed_and_masked():
    licence = issue()

    assert "演示甲".encode() not in bytes(licence_by_id(licence.id).holder)
    assert licence.holder_masked == "演*甲"
    assert holder_of(licence.id) == "演示甲"
    assert issue(holder="示例餐饮店", holder_is_person=False).holder_masked == "示例餐饮店"


def test_a_term_that_ends_before_it_begins_is_refused_and_nothing_is_written():
    with pytest.raises(TermInvalid):
        issue(valid_to=date(2026, 11, 15))

    assert not Licence.objects.exists()
    assert not Paper.objects.exists()


def test_verify_shows_the_public_facts_alone_and_counts():
    licence = issue()

    status = verify(licence.verification_code)

    assert status is not None
    assert status.in_force
    assert status.state_name == "有效"
    assert status.holder_masked == "演*甲"
    assert "演示甲" not in repr(dataclasses.asdict(status))
    assert status.content_digest == licence.content_digest
    verify(licence.verification_code.lower(), channel="api")
    assert verification_count(licence.id) == 2
    assert [f.name for f in VerificationLook._meta.get_fields()] == [
        "id",
        "licence",
        "channel",
        "outcome",
        "looked_at",
    ]


@pytest.mark.parametrize("code", ["", "A" * 26, "nothing", "'; --"])
def test_an_unknown_code_is_none_and_leaves_no_trace(code):
    issue()

    assert verify(code) is None
    assert verify_file(code, b"x") is None
    assert not VerificationLook.objects.exists()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 15, 15, 59, tzinfo=UTC), False),  # 15 November, 23:59 in China
        (datetime(2026, 11, 15, 16, 0, tzinfo=UTC), True),  # its first minute in China
        (datetime(2031, 11, 15, 15, 59, tzinfo=UTC), True),  # its last minute
        (datetime(2031, 11, 15, 16, 0, tzinfo=UTC), False),
    ],
)
def test_a_licence_is_in_force_from_its_first_to_its_last_day_in_china(clock, moment, expected):
    licence = issue()

    clock.moment = moment

    status = verify(licence.verification_code)
    assert status is not None
    assert status.in_force is expected
    assert status.state is LicenceState.VALID  # nobody recorded the lapse, the day alone decides


def test_change_state_is_recorded_and_seen_by_the_public():
    licence = issue()

    change(licence, LicenceState.REVOKED, article="LicLaw 69", effective_on=date(2026, 11, 17))

    status = verify(licence.verification_code)
    assert status is not None
    assert (status.state_name, status.in_force) == ("撤销", False)
    row = StateChange.objects.get()
    assert (row.before, row.after, row.article) == ("01", "03", "LicLaw 69")
    assert row.effective_on == date(2026, 11, 17)


def test_a_change_that_may_not_follow_is_refused_and_nothing_is_written():
    licence = change(issue(), LicenceState.REVOKED)

    with pytest.raises(StateChangeNotAllowed) as refused:
        change(licence, LicenceState.VALID)

    assert refused.value.facts["before"] == "03"
    assert StateChange.objects.count() == 1
    assert licence_by_id(licence.id).state == LicenceState.REVOKED


def test_a_renewal_is_the_next_version_and_the_former_lapses():
    first = issue()

    second = issue(previous=first.id, valid_from=date(2031, 11, 16), valid_to=date(2036, 11, 15))

    assert second.identifier.split(".")[-3:-1] == ["20261116000001", "002"]
    assert check_licence_identifier(second.identifier) == ()
    old, new = verify(first.verification_code), verify(second.verification_code)
    assert old is not None
    assert new is not None
    assert (old.state, old.following_identifier) == (LicenceState.LAPSED, second.identifier)
    assert new.previous_identifier == first.identifier


@pytest.mark.parametrize(
    "changes",
    [
        {"type_code": "11100000000013338W023"},
        {"organ_code": "11320200MB28559185"},
        {"holder_party": UUID(int=9)},
    ],
)
def test_a_licence_of_another_kind_organ_or_holder_is_not_replaced(changes):
    first = issue()

    with pytest.raises(LicenceNotReplaceable):
        issue(previous=first.id, **changes)

    assert Licence.objects.count() == 1
    assert Paper.objects.count() == 1


def test_a_cancelled_licence_is_not_renewed():
    first = change(issue(), LicenceState.CANCELLED)

    with pytest.raises(LicenceNotReplaceable):
        issue(previous=first.id)


def test_an_unknown_licence_is_not_found():
    for act in (licence_by_id, holder_of):
        with pytest.raises(LicenceNotFound):
            act(uuid4())
    with pytest.raises(LicenceNotFound):
        change_state(uuid4(), LicenceState.LAPSED, ground="x", organ_code="y")


def test_licences_of_lists_the_party_alone_newest_first():
    issue()
    newest = issue(number="JY23202000000001", issued_on=date(2026, 11, 17))
    issue(holder_party=UUID(int=9))

    cards = licences_of(PARTY)

    assert [card.number for card in cards] == ["JY23202000000001", "JY23202000000000"]
    assert cards[0].id == newest.id
    assert len(licences_of_case(CASE)) == 3


def test_has_licence_in_force_passes_over_what_is_not(clock):
    suspended = change(issue(), LicenceState.SUSPENDED)
    assert has_licence_in_force(PARTY, ORDER.type_code) is None

    change(suspended, LicenceState.VALID)
    found = has_licence_in_force(PARTY, ORDER.type_code)
    assert found is not None
    assert found.id == suspended.id
    assert has_licence_in_force(PARTY, "11100000000013338W999") is None

    clock.moment = datetime(2032, 1, 1, tzinfo=UTC)
    assert has_licence_in_force(PARTY, ORDER.type_code) is None


def test_verify_file_knows_the_issued_file_from_any_other():
    licence, other = issue(), issue(number="JY23202000000001")
    pdf = paper_pdf(licence.paper_id)

    good = verify_file(licence.verification_code, pdf)
    swapped = verify_file(licence.verification_code, paper_pdf(other.paper_id))
    appended = verify_file(licence.verification_code, pdf + b"\nmore")

    assert good is not None
    assert swapped is not None
    assert appended is not None
    assert good.file.sound
    assert good.file.signer_name == ORDER.organ_name
    assert swapped.file.tampering is Tampering.OTHER_FILE
    assert not appended.file.sound
    outcomes = list(VerificationLook.objects.order_by("id").values_list("outcome", flat=True))
    assert outcomes == ["sound", "other_file", "appended"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE licences_licence SET holder_masked = 'x'",
        "UPDATE licences_licence SET valid_to = NULL",
        "DELETE FROM licences_licence",
        "UPDATE licences_statechange SET ground = 'x'",
        "DELETE FROM licences_statechange",
        "DELETE FROM licences_verificationlook",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(statement):
    licence = change(issue(), LicenceState.SUSPENDED)
    verify(licence.verification_code)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
