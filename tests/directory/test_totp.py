"""One-time codes, against the published vectors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from yichuang.directory.totp import code_at, enrolment_uri, matching_step, step_of

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_code_at_gives_the_last_six_digits_of_rfc_6238_appendix_b(seconds, code):
    assert code_at(SECRET, seconds // 30) == code


def test_code_of_the_steps_beside_counts_and_no_other():
    moment = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    now = step_of(moment)

    for step, ok in ((now - 2, False), (now - 1, True), (now, True), (now + 1, True)):
        found = matching_step(SECRET, code_at(SECRET, step), moment, after=0)
        assert found == (step if ok else None)
    assert matching_step(SECRET, code_at(SECRET, now + 2), moment, after=0) is None


def test_code_counts_once():
    moment = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    now = step_of(moment)

    assert matching_step(SECRET, code_at(SECRET, now), moment, after=now) is None
    assert matching_step(SECRET, "", moment, after=0) is None
    assert matching_step(SECRET, "０８１８０４", moment, after=0) is None


def test_enrolment_uri_carries_the_secret_in_base_32():
    uri = enrolment_uri(SECRET, "bureau.decide", "一窗")

    assert uri.startswith("otpauth://totp/%E4%B8%80%E7%AA%97:bureau.decide?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&" in uri
