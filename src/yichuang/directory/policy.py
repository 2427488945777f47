"""The one access policy: a table of acts, and the three questions asked of it.

`check` stops a command, `allowed` explains, `row_filter` narrows a query. All three read the same
conditions, so a list can never show what the detail page would refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from .actors import Actor, ActorKind, NotAllowed, PostScope, Subject
from .rules import (
    AllOf,
    Among,
    AnyOf,
    Anything,
    Column,
    Condition,
    EveryLine,
    Is,
    Not,
    PairAmong,
    Reaches,
    Same,
    Within,
    as_q,
)


@dataclass(frozen=True, slots=True)
class Area:
    """A named condition; the name is the reason a refusal gives."""

    name: str
    where: Condition


EVERYWHERE = Area("everywhere", Anything())

_LINE = AnyOf(EveryLine(), Among(Column.LINE, "lines"))
_OWN_ORGAN = Same(Column.ORGAN, "organ")

# What the officer's own organ holds. Power belongs to the organ, LicLaw 24: another organ's
# officer does not decide, however far his post reaches.
OWN_ORGAN = Area("outside_own_organ", AllOf(_LINE, _OWN_ORGAN))

# The own organ, and for posts of a region every organ within it; what is confidential (tax) stays
# with the organ that holds it.
REACH = Area(
    "outside_reach",
    AllOf(
        _LINE,
        AnyOf(
            _OWN_ORGAN,
            AllOf(
                Reaches(PostScope.REGION),
                Within(),
                Not(Is(Column.SECRECY, "confidential")),
            ),
        ),
    ),
)

# A party's own records, those of parties he may act for in everything, and those he filed as the
# agent, unless his mandate from that party has ended: for what they are about, whatever is left.
OWN = Area(
    "not_own",
    AnyOf(
        Same(Column.PARTY, "party_id"),
        Among(Column.PARTY, "mandates"),
        AllOf(
            Same(Column.AGENT, "party_id"),
            Not(Among(Column.PARTY, "ended_mandates")),
            AnyOf(
                Not(Among(Column.PARTY, "partial_mandates")),
                PairAmong(Column.PARTY, Column.MATTER, "matter_mandates"),
            ),
        ),
    ),
)

# His own data, and that of parties he represents in everything.
SELF = Area("not_own", AnyOf(Same(Column.PARTY, "party_id"), Among(Column.PARTY, "mandates")))


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the policy: an act, and how far each kind of actor may go with it.

    None means: not at all. An officer's post must allow the act as well, a party needs nothing
    more. `second_factor`: an officer must have signed in with a second factor. `assisting`:
    prepares or hands over and decides nothing, so contract staff may do it.
    """

    name: str
    officer: Area | None = None
    party: Area | None = None
    public: Area | None = None
    system: Area | None = None
    second_factor: bool = False
    assisting: bool = False

    def area(self, kind: ActorKind) -> Area | None:
        """Return how far this kind of actor may go."""
        return {
            ActorKind.OFFICER: self.officer,
            ActorKind.PARTY: self.party,
            ActorKind.PUBLIC: self.public,
            ActorKind.SYSTEM: self.system,
        }[kind]

    @property
    def open_to_all(self) -> bool:
        """Whether the public may do it; then no post needs to allow it."""
        return self.public is not None


_ALL = EVERYWHERE

TABLE: tuple[Act, ...] = (
    # act                     officer             party           public   system
    Act("public.read", officer=_ALL, party=_ALL, public=_ALL, system=_ALL),
    Act("catalogue.read", officer=_ALL, party=_ALL, public=_ALL, system=_ALL),
    # cases
    Act("case.list", officer=REACH, party=OWN, system=_ALL, assisting=True),
    Act("case.read", officer=REACH, party=OWN, system=_ALL, assisting=True),
    Act("file.read", officer=REACH, party=OWN, system=_ALL, assisting=True),
    Act("case.export", officer=REACH),
    Act("head.view", officer=REACH),
    Act("staff.lead", officer=OWN_ORGAN, second_factor=True),  # leave, stand-ins, leavers
    # the applicant's side of an approval
    Act("approval.file", party=OWN, system=_ALL),
    Act("approval.answer", party=OWN),
    Act("approval.withdraw", party=OWN),
    Act("approval.evaluate", party=OWN),
    # the window: works for every organ its post reaches, in that organ's name
    Act("approval.receive", officer=REACH, assisting=True),
    Act("approval.accept", officer=REACH, system=_ALL),
    Act("approval.deliver", officer=REACH, system=_ALL, assisting=True),
    Act("party.register", officer=_ALL, system=_ALL, assisting=True),
    Act("mandate.give", officer=_ALL, party=SELF, assisting=True),  # at the window: a paper seen
    # paper originals: taken at a window for any organ; each act also stands for a place of the
    # own organ, whose lists it sends and signs for
    Act("originals.take", officer=REACH, assisting=True),  # the window
    Act("originals.keep", officer=OWN_ORGAN, assisting=True),  # the desk that handles the case
    Act("originals.archive", officer=OWN_ORGAN, assisting=True),  # the archive
    # service of papers: consent to channels; whom no message reached
    Act("contact.choose", officer=_ALL, party=SELF, assisting=True),  # at a window: a paper seen
    Act("service.follow", officer=REACH, assisting=True),
    # the organ that holds the power
    Act("approval.examine", officer=OWN_ORGAN),
    Act("approval.suspend", officer=OWN_ORGAN),
    Act("approval.review", officer=OWN_ORGAN, second_factor=True),
    Act("approval.decide", officer=OWN_ORGAN, second_factor=True),
    Act("approval.extend", officer=OWN_ORGAN, second_factor=True),
    Act("approval.issue", officer=OWN_ORGAN, system=_ALL, second_factor=True),
    Act("approval.correct", officer=OWN_ORGAN, second_factor=True),
    Act("approval.void", officer=OWN_ORGAN, second_factor=True),
    # the catalogue
    Act("catalogue.edit", officer=REACH),
    Act("catalogue.import", officer=REACH, system=_ALL),
    Act("catalogue.review", officer=REACH),
    Act("catalogue.publish", officer=REACH, second_factor=True),
    # looks
    Act("look.own", party=SELF),
    Act("look.seal", officer=REACH, second_factor=True),
    Act("look.open_sealed", officer=REACH, second_factor=True),
    # the house itself: three administrators, none of whom reads a case
    Act("platform.operate", officer=REACH, second_factor=True),
    Act("directory.manage", officer=REACH, second_factor=True),
    Act("audit.read", officer=REACH),
    Act("ledger.verify", officer=_ALL, system=_ALL),
    Act("ledger.wake", system=_ALL),  # the law's own clock
    Act("ledger.admit", system=_ALL),  # the gate, for cases handled elsewhere
)

# What the database itself keeps out of a post that contract staff may hold. Acts that lines of
# business register later are held back by `actor_for` in the same way.
NOT_FOR_ASSISTANTS = frozenset(
    act.name for act in TABLE if act.officer and not act.assisting and not act.open_to_all
)

# name → (acts that make a post this administrator's, all such a post may hold). One person never
# holds two of them.
ADMINISTRATORS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "system": (
        frozenset({"platform.operate"}),
        frozenset({"platform.operate", "ledger.verify"}),
    ),
    "security": (frozenset({"directory.manage"}), frozenset({"directory.manage"})),
    "audit": (
        frozenset({"audit.read", "look.open_sealed"}),
        frozenset({"audit.read", "look.open_sealed", "ledger.verify"}),
    ),
}

_acts: dict[str, Act] = {act.name: act for act in TABLE}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and the rule that said no; the reason is empty for a yes."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ok


YES = Verdict(ok=True)

# Every reason a refusal of the policy can give; the texts have words for each.
REASONS = frozenset(
    {
        *(f"not_for_{kind.value}" for kind in ActorKind),
        "post_lacks_act",
        "second_factor_missing",
        "outside_own_organ",
        "outside_reach",
        "not_own",
        "purpose_not_sealable",
    }
)


def register_acts(acts: Iterable[Act]) -> None:
    """Add the rows of a line of business; called when its app is ready.

    Saying the same again is allowed. Raises ValueError for another meaning of a known act.
    """
    for act in acts:
        if _acts.setdefault(act.name, act) != act:
            raise ValueError(f"the act {act.name} has a row of another meaning")


def known_acts() -> frozenset[str]:
    """Return the names of all acts that have a row."""
    return frozenset(_acts)


def assisting_acts(acts: Iterable[str]) -> frozenset[str]:
    """Return those of the acts that prepare or hand over and decide nothing."""
    return frozenset(name for name in acts if name in _acts and _acts[name].assisting)


def act_named(name: str) -> Act:
    """Return the row of an act. Raises ValueError if there is none: the caller is wrong."""
    try:
        return _acts[name]
    except KeyError:
        raise ValueError(f"no row of the policy is about {name!r}") from None


def may_try(actor: Actor, act: str) -> Verdict:
    """Return whether this actor may do the act to anything at all; a subject may still say no."""
    row = act_named(act)
    if row.area(actor.kind) is None:
        return Verdict(ok=False, reason=f"not_for_{actor.kind.value}")
    if actor.kind is ActorKind.OFFICER and not row.open_to_all:
        if act not in actor.acts:
            return Verdict(ok=False, reason="post_lacks_act")
        if row.second_factor and not actor.second_factor:
            return Verdict(ok=False, reason="second_factor_missing")
    return YES


def allowed(actor: Actor, act: str, subject: Subject) -> Verdict:
    """Return whether the actor may do the act to the subject, with the rule that says no."""
    verdict = may_try(actor, act)
    area = act_named(act).area(actor.kind)
    if not verdict or area is None:
        return verdict
    if not area.where.holds(actor, subject):
        return Verdict(ok=False, reason=area.name)
    return YES


def check(actor: Actor, act: str, subject: Subject) -> None:
    """Do nothing if allowed. Raises NotAllowed, naming act and rule, if not."""
    verdict = allowed(actor, act, subject)
    if not verdict:
        raise NotAllowed(act=act, reason=verdict.reason)


def row_filter(actor: Actor, act: str, columns: Mapping[str, str]) -> Q:
    """Return the rows of a table on which `allowed` would say yes.

    `columns` maps the policy's columns (line, organ, region, party, agent, secrecy, matter) to the
    table's lookups: {"organ": "case__organ", …}.
    """
    unknown = columns.keys() - set(Column)
    if unknown:
        raise ValueError(f"the policy knows no column {sorted(unknown)}")
    area = act_named(act).area(actor.kind)
    if area is None or not may_try(actor, act):
        return as_q(False)
    return as_q(area.where.rows(actor, columns))


def is_about_himself(actor: Actor, subject: Subject) -> bool:
    """Return whether a party reads what is his own, or his principal's: that is no look."""
    return actor.kind is ActorKind.PARTY and OWN.where.holds(actor, subject)
