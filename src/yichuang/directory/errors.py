"""Refusals of the directory; `NotAllowed` stands beside the actor."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, InvalidInput, NotFound


class SignInNeeded(DomainError):
    """Nobody is signed in, and this needs somebody."""

    code = "directory.sign_in_needed"
    http_status = 401


class SignInRefused(DomainError):
    """Name, password or code is wrong; which of them is not said."""

    code = "directory.sign_in_refused"
    http_status = 401


class SignInLocked(DomainError):
    """Too many failed attempts; `until` says when the next one counts."""

    code = "directory.sign_in_locked"
    http_status = 429


class PostNotHeld(DomainError):
    """The account does not hold this post today."""

    code = "directory.post_not_held"
    http_status = 403


class PostNotFilled(DomainError):
    """The officer may not be given this post; `reason` names the rule."""

    code = "directory.post_not_filled"


class LeaveRefused(DomainError):
    """This leave, stand-in or departure is not possible; `reason` names the rule."""

    code = "directory.leave_refused"


class LeaveNotFound(NotFound):
    """No such leave, or none this actor may see."""

    code = "directory.leave_not_found"


class LookNeedsReason(DomainError):
    """A look at a person's data has no open case, and no ground was given."""

    code = "directory.look_needs_reason"
    http_status = 422


class MandateInvalid(InvalidInput):
    """A mandate names the wrong people, matters or days; `rule` says which."""

    code = "directory.mandate_invalid"


class PartyInvalid(InvalidInput):
    """What was given about a party cannot be kept; `rule` says why."""

    code = "directory.party_invalid"


class PartyNotFound(NotFound):
    """No such party, or none this actor may see."""

    code = "directory.party_not_found"


class RegionInvalid(InvalidInput):
    """Not a division code of 12 digits."""

    code = "directory.region_invalid"


class LookNotFound(NotFound):
    """No such look."""

    code = "directory.look_not_found"


class OrganNotFound(NotFound):
    """No organ has this code or key."""

    code = "directory.organ_not_found"


class TitleInvalid(InvalidInput):
    """A title to a power names the wrong kind, organ, basis or days; `rule` says which."""

    code = "directory.title_invalid"


class PowerTransferred(DomainError):
    """The power has gone to another organ, which `competent_organ` names (划转); LicLaw 25."""

    code = "directory.power_transferred"


class TitleNotInForce(DomainError):
    """The organ's right to exercise this power has ended or has not begun."""

    code = "directory.title_not_in_force"
