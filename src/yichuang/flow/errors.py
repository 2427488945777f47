"""What the flow room refuses."""

from __future__ import annotations

from typing import ClassVar

from yichuang.kernel.public import DomainError


class StepsUnsound(DomainError):
    """A table of steps has flaws and cannot be run; facts: `flaws`, `steps`, by code."""

    code: ClassVar[str] = "flow.steps_unsound"
    http_status: ClassVar[int] = 422


class ConditionUnreadable(DomainError):
    """A condition is not in the language; facts: `condition`, `rule`."""

    code: ClassVar[str] = "flow.condition_unreadable"
    http_status: ClassVar[int] = 422


class NotItsTurn(DomainError):
    """The step is not open; facts: `step`, `standing`."""

    code: ClassVar[str] = "flow.not_its_turn"


class SpokenBefore(DomainError):
    """Who speaks here has done so already; facts: `step`, `voter`."""

    code: ClassVar[str] = "flow.spoken_before"


class NoVoice(DomainError):
    """The step does not ask this person or organ; facts: `step`, `voter`."""

    code: ClassVar[str] = "flow.no_voice"


class SignerAwaited(DomainError):
    """Somebody was added who signs first; facts: `step`, `signers`."""

    code: ClassVar[str] = "flow.signer_awaited"


class NoWayBack(DomainError):
    """The step may not be sent back there; facts: `step`, `to`, `rule`."""

    code: ClassVar[str] = "flow.no_way_back"


class NothingToRecall(DomainError):
    """The act cannot be taken back; facts: `step`, `rule`."""

    code: ClassVar[str] = "flow.nothing_to_recall"


class CannotPassOn(DomainError):
    """The step cannot be given to another person or get a signer; facts: `step`, `rule`."""

    code: ClassVar[str] = "flow.cannot_pass_on"


class MigrationRefused(DomainError):
    """A running case may not move to the other steps; facts: `losses`."""

    code: ClassVar[str] = "flow.migration_refused"
