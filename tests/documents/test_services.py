"""Uploads are kept sealed; papers are issued once and made out once."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.documents import samples
from tests.documents.pdf_text import words
from yichuang.documents.errors import SealFailed
from yichuang.documents.models import Paper, Upload
from yichuang.documents.public import (
    DemoSeal,
    PaperIsVoid,
    PaperNotFound,
    SealKind,
    Tampering,
    UploadNotFound,
    UploadTypeMismatch,
    clean_code,
    content_digest,
    issue_paper,
    new_salt,
    new_verification_code,
    paper_by_id,
    paper_content,
    paper_file_verdict,
    paper_pdf,
    paper_status,
    papers_of_case,
    preview_paper,
    read_upload,
    render_paper,
    store_upload,
    upload_card,
    upload_cards,
    using_seal_port,
    verify_pdf,
    void_paper,
)
from yichuang.documents.seals import SealOrder
from yichuang.kernel.public import FolderStore, ports, sm3, using_ports

pytestmark = pytest.mark.django_db
CODE = "11320200MB28559184"
NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
PDF = preview_paper(samples.samples()["result_notice"])


class StoppedClock:
    def now(self) -> datetime:
        return NOW

    def steady(self) -> tuple[str, int]:
        return "test", 0


class CountingSeal(DemoSeal):
    calls = 0

    def seal(self, pdf: bytes, order: SealOrder) -> bytes:
        self.calls += 1
        self.order = order
        return super().seal(pdf, order)


class DeadSeal(DemoSeal):
    def seal(self, pdf: bytes, order: SealOrder) -> bytes:
        raise SealFailed()


@pytest.fixture(autouse=True)
def own_world(tmp_path):
    """A clock that stands, files and keys of this test's own."""
    with using_ports(clock=StoppedClock(), blobs=FolderStore(tmp_path / "blobs")):
        yield


@pytest.fixture
def seal(tmp_path):
    with using_seal_port(CountingSeal(tmp_path / "ca")) as port:
        yield port


def issue(kind: str = "grant", **more) -> Paper:
    return issue_paper(samples.samples()[kind], case_id=None, organ_code=CODE, **more)


def test_store_upload_keeps_name_and_content_sealed(tmp_path):
    row = store_upload(filename="演示甲的证明.pdf", content=PDF, actor_id="a1", party_id="p1")

    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PDF[:64] not in stored
    assert "演示甲".encode() not in bytes(Upload.objects.get(pk=row.id).filename)
    read = read_upload(row.id)
    assert (read.filename, read.content, read.created_at) == ("演示甲的证明.pdf", PDF, NOW)
    assert read.digest == sm3(PDF).hex()


def test_store_upload_gives_cards_in_the_order_asked_for():
    first = store_upload(filename="一.pdf", content=PDF, actor_id="a1")
    second = store_upload(filename="二.pdf", content=PDF, actor_id="a1")

    cards = upload_cards([second.id, uuid4(), first.id])

    assert [card.filename for card in cards] == ["二.pdf", "一.pdf"]
    assert upload_card(first.id).size == len(PDF)


def test_store_upload_refused_keeps_nothing(tmp_path):
    with pytest.raises(UploadTypeMismatch):
        store_upload(filename="a.png", content=PDF, actor_id="a1")

    assert not Upload.objects.exists()
    assert not list((tmp_path / "blobs").rglob("*"))


def test_a_sealed_upload_opens_nowhere_else():
    row = store_upload(filename="一.pdf", content=PDF, actor_id="a1")
    other = store_upload(filename="二.pdf", content=PDF, actor_id="a2")
    Upload.objects.filter(pk=row.id).update(blob=other.blob, filename=other.filename)

    with pytest.raises(ValueError, match="altered"):
        read_upload(row.id)


def test_an_unknown_upload_is_not_found():
    with pytest.raises(UploadNotFound):
        read_upload(uuid4())


def test_issue_paper_records_at_once_by_its_content(seal):
    content = samples.samples()["grant"]
    case_id = uuid4()

    row = issue_paper(content, case_id=case_id, organ_code=CODE)

    assert row.content_digest == content_digest(content)
    assert (row.name, row.number) == ("准予行政许可决定书", "示行审许〔2026〕12号")
    assert (row.seal, row.pdf_digest, seal.calls) == (SealKind.ORGAN, "", 0)
    assert samples.HOLDER.encode() not in bytes(row.data)
    assert paper_content(row.id) == content
    assert list(papers_of_case(case_id)) == [row]


def test_paper_pdf_is_made_once_and_sealed_by_its_organ(seal):
    row = issue("certificate")

    first = paper_pdf(row.id)
    again = paper_pdf(row.id)
    render_paper(row.id)

    assert first == again
    assert seal.calls == 1
    assert seal.order.certify
    assert seal.order.organ_name == samples.ORGAN
    found = verify_pdf(first, roots=seal.trusted_roots(), moment=NOW)
    assert found.sound
    assert found.signed_at == NOW
    kept = paper_by_id(row.id)
    assert kept.pdf_digest == sm3(first).hex()
    assert kept.pdf_size == len(first)
    assert row.verification_code[:13] in words(first)


def test_paper_pdf_lies_sealed_in_the_store(seal, tmp_path):
    pdf = paper_pdf(issue().id)

    stored = [path.read_bytes() for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert stored
    assert all(pdf[:64] not in content for content in stored)


def test_the_qr_of_a_paper_holds_the_code_alone(seal, monkeypatch):
    import segno

    made: list[str] = []
    real = segno.make

    def remember(text, **options):
        made.append(text)
        return real(text, **options)

    monkeypatch.setattr(segno, "make", remember)
    row = issue("grant")
    paper_pdf(row.id)
    receipt = issue("receipt")
    paper_pdf(receipt.id)

    assert re.fullmatch(rf"https?://[^/]+/verify/{row.verification_code}", made[0])
    assert made[1] == "http://localhost/progress"


def test_a_seal_service_that_fails_leaves_the_paper_for_another_try(tmp_path, seal):
    row = issue()
    with using_seal_port(DeadSeal(tmp_path / "other")), pytest.raises(SealFailed):
        paper_pdf(row.id)

    assert paper_by_id(row.id).pdf_digest == ""
    assert paper_pdf(row.id).startswith(b"%PDF-")


def test_preview_is_marked_and_leaves_no_trace():
    shown = words(preview_paper(samples.samples()["supplement"]))

    assert "未签发" in shown
    assert not Paper.objects.exists()


def test_void_paper_is_said_to_be_void_but_stays_readable(seal):
    row = issue()
    pdf = paper_pdf(row.id)

    void_paper(row.id, ground="decision_voided")

    status = paper_status(row.verification_code)
    assert status is not None
    assert not status.valid
    assert paper_pdf(row.id) == pdf
    with pytest.raises(PaperIsVoid):
        void_paper(row.id, ground="again")


def test_a_paper_voided_before_it_was_made_out_is_never_made_out(seal):
    row = issue()
    void_paper(row.id, ground="decision_voided")

    with pytest.raises(PaperIsVoid):
        paper_pdf(row.id)
    assert seal.calls == 0


def test_a_number_is_given_to_one_valid_paper_only(seal):
    row = issue("grant")
    with pytest.raises(IntegrityError), transaction.atomic():
        issue("grant")

    void_paper(row.id, ground="misprint")
    assert issue("grant").number == row.number


def test_paper_status_names_no_person(seal):
    row = issue()

    status = paper_status(f" {row.verification_code[:13].lower()}-{row.verification_code[13:]} ")

    assert status is not None
    assert status.valid
    assert status.name == "准予行政许可决定书"
    assert "演示甲" not in repr(dataclasses.asdict(status))


@pytest.mark.parametrize(
    "typed", ["", "x", "A" * 25, "A" * 27, "1" * 26, "'; DROP TABLE", "\x00" * 26]
)
def test_what_is_no_code_finds_nothing(typed):
    assert clean_code(typed) == ""
    assert paper_status(typed) is None


def test_codes_and_salts_are_128_random_bits():
    codes = {new_verification_code() for _ in range(50)}

    assert len(codes) == 50
    assert all(clean_code(code) == code for code in codes)
    assert len({new_salt() for _ in range(50)}) == 50
    assert all(re.fullmatch(r"[0-9a-f]{32}", new_salt()) for _ in range(3))


def test_only_the_delivered_file_is_sound(seal):
    row = issue("certificate")
    pdf = paper_pdf(row.id)
    twin = paper_pdf(issue("certificate").id)  # sealed by the same organ, another paper

    assert paper_file_verdict(row.id, pdf).sound
    assert paper_file_verdict(row.id, twin).tampering is Tampering.OTHER_FILE
    assert not paper_file_verdict(row.id, twin).sound
    assert not paper_file_verdict(row.id, pdf + b"\n").sound
    assert not paper_file_verdict(row.id, b"junk").sound


def test_bytes_changed_in_the_padding_of_the_signature_are_found_by_the_digest(seal):
    row = issue("certificate")
    pdf = paper_pdf(row.id)
    at = pdf.rindex(b"00000000>") + 3
    changed = pdf[:at] + b"1" + pdf[at + 1 :]

    assert not paper_file_verdict(row.id, changed).sound


@pytest.mark.parametrize("act", [paper_pdf, paper_content, paper_by_id])
def test_an_unknown_paper_is_not_found(act):
    with pytest.raises(PaperNotFound):
        act(UUID(int=1))
    with pytest.raises(PaperNotFound):
        void_paper(UUID(int=1), ground="x")


@pytest.mark.parametrize("code", ["short", "a" * 26, "A" * 27])
def test_issue_paper_refuses_a_code_that_is_none(code):
    with pytest.raises(ValueError, match="verification code"):
        issue("grant", verification_code=code)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_paper SET content_digest = repeat('0', 64)",
        "UPDATE documents_paper SET number = 'x'",
        "UPDATE documents_paper SET data = 'other'::bytea",
        "UPDATE documents_paper SET pdf_digest = repeat('0', 64)",
        "DELETE FROM documents_paper",
    ],
)
def test_the_database_refuses_to_change_an_issued_paper(statement, seal):
    paper_pdf(issue().id)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_content_of_a_paper_can_be_erased_at_the_end_of_its_time(seal):
    row = issue()

    Paper.objects.filter(pk=row.id).update(data=b"")

    assert paper_by_id(row.id).content_digest == row.content_digest


def test_ports_of_the_test_are_in_force():
    assert ports().clock.now() == NOW


def test_issued_paper_is_queued_to_be_made_out_in_the_same_transaction(db: None) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    paper = issue()

    job = ProcrastinateJob.objects.get(task_name="documents.make_out")
    assert job.args == {"paper_id": str(paper.id)}
    assert (job.queue_name, job.status, job.attempts) == ("papers", "todo", 0)


def test_a_paper_s_job_is_the_one_the_library_would_queue(db: None) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from yichuang.documents.tasks import make_out

    paper = issue()
    make_out.defer(paper_id=str(paper.id))

    own, other = ProcrastinateJob.objects.order_by("id").values()
    for name in ("id", "abort_requested"):
        own.pop(name), other.pop(name)
    assert own == other


def test_paper_made_on_demand_queues_nothing(db: None) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from yichuang.documents.public import making_papers_on_demand

    with making_papers_on_demand():
        issue()
    assert not ProcrastinateJob.objects.exists()
