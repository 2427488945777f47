"""What may be asked for where an organ above decides (报送上级机关); LicLaw 行政许可法 35."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class HandUp(Command):
    """Send the opinion of the preliminary examination and the whole file up (报送上级机关).

    By whoever may decide in the lower organ: it is that organ's word, under its seal.
    """

    kind: ClassVar[str] = "hand_up"
    act: ClassVar[str] = "approval.decide"

    agrees: bool  # whether it proposes to grant
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveHandUp(Command):
    """Sign for what the lower organ sent up, as the organ that decides (签收报送)."""

    kind: ClassVar[str] = "receive_hand_up"
    act: ClassVar[str] = "approval.examine"
