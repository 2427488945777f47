"""Papers sealed with SM2: sound, recorded as such, and every change of the file is found."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess

import pytest

from tests.documents import samples
from tests.documents.test_rendering import draw
from tests.documents.test_signing import CERTIFY, LATER, ORDER, SEALED_AT, updated
from yichuang.documents.models import Paper
from yichuang.documents.public import issue_paper, paper_file_verdict, paper_pdf, paper_status
from yichuang.documents.seals import DemoSeal, using_seal_port
from yichuang.documents.verification import Tampering, verify_pdf
from yichuang.kernel.public import SealAlgorithm


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("keys") / "ca"


@pytest.fixture(scope="module")
def chinese(folder) -> DemoSeal:
    return DemoSeal(folder, SealAlgorithm.SM2)


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return draw(samples.samples()["certificate"])


@pytest.fixture(scope="module")
def sealed(chinese, drawn) -> bytes:
    return chinese.seal(drawn, CERTIFY)


def examine(pdf: bytes, port: DemoSeal):
    return verify_pdf(pdf, roots=port.trusted_roots(), moment=LATER)


def test_a_paper_sealed_with_sm2_is_sound_and_says_so(sealed, chinese):
    found = examine(sealed, chinese)

    assert found.sound
    assert found.algorithm == "sm2"
    assert found.signer_name == samples.ORGAN
    assert found.signed_at == SEALED_AT


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda pdf: pdf.replace(b"/Type", b"/Tyqe", 1), Tampering.CONTENT_CHANGED),
        (updated, Tampering.UPDATED_AFTERWARDS),
        (lambda pdf: pdf + b"\n% junk", Tampering.APPENDED),
    ],
)
def test_a_change_is_found(change, fault, sealed, chinese):
    assert examine(change(sealed), chinese).tampering is fault


def test_a_signature_of_another_paper_does_not_fit(chinese, sealed, drawn):
    other = chinese.seal(drawn, dataclasses.replace(CERTIFY, reason="another"))
    start, end = (pdf_place(pdf) for pdf in (sealed, other))
    mixed = sealed[: start[0]] + other[end[0] : end[1]] + sealed[start[1] :]

    assert not examine(mixed, chinese).sound


def pdf_place(pdf: bytes) -> tuple[int, int]:
    """Return where the hex of the signature stands."""
    at = pdf.index(b"/Contents <3") + len(b"/Contents ")
    return at, pdf.index(b">", at)


def test_another_authority_is_not_trusted(sealed, tmp_path):
    other = DemoSeal(tmp_path / "ca", SealAlgorithm.SM2)

    assert examine(sealed, other).tampering is Tampering.SIGNER_UNKNOWN


def test_after_a_change_of_the_setting_what_was_sealed_before_still_verifies(
    sealed, chinese, folder, drawn
):
    international = DemoSeal(folder, SealAlgorithm.P256)
    one = international.seal(drawn, ORDER)

    assert examine(one, international).algorithm == "p256"
    for port in (chinese, international):
        assert examine(one, port).sound
        assert examine(sealed, port).sound


def test_openssl_itself_verifies_the_certificates(folder, sealed, chinese):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    [organ] = list(folder.glob("1132*-sm2.pem"))
    command = ["openssl", "verify", "-vfyopt", "distid:1234567812345678", "-CAfile"]

    done = subprocess.run([*command, folder / "root-sm2.crt", organ], capture_output=True)

    assert done.returncode == 0, done.stderr


def test_a_paper_records_its_algorithm_when_it_is_made_out(db, chinese):
    with using_seal_port(chinese):
        paper = issue_paper(
            samples.samples()["certificate"], case_id=None, organ_code=ORDER.organ_code
        )
        assert paper_status(paper.verification_code).seal_algorithm == ""

        pdf = paper_pdf(paper.id)

        assert Paper.objects.get(pk=paper.id).seal_algorithm == "sm2"
        assert paper_status(paper.verification_code).seal_algorithm == "sm2"
        assert paper_file_verdict(paper.id, pdf).sound
