"""The second telling of fees: written from LicLaw 58, 59 and the parting of assessing from paying.

Like `model`: no Django, nothing of the procedure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from . import model_turns as mt
from .model import HEAD, No, day_of

RATES = {"示例工本费": {1050}, "示例登记费": {8000, 55000}}  # of the guides that charge, in fen


@dataclass
class Application(mt.Application):
    """An application whose guide may charge for it."""

    told: datetime | None = None  # when it was told what to pay
    bill: int | None = None  # fen due
    paid: list[str] = field(default_factory=list)
    sent_back: dict[str, bool] = field(default_factory=dict)  # ordered: done

    def tell_fee(
        self, now: datetime, item: str, many: int, rate: int | None, by: date, waived: str = ""
    ) -> None:
        """Only what is published, once, and for a day ahead; all is waived by another who may."""
        at_once = self.matter.instant or self.on_promise
        self._only("accepted", "suspended", "granted", *(["received"] if at_once else []))
        rates = RATES.get(item, set()) if self.matter.charges else set()
        if rate is None and len(rates) == 1:
            (rate,) = rates
        if self.bill is not None or rate not in rates or many < 1 or by <= day_of(now):
            raise No
        if waived not in {"", HEAD}:
            raise No
        self.bill, self.told = 0 if waived else rate * many, now
        self.built_on = len(self.opinions)

    def pay(self, now: datetime, name: str, fen: int, at: datetime) -> None:
        """What came is recorded whatever has happened since; each once, in the right amount."""
        if not self.bill or not self.told or fen != self.bill or name in self.paid:
            raise No
        if not self.told <= at <= now:
            raise No
        self.paid.append(name)
        self.built_on = len(self.opinions)

    def give_back(self, name: str) -> None:
        """Done once, where it had been ordered."""
        if self.sent_back.get(name) is not False:
            raise No
        self.sent_back[name] = True
        self.built_on = len(self.opinions)

    def settle(self) -> None:
        """Order back what the city may not keep: all if nothing was had for it."""
        back = self.paid if self._nothing_had() else self.paid[1:]
        for name in back:
            if name not in self.sent_back:
                self.sent_back[name] = False
                self.built_on = len(self.opinions)

    def _nothing_had(self) -> bool:
        """Nothing was granted, or the grant was ended while its result still lay at the organ."""
        ended = {"not_accepted", "withdrawn", "voided", "refused"}
        if self.status in ended or self.outcome == "refused":
            return True
        had = self.licensed or self.served or self.matter.result == "nothing"
        return bool(self.ended) and not had

    def unpaid(self) -> bool:
        """A fee is due while it has not come and there is, or may be, something to have for it."""
        return bool(self.bill and not self.paid and not self._nothing_had())

    def open_steps(self) -> list[str]:
        return [*super().open_steps(), *(["fee"] if self.unpaid() else [])]

    def at_once(self, now: datetime, who: str, method: str) -> None:
        """Payment first: what everybody pays must have been told, and what was told be paid."""
        if self.unpaid() or (self.matter.charges and self.bill is None):
            raise No
        super().at_once(now, who, method)

    def issue(self, valid_from: date | None) -> None:
        if self.unpaid():
            raise No
        super().issue(valid_from)

    def deliver(self, method: str) -> None:
        if self.status in {"granted", "issued"} and self.unpaid() and not self.by_law_alone():
            raise No
        super().deliver(method)

    def by_law_alone(self) -> bool:
        """Whether silence has granted it: the law asks for no payment then (LicLaw 50(2))."""
        return False
