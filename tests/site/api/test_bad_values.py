"""Plainly bad values in every field of every operation: refused in words, never a fault of ours.

Schemathesis (`test_fuzzing`) thinks of what fits the description; these are what people and broken
programs have sent, one field at a time, with everything else as it should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.factories import LICENCE_FORM, file_case
from tests.heard import HOST, accepted_case, in_days

from yichuang.approval.models import HeldPayment
from yichuang.approval.public import StandInTreasury
from yichuang.kernel.public import ports, using_ports

LONG = "九" * 100_000
BAD: tuple[Any, ...] = (
    10**30,
    -(10**18),
    1e308,
    "\x00",
    "示例\x00示例",
    "\ud800",
    "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00-14:00",
    "9999-12-31",
    "00000000-0000-0000-0000-00000000000g",
    LONG,
    [],
    {"": None},
    None,
)
SPEC: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs/openapi.json").read_text(encoding="utf-8")
)
WHO = ("citizen", "window", "examine", "decide", "head", "public")
SKIPPED = {"close_session", "open_session"}  # would end or lock what the others need


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with its reference followed, of several the first that is not null."""
    if "$ref" in schema:
        return resolved(SPEC["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            return resolved(next(one for one in schema[several] if one.get("type") != "null"))
    return schema


def plausible(schema: dict[str, Any]) -> Any:
    """Return a value that fits a schema by its kind."""
    found = resolved(schema)
    if "enum" in found:
        return found["enum"][0]
    if "const" in found:
        return found["const"]
    match found.get("type"):
        case "object":
            wanted = found.get("required", [])
            return {name: plausible(found["properties"][name]) for name in wanted}
        case "array":
            return [plausible(found["items"])] if found.get("minItems") else []
        case "integer" | "number":
            return found.get("minimum", 1)
        case "boolean":
            return True
    return _text(found)


def _text(schema: dict[str, Any]) -> str:
    by_format = {
        "date": in_days(16).date().isoformat(),
        "date-time": in_days(16).isoformat(),
        "uuid": "00000000-0000-4000-8000-000000000000",
    }
    return by_format.get(schema.get("format", ""), "示例"[: schema.get("maxLength", 2)])


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in SPEC["paths"].items():
        for method, operation in methods.items():
            if operation.get("operationId") not in SKIPPED:
                yield path.removeprefix("/api/v1"), method, operation


def body_of(operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return resolved(schema) if schema else None


def send(caller: Any, method: str, path: str, body: Any, query: dict[str, str]) -> Any:
    if method == "post":
        return caller.post(path, body)
    if method == "put":
        return caller.put(path, body)
    return caller.delete(path) if method == "delete" else caller.get(path, **query)


def who_may(caller: Any, public: Any, method: str, path: str, body: Any) -> Any:
    """Return the first who is let in with a plausible call."""
    for name in WHO:
        asking = public if name == "public" else caller(name)
        if send(asking, method, path, body, {}).status_code not in {401, 403}:
            return asking
    return caller("head")


def faults(asking: Any, path: str, operation: dict[str, Any], method: str) -> Iterator[str]:
    """Yield every call with one bad value that was answered by a fault."""
    schema = body_of(operation)
    good = plausible(schema) if schema else None
    for name in (schema or {}).get("properties", {}):
        for bad in BAD:
            reply = send(asking, method, path, {**good, name: bad}, {})
            if reply.status_code >= 500:
                yield f"{method} {path} {name}={str(bad)[:40]!r}: {reply.status_code}"
    for one in operation.get("parameters", ()):
        if one["in"] != "query":
            continue
        for bad in BAD:
            text = str(bad).encode("utf-8", "replace").decode()[:2000]
            reply = send(asking, method, path, good, {one["name"]: text})
            if reply.status_code >= 500:
                yield f"{method} {path}?{one['name']}={text[:40]!r}: {reply.status_code}"


def test_no_field_of_any_operation_brings_it_down(caller, public, city) -> None:
    case = str(accepted_case(city).case_id)
    for client in (public, *(caller(name) for name in WHO[:-1])):
        client.client.raise_request_exception = False
    found: list[str] = []
    tried = 0
    for template, method, operation in operations():
        path = template.replace("{case}", case)
        for one in operation.get("parameters", ()):
            path = path.replace("{" + one["name"] + "}", str(plausible(one["schema"])))
        schema = body_of(operation)
        asking = who_may(caller, public, method, path, plausible(schema) if schema else None)
        found += faults(asking, path, operation, method)
        tried += 1

    assert found == []
    assert tried > 40


@pytest.mark.parametrize("bad", ["\x00", "%00", "x" * 3000, "🙂", "..%2f..%2f", "\ud800"])
def test_no_part_of_an_address_brings_it_down(caller, public, city, bad: str) -> None:
    text = bad.encode("utf-8", "replace").decode()
    clerk = caller("window")
    clerk.client.raise_request_exception = False
    for template, method, operation in operations():
        if method != "get" or "{" not in template:
            continue
        path = template
        for one in operation.get("parameters", ()):
            path = path.replace("{" + one["name"] + "}", text)
        assert clerk.get(path).status_code < 500, template


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:30])
def test_no_answer_in_a_form_brings_a_filing_down(caller, city, bad: Any) -> None:
    """The form's fields are the guide's own, so the description cannot bound them."""
    citizen, clerk = caller("citizen"), caller("window")
    citizen.client.raise_request_exception = clerk.client.raise_request_exception = False
    good = {"edition": str(city.licence.id), "form": dict(LICENCE_FORM), "materials": []}
    forms: list[dict[str, Any]] = [
        {**LICENCE_FORM, "DE_TRADE_NAME": bad},
        {**LICENCE_FORM, "DE_AREA": bad},
        {**LICENCE_FORM, "situations": bad},
        {**LICENCE_FORM, str(bad)[:2000]: "示例"},
    ]
    for form in forms:
        for name, asking, path in (
            ("party", citizen, "/applications"),
            ("clerk", clerk, "/window/applications"),
        ):
            who = {"name": "测试甲", "phone": "13900000000"}
            reply = asking.post(path, {**good, "form": form, "applicant": who})
            assert reply.status_code < 500, (name, str(form)[:200])
    for name in ("name", "phone", "number", "address"):
        reply = citizen.post("/applications", {**good, "applicant": {name: bad}})
        assert reply.status_code < 500, name


def told(public: Any, **changes: Any) -> Any:
    """Tell of a payment, signed as the non-tax system would, and return the reply."""
    treasury = StandInTreasury(b"plainly-for-tests-only-0123456789")
    word = {"code": "3" * 20, "reference": "ref-000001", "amount_fen": 1, "bill_number": "1"}
    body = json.dumps({**word, "paid_at": "2026-03-02T09:00:00+08:00", **changes})
    with using_ports(payments=treasury):
        at = int(ports().clock.now().timestamp())
        return public.client.post(
            "/api/v1/payments",
            body,
            content_type="application/json",
            HTTP_X_PAYMENT_TIME=str(at),
            HTTP_X_PAYMENT_SIGNATURE=treasury.sign(f"{at}\n{body}".encode()).decode(),
        )


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("9999-12-31T23:59:59+14:00", 422),
        ("0001-01-01T00:00:00-14:00", 422),
        ("9999-12-31T23:59:59", 422),
        ("2026-03-02T09:00:00+08:00", 200),
    ],
)
def test_payment_of_a_moment_no_calendar_has_is_refused_by_field(
    public, city, moment: str, status: int
) -> None:
    reply = told(public, paid_at=moment)

    assert reply.status_code == status
    if status == 422:
        assert [one["field"] for one in reply.json()["errors"]] == ["body.paid_at"]
    assert HeldPayment.objects.count() == (status == 200)


@pytest.mark.parametrize("amount", [True, "2100", 2100.0, -1, 0, 10**13, float("nan"), None])
def test_payment_of_no_whole_sum_is_refused_by_field(public, city, amount: Any) -> None:
    reply = told(public, amount_fen=amount)

    assert reply.status_code in (400, 422)
    assert not HeldPayment.objects.exists()
    if amount == amount:  # what is no JSON has no fields
        assert [one["field"] for one in reply.json()["errors"]] == ["body.amount_fen"]


@pytest.mark.parametrize("field", ["quantity", "unit_fen"])
@pytest.mark.parametrize("value", [True, "2", 2.0, -1])
def test_fee_of_no_whole_number_is_refused_by_field(caller, city, field: str, value: Any) -> None:
    case = file_case(city).case_id
    body = {"items": [{"name": "示例费", field: value}], "pay_by": "2026-12-31"}

    reply = caller("decide").post(f"/cases/{case}/fee-notice", body)

    assert reply.status_code == 422
    assert [one["field"] for one in reply.json()["errors"]] == [f"body.items.0.{field}"]


def test_body_of_ten_megabytes_is_refused_before_it_is_read(caller, city) -> None:
    case = file_case(city).case_id

    reply = caller("window").post(
        f"/cases/{case}/non-acceptance", {"ground": "not_required", "reasons": "x" * 10_000_000}
    )

    assert reply.status_code == 413


MOMENTS = ["9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_hearing_at_a_moment_no_calendar_has_names_the_field(caller, city, moment: str) -> None:
    case = f"/cases/{accepted_case(city).case_id}"
    body = {"set_for": moment, "place": "示例会议室", "host": HOST, "reason": "示例"}

    for path, left_out in (("hearing-announcement", ""), ("hearing-notice", "reason")):
        sent = {name: value for name, value in body.items() if name != left_out}
        reply = caller("examine").post(f"{case}/{path}", sent)

        assert (reply.status_code, reply.json()["errors"]) == (
            422,
            [{"field": "body.set_for", "rule": "year_out_of_range"}],
        )
