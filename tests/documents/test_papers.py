"""What papers promise before any of them is drawn."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import samples
from yichuang.catalogue.public import ON_APPLICATION, PowerType
from yichuang.documents.papers import (
    CONTENTS,
    DECISION_NAMES,
    Certificate,
    GrantDecision,
    Head,
    PaperKind,
    SealKind,
    content_digest,
    default_seal,
    paper_data,
    paper_from_data,
    paper_name,
)
from yichuang.kernel.public import CodecError

SAMPLES = samples.samples()


def test_every_kind_has_a_record_and_a_sample():
    assert set(CONTENTS) == set(PaperKind)
    assert set(SAMPLES) == {kind.value for kind in PaperKind}


@pytest.mark.parametrize("kind", SAMPLES)
def test_paper_comes_back_from_its_data(kind):
    content = SAMPLES[kind]

    again = paper_from_data(json.loads(json.dumps(paper_data(content))))

    assert again == content
    assert content_digest(again) == content_digest(content)


def test_paper_from_data_refuses_an_unknown_field():
    data = {**paper_data(SAMPLES["grant"]), "secret_clause": "x"}

    with pytest.raises(CodecError, match="secret_clause"):
        paper_from_data(data)


def test_content_digest_is_sm3_over_framed_canonical_json():
    content = SAMPLES["result_notice"]
    text = json.dumps(
        paper_data(content), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()
    parts = [b"yichuang/paper/1", text]
    framed = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this Python's hashlib has no SM3 to compare with")

    assert content_digest(content) == hashlib.new("sm3", framed).hexdigest()


@pytest.mark.parametrize("kind", SAMPLES)
def test_content_digest_changes_with_every_printed_word(kind):
    content = SAMPLES[kind]
    changed = dataclasses.replace(
        content, head=dataclasses.replace(content.head, number=content.head.number + "1")
    )
    other_salt = dataclasses.replace(content, head=dataclasses.replace(content.head, salt="f" * 32))

    assert len({content_digest(p) for p in (content, changed, other_salt)}) == 3


@pytest.mark.parametrize("power_type", sorted(ON_APPLICATION - {PowerType.LICENCE}))
def test_only_licences_are_called_licences(power_type):
    granted, refused = DECISION_NAMES[power_type]
    notice = dataclasses.replace(SAMPLES["acceptance"], business=samples.business(power_type))

    assert "许可" not in granted + refused + paper_name(notice)
    assert default_seal(notice) is SealKind.SERVICE


def test_seals_follow_the_law():
    seals = {kind: default_seal(content) for kind, content in SAMPLES.items()}

    assert seals["acceptance"] is SealKind.PROCEDURE
    assert seals["non_acceptance"] is SealKind.PROCEDURE
    assert seals["grant"] is SealKind.ORGAN
    assert seals["certificate"] is SealKind.ORGAN
    assert seals["result_notice"] is SealKind.SERVICE  # a public service, no licence


@pytest.mark.parametrize("power_type", sorted(set(PowerType) - ON_APPLICATION))
def test_powers_ex_officio_have_no_paper_here(power_type):
    with pytest.raises(ValueError, match="not handled on application"):
        samples.business(power_type)


@pytest.mark.parametrize("salt", ["", "ab", "g" * 32, "AB" * 16, "a" * 65])
def test_a_weak_salt_is_refused(salt):
    with pytest.raises(ValueError, match="salt"):
        Head(organ_name="示例局", number="1", issued_on=samples.DAY, salt=salt)


def test_a_promise_longer_than_the_law_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        dataclasses.replace(SAMPLES["acceptance"], promised_due_on=date(2026, 12, 15))


def test_a_refusal_without_reasons_is_refused():
    with pytest.raises(ValueError, match="reasons"):
        dataclasses.replace(SAMPLES["refusal"], reasons="")


def test_a_supplement_notice_without_anything_to_mend_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        dataclasses.replace(SAMPLES["supplement"], corrections=())


@given(start=st.dates(), length=st.integers(-400, 400), long_term=st.booleans())
@settings(deadline=None)
def test_a_term_ends_on_or_after_its_beginning_or_never(start, length, long_term):
    try:
        end = start + timedelta(days=length)
    except OverflowError:
        return
    term = {"valid_from": start, "valid_to": end, "long_term": long_term}

    for kind in (Certificate, GrantDecision):
        content = SAMPLES[kind.kind.value]
        if length < 0 or long_term:
            with pytest.raises(ValueError, match="term"):
                dataclasses.replace(content, **term)
        else:
            assert dataclasses.replace(content, **term).valid_to == end
