"""Results on their way: a licence made out, laid ready or sent. Plainly fictitious people."""

from __future__ import annotations

from uuid import UUID

from tests import factories
from yichuang.approval import public as approval
from yichuang.ledger.public import Command, Receipt, sealed_items

HOME = approval.Address("测试甲", "0510-00000000", "示例市测试区样板路1号")
CAME = approval.Collector("测试乙", "identity_card", "320200209912020024", "2026年授权委托书")
WAYBILL = "SF1234567890"


def take(city: factories.City, case: Receipt, who: str, command: Command, key: str = "") -> Receipt:
    """Take a step as the citizen or as an officer of the factory's city."""
    actor = city.party(who) if who == "citizen" else city.officer(who)
    key = key or f"take-{command.kind}-{case.case_id.hex[:16]}"
    return approval.act(case.case_id, command, actor=actor, key=key)


def made_out(city: factories.City) -> Receipt:
    """Return a licence case in which only the delivery is left."""
    case = factories.file_case(city)
    factories.walk(city, case, until="issue")
    return case


def laid_ready(city: factories.City) -> tuple[Receipt, str]:
    """Return a licence that lies ready, and the code of which the applicant was told."""
    case = made_out(city)
    take(city, case, "window", approval.LayReady())
    return case, code_of(case.case_id)


def code_of(case: UUID) -> str:
    (code,) = sealed_items(case, {"code"}).values()
    return str(code)


def sent(city: factories.City) -> Receipt:
    """Return a licence that is on its way to the applicant."""
    case = made_out(city)
    take(city, case, "citizen", approval.ChooseDelivery(way="courier", address=HOME))
    take(city, case, "window", approval.Dispatch(carrier="示例速递", waybill=WAYBILL))
    return case
