"""What can happen where an organ above decides (报送上级机关); LicLaw 行政许可法 35, 43."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yichuang.ledger.pure import Event, Sealed, register_events

from .events import LINE, TitlePin


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedUp(Event):
    """The lower organ has sent its opinion and the whole file up (初审意见报送).

    `organ` has the case from now on; `title` is in whose name it decides.
    """

    kind: ClassVar[str] = "handed_up"

    agrees: bool
    officer: str
    organ: str
    region: str
    title: TitlePin
    number: str = ""
    paper_digest: str = ""
    opinion: Sealed | None = None  # the reasons, as officers write them for each other


@dataclass(frozen=True, slots=True, kw_only=True)
class HandUpReceived(Event):
    """The organ above has signed for the file (上级机关签收)."""

    kind: ClassVar[str] = "hand_up_received"

    officer: str


HANDUP_KINDS: tuple[type[Event], ...] = (HandedUp, HandUpReceived)

register_events(LINE, HANDUP_KINDS)
