"""Refusals of the ledger that any line of business may meet."""

from __future__ import annotations

from yichuang.kernel.public import DomainError


class CaseNotFound(DomainError):
    """There is no such case, or the asker may not see it: both look the same."""

    code = "ledger.case_not_found"
    http_status = 404


class CaseMovedOn(DomainError):
    """Something that matters came between reading and acting; the facts say what, who and when."""

    code = "ledger.case_moved_on"


class KeyUsedDifferently(DomainError):
    """The idempotency key was used before for another command."""

    code = "ledger.key_used_differently"
    http_status = 422


class KeyMissing(DomainError):
    """A command needs an idempotency key of 8 to 100 characters."""

    code = "ledger.key_missing"
    http_status = 422


class EffectiveInFuture(DomainError):
    """A legal moment lies later than now; an act cannot take effect before it is done."""

    code = "ledger.effective_in_future"
    http_status = 422


class LateEntryNeedsGround(DomainError):
    """A legal moment earlier than the entry needs a stated ground."""

    code = "ledger.late_entry_needs_ground"
    http_status = 422


class AdmissionMalformed(DomainError):
    """A case from another system is not of the agreed form; `field` and `rule` say where."""

    code = "ledger.admission_malformed"
    http_status = 422


class ClockDistrusted(DomainError):
    """The machine clock jumped; what the law ties to silence waits for a person to confirm it."""

    code = "ledger.clock_distrusted"
    http_status = 503
