"""The second telling of a result's way to the applicant. No Django.

Like `model`, written from the law and the hall's rules: kept ready with a code, five tries, or
sent by a courier and served on the day of its receipt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from . import model_turns as mt
from .model import METHODS, No, day_of

OPEN = {"received", "supplement", "accepted", "suspended", "handed_up", "granted"} | {
    "refused",
    "issued",
}
WHY_BACK = {"refused", "unknown", "moved", "unclaimed", "damaged"}


@dataclass
class Application(mt.Application):
    """An application whose result has a way to go."""

    wants: str = ""  # collection, courier
    lies_since: date | None = None
    tries: int = 0
    sent: datetime | None = None
    parcel: str = ""
    parcels_back: list[str] = field(default_factory=list)
    back_because: str = ""
    served_on: date | None = None

    def _result(self) -> None:
        """There is something to hand over: a licence only once it is made out."""
        paper = ["granted"] if self.matter.result == "paper" else []
        self._only("refused", "issued", *paper)
        self.refuse_unpaid()

    def refuse_unpaid(self) -> None:
        """Fees are told in another model."""

    def choose(self, way: str, address: bool, offered: bool = True) -> None:
        self._only(*OPEN)
        if self.sent or way not in {"collection", "courier"}:
            raise No
        if way == "courier":
            if not address or not offered:
                raise No
            self.lies_since, self.tries = None, 0
        self.wants = way

    def lay_ready(self, now: datetime) -> None:
        self._result()
        if self.sent or self.lies_since or (self.wants == "courier" and not self.back_because):
            raise No
        self.lies_since, self.tries, self.wants = day_of(now), 0, "collection"

    def wrong_code(self) -> None:
        self._result()
        if not self.lies_since or self.tries == 5:
            raise No
        self.tries += 1

    def collect(
        self, now: datetime, *, by: str, code: str, document: str, named: bool, signed: bool
    ) -> None:
        """`code` and `document`: right, wrong or nothing."""
        self._result()
        if not self.lies_since or not signed or by not in {"applicant", "agent", "other"}:
            raise No
        if code and (code != "right" or self.tries >= 5):
            raise No
        if not code and by == "applicant" and document != "right":
            raise No
        if by != "applicant" and not named:
            raise No
        self._over(day_of(now))

    def _over(self, on: date) -> None:
        self.outcome = "refused" if self.status == "refused" else "granted"
        self.status, self.served, self.served_on = "closed", True, on

    def dispatch(self, now: datetime, carrier: str, waybill: str, fine: bool) -> None:
        self._result()
        if self.sent or self.wants != "courier" or not carrier.strip() or not fine:
            raise No
        if waybill in self.parcels_back:
            raise No
        self.sent, self.parcel, self.back_because = now, waybill, ""

    def receive(self, now: datetime, on: date, signed: str, proof: str) -> None:
        """Served on the day of the receipt, not when it was sent and not when it is entered."""
        self._result()
        if self.sent is None or not day_of(self.sent) <= on <= day_of(now):
            raise No
        if not signed.strip() or not proof.strip():
            raise No
        self._over(on)

    def come_back(self, reason: str) -> None:
        self._result()
        if self.sent is None or reason not in WHY_BACK:
            raise No
        self.parcels_back.append(self.parcel)
        self.sent, self.back_because = None, reason

    # --- what it does to the other acts ---

    def deliver(self, method: str) -> None:
        """Directly, only what neither lies ready nor is on its way; a courier is never direct."""
        self._result()
        if method == "courier" or self.sent or self.lies_since:
            raise No
        super().deliver(method)

    def at_once(self, now: datetime, who: str, method: str) -> None:
        """By courier, all is done at once but the service."""
        super().at_once(now, who, "counter" if method == "courier" else method)
        if method in METHODS - {"counter", "online"} and self.matter.result != "nothing":
            made = "issued" if self.matter.result == "licence" else "granted"
            self.status, self.outcome, self.served = made, "", False

    def open_steps(self) -> list[str]:
        step = "record_receipt" if self.sent else "collect" if self.lies_since else "deliver"
        return [step if one == "deliver" else one for one in super().open_steps()]

    def awaited_by(self) -> date | None:
        """When the house looks after it: fifteen days for a parcel, thirty for who collects."""
        if not {"record_receipt", "collect"} & set(self.open_steps()):
            return None
        if self.sent:
            return day_of(self.sent) + timedelta(days=15)
        return self.lies_since and self.lies_since + timedelta(days=30)
