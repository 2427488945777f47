"""A licence examined in the city and decided in the province: sent up, signed for (报送上级机关).

Lawyers' Law 律师法 6: the city's justice bureau examines and sends its opinion and the whole file
up; the province's department decides within ten days of receiving them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yichuang.approval import public as approval
from yichuang.ledger.public import execute

from .cast import Plot

REASONS = {
    True: "经审查，申请材料齐全、真实，符合律师法第五条规定的条件。（示例）",
    False: "经审查，申请材料不能证明实习考核合格。（示例）",
}


def hand_up(plot: Plot, case: UUID, at: datetime) -> None:
    """Send the opinion and the whole file to the organ above."""
    agrees = not plot.refused
    sending = approval.HandUp(agrees=agrees, reasons=REASONS[agrees])
    lower = plot.desk.actor("decide", at.date())
    execute(case, sending, actor=lower, key=f"demo-{case.hex[:12]}-hand-up")


def sign_above(plot: Plot, case: UUID, at: datetime) -> None:
    """Sign for the file, as the organ above."""
    upper = plot.desk.decides.actor("handle", at.date())
    execute(case, approval.ReceiveHandUp(), actor=upper, key=f"demo-{case.hex[:12]}-signed")
