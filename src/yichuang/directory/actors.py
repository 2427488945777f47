"""Who acts, and on what: the plain values the policy judges.

Pure: an actor is loaded once a request and then only read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from yichuang.kernel.public import DomainError


class ActorKind(StrEnum):
    """What sort of actor this is."""

    OFFICER = "officer"  # a person in a post 人员(以岗位行事)
    PARTY = "party"  # a signed-in person, acting for himself or under a mandate 当事人
    PUBLIC = "public"  # nobody known 公众
    SYSTEM = "system"  # the law's own clock, a reactor, an importer 系统


class PostScope(StrEnum):
    """How far a post reaches (管辖范围)."""

    ORGAN = "organ"  # the cases of its own organ
    REGION = "region"  # the cases of every organ in its region and below


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a post, a party, the public or the system; never a bare user.

    `id` is the officer's code, the party's UUID as text, or the system's own name. `region` is the
    12-digit code the post stands in; `acts` are what the post allows.
    """

    kind: ActorKind
    id: str = ""
    name: str = ""
    post: str = ""
    post_name: str = ""
    organ: str = ""
    organ_name: str = ""
    region: str = ""
    scope: PostScope = PostScope.ORGAN
    acts: frozenset[str] = frozenset()
    real_name_level: int = 0
    mandates: frozenset[UUID] = frozenset()  # parties this party may act for today, in all matters
    second_factor: bool = False
    lines: frozenset[str] = frozenset()  # lines of business the post is for; empty: every line
    ended_mandates: frozenset[UUID] = frozenset()  # parties who once gave a mandate, none is left
    partial_mandates: frozenset[UUID] = frozenset()  # parties whose mandates stand for some matters
    matter_mandates: frozenset[tuple[UUID, str]] = frozenset()  # these: party and matter
    standing_in_for: str = ""  # officer code, where the post is held for an absent colleague 代理
    absent_name: str = ""  # that colleague's name

    @property
    def signing_name(self) -> str:
        """The own name, and for whom he stands in (代)."""
        return f"{self.name}（代{self.absent_name}）" if self.absent_name else self.name

    @property
    def party_id(self) -> UUID | None:
        """The party this actor is, if it is one."""
        return UUID(self.id) if self.kind is ActorKind.PARTY else None


PUBLIC = Actor(kind=ActorKind.PUBLIC, id="public")


def system(name: str) -> Actor:
    """Return the actor for what the house does by itself, e.g. `silence` or a reactor."""
    return Actor(kind=ActorKind.SYSTEM, id=name)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is done to, in the abstract columns of the policy table."""

    line: str = ""
    organ: str = ""
    region: str = ""
    party: UUID | None = None  # the person the record is about
    agent: UUID | None = None  # who filed it for him
    secrecy: str = "internal"  # open, internal, confidential
    matter: str = ""  # the code of the matter a case is about


class NotAllowed(DomainError):
    """The policy does not allow this act on this subject; `reason` names the rule that failed."""

    code = "directory.not_allowed"
    http_status = 403
