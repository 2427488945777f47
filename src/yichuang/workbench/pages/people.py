"""Who did something, by name and post, as officers read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from yichuang.approval.public import legal_day
from yichuang.directory.public import actor_in_post, officer_names
from yichuang.kernel.public import DomainError

from ..words import ACTOR_KINDS, word


@dataclass(frozen=True, slots=True)
class Doer:
    """A person in a post; for anybody but an officer only what kind of actor it was."""

    name: str
    post: str = ""
    organ: str = ""

    @property
    def text(self) -> str:
        """Name and post in one."""
        return f"{self.name}（{self.post}）" if self.post else self.name


@dataclass(slots=True)
class People:
    """Looks each officer up once for a page."""

    known: dict[tuple[str, str], Doer] = field(default_factory=dict)

    def doer(self, kind: str, code: str, post: str, at: datetime) -> Doer:
        """Return who acted; an officer by the name and post he had on that day."""
        if kind != "officer":
            return Doer(word(ACTOR_KINDS, kind))
        if (code, post) not in self.known:
            self.known[code, post] = _officer(code, post, at)
        return self.known[code, post]

    def named(self, code: str) -> str:
        """Return an officer's name by his code; what is no code of an officer, as it is."""
        if ("", code) not in self.known:
            self.known["", code] = Doer(officer_names([code]).get(code, code))
        return self.known["", code].name


def _officer(code: str, post: str, at: datetime) -> Doer:
    try:
        actor = actor_in_post(code, post, legal_day(at))
    except DomainError:  # the post was entered later than the act, or in another way since
        return Doer(code, post)
    return Doer(actor.name, actor.post_name, actor.organ_name)
