"""Who and what a story is about: the invented party, the desk, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yichuang.directory.public import Actor, actor_in_post


@dataclass(frozen=True, slots=True)
class Person:
    """An invented party."""

    key: str
    id: UUID
    name: str
    number: str
    phone: str
    natural: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Who handles a matter: the organ's posts, and the hall's window where there is one."""

    organ: str  # key
    holders: dict[str, tuple[str, ...]]  # "<organ key>.<post>" → officer codes
    above: Desk | None = None  # of the organ that decides, where this one hands its cases up

    def actor(self, post: str, on: date, turn: int = 0) -> Actor:
        """Return a holder of one of the organ's posts as an actor; `turn` 1: the second one."""
        code = f"{self.organ}.{post}"
        return actor_in_post(self.holders[code][turn], code, on, second_factor=True)

    @property
    def decides(self) -> Desk:
        """Return the desk that decides: the one above, where there is one."""
        return self.above or self

    @property
    def window(self) -> str:
        """Return the organ's post that takes applications."""
        return "window" if f"{self.organ}.window" in self.holders else "handle"

    @property
    def instant(self) -> str:
        """Return the post that finishes a matter on one screen."""
        return "instant" if f"{self.organ}.instant" in self.holders else "decide"


@dataclass(frozen=True, slots=True)
class Plot:
    """How a story goes: when it begins, how fast, and what happens on the way."""

    matter: str
    edition: UUID
    desk: Desk
    person: Person
    begins: datetime
    online: bool
    gap: bool = False  # something is missing, so a supplement is asked for
    answers_gap: bool = True
    follows: bool = False  # what may follow is promised, and brought after acceptance (容缺受理)
    fee: str = ""  # told after acceptance: waiting for payment, or paid
    on_promise: bool = False  # the applicant promises, and it is decided on the spot (告知承诺)
    checked: str = ""  # how the promise was found to be kept, if anybody has looked
    renews: date | None = None  # a licence of before, and its last day (延续)
    ignored: bool = False  # nobody answers the filing: silence accepts it
    refused: bool = False
    withdrawn: bool = False
    suspended: bool = False
    hearing: bool = False  # told, asked for, set and held on record (听证)
    declined: bool = False
    slow: int = 0  # working days the handler lets pass before deciding
    stops_after: str = ""  # the step after which nothing more happens
    grade: int = 0
    agent: Person | None = None
