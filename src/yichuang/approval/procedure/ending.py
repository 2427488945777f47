"""What the organ does to its own grant afterwards: revoke, recall, deregister."""

from __future__ import annotations

from yichuang.catalogue.pure import EditionContent
from yichuang.kernel.public import InvalidInput
from yichuang.ledger.pure import Event, Sealed

from ..errors import GrantNotEndable, GroundMissing, ReasonsMissing, StepNotAllowed
from ..events import Closed
from ..state import ApplicationState, Status, legal_day
from ..turn_commands import EndGrant
from ..turn_events import GrantEnded
from .bars import bar_ends
from .basis import first_citation
from .facts import Facts, licensing
from .promise import GRANTED, NOT_KEPT

REVOKED, RECALLED, DEREGISTERED = "revoked", "recalled", "deregistered"
FRAUD, PROMISE_NOT_KEPT, EXPIRED, GRANT_ENDED = "fraud", "promise_not_kept", "expired", "ended"
# how → ground → the licensing law's article; LicLaw 行政许可法 8, 69, 70.
GROUNDS: dict[str, dict[str, str]] = {
    REVOKED: {
        "abuse": "LicLaw 69(1)",  # 滥用职权、玩忽职守
        "beyond_power": "LicLaw 69(2)",  # 超越法定职权
        "wrong_procedure": "LicLaw 69(3)",  # 违反法定程序
        "unqualified": "LicLaw 69(4)",  # 对不符合法定条件的申请人准予
        "other_revocable": "LicLaw 69(5)",
        FRAUD: "LicLaw 69",  # 以欺骗、贿赂等不正当手段取得
        PROMISE_NOT_KEPT: "",
    },
    RECALLED: {"law_changed": "LicLaw 8", "facts_changed": "LicLaw 8"},
    DEREGISTERED: {
        EXPIRED: "LicLaw 70(1)",  # 有效期届满未延续
        "person_gone": "LicLaw 70(2)",  # 死亡或者丧失行为能力
        "body_ended": "LicLaw 70(3)",  # 法人或者其他组织依法终止
        GRANT_ENDED: "LicLaw 70(4)",  # 依法被撤销、撤回
        "impossible": "LicLaw 70(5)",  # 因不可抗力无法实施
        "other_deregistrable": "LicLaw 70(6)",
    },
}
BAR_AFTER_FRAUD = 36  # months, LicLaw 79


def end_grant(state: ApplicationState, command: EndGrant, facts: Facts) -> list[Event]:
    """Revoke, recall or deregister what this case granted; LicLaw 8, 69, 70.

    The ground is one the law lists; other powers name their guide's basis. Raises GrantNotEndable
    where the ground does not hold or the grant has ended before, ReasonsMissing without reasons,
    GroundMissing for a recall that says nothing of compensation.
    """
    if state.granted is not True or state.status not in GRANTED:
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    if command.ground not in GROUNDS.get(command.how, {}):
        raise InvalidInput(field="ground", rule="unknown")
    article = _article(state, command, facts.edition)
    if not _holds(state, command, facts):
        raise GrantNotEndable(field="ground", article=article or None, ground=command.ground)
    if not command.reasons.strip():
        raise ReasonsMissing(field="reasons", article=article or None)
    if command.how == RECALLED and not command.compensation.strip():
        raise GroundMissing(field="compensation", article=article or None)
    ended = GrantEnded(
        effective_at=facts.now,
        how=command.how,
        ground=command.ground,
        article=article,
        officer=facts.actor.id,
        barred_until=bar_ends(state, BAR_AFTER_FRAUD, facts) if command.ground == FRAUD else None,
        reasons=Sealed(command.reasons, "reason"),
        compensation=Sealed(command.compensation, "reason") if command.how == RECALLED else None,
    )
    if state.status is Status.CLOSED:
        return [ended]
    return [ended, Closed(effective_at=facts.now, outcome=command.how)]


def _article(state: ApplicationState, command: EndGrant, edition: EditionContent | None) -> str:
    """Return what the ending rests on: the licensing law for licences, else the guide's basis."""
    by_law = licensing(state, GROUNDS[command.how][command.ground])
    if by_law or edition is None:
        return by_law or ""
    if command.ground == PROMISE_NOT_KEPT and edition.on_promise is not None:
        return first_citation(edition.on_promise.basis)
    return first_citation(edition.set_basis)


def _holds(state: ApplicationState, command: EndGrant, facts: Facts) -> bool:
    """Return whether the grant can be ended on this ground, as far as the record tells.

    What was renewed or changed since lives on in the later case and ends there; nothing has
    expired while its renewal runs: silence may have granted it (LicLaw 50(2)).
    """
    if facts.carried_on == "renewed":
        return False
    if facts.carried_on == "running" and command.ground == EXPIRED:
        return False
    if command.how == DEREGISTERED:
        if not state.issued or (state.ended and state.ended.how == DEREGISTERED):
            return False  # an entry is struck off where there is one, once
        if command.ground == GRANT_ENDED:
            return state.ended is not None
        expired = state.valid_to is not None and state.valid_to < legal_day(facts.now)
        return state.ended is None and (command.ground != EXPIRED or expired)
    if state.ended is not None:
        return False
    return command.ground != PROMISE_NOT_KEPT or state.promise_check == NOT_KEPT
