"""Which organ has a case, and whose time is still to come (报送上级机关), as staff read it."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.approval.public import ApplicationState, begins_later
from yichuang.law.public import Language, Period, say_amount


def where_it_is(state: ApplicationState) -> str:
    """Return which organ has a case that an organ above decides, or had it; empty for others."""
    above, pin = state.above, state.pins.hand_up
    if above is None:
        told = _("初审后报送%(organ)s决定")
        return told % {"organ": pin.organ_name} if pin else ""
    told = _("由%(organ)s决定") if state.decided_at else _("现由%(organ)s办理")
    return told % {"organ": above.organ_name}


def waits_for(state: ApplicationState) -> str:
    """Return who has to sign for a case on its way up; empty if it is not on its way."""
    if state.above is None or state.status.value != "handed_up":
        return ""
    return _("等待%(organ)s签收") % {"organ": state.above.organ_name}


def time_to_come(state: ApplicationState) -> str:
    """Return from when the deciding organ's periods run, where they do not run yet."""
    pin = begins_later(state)
    if pin is None:
        return ""
    told = _("决定的时限从%(organ)s签收的次日起计算：%(periods)s。")
    if pin.begins == "handed_up":
        told = _("%(organ)s决定的时限从报送的次日起计算：%(periods)s。")
    return told % {"organ": pin.organ_name, "periods": _periods(state)}


def _periods(state: ApplicationState) -> str:
    by_law, promised = state.pins.statutory, state.pins.promised
    told = {"law": _amount(by_law), "promise": _amount(promised)}
    if promised is None:
        return _("法定 %(law)s") % told
    return (_("法定 %(law)s，承诺 %(promise)s") if by_law else _("承诺 %(promise)s")) % told


def _amount(period: Period | None) -> str:
    if period is None:
        return ""
    language: Language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return say_amount(period.amount, period.unit, language)
