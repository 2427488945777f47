"""The state of a bundle: what its events add up to. No personal data is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .bundle_events import MemberPin


class BundleStatus(StrEnum):
    """Where a bundle stands."""

    NEW = "new"
    RUNNING = "running"
    CLOSED = "closed"


class Standing(StrEnum):
    """Where one matter of a bundle stands."""

    WAITING = "waiting"  # 等待前置结果
    FILED = "filed"  # 已收件
    NOT_FILED = "not_filed"  # 未能收件
    DROPPED = "dropped"  # 前置未办成,不再申请
    ENDED = "ended"  # 已办结


OVER = frozenset({Standing.NOT_FILED, Standing.DROPPED, Standing.ENDED})


@dataclass(frozen=True, slots=True)
class Member:
    """One matter of a bundle and how it stands; `why`: an outcome, a refusal, or a matter."""

    pin: MemberPin
    standing: Standing = Standing.WAITING
    case: str = ""
    number: str = ""
    came: bool = False  # its licence was issued
    why: str = ""


@dataclass(frozen=True, slots=True)
class BundleState:
    """See the module."""

    status: BundleStatus = BundleStatus.NEW
    number: str = ""
    filed_at: datetime | None = None
    promised_on: date | None = None
    path: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    anomalies: tuple[str, ...] = ()

    def member(self, matter: str) -> Member | None:
        """Return the member of a matter."""
        return next((one for one in self.members if one.pin.matter == matter), None)

    def of_case(self, case: str) -> Member | None:
        """Return the member that is this case."""
        return next((one for one in self.members if one.case == case), None)
