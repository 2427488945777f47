"""What people may try with a result's way to the applicant, as our command and in the model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from yichuang.approval import commands as c
from yichuang.approval import delivery_commands as d

from . import model as m
from .moves import Move
from .sample import PARTY, A

HOME = d.Address("演示甲", "0510-0000 0000", "示例市测试区样板路1号")
CAME = d.Collector("测试乙", "identity_card", "320200209912010010", "授权委托书")
FIRST, SECOND = "SF1234567890", "SF1234567891"


def _choose(way: str, address: d.Address | None = None, *, fine: bool = True) -> Move:
    return Move(
        f"want it by {way} {address.phone if address else ''}".strip(),
        lambda _: d.ChooseDelivery(way=way, address=address),
        lambda app, _: app.choose(way, bool(address) and fine),
        PARTY,
    )


def _take_choice(way: str) -> Move:
    return Move(
        f"enter {way}",
        lambda _: d.TakeDeliveryChoice(way=way, address=HOME),
        lambda app, _: app.choose(way, True),
    )


def _collect(name: str, *, fine: bool = True, **given: Any) -> Move:
    given = {"by": "applicant", "signed_on_paper": True, **given}

    def told(app: Any, now: datetime) -> None:
        app.collect(
            now,
            by=given["by"],
            code=given.get("code", ""),
            document=given.get("id_number", ""),
            named=bool(given.get("collector")) and fine,
            signed=given["signed_on_paper"] or bool(given.get("signature")),
        )

    return Move(f"collect {name}", lambda _: d.Collect(**given), told)


def _dispatch(waybill: str, carrier: str = "示例速递", *, fine: bool = True) -> Move:
    plain = waybill.replace(" ", "").replace("-", "").upper()
    return Move(
        f"dispatch {waybill!r} {carrier!r}",
        lambda _: d.Dispatch(carrier=carrier, waybill=waybill),
        lambda app, now: app.dispatch(now, carrier, plain, fine),
    )


def _receive(
    days_ago: int = 0, signed: str = "演示甲", proof: str = "回执1", scan: str = ""
) -> Move:
    day: Callable[[datetime], Any] = lambda now: m.day_of(now) - timedelta(days=days_ago)  # noqa: E731
    return Move(
        f"received {days_ago} {signed!r} {proof!r} {scan!r}",
        lambda now: d.RecordReceipt(received_on=day(now), signed_by=signed, proof=proof, scan=scan),
        lambda app, now: app.receive(now, day(now), signed, proof or scan),
    )


def _back(reason: str) -> Move:
    return Move(
        f"back {reason}",
        lambda _: d.RecordReturn(reason=reason),
        lambda app, _: app.come_back(reason),
    )


MOVES: tuple[Move, ...] = (
    _choose("collection"),
    _choose("courier", HOME),
    _choose("courier"),
    _choose("courier", d.Address("演示甲", "电话", HOME.address), fine=False),
    _choose("courier", d.Address(" ", "0510", HOME.address), fine=False),
    _choose("courier", d.Address("演示甲", "0511-00000000", "门口"), fine=False),
    _choose("pigeon", HOME),
    _take_choice("courier"),
    Move("lay ready", lambda _: d.LayReady(), lambda app, now: app.lay_ready(now)),
    Move("wrong code", lambda _: d.NoteWrongCode(), lambda app, _: app.wrong_code()),
    _collect("by code", code="right"),
    _collect("by a wrong code", code="wrong", id_number="right"),
    _collect("by document", id_number="right"),
    _collect("by another's document", id_number="wrong"),
    _collect("by nothing"),
    _collect("unsigned", code="right", signed_on_paper=False),
    _collect("signed on a pad", code="right", signed_on_paper=False, signature="u"),
    _collect("for another", by="other", collector=CAME),
    _collect("as agent with a code", by="agent", collector=CAME, code="right"),
    _collect("for another, unnamed", by="other", code="right"),
    _collect("by a cat", by="cat", collector=CAME),
    *(
        _collect(f"for another, bad {name}", by="other", collector=came, fine=False)
        for name, came in {
            "name": d.Collector(" ", "passport", "E00000000", "授权委托书"),
            "kind": d.Collector("测试乙", "library", "E00000000", "授权委托书"),
            "number": d.Collector("测试乙", "identity_card", "110101199001010019", "授权委托书"),
            "authority": d.Collector("测试乙", "passport", "E00000000", " "),
        }.items()
    ),
    _dispatch(FIRST),
    _dispatch("sf 1234-567891"),
    _dispatch("SF12345", fine=False),
    _dispatch("SF1234567890！", fine=False),
    _dispatch(FIRST, " "),
    _receive(),
    _receive(3),
    _receive(-1),
    _receive(signed=" "),
    _receive(proof=" "),
    _receive(proof="", scan="u"),
    _back("unclaimed"),
    _back("refused"),
    _back("rain"),
    Move("hand over", lambda _: c.Deliver(method="counter"), lambda app, _: app.deliver("counter")),
    Move(
        "send without a waybill",
        lambda _: c.Deliver(method="courier"),
        lambda app, _: app.deliver("courier"),
    ),
    Move(
        "finish, to be sent",
        lambda _: c.CompleteAtOnce(method="courier"),
        lambda app, now: app.at_once(now, A.id, "courier"),
    ),
)
WANT, ENTER = "want it by courier 0510-0000 0000", "enter courier"
# A licence made out; one that lies ready with one try left; one on its way.
MADE = ("file complete", "accept", "decide True ", "issue from None")
LYING = (*MADE, "lay ready", "wrong code", "wrong code", "wrong code", "wrong code")
SENT = (*MADE, WANT, f"dispatch {FIRST!r} '示例速递'")
REFUSED = ("file complete", "accept", "decide False 示例", ENTER)
BEGINNINGS = {"made": MADE, "lying": LYING, "sent": SENT, "refused": REFUSED}
