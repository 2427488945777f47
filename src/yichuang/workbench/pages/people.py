"""Who did something, by name and post, as officers read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from yichuang.approval.public import legal_day
from yichuang.directory.public import actor_in_post, officer_names, post_names
from yichuang.kernel.public import DomainError

from ..words import ACTOR_KINDS, word


@dataclass(frozen=True, slots=True)
class Doer:
    """A person in a post; for anybody but an officer only what kind of actor it was."""

    name: str
    post: str = ""
    organ: str = ""
    absent: str = ""  # for whom, where he stood in

    @property
    def text(self) -> str:
        """Name, for whom where he stood in, and post in one."""
        name = self.name
        if self.absent:
            name = _("%(name)s代%(absent)s") % {"name": self.name, "absent": self.absent}
        return f"{name}（{self.post}）" if self.post else name


@dataclass(slots=True)
class People:
    """Looks each officer up once for a page."""

    known: dict[tuple[str, ...], Doer] = field(default_factory=dict)

    def doer(self, kind: str, code: str, post: str, at: datetime, absent: str = "") -> Doer:
        """Return who acted; an officer by the name and post he had on that day.

        `absent` is the code of the colleague for whom he stood in.
        """
        if kind != "officer":
            return Doer(word(ACTOR_KINDS, kind))
        if (code, post, absent) not in self.known:
            self.known[code, post, absent] = _officer(code, post, at, absent)
        return self.known[code, post, absent]

    def named(self, code: str) -> str:
        """Return an officer's name by his code; what is no code of an officer, as it is."""
        if ("", code) not in self.known:
            self.known["", code] = Doer(officer_names([code]).get(code, code))
        return self.known["", code].name


def _officer(code: str, post: str, at: datetime, absent: str) -> Doer:
    if absent:  # as it was recorded: a leave that ended early takes nothing back
        names, posts = officer_names([code, absent]), post_names([post])
        named = names.get(code, code), posts.get(post, post)
        return Doer(*named, absent=names.get(absent, absent))
    try:
        actor = actor_in_post(code, post, legal_day(at))
    except DomainError:  # the post was entered later than the act, or in another way since
        return Doer(officer_names([code]).get(code, code), post_names([post]).get(post, post))
    return Doer(actor.name, actor.post_name, actor.organ_name)
