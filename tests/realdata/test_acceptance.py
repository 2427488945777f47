"""What the product promises of catalogues it has never seen, tried on the three real ones.

Rows kept and counted, a second run that changes nothing, a dry run that writes nothing; twenty
matters a file, drawn by a printed seed: every guide readable, every fileable matter really filed
with the default form; one carried online and one at the counter to a sealed result, one finished
at once.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests import factories
from yichuang.approval import public as approval
from yichuang.catalogue.models import Edition, ImportRun, Matter
from yichuang.catalogue.public import (
    BasisStatus,
    EditionContent,
    EditionRow,
    HandlingKind,
    NotFileable,
    Result,
    Step,
    content_of,
    edition_row,
    form_fields,
    guide_of_edition,
    import_matters,
    materials_asked,
    to_complete,
)
from yichuang.directory.models import Organ
from yichuang.directory.public import Actor, ActorKind
from yichuang.documents.public import paper_pdf, papers_of_case, seal_port, verify_pdf
from yichuang.law.public import Period, Unit
from yichuang.ledger.public import Case, Receipt, evidence, sequencer_pass
from yichuang.ledger.public import verify as verify_ledger
from yichuang.licences.public import licences_of_case, verify_file

from .offices import (
    GROUND,
    Office,
    draft_of,
    publish_draft,
    register_applicant,
    staff_catalogue,
    staff_organ,
)

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]

# The file's most common division is where its catalogue office stands.
FILES = {
    "guangdong_matters.jsonl.gz": "440000000000",
    "guangan_district_matters.csv": "511602000000",
    "liaoning_power_sample.csv": "210000000000",
}
GUIDE_LEVEL = "guangdong_matters.jsonl.gz"
LEAST_KEPT = 0.97
DRAWN = 20
SEED = 20261123


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "data" / "matters"


def _written() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Matter, Edition, ImportRun, Organ))


@pytest.mark.parametrize("name", FILES)
def test_catalogue_is_kept_and_neither_a_dry_nor_a_second_run_changes_anything(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    dry = import_matters(folder / name, dry_run=True)
    written_by_dry_run = _written()
    begun = time.monotonic()
    first = import_matters(folder / name)
    seconds = time.monotonic() - begun
    digests = dict(Edition.objects.values_list("id", "digest"))
    second = import_matters(folder / name)

    with capsys.disabled():
        print(f"\n{name}: {first.counts()}, {first.total / seconds:.0f} rows/s")
    assert first.kept >= LEAST_KEPT * first.total
    assert first.created == first.kept
    assert all(error.mend and error.rule and error.row for error in first.errors)
    assert (dry.counts(), written_by_dry_run) == (first.counts(), (0, 0, 0, 0))
    assert (second.unchanged, second.created, second.changed) == (first.kept, 0, 0)
    assert dict(Edition.objects.values_list("id", "digest")) == digests


def _drawn() -> list[str]:
    codes = sorted(Matter.objects.values_list("code", flat=True))
    return random.Random(SEED).sample(codes, DRAWN)


@pytest.mark.parametrize("name", FILES)
def test_drawn_matters_have_readable_guides_and_the_fileable_ones_are_filed(
    folder: Path, name: str, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    import_matters(folder / name)
    office, applicant = staff_catalogue(FILES[name]), register_applicant()
    filed: dict[str, Receipt] = {}

    for code in (drawn := _drawn()):
        _check_draft(draft_of(code))
        edition = publish_draft(draft_of(code), office)
        _check_guide_page(client, edition)
        if edition.fileable:
            filed[code] = _file(edition, applicant)
        else:
            assert set(edition.reasons_not_fileable) <= {
                NotFileable.EX_OFFICIO,
                NotFileable.NO_LIMIT,
                NotFileable.MATERIALS_UNKNOWN,
                NotFileable.NO_ORGAN,
            }

    with capsys.disabled():
        print(f"\n{name}: seed {SEED}, drawn {len(drawn)}, guides {DRAWN}, filed {len(filed)}")
        print("  " + " ".join(code + ("*" if code in filed else "") for code in drawn))
    numbers = {Case.objects.get(pk=receipt.case_id).number for receipt in filed.values()}
    assert len(numbers) == len(filed)
    assert bool(filed) is (name == GUIDE_LEVEL)  # the two others name no limits and no materials


def _check_draft(edition: UUID) -> None:
    """The preview is readable, says what is missing, and nothing missing was invented."""
    guide = guide_of_edition(edition)
    assert guide.content.name
    assert guide.edition.region
    assert guide.content.fees is None  # no source here says anything of fees
    for basis in guide.content.set_basis:
        assert basis.status is not BasisStatus.MISSING
        assert basis.quoted
    assert to_complete(edition)


def _check_guide_page(client: Client, edition: EditionRow) -> None:
    text = _page(client, "portal:guide", edition.matter_code)
    assert escape(edition.name) in text
    # What a reviewer let pass without a citation says so, with the ground, on the page.
    assert (GROUND in text) is bool(content_of(edition.id).waivers)


def _page(client: Client, name: str, argument: str) -> str:
    page = client.get(reverse(name, args=[argument]))
    assert page.status_code == 200
    return page.content.decode()


# --- filing ---------------------------------------------------------------------------------------


def _citizen(party: UUID) -> Actor:
    return Actor(kind=ActorKind.PARTY, id=str(party), name="测试甲", real_name_level=3)


def _form(content: EditionContent) -> dict[str, Any]:
    """Answer what the default form asks; an imported matter has no other."""
    _, name, number = factories.PEOPLE["citizen"]
    answers = {
        "applicant_name": name,
        "applicant_id_type": "居民身份证",
        "applicant_id_number": number,
        "contact_name": name,
        "contact_phone": "10000000000",
    }
    required = {field.element for field in form_fields(content) if field.required}
    assert required == answers.keys()
    return answers


def _file(edition: EditionRow, party: UUID) -> Receipt:
    """File online with every material uploaded; the case waits for acceptance without a gap."""
    actor, content = _citizen(party), content_of(edition.id)
    kept = factories.upload(actor)
    materials = tuple(
        approval.MaterialGiven(one.code, "upload", (str(kept.id),), (kept.digest,))
        for one in materials_asked(content, {})
    )
    command = approval.File(
        form=_form(content), applicant=factories.applicant(), materials=materials
    )
    receipt = approval.file_application(
        actor=actor,
        edition_id=edition.id,
        party=party,
        command=command,
        key=f"file-{edition.id.hex}",
    )
    case = Case.objects.get(pk=receipt.case_id)
    assert (case.status, case.state["gaps"]) == ("received", [])
    assert case.number
    return receipt


def _receive(edition: EditionRow, party: UUID, clerk: Actor) -> Receipt:
    """Take the same at the counter, on paper."""
    content = content_of(edition.id)
    materials = tuple(
        approval.MaterialGiven(one.code, "paper", copies=1) for one in materials_asked(content, {})
    )
    command = approval.Receive(
        form=_form(content), applicant=factories.applicant(), materials=materials
    )
    return approval.receive_application(
        actor=clerk,
        edition_id=edition.id,
        party=party,
        command=command,
        key=f"receive-{edition.id.hex}",
    )


# --- carried to the end ---------------------------------------------------------------------------

STEPS = (
    Step("verify", "实质核查", "approval.examine", people=2),
    Step("review", "复核", "approval.review"),
    Step("decide", "决定", "approval.decide"),
)
HANDLING: tuple[tuple[str, approval.Command], ...] = (
    ("window", approval.Accept()),
    ("examine", approval.GiveOpinion(step="verify", agrees=True, opinion="属实")),
    ("examine2", approval.GiveOpinion(step="verify", agrees=True, opinion="属实")),
    ("review", approval.GiveReview(step="review", agrees=True)),
    ("decide", approval.Decide(granted=True)),
)


def _act(case: UUID, office: Office, post: str, command: Any) -> None:
    approval.act(case, command, actor=office.officer(post), key=f"{post}-{command.kind}-{case.hex}")


def _handle(case: UUID, office: Office) -> None:
    for post, command in HANDLING:
        _act(case, office, post, command)


def _completed(edition: UUID, result: Result, kind: HandlingKind) -> EditionContent:
    """Return a draft as an officer of its organ completes it: how it is handled, what it gives."""
    steps = STEPS if kind is HandlingKind.COMMITTED else ()
    return replace(content_of(edition), result=result, steps=steps, handling_kind=kind)


def _first_fileable(wanted: int) -> list[str]:
    """Return the first drawn matters that need nothing more than publishing to be filed."""
    open_only_for_publishing = [
        code
        for code in _drawn()
        if set(edition_row(draft_of(code)).reasons_not_fileable) == {NotFileable.NOT_PUBLISHED}
    ]
    return open_only_for_publishing[:wanted]


def test_imported_matters_run_online_at_the_counter_and_at_once(
    folder: Path, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_matters(folder / GUIDE_LEVEL)
    catalogue, party = staff_catalogue(FILES[GUIDE_LEVEL]), register_applicant()
    online, counter, instant = _first_fileable(3)
    offices = {
        organ: staff_organ(organ)
        for organ in {edition_row(draft_of(code)).organ_code for code in (online, counter, instant)}
    }

    licence = Result("1", "示例许可证件", "900", Period(3, Unit.YEAR, "LicLaw 50"), "示审")
    first = _publish_completed(online, catalogue, licence, HandlingKind.COMMITTED)
    case = _file(first, party).case_id
    _carried_to_licence(case, offices[first.organ_code], client, tmp_path)

    approval_paper = Result("2", "示例批准文件", word="示批")
    second = _publish_completed(counter, catalogue, approval_paper, HandlingKind.COMMITTED)
    office = offices[second.organ_code]
    case = _receive(second, party, office.officer("window")).case_id
    _carried_to_decision(case, office, client, tmp_path)

    answer = Result("3", "查询结果", word="示查")
    third = _publish_completed(instant, catalogue, answer, HandlingKind.INSTANT)
    clerk = offices[third.organ_code].officer("instant")
    case = _receive(third, party, clerk).case_id
    approval.act(case, approval.CompleteAtOnce(), actor=clerk, key=f"at-once-{case.hex}")

    closed = Case.objects.get(pk=case)
    assert (closed.status, closed.state["outcome"]) == ("closed", "granted")
    sequencer_pass()
    assert verify_ledger().findings == []
    with capsys.disabled():
        print(f"\n{GUIDE_LEVEL}: seed {SEED}")
        for how, row in (("online", first), ("counter", second), ("at once", third)):
            print(f"  {how}: {row.matter_code} {row.name[:40]} ({row.organ_name})")


def _publish_completed(code: str, office: Office, result: Result, kind: HandlingKind) -> EditionRow:
    draft = draft_of(code)
    edition = publish_draft(draft, office, _completed(draft, result, kind))
    assert edition.fileable
    return edition


def _carried_to_licence(case: UUID, office: Office, client: Client, folder: Path) -> None:
    _handle(case, office)
    _act(case, office, "decide", approval.Issue())
    _act(case, office, "window", approval.Deliver(method="online"))

    (card,) = licences_of_case(case)
    pdf = paper_pdf(card.paper_id)
    found = verify_file(card.verification_code, pdf)
    assert found is not None
    assert found.file.sound
    assert found.status.in_force
    _other_readers_agree(pdf, folder / "licence.pdf")
    _public_page_says_valid(client, card.verification_code, card.number)


def _carried_to_decision(case: UUID, office: Office, client: Client, folder: Path) -> None:
    _handle(case, office)
    _act(case, office, "window", approval.Deliver(method="counter", recipient="测试甲"))

    paper = next(paper for paper in papers_of_case(case) if paper.kind == "grant")
    _other_readers_agree(paper_pdf(paper.id), folder / "decision.pdf")
    _public_page_says_valid(client, paper.verification_code, paper.number)
    assert Case.objects.get(pk=case).status == "closed"
    assert evidence(case)["events"][0]["milestone"] == "received"


def _other_readers_agree(pdf: bytes, path: Path) -> None:
    """The seal holds for pyHanko and, where it is installed, for poppler."""
    assert verify_pdf(pdf, roots=seal_port().trusted_roots()).sound
    if shutil.which("pdfsig") is None:
        return  # the tests of `documents` skip with this reason
    path.write_bytes(pdf)
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def _public_page_says_valid(client: Client, code: str, number: str) -> None:
    text = _page(client, "portal:verified", code)
    assert "真实，现在有效" in text
    assert number in text
