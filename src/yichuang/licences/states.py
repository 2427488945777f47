"""States of a licence (证照状态) and what may follow what: rules alone.

The codes are those of a ministry's full table, which exchange uses as well. LicLaw 行政许可法 69,
70 and PenLaw 行政处罚法 9 say which act leads where.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class LicenceState(StrEnum):
    """State of a licence, by its code."""

    VALID = "01"
    SUSPENDED = "02"
    REVOKED = "03"
    CANCELLED = "04"
    LAPSED = "05"
    MOVED_OUT = "06"
    TAKEN_AWAY = "07"
    OTHER = "99"


STATE_NAMES = {
    LicenceState.VALID: _("有效"),
    LicenceState.SUSPENDED: _("暂扣"),
    LicenceState.REVOKED: _("撤销"),
    LicenceState.CANCELLED: _("注销"),
    LicenceState.LAPSED: _("失效"),
    LicenceState.MOVED_OUT: _("办理转出"),
    LicenceState.TAKEN_AWAY: _("吊销"),
    LicenceState.OTHER: _("其他"),
}

# What ends a licence for good is followed by the cancelling of its entry alone (LicLaw 70).
NEXT_STATES: dict[LicenceState, frozenset[LicenceState]] = {
    LicenceState.VALID: frozenset(LicenceState) - {LicenceState.VALID},
    LicenceState.SUSPENDED: frozenset(LicenceState)
    - {LicenceState.SUSPENDED, LicenceState.MOVED_OUT},
    LicenceState.REVOKED: frozenset({LicenceState.CANCELLED}),
    LicenceState.LAPSED: frozenset({LicenceState.CANCELLED}),
    LicenceState.TAKEN_AWAY: frozenset({LicenceState.CANCELLED}),
    LicenceState.MOVED_OUT: frozenset({LicenceState.VALID, LicenceState.CANCELLED}),
    LicenceState.OTHER: frozenset({LicenceState.VALID, LicenceState.CANCELLED}),
    LicenceState.CANCELLED: frozenset(),
}


def may_follow(before: LicenceState, after: LicenceState) -> bool:
    """Return whether a licence may come from one state into the other."""
    return after in NEXT_STATES[before]
